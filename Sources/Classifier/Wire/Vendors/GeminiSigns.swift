import Trials

extension VendorSigns {
    static let gemini = VendorSigns(reply: { reply, stop, style in
        guard style.dialect == .gemini else { return nil }
        let feedback = reply.annotations["promptFeedback"]
        if let reason = reply.annotations["promptFeedback.blockReason"]?.string {
            return BlockSign(
                rule: "gemini.prompt-feedback.\(reason.asRule)", field: "promptFeedback.blockReason", quote: reason,
                layer: .inputFilter, categoriesRaw: categories(reason, feedback?["safetyRatings"]),
                provider: "gemini", saysInput: true)
        }
        guard stop == .blocked, let reason = reply.stopReason else { return nil }
        return BlockSign(
            rule: "gemini.finish-reason.\(reason.asRule)", field: "candidates[0].finishReason", quote: reason,
            layer: .outputFilter, categoriesRaw: categories(reason, reply.annotations["safetyRatings"]),
            provider: "gemini", saysOutput: true)
    })

    /// The ratings that blocked say more than the word for all of them.
    private static func categories(_ reason: String, _ ratings: JSONValue?) -> [String] {
        let acted = (ratings?.array ?? []).filter { $0["blocked"]?.bool == true }.compactMap { $0["category"]?.string }
        return reason == "SAFETY" && !acted.isEmpty ? acted : [reason] + acted
    }
}
