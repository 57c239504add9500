import Foundation
import Reports
import Statistics
import Trials

/// What a study can and cannot answer, from its design alone or with the rates of a pilot (docs/methods/statistics.md
/// section 6).
struct StudyPlan {
    /// What is expected of one style and field.
    struct Expected {
        var rate = 0.1
        var icc = EffectiveProbes.defaultICC
        var isOfPilot = false
    }

    let study: Study
    let pilot: Report?

    /// Without a pilot, one prompt in ten.
    static let defaultRate = 0.1
    static let power = 0.8

    private var thresholds: Thresholds { study.thresholds }
    private var method: Statistics.IntervalMethod { thresholds.interval == .exact ? .exact : .wilson }
    private var rule: LevelRule {
        LevelRule(
            tolerance: thresholds.tolerance, obstruction: thresholds.obstruction, alpha: thresholds.alpha,
            method: method)
    }

    /// Scenarios by field in the headline frame; `all` first where there are several fields.
    var fields: [(field: String, scenarios: Int)] {
        let benign = study.probes.filter { $0.role == .main && $0.expect == .answer }
        let frame = Frame.allCases.first { frame in benign.contains { $0.frame == frame } }
        let own = benign.filter { $0.frame == frame }
        let fields = Dictionary(grouping: own, by: \.field).map { ($0.key, Set($0.value.map(\.cluster)).count) }
            .sorted { $0.0 < $1.0 }
        return (fields.count > 1 ? [("all", Set(own.map(\.cluster)).count)] : []) + fields
    }

    /// Comparisons in the family: Holm's first step divides by as many.
    var family: Int {
        let words = Set(study.family)
        let own = fields.count
        return max(
            1, (words.contains("comparison") ? study.compare.count : 1) * (words.contains("field") ? own : 1))
    }

    func expected(_ style: String, _ field: String) -> Expected {
        guard let estimate = pilot?.cell(style, field, thresholds.definition)?.estimate, let rate = estimate.rate else {
            return Expected(rate: Self.defaultRate)
        }
        // A pilot that saw nothing does not say that there is nothing: half of what it cannot exclude.
        let seen = rate == 0 ? (estimate.high ?? 0) / 2 : rate
        return Expected(rate: seen, icc: min(1, max(0, estimate.icc ?? EffectiveProbes.defaultICC)), isOfPilot: true)
    }

    func comparison(_ pair: Comparison, _ field: String, scenarios: Int) -> ComparisonPlan {
        var (psi, icc) = (
            PairedPower.discordant(rateA: 0, rateB: expected(pair.b, field).rate), EffectiveProbes.defaultICC
        )
        if let row = pilot?.comparisons.first(where: {
            $0.a == pair.a && $0.b == pair.b && $0.field == field && $0.definition == thresholds.definition
        }), case .paired(let paired) = row.finding, let a = paired.onlyAShare, let b = paired.onlyBShare, a + b > 0 {
            psi = a + b
            icc = min(1, max(0, paired.icc ?? icc))
        }
        return ComparisonPlan(
            EffectiveProbes(probes: scenarios, repeats: study.repeats, icc: icc), discordant: psi,
            alpha: thresholds.alpha, comparisons: family)
    }

    // MARK: The page

    var lines: [String] {
        var out = [
            pilot == nil
                ? "Without a pilot: a rate of \(percent(Self.defaultRate)) and repeats that agree with ICC "
                    + "\(EffectiveProbes.defaultICC) are assumed (`--pilot RUN` takes those of a run)."
                : "Rates, ICC and shares of differing prompts are those of the pilot where it has them."
        ]
        out += ["", "Rates (\(thresholds.definition.rawValue)):"]
        for style in study.styles {
            for (field, scenarios) in fields { out.append("  " + rate(style.id, field, scenarios)) }
        }
        if !study.compare.isEmpty {
            out += ["", "Comparisons (alpha \(thresholds.alpha) over a family of \(family)):"]
            for pair in study.compare {
                for (field, scenarios) in fields { out.append("  " + difference(pair, field, scenarios)) }
            }
        }
        return out + [""] + answerLines
    }

    /// What the study can and cannot answer, in words.
    var answerLines: [String] {
        let answers = answers
        return ["This study can answer:"] + bullets(answers.can) + ["This study cannot answer:"]
            + bullets(answers.cannot)
    }

    private func bullets(_ lines: [String]) -> [String] { lines.isEmpty ? ["  nothing"] : lines.map { "  - " + $0 } }

    private func rate(_ style: String, _ field: String, _ scenarios: Int) -> String {
        let expected = expected(style, field)
        let design = EffectiveProbes(probes: scenarios, repeats: study.repeats, icc: expected.icc)
        func half(_ design: EffectiveProbes) -> String {
            design.halfWidth(rate: expected.rate, method: method, alpha: thresholds.alpha).map {
                "± \(points($0))"
            } ?? "no scenario"
        }
        // The same requests, spent on a repeat of everything or on scenarios.
        let repeated = EffectiveProbes(probes: scenarios, repeats: study.repeats + 1, icc: expected.icc)
        let widened = EffectiveProbes(
            probes: scenarios + scenarios / study.repeats, repeats: study.repeats, icc: expected.icc)
        return "\(style), \(field): \(scenarios) scenarios x \(study.repeats), at \(percent(expected.rate)) "
            + "\(half(design)); one more repeat of each: \(half(repeated)); as many requests on new scenarios: "
            + half(widened)
    }

