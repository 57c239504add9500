import Formats
import Trials
import Yams

/// Reads a scenario file. Strict: every key is known, every share is a share, every error names its line.
package enum ScenarioReader {
    /// - Parameters:
    ///   - text: YAML.
    ///   - file: how errors name it.
    package static func read(_ text: String, file: String) throws(InputError) -> Scenario {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw notYAML(error, text: text, file: file)
        } catch {
            throw InputError(file: file, found: "not YAML: \(error)")
        }
        guard let root else { throw InputError(file: file, found: "an empty file", accepted: "a scenario") }
        return try scenario(ScenarioNode(file: file, node: root, path: ""))
    }

    private static func notYAML(_ error: YamlError, text: String, file: String) -> InputError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            InputError(file: file, line: mark.line, found: "not YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            InputError(
                file: file, line: secondLine(of: duplicates.first, from: context.mark.line, in: text),
                found: "key '\(duplicates.sorted().joined(separator: "', '"))' stands twice")
        case .no, .memory, .reader, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            InputError(file: file, found: "not YAML: \(error)")
        }
    }

    /// Yams names the line of the mapping only; the second line that begins with the key is the one to look at.
    private static func secondLine(of key: String?, from first: Int, in text: String) -> Int {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().dropFirst(first - 1)
        let hits = lines.filter { line in key.map { line.element.drop { $0 == " " }.hasPrefix("\($0):") } ?? false }
        return hits.dropFirst().first.map { $0.offset + 1 } ?? first
    }

    private static func scenario(_ node: ScenarioNode) throws(InputError) -> Scenario {
        let members = try node.members(["scenario", "seed", "shared_draws", "styles"])
        guard let name = members["scenario"] else { throw node.wrong("no 'scenario'", accepted: "scenario: NAME") }
        guard let styles = members["styles"] else {
            throw node.wrong("no 'styles'", accepted: "styles: a mapping from style id to what it meets")
        }
        var scenario = Scenario(name: try name.text(), seed: 1, styles: [])
        if let seed = try members["seed"]?.integer(0...Int.max) { scenario.seed = UInt64(seed) }
        if let flag = try members["shared_draws"]?.flag() { scenario.sharedDraws = flag }
        var keys: Set<String> = []
        for (id, value) in try styles.anyMembers("a mapping from style id to what it meets") {
            let style = try self.style(id, value.node)
            guard keys.insert(style.key).inserted else {
                throw value.node.wrong(
                    "key '\(style.key)' belongs to another style already", accepted: "one key a style")
            }
            scenario.styles.append(style)
        }
        for style in scenario.styles {
            guard let other = style.lapse?.style, scenario.style(other) == nil else { continue }
            throw styles.wrong(
                "'\(style.id)' lapses into '\(other)', which is no style of this scenario",
                accepted: scenario.styles.map(\.id).joined(separator: ", "))
        }
        guard !scenario.styles.isEmpty else { throw styles.wrong("no style", accepted: "at least one style") }
        return scenario
    }

    private static func style(_ id: String, _ node: ScenarioNode) throws(InputError) -> ScenarioStyle {
        let members = try node.members([
            "key", "profile", "models", "correlation", "reasoning", "latency", "limits", "faults", "quirks", "reroute",
            "lapse", "rules",
        ])
        var style = ScenarioStyle(
            id: id, key: try members["key"]?.text(), profile: try members["profile"]?.word(VendorProfile.self),
            rules: [])
        if let models = try members["models"]?.texts() { style.models = models }
        if let correlation = try members["correlation"]?.share() { style.correlation = correlation }
        if let reasoning = try members["reasoning"]?.share() { style.reasoning = reasoning }
        if let latency = members["latency"] { style.latency = try self.latency(latency) }
        if let limits = members["limits"] { style.limits = try self.limits(limits) }
        for fault in try members["faults"]?.items() ?? [] { style.faults.append(try self.fault(fault)) }
        if let quirks = members["quirks"] {
            let accepted = Quirk.allCases.map(\.rawValue)
            for (name, share) in try quirks.members(accepted) {
                guard let quirk = Quirk(rawValue: name) else { continue }
                style.quirks[quirk] = try share.share()
            }
            try checkSum(style.quirks.values.reduce(0, +), quirks)
        }
        if let reroute = members["reroute"] {
            let members = try reroute.members(["share", "model"])
            guard let share = try members["share"]?.share(), let model = try members["model"]?.text() else {
                throw reroute.wrong("a key is missing", accepted: "{share: 0.02, model: NAME}")
            }
            style.reroute = Reroute(share: share, model: model)
        }
        if let lapse = members["lapse"] { style.lapse = try self.lapse(lapse) }
        for rule in try members["rules"]?.items() ?? [] { style.rules.append(try ScenarioReader.rule(rule)) }
        // What no rule names is answered.
        style.rules.append(Rule())
        return style
    }

    private static func latency(_ node: ScenarioNode) throws(InputError) -> Latency {
        let members = try node.members(["first_token", "per_token"])
        var latency = Latency()
        if let first = members["first_token"] { latency.firstToken = try distribution(first) }
        if let per = members["per_token"] { latency.perToken = try distribution(per) }
        return latency
    }

    private static func distribution(_ node: ScenarioNode) throws(InputError) -> Latency.Distribution {
        guard node.node.mapping != nil else { return .fixed(try node.duration()) }
        let members = try node.members(["fixed", "uniform", "lognormal"])
        guard members.count == 1 else {
            throw node.wrong("\(members.count) distributions", accepted: "one of fixed, uniform, lognormal")
        }
        if let fixed = try members["fixed"]?.duration() { return .fixed(fixed) }
        if let uniform = members["uniform"] {
            let ends = try uniform.items()
            guard ends.count == 2 else { throw uniform.wrong(counted(ends.count, "value"), accepted: "[1ms, 5ms]") }
            let low = try ends[0].duration()
            let high = try ends[1].duration()
            guard low <= high else { throw uniform.wrong("the first is the greater one", accepted: "[1ms, 5ms]") }
            return .uniform(low, high)
        }
        guard let lognormal = members["lognormal"] else { return .fixed(0) }
        let parts = try lognormal.members(["median", "sigma"])
        guard let median = try parts["median"]?.duration(), let sigma = try parts["sigma"]?.number(0...5) else {
            throw lognormal.wrong("a key is missing", accepted: "{median: 40ms, sigma: 0.5}")
        }
        return .lognormal(median: median, sigma: sigma)
    }

    private static func limits(_ node: ScenarioNode) throws(InputError) -> SimulatedLimits {
        let members = try node.members(["requests_per_minute", "input_tokens_per_minute", "retry_after"])
        return SimulatedLimits(
            requestsPerMinute: try members["requests_per_minute"]?.integer(1...1_000_000_000),
            inputTokensPerMinute: try members["input_tokens_per_minute"]?.integer(1...1_000_000_000_000),
            retryAfter: try members["retry_after"]?.word(SimulatedLimits.Form.self) ?? .seconds)
    }

    private static func fault(_ node: ScenarioNode) throws(InputError) -> FaultRule {
        let members = try node.members(["kind", "share", "requests", "in_a_row", "retry_after"])
        guard let kind = try members["kind"]?.word(FaultRule.Kind.self) else {
            throw node.wrong("no 'kind'", accepted: FaultRule.Kind.allCases.map(\.rawValue).joined(separator: ", "))
        }
        guard (members["share"] == nil) != (members["requests"] == nil) else {
            throw node.wrong("both or neither of 'share' and 'requests'", accepted: "one of them")
        }
        var fault = FaultRule(kind)
        if let share = try members["share"]?.share() { fault.share = share }
        if let times = try members["in_a_row"]?.integer(1...100) { fault.inARow = times }
        if let wait = try members["retry_after"]?.duration() { fault.retryAfter = wait }
        if let requests = members["requests"] { fault.requests = try self.requests(requests) }
        return fault
    }

    private static func lapse(_ node: ScenarioNode) throws(InputError) -> Lapse {
        let members = try node.members(["requests", "as"])
        guard let requests = members["requests"], let style = try members["as"]?.text() else {
            throw node.wrong("a key is missing", accepted: "{requests: [first, last], as: STYLE}")
        }
        return Lapse(requests: try self.requests(requests), style: style)
    }

    private static func requests(_ node: ScenarioNode) throws(InputError) -> ClosedRange<Int> {
        let ends = try node.items()
        guard ends.count == 2 else { throw node.wrong(counted(ends.count, "value"), accepted: "[first, last]") }
        let first = try ends[0].integer(1...1_000_000_000)
        return first...(try ends[1].integer(first...1_000_000_000))
    }

    static func checkSum(_ sum: Double, _ node: ScenarioNode) throws(InputError) {
        guard sum <= 1 + 1e-9 else {
            throw node.wrong("the shares sum to \(shown(sum))", accepted: "a sum of at most 1")
        }
    }

    /// Without the noise of binary fractions.
    static func shown(_ sum: Double) -> Double { (sum * 1e6).rounded() / 1e6 }
}
