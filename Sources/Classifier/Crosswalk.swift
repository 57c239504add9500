import Trials

/// The one published table from the providers' safeguard categories to ours.
///
/// A named category that the table does not know is `other`, its raw word kept beside it; where the provider names
/// none, there is none (`unreported` in reports). Nothing is guessed from the prompt or from an explanation's prose.
package enum Crosswalk {
    package struct Row: Sendable, Hashable {
        package var provider: String
        /// Lower case.
        package var raw: String
        package var category: Category

        fileprivate init(_ provider: String, _ raw: String, _ category: Category) {
            self.provider = provider
            self.raw = raw
            self.category = category
        }
    }

    package static let rows: [Row] = [
        Row("anthropic", "cyber", .cyber),
        Row("anthropic", "bio", .bioChem),
        Row("anthropic", "frontier_llm", .aiRnd),
        Row("anthropic", "reasoning_extraction", .reasoning),
        Row("anthropic", "general_harms", .other),
        Row("openai", "cyber_policy", .cyber),
        Row("openai", "bio_policy", .bioChem),
        Row("openai", "content_policy_violation", .content),
        Row("openai", "moderation_blocked", .content),
        Row("openai", "image_content_policy_violation", .content),
        Row("openai", "misalignment_policy_violation", .other),
        Row("openai", "cyber", .cyber),
        Row("openai", "bio", .bioChem),
        Row("xai", "safety_check_type_bio", .bioChem),
        Row("xai", "safety_check_type_chem", .bioChem),
        Row("xai", "safety_check_type_cyber", .cyber),
        Row("xai", "safety_check_type_csam", .content),
        Row("openrouter", "sexual", .content),
        Row("openrouter", "harassment", .content),
        Row("openrouter", "hate", .content),
        Row("openrouter", "violence", .content),
        Row("openrouter", "self-harm", .content),
        Row("openrouter", "illicit", .other),
        Row("mistral", "sexual", .content),
        Row("mistral", "hate_and_discrimination", .content),
        Row("mistral", "violence_and_threats", .content),
        Row("mistral", "selfharm", .content),
        Row("mistral", "pii", .privacy),
        Row("mistral", "dangerous", .other),
        Row("mistral", "criminal", .other),
        Row("mistral", "health", .other),
        Row("mistral", "financial", .other),
        Row("mistral", "law", .other),
        Row("mistral", "jailbreaking", .other),
        Row("azure", "hate", .content),
        Row("azure", "sexual", .content),
        Row("azure", "violence", .content),
        Row("azure", "self_harm", .content),
        Row("azure", "profanity", .content),
        Row("azure", "jailbreak", .other),
        Row("azure", "indirect_attack", .other),
        Row("azure", "custom_blocklists", .other),
        Row("azure", "protected_material_text", .copyright),
        Row("azure", "protected_material_code", .copyright),
        Row("gemini", "harm_category_hate_speech", .content),
        Row("gemini", "harm_category_sexually_explicit", .content),
        Row("gemini", "harm_category_harassment", .content),
        Row("gemini", "harm_category_dangerous_content", .other),
        Row("gemini", "harm_category_civic_integrity", .other),
        Row("gemini", "harm_category_image_hate", .content),
        Row("gemini", "harm_category_image_harassment", .content),
        Row("gemini", "harm_category_image_sexually_explicit", .content),
        Row("gemini", "harm_category_image_dangerous_content", .other),
        Row("gemini", "harm_category_unspecified", .unreported),
        Row("gemini", "harm_category_jailbreak", .other),
        Row("gemini", "recitation", .copyright),
        Row("gemini", "image_recitation", .copyright),
        Row("gemini", "spii", .privacy),
        Row("gemini", "prohibited_content", .other),
        Row("gemini", "blocklist", .other),
        Row("gemini", "jailbreak", .other),
        // Words for the act of blocking, which name no subject.
        Row("gemini", "safety", .unreported),
        Row("gemini", "other", .unreported),
        Row("gemini", "escalation", .unreported),
        Row("gemini", "model_armor", .unreported),
        Row("gemini", "image_safety", .unreported),
        Row("gemini", "blocked_reason_unspecified", .unreported),
        Row("bedrock", "insults", .content),
        Row("bedrock", "hate", .content),
        Row("bedrock", "sexual", .content),
        Row("bedrock", "violence", .content),
        Row("bedrock", "misconduct", .other),
        Row("bedrock", "prompt_attack", .other),
        Row("bedrock", "topic", .other),
        Row("bedrock", "word", .content),
        Row("bedrock", "pii", .privacy),
        Row("bedrock", "regex", .other),
        Row("bedrock", "grounding", .other),
    ]

    private static let table: [String: [String: Category]] = rows.reduce(into: [:]) { table, row in
        table[row.provider, default: [:]][row.raw] = row.category
    }

    /// nil where the provider named none, or only the act of blocking.
    ///
    /// - Parameter raw: as reported; a part after `/` is a name within the category.
    package static func category(_ raw: String?, provider: String) -> Category? {
        guard let raw, !raw.isEmpty else { return nil }
        let word = raw.lowercased()
        let stem = word.prefix { $0 != "/" }
        let category = table[provider]?[word] ?? table[provider]?[String(stem)] ?? .other
        return category == .unreported ? nil : category
    }
}

extension Crosswalk {
    /// The table as it is published in `docs/crosswalk.md`.
    package static var markdown: String {
        """
        # Safeguard categories: the crosswalk

        Left what a provider reports, right the category it is counted under. A named category that is not listed counts as
        `other`, with its own word kept beside it; where a provider names none, or only the act of blocking, the report says `unreported`.
        What follows a `/` is a name within the category (`topic/Weapons`). Nothing is guessed.

        | provider | reported | counted as |
        |---|---|---|

        """ + rows.map { "| \($0.provider) | `\($0.raw)` | \($0.category.rawValue) |\n" }.joined()
    }
}
