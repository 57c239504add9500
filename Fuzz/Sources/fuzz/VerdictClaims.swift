import Trials

/// What is true of every verdict. The known stop words stand here once more, so that a word that slips into the
/// classifier's list, or past it, is seen.
enum VerdictClaims {
    static func hold(_ verdict: Verdict, _ exchange: Exchange, _ style: AccessStyle) {
        let what = "\(verdict.outcome) \(verdict.errorKind?.rawValue ?? "") \(verdict.evidence.first?.rule ?? "")"
        fuzz.hold((verdict.outcome == .error) == (verdict.errorKind != nil), "an error has a kind: \(what)")
        fuzz.hold((verdict.outcome == .blocked) == (verdict.stage != nil), "a block has a stage: \(what)")
        fuzz.hold(verdict.outcome != .blocked || verdict.layer != nil, "a block has a layer: \(what)")
        fuzz.hold(verdict.confidence.map { (0...1).contains($0) } ?? true, "confidence is a probability: \(what)")
        fuzz.hold(verdict.delivered != true || verdict.outcome == .answered, "delivered is answered: \(what)")
        fuzz.hold(!verdict.evidence.isEmpty, "every verdict shows its sign: \(what)")
        fuzz.hold(verdict.evidence.allSatisfy { $0.quote.count <= 240 }, "quotes are short: \(what)")
        if exchange.raw.status == nil { fuzz.hold(verdict.outcome == .error, "no reply is no result: \(what)") }
        if let stop = exchange.reply.stopReason, !known(stop) {
            fuzz.hold(
                verdict.outcome == .error || verdict.outcome == .blocked,
                "the unknown stop value '\(stop)' is no result: \(what)")
        }
    }

    /// Gateways pass the words of others through, in other cases and with something before or after a colon.
    private static func known(_ stop: String) -> Bool {
        stop.isEmpty || stop.split(separator: ":", maxSplits: 1).contains { all.contains(folded($0)) }
    }

    private static func folded(_ word: some StringProtocol) -> String {
        String(word).lowercased().split { $0 == " " }.joined(separator: "_").replacing("-", with: "_")
    }

    private static let all: Set<String> = Set(
        [anthropic, compatible, responses, gemini, bedrock, met].flatMap { $0.map { folded($0) } })

    /// Words that gateways and other vendors were met with.
    private static let met: Set = [
        "complete", "end", "eos_token", "in_progress", "network_error", "queued", "sensitive",
    ]
    private static let anthropic: Set = [
        "end_turn", "stop_sequence", "max_tokens", "model_context_window_exceeded", "pause_turn", "compaction",
        "tool_use", "refusal",
    ]
    private static let chat: Set = ["stop", "length", "tool_calls", "function_call", "content_filter"]
    private static let compatible = chat.union([
        "COMPLETE", "STOP_SEQUENCE", "MAX_TOKENS", "ERROR_LIMIT", "TOOL_CALL", "ERROR", "TIMEOUT", "ERROR_TOXIC",
        "error",
        "eos", "model_length", "insufficient_system_resource",
    ])
    private static let responses: Set = [
        "completed", "max_output_tokens", "max_tokens", "max_messages", "steered", "content_filter", "failed",
        "cancelled",
    ]
    private static let gemini: Set = [
        "STOP", "MAX_TOKENS", "CONTINUATION", "SAFETY", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "ESCALATION",
        "MODEL_ARMOR", "RECITATION", "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION",
        "PUP_LIMITED_DISABLED", "OTHER", "LANGUAGE", "MALFORMED_RESPONSE", "MALFORMED_FUNCTION_CALL",
        "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MISSING_THOUGHT_SIGNATURE",
    ]
    private static let bedrock: Set = [
        "end_turn", "stop_sequence", "max_tokens", "model_context_window_exceeded", "tool_use",
        "guardrail_intervened", "content_filtered", "refusal", "malformed_model_output", "malformed_tool_use",
    ]
}
