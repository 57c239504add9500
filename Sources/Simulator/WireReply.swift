import Formats
import Trials

/// What a connection does to answer one request, in this order.
enum Step: Sendable, Equatable {
    case bytes([UInt8])
    /// The same block several times, for replies that nobody wants in memory.
    case repeated([UInt8], Int)
    /// Every byte in a write of its own.
    case drip([UInt8])
    /// Seconds.
    case wait(Double)
    /// RST.
    case reset
    /// FIN.
    case close
    /// Nothing until the client closes.
    case stall
}

/// A reply as a dialect writes it, before HTTP/1.1 frames it.
enum DialectReply: Sendable, Equatable {
    case document(status: Int, headers: [HeaderLine], body: [UInt8])
    case events([WireEvent], type: StreamType = .serverSentEvents)
}

/// How a stream is framed, named by its content type.
enum StreamType: String, Sendable {
    case serverSentEvents = "text/event-stream; charset=utf-8"
    /// Binary frames.
    case amazonEvents = "application/vnd.amazon.eventstream"
    /// One document that arrives in pieces.
    case json = "application/json"
}

struct WireEvent: Sendable, Equatable {
    var bytes: [UInt8]
    /// Text or reasoning: what `per_token` waits for.
    var isDelta: Bool

    init(_ text: String, isDelta: Bool = false) {
        self.init(bytes: Array(text.utf8), isDelta: isDelta)
    }

    init(bytes: [UInt8], isDelta: Bool = false) {
        self.bytes = bytes
        self.isDelta = isDelta
    }
}

extension String {
    /// As a JSON string, quotes included.
    var quoted: String {
        var out: [UInt8] = []
        JSONWriter.write(self, to: &out)
        return String(decoding: out, as: UTF8.self)
    }
}

extension String? {
    var quotedOrNull: String { map(\.quoted) ?? "null" }
}
