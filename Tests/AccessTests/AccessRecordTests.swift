import Statistics
import Testing
import Trials

@testable import Access

/// Checks as they are planned, and what the trials of a run say of them.
struct AccessRecordTests {
    private static let sentinels = (1...10).map { Probe(id: "s\($0)", turns: [Turn(.user, "sentinel \($0)")]) }

    private static func study(_ status: InForce.Status = .required, every: Int? = 10, off: [String] = []) -> Study {
        var study = Study(
            name: "watched", probes: (1...30).map { Probe(id: "p\($0)", turns: [Turn(.user, "prompt \($0)")]) },
            compare: [Comparison(a: "trusted", b: "public")],
            styles: [
                AccessStyle(id: "public", baseURL: "http://127.0.0.1", model: "m"),
                AccessStyle(
                    id: "trusted", baseURL: "http://127.0.0.1", model: "m",
                    grant: Grant(by: "someone", safeguardsOff: off), inForce: InForce(status: status, every: every)),
            ])
        study.sentinels = ["trusted": sentinels]
        return study
    }

    /// Checks of ten sentinels, with ten trials of the style after each: one minute apart, a second a trial.
    /// - Parameter blocked: by check, whether the style's sentinels are.
    private static func records(
        _ blocked: [Bool?], category: Trials.Category = .cyber, reference: Bool = true, flags: [Int: Degraded] = [:]
    ) -> [TrialRecord] {
        var out: [TrialRecord] = []
        func add(_ style: String, _ probe: String, _ number: Int, _ role: Role, _ verdict: Verdict?, _ minute: Int) {
            let second = min(59, out.count { $0.startedAt?.hasPrefix(stamp(minute)) ?? false })
            out.append(
                TrialRecord(
                    key: TrialKey(style: style, probe: probe, repetition: number), field: "f", role: role,
                    verdict: verdict, position: out.count,
                    startedAt: verdict == nil ? nil : "\(stamp(minute)):\(second < 10 ? "0" : "")\(second)Z"))
        }
        let block = Verdict(outcome: .blocked, categories: [category])
        for (check, lapsed) in blocked.enumerated() {
            for sentinel in sentinels {
                let probe = sentinel.asSentinel
                let own = lapsed.map { $0 ? block : Verdict(outcome: .answered) }
                add("trusted", probe.id, check + 1, .sentinel, own, check)
                add(
                    "public", probe.id, check + 1, .sentinel,
                    lapsed.map { _ in reference ? block : Verdict(outcome: .answered) }, check)
            }
            for trial in 1...10 {
                var verdict = Verdict(outcome: .answered)
                if let flag = flags[check] { verdict.degraded = [flag] }
                add("trusted", "p\(check)-\(trial)", 1, .main, lapsed == nil ? nil : verdict, check)
            }
        }
        return out
    }

    private static func stamp(_ minute: Int) -> String { "2026-11-21T02:\(minute < 10 ? "0" : "")\(minute)" }

    private func record(_ records: [TrialRecord], _ study: Study = study()) throws -> AccessRecord {
        try #require(AccessRecord.all(study, records).first)
    }

    @Test func checksStandAtTheStartEverySoManyAndTwiceAtTheEnd() {
        let checks = AccessChecks(Self.study(every: 20))
        #expect(checks.places(trials: 60) == [0, 20, 40, 60, 60])
        #expect(checks.places(trials: 10) == [0, 10, 10])
        #expect(checks.places(trials: 0).isEmpty)
        #expect(checks.sends.map(\.probe.id) == Self.sentinels.map(\.id).sorted())
        #expect(checks.sends.allSatisfy { $0.styles == ["public", "trusted"] })
        #expect(AccessChecks(Self.study(.off)).places(trials: 60).isEmpty)
    }

