import CCurl

/// The sockets of libcurl's connections, found again by their ports: libcurl 7.88 does not tell which one carries a
/// transfer that is going on. Belongs to the transport's thread.
struct ConnectionBook {
    private var sockets: [Int32: Int32] = [:]
    /// How many requests went over the connection of a port.
    private var uses: [Int32: Int] = [:]

    mutating func note(_ socket: Int32) {
        let port = ccurl_port(socket, 0)
        if port > 0 { sockets[port] = socket }
    }

    /// The number of the request that goes over this connection now.
    mutating func use(localPort: Int32) -> Int {
        uses[localPort, default: 0] += 1
        return uses[localPort] ?? 0
    }

    func isLatest(_ use: Int, localPort: Int32) -> Bool { uses[localPort] == use }

    /// nil where the connection is closed, or its number is another's by now.
    func socket(localPort: Int32, peerPort: Int32) -> Int32? {
        guard let socket = sockets[localPort], ccurl_port(socket, 0) == localPort, ccurl_port(socket, 1) == peerPort
        else { return nil }
        return socket
    }
}

/// The connection under a transfer that has it for itself: HTTP/1.1, on which a reply belongs to a request by nothing
/// but its place.
struct OwnConnection {
    let socket: Int32
    let localPort: Int32
    let peerPort: Int32
    /// An earlier request went over it.
    let isReused: Bool
    let isSecure: Bool
    let use: Int

    /// Something stands there that nobody asked for. TLS speaks unasked on a new connection, and only there.
    var speaksFirst: Bool { !(isSecure && !isReused) && ccurl_has_unread(socket) != 0 }

    /// A reply that comes now was sent before the request had arrived: a reply's own packets say that it has.
    var hasUntakenRequest: Bool { ccurl_untaken(socket) > 0 }

    /// More came than one reply. libcurl reads on past the end of a reply and closes the connection over it; what comes
    /// later stands unread. What stands there once the next request has gone over it may be that one's reply; before it
    /// went, the same was looked at.
    func hasMore(_ book: ConnectionBook, keepsAlive: Bool) -> Bool {
        guard isReused, book.isLatest(use, localPort: localPort) else { return false }
        guard book.socket(localPort: localPort, peerPort: peerPort) == socket else { return keepsAlive }
        return !isSecure && ccurl_has_unread(socket) != 0
    }
}
