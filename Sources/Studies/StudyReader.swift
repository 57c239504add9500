import Formats
import Trials

/// Reads a study file, the suites it uses and the texts its styles name.
///
/// ```swift
/// let study = try StudyReader.study(at: "study.yaml", from: DiskFiles(), shipped: ShippedFiles())
/// study.lockHash  // what is fixed before the run
/// ```
package struct StudyReader {
    static let studyKeys = [
        "study", "suites", "repeats", "seed", "end_user", "controls", "compare", "family", "thresholds",
        "coverage_floor",
        "budget", "pacing", "stop_if", "parity", "judge", "styles",
    ]

    let path: String
    let files: any FileSource
    let shipped: any FileSource

    /// - Parameters:
    ///   - files: where the study and everything that it names by a path is read from.
    ///   - shipped: where suites named without a path are read from (`probes/<name>.yaml`).
    /// - Throws: `InputError` naming file, line, style and key.
    package static func study(
        at path: String, from files: any FileSource, shipped: any FileSource
    ) throws(InputError) -> Study {
        try StudyReader(path: path, files: files, shipped: shipped).study()
    }

    private func study() throws(InputError) -> Study {
        let root = YAMLCursor(try YAMLValue.parse(try files.bytes(at: path), file: path), file: path)
        var mistakes = Mistakes()
        let fields = try root.fields(accepting: Self.studyKeys, &mistakes)
        let seed = mistakes.take(try fields.optional("seed")?.integer(0...Int.max) ?? 1, or: 1)
        let selection = SuiteSelection(path: path, files: files, shipped: shipped, seed: UInt64(seed))
        let (suites, probes) = mistakes.take(try selection.read(try fields.required("suites")), or: ([], []))
        let found = mistakes.take(
            try StyleReader(path: path, files: files).styles(try fields.required("styles")), or: nil)
        var (styles, gridPairs) = found ?? ([], [])
        if let cursor = fields.optional("end_user") {
            mistakes.attempt { () throws(InputError) in
                let name = try EndUser.read(cursor)
                for index in styles.indices { EndUser.mark(&styles[index], name) }
            }
        }
        var study = Study(
            name: mistakes.take(try Name.read(try fields.required("study")), or: ""), suites: suites, probes: probes,
            repeats: mistakes.take(try fields.optional("repeats")?.integer(1...1000) ?? 1, or: 1),
            seed: UInt64(seed), styles: styles)
        // What names styles is read where the styles could be.
        if found != nil {
            study.controls = mistakes.take(try styleNames(fields.optional("controls"), styles), or: [])
            study.compare = mistakes.take(try comparisons(fields.optional("compare"), styles, gridPairs), or: [])
        }
        if let cursor = fields.optional("family") { study.family = mistakes.take(try family(cursor), or: []) }
        if let cursor = fields.optional("thresholds") {
            study.thresholds = mistakes.take(try thresholds(cursor), or: Thresholds())
        }
        if let floor = fields.optional("coverage_floor") {
            study.coverageFloor = mistakes.take(try floor.number(0...1), or: 0)
        }
        if let cursor = fields.optional("budget") { study.budget = mistakes.take(try budget(cursor), or: Budget()) }
        if let pacing = fields.optional("pacing") {
            mistakes.attempt { () throws(InputError) in try self.pacing(pacing, &study) }
        }
        if fields.present("stop_if") == nil, styles.contains(where: { !$0.loopback }) {
            study.stopIf = StopIf.live
        }
        if let stop = fields.optional("stop_if") { study.stopIf = mistakes.take(try stopIf(stop), or: StopIf()) }
        if let parity = fields.optional("parity") {
            study.listsModels = mistakes.take(try listsModels(parity), or: true)
        }
        if let judge = fields.optional("judge"), found != nil {
            study.judge = mistakes.take(
                try JudgeReader(path: path, files: files, shipped: shipped).panel(judge, styles: study.styles), or: nil)
        }
        if found != nil { mistakes.attempt { () throws(InputError) in try requireBudget(study, fields) } }
        try mistakes.raise()
        study.sentinels = try SentinelSelection(path: path, suites: selection).read(study)
        study.lock = study.makeLock()
        study.lockHash = Study.hash(ofLock: study.lock)
        return study
    }

    private func pacing(_ cursor: YAMLCursor, _ study: inout Study) throws(InputError) {
        let keys = try cursor.fields(accepting: ["in_flight", "repeat_gap"])
        study.inFlight = try keys.optional("in_flight")?.integer(1...10_000) ?? study.inFlight
        study.repeatGap = try keys.optional("repeat_gap")?.seconds(0...Durations.longest)
    }

    private func stopIf(_ cursor: YAMLCursor) throws(InputError) -> StopIf {
        let keys = try cursor.fields(accepting: ["blocks_in_a_row", "blocks_per_hour"])
        return StopIf(
            blocksInARow: try keys.optional("blocks_in_a_row")?.integer(1...1_000_000),
            blocksPerHour: try keys.optional("blocks_per_hour")?.integer(1...1_000_000))
    }

    private func listsModels(_ cursor: YAMLCursor) throws(InputError) -> Bool {
        try cursor.fields(accepting: ["list_models"]).optional("list_models")?.flag() ?? true
    }

    private func styleNames(_ cursor: YAMLCursor?, _ styles: [AccessStyle]) throws(InputError) -> [String] {
        var names: [String] = []
        for item in try cursor?.list() ?? [] { names.append(try styleName(item, styles)) }
        return names
    }

    private func styleName(_ cursor: YAMLCursor, _ styles: [AccessStyle]) throws(InputError) -> String {
        let name = try cursor.string()
        guard styles.contains(where: { $0.id == name }) else {
            throw cursor.error("no style '\(name)'", accepted: styles.map(\.id).joined(separator: ", "))
        }
        return name
    }

    private func comparisons(
        _ cursor: YAMLCursor?, _ styles: [AccessStyle], _ gridPairs: [Comparison]
    ) throws(InputError) -> [Comparison] {
        guard let cursor else {
            let inGrid = Set(gridPairs.flatMap { [$0.a, $0.b] })
            let gridBases = Set(gridPairs.map(\.b)).subtracting(gridPairs.map(\.a))
            let first = styles[0].id
            return styles.dropFirst().map(\.id)
                .filter { !inGrid.contains($0) || (gridBases.contains($0) && !inGrid.contains(first)) }
                .map { Comparison(a: $0, b: first) } + gridPairs
        }
        var out: [Comparison] = []
        for item in try cursor.list() {
            let keys = try item.fields(accepting: ["a", "b"])
            let pair = Comparison(
                a: try styleName(try keys.required("a"), styles), b: try styleName(try keys.required("b"), styles))
            guard pair.a != pair.b else { throw item.error("a style is compared with itself") }
            guard !out.contains(pair) else { throw item.error("the pair \(pair.a), \(pair.b) stands twice") }
            out.append(pair)
        }
        return out
    }

    private func family(_ cursor: YAMLCursor) throws(InputError) -> [String] {
        var out: [String] = []
        for item in try cursor.list() {
            let word = try item.string()
            guard ["comparison", "field"].contains(word) else {
                throw item.error("found '\(word)'", accepted: "comparison, field")
            }
            out.append(word)
        }
        return out
    }

    private func thresholds(_ cursor: YAMLCursor) throws(InputError) -> Thresholds {
        let keys = try cursor.fields(accepting: [
            "tolerance", "obstruction", "margin", "relative_margin", "alpha", "alarm_alpha", "interval", "definition",
        ])
        var out = Thresholds()
        out.tolerance = try keys.optional("tolerance")?.number(0...1) ?? out.tolerance
        out.obstruction = try keys.optional("obstruction")?.number(0...1) ?? out.obstruction
        out.margin = try keys.optional("margin")?.number(0...1) ?? out.margin
        out.relativeMargin = try keys.optional("relative_margin")?.number(Thresholds.relativeMargins)
        if out.relativeMargin != nil, let margin = keys.optional("margin") {
            throw margin.error(
                "both 'margin' and 'relative_margin'",
                accepted: "one of the two: a margin in the difference itself, or in shares of the reference's rate")
        }
        out.alpha = try keys.optional("alpha")?.number(1e-9...0.5) ?? out.alpha
        out.alarmAlpha = try keys.optional("alarm_alpha")?.number(1e-12...0.5) ?? out.alarmAlpha
        out.interval = try keys.optional("interval")?.choice(IntervalName.self) ?? out.interval
        out.definition = try keys.optional("definition")?.choice(Definition.self) ?? out.definition
        guard out.tolerance < out.obstruction else {
            throw cursor.error(
                "tolerance \(out.tolerance) is not below obstruction \(out.obstruction)",
                accepted: "0 <= tolerance < obstruction <= 1")
        }
        return out
    }

    private func budget(_ cursor: YAMLCursor) throws(InputError) -> Budget {
        let keys = try cursor.fields(accepting: ["usd", "requests", "wall"])
        return Budget(
            usd: try keys.optional("usd")?.number(0...1e9),
            requests: try keys.optional("requests")?.integer(1...1_000_000_000),
            wallSeconds: try keys.optional("wall")?.seconds(1...Durations.longest))
    }

    /// Money may only be spent up to a limit that somebody wrote down.
    private func requireBudget(_ study: Study, _ fields: YAMLFields) throws(InputError) {
        let named =
            study.styles.map { ("style '\($0.id)'", $0) }
            + (study.judge?.judges ?? []).map { ("judge '\($0.id)'", $0.style) }
        guard study.budget.usd == nil, let (name, _) = named.first(where: { !$0.1.loopback }) else { return }
        throw (fields.optional("budget") ?? fields.cursor).error(
            "\(name) leaves this machine and the study has no 'budget.usd'", accepted: "budget: {usd: 20}")
    }
}
