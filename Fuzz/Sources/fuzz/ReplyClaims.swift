import Dialects
import Trials

/// What is true of every reply, whatever came.
enum ReplyClaims {
    static func hold(_ reply: Reply, _ input: Input) {
        let count = input.body.count
        let texts = reply.text.utf8.count + reply.reasoning.utf8.count + (reply.refusal ?? "").utf8.count
        // A byte that is no UTF-8 becomes three.
        fuzz.hold(texts <= 3 * count, "\(texts) bytes of text out of \(count)")
        // Arguments that come as JSON are written anew: `1e14` with all its zeros.
        let calls = reply.toolCalls.reduce(0) { $0 + $1.name.utf8.count + $1.arguments.utf8.count }
        fuzz.hold(calls <= 8 * count, "\(calls) bytes of calls out of \(count)")
        fuzz.hold(reply.text.isEmpty || reply.textDeltas > 0, "text came in deltas")
        fuzz.hold(!reply.text.isEmpty || reply.textDeltas == 0, "deltas of text are not empty")
        fuzz.hold(reply.reasoning.isEmpty || reply.reasoningDeltas > 0, "reasoning came in deltas")
        fuzz.hold(reply.refusal != "", "a refusal that is there says something")
        fuzz.hold(reply.firstTextAt == nil || reply.textDeltas > 0, "no time without text")
        fuzz.hold(reply.firstReasoningAt == nil || reply.reasoningDeltas > 0, "no time without reasoning")
        fuzz.hold(
            reply.framing == .events || (reply.firstTextAt == nil && reply.textDeltas <= 1),
            "a document counts as one delta without a time")
        fuzz.hold((reply.unreadableSample ?? "").utf8.count <= 3 * 2048, "a sample of two KiB")
        fuzz.hold(reply.framing != .document || reply.ended, "a document is whole")
        fuzz.hold(reply.unreadableEvents <= count, "no more events than bytes")
        fuzz.hold(reply.stopReason != "" && reply.servedModel != "" && reply.responseID != "", "no empty words")
        let numbers = [
            reply.usage.costUSD, reply.logProbabilities?.mean, reply.logProbabilities?.first,
        ].compactMap { $0 }
        fuzz.hold(numbers.allSatisfy(\.isFinite), "a number that does not exist is nil: \(numbers)")
        fuzz.hold(reply.usage.costUSD.map { $0 >= 0 } ?? true, "no reply pays us")
        let counts = [reply.usage.input, reply.usage.cachedInput, reply.usage.output, reply.usage.reasoning]
        fuzz.hold(
            counts.compactMap { $0 }.allSatisfy { (0...4_000_000_000_000).contains($0) },
            "counts of tokens can be added up: \(counts)")
    }

    static func hold(_ progress: ReadingProgress, _ reply: Reply) {
        guard reply.framing == .events else {
            fuzz.hold(progress.textBytes == 0 && !progress.refused, "a document is read at its end")
            return
        }
        let more = reply.text.utf8.count - progress.textBytes
        // One half of a character may wait at the end; the last event may come without its blank line.
        fuzz.hold(more >= 0, "text is not taken back")
        // Text of a second choice, or beside the deltas, is known for text only at the end: then some delta brought it.
        fuzz.hold(more <= 3 || reply.textDeltas > 0, "\(more) bytes of text without a delta")
        fuzz.hold(!progress.refused || reply.refusal != nil, "a refusal is not taken back")
    }
}
