import Trials

extension Vendor {
    /// The vendor of that name.
    package static func named(_ name: String) -> Vendor? { byName[name] }
    private static let byName = Dictionary(uniqueKeysWithValues: known.map { ($0.name, $0) })

    /// The vendors' rules, in their order. A reply is held against all of them: a vendor is many tables, and no copy of
    /// it is made for each.
    package static let errorRules: [ErrorRule] = known.map(\.error)
    package static let replyRules: [ReplyRule] = known.map(\.reply)

    /// What a style may write under `profile`, in the order of the list.
    package static let profiles: [Vendor] = known.filter { $0.chat != nil }

    /// The tables of all vendors as one: the first vendor's meaning stands where two use one word.
    static let stops: [String: StopSign] = merged(\.stops)
    static let foldedStops: [String: StopSign] = stops.sorted { $0.key < $1.key }.reduce(into: [:]) { words, stop in
        let word = StopSign.folded(stop.key)
        if words[word] == nil { words[word] = stop.value }
    }
    package static let codes: [String: ErrorKind] = merged(\.codes)

    private static func merged<Value>(_ table: KeyPath<Vendor, [String: Value]>) -> [String: Value] {
        known.reduce(into: [:]) { all, vendor in all.merge(vendor[keyPath: table]) { first, _ in first } }
    }

    /// Every header that names a request at any vendor: those of the vendors of this wire first.
    package static func requestIDs(_ dialects: DialectName...) -> [String] {
        let own = known.filter { vendor in dialects.contains { vendor.addresses.keys.contains($0) } }
        var names: [String] = []
        for name in (own + known).flatMap(\.requestIDs) where !names.contains(name) { names.append(name) }
        return names
    }

    /// What may come back for a name, every vendor's as one.
    package static let servedAs: [String: [String]] = known.reduce(into: [:]) { all, vendor in
        for alias in vendor.servedAs { all[alias.asked, default: []] += alias.served }
    }

    /// Headers by which a gateway tells what it did on the way.
    package static let routeHeaders: [String] = known.flatMap(\.routeHeaders)

    /// Every header that names the model that served.
    package static let servedHeaders: [String] = known.flatMap(\.servedHeaders)

    /// Where the vendor of a wire can be reached; nil where every resource has an address of its own.
    package static func address(of dialect: DialectName) -> String? {
        guard dialect != .openAICompatible else { return nil }
        return known.lazy.compactMap { $0.addresses[dialect] ?? nil }.first
    }
}

/// The words by which models' names tell who made them.
package enum VendorWords {
    /// How families' names begin, cut to their letters.
    package static let families: Set<String> = Set(
        (Vendor.known.flatMap(\.makes) + ["llama", "phi", "nemotron", "olmo", "tulu"]).map { family in
            String(family.prefix { $0.isLetter })
        })

    /// Our word for whoever a gateway calls so; nil where nobody is.
    package static func maker(_ word: String) -> String? {
        Vendor.known.first { $0.name == word || $0.maker.rawValue == word || $0.aliases.contains(word) }?.maker.rawValue
    }
}

extension AccessStyle {
    /// The vendor whose form of the wire is spoken: the profile's, or the one that the dialect belongs to; nil for a
    /// compatible server that nobody described.
    package var server: Vendor? {
        switch dialect {
        case .openAICompatible: profile.flatMap(Vendor.named)
        case .anthropic: .anthropic
        case .openAIChat, .openAIResponses, .openAICompletions: .openAI
        case .azureOpenAI: .azure
        case .gemini: .gemini
        case .bedrock: .bedrock
        }
    }
}
