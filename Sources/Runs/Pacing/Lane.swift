import Formats
import Trials

/// One access style within a run: what it has left to send, and how fast it may.
struct Lane {
    let style: AccessStyle
    let account: String
    let price: Price?
    /// Seconds between two repeats of a probe; 0 where replies come from this machine.
    let gap: Double
    private let widest: Int

    // What is left. Positions are places in the run order; `queue` is sorted.
    private var queue: [Int] = []
    private var cursor = 0
    private var ready = Heap<Int>(<)
    private var delayed = Heap<(at: Double, position: Int)> { $0.at < $1.at }
    /// What was told "later" and lets others go first: waiting, by turn and place; not due yet; and all of it.
    private var aside = Heap<(turn: Turn, position: Int)> {
        $0.turn == $1.turn ? $0.position < $1.position : $0.turn < $1.turn
    }
    private var asideDelayed = Heap<(at: Double, position: Int)> { $0.at < $1.at }
    private var setAside: [Int: Turn] = [:]
    private var asideInFlight = 0
    /// Trials that met a rate limit in this session and are not finished; the last two of them that were new to it.
    private var throttled: Set<Int> = []
    private var fresh: [(position: Int, at: Double)] = []
    /// Repeats that wait for an earlier repeat of their probe to end.
    private var parked: [Int: [Int]] = [:]
    private var active: Set<Int> = []
    private var lastEnd: [Int: Double] = [:]
    /// Trials of this session that are not finished, and those of them that failed without a word of the model.
    private var open: Int
    private var failed: Set<Int> = []

    // Pace.
    private(set) var inFlight = 0
    private(set) var window: Int
    private var requests: TokenBucket?
    private var tokens: TokenBucket?
    private(set) var pausedUntil = -Double.infinity
    private(set) var pauseReason = ""
    private(set) var strikes = 0
    private var lastStrike = -Double.infinity
    private(set) var throttles = 0
    private var lastThrottle = -Double.infinity
    private var sinceNarrowed = 0
    private var durations: [Double] = []
    private var nextDuration = 0
    /// When the last of those began that were served in this session.
    private var lastServedBegan: Double?

    /// Why nothing more is sent in this session.
    private(set) var closed: RunEnd?
    /// A result came, in this session or an earlier one.
    var served = false
    /// Results of this session.
    private(set) var servedReplies = 0
    /// The same, with the rate limits that their trials met before.
    private(set) var passing = Throttles.Passing()
    /// A prompt was shown in this session to meet rate limits that others do not.
    var throttlesByPrompt = false
    /// Trials that met an unexplained error before anything was served.
    var suspects: [Suspect] = []

    /// When a trial that was set aside is asked again.
    enum Turn: Int, Comparable {
        /// Once another one was served after it was told "later".
        case afterAnother
        /// The same, among the last of the style: others saw that it is passed over.
        case amongTheLast
        /// When nothing else of the style is left or on its way.
        case last

        static func < (left: Turn, right: Turn) -> Bool { left.rawValue < right.rawValue }
    }

    struct Suspect {
        var position: Int
        var verdict: Verdict
        /// With a 4xx.
        var turnedDown: Bool
    }

    var largestCost: Double?
    var pricedReplies = 0
    /// Replies without a cost, while none is known.
    var unpricedReplies = 0
    /// Money is limited and nobody knows yet what a reply costs: one at a time asks.
    var asksForCost = false

    /// - Parameter account: what the style's credential is called, where several styles may share one.
    init(style: AccessStyle, account: String? = nil, queue: [Int], window: Int, gap: Double, now: Double) {
        self.style = style
        self.account = account ?? style.account
        open = queue.count
        price = style.price
        self.queue = queue
        self.gap = gap
        self.window = max(1, window)
        widest = max(1, window)
        // What is recorded is there already: it needs no pace.
        let limits = style.replayed ? RateLimits() : style.limits
        requests = limits.requestsPerMinute.map { TokenBucket(perMinute: $0, now: now) }
        tokens = limits.inputTokensPerMinute.map { TokenBucket(perMinute: $0, now: now) }
    }

    // MARK: What is left

    /// Nothing waits to be sent; some may be in flight.
    var isEmpty: Bool { !hasWork && parked.isEmpty }

