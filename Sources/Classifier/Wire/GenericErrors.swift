import Trials

/// Errors that are no safeguards: what they mean for the trial and for the runner.
enum GenericErrors {
    /// Reads codes first: they say more than the status (a 429 for money is final).
    static func kind(_ error: WireError?, status: Int?, annotations: [String: JSONValue]) -> ErrorKind? {
        let words = [error?.code, error?.type, annotations["error.metadata.error_type"]?.string].compactMap { $0 }
        for word in words { if let kind = byWord(word) { return kind } }
        if let message = error?.message, message.contains("prompt is too long") { return .contextTooLong }
        for word in words {
            if let code = Int(word), (400...599).contains(code) { return byStatus(code) }
        }
        return status.flatMap { $0 >= 400 ? byStatus($0) : nil }
    }

    private static func byWord(_ word: String) -> ErrorKind? {
        switch word {
        case "organization_on_hold", "account_deactivated": .accountEnforcement
        case "context_length_exceeded", "token_limit_exceeded", "string_too_long": .contextTooLong
        case "insufficient_quota", "credit_balance_exhausted", "contract_spend_limit_reached",
            "enforced_spend_limit_reached", "billing_error", "payment_required", "billing_hard_limit_reached":
            .billing
        case let word where word.contains("spend_limit") || word.hasPrefix("linked_organization_spend"): .billing
        case "user_profile_not_found", "user_profile_required", "invalid_access_program",
            "unsupported_access_program":
            .invalidRequest
        case "user_profile_billing_not_authorized", "access_program_not_enabled", "permission_error",
            "permission_denied", "permission-denied", "unsupported_country_region_territory":
            .permission
        case "invalid_api_key", "authentication_error", "authentication": .authentication
        case "model_not_found", "not_found_error", "not_found": .notFound
        case "rate_limit_error", "rate_limit_exceeded", "slow_down", "flex_unavailable", "ramp_limit_exceeded":
            .rateLimited
        case "overloaded_error", "server_is_overloaded", "service_unavailable_error", "provider_overloaded",
            "provider_unavailable", "unavailable_error", "insufficient_system_resource", "compaction_unavailable":
            .overloaded
        case "timeout_error", "timeout": .timeout
        case "api_error", "server_error", "server", "internal_server_error", "conflict_error",
            "cmek_context_unavailable":
            .server
        case "request_too_large", "payload_too_large": .tooLarge
        case "invalid_prompt", "invalid_request", "unprocessable", "precondition_failed": .invalidRequest
        default: nil
        }
    }

    static func byStatus(_ status: Int) -> ErrorKind {
        switch status {
        case 401: .authentication
        case 402: .billing
        case 403: .permission
        case 404: .notFound
        case 408, 504: .timeout
        case 413: .tooLarge
        case 429: .rateLimited
        case 503, 529: .overloaded
        case 409, 425, 500...: .server
        default: .invalidRequest
        }
    }

    /// What the runner may do. `anyDelta`: text or reasoning had come.
    static func disposition(
        _ kind: ErrorKind, anyDelta: Bool, after: Double? = nil, shouldRetry: Bool? = nil
    ) -> Disposition {
        let reason: Disposition.Retry.Reason
        switch kind {
        case .transport: reason = .transport
        case .timeout: reason = .timeout
        case .cut: reason = .cut
        case .rateLimited: reason = .rateLimited
        case .overloaded: reason = .overloaded
        case .server: reason = .server
        case .authentication: return .credentialRefused
        case .billing: return .outOfCredit
        case .accountEnforcement: return .stopRun
        case .local: return .localFault
        case .permission, .notFound, .invalidRequest, .contextTooLong, .tooLarge, .unreadable, .unknownSignal,
            .promptDependent:
            return .done
        }
        if shouldRetry == false { return .done }
        let retry = Disposition.Retry(reason, after: after)
        return anyDelta ? .cutAfterDelta(retry) : .retry(retry)
    }

    /// A fault of the wire. With deltas a lost connection is a cut: part of a reply had come.
    static func kind(of fault: WireFault, anyDelta: Bool) -> ErrorKind {
        switch fault.kind {
        case .resolve, .connect, .tls, .encoding, .other: .transport
        case .connectionLost: anyDelta ? .cut : .transport
        case .truncatedBody: .cut
        case .connectTimeout, .firstByteTimeout, .idleTimeout, .totalTimeout: .timeout
        case .bodyTooLarge, .headersTooLarge: .tooLarge
        case .tooManyOpenFiles: .local
        case .credential: .authentication
        }
    }
}
