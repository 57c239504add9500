import Trials

/// A block as generateContent can show it (docs/methods/wire.md section 5): one word for why, and a rated category
/// where that word is `SAFETY`.
struct GeminiBlock: Sendable, Equatable {
    /// A block reason of the prompt, or a finish reason.
    var reason: String
    /// `HARM_CATEGORY_…`, rated as blocked.
    var category: String?

    /// - Parameter word: as the wire writes it, and as the truth names it.
    init(_ word: String, input: Bool) {
        let reasons = input ? Self.blockReasons : Self.finishReasons
        if word.hasPrefix("HARM_CATEGORY_") || !input && !reasons.contains(word) {
            reason = "SAFETY"
            category = word
        } else {
            reason = word
        }
    }

    private static let blockReasons: Set<String> = [
        "SAFETY", "OTHER", "BLOCKLIST", "PROHIBITED_CONTENT", "IMAGE_SAFETY", "MODEL_ARMOR", "JAILBREAK",
    ]

    /// Those that stand for a safeguard; another word would not be a block.
    private static let finishReasons: Set<String> = [
        "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MODEL_ARMOR", "ESCALATION",
    ]

    /// A block of the scenario as this request would meet it: signal, stage, and the words of the wire.
    static func resolve(_ wanted: PlayedBlock, for request: GeminiAsk) -> PlayedBlock {
        var block = wanted
        block.rescuedBy = nil
        if block.signal == .promptFeedback { block.stage = .input }
        if block.signal == .finishReason, block.stage == .input { block.stage = .withheld }
        switch block.stage {
        case .input: block.signal = .promptFeedback
        case .midstream, .withheld: block.signal = .finishReason
        case .duringReasoning:
            block.signal = .finishReason
            if !request.includeThoughts { block.stage = .withheld }
        case .noText, .unknown:
            // A finish reason speaks of the output, also where none came.
            block.signal = .finishReason
            block.stage = .withheld
        }
        let input = block.stage == .input
        var word = block.categoryRaw ?? usual(block.category, input: input)
        // What is switched off cannot have acted: the layer that nobody can adjust did.
        if request.unfiltered.contains(word) { word = "PROHIBITED_CONTENT" }
        block.categoryRaw = word
        block.category = counted(word)
        return block
    }

    private static func usual(_ category: Category?, input: Bool) -> String {
        switch category {
        case .content: return "HARM_CATEGORY_HATE_SPEECH"
        case .copyright where !input: return "RECITATION"
        case .privacy where !input: return "SPII"
        case .copyright, .privacy, .other: return "PROHIBITED_CONTENT"
        case .unreported, nil: return input ? "OTHER" : "SAFETY"
        // There is no finer word for what harms: cyber, biology and the rest share it.
        default: return "HARM_CATEGORY_DANGEROUS_CONTENT"
        }
    }

    /// What a reader can know of the category (docs/crosswalk.md).
    private static func counted(_ word: String) -> Category {
        switch word {
        case "HARM_CATEGORY_HATE_SPEECH", "HARM_CATEGORY_SEXUALLY_EXPLICIT", "HARM_CATEGORY_HARASSMENT",
            "HARM_CATEGORY_IMAGE_HATE", "HARM_CATEGORY_IMAGE_HARASSMENT", "HARM_CATEGORY_IMAGE_SEXUALLY_EXPLICIT":
            .content
        case "RECITATION", "IMAGE_RECITATION": .copyright
        case "SPII": .privacy
        case "SAFETY", "OTHER", "ESCALATION", "MODEL_ARMOR", "IMAGE_SAFETY", "BLOCKED_REASON_UNSPECIFIED",
            "HARM_CATEGORY_UNSPECIFIED":
            .unreported
        default: .other
        }
    }
}
