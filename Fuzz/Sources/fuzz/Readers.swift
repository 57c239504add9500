import CFuzzer
import Classifier
import Dialects
import Formats
import Planted
import Trials
import Vendors

/// The reader of one wire, with each profile that speaks it, and the classifier behind it.
struct Readers {
    private struct Way {
        var style: AccessStyle
        var dialect: any Dialect
        var plain: Trial
        var checked: Trial
    }

    private let target: Target
    /// By profile; of each: streaming, not streaming, continuing a text where the wire can.
    private let ways: [[Way]]
    private let classifier = Classifier()
    private let redaction = WireRedaction(Secret("sk-fuzz-0123456789"))

    static func of(_ target: Target) -> Readers {
        if let made, made.target == target { return made }
        let readers = Readers(target)
        made = readers
        return readers
    }

    /// Made at the first input: one process fuzzes one target, on one thread.
    nonisolated(unsafe) private static var made: Readers?

    /// Of Chat's form; the others have targets of their own.
    static let profiles = Vendor.profiles.filter { $0.chat?.wire == .chat }.map(\.name)

    private init(_ target: Target) {
        self.target = target
        let profiles: [String?] =
            switch target {
            case .openAICompatible: [nil] + Self.profiles
            case .cohere: ["cohere"]
            default: [nil]
            }
        ways = profiles.map { profile in
            [(true, false), (false, false), (true, true)].compactMap { streams, continues in
                var style = AccessStyle(
                    id: "s", dialect: target.dialect ?? .openAIChat, profile: profile, baseURL: "http://127.0.0.1:9",
                    model: "m", query: target == .azureOpenAI ? ["api-version": "2026-10-21"] : [:],
                    stream: streams)
                style.ask.continuation = continues
                // Some wires cannot continue a text.
                guard let dialect = try? style.makeDialect() else { return nil }
                let plain = Probe(id: "p", turns: [Turn(.user, "Why?")])
                var checked = plain
                checked.check = Check(.number(42, tolerance: 0.5))
                return Way(
                    style: style, dialect: dialect, plain: Trial(style: style, probe: plain),
                    checked: Trial(style: style, probe: checked))
            }
        }
        hold(ways.allSatisfy { $0.count >= 2 }, "every profile of \(target) makes a reader")
    }

    func one(_ input: Input) {
        let profile = ways[input.profile % ways.count]
        let way = profile[input.continues ? profile.count - 1 : input.streams ? 0 : 1]
        let headers = input.headers

        let before = fuzz_heap_held()
        var reader = way.dialect.reader(status: input.status, headers: headers)
        reader.feed(input.body, at: 7)
        // Kept are texts, calls and annotations. A JSON value of two bytes is one of some hundred in memory.
        let bound = 65_536 + 512 * Int64(input.body.count)
        let kept = fuzz_heap_held() - before
        hold(kept <= bound, "\(kept) bytes kept of \(input.body.count)")
        let progress = reader.progress
        let reply = reader.finish()
        ReplyClaims.hold(reply, input)
        ReplyClaims.hold(progress, reply)

        var raw = RawReply(status: input.status, headers: headers, body: Array(input.body), fault: input.fault)
        // One more reading for each input, chosen by it: all of them for all would halve the number of inputs.
        switch input.head.3 & 3 {
        case 0:
            var early = way.dialect.reader(status: input.status, headers: headers)
            early.feed(input.prefix, at: 7)
            ReplyClaims.hold(early.finish(), input)
        case 1:
            raw.arrivals = [Arrival(end: input.prefix.count, at: 7), Arrival(end: input.body.count, at: 7)]
            hold(way.dialect.read(raw) == reply, "stored bytes read as they did")
            let masked = redaction.reply(raw)
            hold(masked.body.count == raw.body.count, "redaction keeps every offset")
            hold(redaction.reply(masked) == masked, "what is redacted once is redacted")
            hold(way.dialect.read(masked).framing == reply.framing, "a redacted reply is still one")
        default:
            var other = way.dialect.reader(status: input.status, headers: headers)
            for piece in input.pieces { other.feed(piece, at: 7) }
            hold(other.progress == progress, "progress is the same when split")
            hold(other.finish() == reply, "a split reply reads as the whole one")
        }

        if input.head.3 == 0xFF { raw.status = nil }
        let exchange = Exchange(
            request: SentRequest(method: "POST", url: "http://127.0.0.1:9/", headers: [], body: []), raw: raw,
            reply: raw.status == nil ? Reply() : reply)
        let trial = input.isChecked ? way.checked : way.plain
        VerdictClaims.hold(classifier.verdict(for: exchange, trial: trial), exchange, way.style)
        Planted.reply(reply)
    }
}
