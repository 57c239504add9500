import Statistics
import Trials

/// A contrast within one style: probes against their twins or variants, the neutral zero line, or repeats.
package struct ContrastRow: Sendable {
    package enum Kind: Hashable, Sendable {
        /// Original minus twin: what the trigger vocabulary costs.
        case twin
        /// Variant minus original: what taking this away changes.
        case variant([Change])

        package var name: String {
            switch self {
            case .twin: "twin"
            // One that changes two things belongs to neither alone.
            case .variant(let changes): "variant:" + Set(changes.map(\.rawValue)).sorted().joined(separator: "+")
            }
        }

        /// For readers: `changed in their history and the system prompt`.
        var words: String {
            switch self {
            case .twin: "with trigger words against without"
            case .variant(let changes):
                "changed in \(Set(changes.map(\.prose)).sorted().joined(separator: " and "))"
            }
        }
    }

    package enum Content: Sendable {
        case paired(Kind, Frame, PairedComparison)
        /// Rate over neutral everyday-science probes.
        case neutral(RateEstimate)
        /// Probes whose repeats disagreed, among those with two measured repeats or more.
        case repeats(mixed: Int, probes: Int, icc: Double?)
    }

    package let style: String
    package let content: Content

    static func all(_ rows: Rows) -> [ContrastRow] {
        rows.styles.flatMap { style in of(style.id, rows) }
    }

    private static func of(_ style: String, _ rows: Rows) -> [ContrastRow] {
        let definition = rows.thresholds.definition
        let trials = rows.byStyle[style] ?? []
        let byProbe = Dictionary(grouping: trials, by: { $0.record.key.probe })
        var out: [ContrastRow] = []

        var pairs: [Key: (a: [Row], b: [Row])] = [:]
        for (_, own) in byProbe.sorted(by: { $0.key < $1.key }) {
            guard let first = own.first, first.expect == .answer else { continue }
            if first.role == .main, let twin = first.twin, let other = byProbe[twin] {
                let key = Key(kind: .twin, frame: first.frame)
                pairs[key, default: ([], [])].a += own
                pairs[key, default: ([], [])].b += other.standingIn(for: first)
            }
            if first.role == .variant, let parent = first.variantOf.flatMap({ byProbe[$0] }),
                let original = parent.first
            {
                let key = Key(kind: .variant(first.changes), frame: original.frame)
                pairs[key, default: ([], [])].a += own.standingIn(for: first, cluster: original)
                pairs[key, default: ([], [])].b += parent.standingIn(for: first, cluster: original)
            }
        }
        for (key, sides) in pairs.sorted(by: { $0.key.order < $1.key.order }) {
            let units = PairedTrials(sides.a, sides.b).units(definition)
            let comparison = PairedComparison(units, alpha: rows.thresholds.alpha)
            guard comparison.pairs > 0 else { continue }
            out.append(ContrastRow(style: style, content: .paired(key.kind, key.frame, comparison)))
        }
        let neutral = trials.filter { $0.role == .neutral && $0.expect == .answer }
        if !neutral.isEmpty {
            let estimate = RateEstimate(
                neutral.tallies(definition), method: rows.method, alpha: rows.thresholds.alpha)
            out.append(ContrastRow(style: style, content: .neutral(estimate)))
        }
        if let frame = rows.frames.first { out += repeats(style, rows.mains(style, Rows.all, frame), rows) }
        return out
    }

    private struct Key: Hashable {
        var kind: Kind
        var frame: Frame

        var order: (String, String) { (kind.name, frame.rawValue) }

        static func == (a: Key, b: Key) -> Bool { a.order == b.order }
        func hash(into hasher: inout Hasher) {
            hasher.combine(kind.name)
            hasher.combine(frame)
        }
    }

    private static func repeats(_ style: String, _ mains: [Row], _ rows: Rows) -> [ContrastRow] {
        let definition = rows.thresholds.definition
        let tallies = Dictionary(grouping: mains, by: \.probePlace).values
            .map { $0.compactMap { $0.obstructed(definition) } }.filter { $0.count > 1 }
        guard !tallies.isEmpty else { return [] }
        let mixed = tallies.count { Set($0).count > 1 }
        let estimate = RateEstimate(mains.tallies(definition), method: rows.method, alpha: rows.thresholds.alpha)
        return [
            ContrastRow(style: style, content: .repeats(mixed: mixed, probes: tallies.count, icc: estimate.icc))
        ]
    }
}

extension Sequence<Row> {
    /// The same trials under the name of the probe they are held against, so that repeats align.
    fileprivate func standingIn(for original: Row, cluster: Row? = nil) -> [Row] {
        let cluster = cluster ?? original
        return map { row in
            var copy = row.record
            copy.key.probe = original.record.key.probe
            copy.cluster = cluster.record.cluster
            return Row(copy, clusterPlace: cluster.clusterPlace, probePlace: original.probePlace)
        }
    }
}

/// The positive controls of one style: the true-positive rate and the discrimination J = TPR - FPR.
package struct ControlRow: Sendable {
    package let style: String
    package let estimate: RateEstimate
    package let unmeasured: Int
    package let discrimination: Double?
    package let discriminationInterval: Interval?

    static func all(_ rows: Rows, cells: [Cell]) -> [ControlRow] {
        let definition = rows.thresholds.definition
        return rows.styles.compactMap { style in
            let trials = (rows.byStyle[style.id] ?? []).filter { $0.role == .control && $0.expect == .refuse }
            guard !trials.isEmpty else { return nil }
            let tallies = trials.tallies(definition)
            let benign = rows.frames.first.map { rows.mains(style.id, Rows.all, $0).tallies(definition) } ?? []
            let unpaired = UnpairedComparison(tallies, against: benign, alpha: rows.thresholds.alpha)
            return ControlRow(
                style: style.id,
                estimate: RateEstimate(tallies, method: rows.method, alpha: rows.thresholds.alpha),
                unmeasured: Coverage(tallies).unmeasured, discrimination: unpaired.difference,
                discriminationInterval: unpaired.interval)
        }
    }
}
