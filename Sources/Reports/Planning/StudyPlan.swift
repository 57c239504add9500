import Statistics
import Trials

/// What a study can and cannot answer, from its design alone or with the rates of a pilot (docs/methods/statistics.md
/// section 6).
///
///     StudyPlan(study: study).answers.cannot    // "whether a style is within 10 % on virology: ..."
package struct StudyPlan: Sendable {
    /// What is expected of one style and field.
    struct Expected {
        var rate = StudyPlan.defaultRate
        var icc = EffectiveProbes.defaultICC
        var isOfPilot = false
    }

    package struct Place: Sendable, Hashable {
        package var style: String
        package var field: String

        package init(style: String, field: String) { (self.style, self.field) = (style, field) }
    }

    /// What the main prompts of one style and field cost.
    package struct Load: Sendable, Hashable {
        package var requests: Int
        /// A token for every four bytes of request, and replies of ordinary length.
        package var inputTokens: Double
        package var outputTokens: Double
        /// nil without a price.
        package var usd: Double?
        /// The least that declared limits leave; nil where none is declared.
        package var minutes: Double?

        package init(
            requests: Int = 0, inputTokens: Double = 0, outputTokens: Double = 0, usd: Double? = nil,
            minutes: Double? = nil
        ) {
            self.requests = requests
            self.inputTokens = inputTokens
            self.outputTokens = outputTokens
            self.usd = usd
            self.minutes = minutes
        }
    }

    package let study: Study
    let pilot: Report?
    let loads: [Place: Load]

    package init(study: Study, pilot: Report? = nil, loads: [Place: Load] = [:]) {
        self.study = study
        self.pilot = pilot
        self.loads = loads
    }

    /// Without a pilot, one prompt in ten.
    static let defaultRate = 0.1
    package static let power = 0.8

    var thresholds: Thresholds { study.thresholds }
    var method: IntervalMethod { thresholds.interval == .exact ? .exact : .wilson }
    var rule: LevelRule { rule(alpha: thresholds.alpha) }

    func rule(alpha: Double) -> LevelRule {
        LevelRule(
            tolerance: thresholds.tolerance, obstruction: thresholds.obstruction, alpha: alpha, method: method)
    }

    /// Scenarios by field in the headline frame; `all` first where there are several fields.
    package var fields: [(field: String, scenarios: Int)] {
        let own = Self.headline(study)
        let fields = Dictionary(grouping: own, by: \.field).map { ($0.key, Set($0.value.map(\.cluster)).count) }
            .sorted { $0.0 < $1.0 }
        return (fields.count > 1 ? [(Rows.all, Set(own.map(\.cluster)).count)] : []) + fields
    }

    /// Main benign probes of the headline frame.
    package static func headline(_ study: Study) -> [Probe] {
        let benign = study.probes.filter { $0.role == .main && $0.expect == .answer }
        let frame = Frame.allCases.first { frame in benign.contains { $0.frame == frame } }
        return benign.filter { $0.frame == frame }
    }

    /// Comparisons in the family: Holm's first step divides by as many.
    var family: Int {
        let words = Set(study.family)
        return max(
            1,
            (words.contains("comparison") ? study.compare.count : 1) * (words.contains("field") ? fields.count : 1))
    }

    func expected(_ style: String, _ field: String) -> Expected {
        guard let estimate = pilot?.cell(style, field, thresholds.definition)?.estimate, let rate = estimate.rate else {
            return Expected()
        }
        // A pilot that saw nothing does not say that there is nothing: half of what it cannot exclude.
        let seen = rate == 0 ? (estimate.high ?? 0) / 2 : rate
        return Expected(rate: seen, icc: min(1, max(0, estimate.icc ?? EffectiveProbes.defaultICC)), isOfPilot: true)
    }

    func design(_ style: String, _ field: String, scenarios: Int, repeats: Int? = nil) -> EffectiveProbes {
        EffectiveProbes(
            probes: scenarios, repeats: repeats ?? study.repeats, icc: expected(style, field).icc)
    }

    func halfWidth(_ style: String, _ field: String, scenarios: Int, repeats: Int? = nil) -> Double? {
        design(style, field, scenarios: scenarios, repeats: repeats).halfWidth(
            rate: expected(style, field).rate, method: method, alpha: thresholds.alpha)
    }

    /// What the pilot has of a pair; nil where it did not measure one prompt under both.
    func pilotPair(_ pair: Comparison, _ field: String) -> PairedComparison? {
        let row = pilot?.comparisons.first {
            $0.a == pair.a && $0.b == pair.b && $0.field == field && $0.frame == pilot?.frames.first
                && $0.definition == thresholds.definition
        }
        guard case .paired(let paired)? = row?.finding, paired.pairs > 0 else { return nil }
        return paired
    }

    /// The same where it saw a difference.
    func seen(_ pair: Comparison, _ field: String) -> PairedComparison? {
        guard let paired = pilotPair(pair, field), let a = paired.onlyAShare, let b = paired.onlyBShare, a + b > 0
        else { return nil }
        return paired
    }

    /// What a pilot and a study have in common: styles and fields, as `style, field`; and what the study has alone.
    package func held(by pilot: Report) -> (held: [String], lacking: [String]) {
        var (held, lacking) = ([String](), [String]())
        for style in study.styles {
            for (field, _) in fields {
                let has = pilot.cell(style.id, field, thresholds.definition)?.estimate.rate != nil
                if has { held.append("\(style.id), \(field)") } else { lacking.append("\(style.id), \(field)") }
            }
        }
        return (held, lacking)
    }

    func comparison(_ pair: Comparison, _ field: String, scenarios: Int) -> ComparisonPlan {
        var psi = PairedPower.discordant(rateA: 0, rateB: expected(pair.b, field).rate)
        var icc = EffectiveProbes.defaultICC
        if let seen = seen(pair, field) {
            psi = (seen.onlyAShare ?? 0) + (seen.onlyBShare ?? 0)
            icc = min(1, max(0, seen.icc ?? icc))
        } else if let alike = pilotPair(pair, field) {
            // None of so many: half of what that does not exclude, as for rates.
            psi = method.bounds(rate: 0, size: Double(alike.pairs), tail: thresholds.alpha / 2).high / 2
        }
        return ComparisonPlan(
            EffectiveProbes(probes: scenarios, repeats: study.repeats, icc: icc), discordant: psi,
            alpha: thresholds.alpha, comparisons: family)
    }

    /// The chance to show that a pair is alike: as different as the pilot has it, or not at all.
    func likeness(_ pair: Comparison, _ field: String, scenarios: Int, within margin: Margin? = nil) -> Double {
        let plan = comparison(pair, field, scenarios: scenarios)
        let seen = seen(pair, field)
        return (seen == nil ? plan.alike : plan).equivalencePower(
            within: margin ?? thresholds.limit, difference: seen?.difference ?? 0,
            rate: expected(pair.b, field).rate)
    }

    /// The pilot's difference where it is no smaller than the margin: no number of scenarios would show that a pair is alike.
    func differenceBeyond(_ margin: Margin? = nil, _ pair: Comparison, _ field: String) -> Double? {
        guard let difference = seen(pair, field)?.difference else { return nil }
        let most =
            switch margin ?? thresholds.limit {
            case .points(let points): points
            case .ofReference(let share): share * expected(pair.b, field).rate
            }
        return abs(difference) >= most ? difference : nil
    }

    /// The scenarios that `likeness` takes; nil where 20,000 are too few.
    func scenariosForLikeness(_ pair: Comparison, _ field: String, within margin: Margin? = nil) -> Int? {
        let plan = comparison(pair, field, scenarios: 1)
        let seen = seen(pair, field)
        return (seen == nil ? plan.alike : plan).probesNeeded(
            equivalenceWithin: margin ?? thresholds.limit, difference: seen?.difference ?? 0,
            rate: expected(pair.b, field).rate, power: Self.power)
    }
}
