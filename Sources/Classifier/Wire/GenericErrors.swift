import Formats
import Trials
import Vendors

/// Errors that are no safeguards: what they mean for the trial and for the runner.
enum GenericErrors {
    /// Reads words first: they say more than the status (a 429 for money is final).
    ///
    /// - Parameter status: nil for an error inside a reply that came with success.
    static func kind(_ reply: Reply, status: Int?, dialect: DialectName) -> ErrorKind? {
        if let kind = ofAccount(reply, status: status, dialect: dialect) { return kind }
        if isTooLong(reply) { return .contextTooLong }
        // One request that is larger than the whole budget of a minute: no waiting makes it fit.
        if reply.error?.message?.contains("Request too large for") == true { return .tooLarge }
        if reply.error?.type == "ModelErrorException" {
            // The wrapped model's own status decides.
            let original = reply.annotations["error.originalStatusCode"]?.int
            return original.map { $0 >= 500 ? .server : .invalidRequest } ?? .invalidRequest
        }
        // Numbers mean something else at every vendor; the sentence beside them does not.
        if status == nil, hasWords(["rate limit", "too many requests"], reply) { return .rateLimited }
        // Whatever the body says of it, a key was refused.
        if status == 401 || status == 407 { return .authentication }
        let words = words(reply)
        for word in words {
            guard let kind = byWord(word) else { continue }
            // A server that calls everything an API error means the request when its status does.
            if kind == .server, let status, (400..<500).contains(status), ![408, 409, 425, 429, 499].contains(status) {
                return byStatus(status)
            }
            return kind
        }
        for word in words {
            if let code = Int(word), (400...599).contains(code) { return byStatus(code) }
        }
        return status.flatMap { $0 >= 400 ? byStatus($0) : nil }
    }

    /// Codes and types, the outermost first.
    private static func words(_ reply: Reply) -> [String] {
        var words = [reply.error?.code, reply.error?.type, reply.annotations["error.metadata.error_type"]?.string]
        for inner in reply.innerErrors { words += [inner.code, inner.type] }
        return words.compactMap { $0 }
    }

    /// What an error says of the account, its purse or its key, in any slot; nil where it speaks of something else.
    static func ofAccount(_ reply: Reply, status: Int?, dialect: DialectName) -> ErrorKind? {
        guard reply.error != nil else { return nil }
        let message = reply.error?.message ?? ""
        if dialect == .azureOpenAI, status == 403, message.lowercased().contains("temporarily blocked") {
            return .accountEnforcement
        }
        if reasons(reply).contains("CONSUMER_SUSPENDED") { return .accountEnforcement }
        if reasons(reply).contains("API_KEY_INVALID") { return .authentication }
        for word in words(reply) { if let kind = AccountLexicon.word(word) { return kind } }
        for said in reply.said { if let kind = AccountLexicon.word(said.value) { return kind } }
        // One vendor words every limit as a matter of billing; only its details say which it is.
        if words(reply).contains("RESOURCE_EXHAUSTED") { return nil }
        for text in [message] + reply.said.map(\.value) {
            guard let kind = AccountLexicon.sentence(text, status: status) else { continue }
            if kind == .authentication, let status, ![400, 401, 403].contains(status) { continue }
            return kind
        }
        return nil
    }

    private static func hasWords(_ phrases: [String], _ reply: Reply) -> Bool {
        let message = (reply.error?.message ?? "").lowercased()
        return phrases.contains(where: message.contains)
    }

    private static func isTooLong(_ reply: Reply) -> Bool {
        let message = (reply.error?.message ?? "").lowercased()
        if tooLong.contains(where: { $0.allSatisfy(message.contains) }) { return true }
        return words(reply).contains { $0.hasPrefix("too_many_prompt_tokens") || $0.hasPrefix("context_length") }
    }

    /// Every word of a row has to stand in the message.
    private static let tooLong: [[String]] = [
        ["prompt is too long"], ["prompt too long"], ["input is too long"], ["exceed context limit"],
        ["exceeds the maximum number of tokens"], ["maximum context length"], ["max context length"],
        ["maximum prompt length"], ["too many tokens: "], ["input tokens exceeded"], ["input tokens exceeds"],
        ["context window", "exceed"], ["context length", "exceed"], ["context size", "exceed"],
        ["total length of all messages is too long"], ["range of input length"], ["prompt exceeds max length"],
        ["reduce the length of the messages"], ["prompt contains", "too large for model"],
        ["input length", "exceeds"], ["inputs tokens", "max_new_tokens"], ["exceeds the model's context"],
        ["token count", "exceeds the maximum"],
    ]

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
        case 403, 451: .permission
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
        case .resolve, .connect, .tls, .unasked, .other: .transport
        // Compressed against our wish: the same request would meet it again.
        case .encoding: .unreadable
        case .connectionLost: anyDelta ? .cut : .transport
        case .truncatedBody, .stoppedEarly: .cut
        case .connectTimeout, .firstByteTimeout, .idleTimeout, .totalTimeout: .timeout
        case .bodyTooLarge, .headersTooLarge: .tooLarge
        case .tooManyOpenFiles: .local
        case .credential: .authentication
        }
    }
}
