/// When each phase of one transfer ended, in nanoseconds since `send` or `perform` was called (monotonic clock).
///
/// A phase that did not happen is `nil`: a reused connection has neither `resolved` nor `connected` nor `secured`.
package struct TransferTimings: Sendable, Equatable {
    /// The transfer left the queue for new connections.
    package var admitted: Int64?
    /// The name was looked up.
    package var resolved: Int64?
    /// TCP stood.
    package var connected: Int64?
    /// The TLS handshake was done.
    package var secured: Int64?
    /// Sending of the request began.
    package var sent: Int64?
    /// The first line of the final reply head arrived.
    package var firstByte: Int64?
    /// The transfer ended, well or badly.
    package var ended: Int64
    /// Whether the request went over a connection that an earlier one had opened.
    package var reusedConnection: Bool
    /// Bytes of head and body that were sent and received, as they are on the wire above TLS and HTTP/2 framing.
    package var bytesSent: Int64
    package var bytesReceived: Int64
    /// The address that was connected to, with its port; `nil` when there was no connection.
    package var remoteAddress: String?

    package init(
        admitted: Int64? = nil, resolved: Int64? = nil, connected: Int64? = nil, secured: Int64? = nil,
        sent: Int64? = nil, firstByte: Int64? = nil, ended: Int64 = 0, reusedConnection: Bool = false,
        bytesSent: Int64 = 0, bytesReceived: Int64 = 0, remoteAddress: String? = nil
    ) {
        self.admitted = admitted
        self.resolved = resolved
        self.connected = connected
        self.secured = secured
        self.sent = sent
        self.firstByte = firstByte
        self.ended = ended
        self.reusedConnection = reusedConnection
        self.bytesSent = bytesSent
        self.bytesReceived = bytesReceived
        self.remoteAddress = remoteAddress
    }
}
