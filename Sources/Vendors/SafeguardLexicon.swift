import Trials

/// The words by which safeguards speak, whoever's they are and wherever they stand.
///
/// A word (`content_filter`, `SensitiveWordsDetected`) is read by its parts: a subject that is watched and an act of
/// watching. A sentence is read by phrases, and only where it explains an error. Vendors' files go first and say more;
/// what is decided here alone rests on shape, so its layer is as vague as the route.
package enum SafeguardLexicon {
    /// What a word or a sentence says of a block.
    package struct Hit: Sendable, Hashable {
        package var quote: String
        package var saysInput = false
        package var saysOutput = false
        /// The words are those of a gateway between us and the vendor.
        package var ofGateway = false
    }

    // MARK: Words

    /// Whether an identifier names a block: a code, a type, a stop reason.
    package static func word(_ text: String) -> Hit? {
        let utf8 = text.utf8
        // An identifier is short, no sentence, and no address (`fail.content.moderation.failed`, but not `type.example.com/x`).
        guard (6...80).contains(utf8.count), !utf8.contains(where: { $0 == 0x2C || $0 == 0x20 }),
            !(utf8.contains(0x2E) && utf8.contains(0x2F))
        else {
            return nil
        }
        let parts = parts(text)
        let whole = joined.contains(text.lowercased())
        guard whole || (!parts.isEmpty && parts.isDisjoint(with: harmless)) else { return nil }
        let acts = parts.intersection(acts).count
        let alone = !parts.isDisjoint(with: alone)
        let policy = parts.contains("policy") && !parts.isDisjoint(with: broken.union(watched))
        guard acts > 1 || (acts == 1 && !parts.isDisjoint(with: watched)) || alone || policy || whole else {
            return nil
        }
        var hit = Hit(quote: text)
        hit.saysInput = !parts.isDisjoint(with: ["input", "prompt", "prompts", "request", "query"])
        hit.saysOutput = !hit.saysInput && !parts.isDisjoint(with: ["output", "response", "completion", "answer"])
        hit.ofGateway =
            parts.isSuperset(of: ["sensitive", "words"])
            || !parts.isDisjoint(with: ["guardrail", "guardrails", "gateway"])
        return hit
    }

    /// What a safeguard looks at.
    private static let watched: Set<String> = [
        "content", "prompt", "prompts", "input", "output", "response", "data", "text", "words", "message", "usage",
        "cyber", "bio", "image", "request", "ai", "query", "risk", "topic",
    ]
    /// What it does.
    private static let acts: Set<String> = [
        "filter", "filtered", "filtering", "moderation", "moderated", "inspection", "sensitive", "flagged", "blocked",
        "unsafe", "safety", "prohibited", "guardrail", "guardrails", "violation", "violates", "harmful",
        "inappropriate",
        "risky", "illegal", "censored", "censorship", "refused", "audit", "threat", "injection", "jailbreak", "toxic",
        "toxicity",
    ]
    /// Words that say it without a second one.
    private static let alone: Set<String> = [
        "guardrail", "guardrails", "moderation", "moderated", "prohibited", "sensitive", "censored", "refusal",
    ]
    private static let broken: Set<String> = ["violation", "violated", "violates", "blocked"]
    /// Written as one word.
    private static let joined: Set<String> = [
        "contentfilter", "contentfiltered", "datainspectionfailed", "contentpolicyviolation",
        "contentpolicyviolationerror", "responsibleaipolicyviolation", "promptblocked", "highrisk",
    ]
    /// With these a word speaks of the request's form, of money or of a filter that is out of order.
    private static let harmless: Set<String> = [
        "invalid", "missing", "unsupported", "settings", "setting", "config", "configuration", "identifier", "length",
        "found", "quota", "rate", "limit", "limits", "org", "organization", "retention", "privacy", "unavailable",
        "error", "type", "encoding", "size", "format", "required", "annotations", "none", "safe", "passed", "allowed",
        "disabled", "off", "service", "timeout",
    ]

    /// `ContentFilter-Policy_violation` has the parts content, filter, policy and violation.
    private static func parts(_ text: String) -> Set<String> {
        var parts: Set<String> = []
        var part = ""
        var before: Character = "_"
        for character in text {
            let joint = !character.isLetter || (character.isUppercase && before.isLowercase)
            if joint, !part.isEmpty {
                parts.insert(part)
                part = ""
            }
            if character.isLetter { part.append(contentsOf: character.lowercased()) }
            before = character
        }
        if !part.isEmpty { parts.insert(part) }
        return parts
    }

    // MARK: Sentences

    /// Whether a sentence of an error says that content was stopped.
    package static func sentence(_ text: String) -> Hit? {
        guard text.utf8.count >= 6 else { return nil }
        let lower = String(text.prefix(2_000)).lowercased()
        guard !innocent.contains(where: lower.contains) else { return nil }
        guard let phrase = phrases.first(where: { $0.allSatisfy(lower.contains) }) else { return nil }
        var hit = Hit(quote: text)
        hit.saysInput = ["prompt", "your request", "input", "your message", "输入"].contains(where: lower.contains)
        hit.saysOutput = !hit.saysInput && ["output", "response", "completion", "输出"].contains(where: lower.contains)
        hit.ofGateway =
            phrase.contains("guardrail") || phrase.contains("security configuration")
            || phrase.contains("sensitive words")
        return hit
    }

    /// Every word of a row has to stand in the sentence.
    private static let phrases: [[String]] = [
        ["content management policy"], ["content filter", "trigger"], ["content filtering policy"],
        ["filtered due to"], ["blocked by", "filter"], ["content policy"], ["content_policy"],
        ["contentpolicyviolation"],
        ["content_filter"], ["contentfilter"], ["responsibleai"], ["responsible ai"],
        ["usage guidelines", "violat"], ["usage polic", "violat"], ["violat", "safety"], ["violat", "guideline"],
        ["violat", "content"], ["safety system"], ["safety reasons"], ["safety filter"], ["safety check", "fail"],
        ["flagged", "violat"], ["flagged", "moderation"], ["flagged", "safety"], ["flagged", "policy"],
        ["flagged", "cyber"], ["flagged", "harmful"], ["safeguards", "flagged"], ["moderation", "block"],
        ["moderation", "reject"], ["requires moderation"], ["high risk", "reject"], ["considered high risk"],
        ["inappropriate content"], ["inappropriate", "content"], ["sensitive words"], ["sensitive content"],
        ["sensitive information", "reject"], ["content exists risk"], ["unsafe content"], ["unsafe or sensitive"],
        ["harmful content"], ["prohibited content"], ["prohibited_content"], ["data_inspection"],
        ["guardrail", "block"], ["guardrail", "interven"], ["guardrail", "violat"], ["guardrail", "reject"],
        ["guardrail", "denied"], ["guardrail", "fail"],
        ["security configuration", "block"], ["blocked", "policy violation"], ["new_sensitive"],
        ["prompt", "is blocked"], ["prompt", "was blocked"], ["prompt", "been blocked"], ["content", "is blocked"],
        ["content", "was blocked"], ["content", "been blocked"], ["prompt doesn't match any allowed"],
        ["threat detected"], ["injection detected"], ["jailbreak", "detected"], ["flagged", "sensitive"],
        ["flagged", "unsafe"], ["flagged by"], ["blocked entity"],
        ["敏感"], ["不安全", "内容"], ["违规"], ["违反", "规定"], ["内容安全"], ["内容审核"], ["风险", "内容"],
    ]

    /// Policies of another kind, filters that are out of order, and requests to set one up.
    private static let innocent = [
        "data policy", "privacy policy", "retention", "iam policy", "organization policy", "guardrail not found",
        "guardrail identifier", "invalid guardrail", "could not find guardrail", "does not exist", "invalid safety",
        "not supported", "unsupported", "rate limit", "is not available in your", "not authorized to perform",
        // A filter that could not be asked judged nothing.
        "guardrail request failed", "timed out", "connection refused", "cannot connect", "connection error",
        // The request's form is wrong.
        "input should be", "validation error", "field required",
    ]

    // MARK: Members

    /// Whether a member of a reply that came with success says that a safeguard acted.
    ///
    /// - Parameters:
    ///   - key: the member's own name.
    ///   - value: a text, or `true`.
    package static func member(_ key: String, _ value: String) -> Hit? {
        // Most members are none; this decides by a few bytes.
        guard let last = key.utf8.last else { return nil }
        if value == "true" {
            guard last == UInt8(ascii: "d") || last == UInt8(ascii: "e") else { return nil }
            let key = StopSign.folded(key)
            guard ["blocked", "is_blocked", "input_sensitive", "output_sensitive", "censored"].contains(key) else {
                return nil
            }
            return Hit(
                quote: "\(key): true", saysInput: key.hasPrefix("input"), saysOutput: key.hasPrefix("output"))
        }
        guard (5...80).contains(value.utf8.count), mayTell(key) else { return nil }
        let lower = StopSign.folded(key)
        if lower.contains("guardrail"),
            ["intervened", "guardrail_intervened", "blocked", "block", "rejected"]
                .contains(StopSign.folded(value))
        {
            return Hit(quote: "\(key): \(value)")
        }
        guard reasonLike.contains(where: lower.hasSuffix) else { return nil }
        if StopSign(value) == .blocked { return Hit(quote: value) }
        return word(value)
    }

    private static let reasonLike = ["reason", "outcome", "verdict", "decision", "action"]
    private static let reasonBytes = reasonLike.map { Array($0.utf8) }
    private static let guardrail = Array("guardrail".utf8)

    /// Whether a member's name is one of those that `member` reads, by its bytes: almost none is.
    private static func mayTell(_ key: String) -> Bool {
        reasonBytes.contains { key.ends(with: $0) } || key.holds(guardrail)
    }

    // MARK: Headers

    private static let actNames = ["violation", "filtered", "flagged", "blocked", "moderated"].map { Array($0.utf8) }
    private static let acted: Set = [
        "intervened", "guardrail_intervened", "blocked", "rejected", "flagged", "filtered",
    ]
    private static let actLetters = Set((["true"] + acted).compactMap(\.utf8.first))
    private static let guardNames = ["guardrail", "moderation", "content-filter", "safety"].map { Array($0.utf8) }

    /// Whether a header says that a safeguard acted. One that only names a guardrail says nothing. Every header of every
    /// reply passes here, so its name is read as bytes.
    package static func header(_ name: String, _ value: String) -> Hit? {
        // Of all that it may be the first letter differs, and most values begin with another.
        guard (4...64).contains(value.utf8.count), let first = value.utf8.first,
            actLetters.contains(first | 0x20)
        else { return nil }
        let acts = actNames.contains(where: name.holds)
        if acts, value.lowercased() == "true" { return Hit(quote: "\(name.lowercased()): \(value)") }
        guard guardNames.contains(where: name.holds) else { return nil }
        guard acted.contains(StopSign.folded(value)) else { return nil }
        return Hit(quote: "\(name.lowercased()): \(value)")
    }
}

extension String {
    /// Whether it ends with the bytes in either case of ASCII; they are lower-case letters.
    fileprivate func ends(with word: [UInt8]) -> Bool {
        var text = self
        return text.withUTF8 { text in
            text.count >= word.count
                && word.indices.allSatisfy { text[text.count - word.count + $0] | 0x20 == word[$0] }
        }
    }

    /// Whether the bytes stand here in either case of ASCII; they are lower-case letters and hyphens.
    fileprivate func holds(_ word: [UInt8]) -> Bool {
        var text = self
        return text.withUTF8 { text in
            guard text.count >= word.count else { return false }
            return (0...(text.count - word.count)).contains { start in
                word.indices.allSatisfy { text[start + $0] | 0x20 == word[$0] | 0x20 }
            }
        }
    }
}
