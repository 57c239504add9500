import HTTPTypes

/// The task's side of a transfer.
extension Transfer {
    func awaitHead() async throws -> HTTPReplyHead {
        try await wait(for: .head)
        let (raw, ending) = inbox.withLock { ($0.rawHead, $0.ending) }
        if let raw { return HTTPReplyHead(raw: raw) }
        if case .failed(let error) = ending { throw error }
        throw CancellationError()
    }

    /// All that is unread; empty after a complete body. A fault is thrown only once everything before it was read.
    func nextBatch() async throws -> BodyBatch {
        try await wait(for: .more)
        let (batch, resumes, ending) = inbox.withLock { inbox in
            let batch = inbox.batch
            inbox.batch = BodyBatch()
            defer { inbox.isHeldBack = false }
            return (batch, inbox.isHeldBack, inbox.ending)
        }
        if resumes { loop.post(.resume(self)) }
        if batch.marks.isEmpty, case .failed(let error) = ending { throw error }
        return batch
    }

    func collect() async throws(CancellationError) -> HTTPReply {
        let resumes = inbox.withLock { inbox in
            defer { inbox.isHeldBack = false }
            inbox.collects = true
            return inbox.isHeldBack
        }
        if resumes { loop.post(.resume(self)) }
        try await wait(for: .end)
        return inbox.withLock { inbox in
            var fault: TransportError?
            if case .failed(let error) = inbox.ending { fault = error }
            let batch = inbox.batch
            inbox.batch = BodyBatch()
            return HTTPReply(
                head: inbox.rawHead.map(HTTPReplyHead.init(raw:)), body: batch.bytes, arrivals: batch.marks,
                timings: inbox.timings ?? TransferTimings(), fault: fault,
                mayHaveReachedServer: inbox.mayHaveReachedServer)
        }
    }

    var timings: TransferTimings? { inbox.withLock { $0.timings } }

    /// Closes the transfer if it is still going on; nobody will read the rest.
    func abandon() {
        if inbox.withLock({ $0.ending == nil }) { loop.post(.cancel(self)) }
    }

    /// Waits until the need is met or the transfer has ended. The one place where a cancelled wait becomes a
    /// `CancellationError`; a reply that was complete by then is not thrown away.
    private func wait(for need: Need) async throws(CancellationError) {
        if Task.isCancelled { abandon() }
        if Task.isCancelled || !inbox.withLock({ $0.satisfies(need) }) {
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let isReady = inbox.withLock { inbox in
                        // After a cancellation only the end counts, so that the caller finds the connection closed.
                        let need = Task.isCancelled ? Need.end : need
                        if inbox.satisfies(need) { return true }
                        precondition(inbox.waiter == nil, "the body of a reply has one reader at a time")
                        inbox.waiter = (need, continuation)
                        return false
                    }
                    if isReady { continuation.resume() }
                }
            } onCancel: {
                abandon()
            }
        }
        if case .cancelled = inbox.withLock({ $0.ending }) { throw CancellationError() }
    }
}

/// The reader's hold on a transfer; letting go closes it.
final class TransferLease: Sendable {
    let transfer: Transfer

    init(_ transfer: Transfer) { self.transfer = transfer }

    deinit { transfer.abandon() }
}
