import Formats
import Statistics
import Trials

/// At which turn does it fire? One script cut after fewer turns, padded, and without its preamble, beside the whole.
struct Truncations: Section {
    struct Script: Sendable {
        let style: String
        let original: String
        /// By the number of turns kept, ascending.
        let cuts: [(turns: Int, tally: Tally)]
        let whole: Tally
        /// Innocuous turns in place of the history.
        let padding: Tally?
        /// Without system prompt and tools.
        let preamble: Tally?

        /// The fewest turns after which at least half of the measured trials were obstructed; nil: after none, the whole included.
        var fires: Int? { cuts.first { $0.tally.measured > 0 && 2 * $0.tally.hits >= $0.tally.measured }?.turns }
        var wholeFires: Bool { whole.measured > 0 && 2 * whole.hits >= whole.measured }
    }

    let scripts: [Script]

    init(_ rows: Rows, _ report: Report) {
        let definition = rows.thresholds.definition
        scripts = rows.styles.flatMap { style -> [Script] in
            let trials = rows.byStyle[style.id] ?? []
            func tally(_ own: [Row]) -> Tally { own.tally(definition) }
            let versions = Dictionary(
                grouping: trials.filter { $0.variantOf != nil }, by: { $0.record.variantOf ?? "" })
            guard versions.values.contains(where: { $0.contains { $0.cut != nil } }) else { return [] }
            let wholes = Dictionary(grouping: trials, by: { $0.record.key.probe })
            return versions.sorted { $0.key < $1.key }.compactMap { original, own in
                let cuts = Dictionary(grouping: own.filter { $0.cut != nil }, by: { $0.record.cut ?? 0 })
                guard !cuts.isEmpty else { return nil }
                func version(_ change: Change) -> Tally? {
                    let found = own.filter { $0.changes == [change] }
                    return found.isEmpty ? nil : tally(found)
                }
                return Script(
                    style: style.id, original: original,
                    cuts: cuts.sorted { $0.key < $1.key }.map { ($0.key, tally($0.value)) },
                    whole: tally(wholes[original] ?? []), padding: version(.padding), preamble: version(.preamble))
            }
        }
    }

    static let members: [Member<Truncations>] = [
        Member(
            "truncations", "Scripts that were sent cut after fewer turns, under the study's definition.", columns
        ) { $0.scripts }
    ]

    private static let tally = Columns<Tally>([.count("hits") { $0.hits }, .count("trials") { $0.measured }])

    private static let columns = Columns<Script>([
        .text("style") { $0.style },
        .text("probe") { $0.original },
        .list(
            "cuts", nil,
            Columns<(turns: Int, tally: Tally)>([
                .count("turns", "Turns kept.", from: 1) { $0.turns }, .count("hits") { $0.tally.hits },
                .count("trials") { $0.tally.measured },
            ])
        ) { $0.cuts },
        .object("whole", nil, tally) { $0.whole },
        .objectOrNone("padding", "The last turn after innocuous turns in place of the history.", tally) { $0.padding },
        .objectOrNone("preamble", "Without system prompt and tools.", tally) { $0.preamble },
        .countOrNone("fires", "Fewest turns after which at least half of the trials were obstructed; null: none.") {
            $0.fires
        },
    ])

    static var host: (any Section.Type)? { Contrasts.self }

    func page(_ report: Report) -> [Block] {
        guard !scripts.isEmpty else { return [] }
        func count(_ tally: Tally?) -> String { tally.map { "\($0.hits) of \($0.measured)" } ?? Prose.none }
        // A script that was obstructed nowhere says nothing of where.
        let fired = scripts.filter { script in
            script.whole.hits > 0 || script.cuts.contains { $0.tally.hits > 0 } || (script.padding?.hits ?? 0) > 0
                || (script.preamble?.hits ?? 0) > 0
        }
        var out: [Block] = [
            .heading(3, "At which turn"),
            .text(
                "Scripts that were also sent cut after fewer turns: trials that \(report.definition.clause). Of "
                    + "\(counted(scripts.count, "script")) (counted for each style), "
                    + "\(fired.count) \(fired.count == 1 ? "was" : "were") obstructed in some form."),
        ]
        guard !fired.isEmpty else { return out }
        out += picture(report).map { [.picture($0)] } ?? []
        out.append(
            .table(
                ["script", "style", "cut after turns", "whole", "padded", "without preamble", "fires after turn"],
                fired.map { script in
                    [
                        script.original, script.style,
                        script.cuts.map { "\($0.turns): \(count($0.tally))" }.joined(separator: "; "),
                        count(script.whole), count(script.padding), count(script.preamble),
                        script.fires.map { "\($0)" } ?? (script.wholeFires ? "the whole" : Prose.none),
                    ]
                }))
        out.append(
            .text(
                "Fires: the first cut at which at least half of the trials were obstructed. Padded: the same last turn after "
                    + "innocuous turns; without preamble: without system prompt and tools."))
        return out
    }

    /// Over all scripts, those that met nothing too: by turns kept, and whole.
    private func picture(_ report: Report) -> Picture? {
        let turns = Set(scripts.flatMap { $0.cuts.map(\.turns) }).sorted()
        let count = Set(scripts.map(\.original)).count
        let method: IntervalMethod = report.facts.study.thresholds.interval == .exact ? .exact : .wilson
        func estimate(_ tallies: [Tally]) -> RateEstimate {
            RateEstimate(tallies, method: method, alpha: report.facts.study.thresholds.alpha)
        }
        let steps = report.styles.flatMap { style -> [DosePlot.Step] in
            let own = scripts.filter { $0.style == style.id }
            return turns.enumerated().map { place, kept in
                DosePlot.Step(
                    style: style.id, place: place,
                    estimate: estimate(own.compactMap { $0.cuts.first { $0.turns == kept }?.tally }))
            } + [DosePlot.Step(style: style.id, place: turns.count, estimate: estimate(own.map(\.whole)))]
        }
        return DosePlot(
            id: "truncations", title: "Rate by the turns that were kept", labels: turns.map(String.init) + ["whole"],
            axis: "turns kept of the script",
            caption:
                "Each mark: share of trials that \(report.definition.clause) with so many turns kept, with its interval over "
                + "\(counted(count, "script")); not every script is cut everywhere. The numbers are in "
                + "the table below.", steps: steps
        ).picture(report)
    }
}

extension Sequence<Row> {
    /// All of it as one.
    func tally(_ definition: Definition) -> Tally {
        let results = map { $0.obstructed(definition) }
        return Tally(
            hits: results.count { $0 == true }, measured: results.count { $0 != nil }, planned: results.count)
    }
}
