import Formats
import Trials

extension BedrockWire {
    func request(_ body: JSONValue, route: Route) throws(MalformedRequest) -> ModelRequest {
        guard let model = route.model else { throw MalformedRequest("The provided model identifier is invalid.") }
        try BedrockAsk.check(body)
        guard let messages = body["messages"]?.array, messages.first?["role"]?.string == "user" else {
            throw MalformedRequest(
                "A conversation must start with a user message. Try again with a conversation that starts with a user "
                    + "message.")
        }
        var turns: [Turn] = []
        var last: Turn.Speaker?
        var open: [String] = []
        for (index, message) in messages.enumerated() {
            let content = message["content"]?.array ?? []
            let speaker: Turn.Speaker
            switch message["role"]?.string {
            case "user": speaker = .user
            case "assistant": speaker = .assistant
            case let role:
                throw MalformedRequest(
                    "1 validation error detected: Value '\(role ?? "null")' at 'messages.\(index + 1).member.role' "
                        + "failed to satisfy constraint: Member must satisfy enum value set: [user, assistant]")
            }
            if last == speaker {
                throw MalformedRequest(
                    "A conversation must alternate between user and assistant roles. Make sure the conversation "
                        + "alternates between user and assistant roles and try again.")
            }
            last = speaker
            for (place, block) in content.enumerated() {
                guard block["text"]?.string?.allSatisfy(\.isWhitespace) ?? false else { continue }
                throw MalformedRequest(
                    "The text field in the ContentBlock object at messages.\(index).content.\(place) is blank. Add "
                        + "text to the text field, and try again.")
            }
            let text = ModelRequest.text(message["content"])
            guard speaker == .user else {
                var calls: [ScriptedCall] = []
                for use in content.compactMap({ $0["toolUse"] }) {
                    calls.append(try ScriptTurns.call(use["name"]?.string, value: use["input"]))
                    open.append(use["toolUseId"]?.string ?? "")
                }
                turns.append(ScriptTurns.assistant(text, calls: calls))
                continue
            }
            let results = content.compactMap { $0["toolResult"] }
            try ScriptTurns.paired(open, results.map { $0["toolUseId"]?.string ?? "" })
            open = []
            turns += ScriptTurns.user(
                text,
                results: results.map {
                    ToolResult(ModelRequest.text($0["content"]), failed: $0["status"]?.string == "error")
                })
        }
        return try ModelRequest(
            body, route: route, model: model, stream: route.stream ?? false,
            maxTokens: body["inferenceConfig"]?["maxTokens"]?.int,
            systems: body["system"].map { [ModelRequest.text($0)] } ?? [], turns: turns)
    }

    // MARK: What this wire can show

    func resolve(_ play: Play, for request: ModelRequest) -> Play {
        switch play {
        case .answered, .partial, .refused, .unable, .empty, .truncated, .cut, .error: play
        // There is no refusal field.
        case .refusedStructured: .refused
        case .blocked(let block):
            .blocked(BedrockBlock.resolve(block, stream: request.stream, for: BedrockAsk(request)))
        }
    }

    func category(of block: PlayedBlock) -> (written: String?, shown: Category) {
        (block.categoryRaw, block.category ?? .unreported)
    }

    func servedName(_ request: ModelRequest) -> String { request.model }

    /// Only the trace of a prompt router does.
    func namesModel(_ performance: Performance) -> Bool { performance.model != performance.requestedModel }

    func admits(_ quirk: Quirk, request: ModelRequest) -> Bool {
        if quirk == .servedTierOther { return (BedrockAsk(request).serviceTier ?? "default") != "default" }
        // A stream is binary: nothing stands between two frames, and no document comes in its place.
        return quirk.degrades == nil && !(request.stream && [.comments, .plainJSON].contains(quirk))
    }

    /// A request id, in the form of a UUID.
    func identity(_ name: String) -> [HeaderLine] {
        let digits = Array((name + SHA256.hex(name)).filter(\.isHexDigit).prefix(32))
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
        return [HeaderLine("x-amzn-requestid", groups.joined(separator: "-"))]
    }

