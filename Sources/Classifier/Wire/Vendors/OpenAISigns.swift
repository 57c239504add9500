import Trials

extension VendorSigns {
    static let openAI = VendorSigns(
        error: { error, _, _ in
            guard let code = error.code else { return nil }
            let message = error.message ?? ""
            func sign(_ layer: Layer, raw: String?, input: Bool) -> BlockSign {
                BlockSign(
                    rule: "openai.error.\(code.asRule)", field: "error.code",
                    quote: message.isEmpty ? code : "\(code): \(message)", layer: layer,
                    categoriesRaw: raw.map { [$0] } ?? [], provider: "openai", saysInput: input)
            }
            switch code {
            case "cyber_policy", "bio_policy", "misalignment_policy_violation":
                return sign(.apiSignal, raw: code, input: false)
            case "content_policy_violation", "moderation_blocked", "image_content_policy_violation":
                return sign(.inputFilter, raw: code, input: true)
            case "invalid_prompt":
                // The same code names prompts of a wrong shape: only the wording tells.
                let text = message.lowercased()
                let limited = text.contains("limited access") && text.contains("safety reasons")
                guard limited || text.contains("flagged as potentially violating") else { return nil }
                return sign(.inputFilter, raw: nil, input: true)
            default: return nil
            }
        },
        reply: { reply, stop, style in
            guard stop == .blocked else { return nil }
            switch style.dialect {
            case .openAIChat, .openAICompatible, .openAICompletions, .azureOpenAI:
                return BlockSign(
                    rule: "openai.finish-reason.content-filter", field: "choices[0].finish_reason",
                    quote: reply.stopReason ?? "", layer: .outputFilter, provider: "openai")
            case .openAIResponses:
                return BlockSign(
                    rule: "openai.incomplete.content-filter", field: "incomplete_details.reason",
                    quote: reply.stopReason ?? "", layer: .outputFilter, provider: "openai")
            case .anthropic, .gemini, .bedrock: return nil
            }
        })
}
