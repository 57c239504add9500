import Trials

extension Vendor {
    static let anthropic = Vendor(
        name: "anthropic", title: "Anthropic", addresses: [.anthropic: "https://api.anthropic.com"],
        hosts: ["anthropic.com"], makes: ["claude"],
        models: .path("/v1/models", query: ["limit": "1000"]),
        stops: [
            "end_turn": .normal, "stop_sequence": .normal,
            // A paused or compacted turn ends before the model's own end, as at a length limit.
            "max_tokens": .length, "model_context_window_exceeded": .length, "pause_turn": .length,
            "compaction": .length,
            "tool_use": .toolCall, "refusal": .blocked,
        ],
        codes: [
            "organization_on_hold": .accountEnforcement,
            "enforced_spend_limit_reached": .billing, "contract_spend_limit_reached": .billing,
            "credit_balance_exhausted": .billing, "billing_error": .billing,
            "user_profile_not_found": .invalidRequest, "user_profile_required": .invalidRequest,
            "user_profile_billing_not_authorized": .permission, "permission_error": .permission,
            // The 400s of a tier that the workspace or the organisation has not made room for.
            "workspace_human_review_disabled": .permission, "approval_required": .permission,
            "human_review_not_available": .permission, "organization_not_eligible": .permission,
            "authorization_check_unavailable": .overloaded,
            "authentication_error": .authentication, "not_found_error": .notFound,
            "rate_limit_error": .rateLimited, "ramp_limit_exceeded": .rateLimited,
            "overloaded_error": .overloaded, "compaction_unavailable": .overloaded,
            "timeout_error": .timeout, "api_error": .server, "conflict_error": .server,
            "cmek_context_unavailable": .server, "request_too_large": .tooLarge,
        ],
        categories: [
            "cyber": .cyber, "bio": .bioChem, "frontier_llm": .aiRnd, "reasoning_extraction": .reasoning,
            "general_harms": .other,
        ],
        requestIDs: ["request-id", "x-request-id"],
        error: { error, _, style in
            let message = error.message ?? ""
            guard style.dialect == .anthropic, message.contains("Output blocked by content filtering policy") else {
                return nil
            }
            return BlockSign(
                rule: "anthropic.error.output-filter", field: "error.message", quote: message, layer: .outputFilter,
                provider: "anthropic", saysOutput: true)
        },
        reply: { reply, stop, style in
            guard style.dialect == .anthropic, stop == .blocked, reply.stopReason == "refusal" else { return nil }
            return refusal(reply, field: "stop_reason")
        })

    /// Classifier and model decline look alike. Also reached through other wires that carry the model's own fields.
    static func refusal(_ reply: Reply, field: String) -> BlockSign {
        BlockSign(
            rule: "anthropic.stop-reason.refusal", field: field, quote: "refusal", layer: .apiSignal,
            categoriesRaw: reply.stopCategory.map { [$0] } ?? [], provider: "anthropic")
    }
}
