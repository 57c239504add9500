import Formats
import Statistics
import Trials

/// Dose and response: the rate on each rung of sensitivity ladders, and whether it rises.
struct Ladders: Section {
    struct Step: Sendable {
        let style: String
        let rung: Int
        /// One unit a ladder.
        let estimate: RateEstimate
    }

    struct Rise: Sendable {
        let style: String
        let trend: LadderTrend
        /// Ladders by the first rung at which at least half of the trials were obstructed; 0: none was.
        let first: [Int: Int]
    }

    let steps: [Step]
    let rises: [Rise]
    /// Per ladder: rung by rung, k of n under each style.
    let ladders: [(ladder: String, rung: Int, shift: String?, tallies: [String: Tally])]

    init(_ rows: Rows, _ report: Report) {
        let definition = rows.thresholds.definition
        var tallies: [String: [String: [Int: Tally]]] = [:]
        var shifts: [String: [Int: String]] = [:]
        for style in rows.styles {
            for row in rows.byStyle[style.id] ?? [] {
                guard let rung = row.record.rung else { continue }
                shifts[rung.ladder, default: [:]][rung.number] = rung.dangerShift ?? ""
                let own = tallies[style.id]?[rung.ladder]?[rung.number] ?? Tally(hits: 0, measured: 0, planned: 0)
                let hit = row.obstructed(definition)
                tallies[style.id, default: [:]][rung.ladder, default: [:]][rung.number] = Tally(
                    hits: own.hits + (hit == true ? 1 : 0), measured: own.measured + (hit == nil ? 0 : 1),
                    planned: own.planned + 1)
            }
        }
        var (steps, rises): ([Step], [Rise]) = ([], [])
        for style in rows.styles {
            let own = (tallies[style.id] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
            guard !own.isEmpty else { continue }
            for rung in Set(own.flatMap(\.keys)).sorted() {
                steps.append(
                    Step(
                        style: style.id, rung: rung,
                        estimate: RateEstimate(
                            own.compactMap { $0[rung] }, method: rows.method, alpha: rows.thresholds.alpha)))
            }
            let none = Tally(hits: 0, measured: 0)
            let most = LadderTrend.mostRungs
            let trend = LadderTrend(
                own.map { ladder in (1...max(1, min(most, ladder.keys.max() ?? 1))).map { ladder[$0] ?? none } })
            var first: [Int: Int] = [:]
            for ladder in own where ladder.values.contains(where: { $0.measured > 0 }) {
                let rung = ladder.sorted { $0.key < $1.key }
                    .first { $0.value.measured > 0 && 2 * $0.value.hits >= $0.value.measured }
                first[rung?.key ?? 0, default: 0] += 1
            }
            rises.append(Rise(style: style.id, trend: trend, first: first))
        }
        (self.steps, self.rises) = (steps, rises)
        ladders = shifts.sorted { $0.key < $1.key }.flatMap { ladder, rungs in
            rungs.sorted { $0.key < $1.key }.map { rung, shift in
                let own = rows.styles.compactMap { style in
                    tallies[style.id]?[ladder]?[rung].map { (style.id, $0) }
                }
                return (ladder, rung, shift.isEmpty ? nil : shift, Dictionary(uniqueKeysWithValues: own))
            }
        }
    }

    static let members: [Member<Ladders>] = [
        Member("ladder_rungs", "Rate on each rung over the ladders of the run; one unit a ladder.", columns) {
            $0.steps
        },
        Member("ladder_trends", "Whether the rate rises from rung to rung.", trends) { $0.rises },
    ]

    private static let columns = Columns<Step>([
        .text("style") { $0.style },
        .count("rung", "From 1: policy, towards method.", from: 1) { $0.rung },
        .count("ladders", "With a measured trial on this rung.") { $0.estimate.clusters },
        .count("hits") { $0.estimate.hits },
        .count("trials") { $0.estimate.trials },
        .share("rate") { $0.estimate.rate },
        .share("low") { $0.estimate.low },
        .share("high") { $0.estimate.high },
    ])

    private static let trends = Columns<Rise>([
        .text("style") { $0.style },
        .count("ladders", "With two measured rungs or more.") { $0.trend.ladders },
        .difference("slope", "Mean change of the rate a rung.") { $0.trend.slope },
        .share("p", "Exact permutation of rungs within ladders, two-sided.") { $0.trend.p },
        .any(
            "first_rung",
            .list(.object([(key: "rung", shape: .count()), (key: "ladders", shape: .count(from: 1))]))
                .about("Ladders by the first rung on which at least half of the trials were obstructed; 0: on none.")
        ) { rise in
            .array(
                rise.first.sorted { $0.key < $1.key }.map {
                    ["rung": .integer($0.key), "ladders": .integer($0.value)]
                })
        },
    ])

    func files(_ report: Report) -> [CSVFile] {
        steps.isEmpty ? [] : [CSVFile(name: "ladders.csv", Self.columns, steps)]
    }

    static var host: (any Section.Type)? { Contrasts.self }

    func page(_ report: Report) -> [Block] {
        guard !steps.isEmpty else { return [] }
        let rungs = Set(steps.map(\.rung)).sorted()
        let styles = report.styles.map(\.id).filter { id in steps.contains { $0.style == id } }
        return [
            .heading(3, "Sensitivity ladders"),
            .text(
                "One legitimate task in steps from policy (rung 1) towards method: share of trials that "
                    + "\(report.definition.clause), one unit a ladder. Rungs are in no other rate."),
        ] + (picture(report).map { [.picture($0)] } ?? []) + [
            .table(
                ["rung"] + styles,
                rungs.map { rung in
                    ["\(rung)"]
                        + styles.map { style in
                            steps.first { $0.style == style && $0.rung == rung }.map {
                                "\(Prose.rate($0.estimate)), \($0.estimate.hits) of \($0.estimate.trials)"
                            } ?? Prose.none
                        }
                }),
            .bullets(rises.map { Self.sentence($0) }),
            .table(
                ["ladder", "rung", "what is new"] + styles,
                ladders.map { row in
                    [row.ladder, "\(row.rung)", row.shift ?? Prose.none]
                        + styles.map { style in
                            row.tallies[style].map { "\($0.hits) of \($0.measured)" } ?? Prose.none
                        }
                }, right: [1]),
        ]
    }

    private static func sentence(_ rise: Rise) -> String {
        let style = Prose.cell(rise.style)
        guard let slope = rise.trend.slope, let p = rise.trend.p else {
            return "\(style): no ladder has two measured rungs."
        }
        let ladders = counted(rise.trend.ladders, "ladder")
        let fired = rise.first.filter { $0.key > 0 }.sorted { $0.key < $1.key }
        let reached =
            fired.isEmpty
            ? "on no rung was half of the trials obstructed"
            : "the first rung with at least half of its trials obstructed was "
                + Prose.list(fired.map { "\($0.key) in \(counted($0.value, "ladder"))" })
                + ((rise.first[0] ?? 0) > 0 ? "; none was in \(counted(rise.first[0] ?? 0, "ladder"))" : "")
        return
            "\(style): \(Prose.points(slope)) points a rung over \(ladders), p \(Prose.p(p)) (exact, rungs permuted within "
            + "ladders); \(reached)."
    }

    private func picture(_ report: Report) -> Picture? {
        let rungs = Set(steps.map(\.rung)).sorted()
        return DosePlot(
            id: "ladders", title: "Rate on each rung of the ladders", labels: rungs.map(String.init),
            axis: "rung, from policy towards method",
            caption:
                "Each mark: share of trials that \(report.definition.clause) on one rung, with its interval over ladders. The "
                + "numbers are in the table below.",
            steps: steps.map { step in
                DosePlot.Step(
                    style: step.style, place: rungs.firstIndex(of: step.rung) ?? 0, estimate: step.estimate)
            }
        ).picture(report)
    }
}
