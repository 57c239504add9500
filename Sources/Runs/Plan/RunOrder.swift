import Access
import Formats
import Foundation
import Trials

/// One trial of the plan, with its place in the run order.
package struct PlannedTrial: Sendable, Hashable {
    /// From 0.
    package var position: Int
    /// Index into `RunOrder.styles`.
    package var style: Int
    /// Index into `RunOrder.probes`.
    package var probe: Int
    /// From 1.
    package var repetition: Int
}

/// Every trial of a study in the order in which it is sent: a pure function of the study.
///
/// Each repetition is a round of its own over all probes, so that repeats of a probe lie as far apart as the run
/// allows; within a round the probes come in random order, and the styles of one probe close together, in random order
/// too. Checks of access stand between them, every so many trials. The order is seeded with the lock hash and the study's
/// seed.
package struct RunOrder: Sendable {
    package let styles: [AccessStyle]
    package let probes: [Probe]
    package let trials: [PlannedTrial]
    /// What trials hold, made once: a trial is handed through every layer.
    private let sent: [Shared<AccessStyle>]
    private let sentToControls: [Shared<AccessStyle>]
    private let asked: [Shared<Probe>]

    /// Seconds between two repeats of a probe under one style that leaves this machine.
    package static let repeatGap: Double = 600
    /// Reply cap of positive controls, in tokens.
    package static let controlTokens = 64

    init(styles: [AccessStyle], probes: [Probe], trials: [PlannedTrial]) {
        self.styles = styles
        self.probes = probes
        self.trials = trials
        sent = styles.map(Shared.init)
        sentToControls = styles.map { style in
            var capped = style
            capped.sampling.maxOutputTokens = min(Self.controlTokens, style.sampling.maxOutputTokens)
            return Shared(capped)
        }
        asked = probes.map(Shared.init)
    }

    package init(_ study: Study) {
        let styles = study.styles
        let checks = AccessChecks(study)
        let sends = checks.sends
        let probes = (study.probes + sends.map(\.probe.asSentinel)).sorted {
            $0.id.utf8.lexicographicallyPrecedes($1.id.utf8)
        }
        var trials: [PlannedTrial] = []
        let controls = Set(study.controls)
        for repetition in stride(from: 1, through: study.repeats, by: 1) {
            var random = SplitMix64(
                lockHash: study.lockHash, purpose: "order", field: "seed \(study.seed), repetition \(repetition)")
            var round = probes.indices.filter { probes[$0].role != .sentinel }
            random.shuffle(&round)
            for probe in round {
                var chosen = styles.indices.filter { Self.sends(probes[probe], to: styles[$0], controls: controls) }
                random.shuffle(&chosen)
                for style in chosen {
                    trials.append(
                        PlannedTrial(position: trials.count, style: style, probe: probe, repetition: repetition))
                }
            }
        }
        let mains = trials.count
        self.init(
            styles: styles, probes: probes,
            trials: Self.woven(trials, checks.places(trials: mains)) { check in
                var random = SplitMix64(
                    lockHash: study.lockHash, purpose: "order", field: "seed \(study.seed), check \(check)")
                var round = sends
                random.shuffle(&round)
                return round.flatMap { send -> [(style: Int, probe: Int)] in
                    guard let probe = probes.firstIndex(where: { $0.id == send.probe.asSentinel.id }) else { return [] }
                    var chosen = styles.indices.filter {
                        send.styles.contains(styles[$0].id) && Self.sends(probes[probe], to: styles[$0], controls: [])
                    }
                    random.shuffle(&chosen)
                    return chosen.map { ($0, probe) }
                }
            })
    }

    /// The trials with the checks among them; the number of a check, from 1, is the repetition of its sentinels.
    ///
    /// - Parameter places: how many trials stand before each check, ascending.
    private static func woven(
        _ trials: [PlannedTrial], _ places: [Int], _ check: (Int) -> [(style: Int, probe: Int)]
    ) -> [PlannedTrial] {
        guard !places.isEmpty else { return trials }
        var out: [PlannedTrial] = []
        var next = 0
        for before in 0...trials.count {
            while next < places.count, places[next] == before {
                next += 1
                for (style, probe) in check(next) {
                    out.append(
                        PlannedTrial(position: out.count, style: style, probe: probe, repetition: next))
                }
            }
            guard before < trials.count else { break }
            var trial = trials[before]
            trial.position = out.count
            out.append(trial)
        }
        return out
    }

    /// Positive controls go only where the study names them, and are in no recording; `history: drop` takes only what can be understood without it.
    private static func sends(_ probe: Probe, to style: AccessStyle, controls: Set<String>) -> Bool {
        if probe.role == .control && (!controls.contains(style.id) || style.replayed) { return false }
        switch style.history {
        case .keep: return true
        case .drop: return probe.standalone || probe.turns.count == 1
        }
    }

    /// What is sent for a planned trial; the reply of a positive control is capped.
    package func trial(_ planned: PlannedTrial) -> Trial {
        let probe = asked[planned.probe]
        let style = probe.value.role == .control ? sentToControls[planned.style] : sent[planned.style]
        return Trial(style: style, probe: probe, repetition: planned.repetition)
    }

    package func key(_ planned: PlannedTrial) -> TrialKey {
        TrialKey(style: styles[planned.style].id, probe: probes[planned.probe].id, repetition: planned.repetition)
    }
}

extension AccessStyle {
    /// Which account a request is made with, by where its credential comes from; never the credential itself.
    package var account: String { "\(key?.label ?? "no key") at \(simulated ? baseURL : host ?? baseURL)" }
}
