import Access
import Attempts
import Dialects
import Formats
import Foundation
import Reports
import Runs
import Statistics
import Studies
import Transport
import Trials

/// All that can be known of a study before the first request.
struct Preflight {
    let file: StudyFile
    /// The styles that will be sent.
    let styles: [AccessStyle]
    let order: RunOrder
    let environment: [String: String]
    /// What is replayed, held against the study.
    let replays: Replays
    /// Bytes of the request body of each probe that a style is asked, by style and probe.
    private let bodies: [[Int: Int]]

    /// - Throws: `InputError` for the study, `Failure` (64) for flags.
    init(
        _ file: StudyFile, onlyStyle: [String] = [], environment: [String: String], wall: Double = SystemClock().wall()
    ) throws {
        self.file = file
        self.environment = environment
        for id in onlyStyle where !file.study.styles.contains(where: { $0.id == id }) {
            throw Failure(
                .badUsage,
                "--only-style \(id): the study has no such style; accepted: "
                    + file.study.styles.map(\.id).joined(separator: ", "))
        }
        styles = file.study.styles.filter { onlyStyle.isEmpty || onlyStyle.contains($0.id) }
        let order = RunOrder(file.study)
        self.order = order
        var mistakes = Mistakes()
        Self.checkGrants(styles, file: file.path, today: String(UTCStamp.iso(wall).prefix(10)), &mistakes)
        mistakes.attempt { () throws(InputError) in try Simulators.check(file) }
        bodies = file.study.styles.indices.map { Self.bodies(of: $0, order, file, &mistakes) }
        Self.checkJudges(file, &mistakes)
        mistakes.edit(file.lines.located)
        try mistakes.raise()
        replays = try Replays(file.path, styles: styles) { style in
            let index = file.study.styles.firstIndex(of: style)
            return order.trials.filter { $0.style == index }.map { order.trial($0) }
        }
        OpenFileLimit.raiseToHard()
        guard file.study.inFlight <= OpenFileLimit.maximumInFlight else {
            throw Failure(
                .badUsage,
                "\(file.path): pacing.in_flight \(file.study.inFlight) needs more open files than this system gives "
                    + "(\(OpenFileLimit.current)); accepted: at most \(OpenFileLimit.maximumInFlight), or raise `ulimit -n`"
            )
        }
    }

    /// Bytes of each request of a style, by probe; what its wire cannot say is a mistake.
    private static func bodies(
        of index: Int, _ order: RunOrder, _ file: StudyFile, _ mistakes: inout Mistakes
    ) -> [Int: Int] {
        let style = file.study.styles[index]
        if let ca = style.caFile, access(ca, R_OK) != 0 {
            mistakes.add(
                InputError(
                    file: file.path, place: "style '\(style.id)', key 'ca_file'",
                    found: "\(ca): \(String(cString: strerror(errno)))", accepted: "a PEM file that can be read"))
        }
        var own: [Int: Int] = [:]
        do throws(DialectError) {
            let style = style.unaddressed
            let dialect = try style.makeDialect()
            for probe in Set(order.trials.lazy.filter { $0.style == index }.map(\.probe)).sorted() {
                own[probe] = try dialect.request(for: Trial(style: style, probe: order.probes[probe])).body.count
            }
        } catch {
            mistakes.add(error.inputError(file: file.path))
        }
        for (probe, bytes) in own.sorted(by: { $0.key < $1.key }) where bytes > largestRequest {
            mistakes.add(
                InputError(
                    file: file.path, place: "style '\(style.id)', probe '\(order.probes[probe].id)'",
                    found: "a request of \(bytes >> 20) MiB", accepted: "at most \(largestRequest >> 20) MiB"))
        }
        return own
    }

    /// No documented API takes a larger body.
    static let largestRequest = 32 << 20
    /// About a million tokens: more than most models read.
    static let longRequest = 4_000_000

