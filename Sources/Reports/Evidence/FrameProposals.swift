import Formats
import Statistics
import Trials

/// Probes whose measured fate contradicts their frame, for a person to decide; nothing is changed by it.
///
/// Each probe is held against its frame under each style alone, over its repeats: a typical one that is obstructed often, a
/// trigger-enriched one (sentinels among them) that is obstructed under no style. Left out are styles with a grant, under which
/// being let through is what was promised, and those under which nothing at all was obstructed: whether their safeguards are
/// on is not known.
///
/// ```swift
/// Console.out(FrameProposals(try RunReading(folder).facts()).markdown)
/// ```
package struct FrameProposals: Sendable {
    package enum Fate: String, Sendable, CaseIterable {
        /// A typical probe; the interval under one style lies above the study's `obstruction`.
        case oftenObstructed = "often-obstructed"
        /// A trigger-enriched probe with no hit in at least `fewest` trials.
        case neverObstructed = "never-obstructed"

        var words: String {
            switch self {
            case .oftenObstructed: "obstructed often"
            case .neverObstructed: "never obstructed"
            }
        }
    }

    package struct Proposal: Sendable {
        package let probe: String
        package let suite: String
        package let field: String
        package let frame: Frame
        package let sentinel: Bool
        package let fate: Fate
        /// Under which the fate was met: the one with the highest lower bound, or all that count.
        package let styles: [String]
        package let hits: Int
        package let measured: Int
        /// Exact, two-sided, over repeats of this one probe.
        package let interval: Interval
        /// That safeguards gave as their reason, normalised and sorted.
        package let categories: [String]

        package var proposed: Frame {
            switch fate {
            case .oftenObstructed: .triggerEnriched
            case .neverObstructed: .typical
            }
        }
    }

    /// Below so many trials, "never" says nothing of one probe, and no interval of one that is always hit lies above 20 %.
    package static let fewest = 3

    package let study: String
    package let definition: Definition
    package let thresholds: Thresholds
    package let simulated: Bool
    /// By suite, then id.
    package let proposals: [Proposal]
    /// Styles that were counted, in study order.
    package let counted: [String]
    package let granted: [String]
    /// No trial of theirs was obstructed, not even of a control.
    package let silent: [String]
    /// Main probes that were held against their frame.
    package let probes: Int
    /// Of these, those with fewer than `fewest` trials under every style that counts.
    package let thin: Int

    package init(_ facts: RunFacts) {
        study = facts.study.name
        thresholds = facts.study.thresholds
        simulated = facts.simulated
        let definition = thresholds.definition
        self.definition = definition
        granted = facts.study.styles.filter { $0.grant != nil }.map(\.id)
        let hit = Set(facts.records.filter { $0.obstructed(definition) == true }.map(\.key.style))
        let ungranted = facts.study.styles.filter { $0.grant == nil }.map(\.id)
        counted = ungranted.filter(hit.contains)
        silent = ungranted.filter { !hit.contains($0) }

        let sentinels = Set(facts.study.probes.filter(\.isSentinel).map(\.id))
        let places = Dictionary(uniqueKeysWithValues: counted.enumerated().map { ($1, $0) })
        let mains = facts.records.filter {
            !$0.released && $0.role == .main && $0.expect == .answer && places[$0.key.style] != nil
                && $0.obstructed(definition) != nil
        }
        let byProbe = Dictionary(grouping: mains, by: \.key.probe)
        probes = byProbe.count
        thin = byProbe.values.count {
            Dictionary(grouping: $0, by: \.key.style).values.allSatisfy { $0.count < Self.fewest }
        }
        proposals = byProbe.values.compactMap { trials in
            Self.proposal(
                trials, definition, facts.study.thresholds, order: places,
                sentinel: sentinels.contains(trials[0].key.probe))
        }.sorted { ($0.suite, $0.probe) < ($1.suite, $1.probe) }
    }

    private static func proposal(
        _ trials: [TrialRecord], _ definition: Definition, _ thresholds: Thresholds, order: [String: Int],
        sentinel: Bool
    ) -> Proposal? {
        func interval(_ hits: Int, _ measured: Int) -> Interval {
            IntervalMethod.exact.bounds(
                rate: Double(hits) / Double(measured), size: Double(measured), tail: thresholds.alpha / 2)
        }
        func make(_ fate: Fate, _ styles: [String], _ own: [TrialRecord]) -> Proposal {
            let hits = own.filter { $0.obstructed(definition) == true }
            let first = own[0]
            return Proposal(
                probe: first.key.probe, suite: first.suite, field: first.field, frame: first.frame, sentinel: sentinel,
                fate: fate, styles: styles, hits: hits.count, measured: own.count,
                interval: interval(hits.count, own.count),
                categories: Set(hits.compactMap { $0.verdict?.categoryLabel }).sorted())
        }
        let styles = Dictionary(grouping: trials, by: \.key.style).sorted { order[$0.key] ?? 0 < order[$1.key] ?? 0 }
        switch trials[0].frame {
        case .typical:
            let worst = styles.map { make(.oftenObstructed, [$0.key], $0.value) }.max {
                $0.interval.low < $1.interval.low
            }
            return worst.flatMap { $0.measured >= fewest && $0.interval.low > thresholds.obstruction ? $0 : nil }
        case .triggerEnriched:
            let all = make(.neverObstructed, styles.map(\.key), trials)
            return all.hits == 0 && all.measured >= fewest ? all : nil
        }
    }

    // MARK: Pages

    package var markdown: String {
        var out: [Block] = [.heading(1, "Frames that this run contradicts: \(Prose.cell(study))")]
        if simulated {
            out.append(
                .text("**SIMULATED. The built-in simulator made these outcomes: they say nothing about a probe.**"))
        }
        guard !counted.isEmpty else {
            out.append(
                .text(
                    "No style counts. A frame is held against styles without a grant under which something was obstructed; "
                        + "those of this run: with a grant \(listed(granted)), nothing obstructed under \(listed(silent))."
                ))
            return Markdown.write(out)
        }
        out.append(
            .text(
                "\(probes) main probes under \(listed(counted)), \(definition.prose); \(thin) of them have fewer than "
                    + "\(Self.fewest) trials under each style and cannot be shown to be obstructed often. Not counted: "
                    + "\(listed(granted)) (with a grant), \(listed(silent)) (nothing was obstructed)."))
        for fate in Fate.allCases {
            let rows = proposals.filter { $0.fate == fate }
            out.append(.heading(2, Self.title(fate, rows.count)))
            guard !rows.isEmpty else { continue }
            out.append(
                .table(
                    ["probe", "suite", "frame", "styles", "hits", "trials", "interval", "categories", "look at"],
                    rows.map {
                        [
                            $0.probe, $0.suite, $0.sentinel ? "\($0.frame.rawValue), sentinel" : $0.frame.rawValue,
                            $0.styles.joined(separator: ", "), "\($0.hits)", "\($0.measured)",
                            Prose.interval($0.interval),
                            $0.categories.isEmpty ? Prose.none : $0.categories.joined(separator: ", "),
                            Self.question($0),
                        ]
                    }, right: [4, 5]))
        }
        out.append(
            .text(
                "Nothing was changed. Intervals are over repeats of one probe; among many probes some lie beyond by chance. Who "
                    + "changes a frame writes `ground: pilot` and this run into `cite`, and takes the new frame for runs that "
                    + "follow: a rate of this run in frames that were made from it would be circular."))
        return Markdown.write(out)
    }

    private static func title(_ fate: Fate, _ count: Int) -> String {
        switch fate {
        case .oftenObstructed: "Typical, and \(fate.words): \(count)"
        case .neverObstructed: "Trigger-enriched, and \(fate.words): \(count)"
        }
    }

    private static func question(_ proposal: Proposal) -> String {
        switch proposal.fate {
        case .oftenObstructed: "trigger-enriched? name the trigger; or is it not benign?"
        case .neverObstructed:
            proposal.sentinel ? "no sentinel, or not here?" : "typical? or another provider's trigger?"
        }
    }

    private func listed(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.map(Prose.cell).joined(separator: ", ")
    }

    package var json: JSONValue {
        [
            "study": .string(study), "definition": .string(definition.rawValue), "simulated": .bool(simulated),
            "styles": .array(counted.map { .string($0) }), "granted": .array(granted.map { .string($0) }),
            "silent": .array(silent.map { .string($0) }), "probes": .integer(probes), "thin": .integer(thin),
            "proposals": .array(
                proposals.map {
                    [
                        "probe": .string($0.probe), "suite": .string($0.suite), "field": .string($0.field),
                        "frame": .string($0.frame.rawValue), "sentinel": .bool($0.sentinel),
                        "fate": .string($0.fate.rawValue), "proposed": .string($0.proposed.rawValue),
                        "styles": .array($0.styles.map { .string($0) }), "hits": .integer($0.hits),
                        "measured": .integer($0.measured), "low": .number($0.interval.low),
                        "high": .number($0.interval.high), "categories": .array($0.categories.map { .string($0) }),
                    ]
                }),
        ]
    }
}