    private func difference(_ pair: Comparison, _ field: String, _ scenarios: Int) -> String {
        let plan = comparison(pair, field, scenarios: scenarios)
        let smallest =
            plan.minimumDetectableDifference(power: Self.power).map { "from \(points($0))" } ?? "at no size"
        let equivalence =
            plan.canShowEquivalence(margin: thresholds.margin)
            ? "can be shown to be smaller than \(points(thresholds.margin))"
            : "can never be shown to be smaller than \(points(thresholds.margin))"
                + (plan.probesNeeded(equivalenceWithin: thresholds.margin).map { " (from \($0) scenarios)" } ?? "")
        return "\(pair.a) against \(pair.b), \(field): a difference is found with \(percent(Self.power)) power "
            + "\(smallest) (\(percent(plan.discordant)) of prompts differ); it \(equivalence)"
    }

    /// In words, over all fields.
    var answers: (can: [String], cannot: [String]) {
        var (can, cannot): ([String], [String]) = ([], [])
        for (field, scenarios) in fields {
            let reach = rule.reach(of: scenarios)
            let (within, obstructs) = (
                "whether a style is within \(percent(thresholds.tolerance)) on \(field)",
                "whether a style obstructs more than \(percent(thresholds.obstruction)) on \(field)"
            )
            if reach.contains(.withinTolerance) {
                can.append("\(within), where next to nothing is obstructed")
            } else {
                cannot.append(
                    within
                        + (rule.probesForTolerance.map { ": \(scenarios) scenarios, \($0) without a hit would do" }
                            ?? ""))
            }
            if let hits = rule.hitsForObstruction(of: scenarios) {
                can.append("\(obstructs): from \(hits) of \(scenarios) scenarios on")
            } else {
                cannot.append(obstructs)
            }
            for pair in study.compare {
                let plan = comparison(pair, field, scenarios: scenarios)
                let about = "\(pair.a) against \(pair.b) on \(field)"
                if let smallest = plan.minimumDetectableDifference(power: Self.power), smallest <= 0.5 {
                    can.append("\(about): a difference of \(points(smallest)) or more")
                } else {
                    cannot.append("\(about): not even a difference of 50 points")
                }
                if !plan.canShowEquivalence(margin: thresholds.margin) {
                    cannot.append("\(about): that they are alike to within \(points(thresholds.margin))")
                }
            }
        }
        cannot.append("anything about prompts unlike these, or about other accounts and days")
        return (can, cannot)
    }

    // MARK: Solving for n

    /// `differs(trusted, public, cyber) 10`, `alike(trusted, public, cyber) 10`, `width(public, cyber) 5`: figures in
    /// percentage points; the scenarios that it takes.
    func solve(_ text: String) throws -> String {
        let question = try PlanQuestion(text, study: study, fields: fields.map(\.field))
        let size = question.points / 100
        let here = fields.first { $0.field == question.field }?.scenarios ?? 0
        let needed: Int?
        switch question.kind {
        case .differs(let pair):
            needed = comparison(pair, question.field, scenarios: 1).probesNeeded(difference: size, power: Self.power)
        case .alike(let pair):
            needed = comparison(pair, question.field, scenarios: 1).probesNeeded(equivalenceWithin: size)
        case .width(let style):
            let expected = expected(style, question.field)
            needed = (1...20_000).first {
                EffectiveProbes(probes: $0, repeats: study.repeats, icc: expected.icc).halfWidth(
                    rate: expected.rate, method: method, alpha: thresholds.alpha
                ).map { $0 <= size } ?? false
            }
        }
        guard let needed else { return "\(text): not with 20,000 scenarios" }
        return
            "\(text): \(needed) scenarios on \(question.field) (the study has \(here)), \(study.repeats) repeat(s) each: "
            + "\(needed * study.repeats) requests a style"
    }

    private func percent(_ share: Double) -> String { "\(Self.fixed(share * 100)) %" }
    private func points(_ share: Double) -> String { "\(Self.fixed(share * 100)) points" }

    private static func fixed(_ value: Double) -> String {
        let text = String(format: "%.1f", value)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

/// A question that `plan --solve` takes.
struct PlanQuestion {
    enum Kind {
        case differs(Comparison)
        case alike(Comparison)
        case width(String)
    }

    let kind: Kind
    let field: String
    /// Percentage points.
    let points: Double

    /// - Throws: `Failure` (64) with what is accepted.
    init(_ text: String, study: Study, fields: [String]) throws {
        func fail(_ found: String) -> Failure {
            Failure(
                .badUsage,
                "--solve \(text): \(found); accepted: differs(A, B, FIELD) POINTS, alike(A, B, FIELD) POINTS, "
                    + "width(STYLE, FIELD) POINTS with styles \(study.styles.map(\.id).joined(separator: ", ")) and fields "
                    + fields.joined(separator: ", "))
        }
        guard let match = text.wholeMatch(of: /\s*(\w+)\s*\(([^()]*)\)\s*([0-9.]+)\s*(points|%)?\s*/),
            let points = Double(match.3), points > 0, points <= 100
        else { throw fail("it cannot be read") }
        let words = match.2.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        func style(_ word: String) throws -> String {
            guard study.styles.contains(where: { $0.id == word }) else { throw fail("there is no style '\(word)'") }
            return word
        }
        guard let field = words.last, fields.contains(field) else {
            throw fail("there is no field '\(words.last ?? "")'")
        }
        (self.field, self.points) = (field, points)
        switch (match.1, words.count) {
        case ("differs", 3): kind = .differs(Comparison(a: try style(words[0]), b: try style(words[1])))
        case ("alike", 3): kind = .alike(Comparison(a: try style(words[0]), b: try style(words[1])))
        case ("width", 2): kind = .width(try style(words[0]))
        default: throw fail("'\(match.1)' with \(words.count) names is no question")
        }
    }
}
