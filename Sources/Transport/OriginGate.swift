/// Lets at most so many transfers to one origin look for a connection at the same time.
///
/// Without it a burst opens one HTTP/2 connection per request and starts one resolver thread per cold request; with it
/// the burst finds the first connections open and shares them. It is kept per origin, so that a dead host does not
/// hold up the others. Belongs to the transport's thread.
final class OriginGate {
    static let width = 16

    let origin: String
    /// The proxy for this origin; empty means none, and keeps libcurl from looking for one itself.
    let proxy: String
    /// Bytes came from there that nobody had asked for: from now on each request has a connection of its own.
    var isDoubtful = false
    private var opening = 0
    private var queue: [Transfer] = []
    private var head = 0

    init(origin: String, proxy: String) {
        self.origin = origin
        self.proxy = proxy
    }

    func enqueue(_ transfer: Transfer) { queue.append(transfer) }

    /// A transfer that was let through has found its connection or has ended without one.
    func leave() { opening -= 1 }

    /// The next transfer that may look for a connection.
    func admitNext() -> Transfer? {
        while opening < Self.width, head < queue.count {
            let transfer = queue[head]
            head += 1
            if head == queue.count || head > 64 && head * 2 > queue.count {
                queue.removeFirst(head)
                head = 0
            }
            if transfer.stage == .queued {
                opening += 1
                return transfer
            }
        }
        return nil
    }
}
