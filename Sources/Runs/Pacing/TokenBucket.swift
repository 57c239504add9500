/// A rate limit kept on our side: `rate` units a second, with room for one second's worth, and at least one unit.
struct TokenBucket {
    private let rate: Double
    private let capacity: Double
    private var level: Double
    private var at: Double

    init(perMinute: Double, now: Double) {
        rate = perMinute / 60
        capacity = max(1, rate)
        level = capacity
        at = now
    }

    /// When `cost` units may be taken. A cost beyond the capacity waits for a full bucket and leaves a debt.
    func ready(for cost: Double, now: Double) -> Double {
        let have = min(capacity, level + (now - at) * rate)
        let need = min(cost, capacity)
        return have >= need - 1e-9 ? now : now + (need - have) / rate
    }

    mutating func take(_ cost: Double, now: Double) {
        level = min(capacity, level + max(0, now - at) * rate) - cost
        at = max(at, now)
    }
}