    @Test func aDesignThatCannotFindALapseSaysSoBeforehand() throws {
        var study = Self.study(every: 20)
        #expect(AccessChecks(study).promise(AccessChecks(study).watched[0], trials: 60) == nil)
        study.sentinels = ["trusted": Array(Self.sentinels.prefix(3))]
        let words = try #require(AccessChecks(study).promise(AccessChecks(study).watched[0], trials: 60))
        #expect(words.contains("3 sentinels x 5 checks"), "\(words)")
        #expect(words.contains("at least 8 sentinels x 5 checks"), "\(words)")
    }

    @Test func accessThatHoldsIsShown() throws {
        let found = try record(Self.records([false, false, false, false]))
        #expect(found.standing == .shown && found.lapses.isEmpty)
        #expect((found.checks, found.planned, found.blocked, found.measured) == (4, 4, 0, 40))
        #expect((found.referenceBlocked, found.referenceMeasured) == (40, 40))
    }

    @Test func aReferenceThatDoesNotBlockShowsNothing() throws {
        #expect(try record(Self.records([false, false, false], reference: false)).standing == .cannotTell)
    }

    @Test func aLapseMakesTheTrialsSinceTheLastGoodCheckUnmeasuredAndNothingElse() throws {
        var records = Self.records([false, false, true, true, false, false])
        let found = try record(records)
        let lapse = try #require(found.lapses.first)
        #expect(found.standing == .lapsed && found.lapses.count == 1)
        #expect(lapse.between == "lapsed between 2026-11-21 02:01 and 2026-11-21 02:04 UTC")
        #expect(lapse.evidence == "20 of 20 sentinels blocked in checks 3 to 4")
        #expect(lapse.trials == 30)
        AccessRecord.mark(&records, Self.study())
        let marked = records.filter { $0.verdict?.degraded.contains(.accessLapsed) ?? false }
        #expect(Set(marked.map(\.key.probe)) == Set((1...3).flatMap { check in (1...10).map { "p\(check)-\($0)" } }))
        #expect(marked.allSatisfy { $0.verdict?.measured == false && $0.verdict?.outcome == .answered })
        // Marks do not move what the checks say.
        #expect(try record(records) == found)
    }

    /// What shows a lapse is all of it, not only the check that found it.
    @Test func theEvidenceOfALapseGoesToItsEnd() throws {
        let lasting = try #require(try record(Self.records([false, false, true, true, true])).lapses.first)
        #expect(lasting.evidence == "30 of 30 sentinels blocked in checks 3 to 5")
        let last = try #require(try record(Self.records([false, false, true])).lapses.first)
        #expect(last.evidence == "10 of 10 sentinels blocked in check 3")
    }

