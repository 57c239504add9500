import Trials

/// All that railgauge knows of one vendor: who it is, what its requests look like, and what its replies say.
///
/// A vendor here is whoever answers: a maker of models, a cloud that serves them, a gateway, or a server program. Each
/// is one value in one file under `Known`; tests, fuzzers, documents and `check` go through `Vendor.known`, so that
/// adding one is adding a file (`make vendors` writes the list).
///
/// ```swift
/// extension Vendor {
///     static let example = Vendor(
///         name: "example", title: "Example", addresses: [.openAICompatible: "https://api.example.com/v1"],
///         makes: ["example-"], chat: ChatQuirks())
/// }
/// ```
package struct Vendor: Sendable {
    /// A safeguard in the dress of an error.
    package typealias ErrorRule =
        @Sendable (_ error: WireError, _ exchange: Exchange, _ style: AccessStyle) -> BlockSign?
    /// A block in a reply that came with success; `stop` is what its stop reason means.
    package typealias ReplyRule = @Sendable (_ reply: Reply, _ stop: StopSign, _ style: AccessStyle) -> BlockSign?

    // MARK: Who it is

    /// The word under `profile` of a style, in rules (`deepseek.error.content-risk`) and in the crosswalk.
    package var name: String
    /// As people write it.
    package var title: String
    /// The wires that it speaks, each with its public address; nil where every customer has one of their own.
    package var addresses: [DialectName: String?]
    /// Hosts at which it serves its own models only.
    package var hosts: [String]
    /// How the names of the models it makes begin, without what a gateway puts before them; none where it makes none.
    package var makes: [String]
    /// The word for it as a maker, where that is not its name as a server (`google` makes what `gemini` serves).
    package var maker: VendorName
    /// What gateways and registries call it.
    package var aliases: [String]

    // MARK: What is asked

    /// How its Chat Completions differ from the common words; nil where it is no profile of `openai-compatible`.
    package var chat: ChatQuirks?
    package var models: ModelsAddress

    // MARK: What comes back

    /// What its stop reasons mean. One table is made of all vendors', because gateways pass words of others through.
    package var stops: [String: StopSign]
    /// What its error words (type, code, status word) mean where they are no safeguard's.
    package var codes: [String: ErrorKind]
    /// Its words for what its safeguards watch, in lower case, and ours.
    package var categories: KeyValuePairs<String, Category>
    package var error: ErrorRule
    package var reply: ReplyRule
    /// Headers that name the request, the best first.
    package var requestIDs: [String]
    /// Headers that name the model that served.
    package var servedHeaders: [String]
    /// Headers by which a gateway tells what it did on the way. Where one stands, the `model` of a body may be an echo
    /// of the request.
    package var routeHeaders: [String]
    /// Names that come back for others and are no other model.
    package var servedAs: [ServedAlias]

    init(
        name: String, title: String, addresses: [DialectName: String?] = [:], hosts: [String] = [],
        makes: [String] = [], maker: String? = nil, aliases: [String] = [], chat: ChatQuirks? = nil,
        models: ModelsAddress = .path("/models"), stops: [String: StopSign] = [:], codes: [String: ErrorKind] = [:],
        categories: KeyValuePairs<String, Category> = [:], requestIDs: [String] = [], servedHeaders: [String] = [],
        routeHeaders: [String] = [],
        servedAs: [ServedAlias] = [], error: @escaping ErrorRule = { _, _, _ in nil },
        reply: @escaping ReplyRule = { _, _, _ in nil }
    ) {
        self.name = name
        self.title = title
        self.addresses = addresses
        self.hosts = hosts
        self.makes = makes
        self.maker = VendorName(rawValue: maker ?? name)
        self.aliases = aliases
        self.chat = chat
        self.models = models
        self.stops = stops
        self.codes = codes
        self.categories = categories
        self.requestIDs = requestIDs
        self.servedHeaders = servedHeaders
        self.routeHeaders = routeHeaders
        self.servedAs = servedAs
        self.error = error
        self.reply = reply
    }
}

/// Where a vendor lists the models of a credential.
package enum ModelsAddress: Sendable, Hashable {
    /// Below the base address, with a query of its own.
    case path(String, query: [String: String] = [:])
    /// Why there is nothing to ask.
    case nowhere(String)
}

/// A name that a vendor answers under when another was asked for, as it documented it on a day. Such pairs change with
/// every release: a table without a date would be read as a promise.
package struct ServedAlias: Sendable, Hashable {
    /// Lower case, without a vendor's prefix.
    package var asked: String
    /// What comes back: patterns with `*`.
    package var served: [String]
    /// The day on which this was so: `2026-11-27`.
    package var seen: String

    init(_ asked: String, as served: String..., seen: String) {
        self.asked = asked
        self.served = served
        self.seen = seen
    }
}
