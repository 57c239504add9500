import Formats
import Trials
import Vendors

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
        if let fallbacks = reply.annotations["header.x-litellm-attempted-fallbacks"]?.string, Int(fallbacks) ?? 0 > 0 {
            return (
                .declaredFallback,
                [
                    Evidence(
                        rule: "served.gateway-fallback", field: "x-litellm-attempted-fallbacks", quote: fallbacks)
                ]
            )
        }
        // The strongest first: what stands nearest to the server that ran the model.
        var names: [(field: String, name: String)] = []
        var tellsRoute = false
        // Most replies have no header of a gateway.
        if reply.annotations.keys.contains(where: { $0.hasPrefix("header.") }) {
            for header in Vendor.servedHeaders {
                guard let name = reply.annotations["header.\(header)"]?.string else { continue }
                names.append(("\(header) header", name))
            }
            tellsRoute = Vendor.routeHeaders.contains { reply.annotations["header.\($0)"] != nil }
        }
        if let name = reply.servedModel { names.append((field(style), name)) }
        var open: Evidence?
        var seen = false
        for (field, name) in names {
            // A gateway that tells its route in headers writes the requested name into the body whatever it did.
            if name == style.model, tellsRoute { continue }
            let quote = "\(name), asked for \(style.model)"
            switch likeness(name, style) {
            case .same: seen = true
            case .unexplained:
                open = open ?? Evidence(rule: "served.unexplained", field: field, quote: quote)
            case .other(let part):
                // A deployment has a name of its own: that the model behind it has another one is no sign of anything.
                if style.dialect == .azureOpenAI, style.acceptServed.isEmpty { return (.unknown, []) }
                let declared = style.body["models"]?.array?.compactMap(\.string) ?? []
                let listed = declared.contains { ServedModel.matches(requested: $0, served: name) }
                return listed
                    ? (.declaredFallback, [Evidence(rule: "served.gateway-fallback", field: field, quote: quote)])
                    : (
                        .undeclaredReroute,
                        [Evidence(rule: "served.reroute", field: field, quote: "\(quote): another \(part)")]
                    )
            }
        }
        if let open { return (.unknown, style.dialect == .azureOpenAI ? [] : [open]) }
        return (seen ? .requested : .unknown, [])
    }

    private static func field(_ style: AccessStyle) -> String {
        switch style.dialect {
        case .gemini: "modelVersion"
        case .bedrock: "trace.promptRouter.invokedModelId"
        case .anthropic, .openAIChat, .openAIResponses, .openAICompletions, .azureOpenAI, .openAICompatible: "model"
        }
    }

    private static func likeness(_ name: String, _ style: AccessStyle) -> ServedModel.Likeness {
        // A router was asked to choose; only the study can say between which models.
        if style.dialect == .bedrock, style.model.contains("prompt-router/"), style.acceptServed.isEmpty {
            return .same
        }
        let likeness = ServedModel.compare(requested: style.model, served: name, accepted: style.acceptServed)
        // Where the study says what may serve, nothing is left open; of a router only that counts.
        let pinned = !style.acceptServed.isEmpty && (likeness == .unexplained || style.model.contains("prompt-router/"))
        guard pinned, !style.acceptServed.contains(where: { ServedModel.glob($0.lowercased(), name.lowercased()) })
        else {
            return likeness
        }
        return .other("name than `accept_served` takes")
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
