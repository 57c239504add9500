/// Why a transfer gave no complete reply.
///
/// It says what happened (`kind`), to whom (`origin`), and whether the request may have been taken and paid for.
package struct TransportError: Error, Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// The URL cannot be requested at all; nothing was opened.
        case badURL(reason: String)
        /// The host name has no address.
        case cannotResolve(host: String)
        /// No TCP connection: refused, unreachable, reset while it was opened.
        case cannotConnect(reason: String)
        /// The proxy could not be reached or refused the request.
        case proxy(reason: String)
        /// The handshake failed or the certificate does not hold. Verification cannot be switched off.
        case tls(reason: String)
        /// The CA file cannot be read or holds no certificate.
        case badCAFile(path: String)
        case timeout(phase: TimeoutPhase, limit: Duration)
        case bodyTooLarge(limit: Int)
        case headersTooLarge(limit: Int)
        /// The connection ended before the reply did.
        case connectionLost(phase: LossPhase, receivedBodyBytes: Int, reason: String)
        /// The connection died after the request was handed to it and before any reply; libcurl wanted to send it again
        /// on its own and was stopped, so that one call is at most one request.
        case resendPrevented
        /// The body ended too early: fewer bytes than declared, or a last chunk that never came (`declared` is `nil`).
        case truncatedBody(received: Int, declared: Int?)
        /// The reply is compressed although `Accept-Encoding: identity` was sent.
        case unsupportedEncoding(String)
        /// What came back is not HTTP.
        case notHTTP(reason: String)
        /// Bytes came that no request asked for: which reply belongs to which request is not certain on that connection.
        case unasked(UnaskedBytes)
        /// No file descriptor was left in this process; it says nothing about the server.
        case tooManyOpenFiles(limit: Int)
        /// Whoever watched the body had seen enough of it.
        case stoppedEarly
        /// The transport was shut down before the transfer ended.
        case shutDown
        /// Anything else libcurl reports, with its code.
        case other(code: Int, text: String)
    }

    /// Where a connection was lost.
    package enum LossPhase: String, Sendable, Equatable {
        case beforeHead = "before the reply head"
        case midBody = "in the middle of the body"
    }

    /// Where bytes stood that nobody had asked for.
    package enum UnaskedBytes: String, Sendable, Equatable {
        case beforeRequest = "before the request was sent, so it was not sent"
        case beforeArrival = "before the request had reached the other side, so they answer something else"
        case afterReply =
            "beside the reply, on a connection that earlier requests had used, so any of them may be meant"
    }

    package var kind: Kind
    /// `scheme://host:port` without path, query or credentials, because errors are printed and stored.
    package var origin: String
    /// Whether any byte of the request may have reached the server. `false` is certain; `true` means that it may have
    /// been acted on and paid for.
    package var mayHaveReachedServer: Bool

    package init(_ kind: Kind, origin: String, mayHaveReachedServer: Bool) {
        self.kind = kind
        self.origin = origin
        self.mayHaveReachedServer = mayHaveReachedServer
    }
}
