import CCurl

/// The sockets of libcurl's connections, found again by their ports: libcurl 7.88 does not tell which one carries a
/// transfer that is going on. It does tell of every socket that it opens and closes, so that the system is asked for the ports
/// of each once. Belongs to the transport's thread.
struct ConnectionBook {
    private struct Ends: Hashable {
        var localPort: Int32
        var peerPort: Int32
    }

    /// Open, and not asked yet: a socket has no other end before its connection stands.
    private var fresh: Set<Int32> = []
    private var ends: [Int32: Ends] = [:]
    private var sockets: [Ends: Set<Int32>] = [:]
    /// Closed because the other side had ended them, with nothing left to be read.
    private var ended: Set<Ends> = []
    /// How many requests went over the connection of a port.
    private var uses: [Int32: Int] = [:]

    mutating func opened(_ socket: Int32) { fresh.insert(socket) }

    mutating func closed(_ socket: Int32) {
        fresh.remove(socket)
        guard let ends = ends.removeValue(forKey: socket) else { return }
        if ccurl_is_ended(socket) != 0 { ended.insert(ends) }
        sockets[ends]?.remove(socket)
        if sockets[ends]?.isEmpty == true { sockets[ends] = nil }
    }

    /// The number of the request that goes over this connection now.
    mutating func use(localPort: Int32) -> Int {
        uses[localPort, default: 0] += 1
        return uses[localPort] ?? 0
    }

    func isLatest(_ use: Int, localPort: Int32) -> Bool { uses[localPort] == use }

    /// nil where the connection is closed, and where another has the same ports: two hosts may be reached from one port.
    mutating func socket(localPort: Int32, peerPort: Int32) -> Int32? {
        for socket in fresh {
            let (local, peer) = (ccurl_port(socket, 0), ccurl_port(socket, 1))
            guard local > 0, peer > 0 else { continue }
            fresh.remove(socket)
            ends[socket] = Ends(localPort: local, peerPort: peer)
            ended.remove(Ends(localPort: local, peerPort: peer))
            sockets[Ends(localPort: local, peerPort: peer), default: []].insert(socket)
        }
        guard let found = sockets[Ends(localPort: localPort, peerPort: peerPort)], found.count == 1 else { return nil }
        return found.first
    }

    /// Whether a connection that is closed was so because the other side had ended it.
    func wasEnded(localPort: Int32, peerPort: Int32) -> Bool {
        ended.contains(Ends(localPort: localPort, peerPort: peerPort))
    }

    /// Whether a connection that was found is open still.
    func stands(_ socket: Int32, localPort: Int32, peerPort: Int32) -> Bool {
        ends[socket] == Ends(localPort: localPort, peerPort: peerPort)
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
        guard book.stands(socket, localPort: localPort, peerPort: peerPort) else {
            // A server may end a connection that it meant to keep: that is no reply too many.
            return keepsAlive && !book.wasEnded(localPort: localPort, peerPort: peerPort)
        }
        return !isSecure && ccurl_has_unread(socket) != 0
    }
}
