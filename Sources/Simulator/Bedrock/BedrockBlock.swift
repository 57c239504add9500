import Formats
import Trials

/// A block of the scenario as Converse can show it: a guardrail with its trace, the vendor's filter, or the vendor's
/// own refusal (docs/methods/wire.md section 6).
enum BedrockBlock {
    static func resolve(_ wanted: PlayedBlock, stream: Bool, for ask: BedrockAsk) -> PlayedBlock {
        var block = wanted
        block.rescuedBy = nil
        let signal = block.signal.flatMap { own[$0] } ?? usual(block, ask)
        block.signal = signal
        if signal == .guardrail {
            guardrail(&block, stream: stream, ask)
        } else if signal == .contentFiltered {
            // It speaks of the output, also where none came, and names no category.
            if block.stage == .input || block.stage == .noText { block.stage = .withheld }
            block.categoryRaw = nil
            block.category = .unreported
        } else {
            if block.stage == .input { block.stage = .noText }
            let named = ask.paths.contains("/stop_details") ? AnthropicWire.category(block) : (nil, .unreported)
            (block.categoryRaw, block.category) = named
        }
        return block
    }

    /// This wire's sign for what a scenario may call by another's name.
    private static let own: [BlockSignal: BlockSignal] = [
        .guardrail: .guardrail, .contentFilter: .contentFiltered, .contentFiltered: .contentFiltered,
        .stopReason: .refusalStop, .refusalStop: .refusalStop,
    ]

    private static func usual(_ block: PlayedBlock, _ ask: BedrockAsk) -> BlockSignal {
        switch block.stage {
        case .input, .withheld: return .guardrail
        case .noText, .duringReasoning, .unknown: return .refusalStop
        case .midstream:
            switch block.category {
            case .cyber, .bioChem, .aiRnd, .reasoning: return .refusalStop
            default: return ask.guardrail.asynchronous ? .guardrail : .contentFiltered
            }
        }
    }

    private static func guardrail(_ block: inout PlayedBlock, stream: Bool, _ ask: BedrockAsk) {
        // A guardrail that keeps text until it is assessed shows nothing of it.
        if block.stage != .input, block.stage != .midstream || !stream || !ask.guardrail.asynchronous {
            block.stage = .withheld
        }
        guard ask.guardrail.traced else {
            // Text that had come was the model's, whatever nobody says.
            if block.stage != .midstream { block.stage = .unknown }
            block.categoryRaw = nil
            block.category = .unreported
            return
        }
        let found = BedrockAssessment(block.categoryRaw ?? usual(block.category))
        block.categoryRaw = found.word
        block.category = found.category
    }

    private static func usual(_ category: Category?) -> String {
        switch category {
        case .content: "VIOLENCE"
        case .privacy: "pii/EMAIL"
        case .reasoning: "PROMPT_ATTACK"
        case .cyber: "topic/Cyber security"
        case .bioChem: "topic/Biology and chemistry"
        case .aiRnd: "topic/AI development"
        case .copyright: "topic/Copyright"
        case .persuasion: "topic/Persuasion"
        default: "MISCONDUCT"
        }
    }
}

/// What a guardrail found, by the word that the truth has for it: a filter's type, or `policy/name`.
struct BedrockAssessment: Sendable, Equatable {
    enum Policy: String, Sendable, CaseIterable {
        case topic, word, pii, regex, grounding
    }

    /// nil: a content filter.
    var policy: Policy?
    var name: String

    init(_ word: String) {
        let halves = word.split(separator: "/", maxSplits: 1).map(String.init)
        policy = Policy(rawValue: halves.first ?? "")
        name = policy == nil ? word : halves.count == 2 ? halves[1] : ""
    }

    /// As the truth names it. A word of the account's own list is a match in a text, which names no category.
    var word: String {
        guard let policy else { return name }
        return name.isEmpty || policy == .word && name != "PROFANITY" ? policy.rawValue : "\(policy.rawValue)/\(name)"
    }

    /// What a reader can know of the category (docs/crosswalk.md).
    var category: Category {
        switch policy {
        case .topic, .regex, .grounding: .other
        case .word: .content
        case .pii: .privacy
        case nil: ["INSULTS", "HATE", "SEXUAL", "VIOLENCE"].contains(name) ? .content : .other
        }
    }

    /// The member of an assessment that holds it.
    var member: (key: String, value: JSONValue) {
        switch policy {
        case nil:
            let filter: JSONValue = [
                "type": .string(name), "confidence": "HIGH", "filterStrength": "HIGH", "action": "BLOCKED",
                "detected": true,
            ]
            return ("contentPolicy", ["filters": [filter]])
        case .topic:
            let topic: JSONValue = ["name": .string(name), "type": "DENY", "action": "BLOCKED", "detected": true]
            return ("topicPolicy", ["topics": [topic]])
        case .word:
            let managed = name == "PROFANITY"
            var word: JSONObject = ["match": "simulated", "action": "BLOCKED", "detected": true]
            if managed { word["type"] = "PROFANITY" }
            return (
                "wordPolicy",
                managed
                    ? ["customWords": [], "managedWordLists": [.object(word)]]
                    : ["customWords": [.object(word)], "managedWordLists": []]
            )
        case .pii:
            let entity: JSONValue = [
                "match": "someone@example.invalid", "type": .string(name), "action": "BLOCKED", "detected": true,
            ]
            return ("sensitiveInformationPolicy", ["piiEntities": [entity], "regexes": []])
        case .regex:
            let regex: JSONValue = [
                "name": .string(name), "match": "SIM-0001", "regex": "SIM-[0-9]+", "action": "BLOCKED",
                "detected": true,
            ]
            return ("sensitiveInformationPolicy", ["piiEntities": [], "regexes": [regex]])
        case .grounding:
            let filter: JSONValue = [
                "type": .string(name), "threshold": .number(0.75), "score": .number(0.25), "action": "BLOCKED",
                "detected": true,
            ]
            return ("contextualGroundingPolicy", ["filters": [filter]])
        }
    }
}
