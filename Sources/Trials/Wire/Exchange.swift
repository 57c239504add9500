/// One header line as it stood on the wire.
package struct HeaderLine: Sendable, Hashable, Codable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// Why the wire ended otherwise than by a complete reply.
package struct WireFault: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case resolve
        case connect
        case tls
        case connectTimeout = "connect-timeout"
        case firstByteTimeout = "first-byte-timeout"
        case idleTimeout = "idle-timeout"
        case totalTimeout = "total-timeout"
        case connectionLost = "connection-lost"
        case truncatedBody = "truncated-body"
        case bodyTooLarge = "body-too-large"
        case headersTooLarge = "headers-too-large"
        case encoding
        /// Out of file descriptors on this machine: not the provider's doing.
        case tooManyOpenFiles = "too-many-open-files"
        case credential
        /// By us: what had come told enough (`ModelClient.attempt`).
        case stoppedEarly = "stopped-early"
        /// More stood on the connection than this request's reply: whose it is nobody can tell, whatever it says.
        case unasked
        case other
    }
    package var kind: Kind
    package var message: String
    /// Whether any byte of the request may have reached the server.
    package var mayHaveReachedServer: Bool

    package init(kind: Kind, message: String, mayHaveReachedServer: Bool) {
        self.kind = kind
        self.message = message
        self.mayHaveReachedServer = mayHaveReachedServer
    }
}

/// Nanoseconds since the attempt was started; nil where the phase was not reached.
package struct Timings: Sendable, Hashable, Codable {
    /// What any of them may be: a year is longer than any attempt.
    package static let phases: ClosedRange<Int64> = 0...31_536_000_000_000_000

    package var resolved: Int64?
    package var connected: Int64?
    package var secured: Int64?
    package var sent: Int64?
    package var firstByte: Int64?
    package var firstText: Int64?
    package var ended: Int64?
    package var reusedConnection: Bool?

    package init() {}
}

/// Bytes [0, end) of the body had arrived `at` nanoseconds after the start of the attempt.
package struct Arrival: Sendable, Hashable, Codable {
    package var end: Int
    package var at: Int64

    package init(end: Int, at: Int64) {
        self.end = end
        self.at = at
    }
}

/// The request as it was sent, without its credential.
package struct SentRequest: Sendable, Hashable {
    package var method: String
    package var url: String
    /// Without authentication.
    package var headers: [HeaderLine]
    package var body: [UInt8]

    package init(method: String, url: String, headers: [HeaderLine], body: [UInt8]) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

/// What came back, byte for byte.
package struct RawReply: Sendable, Hashable {
    package var status: Int?
    package var httpVersion: String?
    package var headers: [HeaderLine]
    package var body: [UInt8]
    package var arrivals: [Arrival]
    package var fault: WireFault?

    package init(
        status: Int? = nil, httpVersion: String? = nil, headers: [HeaderLine] = [], body: [UInt8] = [],
        arrivals: [Arrival] = [], fault: WireFault? = nil
    ) {
        self.status = status
        self.httpVersion = httpVersion
        self.headers = headers
        self.body = body
        self.arrivals = arrivals
        self.fault = fault
    }

    /// The first value of a header; names are compared without case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.count == name.count && $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// What happened on the wire for one attempt.
package struct Exchange: Sendable, Hashable {
    package var request: SentRequest
    package var raw: RawReply
    package var timings: Timings
    /// What the dialect read out of the bytes.
    package var reply: Reply
    /// Of a replayed attempt: whether the recording holds another attempt of the trial. nil where it was sent.
    package var anotherRecorded: Bool?

    package init(request: SentRequest, raw: RawReply, timings: Timings = Timings(), reply: Reply) {
        self.request = request
        self.raw = raw
        self.timings = timings
        self.reply = reply
    }
}