    /// A promise that has run out, or has not begun, promises nothing.
    private static func checkGrants(
        _ styles: [AccessStyle], file: String, today: String, _ mistakes: inout Mistakes
    ) {
        for style in styles where !style.replayed {
            guard let grant = style.grant else { continue }
            func fail(_ key: String, _ found: String) -> InputError {
                InputError(
                    file: file, place: "style '\(style.id)', key 'grant.\(key)'", found: found,
                    accepted: "a grant that is in force on the day of the run, or none")
            }
            // Dates of ISO 8601 sort as texts.
            if let until = grant.until, until < today { mistakes.add(fail("until", "the grant ended on \(until)")) }
            if let from = grant.from, from > today { mistakes.add(fail("from", "the grant begins on \(from)")) }
        }
    }

    /// The credentials of all styles that will be sent, fetched once so that a missing one is found now.
    func credentials() async throws -> Credentials {
        let clock = SystemClock()
        let credentials = Credentials(
            environment: environment, folder: Path.folder(of: file.path), now: { clock.now() })
        var mistakes = Mistakes()
        for style in reached where !style.simulated && !style.replayed {
            do { _ = try await credentials.secret(for: style, study: file.path) } catch {
                try Task.checkCancellation()
                mistakes.add(file.lines.located(error))
            }
        }
        try mistakes.raise()
        return credentials
    }

    // MARK: What to tell

    var warnings: [String] {
        budgetWarnings + accessWarnings + comparisonWarnings + grantWarnings + inertWarnings + sizeWarnings
            + reachWarnings + priceWarnings + blockWarnings + scenarioWarnings + replays.warnings(file.study)
            + judgeWarnings
    }

    private var accessChecks: AccessChecks { AccessChecks(file.study) }
    private var trialsBetweenChecks: Int { order.trials.count { order.probes[$0.probe].role != .sentinel } }

    /// What the checks of access cannot promise.
    private var accessWarnings: [String] {
        accessChecks.watched.compactMap { accessChecks.promise($0, trials: trialsBetweenChecks) }
    }

    /// How often access is checked, style by style.
    private var accessPlan: String {
        let checks = accessChecks.places(trials: trialsBetweenChecks).count
        let needed = accessChecks.lapseWatch(trials: trialsBetweenChecks).sentinelsNeeded()
        return accessChecks.watched.map {
            "  \($0.style): access checked \(counted(checks, "time")) against \($0.reference), \(counted($0.sentinels.count, "sentinel")) each"
                + (needed.map { ", \($0) needed " } ?? " ")
                + "(every \(accessChecks.every) trials, and twice at the end); a lapse \($0.required ? "ends with code 6" : "is reported")\n"
        }.joined()
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
        } + styles.flatMap(unreferenced) + styles.flatMap(untestable)
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
            let count = file.study.probes.count { $0.role == .main && $0.aimsAt == category }
            guard count < LapseWatch.neededBlocks else { return nil }
            let found = count == 0 ? "no prompt" : "only \(counted(count, "prompt"))"
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
            "\(account): \(count) trials are of prompts that are known to be blocked. Providers act against keys with many "
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

    /// What would be sent, style by style.
    var plan: String {
        var out = "study \(file.study.name), lock sha256 \(file.study.lockHash)\n"
        out += "\(file.study.suites.map { "\($0.name) v\($0.version)" }.joined(separator: ", ")); "
        out += "\(counted(file.study.repeats, "repeat")), \(file.study.inFlight) in flight\n"
        for (index, style) in file.study.styles.enumerated() where styles.contains(style) {
            let trials = order.trials.filter { $0.style == index }
            let roles = Dictionary(grouping: trials) { order.probes[$0.probe].role }
            let counts = Role.allCases.compactMap { role in roles[role].map { "\($0.count) \(role.rawValue)" } }
            out +=
                "  \(style.id): \(counted(trials.count, "trial")) (\(counts.joined(separator: ", "))), \(style.dialect.rawValue), "
            out += "\(style.model) at \(style.baseURL), key \(style.key?.label ?? "none")\n"
        }
        out += accessPlan + judgePlan
        let planned = order.trials.count { styles.contains(file.study.styles[$0.style]) }
        out += "\(counted(planned, "trial")) in all"
        if let cost {
            out += String(format: ", about %.2f USD where replies take %d tokens", cost.expected, Self.expectedTokens)
            out += String(format: ", %.2f where each is as long as its cap (a token for every ", cost.highest)
            out += "\(Self.bytesPerToken) bytes of request, no retries)"
            if let usd = file.study.budget.usd { out += String(format: "; budget.usd %.2f ends the run", usd) }
        }
        return out + "; nothing was sent\n"
    }

