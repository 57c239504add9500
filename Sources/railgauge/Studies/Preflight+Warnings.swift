import Access
import Attempts
import Formats
import Foundation
import Reports
import Runs
import Statistics
import Studies
import Trials

/// What may be told against a study that can be run: it answers less than its author may think, or harms an account.
extension Preflight {
    var warnings: [String] {
        budgetWarnings + accessWarnings + comparisonWarnings + grantWarnings + inertWarnings + sizeWarnings
            + reachWarnings + priceWarnings + blockWarnings + scenarioWarnings + replays.warnings(file.study)
            + judgeWarnings
    }

    /// What the checks of access cannot promise.
    private var accessWarnings: [String] {
        accessChecks.watched.compactMap { accessChecks.promise($0, trials: trialsBetweenChecks) }
    }

    private var comparisonWarnings: [String] {
        file.study.compare.flatMap { pair -> [String] in
            guard let a = file.study.styles.first(where: { $0.id == pair.a }),
                let b = file.study.styles.first(where: { $0.id == pair.b })
            else { return [] }
            var out: [String] = []
            let differing = a.differences(from: b)
            if differing.count > 1 {
                out.append(
                    "\(a.id) and \(b.id) differ in more than one thing (\(differing.joined(separator: ", "))): their "
                        + "difference cannot be put down to one of them")
            }
            if a.key != nil, a.key == b.key, a.baseURL == b.baseURL {
                out.append(
                    "\(a.id) and \(b.id) share the credential \(a.key?.label ?? ""): an approval, a limit or a ban on it "
                        + "meets both")
            }
            if a.stream != b.stream {
                out.append("\(a.id) and \(b.id) differ in streaming: their stages and times are not compared")
            }
            return out
        }
    }

    private var reachWarnings: [String] {
        let thresholds = file.study.thresholds
        let rule = LevelRule(
            tolerance: thresholds.tolerance, obstruction: thresholds.obstruction, alpha: thresholds.alpha,
            method: thresholds.interval == .exact ? .exact : .wilson)
        let mains = file.study.probes.filter { $0.role == .main && $0.expect == .answer && $0.frame == .typical }
        let clusters = Dictionary(grouping: mains, by: \.field).mapValues { Set($0.map(\.cluster)).count }
        let short = clusters.filter { !rule.reach(of: $0.value).contains(.withinTolerance) }.keys.sorted()
        guard !short.isEmpty else { return [] }
        let need = rule.probesForTolerance.map { "; \(counted($0, "prompt")) would do" } ?? ""
        return [
            "with this many prompts these fields can never be shown to be within the tolerance of "
                + "\(thresholds.tolerance): "
                + short.map { "\($0) (\(clusters[$0] ?? 0))" }.joined(separator: ", ") + need
        ]
    }

    /// A run that its budget ends on the way answers little.
    private var budgetWarnings: [String] {
        let planned = order.trials.count { styles.contains(file.study.styles[$0.style]) }
        var out: [String] = []
        if let usd = file.study.budget.usd, let cost, cost.expected > usd {
            let share = usd / cost.expected
            out.append(
                String(
                    format:
                        "THE BUDGET IS TOO SMALL: %.2f USD are about %d of %d trials; the whole plan takes about %.2f USD, at "
                        + "most %.2f", usd, Int(share * Double(planned)), planned, cost.expected, cost.highest))
        }
        if let requests = file.study.budget.requests, requests < planned {
            out.append("THE BUDGET IS TOO SMALL: \(counted(requests, "request")) for \(counted(planned, "trial"))")
        }
        return out
    }

    private var grantWarnings: [String] {
        styles.filter { style in style.grant != nil && !file.study.compare.contains { $0.a == style.id } }.map {
            "\($0.id) has a grant and is compared with no other style: nothing can show whether it is kept"
        } + styles.compactMap(ungranted) + styles.flatMap(unreferenced) + styles.flatMap(untestable)
    }

    /// A promise about other models than the one that is asked.
    private func ungranted(_ style: AccessStyle) -> String? {
        guard let grant = style.grant, !grant.models.isEmpty, !grant.models.contains(style.model) else { return nil }
        return
            "\(style.id): its grant is for \(grant.models.joined(separator: ", ")), and it asks for \(style.model): unless these are "
            + "names of one model, nothing was promised for what is measured"
    }

    /// Promises that every style it is compared with was made as well.
    private func unreferenced(_ style: AccessStyle) -> [String] {
        let partners = file.study.partners(of: style.id).map(\.id)
        guard !partners.isEmpty else { return [] }
        return Promise.of(style).filter { file.study.reference(of: style.id, for: $0) == nil }.map {
            "\(style.id) is compared only with \(partners.joined(separator: ", ")), promised the same: nothing can show whether "
                + "\($0.name) is kept; compare it with access that was not promised it"
        }
    }

