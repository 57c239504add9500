import FlyingSocks
import Formats
import Foundation
import Trials

/// A loopback HTTP/1.1 server that plays a scenario: Anthropic Messages and OpenAI Chat Completions, with known truth.
///
/// ```swift
/// let server = SimulatorServer(scenario: scenario, probes: study.probes)
/// let port = try await server.start()
/// // … requests to http://127.0.0.1:port …
/// server.truth  // what was really played
/// await server.stop()
/// ```
package final class SimulatorServer: Sendable {
    package let scenario: Scenario
    private let ledger: PlayLog
    private let responder: Responder
    private let running = Guarded(Running())

    /// - Parameters:
    ///   - probes: what may be asked; any other prompt gets the rule without selectors.
    ///   - seed: in place of the scenario's.
    ///   - finished: trials that an earlier server has played already.
    ///   - now: seconds since 1970, for rate limits and the times in headers.
    package init(
        scenario: Scenario, probes: [Probe], seed: UInt64? = nil, finished: [TrialKey] = [],
        now: @escaping @Sendable () -> Double = { Date().timeIntervalSince1970 }
    ) {
        var scenario = scenario
        if let seed { scenario.seed = seed }
        self.scenario = scenario
        ledger = PlayLog(finished: finished)
        responder = Responder(scenario: scenario, probes: probes, ledger: ledger, now: now)
    }

    /// Listens on 127.0.0.1.
    ///
    /// - Parameter port: 0 takes a free one.
    /// - Returns: the port.
    /// - Throws: `SocketError` when the port cannot be had; `CancellationError` after `stop`.
    @discardableResult
    package func start(port: UInt16 = 0) async throws -> UInt16 {
        let socket = try Socket(domain: AF_INET, type: .stream)
        do {
            try socket.setValue(true, for: .localAddressReuse)
            try socket.bind(to: .inet(ip4: "127.0.0.1", port: port))
            try socket.listen(maxPendingConnection: 4096)
            let pool: any AsyncSocketPool = SocketPool<Poll>.make(maxEvents: 256)
            try await pool.prepare()
            let listener = try AsyncSocket(socket: socket, pool: pool)
            guard case .ip4(_, let bound) = try socket.sockname() else { throw CancellationError() }
            let responder = responder
            let task = Task { await Self.run(listener, pool: pool, responder: responder) }
            guard running.withLock({ $0.begin(task) }) else {
                task.cancel()
                throw CancellationError()
            }
            return bound
        } catch {
            // The error that brought us here says more than a failed close would.
            try? socket.close()
            throw error
        }
    }

    /// Closes every connection and waits until they are gone.
    package func stop() async { await running.withLock({ $0.end() })?.value }

    /// What was played so far, sorted by style, probe and repetition.
    package var truth: [SimulatedTruth] { ledger.truth }

    /// Requests that a style's limits let through, faults included.
    package func requests(style: String) -> Int { ledger.requests(style) }

    private static func run(_ listener: AsyncSocket, pool: any AsyncSocketPool, responder: Responder) async {
        await withDiscardingTaskGroup { group in
            // The pool ends by cancellation, with an error that says so.
            group.addTask { try? await pool.run() }
            while !Task.isCancelled {
                do {
                    let accepted = try await listener.accept().socket
                    let noDelay = BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY)
                    // Without it replies come late; nothing else is wrong with them.
                    try? accepted.setValue(true, for: noDelay)
                    group.addTask { await Connection(socket: accepted, pool: pool, responder: responder).serve() }
                } catch is CancellationError {
                    break
                } catch {
                    // Out of file descriptors, most likely: others will close theirs. Cancelled sleep ends the loop.
                    try? await Task.sleep(for: .milliseconds(10))
                }
            }
            group.cancelAll()
        }
        // Nobody is left to be told when closing fails.
        try? listener.close()
    }
}

/// The task that serves, until it is stopped for good.
private struct Running {
    private var task: Task<Void, Never>?
    private var stopped = false

    mutating func begin(_ new: Task<Void, Never>) -> Bool {
        guard !stopped, task == nil else { return false }
        task = new
        return true
    }

    mutating func end() -> Task<Void, Never>? {
        stopped = true
        task?.cancel()
        return task
    }
}
