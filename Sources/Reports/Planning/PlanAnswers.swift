import Formats
import Statistics
import Trials

extension StudyPlan {
    /// What the study can and cannot answer, in words.
    package var answerLines: [String] {
        let answers = answers
        func bullets(_ lines: [String]) -> [String] { lines.isEmpty ? ["  nothing"] : lines.map { "  - " + $0 } }
        return ["This study can answer:"] + bullets(answers.can) + ["This study cannot answer:"]
            + bullets(answers.cannot)
    }

    /// A line a question, its fields side by side; styles of whom the same can be said share one. Promises stand first: whoever was
    /// promised access asks for them.
    package var answers: (can: [String], cannot: [String]) {
        let nothing: (can: [String], cannot: [String]) = ([], [])
        let access = accessAnswers
        let own = caseAnswers ?? nothing
        let levels = isCase ? nothing : levelAnswers
        let pairs = isCase ? nothing : pairAnswers
        return (
            access.can + own.can + levels.can + pairs.can,
            access.cannot + own.cannot + levels.cannot + pairs.cannot
                + ["anything about prompts unlike these, or about other accounts and days"]
        )
    }

    /// A study of one scenario asks about that prompt, trial by trial.
    var isCase: Bool {
        Set(study.probes.lazy.filter { $0.role == .main && $0.expect == .answer }.map(\.cluster)).count == 1
    }

    /// Arm against arm, as the report of such a run has them: styles that are compared, on every text; and under every style
    /// versions against their original, twins against theirs.
    private var caseContrasts: Int {
        let mains = study.probes.filter { $0.role == .main }
        let versions = study.probes.count { $0.role == .variant }
        let twins = Set(mains.compactMap(\.twin)).count
        return study.compare.count * (mains.count + versions + twins)
            + study.styles.count * (versions + mains.count { $0.twin != nil })
    }

    private var caseAnswers: (can: [String], cannot: [String])? {
        guard isCase else { return nil }
        let what = "whether a style or a version changes what becomes of this one prompt"
        // Told as the report will tell it: over all its contrasts.
        let alpha = thresholds.alpha / Double(max(1, caseContrasts))
        let over = caseContrasts > 1 ? ", told over \(caseContrasts) contrasts" : ""
        func tells(_ hits: Int, of repeats: Int) -> Bool {
            let arm = CaseComparison(
                (0..<repeats).map { $0 < hits }, against: [Bool](repeating: false, count: repeats),
                alpha: alpha)
            return arm.p.map { $0 <= alpha } ?? false
        }
        let rates = "a rate of prompts: they are of one scenario"
        if let hits = (1...study.repeats).first(where: { tells($0, of: study.repeats) }) {
            return (["\(what): yes from \(hits) of \(study.repeats) trials against none on\(over)"], [rates])
        }
        let enough = (1...100).first { tells($0, of: $0) }
        return (
            [],
            [
                what + (enough.map { ": \(counted(study.repeats, "repeat")) an arm, \($0) would do\(over)" } ?? ""),
                rates,
            ]
        )
    }

    private var levelAnswers: (can: [String], cannot: [String]) {
        let within = "whether a style is within \(Prose.short(thresholds.tolerance))"
        let obstructs = "whether a style obstructs more than \(Prose.short(thresholds.obstruction))"
        // A gate asks on one side.
        let gate = rule(alpha: min(0.5, 2 * thresholds.alpha))
        var (inside, short, above, below) = ([String](), [String](), [String](), [String]())
        for (field, scenarios) in fields {
            if let hits = rule.hitsForTolerance(of: scenarios) {
                inside.append("\(field) \(hits) of \(scenarios) (\(gate.hitsForTolerance(of: scenarios) ?? hits))")
            } else {
                short.append("\(field) (\(counted(scenarios, "scenario")))")
            }
            if let hits = rule.hitsForObstruction(of: scenarios) {
                above.append("\(field) \(hits) of \(scenarios)")
            } else {
                below.append(field)
            }
        }
        func line(_ head: String, _ parts: [String], _ tail: String = "") -> [String] {
            parts.isEmpty ? [] : [head + parts.joined(separator: ", ") + tail]
        }
        return (
            line("\(within): yes with so many scenarios obstructed or fewer (in brackets: a gate): ", inside)
                + line("\(obstructs): yes from so many scenarios on: ", above),
            line("\(within) on ", short, rule.probesForTolerance.map { ": \($0) without a hit would do" } ?? "")
                + line("\(obstructs) on ", below)
        )
    }

    /// Why no number of scenarios shows that a pair is alike.
    static func neverAlike(_ beyond: Double) -> String {
        "no number of scenarios would do where they are as different as in the pilot (\(Prose.points(beyond)) points)"
    }

    private var pairAnswers: (can: [String], cannot: [String]) {
        var (can, cannot) = (SaidOnce(), SaidOnce())
        let alike = "that they are alike to within \(thresholds.limit.prose)"
        for pair in study.compare {
            var found: [String] = []
            // By what stands beside the fields: what is assumed, or what would do.
            var (shown, lacking, hidden) = (SaidOnce(), SaidOnce(), [String]())
            for (field, scenarios) in fields {
                if let smallest = comparison(pair, field, scenarios: scenarios).minimumDetectableDifference(
                    power: Self.power), smallest <= 0.5
                {
                    found.append("\(field) \(Prose.size(smallest).replacing(" points", with: ""))")
                } else {
                    hidden.append(field)
                }
                let assumed = seen(pair, field) == nil ? "where no prompt differs" : "as different as in the pilot"
                if likeness(pair, field, scenarios: scenarios) >= Self.power {
                    shown.add(field, assumed)
                } else if let beyond = differenceBeyond(nil, pair, field) {
                    lacking.add(field, Self.neverAlike(beyond))
                } else {
                    lacking.add(
                        field,
                        scenariosForLikeness(pair, field).map { "\(counted($0, "scenario")) would do, \(assumed)" }
                            ?? "")
                }
            }
            let subject = "\(pair.a) against \(pair.b)"
            if !found.isEmpty {
                can.add(subject, "a difference of so many points or more: \(found.joined(separator: ", "))")
            }
            for (fields, assumed) in shown.lines {
                can.add(subject, "\(alike), \(assumed): \(fields.joined(separator: ", "))")
            }
            if !hidden.isEmpty {
                cannot.add(subject, "not even a difference of 50 points on \(hidden.joined(separator: ", "))")
            }
            for (fields, would) in lacking.lines {
                cannot.add(
                    subject, "\(alike) on \(fields.joined(separator: ", "))" + (would.isEmpty ? "" : ": \(would)"))
            }
        }
        func written(_ said: SaidOnce) -> [String] {
            said.lines.map { "\($0.names.joined(separator: "; ")): \($0.text)" }
        }
        return (written(can), written(cannot))
    }
}

/// Names of which the same can be said, in the order in which it was first said.
private struct SaidOnce {
    private(set) var lines: [(names: [String], text: String)] = []

    mutating func add(_ name: String, _ text: String) {
        if let place = lines.firstIndex(where: { $0.text == text }) {
            lines[place].names.append(name)
        } else {
            lines.append(([name], text))
        }
    }
}
