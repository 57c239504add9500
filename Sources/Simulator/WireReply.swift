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
    case events([WireEvent])
}

struct WireEvent: Sendable, Equatable {
    var bytes: [UInt8]
    /// Text or reasoning: what `per_token` waits for.
    var isDelta: Bool

    init(_ text: String, isDelta: Bool = false) {
        bytes = Array(text.utf8)
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
