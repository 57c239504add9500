import Formats
import Trials

/// Which model, and through a gateway which provider, produced a reply.
enum ServedRules {
    static func served(_ reply: Reply, _ style: AccessStyle) -> (served: Served, evidence: [Evidence]) {
        if let last = reply.fallbackModels.last {
            return (
                .declaredFallback,
                [Evidence(rule: "served.declared-fallback", field: "usage.iterations", quote: last)]
            )
        }
        if let evidence = otherProvider(reply, style) { return (.undeclaredReroute, [evidence]) }
        let names = [
            (field(style), reply.servedModel),
            ("openai-model header", reply.annotations["header.openai-model"]?.string),
            ("x-openai-model header", reply.annotations["header.x-openai-model"]?.string),
        ]
        var seen = false
        for (field, name) in names {
            guard let name else { continue }
            seen = true
            if matches(name, style) { continue }
            // A deployment has a name of its own: that the model behind it has another one is no sign of anything.
            if style.dialect == .azureOpenAI, style.acceptServed.isEmpty { return (.unknown, []) }
            let declared = style.body["models"]?.array?.compactMap(\.string) ?? []
            let listed = declared.contains { ServedModel.matches(requested: $0, served: name) }
            let quote = "\(name), asked for \(style.model)"
            return listed
                ? (.declaredFallback, [Evidence(rule: "served.gateway-fallback", field: field, quote: quote)])
                : (.undeclaredReroute, [Evidence(rule: "served.reroute", field: field, quote: quote)])
        }
        return (seen ? .requested : .unknown, [])
    }

    private static func field(_ style: AccessStyle) -> String {
        switch style.dialect {
        case .gemini: "modelVersion"
        case .bedrock: "trace.promptRouter.invokedModelId"
        case .anthropic, .openAIChat, .openAIResponses, .openAICompletions, .azureOpenAI, .openAICompatible: "model"
        }
    }

    private static func matches(_ name: String, _ style: AccessStyle) -> Bool {
        guard style.dialect == .bedrock else {
            return ServedModel.matches(requested: style.model, served: name, accepted: style.acceptServed)
        }
        // A router was asked to choose; only the study can say between which models.
        if style.model.contains("prompt-router/"), style.acceptServed.isEmpty { return true }
        return ServedModel.matches(
            requested: bare(style.model), served: bare(name), accepted: style.acceptServed)
            || style.acceptServed.contains { ServedModel.glob($0.lowercased(), name.lowercased()) }
    }

    /// The model's own id: without ARN, and without the geography of an inference profile.
    private static func bare(_ id: String) -> String {
        let tail = id.lastIndex(of: "/").map { String(id[id.index(after: $0)...]) } ?? id
        for geography in ["us-gov.", "us.", "eu.", "apac.", "jp.", "au.", "global."] where tail.hasPrefix(geography) {
            return String(tail.dropFirst(geography.count))
        }
        return tail
    }

    /// A gateway was told which providers may serve, and names another one.
    private static func otherProvider(_ reply: Reply, _ style: AccessStyle) -> Evidence? {
        let routing = style.body["provider"]
        guard style.profile == "openrouter", let served = reply.annotations["provider"]?.string,
            let allowed = (routing?["only"] ?? routing?["order"])?.array?.compactMap(\.string), !allowed.isEmpty
        else { return nil }
        // Replies have a title where requests have a slug, which may name a variant after a slash.
        func letters(_ name: Substring) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }
        guard !allowed.contains(where: { letters($0.prefix { $0 != "/" }) == letters(served[...]) }) else { return nil }
        return Evidence(
            rule: "served.other-provider", field: "provider",
            quote: "\(served), asked for \(allowed.joined(separator: ", "))")
    }
}
