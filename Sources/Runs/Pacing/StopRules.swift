import Trials

/// The stop rule on blocks, per account: streaks and hourly counts of blocks are what gets an account closed.
struct StopRules {
    private let limits: StopIf
    private var streaks: [String: Int] = [:]
    private var blocks: [String: [Double]] = [:]
    private(set) var lastOutcome: [String: Outcome] = [:]

    init(_ limits: StopIf) { self.limits = limits }

    /// A block of an earlier session within the last hour.
    mutating func remember(account: String, blockedAt: Double) { blocks[account, default: []].append(blockedAt) }

    /// - Returns: why the run must stop, where it must.
    mutating func finished(_ outcome: Outcome, account: String, now: Double) -> String? {
        lastOutcome[account] = outcome
        guard outcome == .blocked else {
            // An error says nothing about what the account is seen doing.
            if outcome != .error { streaks[account] = 0 }
            return nil
        }
        let streak = streaks[account, default: 0] + 1
        streaks[account] = streak
        if let most = limits.blocksInARow, streak >= most { return "\(streak) blocks in a row" }
        guard let most = limits.blocksPerHour else { return nil }
        var recent = (blocks[account] ?? []).filter { $0 > now - 3600 }
        recent.append(now)
        blocks[account] = recent
        return recent.count >= most ? "\(recent.count) blocks within an hour" : nil
    }
}
