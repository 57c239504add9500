import Formats
import Trials

/// What can be fuzzed: the parsers below the readers, and one reader for each wire.
enum Target: String, CaseIterable {
    case eventFramer = "event-framer"
    case frameReader = "frame-reader"
    case json
    /// What the models of a credential are, in every dialect's shape.
    case modelLists = "model-lists"
    /// A recorded attempt, as a file.
    case cassette
    case anthropic
    case openAIChat = "openai-chat"
    case openAIResponses = "openai-responses"
    case openAICompletions = "openai-completions"
    case azureOpenAI = "azure-openai"
    case gemini
    case bedrock
    case openAICompatible = "openai-compatible"
    /// A profile with a wire of its own.
    case cohere

    /// The wire that a reader speaks; nil for a parser.
    var dialect: DialectName? {
        switch self {
        case .eventFramer, .frameReader, .json, .modelLists, .cassette: nil
        case .anthropic: .anthropic
        case .openAIChat: .openAIChat
        case .openAIResponses: .openAIResponses
        case .openAICompletions: .openAICompletions
        case .azureOpenAI: .azureOpenAI
        case .gemini: .gemini
        case .bedrock: .bedrock
        case .openAICompatible, .cohere: .openAICompatible
        }
    }

    /// Whether a stream comes in frames with checksums, which blind mutation never gets past.
    var framed: Bool { self == .frameReader || self == .bedrock }

    func one(_ input: Input) {
        switch self {
        case .eventFramer: FramerTarget.eventFramer(input)
        case .frameReader: FramerTarget.frameReader(input)
        case .json: JSONTarget.read(input)
        case .modelLists: ModelListTarget.read(input)
        case .cassette: CassetteTarget.read(input)
        case .anthropic, .openAIChat, .openAIResponses, .openAICompletions, .azureOpenAI, .gemini, .bedrock,
            .openAICompatible, .cohere:
            Readers.of(self).one(input)
        }
    }
}
