import Trials

extension VendorSigns {
    static let xAI = VendorSigns(error: { error, _, _ in
        guard let message = error.message,
            message.contains("Content violates usage guidelines") || message.contains("SAFETY_CHECK_TYPE_")
        else { return nil }
        let check = message.firstRange(of: "SAFETY_CHECK_TYPE_").map { range in
            String(message[range.lowerBound...].prefix { $0.isLetter || $0 == "_" || $0.isNumber })
        }
        return BlockSign(
            rule: "xai.error.safety-check", field: "error", quote: message, layer: .inputFilter,
            categoriesRaw: check.map { [$0] } ?? [], provider: "xai")
    })
}
