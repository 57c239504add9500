import Formats
import Studies
import TestInputs
import Testing
import Trials

@Suite struct LockTests {
    private let styles = """
          - {id: a, dialect: anthropic, model: m, base_url: 'sim:d', headers: {x: 1, y: 2}, body: {p: 0.1, q: 1}}
          - {id: b, like: a, grant: {by: LabX, until: 2026-12-05}, system: hello}

        """
    private let keys = """
        repeats: 2
        seed: 9
        controls: [b]
        family: [field]
        thresholds: {tolerance: 0.02, margin: 0.15, definition: api}
        coverage_floor: 0.8
        budget: {usd: 20, requests: 10, wall: 1h}
        pacing: {in_flight: 3}
        stop_if: {blocks_in_a_row: 5}

        """

    @Test func aStudyComesBackFromItsLock() throws {
        let before = try study(styles: styles, keys: keys)
        let lock = try JSONReader.read(before.lock.pretty.utf8.map { $0 })
        var after = try Study(lock: lock, file: "study.lock.yaml")
        #expect(after.lockHash == before.lockHash)
        #expect(after.probes.isEmpty)
        after.probes = before.probes
        after.lock = before.lock
        #expect(after == before)
    }

    /// As `register` writes it and a later call reads it.
    private func registered(_ study: Study) throws -> JSONValue {
        try YAMLValue.parse([UInt8](study.lock.pretty.utf8), file: "study.lock.yaml").json
    }

    /// Seconds, shares and money are whole numbers in the file and fractions in memory: no difference.
    @Test(arguments: [
        ("repeats: 2", "repeats: 3", ["repeats"]),
        ("seed: 9", "seed: 10", ["seed"]),
        ("controls: [b]", "controls: []", ["controls"]),
        (
            "thresholds: {tolerance: 0.02, margin: 0.15, definition: api}",
            "thresholds: {tolerance: 0.03, margin: 0.2, definition: api}",
            ["thresholds.tolerance", "thresholds.margin"]
        ),
        ("coverage_floor: 0.8", "coverage_floor: 1", ["coverage_floor"]),
        // Of what the hash leaves out nothing was registered.
        ("repeats: 2", "repeats: 3\nstop_if: {blocks_in_a_row: 6}", ["repeats"]),
    ])
    func onlyWhatDiffersIsNamed(_ was: String, _ now: String, _ expected: [String]) throws {
        let before = try registered(try study(styles: styles, keys: keys))
        var changed = keys.replacing(was, with: now)
        if now.contains("stop_if") { changed = changed.replacing("stop_if: {blocks_in_a_row: 5}\n", with: "") }
        #expect(LockDifference.keys(before, try study(styles: styles, keys: changed).lock) == expected)
        #expect(LockDifference.keys(before, try study(styles: styles, keys: keys).lock).isEmpty)
    }

    /// However much differs, every key is there, and what decides a finding stands first.
    @Test func nothingIsCutOff() throws {
        let ids = (1...12).map { "s\($0)" }
        func styles(_ seconds: Int) -> String {
            ids.map {
                "      - {id: \($0), dialect: anthropic, model: m, base_url: 'sim:d', "
                    + "timeouts: {connect: \(seconds), first_byte: \(seconds), idle: \(seconds)}}\n"
            }.joined()
        }
        let before = try registered(try study(styles: styles(3)))
        let found = LockDifference.keys(before, try study(styles: styles(4), keys: "thresholds: {margin: 0.2}\n").lock)
        #expect(found.first == "thresholds.margin")
        #expect(found.count == 37)
        #expect(found.contains("styles.s12.timeouts.idle"))
    }

