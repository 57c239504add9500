import Formats
import Trials
import Vendors

/// Text completion for base models: `POST {base}/completions`. The model goes on with the text of the probe.
///
/// There are no turns on this wire and none are made up: a probe with a history, tools or a prefill is refused.
package struct TextCompletions: Dialect {
    private let style: AccessStyle
    private let url: String
    private let headers: [HeaderLine]
    private let body: RequestBody

    package init(style: AccessStyle) throws(DialectError) {
        let quirks = style.dialect == .openAICompatible ? try style.quirks() : .plain
        let path = style.dialect == .openAICompatible ? quirks.continuation : "/completions"
        guard let path else {
            let able = Vendor.profiles.filter { $0.chat?.continuation != nil }.map(\.name)
            throw DialectError(
                style: style.id, key: "ask.continuation",
                found: "profile \(style.profile ?? "null") is not known to go on with a plain text",
                accepted: "profile: \(able.joined(separator: " | ")), or dialect: openai-completions")
        }
        try RequestRules.check(style, turns: "prompt", replaced: ["messages", "suffix"], continues: true)
        if style.body["echo"]?.bool == true {
            throw DialectError(
                style: style.id, key: "body.echo", found: "the prompt would be read as the model's words",
                accepted: "false")
        }
        if style.prefill != nil { throw Self.noPrefill(style, probe: nil) }
        guard try RequestRules.reasoning(style).isEmpty else {
            throw RequestRules.missing(style, "reasoning", "reasoning in a text completion")
        }
        self.style = style
        url = RequestRules.url(style, path: path)
        headers = RequestRules.headers(RequestRules.plainHeaders(style), style)
        var fixed = try quirks.sampling(style)
        if let alternatives = style.ask.logprobs { fixed["logprobs"] = .integer(alternatives) }
        body = RequestBody(fixed: fixed, style: style, conversational: [])
    }

    private static func noPrefill(_ style: AccessStyle, probe: String?) -> DialectError {
        DialectError(
            style: style.id, probe: probe, key: "prefill", found: "a text completion has no turn to begin",
            accepted: "null", advice: "Let the prompt end in the words to go on from.")
    }

    /// System text and context stand before the text, apart by a blank line.
    package func request(for trial: Trial) throws(DialectError) -> SentRequest {
        let conversation = trial.conversation
        let probe = trial.probe.id
        if conversation.prefill != nil { throw Self.noPrefill(style, probe: probe) }
        guard conversation.turns.count == 1, let turn = conversation.turns.first else {
            throw DialectError(
                style: style.id, probe: probe, key: "turns", found: "a text completion has no turns",
                accepted: "one turn",
                advice: "`history: drop` sends the last turn of probes marked standalone.")
        }
        guard conversation.tools.isEmpty else {
            throw DialectError(
                style: style.id, probe: probe, key: "tools", found: "a text completion has no tools",
                accepted: "no tools")
        }
        let text = [conversation.system, turn.text].compactMap { $0 }.joined(separator: "\n\n")
        return SentRequest(
            method: "POST", url: url, headers: headers, body: body.bytes(.value("prompt", .string(text))))
    }

    package func authentication(_ secret: Secret) -> [HeaderLine] {
        [HeaderLine("authorization", "Bearer \(secret.reveal())")]
    }

    package func reader(status: Int?, headers: [HeaderLine], prefill: String?) -> any ReplyReading {
        ReplyReader(fold: ChatFold(), status: status, headers: headers)
    }
}
