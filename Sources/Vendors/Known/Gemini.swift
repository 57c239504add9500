import Formats
import Trials

extension Vendor {
    static let gemini = Vendor(
        name: "gemini", title: "Google Gemini",
        addresses: [.gemini: "https://generativelanguage.googleapis.com/v1beta"],
        hosts: ["googleapis.com"], makes: ["gemini", "gemma", "palm"], maker: "google",
        models: .path("/models", query: ["pageSize": "1000"]),
        stops: [
            "STOP": .normal, "MAX_TOKENS": .length, "CONTINUATION": .length,
            "SAFETY": .blocked, "BLOCKLIST": .blocked, "PROHIBITED_CONTENT": .blocked, "SPII": .blocked,
            "ESCALATION": .blocked, "MODEL_ARMOR": .blocked, "RECITATION": .blocked, "IMAGE_SAFETY": .blocked,
            "IMAGE_PROHIBITED_CONTENT": .blocked, "IMAGE_RECITATION": .blocked,
            // Limited or switched off for violations of the use policy: the account, not the prompt.
            "PUP_LIMITED_DISABLED": .failed(.accountEnforcement),
            "OTHER": .spoilt, "LANGUAGE": .spoilt, "MALFORMED_RESPONSE": .spoilt, "MALFORMED_FUNCTION_CALL": .spoilt,
            "UNEXPECTED_TOOL_CALL": .spoilt, "TOO_MANY_TOOL_CALLS": .spoilt, "MISSING_THOUGHT_SIGNATURE": .spoilt,
        ],
        codes: [
            "PERMISSION_DENIED": .permission, "UNAUTHENTICATED": .authentication, "NOT_FOUND": .notFound,
            "RESOURCE_EXHAUSTED": .rateLimited, "UNAVAILABLE": .overloaded, "DEADLINE_EXCEEDED": .timeout,
            "INTERNAL": .server, "CANCELLED": .server, "INVALID_ARGUMENT": .invalidRequest,
            "FAILED_PRECONDITION": .invalidRequest,
        ],
        categories: [
            "harm_category_hate_speech": .content, "harm_category_sexually_explicit": .content,
            "harm_category_harassment": .content, "harm_category_dangerous_content": .other,
            "harm_category_civic_integrity": .other, "harm_category_image_hate": .content,
            "harm_category_image_harassment": .content, "harm_category_image_sexually_explicit": .content,
            "harm_category_image_dangerous_content": .other, "harm_category_unspecified": .unreported,
            "harm_category_jailbreak": .other, "recitation": .copyright, "image_recitation": .copyright,
            "spii": .privacy, "prohibited_content": .other, "blocklist": .other, "jailbreak": .other,
            // Words for the act of blocking, which name no subject.
            "safety": .unreported, "other": .unreported, "escalation": .unreported, "model_armor": .unreported,
            "image_safety": .unreported, "blocked_reason_unspecified": .unreported,
        ],
        // The Gemini API documents none; proxies and Vertex's front end send these.
        requestIDs: ["x-request-id", "x-goog-request-id"],
        servedAs: [
            ServedAlias("gemini-flash-latest", as: "gemini-*-flash*", seen: "2026-11-27"),
            ServedAlias("gemini-flash-lite-latest", as: "gemini-*-flash-lite*", seen: "2026-11-27"),
            ServedAlias("gemini-pro-latest", as: "gemini-*-pro*", seen: "2026-11-27"),
        ],
        reply: { reply, stop, style in
            guard style.dialect == .gemini else { return throughOthers(reply, stop) }
            let feedback = reply.annotations["promptFeedback"]
            if let reason = reply.annotations["promptFeedback.blockReason"]?.string {
                return BlockSign(
                    rule: "gemini.prompt-feedback.\(reason.asRule)", field: "promptFeedback.blockReason",
                    quote: reason, layer: .inputFilter, categoriesRaw: rated(reason, feedback?["safetyRatings"]),
                    provider: "gemini", saysInput: true)
            }
            guard stop == .blocked, let reason = reply.stopReason else { return nil }
            return BlockSign(
                rule: "gemini.finish-reason.\(reason.asRule)", field: "candidates[0].finishReason", quote: reason,
                layer: .outputFilter, categoriesRaw: rated(reason, reply.annotations["safetyRatings"]),
                provider: "gemini", saysOutput: true)
        })

    /// On the vendor's OpenAI-compatible address, and through gateways, the word stands alone or after a colon. Whether
    /// it speaks of prompt or reply is lost on the way.
    private static func throughOthers(_ reply: Reply, _ stop: StopSign) -> BlockSign? {
        guard stop == .blocked, let reason = reply.stopReason else { return nil }
        let word = reason.split(separator: ":").last.map { $0.filter { !$0.isWhitespace } } ?? reason
        guard word == word.uppercased(), gemini.stops[word] == .blocked else { return nil }
        return BlockSign(
            rule: "gemini.finish-reason.\(word.asRule)", field: "choices[0].finish_reason", quote: reason,
            layer: .apiSignal, categoriesRaw: [word], provider: "gemini")
    }

    /// The ratings that blocked say more than the word for all of them. Older replies rate without saying which rating
    /// blocked: there the highest did.
    private static func rated(_ reason: String, _ ratings: JSONValue?) -> [String] {
        let ratings = ratings?.array ?? []
        var acted = ratings.filter { $0["blocked"]?.bool == true }.compactMap { $0["category"]?.string }
        if acted.isEmpty, reason == "SAFETY", !ratings.contains(where: { $0["blocked"] != nil }) {
            acted = ratings.filter { $0["probability"]?.string == "HIGH" }.compactMap { $0["category"]?.string }
        }
        return reason == "SAFETY" && !acted.isEmpty ? acted : [reason] + acted
    }
}
