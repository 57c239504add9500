import Trials

/// What was silently removed or switched in a reply that came.
enum DegradationRules {
    static func flags(_ reply: Reply, _ trial: Trial) -> [(flag: Degraded, evidence: Evidence)] {
        var found: [(flag: Degraded, evidence: Evidence)] = []
        func add(_ flag: Degraded, _ field: String, _ quote: String) {
            guard !found.contains(where: { $0.flag == flag }) else { return }
            found.append((flag, Evidence(rule: "degraded.\(flag.rawValue)", field: field, quote: quote)))
        }
        let notes = reply.annotations
        for side in ["input", "output"] {
            if let part = notes["moderation"]?[side], part["type"]?.string == "error" {
                add(.filterOpen, "moderation.\(side)", part.compact)
            }
        }
        if let failure = notes["content_filter_results"]?["error"], !failure.isNull {
            add(.filterOpen, "choices[0].content_filter_results.error", failure.compact)
        }
        if notes["truncated"]?.bool == true { add(.promptCut, "truncated", "true") }
        if let expected = fewestTokens(trial), let counted = reply.usage.input, counted < expected {
            add(.promptCut, "usage.prompt_tokens", "\(counted), expected at least \(expected)")
        }
        if let changes = notes["input_transformations"], changes.array?.isEmpty != true {
            add(.reasoningDropped, "input_transformations", changes.compact)
        }
        if let asked = trial.style.body["service_tier"]?.string, let got = notes["service_tier"]?.string,
            !tier(got, answers: asked)
        {
            add(.servedTierOther, "service_tier", "\(got), asked for \(asked)")
        }
        return found
    }

    private static func tier(_ got: String, answers asked: String) -> Bool {
        switch asked {
        case "auto": true
        // This one reads back under the other's name.
        case "fast": got == "fast" || got == "priority"
        case "standard_only": got == "standard"
        default: got == asked
        }
    }

    /// A bound no tokeniser stays under on prose or code: 16 bytes a token. Only for servers that cut prompts in
    /// silence, and only for prompts long enough to be cut.
    private static func fewestTokens(_ trial: Trial) -> Int? {
        guard trial.style.profile == "ollama" || trial.style.profile == "llama-cpp" else { return nil }
        let conversation = trial.conversation
        let bytes = conversation.turns.reduce(conversation.system?.utf8.count ?? 0) { $0 + $1.text.utf8.count }
        return bytes >= 4096 ? bytes / 16 : nil
    }
}
