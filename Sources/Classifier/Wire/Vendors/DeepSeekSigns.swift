import Trials

extension VendorSigns {
    static let deepSeek = VendorSigns(
        stops: ["insufficient_system_resource": .failed(.overloaded)],
        error: { error, _, _ in
            // Type and code are those of any bad request: only the message tells.
            guard let message = error.message, message.contains("Content Exists Risk") else { return nil }
            return BlockSign(
                rule: "deepseek.error.content-risk", field: "error.message", quote: message, layer: .inputFilter,
                provider: "deepseek")
        })
}
