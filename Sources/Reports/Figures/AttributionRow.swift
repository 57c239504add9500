import Statistics
import Trials

/// The rate at which one normalised category obstructs, per style and frame, over all fields.
package struct CategoryRate: Sendable {
    package let style: String
    package let frame: Frame
    package let category: String
    package let estimate: RateEstimate
    package let probes: Int

    static func all(_ rows: Rows) -> [CategoryRate] {
        var out: [CategoryRate] = []
        for style in rows.styles {
            for frame in rows.frames {
                let trials = rows.mains(style.id, Rows.all, frame)
                let definition = rows.thresholds.definition
                let rates = attributedRates(
                    trials.labelled(definition) { $0.categoryLabel ?? Category.unreported.rawValue },
                    method: rows.method, alpha: rows.thresholds.alpha)
                let probes = trials.distinctProbes(measuredUnder: definition)
                for (category, estimate) in rates.sorted(by: { $0.key < $1.key }) {
                    out.append(
                        CategoryRate(
                            style: style.id, frame: frame, category: category, estimate: estimate, probes: probes))
                }
            }
        }
        return out
    }
}

/// The whole label of an obstructed trial.
package struct AttributionLabel: Hashable, Sendable, Comparable {
    package let layer: Layer?
    /// nil unless the API blocked.
    package let stage: Stage?
    package let category: String
    package let served: String

    init(_ verdict: Verdict) {
        layer = verdict.layer
        stage = verdict.stage ?? (verdict.outcome == .blocked ? .unknown : nil)
        category = verdict.categoryLabel ?? Category.unreported.rawValue
        served = verdict.served.rawValue
    }

    package static func < (a: Self, b: Self) -> Bool {
        a.order < b.order
    }

    private var order: (String, String, String, String) {
        (layer?.rawValue ?? "", stage?.rawValue ?? "", category, served)
    }

    /// As a page shows it.
    var cells: [String] {
        [layer?.rawValue ?? Prose.none, stage?.rawValue ?? Prose.none, category, served]
    }
}

/// One line of the attribution: shares of one style, frame and field add up to its rate under the study's definition, and
/// shares of what was obstructed to 1. What no provider names is a line of its own (`unreported`, or no layer).
package struct AttributionRow: Sendable {
    package let style: String
    package let field: String
    package let frame: Frame
    package let label: AttributionLabel
    package let estimate: RateEstimate
    /// Of all that obstructed in this style, frame and field: the rate of this line by that of the cell.
    package let shareOfObstructed: Double?
    /// Its trials by their outcome where the label has no layer, for people; empty elsewhere.
    let unnamed: [Outcome: Int]

    static func all(_ rows: Rows) -> [AttributionRow] {
        var out: [AttributionRow] = []
        for style in rows.styles {
            for frame in rows.frames {
                for field in rows.fieldsWithAll {
                    let (trials, definition) = (rows.mains(style.id, field, frame), rows.thresholds.definition)
                    let rates = attributedRates(
                        trials.labelled(definition, AttributionLabel.init), method: rows.method,
                        alpha: rows.thresholds.alpha)
                    let unnamed = trials.outcomesWithoutLayer(definition)
                    let lines = rates.sorted { $0.key < $1.key }
                    let whole = lines.compactMap(\.value.rate).reduce(0, +)
                    for (label, estimate) in lines {
                        out.append(
                            AttributionRow(
                                style: style.id, field: field, frame: frame, label: label, estimate: estimate,
                                shareOfObstructed: whole > 0 ? estimate.rate.map { $0 / whole } : nil,
                                unnamed: unnamed[label] ?? [:]))
                    }
                }
            }
        }
        return out
    }
}

extension Sequence<Row> {
    fileprivate func outcomesWithoutLayer(_ definition: Definition) -> [AttributionLabel: [Outcome: Int]] {
        var out: [AttributionLabel: [Outcome: Int]] = [:]
        for row in self where row.verdict?.layer == nil && row.obstructed(definition) == true {
            guard let verdict = row.verdict else { continue }
            out[AttributionLabel(verdict), default: [:]][verdict.outcome, default: 0] += 1
        }
        return out
    }

    /// One labelled tally a cluster; every obstructed trial carries exactly one label.
    fileprivate func labelled<Label: Hashable & Sendable>(
        _ definition: Definition, _ label: (Verdict) -> Label
    ) -> [LabelledTally<Label>] {
        var clusters = ByCluster((hits: [Label: Int](), measured: 0, planned: 0))
        for row in self where row.belongs(to: definition) {
            clusters.change(row) { entry in
                entry.planned += 1
                guard let hit = row.obstructed(definition) else { return }
                entry.measured += 1
                if hit, let verdict = row.record.verdict { entry.hits[label(verdict), default: 0] += 1 }
            }
        }
        return clusters.entries.lazy.filter { $0.planned > 0 }.map {
            LabelledTally(hits: $0.hits, measured: $0.measured, planned: $0.planned)
        }
    }
}
