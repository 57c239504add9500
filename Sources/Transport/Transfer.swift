import HTTPTypes

/// What one reply has brought so far and its reader has not taken yet.
struct BodyBatch: Sendable {
    var bytes: [UInt8] = []
    var marks: [ArrivalMark] = []
}

/// One request on its way: the transport's thread fills it, one task empties it.
final class Transfer: HeapMember, @unchecked Sendable {
    // Invariant: `inbox` is guarded by its lock. What stands under "transport's thread" belongs to that thread alone
    // once the transfer was posted. The rest is constant.

    enum Stage { case queued, opening, sent, ended }

    enum Ending: Sendable {
        case complete
        case failed(TransportError)
        case cancelled
    }

    enum Need { case head, more, end }

    struct Inbox {
        var rawHead: [UInt8]?
        var batch = BodyBatch()
        var collects = false
        var isHeldBack = false
        var mayHaveReachedServer = false
        var ending: Ending?
        var timings: TransferTimings?
        var waiter: (need: Need, continuation: CheckedContinuation<Void, Never>)?

        func satisfies(_ need: Need) -> Bool {
            if ending != nil { return true }
            switch need {
            case .head: return rawHead != nil
            case .more: return !batch.marks.isEmpty
            case .end: return false
            }
        }
    }

    let request: HTTPRequest
    /// nil for a transfer that was over before it began.
    let head: RequestHead?
    let requestBody: [UInt8]
    let origin: String
    let onSend: (@Sendable () -> Void)?
    let submitted: Int64
    let loop: TransferLoop
    let inbox: Lock<Inbox>

    // Transport's thread.
    var stage = Stage.queued
    var gate: OriginGate?
    var handle: EasyHandle?
    var proxy = ""
    var deadlines: TransferDeadlines
    var headReader = ReplyHeadReader()
    var receivedBodyBytes = 0
    /// Why we stopped the transfer ourselves; stronger than what libcurl makes of it.
    var stopped: TransportError.Kind?
    var heapIndex = -1
    var activeIndex = -1
    var isTouched = false

    init(
        loop: TransferLoop, head: RequestHead, body: [UInt8], timeouts: Timeouts, collects: Bool,
        onSend: (@Sendable () -> Void)?
    ) {
        self.loop = loop
        self.head = head
        request = head.request
        requestBody = body
        origin = head.target.origin
        self.onSend = onSend
        submitted = MonotonicClock.now
        deadlines = TransferDeadlines(limits: timeouts, submitted: submitted)
        var inbox = Inbox()
        inbox.collects = collects
        self.inbox = Lock(inbox)
    }

    /// A transfer that was over before it began.
    init(failed error: TransportError, loop: TransferLoop, request: HTTPRequest) {
        self.loop = loop
        self.request = request
        head = nil
        requestBody = []
        origin = error.origin
        onSend = nil
        submitted = MonotonicClock.now
        deadlines = TransferDeadlines(limits: .none, submitted: submitted)
        stage = .ended
        var inbox = Inbox()
        inbox.ending = .failed(error)
        inbox.timings = TransferTimings()
        self.inbox = Lock(inbox)
    }
}

// MARK: - The transport's side

extension Transfer {
    func publishHead() { inbox.withLock { $0.rawHead = headReader.raw } }

    func publishSending() { inbox.withLock { $0.mayHaveReachedServer = true } }

    /// Stores a piece, or refuses it because the reader is too far behind.
    func store(_ bytes: UnsafeRawBufferPointer, at time: Int64, highMark: Int) -> Bool {
        inbox.withLock { inbox in
            let unread = inbox.batch.bytes.count
            if !inbox.collects, unread > 0, unread + bytes.count > highMark {
                inbox.isHeldBack = true
                return false
            }
            if unread == 0, let length = headReader.declaredLength, inbox.collects {
                // A declaration is a claim: memory is set aside for a likely size only.
                inbox.batch.bytes.reserveCapacity(min(max(0, length), 1 << 20))
            }
            inbox.batch.bytes.append(contentsOf: bytes)
            let offset = time - submitted
            let end = inbox.batch.bytes.count
            if let last = inbox.batch.marks.indices.last, inbox.batch.marks[last].at == offset {
                inbox.batch.marks[last].end = end
            } else {
                inbox.batch.marks.append(ArrivalMark(end: end, at: offset))
            }
            return true
        }
    }

    func finish(_ ending: Ending, timings: TransferTimings) {
        stage = .ended
        inbox.withLock { inbox in
            inbox.ending = ending
            inbox.timings = timings
        }
    }

    /// Resumes the reader if what it waits for is there.
    func wakeReader() {
        isTouched = false
        let waiter = inbox.withLock { inbox -> CheckedContinuation<Void, Never>? in
            guard let waiter = inbox.waiter, inbox.satisfies(waiter.need) else { return nil }
            inbox.waiter = nil
            return waiter.continuation
        }
        waiter?.resume()
    }
}
