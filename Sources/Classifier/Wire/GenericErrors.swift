import Formats
import Trials
import Vendors

/// Errors that are no safeguards: what they mean for the trial and for the runner.
enum GenericErrors {
    /// Reads codes first: they say more than the status (a 429 for money is final).
    ///
    /// - Parameter status: nil for an error inside a reply that came with success.
    static func kind(_ reply: Reply, status: Int?, dialect: DialectName) -> ErrorKind? {
        let error = reply.error
        let message = error?.message ?? ""
        if isEnforcement(message, reply, status, dialect) { return .accountEnforcement }
        if isTooLong(message) { return .contextTooLong }
        // One request that is larger than the whole budget of a minute: no waiting makes it fit.
        if message.contains("Request too large for") { return .tooLarge }
        if reasons(reply).contains("API_KEY_INVALID") { return .authentication }
        if error?.type == "ModelErrorException" {
            // The wrapped model's own status decides.
            let original = reply.annotations["error.originalStatusCode"]?.int
            return original.map { $0 >= 500 ? .server : .invalidRequest } ?? .invalidRequest
        }
        let words = [error?.code, error?.type, reply.annotations["error.metadata.error_type"]?.string]
            .compactMap { $0 }
        for word in words { if let kind = byWord(word) { return kind } }
        for word in words {
            if let code = Int(word), (400...599).contains(code) { return byStatus(code) }
        }
        return status.flatMap { $0 >= 400 ? byStatus($0) : nil }
    }

    /// Words of providers that acted against the account, where no code says so.
    private static func isEnforcement(
        _ message: String, _ reply: Reply, _ status: Int?, _ dialect: DialectName
    ) -> Bool {
        if dialect == .azureOpenAI, status == 403, message.lowercased().contains("temporarily blocked") { return true }
        if dialect == .anthropic, message.contains("organization has been disabled") { return true }
        if status == 401 || status == 403 {
            let text = message.lowercased()
            if !text.contains("billing"), accountWords.contains(where: { text.contains($0) }) { return true }
        }
        return reasons(reply).contains("CONSUMER_SUSPENDED")
    }

    /// Said of an account, under a status that refuses its credential.
    private static let accountWords = ["suspended", "deactivated", "terminated", "disabled"].flatMap {
        ["account has been \($0)", "account was \($0)"]
    }

    private static func isTooLong(_ message: String) -> Bool {
        [
            "prompt is too long", "Input is too long", "exceed context limit", "exceeds the maximum number of tokens",
            // vLLM and others without a code.
            "maximum context length", "maximum prompt length", "too many tokens: ",
        ].contains { message.contains($0) }
    }

    /// `google.rpc.ErrorInfo` reasons.
    private static func reasons(_ reply: Reply) -> [String] {
        (reply.annotations["error.details"]?.array ?? []).compactMap { $0["reason"]?.string }
    }

    /// Whether the quota that was met comes back only at the end of a day, or by a person's doing.
    static func quotaSpent(_ reply: Reply) -> Bool {
        if reply.error?.type == "ServiceQuotaExceededException" { return true }
        return (reply.annotations["error.details"]?.array ?? []).contains { detail in
            (detail["violations"]?.array ?? []).contains { $0["quotaId"]?.string?.contains("PerDay") == true }
        }
    }

    /// A vendor's word, or one of a family of words.
    private static func byWord(_ word: String) -> ErrorKind? {
        if let known = Vendor.codes[word] { return known }
        if word.contains("spend_limit") || word.hasPrefix("linked_organization_spend") { return .billing }
        // Only image input has such codes, and probes have none.
        return word.contains("_image") || word.hasPrefix("image_") ? .invalidRequest : nil
    }

    static func byStatus(_ status: Int) -> ErrorKind {
        switch status {
        case 401, 498: .authentication
        case 402: .billing
        case 403: .permission
        case 404: .notFound
        case 408, 504: .timeout
        case 413: .tooLarge
        case 429: .rateLimited
        case 503, 529: .overloaded
        // What a server does not implement it will not implement a minute later.
        case 501: .invalidRequest
        case 409, 425, 499, 500...: .server
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
        case .resolve, .connect, .tls, .other: .transport
        // Compressed against our wish: the same request would meet it again.
        case .encoding: .unreadable
        case .connectionLost: anyDelta ? .cut : .transport
        case .truncatedBody: .cut
        case .connectTimeout, .firstByteTimeout, .idleTimeout, .totalTimeout: .timeout
        case .bodyTooLarge, .headersTooLarge: .tooLarge
        case .tooManyOpenFiles: .local
        case .credential: .authentication
        }
    }
}
