import Dispatch
import Formats
import Foundation
import GRDB
import Trials

/// The one writer of a store: everything that gathers while a transaction runs goes into the next one.
///
/// `save` returns only when its rows are on disk (WAL, synchronous=FULL), at the price of a share of one fsync.
/// Safe to share: what is gathered stands behind the lock, the database and `lastCount` are touched only on the queue.
final class StoreWriter: @unchecked Sendable {
    private let database: DatabaseQueue
    private let path: String
    private let queue = DispatchQueue(label: "railgauge.store")
    private let state = Guarded(State())
    /// Savers of the last transaction; only touched on the queue.
    private var lastCount = 0

    /// Savers in one transaction from which on the next one waits for others, and for how many milliseconds.
    private static let crowd = 8
    private static let longestWait = 10

    private struct State {
        var gathered: [Waiting] = []
        var draining = false
        /// The first failure. Later rows might refer to rows that are missing, so nothing is written after it.
        var broken: StoreError?
    }

    private struct Waiting {
        var rows: [StoredRow]
        var continuation: CheckedContinuation<Void, any Error>
    }

    init(database: DatabaseQueue, path: String) {
        self.database = database
        self.path = path
    }

    /// Writes rows as part of one transaction.
    /// - Throws: `StoreError`; none of the rows is on disk then.
    func save(_ rows: [StoredRow]) async throws {
        if rows.isEmpty { return }
        try await withCheckedThrowingContinuation { continuation in
            if let failure = add(Waiting(rows: rows, continuation: continuation)) {
                continuation.resume(throwing: failure)
            }
        }
    }

    private func add(_ waiting: Waiting) -> StoreError? {
        let (failure, begins): (StoreError?, Bool) = state.withLock { state in
            if let broken = state.broken { return (broken, false) }
            state.gathered.append(waiting)
            defer { state.draining = true }
            return (nil, !state.draining)
        }
        if begins { queue.async { self.drain() } }
        return failure
    }

    private func take() -> [Waiting] {
        state.withLock { state in
            defer { state.gathered.removeAll(keepingCapacity: true) }
            if state.gathered.isEmpty { state.draining = false }
            return state.gathered
        }
    }

    /// Under load a transaction waits for company: its pages, its fsync and its wake-ups are shared by all that it
    /// takes along, and a trial that takes seconds does not notice. A run of few requests waits for nothing.
    private func gather() {
        guard lastCount >= Self.crowd else { return }
        var before = 0
        for _ in 0..<Self.longestWait {
            let now = state.withLock { $0.gathered.count }
            // Whoever wanted to come has come.
            if now > 0, now == before { return }
            before = now
            usleep(1000)
        }
    }

    private func drain() {
        while true {
            gather()
            let batch = take()
            if batch.isEmpty { return }
            lastCount = batch.count
            do {
                try database.writeWithoutTransaction { db in
                    try db.inTransaction(.immediate) {
                        var known: [(sql: String, statement: Statement)] = []
                        for waiting in batch { try StoredRow.execute(waiting.rows, in: db, known: &known) }
                        return .commit
                    }
                }
                for waiting in batch { waiting.continuation.resume() }
            } catch {
                let failure = StoreError(error, path: path, on: database)
                let late = state.withLock { state in
                    state.broken = failure
                    state.draining = false
                    defer { state.gathered = [] }
                    return state.gathered
                }
                for waiting in batch + late { waiting.continuation.resume(throwing: failure) }
                return
            }
        }
    }
}
