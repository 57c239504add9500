import Formats
import Trials

/// The stop rule on blocks, per account: streaks and hourly counts of blocks are what gets an account closed.
struct StopRules {
    private let limits: StopIf
    private var streaks: [String: Int] = [:]
    private var blocks: [String: [Double]] = [:]
    private var inFlight: [String: Int] = [:]
    private(set) var lastOutcome: [String: Outcome] = [:]

    init(_ limits: StopIf) { self.limits = limits }

    /// A block of an earlier session within the last hour.
    mutating func remember(account: String, blockedAt: Double) { blocks[account, default: []].append(blockedAt) }

    /// The streak that earlier sessions left: outcomes since the last stop, newest first.
    mutating func remember(_ outcomes: [(account: String, outcome: Outcome)]) {
        var over: Set<String> = []
        for (account, outcome) in outcomes where !over.contains(account) {
            switch outcome {
            case .blocked: streaks[account, default: 0] += 1
            case .error: break
            case .answered, .partial, .refused, .unable, .empty, .truncated: over.insert(account)
            }
        }
    }

    /// What other runs, or earlier sessions under another name of the account, noted of it: oldest first, on the run's clock.
    ///
    /// - Parameter first: of all that was noted before this session; a part of it may be known already, from the store.
    mutating func remember(account: String, noted: [(at: Double, blocked: Bool)], first: Bool) {
        var streak = first ? 0 : streaks[account] ?? 0
        for entry in noted { streak = entry.blocked ? streak + 1 : 0 }
        let times = noted.filter(\.blocked).map(\.at)
        if first {
            streaks[account] = max(streak, streaks[account] ?? 0)
            if times.count > (blocks[account] ?? []).count { blocks[account] = times }
        } else {
            streaks[account] = streak
            blocks[account, default: []] += times
        }
    }

    /// Seconds since 1970 at which a person was told of the last stop of this run; nil: never.
    var toldAt: Double?

    /// Blocks in a row so far.
    func streak(account: String) -> Int { streaks[account] ?? 0 }

    var limitsAnything: Bool { limits.blocksInARow != nil || limits.blocksPerHour != nil }

    mutating func began(account: String) { inFlight[account, default: 0] += 1 }
    mutating func ended(account: String) { inFlight[account, default: 0] -= 1 }

    /// Whether one more request may be on its way: were all of them blocked, the limit would be met and not passed.
    func hasRoom(account: String, now: Double) -> Bool {
        let away = inFlight[account] ?? 0
        if away == 0 { return true }
        if let most = limits.blocksInARow, (streaks[account] ?? 0) + away >= most { return false }
        if let most = limits.blocksPerHour, recent(account, now).count + away >= most { return false }
        return true
    }

    /// Why nothing may be sent at all, from what earlier sessions left.
    func reached(account: String, now: Double) -> String? {
        if let most = limits.blocksInARow, let streak = streaks[account], streak >= most {
            return streak == 1 ? "a block" : "\(counted(streak, "block")) in a row"
        }
        guard let most = limits.blocksPerHour else { return nil }
        let count = recent(account, now).count
        return count >= most ? "\(counted(count, "block")) within an hour" : nil
    }

    /// - Returns: why the run must stop, where it must.
    mutating func finished(_ outcome: Outcome, account: String, now: Double) -> String? {
        lastOutcome[account] = outcome
        guard outcome == .blocked else {
            // An error says nothing about what the account is seen doing.
            if outcome != .error { streaks[account] = 0 }
            return nil
        }
        streaks[account, default: 0] += 1
        if limits.blocksPerHour != nil { blocks[account] = recent(account, now) + [now] }
        return reached(account: account, now: now)
    }

    private func recent(_ account: String, _ now: Double) -> [Double] {
        (blocks[account] ?? []).filter { $0 > now - 3600 }
    }
}

/// What the credential of each style is called: two ways to one key are one account.
package struct AccountNames: Sendable, Hashable {
    private let names: [String: String]

    /// - Parameter names: by style id; a style that is not named is called by where its key comes from.
    package init(_ names: [String: String] = [:]) { self.names = names }

    package func name(of style: AccessStyle) -> String { names[style.id] ?? style.account }
}
