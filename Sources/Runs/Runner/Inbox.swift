import Formats
import Trials

/// Where tasks leave messages for the one loop that reads them, many at a time.
final class Inbox<Message: Sendable>: Sendable {
    private struct State {
        var messages: [Message] = []
        var reader: CheckedContinuation<Void, Never>?
    }

    private let state = Guarded(State())

    func leave(_ message: Message) {
        let waiting = state.withLock { state in
            state.messages.append(message)
            defer { state.reader = nil }
            return state.reader
        }
        waiting?.resume()
    }

    /// Waits until there is a message, and takes all that are there, in the order in which they came.
    func take() async -> [Message] {
        let ready = taken()
        if !ready.isEmpty { return ready }
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                guard state.messages.isEmpty else { return true }
                precondition(state.reader == nil, "an inbox has one reader")
                state.reader = continuation
                return false
            }
            if isReady { continuation.resume() }
        }
        return taken()
    }

    private func taken() -> [Message] {
        state.withLock { state in
            defer { state.messages = [] }
            return state.messages
        }
    }
}
