import Access
import Formats
import Statistics
import Trials

/// The rate along the run order, in tenths: a provider that changes its safeguards in the middle of a run is seen here.
struct AlongTheRun: Section {
    struct Stretch: Sendable {
        let style: String
        /// From 1 to 10.
        let tenth: Int
        let trials: Int
        let hits: Int
        /// ISO 8601 UTC of its first trial; nil where times are withheld.
        let from: String?

        var rate: Double? { trials == 0 ? nil : Double(hits) / Double(trials) }
    }

    /// One check of access: sentinels under a style and under its reference.
    struct Check: Sendable {
        let style: String
        let reference: String
        /// From 1.
        let number: Int
        /// Where it stands in the run order, from 0 to 1.
        let place: Double
        let own: Tally
        let other: Tally
        /// ISO 8601 UTC of its first trial; nil where times are withheld.
        let from: String?
    }

    /// From the first trial of a style without its promised access to the last, as shares of the run order.
    struct Lapse: Sendable {
        let style: String
        let places: ClosedRange<Double>
    }

    let rows: [Stretch]
    let checks: [Check]
    let lapses: [Lapse]

    /// Imported rows have no order, and a replay has one of its own: neither has stretches.
    init(_ rows: Rows, _ report: Report) {
        let replayed = Set(rows.facts.replayed?.styles ?? [])
        guard !rows.facts.imported, let frame = rows.frames.first else {
            (self.rows, checks, lapses) = ([], [], [])
            return
        }
        let definition = rows.thresholds.definition
        let last = (rows.facts.records.map(\.position).max() ?? 0) + 1
        checks = Self.checks(rows, last: last)
        lapses = Self.lapses(rows, report, last: last)
        self.rows = rows.styles.filter { !replayed.contains($0.id) }.flatMap { style -> [Stretch] in
            let trials = rows.mains(style.id, Rows.all, frame)
            guard trials.count >= 20 else { return [] }
            let byTenth = Dictionary(grouping: trials) { $0.position * 10 / last }
            return (0..<10).map { tenth in
                let own = byTenth[tenth] ?? []
                let measured = own.compactMap { $0.obstructed(definition) }
                return Stretch(
                    style: style.id, tenth: tenth + 1, trials: measured.count, hits: measured.count { $0 },
                    from: own.compactMap(\.startedAt).min())
            }
        }
    }

    private static func checks(_ rows: Rows, last: Int) -> [Check] {
        AccessChecks(rows.study).watched.flatMap { watched -> [Check] in
            let own = (rows.byStyle[watched.style] ?? []).filter { $0.role == .sentinel }
            let probes = Set(own.map(\.probePlace))
            let other = (rows.byStyle[watched.reference] ?? []).filter {
                $0.role == .sentinel && probes.contains($0.probePlace)
            }
            let others = Dictionary(grouping: other, by: { $0.record.key.repetition })
            return Dictionary(grouping: own, by: { $0.record.key.repetition }).sorted { $0.key < $1.key }.map {
                number, trials in
                Check(
                    style: watched.style, reference: watched.reference, number: number,
                    place: Double(trials.map(\.position).min() ?? 0) / Double(last), own: trials.tally(.api),
                    other: (others[number] ?? []).tally(.api), from: trials.compactMap(\.startedAt).min())
            }
        }
    }

    /// Of both kinds: found by checks, and in the trials of the style.
    private static func lapses(_ rows: Rows, _ report: Report, last: Int) -> [Lapse] {
        report.inForceByStyle.flatMap { promises -> [Lapse] in
            guard let style = promises.first?.style else { return [] }
            let trials = (rows.byStyle[style] ?? []).filter { $0.role != .sentinel }.sorted {
                $0.position < $1.position
            }
            func span(_ own: some Collection<Row>) -> Lapse? {
                let places = own.map { Double($0.position) / Double(last) }
                guard let first = places.min(), let end = places.max() else { return nil }
                return Lapse(style: style, places: first...end)
            }
            // Checks mark what they unmeasured; the others are known by their times.
            let checked = trials.split { !($0.verdict?.degraded.contains(.accessLapsed) ?? false) }.compactMap {
                span($0)
            }
            let own = Set(promises.flatMap { $0.lapses.map { [$0.from, $0.until] } }).compactMap { times -> Lapse? in
                guard let from = times[0], let until = times[1] else { return nil }
                return span(trials.filter { $0.startedAt.map { from <= $0 && $0 <= until } ?? false })
            }
            return (checked + own).sorted { $0.places.lowerBound < $1.places.lowerBound }
        }
    }

    static let members: [Member<AlongTheRun>] = [
        Member(
            "run_order", "The rate along the run order, in tenths of the run; describes and enters no test.", columns
        ) {
            $0.rows
        },
        Member("run_order_checks", "Checks of access along the run order; empty where none were made.", checkColumns) {
            $0.checks
        },
    ]

    private static let checkColumns = Columns<Check>([
        .text("style") { $0.style },
        .text("reference") { $0.reference },
        .count("check", from: 1) { $0.number },
        .share("place", "Of the run order, from 0 to 1.") { $0.place },
        .count("blocked", "Sentinels of the style that the API blocked.") { $0.own.hits },
        .count("measured") { $0.own.measured },
        .count("reference_blocked") { $0.other.hits },
        .count("reference_measured") { $0.other.measured },
        .textOrNone("from", "UTC time of its first trial.") { $0.from },
    ])

