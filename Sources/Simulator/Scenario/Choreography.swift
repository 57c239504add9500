import Formats
import Trials

/// Turns what a dialect wrote into steps on the connection: framing, latency, quirks and faults.
struct Choreography {
    var headers: [HeaderLine]
    /// Seconds.
    var firstToken: Double
    /// Asked once a delta.
    var perToken: Latency.Distribution
    var random: SplitMix64
    var quirk: Quirk?
    /// What the quirk `comments` puts before every event.
    var keepAlive: WireEvent?

    mutating func steps(for reply: DialectReply) -> [Step] {
        switch reply {
        case .document(let status, let own, var body):
            var lines = headers + own
            if quirk == .invalidUTF8 { body = Self.broken(body) }
            if quirk == .compressed {
                body = Gzip.wrap(body)
                lines.append(HeaderLine("content-encoding", "gzip"))
            }
            let bytes = HTTPWire.document(status: status, headers: lines, body: body)
            return waiting(firstToken) + [quirk == .drip ? .drip(bytes) : .bytes(bytes)]
        case .events(let events, let type):
            if quirk == .compressed {
                let body = Gzip.wrap(events.flatMap(\.bytes))
                let lines = headers + [HeaderLine("content-encoding", "gzip")]
                return waiting(firstToken) + [
                    .bytes(
                        HTTPWire.document(
                            status: 200, contentType: type.rawValue, headers: lines, body: body))
                ]
            }
            if quirk == .endless, let last = events.lastIndex(where: \.isDelta) {
                let text = events.filter(\.isDelta).flatMap { HTTPWire.chunk($0.bytes) }
                return stream(Array(events[...last]), type, end: []) + [.repeated(text, .max)]
            }
            return stream(events, type, end: HTTPWire.lastChunk)
        }
    }

    private mutating func stream(_ events: [WireEvent], _ type: StreamType, end: [UInt8]) -> [Step] {
        var steps: [Step] = []
        var pending = HTTPWire.streamHead(type, headers: headers)
        let first = events.firstIndex(where: \.isDelta) ?? events.count - 1
        for (index, event) in events.enumerated() {
            let wait = index == first ? firstToken : event.isDelta && index > first ? perToken.draw(&random) : 0
            if wait > 0 {
                steps += [.bytes(pending), .wait(wait)]
                pending = []
            }
            var bytes = event.bytes
            // Binary frames carry a checksum of their bytes; whoever writes them breaks the text before it is framed.
            if quirk == .invalidUTF8, type != .amazonEvents { bytes = Self.broken(bytes) }
            if quirk == .comments, let keepAlive { pending += HTTPWire.chunk(keepAlive.bytes) }
            pending += HTTPWire.chunk(bytes)
        }
        pending += end
        steps.append(quirk == .drip ? .drip(pending) : .bytes(pending))
        return steps
    }

    private func waiting(_ seconds: Double) -> [Step] { seconds > 0 ? [.wait(seconds)] : [] }

    /// U+E000, which stands for bytes that are no UTF-8, becomes such bytes.
    static func broken(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        var index = 0
        while index + 2 < bytes.count {
            if bytes[index] == 0xEE, bytes[index + 1] == 0x80, bytes[index + 2] == 0x80 {
                bytes.replaceSubrange(index...index + 2, with: [0xFF, 0xFE, 0xC0])
                index += 2
            }
            index += 1
        }
        return bytes
    }

    // MARK: Faults that strike a reply in the middle

    /// - Parameter failure: the event that ends the stream early, after as many events.
    mutating func interrupted(
        _ reply: DialectReply, by kind: FaultRule.Kind, failure: (_ sent: Int) -> WireEvent
    ) -> [Step] {
        switch reply {
        case .document(let status, let own, let body):
            let half = Array(body.prefix(body.count / 2))
            let bytes = HTTPWire.document(status: status, headers: headers + own, body: half, length: body.count)
            return waiting(firstToken) + [.bytes(bytes), kind == .resetMidstream ? .reset : .close]
        case .events(let events, let type):
            let deltas = events.indices.filter { events[$0].isDelta }
            let keep = deltas.isEmpty ? 1 : deltas[deltas.count / 2] + 1
            var kept = Array(events.prefix(keep))
            // A stream of one event breaks off within it, or fails before it: sent whole it would be the whole reply.
            let within = kept.count == events.count ? kept.popLast() : nil
            if kind == .streamError {
                kept.append(failure(kept.count))
                return stream(kept, type, end: HTTPWire.lastChunk)
            }
            if let within {
                kept.append(WireEvent(bytes: Array(within.bytes.prefix(within.bytes.count / 2))))
            }
            if kind == .resetMidstream { return stream(kept, type, end: []) + [.reset] }
            return within == nil
                ? stream(kept, type, end: HTTPWire.lastChunk) : stream(kept, type, end: []) + [.close]
        }
    }

    // MARK: Replies that cannot be read

    mutating func unreadable(_ kind: ErrorPlay, body: [UInt8]) -> [Step] {
        var steps = waiting(firstToken)
        switch kind {
        case .htmlPage:
            let page = HTTPWire.htmlPage(403)
            steps.append(.bytes(HTTPWire.document(status: 403, contentType: "text/html", headers: headers, body: page)))
        case .huge:
            let opening = Array(#"{"id":"sim-huge","text":""#.utf8)
            let block = [UInt8](repeating: UInt8(ascii: "a"), count: 64 << 10)
            let times = 100_000_000 / block.count + 1
            let closing = Array(#""}"#.utf8)
            let length = opening.count + block.count * times + closing.count
            steps += [
                .bytes(HTTPWire.document(status: 200, headers: headers, body: opening, length: length)),
                .repeated(block, times), .bytes(closing),
            ]
        case .deepJSON:
            let open = [UInt8](repeating: UInt8(ascii: "["), count: 10_000)
            let close = [UInt8](repeating: UInt8(ascii: "]"), count: 10_000)
            let deep = Array(#"{"content":"#.utf8) + open + close + Array("}".utf8)
            steps.append(.bytes(HTTPWire.document(status: 200, headers: headers, body: deep)))
        case .truncatedGzip:
            let whole = Gzip.wrap(body)
            let lines = headers + [HeaderLine("content-encoding", "gzip")]
            let half = Array(whole.prefix(whole.count / 2))
            steps.append(.bytes(HTTPWire.document(status: 200, headers: lines, body: half)))
        case .unknownStop, .accountHold, .invalidRequest, .contextTooLong, .spendLimit, .permission, .unexplainedStop:
            break
        }
        return steps
    }
}
