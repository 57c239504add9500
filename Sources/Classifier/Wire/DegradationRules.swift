import Formats
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
        for (index, prompt) in (notes["prompt_filter_results"]?.array ?? []).enumerated() {
            guard let failure = prompt["content_filter_results"]?["error"], !failure.isNull else { continue }
            add(.filterOpen, "prompt_filter_results[\(index)].content_filter_results.error", failure.compact)
        }
        if let (quote, field) = tierNotApplied(reply, trial.style) { add(.tierNotApplied, field, quote) }
        if notes["truncated"]?.bool == true { add(.promptCut, "truncated", "true") }
        if let expected = fewestTokens(trial), let counted = reply.usage.input, counted < expected {
            add(.promptCut, "usage.prompt_tokens", "\(counted), expected at least \(expected)")
        }
        if let changes = notes["input_transformations"], changes.array?.isEmpty != true {
            add(.reasoningDropped, "input_transformations", changes.compact)
        }
        let body = trial.style.body
        let tiers = body["service_tier"] ?? body["serviceTier"]
        if let asked = tiers?.string ?? tiers?["type"]?.string, let got = notes["service_tier"]?.string,
            !tier(got, answers: asked)
        {
            add(.servedTierOther, "service_tier", "\(got), asked for \(asked)")
        }
        return found
    }

    /// Access programmes as they were read back. Null is a word of this API: no tier was applied.
    private static func tierNotApplied(_ reply: Reply, _ style: AccessStyle) -> (quote: String, field: String)? {
        guard style.dialect == .openAIResponses, reply.responseID != nil,
            let asked = style.body["access_programs"]?.object
        else { return nil }
        let got = reply.annotations["access_programs"]
        for program in asked.members {
            guard let wanted = program.value.string else { continue }
            let applied = got?[program.key]?.string
            // Standard is what an absent tier amounts to.
            if applied == wanted || (wanted == "standard" && applied == nil) { continue }
            return ("\(got?.compact ?? "absent"), asked for \(wanted)", "access_programs.\(program.key)")
        }
        return nil
    }

    private static func tier(_ got: String, answers asked: String) -> Bool {
        let got = got.lowercased()
        let asked = asked.lowercased()
        switch asked {
        case "auto": return true
        // This one reads back under the other's name.
        case "fast": return got == "fast" || got == "priority"
        case "standard_only": return got == "standard"
        default: return got == asked
        }
    }

    /// A bound no tokeniser stays under on prose or code: 16 bytes a token. Only for servers that cut prompts in
    /// silence, and only for prompts long enough to be cut.
    private static func fewestTokens(_ trial: Trial) -> Int? {
        guard trial.style.profile == "ollama" || trial.style.profile == "llama-cpp" else { return nil }
        let conversation = trial.conversation
        let bytes = conversation.turns.reduce(conversation.system?.utf8.count ?? 0) { $0 + $1.bytes }
        return bytes >= 4096 ? bytes / 16 : nil
    }
}
