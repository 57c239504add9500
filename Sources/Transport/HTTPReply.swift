import HTTPTypes
import Trials

/// Which protocol carried the reply.
package enum HTTPVersion: String, Sendable, Equatable {
    case http10 = "HTTP/1.0"
    case http11 = "HTTP/1.1"
    case http2 = "HTTP/2"
}

/// Status line and header fields of a final reply, as bytes: most callers want no more than the status and the lines.
package struct HTTPReplyHead: Sendable, Equatable {
    package let version: HTTPVersion
    /// 0 where the server sent none.
    package let status: Int
    /// The header lines as they came (HTTP/2 in libcurl's rendering), for the record.
    package let raw: [UInt8]
}

/// One whole exchange of bytes, also when it ended badly: what had arrived by then is kept beside the fault.
package struct HTTPReply: Sendable, Equatable {
    /// `nil` when no final head arrived.
    package var head: HTTPReplyHead?
    package var body: [UInt8]
    /// The pieces in which the body arrived, one per moment, in order.
    package var arrivals: [Arrival]
    package var timings: Timings
    /// `nil` when the reply is complete.
    package var fault: TransportError?
    /// Whether sending of the request began; `false` means that the server cannot have acted on it.
    package var mayHaveReachedServer: Bool
    /// Of a long reply: while somebody holds it, as many bytes fewer are there for others.
    package var share: ReplyShare?

    package init(
        head: HTTPReplyHead?, body: [UInt8], arrivals: [Arrival], timings: Timings, fault: TransportError?,
        mayHaveReachedServer: Bool, share: ReplyShare? = nil
    ) {
        self.head = head
        self.body = body
        self.arrivals = arrivals
        self.timings = timings
        self.fault = fault
        self.mayHaveReachedServer = mayHaveReachedServer
        self.share = share
    }
}
