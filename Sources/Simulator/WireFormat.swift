import Formats
import Trials

/// How one dialect is read and written; each is one file that stands alone.
///
/// Written from docs/methods/wire.md and the vendors' own clients, never from the harness's dialects, so that a misreading
/// cannot hide on both sides.
protocol WireFormat: Sendable {
    /// The API key of a request; nil where it is missing or ambiguous.
    func credential(_ http: ReceivedRequest) -> String?
    /// What is wrong with the headers or the query, as the provider would word it.
    func complaint(_ http: ReceivedRequest) -> String?
    /// - Parameter route: what the path said.
    /// - Throws: a message as the provider would word it.
    func request(_ body: JSONValue, route: Route) throws(MalformedRequest) -> ModelRequest

    /// A play as this wire can show it to this request: stage, signal and category of a block included.
    func resolve(_ play: Play, for request: ModelRequest) -> Play
    /// What the wire writes for the category of a resolved block, and what a reader of the wire can know of it.
    func category(of block: PlayedBlock) -> (written: String?, shown: Category)
    /// How a reply names the model that was asked for.
    func servedName(_ request: ModelRequest) -> String
    /// Whether this reply names its model.
    func namesModel(_ performance: Performance) -> Bool
    /// Whether replies have a place for reasoning.
    var showsReasoning: Bool { get }
    /// Whether a quirk can be shown to this request; one that cannot is left out.
    func admits(_ quirk: Quirk, request: ModelRequest) -> Bool

    func reply(_ performance: Performance, request: ModelRequest) -> DialectReply
    /// - Parameters:
    ///   - wait: what the client is asked to wait.
    ///   - lines: further headers.
    func failure(_ failure: ServiceFailure, wait: RetryWait?, lines: [HeaderLine]) -> DialectReply
    /// The event that ends a stream in an error, after `sent` events.
    func streamFailure(_ performance: Performance, request: ModelRequest, sent: Int) -> WireEvent
    /// The list of models, a JSON document.
    func models(_ ids: [String]) -> String

    /// Headers that name the reply.
    func identity(_ name: String) -> [HeaderLine]
    /// Headers that tell the state of the limits, without what to wait.
    func limits(_ admission: Admission) -> [HeaderLine]
    /// What may stand between two events without meaning; nil: nothing may.
    var keepAlive: WireEvent? { get }
}

extension WireFormat {
    func credential(_ http: ReceivedRequest) -> String? { http.bearer }
    func complaint(_ http: ReceivedRequest) -> String? { nil }
    func namesModel(_ performance: Performance) -> Bool { true }
    var showsReasoning: Bool { true }
    func admits(_ quirk: Quirk, request: ModelRequest) -> Bool { quirk.isForm }
    func limits(_ admission: Admission) -> [HeaderLine] { [] }
    var keepAlive: WireEvent? { nil }
}

enum WireFormats {
    /// - Parameter route: for the wires that write by it; nil where no path was recognised.
    static func of(_ dialect: DialectName, profile: VendorProfile?, route: Route? = nil) -> any WireFormat {
        switch dialect {
        case .anthropic: AnthropicWire()
        case .openAIChat: OpenAIChatWire()
        case .openAIResponses: ResponsesWire()
        case .openAICompletions: CompletionsWire(profile: profile)
        case .azureOpenAI: AzureWire()
        case .gemini: GeminiWire(route: route)
        case .bedrock: BedrockWire()
        case .openAICompatible: profile == .cohere ? CohereWire() : CompatibleWire(profile: profile)
        }
    }
}

/// The vendors of Chat Completions whose own words the simulator writes, by their names in the registry of vendors; the others
/// are played in OpenAI's. It does not stand on that registry: what it writes must be true apart from what our readers know.
package enum VendorProfile: String, Sendable, CaseIterable {
    case openRouter = "openrouter"
    case vLLM = "vllm"
    case llamaCpp = "llama-cpp"
    case ollama
    case deepSeek = "deepseek"
    case xAI = "xai"
    case mistral
    case together
    case cohere

    /// All but the first, for the help of scenarios.
    static let others = allCases.dropFirst().map(\.rawValue).joined(separator: " ")
}

/// What the service answers in place of a reply, before any dialect.
enum ServiceFailure: Sendable, Equatable {
    case unknownKey
    /// Method and path.
    case unknownPath(String)
    case malformed(String)
    case unknownModel(String)
    /// The simulator's own limits of this style.
    case limited(Admission.Limit)
    // Faults.
    case rateLimited
    case serverError
    case unavailable
    case overloaded
}

/// What a client is asked to wait.
struct RetryWait: Sendable, Equatable {
    var seconds: Double
    var form: SimulatedLimits.Form
    /// Seconds since 1970.
    var now: Double

    var lines: [HeaderLine] { Admission.retryAfter(seconds, form: form, now: now) }
}