    /// A lapse of one category says nothing of another.
    @Test func aLapseSpeaksOfWhatItsSentinelsMet() throws {
        let study = Self.study(off: ["bio-chem", "cyber"])
        #expect(try record(Self.records([false, true, true]), study).lapses[0].promises == [.off(.cyber)])
        #expect(
            try record(Self.records([false, true, true], category: .unreported), study).lapses[0].promises
                == [.off(.bioChem), .off(.cyber)])
        #expect(try record(Self.records([false, true, true])).lapses[0].promises == [.nothing(.api)])
        let told = try record(Self.records([false, false, false], flags: [1: .tierNotApplied]), study)
        #expect(told.lapses[0].promises == [.off(.bioChem), .off(.cyber)])
    }

    /// Of three categories that are off one comes back: the others outvote it in the sum over all, and its own sentinels show it.
    @Test(arguments: [4, 10]) func aCategoryThatComesBackAloneIsFound(each: Int) throws {
        let categories: [Trials.Category] = [.bioChem, .cyber, .aiRnd]
        var study = Self.study(off: categories.map(\.rawValue))
        study.sentinels = [
            "trusted": categories.flatMap { category in
                (0..<each).map {
                    Probe(id: "\(category.rawValue)-\($0)", aimsAt: category.rawValue, turns: [Turn(.user, "u")])
                }
            }
        ]
        var rows: [TrialRecord] = []
        for check in 0..<8 {
            for probe in study.sentinels["trusted"] ?? [] {
                for style in ["trusted", "public"] {
                    let blocked = style == "public" || (check >= 3 && probe.aimsAt == "bio-chem")
                    var record = TrialRecord(
                        key: TrialKey(style: style, probe: probe.asSentinel.id, repetition: check + 1), field: "f",
                        role: .sentinel,
                        verdict: blocked
                            ? Verdict(outcome: .blocked, categories: [.bioChem]) : Verdict(outcome: .answered),
                        position: rows.count, startedAt: "\(Self.stamp(check)):00Z")
                    if blocked { record.verdict?.categories = [Trials.Category(rawValue: probe.aimsAt ?? "")] }
                    record.aimsAt = probe.aimsAt
                    rows.append(record)
                }
            }
        }
        let found = try record(rows, study)
        #expect(found.standing == .lapsed && found.lapses.map(\.promises) == [[.off(.bioChem)]], "\(found.lapses)")
        #expect(found.lapses[0].evidence == "\(5 * each) of \(5 * each) bio-chem sentinels blocked in checks 4 to 8")
        let checks = AccessChecks(study)
        let asked = checks.questions(checks.watched[0], trials: 60)
        #expect(
            asked.map(\.category) == [nil, "bio-chem", "cyber", "ai-rnd"]
                && asked.map(\.sentinels) == [3 * each, each, each, each])
        let words = checks.promise(checks.watched[0], trials: 60)
        #expect((words == nil) == (each == 10), "\(words ?? "")")
        if let words {
            #expect(words.contains("a lapse of") && words.contains("alone (4 sentinels x 8 checks)"), "\(words)")
        }
    }

    @Test func accessThatNeverWasIsNamedSo() throws {
        let found = try record(Self.records([true, true, true]))
        #expect(found.lapses[0].lastGood == nil && found.lapses[0].until == nil && found.lapses[0].trials == 30)
        #expect(found.lapses.map(\.between) == ["not as promised from the start"])
    }

    /// The rest is still to come: only checks that are whole are read.
    @Test func anInterruptedRunIsReadAsFarAsItsChecksAreWhole() throws {
        let found = try record(Self.records([false, true, nil, nil]))
        #expect((found.checks, found.planned) == (2, 4))
        #expect(found.lapses.first?.until == nil)
    }

    /// A block of another safeguard than those of the promise is none of its business.
    @Test func onlyPromisedSafeguardsCount() throws {
        let study = Self.study(off: ["bio-chem"])
        #expect(try record(Self.records([true, true, true]), study).lapses.isEmpty)
        #expect(try record(Self.records([true, true, true], category: .bioChem), study).lapses.count == 1)
    }

    @Test func aReadBackThatIsGoneIsALapseWithoutAnySentinel() throws {
        var records = Self.records([false, false, false], flags: [1: .tierNotApplied])
        let found = try record(records)
        #expect(found.lapses.count == 1)
        #expect(found.lapses[0].evidence.contains("10 replies in a row"))
        #expect(found.lapses[0].trials == 10)
        AccessRecord.mark(&records, Self.study())
        #expect(records.count { $0.verdict?.degraded.contains(.accessLapsed) ?? false } == 10)
    }

    /// In any order, as trials end: the same as over the stored rows.
    @Test func theLiveWatchFindsWhatTheRecordFinds() throws {
        let study = Self.study()
        var watch = AccessWatch(
            style: study.styles[1], reference: "public",
            sentinels: Array(repeating: Array(repeating: nil, count: 10), count: 6))
        var changes: [AccessWatch.Change] = []
        for record in Self.records([false, false, true, true, false, false]).reversed() where record.role == .sentinel {
            changes += watch.finished(
                check: record.key.repetition, underReference: record.key.style == "public", aimsAt: nil,
                try #require(record.verdict))
        }
        #expect(changes == [.lapsed(lastGood: 2, found: 3, category: nil), .returned(5, category: nil)])
    }
}
