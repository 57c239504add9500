/// The room for replies that are long: a bound on bytes in flight, where the number of requests alone would let a
/// thousand hostile replies fill the memory. Belongs to the transport's thread.
///
/// A reply of more than `free` bytes takes a share for all that it may still become before it goes on; without one it
/// waits, unread, and its time stands still. A share is never enlarged, so what has one always comes to its end.
struct ReplyRoom {
    let limits: TransferLimits
    private var left: Int
    private var waiting: [Transfer] = []

    init(limits: TransferLimits) {
        self.limits = limits
        left = limits.longBodyBytes
    }

    /// What a body needs a share of when it grows to this size; nil while it needs none.
    func need(of transfer: Transfer, growingTo bytes: Int) -> Int? {
        guard transfer.share == nil, bytes > limits.freeBodyBytes else { return nil }
        return min(max(bytes, transfer.headReader.declaredLength ?? limits.maxBodyBytes), limits.maxBodyBytes)
    }

    /// Takes the bytes; where too few are left, the transfer waits. One that is alone always has room.
    mutating func take(_ bytes: Int, for transfer: Transfer) -> Bool {
        guard bytes <= left || left == limits.longBodyBytes else {
            waiting.append(transfer)
            return false
        }
        left -= bytes
        transfer.share = ReplyShare(bytes: bytes, loop: transfer.loop)
        return true
    }

    mutating func giveBack(_ bytes: Int) { left += bytes }

    /// Those who wait, in the order in which they came; they ask again.
    mutating func takeWaiting() -> [Transfer] {
        defer { waiting = [] }
        return waiting.filter { $0.stage == .sent }
    }
}

/// A long reply's share of the room, given back when nobody holds the reply any more.
package final class ReplyShare: Sendable, Equatable {
    private let bytes: Int
    private let loop: TransferLoop

    init(bytes: Int, loop: TransferLoop) {
        self.bytes = bytes
        self.loop = loop
    }

    deinit { loop.post(.giveBack(bytes)) }

    package static func == (a: ReplyShare, b: ReplyShare) -> Bool { a.bytes == b.bytes }
}
