@testable import Statistics

/// Beta-binomial data by a Polya urn: repeats of one probe agree with correlation `icc`, without a gamma variate.
struct Urn {
    let rate: Double
    let icc: Double

    func draw(_ count: Int, from source: inout SplitMix64) -> [Bool] {
        let weight = icc > 0 ? (1 - icc) / icc : .infinity
        var hits = 0
        return (0..<count).map { drawn in
            let chance = weight.isFinite ? (rate * weight + Double(hits)) / (weight + Double(drawn)) : rate
            let hit = source.unit() < chance
            if hit { hits += 1 }
            return hit
        }
    }
}

/// Where the probes of a simulated study come from.
enum Population: Sendable, CustomStringConvertible {
    case urn(rate: Double, icc: Double)
    /// Some probes are always blocked, the rest at random: what a filter on words beside a moody one looks like.
    case mixture(always: Double, rest: Double)

    var rate: Double {
        switch self {
        case .urn(let rate, _): rate
        case .mixture(let always, let rest): always + (1 - always) * rest
        }
    }

    var description: String {
        switch self {
        case .urn(let rate, let icc): "beta-binomial,\(rate),\(icc)"
        case .mixture(let always, let rest): "mixture,\(always),\(rest)"
        }
    }

    func hits(_ repeats: Int, from source: inout SplitMix64) -> Int {
        switch self {
        case .urn(let rate, let icc): return Urn(rate: rate, icc: icc).draw(repeats, from: &source).count { $0 }
        case .mixture(let always, let rest):
            if source.unit() < always { return repeats }
            return (0..<repeats).count { _ in source.unit() < rest }
        }
    }
}