    /// The least time that declared limits leave, style by style; empty where none is declared.
    var duration: [String] {
        file.study.styles.indices.compactMap { index in
            let style = file.study.styles[index]
            guard styles.contains(style), let limit = style.limits.requestsPerMinute, limit > 0 else { return nil }
            let minutes = Double(order.trials.count { $0.style == index }) / limit
            return
                "  \(style.id): at least \(Int(minutes.rounded(.up))) min at its \(counted(Int(limit), "request")) a minute"
        }
    }

    /// What the main prompts of the headline frame take, by style and field, `all` among them.
    var loads: [StudyPlan.Place: StudyPlan.Load] {
        let headline = Dictionary(
            StudyPlan.headline(file.study).map { ($0.id, $0.field) }
        ) { first, _ in first }
        var loads: [StudyPlan.Place: StudyPlan.Load] = [:]
        for trial in order.trials {
            let style = file.study.styles[trial.style]
            guard styles.contains(style), let field = headline[order.probes[trial.probe].id] else { continue }
            let input = Double(bodies[trial.style][trial.probe] ?? 0) / Double(Self.bytesPerToken)
            let output = Double(min(style.sampling.maxOutputTokens, Self.expectedTokens))
            for field in [field, "all"] {
                let place = StudyPlan.Place(style: style.id, field: field)
                loads[place, default: StudyPlan.Load()].add(input: input, output: output, of: style)
            }
        }
        return loads
    }

    /// Of English text; other scripts and JSON take more tokens.
    static let bytesPerToken = 4

    /// Tokens of an ordinary reply, where the cap is no lower.
    static let expectedTokens = 800

    /// Every request with all that it carries (system prompt, tools, prefill) once; nil where no style has a price.
    var cost: (expected: Double, highest: Double)? {
        var total: (expected: Double, highest: Double)?
        for (index, style) in file.study.styles.enumerated() where styles.contains(style) {
            guard let price = style.price, !style.replayed else { continue }
            let cap = style.sampling.maxOutputTokens
            for trial in order.trials where trial.style == index {
                let input =
                    Double(bodies[index][trial.probe] ?? 0) / Double(Self.bytesPerToken) * price.inputUSDPerMTok / 1e6
                let (expected, highest) = total ?? (0, 0)
                total = (
                    expected + input + Double(min(cap, Self.expectedTokens)) * price.outputUSDPerMTok / 1e6,
                    highest + input + Double(cap) * price.outputUSDPerMTok / 1e6
                )
            }
        }
        if let judges = estimatedJudgeCost {
            let (expected, highest) = total ?? (0, 0)
            total = (expected + judges, highest + judges)
        }
        return total
    }
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

extension StudyPlan.Load {
    fileprivate mutating func add(input: Double, output: Double, of style: AccessStyle) {
        requests += 1
        inputTokens += input
        outputTokens += output
        if let price = style.price {
            usd = (usd ?? 0) + (input * price.inputUSDPerMTok + output * price.outputUSDPerMTok) / 1e6
        }
        if let limit = style.limits.requestsPerMinute, limit > 0 { minutes = Double(requests) / limit }
    }
}
