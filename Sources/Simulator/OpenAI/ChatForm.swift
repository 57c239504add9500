import Formats
import Trials

/// How one server writes Chat Completions: OpenAI's own form, with what others change in it.
struct ChatForm: Sendable {
    var idPrefix = "chatcmpl-sim"
    /// Members after `model`, each with a comma before it.
    var head = #","service_tier":"default","system_fingerprint":"fp_sim""#
    /// Where visible reasoning stands.
    var reasoning = Reasoning.member("reasoning_content")
    /// Whether messages have the member `refusal`.
    var refusal = true
    /// The normal `finish_reason`.
    var stopWord = "stop"
    /// A `finish_reason` that is known and explains nothing, where the vendor has one.
    var unexplainedWord = "policy_pause"
    /// In the last choice chunk, asked for or not, instead of a chunk of its own.
    var usageInLastChunk = false
    /// More members of `usage`, each with a comma before it.
    var usage = ""
    /// More members of a choice in a document and in the last chunk.
    var choice = ""
    /// More members of a choice in every other chunk.
    var openChoice = ""
    /// More members of a document and of the last chunk.
    var tail = ""
    /// Events before the first chunk.
    var opening: [WireEvent] = []
    /// Events after the last choice chunk.
    var trailing: [WireEvent] = []
    /// Log probabilities can be had.
    var logprobs = true

    enum Reasoning: Sendable {
        case none
        case member(String)
        /// Content is a list of parts, thoughts first.
        case parts
    }
}

/// Writes one reply in a form of Chat Completions.
struct ChatWriter {
    var form: ChatForm
    var performance: Performance
    var request: ModelRequest

    var reply: DialectReply { request.stream ? .events(events) : OpenAI.document(200, document) }

    // MARK: A document

    var document: String {
        #"{\#(head(object: "chat.completion")),"#
            + #""choices":[{"index":0,"finish_reason":"\#(finish)","logprobs":\#(chances(performance.pieces)),"#
            + #""message":{"role":"assistant",\#(content)}\#(form.choice)}],"usage":\#(usage)\#(form.tail)}"#
    }

    private var content: String {
        var content = performance.pieces.isEmpty ? "null" : performance.pieces.joined().quoted
        var refusal = "null"
        switch performance.play {
        case .refusedStructured: swap(&content, &refusal)
        // A normal reply without text carries an empty string.
        case .empty, .truncated: content = "\"\""
        case .answered, .partial, .refused, .unable, .cut, .blocked, .error: break
        }
        let thought = performance.reasoning.joined()
        var more = form.refusal ? #","refusal":\#(refusal)"# : ""
        switch form.reasoning {
        case .none: break
        case .member(let name): if !thought.isEmpty { more += #","\#(name)":\#(thought.quoted)"# }
        case .parts:
            if !thought.isEmpty {
                let text = performance.pieces.isEmpty ? "" : #",{"type":"text","text":\#(content)}"#
                content = "[\(Self.thinking(thought))\(text)]"
            }
        }
        return #""content":\#(content)\#(more)"#
    }

    private static func thinking(_ text: String) -> String {
        #"{"type":"thinking","thinking":[{"type":"text","text":\#(text.quoted)}]}"#
    }

    // MARK: A stream

    var events: [WireEvent] { begun + ended }

    /// Everything until the text is over.
    var begun: [WireEvent] {
        form.opening + [chunk(delta: #""role":"assistant","content":""\#(form.refusal ? ",\"refusal\":null" : "")"#)]
            + thoughts + words
    }

    private var ended: [WireEvent] {
        var usage = form.usageInLastChunk ? ",\"usage\":\(usage)" : nil
        if usage == nil, request.includesUsage { usage = ",\"usage\":null" }
        let separate = request.includesUsage && !form.usageInLastChunk
        var events = [
            OpenAI.data(
                #"{\#(head(object: "chat.completion.chunk")),"choices":[{"index":0,"delta":{},"logprobs":null,"#
                    + #""finish_reason":"\#(finish)"\#(form.choice)}]\#(usage ?? "")\#(separate ? "" : form.tail)}"#)
        ]
        events += form.trailing
        if separate {
            events.append(
                OpenAI.data(
                    #"{\#(head(object: "chat.completion.chunk")),"choices":[],"usage":\#(self.usage)\#(form.tail)}"#))
        }
        return events + [OpenAI.done]
    }

    private var thoughts: [WireEvent] {
        performance.reasoning.compactMap {
            switch form.reasoning {
            case .none: nil
            case .member(let name): chunk(delta: #""\#(name)":\#($0.quoted)"#, isDelta: true)
            case .parts: chunk(delta: #""content":[\#(Self.thinking($0))]"#, isDelta: true)
            }
        }
    }

    private var words: [WireEvent] {
        let field = performance.play == .refusedStructured ? "refusal" : "content"
        return performance.pieces.map { chunk(delta: #""\#(field)":\#($0.quoted)"#, piece: $0, isDelta: true) }
    }

    private func chunk(delta: String, piece: String? = nil, isDelta: Bool = false) -> WireEvent {
        let usage = request.includesUsage && !form.usageInLastChunk ? ",\"usage\":null" : ""
        let chances = piece.map { self.chances([$0]) } ?? "null"
        return OpenAI.data(
            #"{\#(head(object: "chat.completion.chunk")),"choices":[{"index":0,"delta":{\#(delta)},"#
                + #""logprobs":\#(chances),"finish_reason":null\#(form.openChoice)}]\#(usage)}"#, isDelta: isDelta)
    }

    // MARK: Parts

    func head(object: String) -> String {
        #""id":"\#(form.idPrefix)\#(performance.name)","object":"\#(object)","created":\#(OpenAI.created),"#
            + #""model":\#(performance.model.quoted)\#(form.head)"#
    }

    private func chances(_ pieces: [String]) -> String {
        guard form.logprobs, request.body["logprobs"]?.bool ?? false, !pieces.isEmpty else { return "null" }
        let list = TokenChance.of(pieces.joined(), alternatives: request.body["top_logprobs"]?.int ?? 0).chat
        return performance.play == .refusedStructured
            ? #"{"content":null,"refusal":\#(list)}"# : #"{"content":\#(list),"refusal":null}"#
    }

    var finish: String {
        switch performance.play {
        case .blocked: "content_filter"
        case .error(.unknownStop): "policy_pause"
        case .error(.unexplainedStop): form.unexplainedWord
        case .answered, .partial, .refused, .refusedStructured, .unable, .empty, .truncated, .cut, .error:
            performance.cut ? "length" : form.stopWord
        }
    }

    var usage: String {
        let thought = performance.reasoningTokens
        return #"{"prompt_tokens":\#(performance.inputTokens),"completion_tokens":\#(performance.outputTokens),"#
            + #""total_tokens":\#(performance.inputTokens + performance.outputTokens),"#
            + #""prompt_tokens_details":{"cached_tokens":0},"#
            + #""completion_tokens_details":{"reasoning_tokens":\#(thought)}\#(form.usage)}"#
    }
}

extension ModelRequest {
    /// One more chunk with usage at the end of a stream.
    var includesUsage: Bool { body["stream_options"]?["include_usage"]?.bool ?? false }
}
