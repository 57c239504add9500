import Formats
import Trials

/// What was asked and played so far: the only state of the server.
final class PlayLog: Sendable {
    struct Key: Hashable {
        var style: String
        var probe: String
    }

    private struct Line {
        /// Repetitions that were served, or are being served.
        var taken: Set<Int> = []
        /// No repetition below it is free.
        var lowest = 1
        /// Faults that a repetition has met.
        var faults: [Int: Int] = [:]

        mutating func take(_ wanted: Int?) -> (repetition: Int, faults: Int) {
            while taken.contains(lowest) { lowest += 1 }
            let repetition = wanted ?? lowest
            taken.insert(repetition)
            return (repetition, faults[repetition] ?? 0)
        }

        mutating func giveBack(_ repetition: Int, fault: Bool) {
            taken.remove(repetition)
            lowest = min(lowest, repetition)
            if fault { faults[repetition, default: 0] += 1 }
        }
    }

    private struct Played {
        var lines: [Key: Line] = [:]
        var truths: [TrialKey: SimulatedTruth] = [:]
        var requests: [String: Int] = [:]
        var requestBuckets: [String: Bucket] = [:]
        var tokenBuckets: [String: Bucket] = [:]
    }

    private let played: Guarded<Played>

    /// - Parameter finished: trials of an earlier server, whose draws are not played again.
    init(finished: [TrialKey]) {
        var played = Played()
        for key in finished {
            played.lines[Key(style: key.style, probe: Probe.suiteID(key.probe)), default: Line()].taken
                .insert(key.repetition)
            played.requests[key.style, default: 0] += 1
        }
        self.played = Guarded(played)
    }

    /// Sorted by style, probe and repetition.
    var truth: [SimulatedTruth] {
        played.withLock { Array($0.truths.values) }.sorted {
            ($0.style, $0.probe, $0.repetition) < ($1.style, $1.probe, $1.repetition)
        }
    }

    /// Requests that passed the limits, by style.
    func requests(_ style: String) -> Int { played.withLock { $0.requests[style] ?? 0 } }

    func countRequest(_ style: String) -> Int {
        played.withLock { played in
            played.requests[style, default: 0] += 1
            return played.requests[style] ?? 0
        }
    }

    /// The next repetition that nobody has, or the one that was asked for, and how many faults it met.
    func take(_ key: Key, wanted: Int?) -> (repetition: Int, faults: Int) {
        played.withLock { played in
            // In place: a copied set would be copied whole at the insertion.
            played.lines[key, default: Line()].take(wanted)
        }
    }

    /// The draw stays to be played: the next request for this probe gets it.
    func giveBack(_ key: Key, repetition: Int, fault: Bool) {
        played.withLock { played in
            played.lines[key]?.giveBack(repetition, fault: fault)
            played.truths[TrialKey(style: key.style, probe: key.probe, repetition: repetition)] = nil
        }
    }

    func record(_ truth: SimulatedTruth) { played.withLock { $0.truths[truth.key] = truth } }

    /// Takes one request and its tokens from the buckets of a style.
    func admit(_ style: ScenarioStyle, tokens: Int, now: Double) -> Admission {
        played.withLock { played in
            var admission = Admission(now: now, form: style.limits.retryAfter)
            var requestBucket = style.limits.requestsPerMinute.map {
                played.requestBuckets[style.id] ?? Bucket(perMinute: $0, now: now)
            }
            var tokenBucket = style.limits.inputTokensPerMinute.map {
                played.tokenBuckets[style.id] ?? Bucket(perMinute: $0, now: now)
            }
            let requestWait = requestBucket?.wait(for: 1, now: now) ?? 0
            let tokenWait = tokenBucket?.wait(for: Double(tokens), now: now) ?? 0
            if max(requestWait, tokenWait) > 0 {
                admission.wait = max(requestWait, tokenWait)
                admission.refusedBy = requestWait >= tokenWait ? .requests : .inputTokens
            } else {
                requestBucket?.level -= 1
                tokenBucket?.level -= Double(tokens)
            }
            admission.requests = requestBucket
            admission.tokens = tokenBucket
            played.requestBuckets[style.id] = requestBucket
            played.tokenBuckets[style.id] = tokenBucket
            return admission
        }
    }
}

/// A token bucket that holds a minute's worth and refills evenly.
struct Bucket: Sendable, Equatable {
    var capacity: Double
    var level: Double
    private var filledAt: Double

    init(perMinute: Int, now: Double) {
        capacity = Double(perMinute)
        level = capacity
        filledAt = now
    }

    /// Seconds until `cost` fits; a cost beyond the whole bucket fits a full one.
    mutating func wait(for cost: Double, now: Double) -> Double {
        level = min(capacity, level + max(0, now - filledAt) * capacity / 60)
        filledAt = now
        let missing = min(cost, capacity) - level
        return missing > 1e-9 ? missing * 60 / capacity : 0
    }

    /// Seconds until it is full again.
    var untilFull: Double { (capacity - level) * 60 / capacity }
}
