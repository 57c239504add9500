/// How long each phase of one transfer may take; `nil` means no limit of ours.
package struct TransferTimeouts: Sendable, Equatable {
    /// Name lookup, TCP and TLS together; it starts when the transfer may open a connection, not while it queues.
    package var connect: Duration?
    /// From the start of sending to the first line of the final reply head (1xx heads do not count).
    package var firstByte: Duration?
    /// The longest silence after that head. It stands still while the reader holds the transfer back.
    package var idle: Duration?
    /// From `send` to the last byte, queueing included.
    package var total: Duration?

    package init(
        connect: Duration? = .seconds(10), firstByte: Duration? = .seconds(120), idle: Duration? = .seconds(120),
        total: Duration? = .seconds(900)
    ) {
        self.connect = connect
        self.firstByte = firstByte
        self.idle = idle
        self.total = total
    }

    package static let none = TransferTimeouts(connect: nil, firstByte: nil, idle: nil, total: nil)
}

/// The part of a transfer that a time limit watches.
package enum TimeoutPhase: String, Sendable, Equatable, CaseIterable {
    case connect
    case firstByte = "first byte"
    case idle
    case total
}

extension Duration {
    /// Whole nanoseconds, held at the ends of the range: a limit of centuries is no limit, not a crash.
    var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow else { return seconds < 0 ? .min / 2 : .max / 2 }
        return min(.max / 2, max(.min / 2, scaled)) + attoseconds / 1_000_000_000
    }
}
