/// When a transfer must have gone on, told from what has happened so far. All times are monotonic nanoseconds.
struct TransferDeadlines {
    let limits: TransferTimeouts
    let submitted: Int64
    var admitted: Int64?
    var sent: Int64?
    var firstByte: Int64?
    var lastByte: Int64 = 0

    private let connect, first, idle, total: Int64?

    init(limits: TransferTimeouts, submitted: Int64) {
        self.limits = limits
        self.submitted = submitted
        connect = limits.connect?.wholeNanoseconds
        first = limits.firstByte?.wholeNanoseconds
        idle = limits.idle?.wholeNanoseconds
        total = limits.total?.wholeNanoseconds
    }

    /// The earliest limit in force, or `nil` when none is.
    var next: (at: Int64, phase: TimeoutPhase)? {
        let phase: (start: Int64, length: Int64?, phase: TimeoutPhase)?
        if firstByte != nil {
            phase = (lastByte, idle, .idle)
        } else if let sent {
            phase = (sent, first, .firstByte)
        } else {
            phase = admitted.map { ($0, connect, .connect) }
        }
        let whole = total.map { submitted &+ $0 }
        guard let phase, let length = phase.length else { return whole.map { ($0, .total) } }
        let at = phase.start &+ length
        if let whole, whole <= at { return (whole, .total) }
        return (at, phase.phase)
    }

    func limit(of phase: TimeoutPhase) -> Duration {
        switch phase {
        // Where no limit is set, libcurl's own of five minutes holds for a connection.
        case .connect: limits.connect ?? .seconds(300)
        case .firstByte: limits.firstByte ?? .zero
        case .idle: limits.idle ?? .zero
        case .total: limits.total ?? .zero
        }
    }
}
