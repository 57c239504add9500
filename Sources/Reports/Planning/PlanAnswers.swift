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

    /// Over all fields.
    package var answers: (can: [String], cannot: [String]) {
        var (can, cannot) = caseAnswers ?? ([], [])
        for (field, scenarios) in isCase ? [] : fields {
            level(field, scenarios, &can, &cannot)
            for pair in study.compare { difference(pair, field, scenarios, &can, &cannot) }
        }
        let access = accessAnswers
        can += access.can
        cannot += access.cannot
        cannot.append("anything about prompts unlike these, or about other accounts and days")
        return (can, cannot)
    }

    /// A study of one scenario asks about that prompt, trial by trial.
    var isCase: Bool {
        Set(study.probes.lazy.filter { $0.role == .main && $0.expect == .answer }.map(\.cluster)).count == 1
    }

    private var caseAnswers: (can: [String], cannot: [String])? {
        guard isCase else { return nil }
        let what = "whether a style or a version changes what becomes of this one prompt"
        func tells(_ hits: Int, of repeats: Int) -> Bool {
            let arm = CaseComparison(
                (0..<repeats).map { $0 < hits }, against: [Bool](repeating: false, count: repeats),
                alpha: thresholds.alpha)
            return arm.p.map { $0 <= thresholds.alpha } ?? false
        }
        let rates = "a rate of prompts: they are of one scenario"
        if let hits = (1...study.repeats).first(where: { tells($0, of: study.repeats) }) {
            return (["\(what): yes from \(hits) of \(study.repeats) trials against none on"], [rates])
        }
        let enough = (1...100).first { tells($0, of: $0) }
        return (
            [], [what + (enough.map { ": \(counted(study.repeats, "repeat")) an arm, \($0) would do" } ?? ""), rates]
        )
    }

    private func level(_ field: String, _ scenarios: Int, _ can: inout [String], _ cannot: inout [String]) {
        let within = "whether a style is within \(Prose.short(thresholds.tolerance)) on \(field)"
        if let hits = rule.hitsForTolerance(of: scenarios) {
            // A gate asks on one side.
            let gate = rule(alpha: min(0.5, 2 * thresholds.alpha)).hitsForTolerance(of: scenarios) ?? hits
            can.append(
                "\(within): yes with \(Self.upTo(hits)) of \(counted(scenarios, "scenario")) obstructed (a gate there: "
                    + "\(Self.upTo(gate)))")
        } else {
            cannot.append(
                within
                    + (rule.probesForTolerance.map {
                        ": \(counted(scenarios, "scenario")), \($0) without a hit would do"
                    } ?? ""))
        }
        let obstructs = "whether a style obstructs more than \(Prose.short(thresholds.obstruction)) on \(field)"
        if let hits = rule.hitsForObstruction(of: scenarios) {
            can.append("\(obstructs): yes from \(counted(hits, of: scenarios, "scenario")) on")
        } else {
            cannot.append(obstructs)
        }
    }

    private static func upTo(_ hits: Int) -> String { hits == 0 ? "none" : "up to \(hits)" }

    /// Why no number of scenarios shows that a pair is alike.
    static func neverAlike(_ beyond: Double) -> String {
        "no number of scenarios would do where they are as different as in the pilot (\(Prose.points(beyond)) points)"
    }

    private func difference(
        _ pair: Comparison, _ field: String, _ scenarios: Int, _ can: inout [String], _ cannot: inout [String]
    ) {
        let plan = comparison(pair, field, scenarios: scenarios)
        let about = "\(pair.a) against \(pair.b) on \(field)"
        if let smallest = plan.minimumDetectableDifference(power: Self.power), smallest <= 0.5 {
            can.append("\(about): a difference of \(Prose.size(smallest)) or more")
        } else {
            cannot.append("\(about): not even a difference of 50 points")
        }
        let alike = "\(about): that they are alike to within \(thresholds.limit.prose)"
        let chance = likeness(pair, field, scenarios: scenarios)
        let assumed = seen(pair, field) == nil ? "where no prompt differs" : "as different as in the pilot"
        if chance >= Self.power {
            can.append("\(alike), \(assumed)")
        } else if let beyond = differenceBeyond(nil, pair, field) {
            cannot.append("\(alike): \(Self.neverAlike(beyond))")
        } else {
            cannot.append(
                alike
                    + (scenariosForLikeness(pair, field).map { ": \(counted($0, "scenario")) would do, \(assumed)" }
                        ?? ""))
        }
    }
}
