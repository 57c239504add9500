import Formats
import Trials

/// Writes replies as the OpenAI text completion endpoint does, for base models (docs/methods/wire.md section 2.5).
struct CompletionsWire: OpenAIFamily {
    var profile: VendorProfile?

    func request(_ body: JSONValue, route: Route) throws(MalformedRequest) -> ModelRequest {
        guard let model = body["model"]?.string else { throw MalformedRequest("model: field required") }
        guard let prompt = body["prompt"]?.string ?? body["prompt"]?[0]?.string else {
            throw MalformedRequest("prompt: a string is required")
        }
        return try ModelRequest(
            body, route: route, model: model, stream: body["stream"]?.bool ?? false,
            // The endpoint's own default.
            maxTokens: body["max_tokens"]?.int ?? 16, systems: [], turns: [Turn(.user, prompt)])
    }

    func servedName(_ request: ModelRequest) -> String {
        profile == nil ? OpenAI.snapshot(request.model) : request.model
    }

    var showsReasoning: Bool { false }

    func resolve(_ play: Play, for request: ModelRequest) -> Play {
        switch play {
        case .answered, .partial, .refused, .unable, .empty, .truncated, .cut, .error: return play
        case .refusedStructured: return .refused
        case .blocked(let block):
            // Servers of open weights have no safeguard that could speak.
            guard profile == nil else { return .refused }
            var block = block
            if block.stage == .duringReasoning { block.stage = .withheld }
            return .blocked(OpenAI.resolve(block, stream: request.stream))
        }
    }

    func category(of block: PlayedBlock) -> (written: String?, shown: Category) { OpenAI.category(block) }

    func reply(_ performance: Performance, request: ModelRequest) -> DialectReply {
        let writer = Writer(profile: profile, performance: performance, request: request)
        switch performance.play {
        case .blocked(let block):
            if let stopped = OpenAI.stopped(block, after: writer.begun) { return stopped }
        case .error(let kind):
            if let refused = OpenAI.refusedRequest(kind) { return refused }
        case .answered, .partial, .refused, .refusedStructured, .unable, .empty, .truncated, .cut: break
        }
        return request.stream ? .events(writer.begun + writer.ended) : OpenAI.document(200, writer.document)
    }

    private struct Writer {
        var profile: VendorProfile?
        var performance: Performance
        var request: ModelRequest

        private var echo: String? {
            request.body["echo"]?.bool ?? false ? request.turns[request.turns.count - 1].text : nil
        }

        var document: String {
            let text = performance.pieces.joined()
            return #"{\#(head),"choices":[{"text":\#(((echo ?? "") + text).quoted),"index":0,"#
                + #""logprobs":\#(chances(text, prompt: echo, from: 0)),"finish_reason":"\#(finish)"\#(more)}],"#
                + #""usage":\#(usage)}"#
        }

        var begun: [WireEvent] {
            var events: [WireEvent] = []
            var offset = 0
            if let echo {
                events.append(chunk(echo, logprobs: chances("", prompt: echo, from: 0)))
                offset = echo.count
            }
            for piece in performance.pieces {
                events.append(chunk(piece, logprobs: chances(piece, prompt: nil, from: offset), isDelta: true))
                offset += piece.count
            }
            return events
        }

        var ended: [WireEvent] {
            var events = [chunk("", logprobs: "null", finish: finish.quoted)]
            if request.includesUsage { events.append(OpenAI.data(#"{\#(head),"choices":[],"usage":\#(usage)}"#)) }
            return events + [OpenAI.done]
        }

        private func chunk(
            _ text: String, logprobs: String, finish: String = "null", isDelta: Bool = false
        ) -> WireEvent {
            OpenAI.data(
                #"{\#(head),"choices":[{"text":\#(text.quoted),"index":0,"logprobs":\#(logprobs),"#
                    + #""finish_reason":\#(finish)\#(more)}]\#(request.includesUsage ? ",\"usage\":null" : "")}"#,
                isDelta: isDelta)
        }

        private var head: String {
            #""id":"cmpl-sim\#(performance.name)","object":"text_completion","created":\#(OpenAI.created),"#
                + #""model":\#(performance.model.quoted),"system_fingerprint":"fp_sim""#
        }

        /// vLLM names what stopped the text, which is no safeguard's word.
        private var more: String { profile == .vLLM ? #","stop_reason":null,"prompt_logprobs":null"# : "" }

        private var finish: String {
            switch performance.play {
            case .blocked: "content_filter"
            case .error(.unknownStop), .error(.unexplainedStop): "policy_pause"
            case .answered, .partial, .refused, .refusedStructured, .unable, .empty, .truncated, .cut, .error:
                performance.cut ? "length" : "stop"
            }
        }

        private var usage: String {
            #"{"prompt_tokens":\#(performance.inputTokens),"completion_tokens":\#(performance.outputTokens),"#
                + #""total_tokens":\#(performance.inputTokens + performance.outputTokens)}"#
        }

        /// Parallel lists. Nothing stands before the first token of an echoed prompt, so it has no probability.
        private func chances(_ text: String, prompt: String?, from offset: Int) -> String {
            guard let count = request.body["logprobs"]?.int else { return "null" }
            let prompted = prompt.map { TokenChance.of($0, alternatives: count) } ?? []
            let tokens = prompted + TokenChance.of(text, alternatives: count)
            guard !tokens.isEmpty else { return "null" }
            var offsets: [Int] = []
            var at = offset
            for token in tokens {
                offsets.append(at)
                at += token.token.count
            }
            let top = tokens.enumerated().map { index, token in
                index == 0 && !prompted.isEmpty
                    ? "null"
                    : "{" + token.alternatives.map { "\($0.token.quoted):\($0.logprob)" }.joined(separator: ",") + "}"
            }
            let own = tokens.enumerated().map { $0 == 0 && !prompted.isEmpty ? "null" : "\($1.logprob)" }
            return #"{"tokens":[\#(tokens.map(\.token.quoted).joined(separator: ","))],"#
                + #""token_logprobs":[\#(own.joined(separator: ","))],"#
                + #""top_logprobs":\#(count == 0 ? "null" : "[" + top.joined(separator: ",") + "]"),"#
                + #""text_offset":[\#(offsets.map(String.init).joined(separator: ","))]}"#
        }
    }
}
