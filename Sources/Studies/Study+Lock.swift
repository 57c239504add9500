import Formats
import Trials

extension Study {
    static let lockVersion = 1

    /// The default gap goes without saying, so that locks written before it was a key stay as they are.
    private var pacingLock: JSONValue {
        var members: JSONObject = ["in_flight": .integer(inFlight)]
        if let repeatGap { members["repeat_gap_seconds"] = .number(repeatGap) }
        return .object(members)
    }

    /// Everything that fixes the run before it begins; texts stand as content hashes.
    func makeLock() -> JSONValue {
        var lock: JSONValue = [
            "lock": .integer(Self.lockVersion),
            "study": .string(name),
            "suites": .array(
                suites.map { ["name": .string($0.name), "version": .integer($0.version), "sha256": .string($0.hash)] }),
            "probes": .array(probes.map { [$0.id: .string($0.contentHash)] }),
            "repeats": .integer(repeats),
            "seed": .integer(Int(clamping: seed)),
            "controls": .array(controls.map { .string($0) }),
            "compare": .array(compare.map { ["a": .string($0.a), "b": .string($0.b)] }),
            "family": .array(family.map { .string($0) }),
            "thresholds": [
                "tolerance": .number(thresholds.tolerance), "obstruction": .number(thresholds.obstruction),
                "margin": .number(thresholds.margin), "alpha": .number(thresholds.alpha),
                "alarm_alpha": .number(thresholds.alarmAlpha), "interval": .string(thresholds.interval.rawValue),
                "definition": .string(thresholds.definition.rawValue),
            ],
            "coverage_floor": .number(coverageFloor),
            "budget": [
                "usd": budget.usd.json, "requests": budget.requests.json, "wall_seconds": budget.wallSeconds.json,
            ],
            "pacing": pacingLock,
            "stop_if": [
                "blocks_in_a_row": stopIf.blocksInARow.json, "blocks_per_hour": stopIf.blocksPerHour.json,
            ],
            "styles": .array(styles.map(\.json)),
        ]
        // Only where there is one: locks of studies without judges keep their hash.
        if let judge, case .object(var members) = lock {
            members["judge"] = judge.json
            lock = .object(members)
        }
        if !sentinels.isEmpty, case .object(var members) = lock {
            var own: JSONObject = [:]
            for style in styles {
                guard let probes = sentinels[style.id] else { continue }
                own[style.id] = .array(probes.map { [$0.id: .string($0.contentHash)] })
            }
            members["sentinels"] = .object(own)
            lock = .object(members)
        }
        if let share = thresholds.relativeMargin, case .object(var members) = lock,
            case .object(var limits)? = members["thresholds"]
        {
            limits["relative_margin"] = .number(share)
            members["thresholds"] = .object(limits)
            lock = .object(members)
        }
        // The default goes without saying, for the same reason.
        if !listsModels, case .object(var members) = lock {
            members["parity"] = ["list_models": false]
            lock = .object(members)
        }
        return lock
    }

    /// What stands in for a study where outcomes were measured elsewhere.
    package init(
        imported name: String, styles: [String], compare: [Comparison], family: [String], thresholds: Thresholds,
        repeats: Int
    ) {
        self.init(
            name: name, probes: [], repeats: max(1, repeats), compare: compare, family: family,
            styles: styles.map { AccessStyle(id: $0, baseURL: "", route: "imported", model: $0, stream: false) })
        self.thresholds = thresholds
        lock = makeLock()
        lockHash = Self.hash(ofLock: lock)
    }

    /// The study as its lock tells it: everything but the probes, whose texts the lock holds only as hashes.
    ///
    /// - Throws: `InputError` where the lock was not written by a version that this one understands.
    package init(lock: JSONValue, file: String) throws(InputError) {
        func fail(_ key: String) -> InputError {
            InputError(
                file: file, place: "key '\(key)'", found: "the lock cannot be read",
                accepted: "a lock of version \(Self.lockVersion), as `railgauge run` and `register` write it")
        }
        guard lock["lock"]?.int == Self.lockVersion else { throw fail("lock") }
        guard let name = lock["study"]?.string else { throw fail("study") }
        guard let styleList = lock["styles"]?.array else { throw fail("styles") }
        var styles: [AccessStyle] = []
        for value in styleList {
            guard let style = AccessStyle(json: value) else { throw fail("styles") }
            guard !styles.contains(where: { $0.id == style.id }) else { throw fail("styles") }
            styles.append(style)
        }
        self.init(name: name, probes: [], styles: styles)
        suites = (lock["suites"]?.array ?? []).map {
            SuiteReference(
                name: $0["name"]?.string ?? "", version: $0["version"]?.int ?? 0, hash: $0["sha256"]?.string ?? "")
        }
        repeats = lock["repeats"]?.int ?? 1
        seed = UInt64(clamping: lock["seed"]?.int ?? 1)
        controls = (lock["controls"]?.array ?? []).compactMap(\.string)
        compare = (lock["compare"]?.array ?? []).compactMap {
            guard let a = $0["a"]?.string, let b = $0["b"]?.string else { return nil }
            return Comparison(a: a, b: b)
        }
        family = (lock["family"]?.array ?? []).compactMap(\.string)
        if let given = lock["thresholds"] {
            thresholds.tolerance = given["tolerance"]?.double ?? thresholds.tolerance
            thresholds.obstruction = given["obstruction"]?.double ?? thresholds.obstruction
            thresholds.margin = given["margin"]?.double ?? thresholds.margin
            thresholds.relativeMargin = given["relative_margin"]?.double
            thresholds.alpha = given["alpha"]?.double ?? thresholds.alpha
            thresholds.alarmAlpha = given["alarm_alpha"]?.double ?? thresholds.alarmAlpha
            thresholds.interval = given["interval"]?.string.flatMap(IntervalName.init) ?? thresholds.interval
            thresholds.definition = given["definition"]?.string.flatMap(Definition.init) ?? thresholds.definition
            // Whoever wrote the file: what follows computes with these.
            if let fault = thresholds.fault {
                throw InputError(
                    file: file, place: "key 'thresholds.\(fault.key)'",
                    found: "the lock of the run holds no such number",
                    accepted: fault.accepted)
            }
        }
        coverageFloor = lock["coverage_floor"]?.double ?? coverageFloor
        guard (0...1).contains(coverageFloor) else { throw fail("coverage_floor") }
        budget = Budget(
            usd: lock["budget"]?["usd"]?.double, requests: lock["budget"]?["requests"]?.int,
            wallSeconds: lock["budget"]?["wall_seconds"]?.double)
        inFlight = lock["pacing"]?["in_flight"]?.int ?? inFlight
        repeatGap = lock["pacing"]?["repeat_gap_seconds"]?.double
        stopIf = StopIf(
            blocksInARow: lock["stop_if"]?["blocks_in_a_row"]?.int,
            blocksPerHour: lock["stop_if"]?["blocks_per_hour"]?.int)
        if let given = lock["judge"], !given.isNull {
            guard let panel = JudgePanel(json: given) else { throw fail("judge") }
            judge = panel
        }
        listsModels = lock["parity"]?["list_models"]?.bool ?? true
        self.lock = lock
        lockHash = Self.hash(ofLock: lock)
    }
}
