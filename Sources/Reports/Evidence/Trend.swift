import Formats
import Statistics
import Trials

/// Runs of one study over time: rates per style, field and safeguard category with their dates, and the changes that survive
/// correction.
///
/// Runs that different rules judged are kept apart: a step between them is never called a change of the provider.
///
///     var trend = Trend(study: "nightly", definition: .strict, alpha: 0.05)
///     for (name, facts) in nights { trend.add(name, facts) }
///     trend.finish()
package struct Trend: Sendable {
    package struct Point: Sendable {
        package let run: String
        /// ISO 8601 UTC of its first request; nil where the run does not say.
        package let date: String?
        package let style: String
        package let field: String
        package let frame: Frame
        package let estimate: RateEstimate
        /// Trials that were planned, and measured ones of which the classifier is not sure.
        package let planned: Int
        package let unsure: Int
        /// Unmeasured trials or unsure verdicts could change its level, as its report marks it.
        package let doubted: Bool
        /// Rates per safeguard category, over all fields; once the trend is finished, of every category that its style met in any run.
        package fileprivate(set) var categories: [Part]
        package let served: [String]
        package let rules: String
        /// What a category came to that obstructed nothing.
        fileprivate let nothing: Part?

        package typealias Part = (name: String, estimate: RateEstimate, doubted: Bool)
    }

    /// What the report of a run leads with, and its rates rest on.
    package enum Doubt: Sendable, Hashable {
        case coverage(style: String, measured: Int, planned: Int, floor: Double)
        case quarantine(trials: Int)
        case lapsed(style: String, trials: Int)
    }

    package private(set) var doubts: [(run: String, doubt: Doubt)] = []

    /// Runs about one prompt: their trials are counted, and no rate of prompts is made of them.
    package private(set) var cases: Set<String> = []

    /// A change from one run to the next in which the style was measured, on the same prompts.
    package struct Change: Sendable {
        package let from: String
        package let to: String
        package let style: String
        package let field: String
        /// nil: whatever obstructed.
        package let category: String?
        /// Scenarios that enter, and their prompts.
        package let pairs: Int
        package let prompts: Int
        package let difference: Double
        package let interval: Interval?
        package let p: Double
        /// Holm over every pair of neighbouring runs, style, field and category of the study.
        package fileprivate(set) var adjustedP: Double
        /// The names by which the models behind the style went in both.
        package let servedChanged: Bool
    }

    package let study: String
    package let definition: Definition
    package let alpha: Double
    package private(set) var points: [Point] = []
    package private(set) var changes: [Change] = []
    /// Runs that other rules judged than the one that they would be compared with.
    package private(set) var ruleChanges: [String] = []
    /// Runs without a rate, for nobody judged whether the work was delivered.
    package private(set) var unjudged: [String] = []
    /// Trials that are left, of runs that are not finished.
    package private(set) var left: [String: (trials: Int, planned: Int)] = [:]
    /// Runs with replies of the built-in simulator.
    package private(set) var simulated = 0
    /// Runs whose outcomes were measured elsewhere.
    package private(set) var imported = 0
    package private(set) var runs: [String] = []
    private var names = Night.Names()
    /// By style, the last run in which it was measured.
    private var before: [String: Night] = [:]
    private var tested: [Change] = []

    package init(study: String, definition: Definition, alpha: Double) {
        (self.study, self.definition, self.alpha) = (study, definition, alpha)
    }

    /// Adds the next run in time; one without a benign main prompt has no rate and is left out.
    package mutating func add(_ run: String, _ facts: RunFacts) {
        // As in its own report: there is no such rate.
        if definition == .undelivered, facts.isUnjudged {
            unjudged.append(run)
            return
        }
        guard let night = Night(run, facts, definition, &names) else { return }
        runs.append(run)
        if facts.simulated { simulated += 1 }
        if facts.imported { imported += 1 }
        doubts += Doubt.all(facts).map { (run, $0) }
        let open = facts.imported ? 0 : facts.records.count { $0.verdict == nil }
        if open > 0 { left[run] = (open, facts.records.count) }
        if facts.isCase { cases.insert(run) }
        for style in night.styles { add(style, of: night, facts) }
        // A run in which nothing of a style was measured was judged by no rules: the next is held against the one before it.
        var judgedAnew = false
        for style in night.styles where night.measured(style) {
            if let before = before[style] {
                if before.rules == night.rules { test(style, before, night) } else { judgedAnew = true }
            }
            before[style] = night
        }
        if judgedAnew { ruleChanges.append(run) }
    }

    private mutating func add(_ style: String, of night: Night, _ facts: RunFacts) {
        let (method, thresholds) = (
            facts.study.thresholds.interval == .exact ? IntervalMethod.exact : .wilson, facts.study.thresholds
        )
        let rule = LevelRule(
            tolerance: thresholds.tolerance, obstruction: thresholds.obstruction, alpha: thresholds.alpha,
            method: method)
        func doubted(_ tallies: [Tally]) -> Bool {
            // Most runs have neither, and a reading costs several intervals.
            guard tallies.contains(where: { $0.measured < $0.planned || $0.unsureHits + $0.unsureMisses > 0 }) else {
                return false
            }
            return LevelReading(tallies, rule: rule)?.doubt != nil
        }
        func part(_ name: String, _ tallies: [Tally]) -> Point.Part {
            (name, RateEstimate(tallies, method: method, alpha: alpha), doubted(tallies))
        }
        func point(_ field: String, _ tallies: [Tally], _ categories: [Point.Part], _ nothing: Point.Part?) -> Point {
            Point(
                run: night.run, date: facts.startedAt, style: style, field: field, frame: night.frame,
                estimate: RateEstimate(tallies, method: method, alpha: alpha),
                planned: tallies.reduce(0) { $0 + $1.planned },
                unsure: tallies.reduce(0) { $0 + $1.unsureHits + $1.unsureMisses }, doubted: doubted(tallies),
                categories: categories, served: night.served[style] ?? [], rules: night.rules, nothing: nothing)
        }
        let all = night.tallies(style)
        let categories = night.categories(style).map { place in
            let name = names.categories[place]
            return part(
                name, night.tallies(style, category: place, isUnreported: name == Category.unreported.rawValue))
        }
        let none = all.map { Tally(hits: 0, measured: $0.measured, planned: $0.planned) }
        points.append(point(Rows.all, all, categories, part("", none)))
        for field in night.fields(style).sorted(by: { names.fields[$0] < names.fields[$1] }) {
            points.append(point(names.fields[field], night.tallies(style, field: field), [], nil))
        }
    }

    private mutating func test(_ style: String, _ old: Night, _ new: Night) {
        let servedChanged = (old.served[style] ?? []) != (new.served[style] ?? [])
        func test(_ field: Int?, _ category: Int?) {
            let pair = PairedComparison(Night.units(new, old, style, field: field, category: category), alpha: alpha)
            // Nothing changed: the sharp null, and its exact test.
            guard let p = pair.sharpP, let difference = pair.difference else { return }
            tested.append(
                Change(
                    from: old.run, to: new.run, style: style, field: field.map { names.fields[$0] } ?? Rows.all,
                    category: category.map { names.categories[$0] }, pairs: pair.pairs,
                    prompts: Night.prompts(new, old, style, field: field), difference: difference,
                    interval: pair.interval, p: p, adjustedP: p, servedChanged: servedChanged))
        }
        test(nil, nil)
        // One field is all fields: it is tested once.
        let fields = Set(new.fields(style)).intersection(old.fields(style)).sorted()
        if new.fields(style).count > 1 || old.fields(style).count > 1 { for field in fields { test(field, nil) } }
        for category in Set(new.categories(style)).union(old.categories(style)).sorted() { test(nil, category) }
    }

    /// Corrects once all runs are in.
    package mutating func finish() {
        let adjusted = Holm.adjust(tested.map(\.p))
        for index in tested.indices { tested[index].adjustedP = adjusted[index] }
        // The test is of the sharp null, the interval of the average: where they part, nothing is named.
        changes = tested.filter { $0.adjustedP <= alpha && $0.interval.excludesZero }
        before = [:]
        var met: [String: Set<String>] = [:]
        for point in points { met[point.style, default: []].formUnion(point.categories.map(\.name)) }
        for index in points.indices {
            guard let nothing = points[index].nothing else { continue }
            let own = Dictionary(uniqueKeysWithValues: points[index].categories.map { ($0.name, $0) })
            points[index].categories = (met[points[index].style] ?? []).sorted().map {
                own[$0] ?? ($0, nothing.estimate, nothing.doubted)
            }
        }
    }

    package var tests: Int { tested.count }
}