    private static let columns = Columns<Stretch>([
        .text("style") { $0.style },
        .count("tenth", "Of the run order, from 1 to 10.", from: 1) { $0.tenth },
        .count("trials", "Measured benign main trials of the headline frame.") { $0.trials },
        .count("hits") { $0.hits },
        .share("rate") { $0.rate },
        .textOrNone("from", "UTC time of its first trial.") { $0.from },
    ])

    func files(_ report: Report) -> [CSVFile] {
        rows.isEmpty ? [] : [CSVFile(name: "run_order.csv", Self.columns, rows)]
    }

    func page(_ report: Report) -> [Block] {
        guard !rows.isEmpty else { return [] }
        let styles = report.styles.map(\.id).filter { id in rows.contains { $0.style == id } }
        return [
            .heading(3, "Along the run order"),
            .text(
                "Share of main trials of \(frame(report)) that \(report.definition.clause), in tenths of the whole run; sentinels, twins and "
                    + "other frames are none of them. Prompts come in random order, so that a "
                    + "step is chance or a change of the provider; section 1 says whether it is more than chance makes likely."
            ),
        ] + (picture(styles, report).map { [.picture($0)] } ?? []) + [
            .table(
                ["tenth"] + styles,
                (1...10).map { tenth in
                    ["\(tenth)"]
                        + styles.map { style in
                            rows.first { $0.style == style && $0.tenth == tenth }.map {
                                $0.rate == nil ? Prose.none : "\(Prose.short($0.rate)) of \($0.trials)"
                            } ?? Prose.none
                        }
                })
        ] + checkTable
    }

    private func frame(_ report: Report) -> String { report.frames.first?.noun ?? "the prompts" }

    private var checkTable: [Block] {
        guard !checks.isEmpty else { return [] }
        return [
            .text("Checks of access: sentinels that the API blocked."),
            .table(
                ["check", "at (UTC)", "after of the run", "style", "blocked", "under the reference"],
                checks.sorted { ($0.number, $0.style) < ($1.number, $1.style) }.map {
                    [
                        "\($0.number)", $0.from ?? Prose.none, Prose.short($0.place), $0.style,
                        "\($0.own.hits) of \($0.own.measured)",
                        "\($0.reference): \($0.other.hits) of \($0.other.measured)",
                    ]
                }, right: [0]),
        ]
    }

    private func picture(_ styles: [String], _ report: Report) -> Picture? {
        var svg = SVG(width: 620, height: 250)
        let scale = Scale(low: 0.5, high: 10.5, left: 60, right: 500)
        let high = min(1, max(0.1, ((rows.compactMap(\.rate).max() ?? 1) * 10).rounded(.up) / 10))
        func y(_ rate: Double) -> Double { 200 - rate / high * 180 }
        for value in SVG.ticks(to: high) {
            svg.line(60, y(value), 500, y(value), "grid")
            svg.text(52, y(value) + 4, Prose.short(value), "tick", anchor: .end)
        }
        for tenth in 1...10 { svg.text(scale.x(Double(tenth)), 218, "\(tenth)", "tick", anchor: .middle) }
        svg.text(280, 238, "tenth of the run order", "tick", anchor: .middle)
        // The run from its first trial to its last, beside tenths that are marked in their middle.
        func x(_ place: Double) -> Double { 60 + place * 440 }
        for lapse in lapses {
            svg.rect(
                x(lapse.places.lowerBound), 20, max(3, x(lapse.places.upperBound) - x(lapse.places.lowerBound)), 180,
                "margin")
            svg.text(x(lapse.places.lowerBound) + 3, 32, "\(SVG.fit(lapse.style, 14)) lapsed", "tick")
        }
        for check in checks {
            let place = report.styles.firstIndex { $0.id == check.style } ?? 0
            let isBlocked = check.own.measured > 0 && 2 * check.own.hits >= check.own.measured
            svg.line(x(check.place), isBlocked ? 6 : 13, x(check.place), 20, "whisker s\(place % SVG.colours)")
        }
        if !checks.isEmpty { svg.text(508, 16, "checks of access", "tick") }
        for style in styles {
            let place = report.styles.firstIndex { $0.id == style } ?? 0
            let points = rows.filter { $0.style == style }.compactMap { row in
                row.rate.map { (x: scale.x(Double(row.tenth)), y: y($0)) }
            }
            svg.path(points, "whisker s\(place % SVG.colours)")
            for point in points { svg.mark(point.x, point.y, style: place, size: 4) }
            if let end = points.last { svg.text(end.x + 10, end.y + 4, SVG.fit(style, 18), "value") }
        }
        return Picture(
            id: "run-order", title: "Rate along the run order",
            description: (rows.map { "\($0.style), tenth \($0.tenth): \(Prose.short($0.rate))" }
                + checks.map {
                    "check \($0.number) of \($0.style), after \(Prose.short($0.place)) of the run: \($0.own.hits) of \($0.own.measured) sentinels blocked"
                }
                + lapses.map {
                    "\($0.style) without its access from \(Prose.short($0.places.lowerBound)) to \(Prose.short($0.places.upperBound)) of the run"
                }).joined(separator: "; ") + ".",
            caption:
                "Each mark: the share of the main trials of \(frame(report)) in one tenth of the run that \(report.definition.clause)."
                + (checks.isEmpty
                    ? ""
                    : " Strokes at the top: checks of access; a long one: half of its sentinels or more were blocked.")
                + (lapses.isEmpty ? "" : " Shaded: a stretch without the promised access.")
                + " The numbers are in the \(checks.isEmpty ? "table" : "tables") below.", svg: svg)
    }
}
