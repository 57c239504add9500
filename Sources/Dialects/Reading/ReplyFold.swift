import Formats
import Trials

/// What is specific to one wire format: folds events, or one document, into a reply.
protocol ReplyFold: Sendable {
    var gathered: GatheredReply { get }
    /// One event of a stream. `loneHalves`: see `JSONReader.read(_:loneHalves:)`.
    mutating func event(_ json: JSONValue, name: String, loneHalves: [UInt16], at nanoseconds: Int64)
    /// Data that stands in place of JSON: `[DONE]`. False where the format has no such word.
    mutating func word(_ data: UnsafeBufferPointer<UInt8>) -> Bool
    mutating func document(_ json: JSONValue)
    /// Header names that carry the request id, the best first.
    static var requestIDHeaders: [String] { get }
    /// Streams are AWS event frames rather than server-sent events.
    static var framed: Bool { get }
    /// An exception that came in a frame of its own; `type` without a leading lower-case letter.
    mutating func exception(_ type: String, _ json: JSONValue)
    /// The body is over.
    mutating func close()
}

extension ReplyFold {
    static var framed: Bool { false }
    mutating func exception(_ type: String, _ json: JSONValue) {}
    mutating func close() {}
}

/// A reply under construction: the facts, and the texts whose last character may still be half.
struct GatheredReply: Sendable {
    var reply = Reply()
    var text = DeltaText()
    /// What came beside the first choice or candidate, by its number.
    var further: [Int: DeltaText] = [:]
    /// The choice that is being read.
    var part = 0
    var reasoning = DeltaText()
    var refusal = DeltaText()
    var logProbabilities = GatheredLogProbabilities()
    var calls: [Int: (name: String, arguments: DeltaText)] = [:]
    /// Words of ours that the server may put before the model's.
    var repeated: String?

    mutating func addText(_ delta: String?, _ loneHalves: [UInt16], at: Int64?) {
        guard let delta, !delta.isEmpty else { return }
        reply.textDeltas += 1
        if reply.firstTextAt == nil { reply.firstTextAt = at }
        if part == 0 {
            text.append(delta, loneHalves: loneHalves)
        } else {
            further[part, default: DeltaText()].append(delta, loneHalves: loneHalves)
        }
    }

    mutating func addReasoning(_ delta: String?, _ loneHalves: [UInt16], at: Int64?) {
        guard let delta, !delta.isEmpty else { return }
        reply.reasoningDeltas += 1
        if reply.firstReasoningAt == nil { reply.firstReasoningAt = at }
        reasoning.append(delta, loneHalves: loneHalves)
    }

    mutating func addRefusal(_ delta: String?, _ loneHalves: [UInt16]) {
        guard let delta, !delta.isEmpty else { return }
        refusal.append(delta, loneHalves: loneHalves)
    }

    mutating func annotate(_ key: String, _ value: JSONValue?) {
        guard let value, !value.isNull else { return }
        reply.annotations[key] = value
    }

    /// A tool call's name and a piece of its arguments; both may come in any number of events.
    mutating func addCall(_ index: Int, name: String?, arguments: String?, _ loneHalves: [UInt16]) {
        let index = index + part << 20
        var call = calls[index] ?? ("", DeltaText())
        if let name, call.name.isEmpty { call.name = name }
        if let arguments { call.arguments.append(arguments, loneHalves: loneHalves) }
        calls[index] = call
    }

    var progress: ReadingProgress {
        ReadingProgress(
            textBytes: further.values.reduce(text.byteCount) { $0 + $1.byteCount }, refused: !refusal.text.isEmpty)
    }

    /// What the first choice says, without words of ours in front.
    private var first: String {
        let text = text.final
        guard let repeated, !repeated.isEmpty, text.hasPrefix(repeated) else { return text }
        return String(text.dropFirst(repeated.count))
    }

    /// The text of all choices, in their order.
    var visible: String {
        let further = further.sorted { $0.key < $1.key }.map(\.value.final)
        return ([first] + further).filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    func finished() -> Reply {
        var reply = reply
        // Nothing but our own words came back.
        if first.isEmpty, !text.final.isEmpty { reply.textDeltas = 0 }
        reply.text = visible
        reply.reasoning = reasoning.final
        let refused = refusal.final
        if !refused.isEmpty { reply.refusal = refused }
        reply.logProbabilities = logProbabilities.final
        // A call that names nothing to call is none.
        reply.toolCalls = calls.sorted { $0.key < $1.key }.filter { !$0.value.name.isEmpty }.map {
            ToolCall(name: $0.value.name, arguments: $0.value.arguments.final)
        }
        return reply
    }
}

/// Log probabilities of visible tokens, as they come.
struct GatheredLogProbabilities: Sendable {
    private var tokens = 0
    private var numbers = 0
    private var sum = 0.0
    private var first: Double?
    /// What a provider states where it lists no tokens.
    var statedMean: Double?

    var isEmpty: Bool { tokens == 0 }

    /// - Parameter value: nil where the token came without a number (the first of a text, at some servers).
    mutating func add(_ value: Double?) {
        if tokens == 0 { first = value }
        tokens += 1
        guard let value else { return }
        numbers += 1
        sum += value
    }

    /// A list of tokens, each an object with its number under a key.
    mutating func add(_ items: JSONValue?, key: String) {
        for item in items?.array ?? [] { add(item[key]?.finite) }
    }

    /// A list of numbers.
    mutating func add(numbers: JSONValue?) {
        for number in numbers?.array ?? [] { add(number.finite) }
    }

    var final: LogProbabilities? {
        if tokens == 0 { return statedMean.map { LogProbabilities(tokens: 0, mean: $0) } }
        return LogProbabilities(
            tokens: tokens, first: first, mean: numbers == 0 || !sum.isFinite ? nil : sum / Double(numbers))
    }
}

extension JSONValue {
    /// A string that is there and not empty.
    var filled: String? { string.flatMap { $0.isEmpty ? nil : $0 } }

    /// A count of tokens. A number that no reply has (negative, or beyond 10^12) is none: sums of them must not
    /// overflow, and a wrong count must not stand for a missing one.
    var tokens: Int? { int.flatMap { (0...1_000_000_000_000).contains($0) ? $0 : nil } }

    /// A number that can be computed with: 1e999 reads as infinity, and two of those have no mean.
    var finite: Double? { double.flatMap { $0.isFinite ? $0 : nil } }

    /// A price. Negative or endless, it would open a budget or close it.
    /// Of one reply: what is above a million is no price, and a sum of such would be no number.
    var dollars: Double? { finite.flatMap { (0...1e6).contains($0) ? $0 : nil } }
}

extension AccessStyle {
    /// The prefill, where the server that replied puts it before the words that continue it: they alone are the model's.
    ///
    /// llama.cpp does so on every path, in documents and in the first delta, and says who it is.
    func repeated(_ prefill: String?, by headers: [HeaderLine]) -> String? {
        let named = headers.contains { $0.name.lowercased() == "server" && $0.value.hasPrefix("llama.cpp") }
        return named || profile == "llama-cpp" ? prefill ?? self.prefill : nil
    }
}
