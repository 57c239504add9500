import Trials

/// The client of a run: the wire, or cassettes for the styles that are replayed; and a recorder that listens.
struct RunClient: ModelClient {
    let live: LiveModelClient
    let replays: Replays
    let recorder: Recorder?

    func attempt(_ trial: Trial) async throws -> Exchange {
        guard !trial.style.replayed else { return try replays.attempt(trial) }
        let exchange = try await live.attempt(trial)
        await recorder?.record(trial, exchange)
        return exchange
    }
}
