import Formats
import HTTPTypes
import Trials

/// Sends HTTP requests through libcurl, all of them on one thread of its own.
///
/// One call is at most one request on the wire. TLS is always verified, redirects are never followed.
///
/// ```swift
/// let transport = try HTTPTransport()
/// let reply = try await transport.perform(request, body: bytes, timeouts: Timeouts(total: 60))
/// reply.fault  // nil where the reply is complete; what had come stands beside it
/// await transport.shutdown()
/// ```
package final class HTTPTransport: Sendable {
    package struct Configuration: Sendable {
        /// PEM file of trusted authorities; else `SSL_CERT_FILE` of the environment, else the system's.
        package var caFile: String?
        /// Proxy variables are read from here and from nowhere else.
        package var environment: [String: String]
        /// The most connections in all and to one host; `nil` leaves it to the number of transfers.
        package var maximumConnections: Int?
        package var maximumConnectionsPerHost: Int?
        package var userAgent: String
        /// Whether HTTP/2 is offered to servers that speak TLS.
        package var allowsHTTP2: Bool
        package var limits: TransferLimits

        package init(
            caFile: String? = nil, environment: [String: String] = [:], maximumConnections: Int? = nil,
            maximumConnectionsPerHost: Int? = nil, userAgent: String = "railgauge", allowsHTTP2: Bool = true,
            limits: TransferLimits = TransferLimits()
        ) {
            self.caFile = caFile
            self.environment = environment
            self.maximumConnections = maximumConnections
            self.maximumConnectionsPerHost = maximumConnectionsPerHost
            self.userAgent = userAgent
            self.allowsHTTP2 = allowsHTTP2
            self.limits = limits
        }
    }

    private let loop: TransferLoop

    /// What opens the proxies that an environment names.
    package static func proxySecrets(environment: [String: String]) -> [Secret] {
        ProxyRules.secrets(environment: environment)
    }

    /// Starts the thread. Throws `TransportError` when no descriptor or thread can be had.
    package init(configuration: Configuration = Configuration()) throws(TransportError) {
        loop = try TransferLoop(configuration: configuration)
    }

    deinit { loop.shutDown() }

    /// Sends a request and returns when the exchange is over, with a single wake-up of the calling task.
    ///
    /// Faults are returned beside what had arrived, because a cut reply is evidence too.
    /// Throws `CancellationError` only.
    package func perform(
        _ request: HTTPRequest, body: [UInt8] = [], timeouts: Timeouts = Timeouts()
    ) async throws(CancellationError) -> HTTPReply {
        // A task that was cancelled before it asked must not cost a request.
        if Task.isCancelled { throw CancellationError() }
        return try await loop.start(request, body: body, timeouts: timeouts).collect()
    }

    /// Sees each piece of a body as it comes, on the transport's thread, where it must not wait; `at` in nanoseconds since
    /// the start. Once it says true no more is taken, and the fault is `stoppedEarly`.
    package typealias BodyWatch =
        @Sendable (_ head: HTTPReplyHead, _ piece: UnsafeBufferPointer<UInt8>, _ at: Int64) -> Bool

    /// The same for a head that is used again and again.
    package func perform(
        _ head: RequestHead, body: [UInt8] = [], timeouts: Timeouts = Timeouts(), watch: BodyWatch? = nil
    ) async throws(CancellationError) -> HTTPReply {
        if Task.isCancelled { throw CancellationError() }
        return try await loop.start(head, body: body, timeouts: timeouts, watch: watch).collect()
    }

    /// Ends every transfer with the fault `shutDown`, closes all connections and returns when the thread has stopped.
    package func shutdown() async { await loop.shutDownAndWait() }
}
