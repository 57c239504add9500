import Access
import Statistics
import Trials

/// The watches over a running session: each sentinel that ends is handed on to those it concerns, and what they find is told
/// at once. What counts in the end is read from the store (`AccessRecord`).
struct AccessWatches: Sendable {
    private let order: RunOrder
    private var watches: [AccessWatch] = []
    /// Sentinels of each watch, as indices into the order's probes.
    private var sentinels: [Set<Int>] = []
    /// Styles of which a reply read back that their access was not applied.
    private var gone: Set<Int> = []
    private let watched: Set<Int>

    static func watches(_ study: Study) -> Bool { !AccessChecks(study).watched.isEmpty }

    /// - Parameter finished: trials of earlier sessions, in run order.
    init(_ study: Study, _ order: RunOrder, finished: [TrialRecord]) {
        self.order = order
        let checks = AccessChecks(study)
        var watched: Set<Int> = []
        for item in checks.watched {
            guard let index = order.styles.firstIndex(where: { $0.id == item.style }) else { continue }
            watched.insert(index)
            let own = order.trials.filter { $0.style == index && order.probes[$0.probe].role == .sentinel }
            let planned = own.map(\.repetition).max() ?? 0
            var aims = Array(repeating: [String?](), count: planned)
            for trial in own { aims[trial.repetition - 1].append(order.probes[trial.probe].aimsAt) }
            watches.append(
                AccessWatch(style: order.styles[index], reference: item.reference, sentinels: aims))
            sentinels.append(Set(own.map(\.probe)))
        }
        self.watched = watched
        guard !watches.isEmpty else { return }
        for record in finished {
            guard order.trials.indices.contains(record.position), let verdict = record.verdict else { continue }
            _ = self.finished(order.trials[record.position], verdict)
        }
    }

    /// - Returns: a line for a person where something was found.
    mutating func finished(_ trial: PlannedTrial, _ verdict: Verdict) -> [(style: String, text: String)] {
        guard !watches.isEmpty else { return [] }
        var out: [(String, String)] = []
        if verdict.degraded.contains(.tierNotApplied), watched.contains(trial.style), gone.insert(trial.style).inserted
        {
            out.append(
                (
                    order.styles[trial.style].id,
                    "a reply reads back that the access was not applied: its trials do not count"
                ))
        }
        guard order.probes[trial.probe].role == .sentinel else { return out }
        let style = order.styles[trial.style].id
        for index in watches.indices where sentinels[index].contains(trial.probe) {
            guard style == watches[index].style || style == watches[index].reference else { continue }
            for change in watches[index].finished(
                check: trial.repetition, underReference: style == watches[index].reference,
                aimsAt: order.probes[trial.probe].aimsAt, verdict)
            {
                out.append((watches[index].style, Self.words(change, watches[index].reference)))
            }
        }
        return out
    }

    private static func words(_ change: AccessWatch.Change, _ reference: String) -> String {
        switch change {
        case .lapsed(let lastGood, let found, let category):
            "access lapsed\(category.map { " for \($0)" } ?? ""): \(category == nil ? "" : "its ")sentinels are blocked as under \(reference) at check \(found); the last good check is "
                + (lastGood.map { "\($0)" } ?? "none") + ", and trials since then do not count"
        case .returned(let check, let category):
            "access\(category.map { " for \($0)" } ?? "") is back since check \(check)"
        }
    }
}