    @Test func styleAndProbesGoByName() throws {
        let before = try registered(try study(styles: styles, keys: keys))
        let other = styles.replacing("system: hello", with: "system: hullo")
        let more = "  - {id: first, dialect: anthropic, model: m, base_url: 'sim:d'}\n" + other
        #expect(LockDifference.keys(before, try study(styles: other, keys: keys).lock) == ["styles.b.system"])
        #expect(
            Set(LockDifference.keys(before, try study(styles: more, keys: keys).lock)).isSuperset(of: [
                "styles.b.system", "styles.first (added)",
            ]))
    }

    /// A run folder may come from anybody: numbers that nothing can compute with, and a style that stands twice, are refused.
    @Test(arguments: [
        "tolerance: -1", "tolerance: 1", "tolerance: 0.3", "obstruction: 2", "margin: -0.1", "alpha: 0", "alpha: 2",
        "alpha: 1e308", "alarm_alpha: 0.9", "relative_margin: 1",
    ])
    func aLockOfUnsoundNumbersIsRefused(_ wrong: String) throws {
        let parts = wrong.split(separator: ": ").map(String.init)
        var lock = try study(styles: styles, keys: keys).lock
        guard case .object(var members) = lock, case .object(var limits)? = members["thresholds"] else {
            Issue.record("no thresholds")
            return
        }
        limits[parts[0]] = .number(Double(parts[1]) ?? 0)
        members["thresholds"] = .object(limits)
        lock = .object(members)
        let fault = #expect(throws: InputError.self) { try Study(lock: lock, file: "study.lock.yaml") }
        #expect(fault.map { "\($0)" }?.contains("thresholds.") ?? false)
    }

    @Test func aLockWithAStyleTwiceIsRefused() throws {
        guard case .object(var members) = try study(styles: styles, keys: keys).lock,
            let list = members["styles"]?.array
        else {
            Issue.record("no styles")
            return
        }
        members["styles"] = .array(list + list)
        let lock = JSONValue.object(members)
        #expect(throws: InputError.self) { try Study(lock: lock, file: "study.lock.yaml") }
    }

    @Test func aLockReadAsYAMLHasTheSameHash() throws {
        let before = try study(styles: styles, keys: keys)
        let lock = try YAMLValue.parse(Array(before.lock.pretty.utf8), file: "study.lock.yaml").json
        #expect(try Study(lock: lock, file: "study.lock.yaml").lockHash == before.lockHash)
    }

    @Test func theHashStandsUnderKeyOrderCommentsAndLayout() throws {
        let first = try study(styles: styles, keys: keys)
        let lines = keys.split(separator: "\n").reversed().joined(separator: "\n") + "\n# a comment\n"
        let second = try study(
            styles: """
                  - {headers: {y: 2, x: 1}, body: {q: 1, p: 0.1}, model: m, base_url: 'sim:d', dialect: anthropic, id: a}
                  - {id: b, like: a, system: hello, grant: {until: 2026-12-05, by: LabX}}

                """, keys: lines)
        #expect(second.lockHash == first.lockHash)
    }

    @Test(arguments: [
        ("repeats: 2", "repeats: 3"), ("seed: 9", "seed: 8"), ("controls: [b]", "controls: [a]"),
        ("family: [field]", "family: [comparison]"), ("tolerance: 0.02", "tolerance: 0.03"),
        ("margin: 0.15", "margin: 0.16"), ("definition: api", "definition: strict"),
        ("coverage_floor: 0.8", "coverage_floor: 0.81"),
    ])
    func everyKeyOfTheProtocolIsInTheHash(_ from: String, _ to: String) throws {
        let first = try study(styles: styles, keys: keys)
        #expect(try study(styles: styles, keys: keys.replacing(from, with: to)).lockHash != first.lockHash)
    }

    @Test func aRelativeMarginStandsInTheLockOnlyWhereThereIsOne() throws {
        let first = try study(styles: styles, keys: keys)
        #expect(first.lock["thresholds"]?["relative_margin"] == nil)
        let relative = try study(
            styles: styles, keys: keys.replacing("margin: 0.15", with: "relative_margin: 0.25"))
        #expect(relative.thresholds.relativeMargin == 0.25 && relative.lockHash != first.lockHash)
        let lock = try JSONReader.read(relative.lock.pretty.utf8.map { $0 })
        #expect(try Study(lock: lock, file: "study.lock.yaml").thresholds == relative.thresholds)
        do {
            _ = try study(
                styles: styles, keys: keys.replacing("margin: 0.15", with: "margin: 0.1, relative_margin: 0.2"))
            Issue.record("two margins were accepted")
        } catch {
            #expect("\(error)".contains("both 'margin' and 'relative_margin'"))
        }
    }

    /// A run that reached its budget continues when more is given.
    @Test(arguments: [
        ("usd: 20", "usd: 21"), ("requests: 10", "requests: 11"), ("wall: 1h", "wall: 61m"),
        ("in_flight: 3", "in_flight: 4"), ("blocks_in_a_row: 5", "blocks_in_a_row: 6"),
    ])
    func whatOnlyLimitsASessionIsInTheLockAndNotInItsHash(_ from: String, _ to: String) throws {
        let first = try study(styles: styles, keys: keys)
        let second = try study(styles: styles, keys: keys.replacing(from, with: to))
        #expect(second.lockHash == first.lockHash)
        #expect(second.lock != first.lock)
    }

    /// A lock that was registered before the key existed stands, and so does a run that goes on without the question.
    @Test func whetherModelsAreListedIsInTheLockWhereItIsSwitchedOffAndNeverInItsHash() throws {
        let first = try study(styles: styles, keys: keys)
        #expect(first.listsModels && first.lock["parity"] == nil)
        #expect(try study(styles: styles, keys: keys + "parity: {list_models: true}\n") == first)
        let off = try study(styles: styles, keys: keys + "parity: {list_models: false}\n")
        #expect(!off.listsModels && off.lockHash == first.lockHash)
        let lock = try JSONReader.read(off.lock.pretty.utf8.map { $0 })
        #expect(try Study(lock: lock, file: "study.lock.yaml").listsModels == false)
    }

    @Test(arguments: [
        ("model: m", "model: n"), ("x: 1", "x: 3"), ("p: 0.1", "p: 0.2"), ("system: hello", "system: hullo"),
        ("by: LabX", "by: LabY"), ("sim:d", "sim:e"),
    ])
    func everyKeyOfAStyleIsInTheHash(_ from: String, _ to: String) throws {
        let first = try study(styles: styles, keys: keys)
        #expect(try study(styles: styles.replacing(from, with: to), keys: keys).lockHash != first.lockHash)
    }

    @Test func theHashChangesWhenAPromptFileChanges() throws {
        let first = try study()
        #expect(try study(files: ["p2.md": "two, changed\n"]).lockHash != first.lockHash)
        #expect(try study(files: ["p2.md": "two\n"]).lockHash == first.lockHash)
    }

    @Test func theHashHoldsTheLabelsOfProbesToo() throws {
        let suite =
            "suite: s\nversion: 1\ndefaults: {field: f, why_benign: plain}\nprobes:\n  - {id: p1, prompt: one}\n"
        let first = try study(files: ["s.yaml": suite])
        #expect(try study(files: ["s.yaml": suite.replacing("field: f", with: "field: g")]).lockHash != first.lockHash)
    }

    @Test func noCredentialReachesALock() throws {
        let read = try study(
            styles:
                "  - {id: a, dialect: anthropic, model: m, base_url: 'sim:d', key: {command: [pass, k], every: 1h}}\n")
        #expect(read.lock.compact.contains(#""key":{"command":["pass","k"],"every_seconds":3600}"#))
    }

    @Test(
        arguments: [
            ("lock", ["study": "t"]), ("lock", ["lock": 2, "study": "t"]), ("study", ["lock": 1]),
            ("styles", ["lock": 1, "study": "t"]), ("styles", ["lock": 1, "study": "t", "styles": [["id": "a"]]]),
        ] as [(String, JSONValue)])
    func aLockOfAnotherKindIsRefused(_ key: String, _ lock: JSONValue) {
        #expect(
            message { _ = try Study(lock: lock, file: "l.yaml") }
                == "l.yaml: key '\(key)': the lock cannot be read; accepted: a lock of version 1, as `railgauge run` and "
                + "`register` write it")
    }

    /// A secret that stands in a header is no more locked than a key is.
    @Test func secretsInHeadersAreNotLocked() {
        var style = AccessStyle(id: "a", dialect: .anthropic, baseURL: "sim:d", model: "m")
        style.headers = ["X-Auth": "s3cret-value", "x-gateway-token": "s3cret-value", "x-note": "kept"]
        let lock = style.json["headers"]?.compact ?? ""
        #expect(!lock.contains("s3cret") && lock.contains("kept"))
    }

    /// A lock in a run folder may be anybody's: what no study file may say is refused with its key.
    @Test(arguments: [
        ("alpha", "2"), ("alpha", "0"), ("alpha", "1e308"), ("tolerance", "-1"), ("tolerance", "1"),
        ("obstruction", "2"), ("margin", "1e308"), ("relative_margin", "0"), ("alarm_alpha", "1"),
    ])
    func thresholdsOfALockHaveTheRangesOfAStudy(_ key: String, _ value: String) throws {
        guard case .object(var lock) = try study().lock, case .object(var thresholds)? = lock["thresholds"] else {
            Issue.record("no thresholds")
            return
        }
        thresholds[key] = try JSONReader.read(value)
        lock["thresholds"] = .object(thresholds)
        let error = #expect(throws: InputError.self) { try Study(lock: .object(lock), file: "study.lock.yaml") }
        #expect(error.map { "\($0)" }?.contains("thresholds.") == true)
    }
}
