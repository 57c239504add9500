import Trials

/// The client of a run: the wire, or cassettes for the styles that are replayed; and a recorder that listens.
package struct RunClient: ModelClient {
    let live: LiveModelClient
    let replays: Replays
    let recorder: Recorder?

    package init(live: LiveModelClient, replays: Replays, recorder: Recorder?) {
        self.live = live
        self.replays = replays
        self.recorder = recorder
    }

    package func attempt(
        _ trial: Trial, until enough: (@Sendable (_ text: String) -> Bool)?
    ) async throws -> Exchange {
        guard !trial.style.replayed else { return try replays.attempt(trial) }
        let exchange = try await live.attempt(trial, until: enough)
        await recorder?.record(trial, exchange)
        return exchange
    }
}
