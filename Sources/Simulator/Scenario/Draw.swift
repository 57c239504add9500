import Formats
import Foundation
import Trials

/// One draw from the scenario, a function of (seed, style, probe, repetition) alone: arrival order, retries and
/// restarts do not touch it.
struct Draw: Sendable {
    var play: Play
    /// The right `ANSWER:` line, where the probe has a check.
    var rightAnswer: Bool
    /// The model that serves in place of the requested one.
    var reroute: String?
    var reasoning: Bool
    var quirk: Quirk?
    /// Chooses among the wordings.
    var variant: UInt64
    /// For latencies; the last use of the sequence, so that nothing else depends on it.
    var random: SplitMix64

    init(scenario: Scenario, style: ScenarioStyle, rule: Rule, probe: String, repetition: Int) {
        let lock = "sim-\(scenario.seed)"
        let owner = scenario.sharedDraws ? "" : style.id
        var fixed = SplitMix64(lockHash: lock, purpose: "fixed/\(owner)", field: probe)
        var own = SplitMix64(lockHash: lock, purpose: "draw/\(style.id)/\(repetition)", field: probe)
        // Each repetition reuses the fixed draw with probability sqrt(rho); two of them do so with probability rho,
        // which is then their correlation.
        let reuse = own.unit() < style.correlation.squareRoot()
        let fresh = own.unit()
        play = Self.land(reuse ? fixed.unit() : fresh, on: rule.outcomes)
        rightAnswer = own.unit() < rule.delivered
        let rerouted = own.unit()
        reroute = style.reroute.flatMap { rerouted < $0.share ? $0.model : nil }
        reasoning = own.unit() < style.reasoning
        var quirkAt = own.unit()
        for candidate in Quirk.allCases {
            quirkAt -= style.quirks[candidate] ?? 0
            if quirkAt < 0 {
                quirk = candidate
                break
            }
        }
        variant = own.next()
        random = own
    }

    private static func land(_ unit: Double, on ladder: [OutcomeShare]) -> Play {
        var below = 0.0
        for rung in ladder {
            below += rung.share
            if unit < below { return rung.play }
        }
        return .answered
    }

    /// The fault that strikes one attempt at a draw.
    ///
    /// - Parameters:
    ///   - attempt: faults that this draw has met already.
    ///   - request: the style's own count of requests, from 1.
    static func fault(
        scenario: Scenario, style: ScenarioStyle, probe: String, repetition: Int, attempt: Int, request: Int
    ) -> FaultRule? {
        guard !style.faults.isEmpty else { return nil }
        var random = SplitMix64(
            lockHash: "sim-\(scenario.seed)", purpose: "fault/\(style.id)/\(repetition)/\(attempt)", field: probe)
        for fault in style.faults {
            let unit = random.unit()
            if let range = fault.requests {
                if range.contains(request) { return fault }
            } else if attempt < fault.inARow, unit < fault.share {
                return fault
            }
        }
        return nil
    }
}

extension Latency.Distribution {
    /// Seconds, never negative.
    func draw(_ random: inout SplitMix64) -> Double {
        switch self {
        case .fixed(let seconds): return seconds
        case .uniform(let low, let high): return low + (high - low) * random.unit()
        case .lognormal(let median, let sigma):
            // Box and Muller (1958); 1 - unit() lies in (0, 1].
            let radius = (-2 * log(1 - random.unit())).squareRoot()
            return median * exp(sigma * radius * cos(2 * .pi * random.unit()))
        }
    }

    var isZero: Bool { self == .fixed(0) }
}