extension Trend.Doubt {
    /// As `Trust`, `Quarantine` and the flags of the trials have them.
    fileprivate static func all(_ facts: RunFacts) -> [Trend.Doubt] {
        struct Count {
            var (planned, measured, lapsed) = (0, 0, 0)
        }
        var counts: [String: Count] = [:]
        var quarantined = 0
        for record in facts.records {
            if record.verdict?.errorKind?.quarantined ?? false { quarantined += 1 }
            guard !record.released, record.role == .main, record.expect == .answer else { continue }
            counts[record.key.style, default: Count()].planned += 1
            if record.verdict?.measured ?? false { counts[record.key.style, default: Count()].measured += 1 }
            if record.verdict?.degraded.contains(.accessLapsed) ?? false {
                counts[record.key.style, default: Count()].lapsed += 1
            }
        }
        let floor = facts.study.coverageFloor
        return facts.study.styles.flatMap { style -> [Trend.Doubt] in
            guard let count = counts[style.id] else { return [] }
            return
                (Double(count.measured) < floor * Double(count.planned)
                ? [.coverage(style: style.id, measured: count.measured, planned: count.planned, floor: floor)] : [])
                + (count.lapsed > 0 ? [.lapsed(style: style.id, trials: count.lapsed)] : [])
        } + (quarantined > 0 ? [.quarantine(trials: quarantined)] : [])
    }
}
