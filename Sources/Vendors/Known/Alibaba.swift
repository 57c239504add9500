import Trials

extension Vendor {
    static let alibaba = Vendor(
        name: "alibaba", title: "Alibaba (Qwen)",
        addresses: [.openAICompatible: "https://dashscope-intl.aliyuncs.com/compatible-mode/v1"],
        makes: ["qwen", "qwq"], aliases: ["qwen"], chat: ChatQuirks(),
        codes: [
            "Arrearage": .billing, "InvalidApiKey": .authentication, "InvalidParameter": .invalidRequest,
            "Throttling": .rateLimited, "ModelNotFound": .notFound,
        ],
        error: { error, _, _ in
            let words = [error.code, error.type].compactMap { $0.map(StopSign.folded) }
            guard words.contains(where: { ["data_inspection_failed", "datainspectionfailed"].contains($0) }) else {
                return nil
            }
            let message = error.message ?? ""
            // A number and a name of the algorithm may stand before it.
            let output = message.lowercased().hasPrefix("output") || message.contains("Output data")
            return BlockSign(
                rule: "alibaba.error.data-inspection-failed", field: "error.code", quote: message,
                layer: output ? .outputFilter : .inputFilter, provider: "alibaba", saysInput: !output,
                saysOutput: output)
        })
}