    // MARK: What is no reply

    func failure(_ failure: ServiceFailure, wait: RetryWait?, lines: [HeaderLine]) -> DialectReply {
        let (status, type, message): (Int, String, String) =
            switch failure {
            case .unknownKey:
                (
                    403, "AccessDeniedException",
                    "Authentication failed: Please make sure your API Key is valid."
                )
            case .unknownPath: (404, "UnknownOperationException", "Unable to determine service/operation name.")
            case .malformed(let message): (400, "ValidationException", message)
            case .unknownModel: (400, "ValidationException", "The provided model identifier is invalid.")
            case .limited(.inputTokens):
                (429, "ThrottlingException", "Too many tokens, please wait before trying again.")
            case .limited(.requests), .rateLimited:
                (429, "ThrottlingException", "Too many requests, please wait before trying again.")
            case .serverError:
                (500, "InternalServerException", "The system encountered an unexpected error during processing.")
            case .unavailable: (503, "ServiceUnavailableException", "The service is currently unavailable.")
            case .overloaded: (429, "ModelNotReadyException", "The model is not ready for inference. Try again.")
            }
        return Self.error(status, type, message, lines: lines)
    }

    /// Ends a stream that had begun; which exception it is depends on the draw.
    func streamFailure(_ performance: Performance, request: ModelRequest, sent: Int) -> WireEvent {
        let failures: [(String, JSONValue)] = [
            (
                "modelStreamErrorException",
                [
                    "message": "The model failed while it streamed.", "originalStatusCode": 500,
                    "originalMessage": "Internal error",
                ]
            ),
            (
                "internalServerException",
                ["message": "The system encountered an unexpected error during processing."]
            ),
            ("serviceUnavailableException", ["message": "The service is currently unavailable."]),
            ("throttlingException", ["message": "Too many requests, please wait before trying again."]),
        ]
        let (type, payload) = performance.pick(failures)
        return WireEvent(bytes: BedrockFrame.exception(type, payload.bytes))
    }

    static func refusedRequest(_ kind: ErrorPlay) -> DialectReply? {
        switch kind {
        case .accountHold:
            error(403, "AccessDeniedException", "Your account has been suspended. Contact support.")
        case .invalidRequest:
            error(
                400, "ValidationException",
                "The model returned the following errors: messages: the text could not be processed")
        case .contextTooLong:
            error(
                400, "ValidationException",
                "The model returned the following errors: prompt is too long: 208310 tokens > 200000 maximum")
        case .spendLimit:
            error(
                400, "ServiceQuotaExceededException",
                "Your request exceeds the service quota for your account.")
        case .permission:
            error(403, "AccessDeniedException", "You don't have access to the model with the specified model ID.")
        case .unknownStop, .unexplainedStop, .htmlPage, .huge, .deepJSON, .truncatedGzip: nil
        }
    }

    /// The class stands in a header, with an address behind a colon that clients cut off.
    static func error(
        _ status: Int, _ type: String, _ message: String, lines: [HeaderLine] = []
    ) -> DialectReply {
        let body: JSONValue = ["message": .string(message)]
        let type = HeaderLine(
            "x-amzn-errortype", "\(type):http://internal.amazon.com/coral/com.amazon.bedrock/")
        return .document(status: status, headers: lines + [type], body: body.bytes)
    }

    func models(_ ids: [String]) -> String {
        let models: [JSONValue] = ids.map { id in
            [
                "modelArn": .string("arn:aws:bedrock:us-east-1::foundation-model/\(id)"), "modelId": .string(id),
                "modelName": .string(id), "providerName": "railgauge-simulator", "inputModalities": ["TEXT"],
                "outputModalities": ["TEXT"], "responseStreamingSupported": true, "customizationsSupported": [],
                "inferenceTypesSupported": ["ON_DEMAND"], "modelLifecycle": ["status": "ACTIVE"],
            ]
        }
        let list: JSONValue = ["modelSummaries": .array(models)]
        return String(decoding: list.bytes, as: UTF8.self)
    }
}
