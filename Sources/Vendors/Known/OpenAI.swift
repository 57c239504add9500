import Formats
import Trials

extension Vendor {
    static let openAI = Vendor(
        name: "openai", title: "OpenAI",
        addresses: [
            .openAIChat: "https://api.openai.com/v1", .openAIResponses: "https://api.openai.com/v1",
            .openAICompletions: "https://api.openai.com/v1",
        ],
        hosts: ["openai.com"], makes: ["gpt", "chatgpt", "o1", "o3", "o4", "codex", "davinci", "babbage"],
        stops: [
            "stop": .normal, "length": .length, "tool_calls": .toolCall, "function_call": .toolCall,
            "content_filter": .blocked,
            // Foreign words for a normal stop, which gateways pass through.
            "eos_token": .normal, "end": .normal, "complete": .normal,
            // And for topics that a vendor's list excludes.
            "blacklist": .blocked,
            // The status of a response, or why it is incomplete.
            "completed": .normal, "max_output_tokens": .length, "max_messages": .length, "steered": .length,
            // With an error beside it, which is read first; without one there is no reason.
            "failed": .spoilt, "cancelled": .spoilt,
            // Not over yet: nobody asks for replies in the background, some servers send the beginning all the same.
            "queued": .failed(.cut), "in_progress": .failed(.cut),
        ],
        codes: [
            "account_deactivated": .accountEnforcement,
            "context_length_exceeded": .contextTooLong, "string_too_long": .contextTooLong,
            "insufficient_quota": .billing, "billing_hard_limit_reached": .billing,
            "invalid_access_program": .invalidRequest, "unsupported_access_program": .invalidRequest,
            "access_program_not_enabled": .permission, "unsupported_country_region_territory": .permission,
            "invalid_api_key": .authentication, "model_not_found": .notFound,
            "rate_limit_exceeded": .rateLimited, "slow_down": .rateLimited, "flex_unavailable": .rateLimited,
            "server_is_overloaded": .overloaded, "service_unavailable_error": .overloaded,
            "vector_store_timeout": .timeout, "server_error": .server, "internal_server_error": .server,
            "invalid_prompt": .invalidRequest, "data_residency_mismatch": .invalidRequest,
        ],
        categories: [
            "cyber_policy": .cyber, "bio_policy": .bioChem, "content_policy_violation": .content,
            "moderation_blocked": .content, "image_content_policy_violation": .content,
            "misalignment_policy_violation": .other, "cyber": .cyber, "bio": .bioChem,
        ],
        requestIDs: ["x-request-id", "request-id"], servedHeaders: ["openai-model", "x-openai-model"],
        servedAs: [
            ServedAlias("gpt-5.6", as: "gpt-5.6-sol*", seen: "2026-11-27"),
            ServedAlias("davinci-002", as: "davinci:*", seen: "2026-11-27"),
            ServedAlias("babbage-002", as: "babbage:*", seen: "2026-11-27"),
            ServedAlias("chatgpt-4o-latest", as: "chatgpt-4o*", seen: "2026-11-27"),
        ],
        error: { error, _, _ in refusedPrompt(error) },
        reply: { reply, stop, style in
            guard stop == .blocked, reply.stopReason.map(StopSign.folded) == "content_filter" else { return nil }
            // A router's word for what its upstream says in another one.
            if let native = reply.annotations["native_finish_reason"]?.string,
                StopSign.folded(native) != "content_filter",
                StopSign(native) == .blocked
            {
                return nil
            }
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

    private static func refusedPrompt(_ error: WireError) -> BlockSign? {
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
    }
}
