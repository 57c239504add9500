import Trials

/// When a transfer must have gone on, told from what has happened so far. All times are monotonic nanoseconds.
struct TransferDeadlines {
    let submitted: Int64
    var admitted: Int64?
    var sent: Int64?
    var firstByte: Int64?
    var lastByte: Int64 = 0
    /// While the reply waits for room here, no time of the server's passes.
    private var stopped: Int64?
    private var stood: Int64 = 0

    /// Nanoseconds, or nil for no limit.
    let connect, first, idle, total: Int64?

    init(limits: Timeouts, submitted: Int64) {
        self.submitted = submitted
        connect = Self.nanoseconds(limits.connect)
        first = Self.nanoseconds(limits.firstByte)
        idle = Self.nanoseconds(limits.idle)
        total = Self.nanoseconds(limits.total)
    }

    mutating func stop(at now: Int64) { stopped = stopped ?? now }

    mutating func goOn(at now: Int64) {
        guard let since = stopped else { return }
        stopped = nil
        stood += now - since
        lastByte = now
    }

    /// The earliest limit in force, or `nil` when none is.
    var next: (at: Int64, phase: TimeoutPhase)? {
        if stopped != nil { return nil }
        let phase: (start: Int64, length: Int64?, phase: TimeoutPhase)?
        if firstByte != nil {
            phase = (lastByte, idle, .idle)
        } else if let sent {
            phase = (sent, first, .firstByte)
        } else {
            phase = admitted.map { ($0, connect, .connect) }
        }
        let whole = total.map { submitted &+ $0 &+ stood }
        guard let phase, let length = phase.length else { return whole.map { ($0, .total) } }
        let at = phase.start &+ length
        if let whole, whole <= at { return (whole, .total) }
        return (at, phase.phase)
    }

    /// nil where there is no limit; a limit of centuries is none either.
    private static func nanoseconds(_ seconds: Double) -> Int64? {
        let nanoseconds = (seconds * 1e9).rounded()
        return nanoseconds < 9e18 ? Int64(max(0, nanoseconds)) : nil
    }

    func limit(of phase: TimeoutPhase) -> Duration {
        let length =
            switch phase {
            // Where no limit is set, libcurl's own of five minutes holds for a connection.
            case .connect: connect ?? 300_000_000_000
            case .firstByte: first ?? 0
            case .idle: idle ?? 0
            case .total: total ?? 0
            }
        return .nanoseconds(length)
    }
}

/// The part of a transfer that a time limit watches.
package enum TimeoutPhase: String, Sendable, Equatable, CaseIterable {
    case connect
    case firstByte = "first byte"
    case idle
    case total
}
