import Formats
import Statistics
import Trials

/// What a study sends to see whether promised access is in force: which sentinels, under whom, how often.
///
/// A check sends every sentinel once under the style and once under its reference. Checks stand before the first trial,
/// after every so many, and twice after the last, so that a lapse in the last stretch meets two as any other does.
///
///     let checks = AccessChecks(study)
///     checks.places(trials: 250)                       // [0, 100, 200, 250, 250]
///     checks.promise(checks.watched[0], trials: 250)   // nil, or why a lapse may go unseen
package struct AccessChecks: Sendable, Hashable {
    package struct Watched: Sendable, Hashable {
        package let style: String
        package let reference: String
        package let required: Bool
        /// As they stand in their suite; what is sent is `Probe.asSentinel`.
        package let sentinels: [Probe]
    }

    /// Styles whose access is checked, in study order.
    package let watched: [Watched]
    /// Trials between two checks.
    package let every: Int

    package static let defaultEvery = 100

    package init(_ study: Study) {
        watched = study.styles.compactMap { style in
            guard let inForce = style.inForce, inForce.status != .off,
                let reference = Self.reference(of: style.id, in: study)
            else { return nil }
            return Watched(
                style: style.id, reference: reference, required: inForce.status == .required,
                sentinels: study.sentinels[style.id] ?? [])
        }
        let watched = watched
        every =
            study.styles.filter { style in watched.contains { $0.style == style.id } }
            .map { $0.inForce?.every ?? Self.defaultEvery }.min() ?? Self.defaultEvery
    }

    /// Against whom a style is checked: who is the reference of its first promise that has one, else the first partner.
    package static func reference(of style: String, in study: Study) -> String? {
        let promises = study.styles.first { $0.id == style }.map(Promise.of) ?? []
        return promises.lazy.compactMap { study.reference(of: style, for: $0) }.first
            ?? study.partners(of: style).first?.id
    }

    /// Sentinels of a check, each with the styles that it is sent to, sorted by id.
    package var sends: [(probe: Probe, styles: [String])] {
        var byID: [String: (probe: Probe, styles: Set<String>)] = [:]
        for watched in watched {
            for probe in watched.sentinels {
                byID[probe.id, default: (probe, [])].styles.formUnion([watched.style, watched.reference])
            }
        }
        return byID.values.sorted { $0.probe.id < $1.probe.id }.map { ($0.probe, $0.styles.sorted()) }
    }

    /// How many trials stand before each check; empty where nothing is checked.
    package func places(trials: Int) -> [Int] {
        guard !sends.isEmpty, trials > 0 else { return [] }
        return Array(stride(from: 0, to: trials, by: every)) + [trials, trials]
    }

    package func lapseWatch(trials: Int) -> LapseWatch {
        LapseWatch(plannedChecks: max(1, places(trials: trials).count))
    }

    /// What the design cannot promise, in a sentence; nil where it can: a lapse is found within two checks in 95 of 100
    /// runs, and a run without one shows one in 1 of 100 at most.
    package func promise(_ watched: Watched, trials: Int) -> String? {
        let watch = lapseWatch(trials: trials)
        let count = watched.sentinels.count
        guard let needed = watch.sentinelsNeeded(), count < needed else { return nil }
        let chance = Int((100 * watch.chance(sentinels: count)).rounded(.down))
        return
            "\(watched.style): with \(counted(count, "sentinel")) x \(counted(watch.plannedChecks, "check")) a lapse of its access is "
            + "found within two checks in \(chance) of 100 runs only; it needs at least \(counted(needed, "sentinel")) x "
            + "\(counted(watch.plannedChecks, "check")) to be found in 95 (where the reference blocks 7 of 10 sentinels)"
    }
}