    /// Promised categories that too few prompts aim at.
    private func untestable(_ style: AccessStyle) -> [String] {
        guard file.study.compare.contains(where: { $0.a == style.id }) else { return [] }
        return (style.grant?.safeguardsOff ?? []).compactMap { category in
            let aiming = file.study.probes.filter { $0.role == .main && $0.aimsAt == category }
            let count = Set(aiming.map(\.cluster)).count
            guard count < LapseWatch.neededBlocks else { return nil }
            let found =
                count == 0
                ? "no prompt" : "only \(counted(count, aiming.count > count ? "scenario" : "prompt"))"
            return
                "\(style.id): its grant has \(category) off, and \(found) of this study aim\(count > 1 ? "" : "s") there: whether it "
                + "is kept takes at least \(LapseWatch.neededBlocks) that its reference blocks; add a suite with aims_at: \(category)"
        }
    }

    /// Keys that are read and do nothing here.
    private var inertWarnings: [String] {
        let study = file.study
        var out: [String] = []
        if study.repeatGap != nil, study.repeats == 1 {
            out.append("pacing.repeat_gap does nothing: nothing is repeated")
        }
        if !study.controls.isEmpty, !study.probes.contains(where: { $0.role == .control }) {
            out.append("controls does nothing: no suite of this study holds positive controls")
        }
        for style in styles where style.simulated && style.key != nil {
            out.append("\(style.id): key does nothing: the simulator knows its styles by name")
        }
        for style in styles where style.history == .drop && study.probes.allSatisfy({ $0.turns.count == 1 }) {
            out.append("\(style.id): history: drop does nothing: no probe has one")
        }
        return out
    }

    private var sizeWarnings: [String] {
        let long = Set(bodies.flatMap { $0.filter { $0.value > Self.longRequest }.map(\.key) }).sorted()
        guard let largest = bodies.flatMap(\.values).max(), !long.isEmpty else { return [] }
        return [
            "\(counted(long.count, "probe makes requests", "probes make requests")) of up to \(largest / 1_000_000) MB, more than a million tokens: "
                + long.prefix(5).map { order.probes[$0].id }.joined(separator: ", ")
        ]
    }

    /// Prompts chosen because they trip safeguards, and checks of access, make blocks; many on one key get it noticed.
    private var blockWarnings: [String] {
        var blocks: [String: Int] = [:]
        for trial in order.trials {
            let style = file.study.styles[trial.style]
            guard styles.contains(style), style.meetsAnAccount, !style.loopback else { continue }
            let probe = order.probes[trial.probe]
            let relaxed = style.grant != nil || [.railfree, .trusted].contains(style.tier)
            guard !relaxed, probe.frame == .triggerEnriched || probe.role == .control || probe.role == .sentinel else {
                continue
            }
            blocks[style.account, default: 0] += 1
        }
        return blocks.sorted { $0.key < $1.key }.filter { $0.value >= Self.manyBlocks }.map { account, count in
            "\(account): \(counted(count, "trial is", "trials are")) of prompts that are known to be blocked. Providers act against keys with many "
                + "blocks: take a key of a project of its own, tell the provider, and split the study over days (`--max-trials`)"
        }
    }

    /// Blocks on one key that a person at the provider may come to look at.
    static let manyBlocks = 50

    /// A budget in money stops nothing where nobody says what a token costs.
    private var priceWarnings: [String] {
        let unpriced = styles.filter { !$0.loopback && $0.price == nil }.map(\.id)
        guard !unpriced.isEmpty, file.study.budget.usd != nil else { return [] }
        return [
            "no price for \(unpriced.joined(separator: ", ")): budget.usd can stop these only where replies state a cost; "
                + "give price, or a budget in requests"
        ]
    }

    private var scenarioWarnings: [String] {
        styles.contains(where: \.simulated)
            ? ["styles with sim: addresses meet the built-in simulator: nothing is measured about a model"] : []
    }

    /// About a million tokens: more than most models read.
    static let longRequest = 4_000_000
}

extension AccessStyle {
    /// What reaches the wire differently, by key; labels send nothing and do not count.
    func differences(from other: AccessStyle) -> [String] {
        let left = json
        let right = other.json
        let silent = [
            "id", "granted_to", "tier", "surface", "price", "grant", "in_force", "confidential", "withhold",
            "public_name",
            "accept_served", "limits", "timeouts", "route",
        ]
        return (left.object?.keys ?? []).filter { key in
            !silent.contains(key) && left[key]?.canonical != right[key]?.canonical
        }
    }
}
