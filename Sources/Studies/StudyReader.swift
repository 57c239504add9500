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
            study.controls = mistakes.items(of: fields.optional("controls")) { item throws(InputError) in
                try styleName(item, styles)
            }
            study.compare = comparisons(fields.optional("compare"), styles, gridPairs, &mistakes)
        }
        if let cursor = fields.optional("family") {
            study.family = mistakes.items(of: cursor) { item throws(InputError) in
                let word = try item.string()
                guard ["comparison", "field"].contains(word) else {
                    throw item.unknown(among: ["comparison", "field"])
                }
                return word
            }
        }
        study.thresholds = thresholds(fields.optional("thresholds"), &mistakes)
        if let floor = fields.optional("coverage_floor") {
            study.coverageFloor = mistakes.take(try floor.number(0...1), or: 0)
        }
        study.budget = budget(fields.optional("budget"), &mistakes)
        if let keys = mistakes.fields(of: fields.optional("pacing"), accepting: ["in_flight", "repeat_gap"]) {
            study.inFlight =
                mistakes.take(try keys.optional("in_flight")?.integer(1...10_000), or: nil) ?? study.inFlight
            study.repeatGap = mistakes.take(try keys.optional("repeat_gap")?.seconds(0...Durations.longest), or: nil)
        }
        if fields.present("stop_if") == nil, styles.contains(where: { !$0.loopback }) {
            study.stopIf = StopIf.live
        }
        if let keys = mistakes.fields(
            of: fields.optional("stop_if"), accepting: ["blocks_in_a_row", "blocks_per_hour"])
        {
            study.stopIf = StopIf(
                blocksInARow: mistakes.take(try keys.optional("blocks_in_a_row")?.integer(1...1_000_000), or: nil),
                blocksPerHour: mistakes.take(try keys.optional("blocks_per_hour")?.integer(1...1_000_000), or: nil))
        }
        if let keys = mistakes.fields(of: fields.optional("parity"), accepting: ["list_models"]) {
            study.listsModels = mistakes.take(try keys.optional("list_models")?.flag() ?? true, or: true)
        }
        if let judge = fields.optional("judge"), found != nil {
            study.judge = mistakes.take(
                try JudgeReader(path: path, files: files, shipped: shipped).panel(judge, styles: study.styles), or: nil)
        }
        if found != nil { mistakes.attempt { () throws(InputError) in try requireBudget(study, fields) } }
        try mistakes.raise()
        do throws(InputError) {
            study.sentinels = try SentinelSelection(path: path, suites: selection).read(study)
        } catch {
            throw StudyLines(root.value, file: path).located(error)
        }
        study.lock = study.makeLock()
        study.lockHash = Study.hash(ofLock: study.lock)
        return study
    }

    private func styleName(_ cursor: YAMLCursor, _ styles: [AccessStyle]) throws(InputError) -> String {
        let name = try cursor.string()
        guard styles.contains(where: { $0.id == name }) else {
            throw cursor.unknown("no style '\(name)'", among: styles.map(\.id))
        }
        return name
    }

    private func comparisons(
        _ cursor: YAMLCursor?, _ styles: [AccessStyle], _ gridPairs: [Comparison], _ mistakes: inout Mistakes
    ) -> [Comparison] {
        guard let cursor else {
            let inGrid = Set(gridPairs.flatMap { [$0.a, $0.b] })
            let gridBases = Set(gridPairs.map(\.b)).subtracting(gridPairs.map(\.a))
            let first = styles[0].id
            return styles.dropFirst().map(\.id)
                .filter { !inGrid.contains($0) || (gridBases.contains($0) && !inGrid.contains(first)) }
                .map { Comparison(a: $0, b: first) } + gridPairs
        }
        var out: [Comparison] = []
        for item in mistakes.take(try cursor.list(), or: []) {
            guard let keys = mistakes.fields(of: item, accepting: ["a", "b"]) else { continue }
            let a = mistakes.take(try styleName(try keys.required("a"), styles), or: nil)
            let b = mistakes.take(try styleName(try keys.required("b"), styles), or: nil)
            guard let a, let b else { continue }
            let pair = Comparison(a: a, b: b)
            if a == b {
                mistakes.add(item.error("a style is compared with itself"))
            } else if out.contains(pair) {
                mistakes.add(item.error("the pair \(pair.a), \(pair.b) stands twice"))
            } else {
                out.append(pair)
            }
        }
        return out
    }

    private func thresholds(_ cursor: YAMLCursor?, _ mistakes: inout Mistakes) -> Thresholds {
        let accepted = [
            "tolerance", "obstruction", "margin", "relative_margin", "alpha", "alarm_alpha", "interval", "definition",
        ]
        var out = Thresholds()
        guard let cursor, let keys = mistakes.fields(of: cursor, accepting: accepted) else { return out }
        let before = mistakes.all.count
        out.tolerance = mistakes.take(try keys.optional("tolerance")?.number(0...1), or: nil) ?? out.tolerance
        out.obstruction = mistakes.take(try keys.optional("obstruction")?.number(0...1), or: nil) ?? out.obstruction
        let readable = mistakes.all.count == before
        out.margin = mistakes.take(try keys.optional("margin")?.number(0...1), or: nil) ?? out.margin
        out.relativeMargin = mistakes.take(
            try keys.optional("relative_margin")?.number(Thresholds.relativeMargins), or: nil)
        if keys.optional("relative_margin") != nil, let margin = keys.optional("margin") {
            mistakes.add(
                margin.error(
                    "both 'margin' and 'relative_margin'",
                    accepted: "one of the two: a margin in the difference itself, or in shares of the reference's rate")
            )
        }
        out.alpha = mistakes.take(try keys.optional("alpha")?.number(Thresholds.alphas), or: nil) ?? out.alpha
        out.alarmAlpha =
            mistakes.take(try keys.optional("alarm_alpha")?.number(Thresholds.alarmAlphas), or: nil) ?? out.alarmAlpha
        out.interval = mistakes.take(try keys.optional("interval")?.choice(IntervalName.self), or: nil) ?? out.interval
        out.definition =
            mistakes.take(try keys.optional("definition")?.choice(Definition.self), or: nil) ?? out.definition
        if readable, out.tolerance >= out.obstruction {
            mistakes.add(
                (keys.optional("tolerance") ?? keys.optional("obstruction") ?? cursor).error(
                    "tolerance \(out.tolerance) is not below obstruction \(out.obstruction)",
                    accepted: "0 <= tolerance < obstruction <= 1"))
        }
        return out
    }

    private func budget(_ cursor: YAMLCursor?, _ mistakes: inout Mistakes) -> Budget {
        guard let keys = mistakes.fields(of: cursor, accepting: ["usd", "requests", "wall"]) else { return Budget() }
        return Budget(
            usd: mistakes.take(try keys.optional("usd")?.number(0...1e9), or: nil),
            requests: mistakes.take(try keys.optional("requests")?.integer(1...1_000_000_000), or: nil),
            wallSeconds: mistakes.take(try keys.optional("wall")?.seconds(1...Durations.longest), or: nil))
    }

    /// Money may only be spent up to a limit that somebody wrote down.
    private func requireBudget(_ study: Study, _ fields: YAMLFields) throws(InputError) {
        let named =
            study.styles.map { ("style '\($0.id)'", $0) }
            + (study.judge?.judges ?? []).map { ("judge '\($0.id)'", $0.style) }
        // One that is there and cannot be read has been told already.
        if case .mapping(let members)? = fields.optional("budget")?.value.kind,
            members.contains(where: { $0.key == "usd" && !$0.value.isNull })
        {
            return
        }
        guard study.budget.usd == nil, let (name, _) = named.first(where: { !$0.1.loopback }) else { return }
        throw (fields.optional("budget") ?? fields.cursor).error(
            "\(name) leaves this machine and the study has no 'budget.usd'", accepted: "budget: {usd: 20}")
    }
}
