import Foundation
import Trials

/// A model that replies from a script, and remembers what it was sent.
package final class ScriptedClient: ModelClient, @unchecked Sendable {
    private let lock = NSLock()
    private var sentKeys: [TrialKey] = []
    private var sentTrials: [Trial] = []
    private var counts: [TrialKey: Int] = [:]
    private let script: @Sendable (Trial, Int) async throws -> Exchange

    /// - Parameter script: the exchange of a trial's attempt; attempts are counted from 1 for this client.
    package init(
        _ script: @escaping @Sendable (_ trial: Trial, _ attempt: Int) async throws -> Exchange = { _, _ in .answered()
        }
    ) {
        self.script = script
    }

    package func attempt(
        _ trial: Trial, until enough: (@Sendable (_ text: String) -> Bool)?
    ) async throws -> Exchange {
        try Task.checkCancellation()
        let number = remember(trial)
        return try await script(trial, number)
    }

    private func remember(_ trial: Trial) -> Int {
        lock.withLock {
            sentKeys.append(trial.key)
            sentTrials.append(trial)
            counts[trial.key, default: 0] += 1
            return counts[trial.key] ?? 1
        }
    }

    /// Keys in the order in which they were sent, retries included.
    package var sent: [TrialKey] { lock.withLock { sentKeys } }
    package var trials: [Trial] { lock.withLock { sentTrials } }

    /// A reply that never comes: it ends when the task is cancelled.
    package static func never() async throws -> Exchange {
        // A stream that nobody writes to ends with the task that reads it.
        let (stream, source) = AsyncStream<Void>.makeStream()
        for await _ in stream {}
        withExtendedLifetime(source) {}
        throw CancellationError()
    }
}
