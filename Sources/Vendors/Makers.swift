import Trials

/// Who made a model, by its name or by the address it is reached at.
extension VendorName {
    /// Makers whose models others serve; what they serve themselves is no wire of ours.
    private static let others: [(maker: String, makes: [String], aliases: [String])] = [
        ("meta", ["llama", "meta-llama"], ["meta-llama"]), ("microsoft", ["phi"], []), ("nvidia", ["nemotron"], []),
        ("ai2", ["olmo", "tulu"], ["allenai"]), ("01-ai", ["yi-"], []),
    ]

    private static let families: [(prefix: String, maker: VendorName)] =
        Vendor.known.flatMap { vendor in vendor.makes.map { ($0, vendor.maker) } }
        + others.flatMap { other in other.makes.map { ($0, VendorName(rawValue: other.maker)) } }

    private static let words: [String: VendorName] = {
        var words: [String: VendorName] = [:]
        for vendor in Vendor.known where !vendor.makes.isEmpty {
            words[vendor.maker.rawValue] = vendor.maker
            for alias in vendor.aliases { words[alias] = vendor.maker }
        }
        for other in others {
            for word in [other.maker] + other.aliases { words[word] = VendorName(rawValue: other.maker) }
        }
        return words
    }()

    /// - Parameter host: at which a vendor serves its own models only.
    package static func of(host: String) -> VendorName? {
        Vendor.known.first { $0.hosts.contains { host == $0 || host.hasSuffix(".\($0)") } }?.maker
    }

    /// From a model's name: `claude-x`, `anthropic/claude-x`, `us.anthropic.claude-x-v1:0`, `ft:gpt-x:org`.
    package static func of(model: String) -> VendorName? {
        let parts = model.lowercased().split { "/.:@".contains($0) }.map(String.init)
        // A vendor's name before the model's is the plainest sign; it may follow a gateway's or a region's.
        if parts.count > 1, let maker = parts.lazy.compactMap({ words[$0] }).first { return maker }
        for part in parts {
            if let family = families.first(where: { part.hasPrefix($0.prefix) }) { return family.maker }
        }
        return nil
    }
}

extension AccessStyle {
    /// Who made the model that answers: by a host of the vendor's own, the model's name, then the wire.
    ///
    /// nil where none of these tells: nobody guesses.
    package var vendor: VendorName? {
        let authority = baseURL.trimmingPrefix(/[a-z]+:\/\//).prefix { !"/?:".contains($0) }.lowercased()
        if !simulated, let vendor = VendorName.of(host: authority) { return vendor }
        if let vendor = VendorName.of(model: model) { return vendor }
        switch dialect {
        case .azureOpenAI: return Vendor.openAI.maker
        case .anthropic, .openAIChat, .openAIResponses, .openAICompletions, .gemini, .bedrock, .openAICompatible:
            // Servers of anybody speak these.
            return nil
        }
    }
}
