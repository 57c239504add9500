import Formats
import HTTPTypes
import Trials

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

    struct Inbox {
        var rawHead: [UInt8]?
        var body: [UInt8] = []
        var marks: [Arrival] = []
        var mayHaveReachedServer = false
        var ending: Ending?
        var timings: Timings?
        var share: ReplyShare?
        /// Who waits for the end.
        var waiter: CheckedContinuation<Void, Never>?
    }

    let request: HTTPRequest
    /// nil for a transfer that was over before it began.
    let head: RequestHead?
    let requestBody: [UInt8]
    let watch: HTTPTransport.BodyWatch?
    let origin: String
    let submitted: Int64
    let loop: TransferLoop
    let inbox: Guarded<Inbox>

    // Transport's thread.
    var stage = Stage.queued
    var gate: OriginGate?
    var handle: EasyHandle?
    var connection: OwnConnection?
    var proxy = ""
    var deadlines: TransferDeadlines
    var headReader = ReplyHeadReader()
    /// For who watches the body.
    private lazy var replyHead = HTTPReplyHead(raw: headReader.raw)
    var receivedBodyBytes = 0
    /// Of a long reply; whoever collects it takes it along.
    var share: ReplyShare?
    /// Why we stopped the transfer ourselves; stronger than what libcurl makes of it.
    var stopped: TransportError.Kind?
    var heapIndex = -1
    var activeIndex = -1
    var isTouched = false

    init(
        loop: TransferLoop, head: RequestHead, body: [UInt8], timeouts: Timeouts, watch: HTTPTransport.BodyWatch?
    ) {
        self.loop = loop
        self.watch = watch
        self.head = head
        request = head.request
        requestBody = body
        origin = head.target.origin
        submitted = MonotonicClock.now
        deadlines = TransferDeadlines(limits: timeouts, submitted: submitted)
        inbox = Guarded(Inbox())
    }

    /// A transfer that was over before it began.
    init(failed error: TransportError, loop: TransferLoop, request: HTTPRequest) {
        self.loop = loop
        self.request = request
        head = nil
        watch = nil
        requestBody = []
        origin = error.origin
        submitted = MonotonicClock.now
        deadlines = TransferDeadlines(limits: .none, submitted: submitted)
        stage = .ended
        var inbox = Inbox()
        inbox.ending = .failed(error)
        inbox.timings = Timings()
        self.inbox = Guarded(inbox)
    }
}

// MARK: - The transport's side

extension Transfer {
    func publishHead() { inbox.withLock { $0.rawHead = headReader.raw } }

    func publishSending() { inbox.withLock { $0.mayHaveReachedServer = true } }

    func store(_ bytes: UnsafeRawBufferPointer, at time: Int64) {
        inbox.withLock { inbox in
            if inbox.body.isEmpty, let length = headReader.declaredLength {
                // A declaration is a claim: memory is set aside for a likely size only.
                inbox.body.reserveCapacity(min(max(0, length), 1 << 20))
            } else if let length = headReader.declaredLength, share != nil, inbox.body.capacity < length {
                inbox.body.reserveCapacity(length)
            }
            inbox.body.append(contentsOf: bytes)
            let offset = time - submitted
            let end = inbox.body.count
            if let last = inbox.marks.indices.last, inbox.marks[last].at == offset {
                inbox.marks[last].end = end
            } else {
                inbox.marks.append(Arrival(end: end, at: offset))
            }
        }
    }

    /// Whether what has come is enough for who watches it.
    func isEnough(_ piece: UnsafeRawBufferPointer, at time: Int64) -> Bool {
        guard let watch, !piece.isEmpty else { return false }
        return watch(replyHead, piece.assumingMemoryBound(to: UInt8.self), time - submitted)
    }

    func finish(_ ending: Ending, timings: Timings) {
        stage = .ended
        let share = share
        self.share = nil
        inbox.withLock { inbox in
            inbox.share = share
            inbox.ending = ending
            inbox.timings = timings
        }
    }

    /// Resumes who waits, once the transfer has ended.
    func wakeReader() {
        isTouched = false
        let waiter = inbox.withLock { inbox -> CheckedContinuation<Void, Never>? in
            guard inbox.ending != nil else { return nil }
            defer { inbox.waiter = nil }
            return inbox.waiter
        }
        waiter?.resume()
    }
}
