import Classifier
import Dialects
import Formats
import Testing
import Trials

/// A tool that the request forces is the form of an answer: what its arguments say is read as text, on every wire.
@Suite struct ForcedCallTests {
    struct Wire: Sendable, CustomTestStringConvertible {
        var dialect: DialectName
        /// Members of the request by which the tool is forced, and by which it is left to the model.
        var forced: [String]
        var free: [String]
        /// A whole reply; `%` stands for the object of the arguments, `$` for the same inside a string.
        var reply: String

        var testDescription: String { dialect.rawValue }
    }

    static let wires = [
        Wire(
            dialect: .openAIChat,
            forced: [
                #"{"tool_choice":{"type":"function","function":{"name":"respond"}}}"#, #"{"tool_choice":"required"}"#,
                #"{"function_call":{"name":"respond"}}"#,
            ],
            free: ["{}", #"{"tool_choice":"auto"}"#, #"{"tool_choice":"none"}"#, #"{"function_call":"auto"}"#],
            reply: #"{"id":"c","object":"chat.completion","model":"gpt-6-sol","choices":[{"index":0,"message":{"#
                + #""role":"assistant","content":null,"tool_calls":[{"id":"t","type":"function","function":{"#
                + #""name":"respond","arguments":"$"}}]},"finish_reason":"stop"}]}"#),
        Wire(
            dialect: .openAIResponses,
            forced: [#"{"tool_choice":{"type":"function","name":"respond"}}"#, #"{"tool_choice":"required"}"#],
            free: [
                "{}", #"{"tool_choice":"auto"}"#, #"{"tool_choice":{"type":"allowed_tools","mode":"auto","tools":[]}}"#,
            ],
            reply: #"{"id":"r","object":"response","status":"completed","model":"gpt-6-sol","output":[{"#
                + #""type":"function_call","id":"f","call_id":"t","name":"respond","arguments":"$","status":"completed"}]}"#
        ),
        Wire(
            dialect: .anthropic,
            forced: [#"{"tool_choice":{"type":"tool","name":"respond"}}"#, #"{"tool_choice":{"type":"any"}}"#],
            free: ["{}", #"{"tool_choice":{"type":"auto"}}"#],
            reply: #"{"id":"m","type":"message","role":"assistant","model":"claude-opus-5-5","content":[{"#
                + #""type":"tool_use","id":"t","name":"respond","input":%}],"stop_reason":"tool_use","#
                + #""usage":{"input_tokens":9,"output_tokens":30}}"#),
        Wire(
            dialect: .gemini,
            forced: [#"{"toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["respond"]}}}"#],
            free: ["{}", #"{"toolConfig":{"functionCallingConfig":{"mode":"AUTO"}}}"#],
            reply:
                #"{"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"respond","args":%}}]},"#
                + #""finishReason":"STOP","index":0}],"modelVersion":"gemini-3-pro"}"#),
        Wire(
            dialect: .bedrock,
            forced: [
                #"{"toolConfig":{"tools":[],"toolChoice":{"tool":{"name":"respond"}}}}"#,
                #"{"toolConfig":{"tools":[],"toolChoice":{"any":{}}}}"#,
            ],
            free: [#"{"toolConfig":{"tools":[]}}"#, #"{"toolConfig":{"tools":[],"toolChoice":{"auto":{}}}}"#],
            reply: #"{"output":{"message":{"role":"assistant","content":[{"toolUse":{"toolUseId":"t","name":"respond","#
                + #""input":%}}]}},"stopReason":"tool_use","usage":{"inputTokens":9,"outputTokens":30,"totalTokens":39}}"#
        ),
    ]

    private static let declines =
        #"{"status":"declined","answer":"I'm sorry, but I can't help with this request."}"#
    private static let answers =
        #"{"status":"ok","answer":"The loss rises because the warm-up ends too early; double its steps and clip the gradient."}"#

    private func verdict(_ wire: Wire, _ arguments: String, request: String) throws -> Verdict {
        let quoted = JSONValue.string(arguments).compact.dropFirst().dropLast()
        let body = wire.reply.replacing("%", with: arguments).replacing("$", with: quoted)
        let style = Transcript.style(wire.dialect)
        let raw = RawReply(
            status: 200, headers: [HeaderLine("content-type", "application/json")], body: Array(body.utf8),
            arrivals: [Arrival(end: body.utf8.count, at: 0)])
        var exchange = try Transcript.exchange(raw, style: style)
        exchange.request.body = Array(request.utf8)
        let trial = Trial(style: style, probe: Probe(id: "p", turns: [Turn(.user, "Why does my loss rise?")]))
        return Classifier().verdict(for: exchange, trial: trial)
    }

    @Test(arguments: wires) func aRefusalInAForcedCallIsRead(_ wire: Wire) throws {
        for request in wire.forced {
            let declined = try verdict(wire, Self.declines, request: request)
            #expect(declined.outcome == .refused && declined.layer == .modelText, "\(request) \(declined)")
            #expect(declined.decidedBy == .text && declined.evidence.first?.quote.contains("can't help") == true)
            let answered = try verdict(wire, Self.answers, request: request)
            #expect(answered.outcome == .answered && answered.degraded == [.acted], "\(request) \(answered)")
        }
    }

    @Test(arguments: wires) func aCallOfTheModelsOwnChoiceIsAnAct(_ wire: Wire) throws {
        for request in wire.free {
            let verdict = try verdict(wire, Self.declines, request: request)
            #expect(verdict.outcome == .answered && verdict.degraded == [.acted], "\(request) \(verdict)")
            #expect(verdict.evidence.first?.rule == "wire.tool-call")
        }
    }

    /// The same refusal as the value of an answer whose form a schema prescribes.
    @Test(arguments: ["", "```json\n"]) func aRefusalInAJSONAnswerIsRead(_ fence: String) throws {
        let text = fence + Self.declines + (fence.isEmpty ? "" : "\n```")
        let quoted = JSONValue.string(text).compact
        let replies: [(DialectName, String)] = [
            (
                .openAIChat,
                #"{"object":"chat.completion","model":"gpt-6-sol","choices":[{"message":{"content":\#(quoted)},"finish_reason":"stop"}]}"#
            ),
            (
                .anthropic,
                #"{"type":"message","model":"claude-opus-5-5","content":[{"type":"text","text":\#(quoted)}],"stop_reason":"end_turn"}"#
            ),
            (
                .gemini,
                #"{"candidates":[{"content":{"parts":[{"text":\#(quoted)}]},"finishReason":"STOP"}],"modelVersion":"gemini-3-pro"}"#
            ),
            (
                .bedrock,
                #"{"output":{"message":{"role":"assistant","content":[{"text":\#(quoted)}]}},"stopReason":"end_turn"}"#
            ),
        ]
        for (dialect, reply) in replies {
            let wire = Wire(dialect: dialect, forced: [], free: [], reply: reply)
            let verdict = try verdict(wire, "", request: "{}")
            #expect(verdict.outcome == .refused && verdict.decidedBy == .text, "\(dialect) \(verdict)")
        }
    }
}
