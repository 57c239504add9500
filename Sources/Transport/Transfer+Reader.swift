import Formats
import Trials

/// The task's side of a transfer.
extension Transfer {
    /// Waits for the end and takes all that came.
    func collect() async throws(CancellationError) -> HTTPReply {
        try await waitForEnd()
        return inbox.withLock { inbox in
            var fault: TransportError?
            if case .failed(let error) = inbox.ending { fault = error }
            defer { (inbox.body, inbox.marks, inbox.share) = ([], [], nil) }
            return HTTPReply(
                head: inbox.rawHead.map(HTTPReplyHead.init(raw:)), body: inbox.body, arrivals: inbox.marks,
                timings: inbox.timings ?? Timings(), fault: fault,
                mayHaveReachedServer: inbox.mayHaveReachedServer, share: inbox.share)
        }
    }

    /// Closes the transfer if it is still going on; nobody will read the rest.
    private func abandon() {
        if inbox.withLock({ $0.ending == nil }) { loop.post(.cancel(self)) }
    }

    /// The one place where a cancelled wait becomes a `CancellationError`, and only when the connection is closed; a reply
    /// that was complete by then is not thrown away.
    private func waitForEnd() async throws(CancellationError) {
        if Task.isCancelled { abandon() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = inbox.withLock { inbox in
                    if inbox.ending != nil { return true }
                    precondition(inbox.waiter == nil, "a transfer is waited for once")
                    inbox.waiter = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            abandon()
        }
        if case .cancelled = inbox.withLock({ $0.ending }) { throw CancellationError() }
    }
}
