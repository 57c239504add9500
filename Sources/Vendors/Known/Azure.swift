import Formats
import Trials

extension Vendor {
    /// The filter that stands in front of and behind OpenAI's models on Azure; gateways pass its errors through.
    static let azure = Vendor(
        name: "azure", title: "Azure OpenAI", addresses: [.azureOpenAI: nil], aliases: [],
        models: .path("/openai/models"),
        codes: ["DeploymentNotFound": .notFound],
        categories: [
            "hate": .content, "sexual": .content, "violence": .content, "self_harm": .content, "profanity": .content,
            "jailbreak": .other, "indirect_attack": .other, "custom_blocklists": .other,
            "protected_material_text": .copyright, "protected_material_code": .copyright,
        ],
        requestIDs: ["apim-request-id"],
        error: { error, exchange, _ in
            let inner = exchange.reply.annotations["error.innererror"]
            let named = inner?["code"]?.string == "ResponsibleAIPolicyViolation"
            guard named || error.code == "content_filter" else { return nil }
            return BlockSign(
                rule: "azure.error.content-filter", field: named ? "error.innererror.code" : "error.code",
                quote: [error.code, inner?["content_filter_result"]?.compact ?? error.message].compactMap { $0 }
                    .joined(separator: ": "),
                layer: .inputFilter,
                categoriesRaw: filtered(inner?["content_filter_result"] ?? inner?["content_filter_results"]),
                provider: "azure", saysInput: true)
        },
        reply: { reply, stop, style in
            guard style.dialect == .azureOpenAI, stop == .blocked else { return nil }
            return BlockSign(
                rule: "azure.finish-reason.content-filter", field: "choices[0].finish_reason",
                quote: reply.stopReason ?? "", layer: .outputFilter,
                categoriesRaw: filtered(reply.annotations["content_filter_results"]), provider: "azure",
                saysOutput: true)
        })

    /// Every category that acted, in the order of the reply. Block lists come as an object or, from older versions, as
    /// a bare list.
    static func filtered(_ results: JSONValue?) -> [String] {
        (results?.object?.members ?? []).compactMap { member in
            let acted =
                member.value["filtered"]?.bool == true
                || member.value.array?.contains { $0["filtered"]?.bool == true } == true
            return acted ? member.key : nil
        }
    }
}
