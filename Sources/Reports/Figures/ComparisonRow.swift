import Statistics
import Trials

/// Two access styles in one field under one definition: counts first, then difference, interval, p and verdict.
package struct ComparisonRow: Sendable {
    package enum Finding: Sendable {
        case paired(PairedComparison)
        /// The two styles share no planned probe.
        case unpaired(UnpairedComparison)
    }

    package let a: String
    package let b: String
    package let field: String
    package let frame: Frame
    package let definition: Definition
    package let finding: Finding
    /// After Holm over the study's family; nil outside it.
    package internal(set) var adjustedP: Double?
    /// Benjamini & Hochberg, exploratory; nil outside the family.
    package internal(set) var q: Double?
    package internal(set) var verdict: ComparisonVerdict?
    package let missingness: Interval?
    package internal(set) var dependsOnUnmeasured: Bool
    /// Several prompts share a cluster, so that counts of pairs are no counts of prompts.
    package let clustered: Bool
    /// What people are told of the counts; nil where the styles met different prompts.
    package var prompts: WholePrompts? { if case .paired = finding { WholePrompts(units) } else { nil } }
    private let units: [PairedUnit]
    private let alpha: Double

    package var p: Double? {
        switch finding {
        case .paired(let paired): paired.p
        case .unpaired(let unpaired): unpaired.p
        }
    }

    package var difference: Double? {
        switch finding {
        case .paired(let paired): paired.difference
        case .unpaired(let unpaired): unpaired.difference
        }
    }

    package var interval: Interval? {
        switch finding {
        case .paired(let paired): paired.interval
        case .unpaired(let unpaired): unpaired.interval
        }
    }

    static func all(_ rows: Rows) -> [ComparisonRow] {
        var out: [ComparisonRow] = []
        for pair in rows.study.compare {
            for frame in rows.frames {
                for field in rows.fieldsWithAll {
                    let a = rows.mains(pair.a, field, frame)
                    let b = rows.mains(pair.b, field, frame)
                    guard !a.isEmpty || !b.isEmpty else { continue }
                    for definition in Definition.allCases {
                        out.append(ComparisonRow(pair, field, frame, definition, a, b, rows))
                    }
                }
            }
        }
        judge(&out, rows)
        return out
    }

    init(
        _ pair: Comparison, _ field: String, _ frame: Frame, _ definition: Definition, _ a: [Row],
        _ b: [Row], _ rows: Rows
    ) {
        self.a = pair.a
        self.b = pair.b
        self.field = field
        self.frame = frame
        self.definition = definition
        alpha = rows.thresholds.alpha
        dependsOnUnmeasured = false
        let probesOfA = Set(a.map(\.key.probe))
        let probesOfB = Set(b.map(\.key.probe))
        clustered = Set((a + b).map(\.cluster)).count < probesOfA.union(probesOfB).count
        if rows.facts.imported {
            // The plan is not known: what one style met counts as planned under both, and shows as dropped.
            units = PairedUnit.align(a, b, definition)
        } else {
            // A probe that only one style is sent (`history: drop`) was never planned as a pair.
            units = PairedUnit.align(
                a.filter { probesOfB.contains($0.key.probe) }, b.filter { probesOfA.contains($0.key.probe) },
                definition)
        }
        if probesOfA.isDisjoint(with: probesOfB), !a.isEmpty, !b.isEmpty {
            finding = .unpaired(
                UnpairedComparison(a.tallies(definition), against: b.tallies(definition), alpha: alpha))
            missingness = nil
        } else {
            finding = .paired(PairedComparison(units, alpha: alpha))
            missingness = PairedComparison.missingnessBand(units)
        }
    }

    /// The family: every listed pair x field under the study's own definition in the headline frame, with pairs.
    /// With one field only, `all` copies that field's adjusted p and does not count. The study's `family` may leave
    /// `comparison` or `field` out: the correction then runs within each comparison, or within each field.
    private static func judge(_ out: inout [ComparisonRow], _ rows: Rows) {
        let frame = rows.frames.first
        let onlyOneField = Set(out.lazy.filter { $0.frame == frame && $0.field != Rows.all }.map(\.field)).count == 1
        let family = out.indices.filter { index in
            let row = out[index]
            return row.definition == rows.thresholds.definition && row.frame == frame && row.p != nil
                && !(onlyOneField && row.field == Rows.all)
        }
        let words = Set(rows.study.family)
        let groups = Dictionary(grouping: family) { index in
            [
                words.contains("comparison") ? "" : "\(out[index].a)/\(out[index].b)",
                words.contains("field") ? "" : out[index].field,
            ]
        }
        for group in groups.values {
            let raw = group.map { out[$0].p ?? 1 }
            let holm = Holm.adjust(raw)
            let q = BenjaminiHochberg.adjust(raw)
            for (place, index) in group.enumerated() {
                out[index].adjustedP = holm[place]
                out[index].q = q[place]
                out[index].conclude(margin: rows.thresholds.margin) { Holm.adjust(raw, at: place, replacedBy: $0) }
            }
        }
        for index in out.indices where !family.contains(index) {
            let row = out[index]
            if onlyOneField, row.field == Rows.all, row.definition == rows.thresholds.definition,
                let twin = family.first(where: {
                    out[$0].a == row.a && out[$0].b == row.b && out[$0].frame == row.frame
                })
            {
                out[index].adjustedP = out[twin].adjustedP
                out[index].q = out[twin].q
                out[index].verdict = out[twin].verdict
                out[index].dependsOnUnmeasured = out[twin].dependsOnUnmeasured
            } else {
                out[index].conclude(margin: rows.thresholds.margin) { $0 }
            }
        }
    }

    /// The verdict, and whether it would be another one if every unmeasured trial favoured one side.
    private mutating func conclude(margin: Double, adjust: (Double) -> Double) {
        guard let p, let interval else { return }
        let adjusted = adjustedP ?? p
        let verdict = ComparisonVerdict(adjustedP: adjusted, alpha: alpha, interval: interval, margin: margin)
        self.verdict = verdict
        guard case .paired = finding else { return }
        let others = [TrialPair.Favoured.a, .b].map { side in
            let filled = PairedComparison.completed(units, inFavourOf: side, alpha: alpha)
            return filled.verdict(adjusted: filled.p.map(adjust), margin: margin)
        }
        dependsOnUnmeasured = others.contains { $0 != nil && $0 != verdict }
    }
}

extension PairedUnit {
    /// The planned repeats of each cluster under two styles, aligned by probe and repetition.
    static func align(_ a: [Row], _ b: [Row], _ definition: Definition) -> [PairedUnit] {
        struct Slot: Hashable {
            var cluster: String
            var probe: String
            var repetition: Int
        }
        func slots(_ records: [Row]) -> [Slot: Bool?] {
            var out: [Slot: Bool?] = [:]
            for record in records where record.belongs(to: definition) {
                let slot = Slot(
                    cluster: record.cluster, probe: record.key.probe, repetition: record.key.repetition)
                out[slot] = .some(record.obstructed(definition))
            }
            return out
        }
        let left = slots(a)
        let right = slots(b)
        var clusters: [String: [TrialPair]] = [:]
        for slot in Set(left.keys).union(right.keys) {
            clusters[slot.cluster, default: []].append(TrialPair(left[slot] ?? nil, right[slot] ?? nil))
        }
        return clusters.sorted { $0.key < $1.key }.map { PairedUnit($0.value) }
    }
}
