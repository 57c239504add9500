import Formats
import Foundation
import Statistics
import Trials

/// One check on the design of a run: whether something that should not matter goes with what came back.
package struct DesignCheck: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case tenths = "along the run"
        case place = "first or later style of a prompt"
        case cache = "prompt read from a cache"
        case carryOver = "block just before on the credential"
        case delay = "time to first text after a block"
        case cuts = "cut streams on the same prompts"
        case coverage = "unmeasured under one style only"
    }

    package let kind: Kind
    /// Style, the styles of one credential, or two compared styles.
    package let subject: String
    /// What was held against what.
    package let group: String
    package let found: String
    package let other: String
    package let foundOther: String
    /// nil: too little to test.
    package let p: Double?
    /// Holm over all checks of the run.
    package internal(set) var adjustedP: Double?

    /// Worth a look: adjusted p <= .05.
    package var matters: Bool { adjustedP.map { $0 <= 0.05 } ?? false }

    static func all(_ rows: Rows) -> [DesignCheck] {
        guard !rows.facts.imported else { return [] }
        let replayed = Set(rows.facts.replayed?.styles ?? [])
        let styles = rows.styles.map(\.id).filter { !replayed.contains($0) }
        var out: [DesignCheck] = []
        let firsts = rows.styles.count > 1 ? rows.firstPlaces : [:]
        for style in styles {
            let trials = rows.benign(style)
            out += [tenths(style, trials, rows), place(style, trials, firsts, rows), cache(style, trials, rows)]
                .compactMap { $0 }
        }
        let accounts = Dictionary(grouping: styles) { rows.facts.accounts[$0] ?? "no key" }
        for (_, own) in accounts.sorted(by: { $0.value.joined() < $1.value.joined() }) {
            out += afterBlocks(own, rows)
        }
        out += [cuts(styles, rows)].compactMap { $0 }
        out += rows.study.compare.filter { styles.contains($0.a) && styles.contains($0.b) }
            .compactMap { coverage($0, rows) }
        let tested = out.indices.filter { out[$0].p != nil }
        for (index, p) in zip(tested, Holm.adjust(tested.compactMap { out[$0].p })) { out[index].adjustedP = p }
        return out
    }

    private init(
        _ kind: Kind, _ subject: String, _ group: String, _ found: String, _ other: String, _ foundOther: String,
        _ p: Double?
    ) {
        self.kind = kind
        self.subject = subject
        self.group = group
        self.found = found
        self.other = other
        self.foundOther = foundOther
        self.p = p
    }

    /// Whether the hits of some stretches are more than chance puts there: runs of the whole, beside the extreme tenths.
    private static func tenths(_ style: String, _ trials: [Row], _ rows: Rows) -> DesignCheck? {
        let results = trials.compactMap { $0.obstructed(rows.thresholds.definition) }
        guard results.count >= 20 else { return nil }
        let tenths = (0..<10).map { Array(results[($0 * results.count / 10)..<(($0 + 1) * results.count / 10)]) }
        func count(_ tenth: [Bool]) -> String { "\(tenth.count { $0 }) of \(tenth.count)" }
        func rate(_ tenth: [Bool]) -> Double { Double(tenth.count { $0 }) / Double(tenth.count) }
        let order = tenths.indices.sorted { (rate(tenths[$0]), $0) < (rate(tenths[$1]), $1) }
        return DesignCheck(
            .tenths, style, "tenth \(order[9] + 1) of its own trials", count(tenths[order[9]]),
            "tenth \(order[0] + 1)",
            count(tenths[order[0]]), RunsTest(results).clumpedP)
    }

    /// The styles of a prompt are sent together in random order: being first should not matter.
    private static func place(
        _ style: String, _ trials: [Row], _ firsts: [Rows.Round: Int], _ rows: Rows
    ) -> DesignCheck? {
        guard !firsts.isEmpty else { return nil }
        return split(
            .place, style, trials, rows, "sent first", "sent later",
            { row in
                firsts[Rows.Round(probe: row.probePlace, repetition: row.record.key.repetition)] == row.position
            })
    }

    private static func cache(_ style: String, _ trials: [Row], _ rows: Rows) -> DesignCheck? {
        let known = trials.filter { $0.usage.cachedInput != nil }
        guard known.contains(where: { ($0.usage.cachedInput ?? 0) > 0 }) else { return nil }
        return split(.cache, style, known, rows, "cached", "not cached", { ($0.usage.cachedInput ?? 0) > 0 })
    }

    private static func split(
        _ kind: Kind, _ style: String, _ trials: [Row], _ rows: Rows, _ group: String, _ other: String,
        _ belongs: (Row) -> Bool
    ) -> DesignCheck? {
        let change = ChangeInTime(trials.map { ($0, belongs($0)) }) { $0.obstructed(rows.thresholds.definition) }
        guard change.p != nil else { return nil }
        return DesignCheck(
            kind, style, group, count(change.later), other, count(change.earlier), change.p)
    }

    private static func count(_ tally: Tally) -> String { "\(tally.hits) of \(tally.measured)" }

    /// Carry-over: the prompts that met one credential in the order that the design leaves random, and how long text took
    /// after a block. Sentinels are sent in batches that the reference blocks, and positive controls where the study says:
    /// their places are no chance.
    private static func afterBlocks(_ styles: [String], _ rows: Rows) -> [DesignCheck] {
        let sent: [Row] = styles.flatMap { rows.byStyle[$0] ?? [] }
        let measured = sent.filter { row in
            ![.sentinel, .control].contains(row.record.role) && row.obstructed(.api) != nil
        }
        let trials = measured.sorted { $0.record.position < $1.record.position }
        let results = trials.map { row in
            Reactivity.Trial(
                round: row.record.key.repetition, prompt: row.probePlace, hit: row.obstructed(.api) ?? false)
        }
        let rounds = Reactivity.rounds(results)
        guard rounds.reduce(0, { $0 + $1.count }) >= 20 else { return [] }
        let reactivity = Reactivity(results)
        var out = [
            DesignCheck(
                .carryOver, styles.joined(separator: ", "), "prompts blocked after a block", count(reactivity.afterHit),
                "blocked after none", count(reactivity.afterMiss), reactivity.p)
        ]
        // Whether the prompt just before was blocked; the first of a round follows none of its round.
        var follows: [Rows.Round: Bool] = [:]
        for (round, prompts) in zip(Set(results.map { $0.round }).sorted(), rounds) {
            for (before, now) in zip(prompts, prompts.dropFirst()) {
                follows[Rows.Round(probe: now.prompt, repetition: round)] = before.hit
            }
        }
        for style in styles {
            var (after, others): ([Double], [Double]) = ([], [])
            for row in trials where row.record.key.style == style && row.obstructed(.api) == false {
                let round = Rows.Round(probe: row.probePlace, repetition: row.record.key.repetition)
                guard let block = follows[round], let seconds = row.record.firstTextSeconds else { continue }
                if block { after.append(seconds) } else { others.append(seconds) }
            }
            let ranks = RankSum(after, against: others)
            guard ranks.p != nil else { continue }
            func median(_ values: [Double]) -> String { values.median.map { Prose.number($0) + " s" } ?? "" }
            out.append(
                DesignCheck(
                    .delay, style, "median after a block, \(after.count)", median(after),
                    "after none, \(others.count)", median(others), ranks.p))
        }
        return out
    }

    /// Cut streams that fall on the same prompts are a filter in disguise. Pairs of cut trials of one prompt against what
    /// each style's own share of cuts lets expect; Poisson, as matches of rare events are.
    private static func cuts(_ styles: [String], _ rows: Rows) -> DesignCheck? {
        let trials = styles.flatMap { rows.byStyle[$0] ?? [] }.filter { $0.verdict != nil }
        func isCut(_ row: Row) -> Bool { row.verdict?.errorKind == .cut || row.verdict?.errorKind == .transport }
        guard trials.count(where: isCut) > 1 else { return nil }
        var share: [String: Double] = [:]
        for (style, own) in Dictionary(grouping: trials, by: { $0.record.key.style }) {
            share[style] = Double(own.count(where: isCut)) / Double(own.count)
        }
        var (pairs, expected) = (0, 0.0)
        for own in Dictionary(grouping: trials, by: \.probePlace).sorted(by: { $0.key < $1.key }).map(\.value) {
            let cut = own.count(where: isCut)
            pairs += cut * (cut - 1) / 2
            let shares = own.map { share[$0.record.key.style] ?? 0 }
            let sum = shares.reduce(0, +)
            expected += (sum * sum - shares.reduce(0) { $0 + $1 * $1 }) / 2
        }
        // P(Poisson(expected) >= pairs)
        var (term, below) = (exp(-expected), 0.0)
        for count in 0..<pairs {
            below += term
            term *= expected / Double(count + 1)
        }
        return DesignCheck(
            .cuts, "all styles", "pairs on one prompt", "\(pairs)", "expected", Prose.number(expected, digits: 1),
            max(0, 1 - below))
    }

    private static func coverage(_ pair: Comparison, _ rows: Rows) -> DesignCheck? {
        let trials = PairedTrials(rows.benign(pair.a), rows.benign(pair.b), sharedOnly: true)
        let missing = trials.units { row in row.verdict?.measured ?? false }
        let (a, b) = missing.reduce((0, 0)) { ($0.0 + $1.count(false, true), $0.1 + $1.count(true, false)) }
        guard a + b > 0 else { return nil }
        let pairs = missing.reduce(0) {
            $0 + $1.count(true, true) + $1.count(true, false) + $1.count(false, true) + $1.count(false, false)
        }
        return DesignCheck(
            .coverage, "\(pair.a), \(pair.b)", "only under \(pair.a)", "\(a) of \(pairs)", "only under \(pair.b)",
            "\(b) of \(pairs)", SignFlipTest.midP(onlyA: a, onlyB: b))
    }
}

extension Rows {
    /// Main benign trials of a style in the order of time, both frames.
    fileprivate func benign(_ style: String) -> [Row] { frames.flatMap { mains(style, Rows.all, $0) }.inTime }

    fileprivate struct Round: Hashable {
        let probe: Int
        let repetition: Int
    }

    /// The first place in the run of each prompt and repetition, over the styles.
    fileprivate var firstPlaces: [Round: Int] {
        var out: [Round: Int] = [:]
        for row in byStyle.values.joined() {
            let round = Round(probe: row.probePlace, repetition: row.record.key.repetition)
            out[round] = min(out[round] ?? .max, row.record.position)
        }
        return out
    }
}
