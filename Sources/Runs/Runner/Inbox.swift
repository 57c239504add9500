import Foundation

/// Where tasks leave messages for the one loop that reads them, many at a time. Safe to share: all stands under the lock.
final class Inbox<Message: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var messages: [Message] = []
    private var reader: CheckedContinuation<Void, Never>?

    func leave(_ message: Message) {
        let waiting = lock.withLock {
            messages.append(message)
            defer { reader = nil }
            return reader
        }
        waiting?.resume()
    }

    /// Waits until there is a message, and takes all that are there, in the order in which they came.
    func take() async -> [Message] {
        let ready = taken()
        if !ready.isEmpty { return ready }
        await withCheckedContinuation { continuation in
            let isReady = lock.withLock {
                guard messages.isEmpty else { return true }
                precondition(reader == nil, "an inbox has one reader")
                reader = continuation
                return false
            }
            if isReady { continuation.resume() }
        }
        return taken()
    }

    private func taken() -> [Message] {
        lock.withLock {
            let taken = messages
            messages = []
            return taken
        }
    }
}
