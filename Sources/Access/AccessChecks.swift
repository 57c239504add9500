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
        /// Categories whose sentinels are watched by themselves, too.
        package let categories: [String]
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
            let sentinels = study.sentinels[style.id] ?? []
            return Watched(
                style: style.id, reference: reference, required: inForce.status == .required, sentinels: sentinels,
                categories: AccessWatch.categories(style, sentinels.map(\.aimsAt)))
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

    /// What is asked of the sentinels of one watch: all together, or one of several categories that were promised off.
    package struct Question: Sendable {
        /// nil: all.
        package let category: String?
        package let sentinels: Int
        /// Sentinels from which on a lapse is found within two checks in 95 of 100 runs; nil: no number is enough.
        package let needed: Int?
        /// Of being found so.
        package let chance: Double

        package var isEnough: Bool { needed.map { sentinels >= $0 } ?? false }

        /// In how many of 100 runs.
        package var ofHundred: Int { isEnough ? max(95, hundred) : hundred }

        private var hundred: Int { Int((100 * chance).rounded(.down)) }
    }

    /// All sentinels first; where several categories were promised off, those of each as well.
    package func questions(_ watched: Watched, trials: Int) -> [Question] {
        let categories = watched.categories
        let watch = LapseWatch(
            plannedChecks: max(1, places(trials: trials).count),
            falseLapse: LapseWatch.falseLapses / Double(1 + categories.count))
        return ([nil] + categories).map { category in
            let count = watched.sentinels.count { category == nil || $0.aimsAt == category }
            return Question(
                category: category, sentinels: count, needed: watch.sentinelsNeeded(),
                chance: watch.chance(sentinels: count))
        }
    }

    /// What the design cannot promise, in a sentence; nil where it can: a lapse is found within two checks in 95 of 100
    /// runs, and a run without one shows one in 1 of 100 at most.
    package func promise(_ watched: Watched, trials: Int) -> String? {
        let checks = counted(max(1, places(trials: trials).count), "check")
        let asked = questions(watched, trials: trials)
        if let all = asked.first, let needed = all.needed, !all.isEnough {
            return
                "\(watched.style): with \(counted(all.sentinels, "sentinel")) x \(checks) a lapse of its access is "
                + "found within two checks in \(all.ofHundred) of 100 runs only; it needs at least \(counted(needed, "sentinel")) x "
                + "\(checks) to be found in 95 (where the reference blocks 7 of 10 sentinels)"
        }
        guard let worst = asked.dropFirst().min(by: { $0.chance < $1.chance }), let category = worst.category,
            !worst.isEnough,
            let needed = worst.needed
        else { return nil }
        return
            "\(watched.style): a lapse of \(category) alone (\(counted(worst.sentinels, "sentinel")) x \(checks)) is found within "
            + "two checks in \(worst.ofHundred) of 100 runs only, later it is likelier; \(counted(needed, "sentinel")) for each category "
            + "would find it in 95: in_force: {sentinels: ./sentinels.yaml}"
    }
}
