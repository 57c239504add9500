import Formats
import Trials

/// Error documents: a `google.rpc.Status` under `error` (docs/methods/wire.md section 5).
extension GeminiWire {
    static func status(_ code: Int, _ status: String, _ message: String, details: [JSONValue] = []) -> JSONValue {
        var error = JSONObject()
        error["code"] = .integer(code)
        error["message"] = .string(message)
        error["status"] = .string(status)
        if !details.isEmpty { error["details"] = .array(details) }
        return ["error": .object(error)]
    }

    func failure(_ failure: ServiceFailure, wait: RetryWait?, lines: [HeaderLine]) -> DialectReply {
        let framing = route.map(GeminiAsk.framing) ?? .document
        func error(_ code: Int, _ status: String, _ message: String, _ details: [JSONValue] = []) -> DialectReply {
            Self.error(code, status, message, details: details, framing: framing, lines: lines)
        }
        switch failure {
        case .unknownKey:
            if route.map(GeminiAsk.isVertex) ?? false {
                return error(
                    401, "UNAUTHENTICATED", "Request had invalid authentication credentials.",
                    [Self.info("ACCESS_TOKEN_TYPE_UNSUPPORTED")])
            }
            let message = "API key not valid. Please pass a valid API key."
            return error(400, "INVALID_ARGUMENT", message, [Self.info("API_KEY_INVALID"), Self.localized(message)])
        case .unknownPath: return error(404, "NOT_FOUND", "Requested entity was not found.")
        case .malformed(let message): return error(400, "INVALID_ARGUMENT", message, [Self.badRequest(message)])
        case .unknownModel(let model):
            return error(
                404, "NOT_FOUND",
                "models/\(model) is not found for API version v1beta, or is not supported for generateContent. "
                    + "Call ListModels to see the list of available models and their supported methods.")
        case .limited(.inputTokens):
            return error(429, "RESOURCE_EXHAUSTED", Self.exhausted, Self.quota("InputTokens", "PerMinute", wait: wait))
        case .limited(.requests), .rateLimited:
            return error(429, "RESOURCE_EXHAUSTED", Self.exhausted, Self.quota("Requests", "PerMinute", wait: wait))
        case .serverError: return error(500, "INTERNAL", "An internal error has occurred. Please retry.")
        case .unavailable: return error(503, "UNAVAILABLE", "The service is currently unavailable.")
        case .overloaded: return error(503, "UNAVAILABLE", Self.overloaded)
        }
    }

    /// Ends a stream that had begun.
    func streamFailure(_ performance: Performance, request: ModelRequest, sent: Int) -> WireEvent {
        let value = Self.status(503, "UNAVAILABLE", Self.overloaded)
        return GeminiAsk(request).framing == .array
            ? WireEvent(bytes: Self.element(value, first: sent == 0) + Array("\n]\n".utf8))
            : WireEvent(bytes: Self.event(value))
    }

    static func refusedRequest(_ kind: ErrorPlay, _ ask: GeminiAsk) -> DialectReply? {
        switch kind {
        case .accountHold:
            // On the Developer API a finish reason says it; Vertex knows none for it.
            guard ask.vertex else { return nil }
            return error(
                403, "PERMISSION_DENIED",
                "Permission denied: Consumer 'project_number:000000000000' has been suspended.",
                details: [info("CONSUMER_SUSPENDED")], framing: ask.framing)
        case .invalidRequest:
            let message = "The content of this request could not be processed."
            return error(400, "INVALID_ARGUMENT", message, details: [badRequest(message)], framing: ask.framing)
        case .contextTooLong:
            return error(
                400, "INVALID_ARGUMENT",
                "The input token count (1208310) exceeds the maximum number of tokens allowed (1048576).",
                framing: ask.framing)
        case .spendLimit:
            return error(
                429, "RESOURCE_EXHAUSTED", exhausted, details: quota("Requests", "PerDay", wait: nil),
                framing: ask.framing)
        case .permission:
            return error(
                403, "PERMISSION_DENIED", "The caller does not have permission",
                details: [info("IAM_PERMISSION_DENIED")], framing: ask.framing)
        case .unknownStop, .unexplainedStop, .htmlPage, .huge, .deepJSON, .truncatedGzip: return nil
        }
    }

    /// In a stream without `alt=sse` an error is the one element of an array.
    private static func error(
        _ code: Int, _ status: String, _ message: String, details: [JSONValue] = [], framing: GeminiAsk.Framing,
        lines: [HeaderLine] = []
    ) -> DialectReply {
        let value = Self.status(code, status, message, details: details)
        return .document(status: code, headers: lines, body: (framing == .array ? [value] : value).bytes)
    }

    private static let exhausted = "You exceeded your current quota, please check your plan and billing details."
    private static let overloaded = "The model is overloaded. Please try again later."

    // MARK: Details

    /// - Parameter wait: stands in the body; there is no header for it.
    private static func quota(_ metric: String, _ period: String, wait: RetryWait?) -> [JSONValue] {
        let violation: JSONValue = [
            "quotaMetric": .string("generativelanguage.googleapis.com/generate_\(metric.lowercased())"),
            "quotaId": .string("Generate\(metric)\(period)PerProjectPerModel"),
            "quotaDimensions": ["location": "global"], "quotaValue": "10",
        ]
        return [
            ["@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [violation]],
            [
                "@type": "type.googleapis.com/google.rpc.Help",
                "links": [["description": "Learn more about quotas", "url": "https://quotas.invalid/"]],
            ],
            [
                "@type": "type.googleapis.com/google.rpc.RetryInfo",
                "retryDelay": .string(Timestamp.protobufDuration(wait?.seconds ?? 39)),
            ],
        ]
    }

    private static func info(_ reason: String) -> JSONValue {
        [
            "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": .string(reason), "domain": "googleapis.com",
            "metadata": ["service": "generativelanguage.googleapis.com"],
        ]
    }

    private static func localized(_ message: String) -> JSONValue {
        [
            "@type": "type.googleapis.com/google.rpc.LocalizedMessage", "locale": "en-US", "message": .string(message),
        ]
    }

    private static func badRequest(_ message: String) -> JSONValue {
        [
            "@type": "type.googleapis.com/google.rpc.BadRequest",
            "fieldViolations": [["description": .string(message)]],
        ]
    }
}

extension Timestamp {
    /// `17s`, `0.250s`: none, three, six or nine decimals.
    static func protobufDuration(_ seconds: Double) -> String {
        let milliseconds = Int((max(0, seconds) * 1000).rounded(.up))
        let rest = milliseconds % 1000
        return rest == 0
            ? "\(milliseconds / 1000)s" : "\(milliseconds / 1000).\(String(1000 + rest).dropFirst())s"
    }
}
