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

    let rows: [Stretch]

    /// Imported rows have no order, and a replay has one of its own: neither has stretches.
    init(_ rows: Rows, _ report: Report) {
        let replayed = Set(rows.facts.replayed?.styles ?? [])
        guard !rows.facts.imported, let frame = rows.frames.first else {
            self.rows = []
            return
        }
        let definition = rows.thresholds.definition
        let last = (rows.facts.records.map(\.position).max() ?? 0) + 1
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

    static let members: [Member<AlongTheRun>] = [
        Member(
            "run_order", "The rate along the run order, in tenths of the run; describes and enters no test.", columns
        ) {
            $0.rows
        }
    ]

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
                "Share of trials that \(report.definition.clause), in tenths of the run. Prompts come in random order, so that a "
                    + "step is a change of the provider or chance; the drift test of section 1 tells which."),
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
        ]
    }

    private func picture(_ styles: [String], _ report: Report) -> Picture? {
        var svg = SVG(width: 620, height: 250)
        let scale = Scale(low: 0.5, high: 10.5, left: 60, right: 500)
        let high = min(1, max(0.1, ((rows.compactMap(\.rate).max() ?? 1) * 10).rounded(.up) / 10))
        func y(_ rate: Double) -> Double { 200 - rate / high * 180 }
        for step in 0...4 {
            let value = high * Double(step) / 4
            svg.line(60, y(value), 500, y(value), "grid")
            svg.text(52, y(value) + 4, Prose.short(value), "tick", anchor: .end)
        }
        for tenth in 1...10 { svg.text(scale.x(Double(tenth)), 218, "\(tenth)", "tick", anchor: .middle) }
        svg.text(280, 238, "tenth of the run order", "tick", anchor: .middle)
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
            description: rows.map { "\($0.style), tenth \($0.tenth): \(Prose.short($0.rate))" }.joined(separator: "; ")
                + ".",
            caption:
                "Each mark: the share of the trials of one tenth of the run that \(report.definition.clause). The numbers are in "
                + "the table below.", svg: svg)
    }
}