    /// Whether this lane could begin anything without an event from outside, once its time has come.
    var hasWork: Bool { others > 0 || !aside.isEmpty || !asideDelayed.isEmpty }

    /// What waits and was not set aside, but for repeats that wait for another repeat.
    private var others: Int { queue.count - cursor + ready.count + delayed.count }

    var nextDelayed: Double? { [delayed.first?.at, asideDelayed.first?.at].compactMap { $0 }.min() }

    /// The first position in run order that may be sent now; it stays in the lane until `take`. What was set aside goes
    /// first when its turn has come, and last otherwise.
    ///
    /// - Parameters:
    ///   - isRetry: the trial was begun in this session, so that its probe is its own.
    ///   - witnesses: trials of the style that may be left for the turn "among the last".
    ///   - toldLater: when the trial last met a rate limit in this session.
    mutating func candidate(
        now: Double, isRetry: (Int) -> Bool, probe: (Int) -> Int, witnesses: Int = 0, toldLater: (Int) -> Double
    ) -> Int? {
        while let first = delayed.first, first.at <= now {
            _ = delayed.pop()
            ready.push(first.position)
        }
        while let first = asideDelayed.first, first.at <= now {
            _ = asideDelayed.pop()
            aside.push((setAside[first.position] ?? .afterAnother, first.position))
        }
        while true {
            let fresh = cursor < queue.count ? queue[cursor] : nil
            let turn = aside.first.flatMap { hasTurn($0, witnesses, toldLater($0.position)) ? $0.position : nil }
            guard let position = turn ?? [ready.first, fresh].compactMap({ $0 }).min() else { return nil }
            if gap == 0 || isRetry(position) { return position }
            let place = probe(position)
            if active.contains(place) {
                remove(position)
                parked[place, default: []].append(position)
            } else if let end = lastEnd[place], end + gap > now {
                remove(position)
                again(position, at: end + gap)
            } else {
                return position
            }
        }
    }

    private func hasTurn(_ first: (turn: Turn, position: Int), _ witnesses: Int, _ toldLater: Double) -> Bool {
        if others == 0, inFlight == asideInFlight { return true }
        guard servedSince(toldLater) else { return false }
        switch first.turn {
        case .afterAnother: return true
        case .amongTheLast: return others <= witnesses
        case .last: return false
        }
    }

    private mutating func remove(_ position: Int) {
        if aside.first?.position == position {
            _ = aside.pop()
        } else if ready.first == position {
            _ = ready.pop()
        } else {
            cursor += 1
        }
    }

    /// When the candidate may be sent, as far as pauses and rate limits go.
    func readyAt(tokens cost: Double, now: Double) -> Double {
        var at = max(now, pausedUntil)
        if let requests { at = max(at, requests.ready(for: 1, now: now)) }
        if let tokens { at = max(at, tokens.ready(for: cost, now: now)) }
        return at
    }

    /// No further request fits beside those in flight. While the style fails as a whole, one at a time asks whether it is
    /// back; while nobody knows what a reply costs, one at a time asks; and the last few bear witness one after the other,
    /// where others met rate limits.
    var full: Bool {
        let one = strikes >= 2 || asksForCost || !throttled.isEmpty && others <= Self.witnesses
        return inFlight >= (one ? 1 : window)
    }

    /// Served one after the other, so many show that what is throttled is passed over.
    private static let witnesses = 8

    mutating func take(_ position: Int, probe: Int, tokens cost: Double, now: Double) {
        remove(position)
        if gap > 0 { active.insert(probe) }
        inFlight += 1
        if setAside[position] != nil { asideInFlight += 1 }
        requests?.take(1, now: now)
        tokens?.take(cost, now: now)
    }

    mutating func ended(_ position: Int) {
        inFlight -= 1
        if setAside[position] != nil { asideInFlight -= 1 }
    }

    mutating func again(_ position: Int, at: Double) {
        if setAside[position] == nil { delayed.push((at, position)) } else { asideDelayed.push((at, position)) }
    }

    mutating func putBack(_ position: Int, probe: Int) {
        active.remove(probe)
        if let turn = setAside[position] { aside.push((turn, position)) } else { ready.push(position) }
    }

