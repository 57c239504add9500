/// Who made a model. An open set; `google` and `Google` are the same.
package struct VendorName: RawRepresentable, Sendable, Hashable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue.lowercased() }

    init(_ name: String) { self.init(rawValue: name) }

    /// Hosts at which a vendor serves its own models only.
    private static let hosts = [
        "anthropic.com": "anthropic", "openai.com": "openai", "googleapis.com": "google", "x.ai": "xai",
        "mistral.ai": "mistral", "deepseek.com": "deepseek", "cohere.com": "cohere", "cohere.ai": "cohere",
        "moonshot.ai": "moonshot", "moonshot.cn": "moonshot", "bigmodel.cn": "zhipu", "z.ai": "zhipu",
    ]

    /// How the names of a vendor's models begin, without what a gateway puts before them.
    private static let families: [(prefix: String, vendor: String)] = [
        ("claude", "anthropic"), ("gpt", "openai"), ("chatgpt", "openai"), ("o1", "openai"), ("o3", "openai"),
        ("o4", "openai"), ("codex", "openai"), ("davinci", "openai"), ("babbage", "openai"), ("gemini", "google"),
        ("gemma", "google"), ("palm", "google"), ("grok", "xai"), ("mistral", "mistral"), ("mixtral", "mistral"),
        ("ministral", "mistral"), ("magistral", "mistral"), ("codestral", "mistral"), ("devstral", "mistral"),
        ("pixtral", "mistral"), ("deepseek", "deepseek"), ("llama", "meta"), ("meta-llama", "meta"),
        ("qwen", "alibaba"), ("qwq", "alibaba"), ("command", "cohere"), ("c4ai", "cohere"), ("aya", "cohere"),
        ("nova", "amazon"), ("titan", "amazon"), ("phi", "microsoft"), ("kimi", "moonshot"), ("moonshot", "moonshot"),
        ("glm", "zhipu"), ("nemotron", "nvidia"), ("olmo", "ai2"), ("tulu", "ai2"), ("yi-", "01-ai"),
    ]

    /// What gateways and registries call vendors, where that is not our word.
    private static let aliases = [
        "meta-llama": "meta", "x-ai": "xai", "mistralai": "mistral", "deepseek-ai": "deepseek", "qwen": "alibaba",
        "cohereforai": "cohere", "moonshotai": "moonshot", "zai": "zhipu", "z-ai": "zhipu", "zai-org": "zhipu",
        "thudm": "zhipu", "allenai": "ai2",
    ]

    package static func of(host: String) -> VendorName? {
        hosts.first { host == $0.key || host.hasSuffix(".\($0.key)") }.map { VendorName($0.value) }
    }

    /// From a model's name: `claude-x`, `anthropic/claude-x`, `us.anthropic.claude-x-v1:0`, `ft:gpt-x:org`.
    package static func of(model: String) -> VendorName? {
        let parts = model.lowercased().split { "/.:@".contains($0) }.map(String.init)
        // A vendor's name before the model's is the plainest sign; it may follow a gateway's or a region's.
        for part in parts {
            if let alias = aliases[part] { return VendorName(alias) }
            if families.contains(where: { $0.vendor == part }) && parts.count > 1 { return VendorName(part) }
        }
        for part in parts {
            if let family = families.first(where: { part.hasPrefix($0.prefix) }) { return VendorName(family.vendor) }
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
        case .azureOpenAI: return VendorName("openai")
        case .anthropic, .openAIChat, .openAIResponses, .openAICompletions, .gemini, .bedrock, .openAICompatible:
            // Servers of anybody speak these.
            return nil
        }
    }
}