    /// - Parameter fresh: what it met tells of the style as much as of itself.
    mutating func wasThrottled(_ position: Int, fresh isFresh: Bool, at now: Double) {
        throttled.insert(position)
        guard isFresh else { return }
        fresh.removeAll { $0.position == position }
        fresh.append((position, now))
        if fresh.count > 2 { fresh.removeFirst() }
    }

    func throttledFreshly(since time: Double, otherThan position: Int) -> Bool {
        fresh.contains { $0.position != position && $0.at > time }
    }

    /// Lets others go first. The trial is not waiting in this lane.
    mutating func setAside(_ position: Int, _ turn: Turn) { setAside[position] = turn }

    /// The same before anything is sent, for trials of earlier sessions.
    mutating func setAside(_ turns: [Int: Turn], at now: Double) {
        guard !turns.isEmpty else { return }
        queue.removeAll { turns[$0] != nil }
        setAside = turns
        for position in turns.keys.sorted() { again(position, at: now) }
    }

    /// Whether the style served a trial that was begun at this time or later.
    func servedSince(_ time: Double) -> Bool { lastServedBegan.map { $0 >= time } ?? false }

    /// All that is left of the style was set aside; else nil.
    var onlySetAside: Dictionary<Int, Turn>.Keys? { open == setAside.count ? setAside.keys : nil }

    /// The trial is over: the next repeat of its probe may be sent after the gap.
    mutating func finished(_ position: Int, probe: Int, at now: Double) {
        open -= 1
        failed.remove(position)
        setAside[position] = nil
        throttled.remove(position)
        guard gap > 0 else { return }
        active.remove(probe)
        lastEnd[probe] = now
        guard var waiting = parked.removeValue(forKey: probe), !waiting.isEmpty else { return }
        again(waiting.removeFirst(), at: now + gap)
        if !waiting.isEmpty { parked[probe] = waiting }
    }

    /// The end of the last repeat of a probe in an earlier session.
    mutating func remember(probe: Int, endedAt: Double) { lastEnd[probe] = max(lastEnd[probe] ?? endedAt, endedAt) }

    mutating func failing(_ position: Int) { failed.insert(position) }

    /// The trials that are left, where there are few and every one of them has failed; else nil.
    func onlyFailing(most: Int) -> Set<Int>? { open == failed.count && open <= most ? failed : nil }

    mutating func close(_ end: RunEnd) { if closed == nil { closed = end } }

    // MARK: Pace

    /// A reply came, be it an error: the style is there.
    mutating func replied() {
        strikes = 0
        throttles = 0
    }

    /// A result came.
    ///
    /// - Parameter throttles: rate limits that its trial met in this session.
    mutating func wasServed(seconds: Double, began: Double, throttles: Int) {
        served = true
        servedReplies += 1
        passing.served += 1
        passing.throttles += throttles
        lastServedBegan = max(lastServedBegan ?? began, began)
        sinceNarrowed += 1
        if window < widest, sinceNarrowed >= 2 * window {
            window += 1
            sinceNarrowed = 0
        }
        if durations.count < 101 { durations.append(seconds) } else { durations[nextDuration % 101] = seconds }
        nextDuration += 1
    }

    /// Median of the last 101 served attempts, seconds.
    func median(from least: Int) -> Double? {
        guard durations.count >= max(1, least) else { return nil }
        return durations.median
    }

    /// A failure without a word of the model. Attempts that were on their way at the same time count once.
    mutating func strike(began: Double, now: Double) {
        guard began >= lastStrike else { return }
        strikes += 1
        lastStrike = now
    }

    /// A rate limit. The second in a row, without a reply between, halves what may be in flight.
    mutating func throttle(began: Double, now: Double) {
        guard began >= lastThrottle else { return }
        throttles += 1
        lastThrottle = now
        if throttles >= 2 { narrow() }
    }

    mutating func narrow() {
        window = max(1, min(window, max(1, inFlight + 1)) / 2)
        sinceNarrowed = 0
    }

    mutating func pause(until: Double, reason: String) {
        guard until > pausedUntil else { return }
        pausedUntil = until
        pauseReason = reason
    }
}
