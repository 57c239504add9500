import Suites
import Testing
import Trials
import Tries

@Suite struct ArmTallyTests {
    private func tally(_ arm: String, _ blocked: Int, of n: Int) -> ArmTally {
        var tally = ArmTally(model: "m", arm: arm, planned: n)
        for index in 0..<n { tally.add(Verdict(outcome: index < blocked ? .blocked : .answered)) }
        return tally
    }

    @Test func whatIsNotMeasuredIsInNeitherCount() {
        var tally = tally("full", 1, of: 2)
        tally.add(Verdict(outcome: .error, errorKind: .timeout))
        tally.add(Verdict(outcome: .blocked, degraded: [.tierNotApplied]))
        #expect(tally.obstructed == 1 && tally.measured == 2 && tally.unmeasured == 2)
        #expect(tally.shown?.outcome == .blocked)
    }

    private func sentence(_ arm: ArmTally, _ full: ArmTally) throws -> String {
        let prompt = PromptFile(system: "s", turns: [Turn(.user, "u")], tools: [], notes: [])
        return arm.sentence(try #require(try Arm.arms(of: prompt, without: [.system]).last), against: full)
    }

    @Test func theSentenceHasTheCounts() throws {
        #expect(
            try sentence(tally("without-system", 0, of: 5), tally("full", 5, of: 5))
                == "m, without the system prompt: blocked or refused less often than the full prompt (0 of 5 against 5 of 5, p 0.004)"
        )
    }

    /// What failed, and what was read with doubt, could have gone the other way.
    @Test func whatCouldChangeAFindingIsSaid() throws {
        var full = tally("full", 5, of: 10)
        let told = try sentence(tally("x", 1, of: 12), full)
        #expect(told.contains("less often than the full prompt") && !told.contains("could change"), "\(told)")
        for _ in 0..<2 { full.add(Verdict(outcome: .truncated)) }
        #expect(try sentence(tally("x", 1, of: 12), full).contains("; unmeasured trials could change this"))
        var doubted = tally("x", 1, of: 8)
        for _ in 0..<4 { doubted.add(Verdict(outcome: .answered, decidedBy: .text, sure: false)) }
        #expect(try sentence(doubted, tally("full", 5, of: 10)).contains("; unsure verdicts could change this"))
        // Nothing told, nothing to take away.
        #expect(try !sentence(tally("x", 4, of: 12), full).contains("could change"))
    }

    @Test func tooFewTrialsSayHowManyMoreWouldTell() throws {
        let few = try sentence(tally("x", 1, of: 2), tally("full", 2, of: 2))
        #expect(few.contains("cannot tell (1 of 2 against 2 of 2") && few.contains("more repeats would"), "\(few)")
        #expect(
            try sentence(tally("x", 1, of: 4), tally("full", 1, of: 4)).contains("a thousand more repeats would not"))
        #expect(
            try sentence(tally("x", 0, of: 0), tally("full", 1, of: 4)).hasSuffix(
                "nothing was measured (0 of 0 trials ended)"))
    }

    /// 0 of 0 is no finding, whatever stands beside it.
    @Test func nothingMeasuredSaysSoAndWhy() throws {
        var failed = ArmTally(model: "m", arm: "full", planned: 3)
        for _ in 0..<3 { failed.add(Verdict(outcome: .error, errorKind: .transport)) }
        let prompt = PromptFile(system: "s", turns: [Turn(.user, "u")], tools: [], notes: [])
        let arms = try Arm.arms(of: prompt, without: [.system])
        #expect(
            failed.sentence(arms[0]) == "m, the full prompt: nothing was measured: 3 of 3 trials failed (transport)")
        let beside = tally("x", 1, of: 4).sentence(arms[1], against: failed)
        #expect(
            beside == "m, without the system prompt: 1 of 4 blocked or refused; of the full prompt nothing was measured"
        )
        var table = TryTable(
            arms: arms, models: [TriedModel(style: "m", dialect: "anthropic", model: "m")], repeats: 3)
        #expect(!table.measuredAnything && table.unsent == 6)
        table.add(TrialKey(style: "m", probe: "full", repetition: 1), Verdict(outcome: .answered))
        #expect(table.measuredAnything && table.unsent == 5)
    }

    /// A sign of the API and words of the model are two things.
    @Test func blockedAndRefusedAreCountedApart() throws {
        let prompt = PromptFile(system: nil, turns: [Turn(.user, "u")], tools: [], notes: [])
        var table = TryTable(
            arms: try Arm.arms(of: prompt), models: [TriedModel(style: "m", dialect: "anthropic", model: "m")],
            repeats: 4)
        let key = TrialKey(style: "m", probe: "full", repetition: 1)
        table.add(key, Verdict(outcome: .blocked), requestID: "req_7", seconds: 1.24)
        table.add(key, Verdict(outcome: .refused))
        table.add(key, Verdict(outcome: .refused), requestID: "req_9", seconds: 0.5)
        #expect(
            table.line(key, Verdict(outcome: .refused))
                == "m full #1: refused — so far 1 blocked, 2 refused of 3")
        let wide = table.lines()
        #expect(wide[0].hasPrefix("model  arm   blocked  refused  last"))
        #expect(wide[1].contains("1 of 3   2 of 3   refused") && wide[1].hasSuffix("0.5      req_9"), "\(wide)")
        // A short line keeps what it is about.
        let narrow = table.lines(width: 80)
        #expect(!narrow[0].contains("request id") && narrow[1].contains("2 of 3   refused"), "\(narrow)")
        #expect(narrow.allSatisfy { $0.count <= 80 })
    }

    /// What ends first need not have begun first: clumps are of the order of time.
    @Test func recordsCountInTheOrderInWhichTheyBegan() throws {
        let prompt = PromptFile(system: nil, turns: [Turn(.user, "u")], tools: [], notes: [])
        let models = [TriedModel(style: "m", dialect: "anthropic", model: "m")]
        let records = (0..<24).map { place in
            TrialRecord(
                key: TrialKey(style: "m", probe: "full", repetition: place + 1), field: "try",
                verdict: Verdict(outcome: place / 8 % 2 == 0 ? .blocked : .answered), position: place,
                startedAt: "2026-11-28T10:00:\(10 + place)Z")
        }
        let arms = try Arm.arms(of: prompt)
        for order in [records, records.shuffled()] {
            let told = TryTable(arms: arms, models: models, repeats: 24, records: order).sentences()
            #expect(told.first?.contains("16 of 24 blocked or refused; they come in clumps") == true, "\(told)")
        }
    }

    @Test func anotherAccountIsHeldAgainstTheFirst() throws {
        let prompt = PromptFile(system: nil, turns: [Turn(.user, "u")], tools: [], notes: [])
        let models = TriedModel(style: "m", dialect: "anthropic", model: "m").under(["${A}", "${B}"])
        #expect(models.map(\.style) == ["m.key-1", "m.key-2"] && models.map(\.key) == ["${A}", "${B}"])
        var table = TryTable(arms: try Arm.arms(of: prompt), models: models, repeats: 5)
        for trial in 1...5 {
            table.add(TrialKey(style: "m.key-1", probe: "full", repetition: trial), Verdict(outcome: .blocked))
            table.add(TrialKey(style: "m.key-2", probe: "full", repetition: trial), Verdict(outcome: .answered))
        }
        #expect(
            table.sentences() == [
                "m.key-1, the full prompt: 5 of 5 blocked or refused",
                "m.key-2, the full prompt: blocked or refused less often than under m.key-1 (0 of 5 against 5 of 5, p 0.004)",
            ])
    }

    /// The terminal and the reports of the same run tell at one level: every arm under both accounts is a contrast.
    @Test func theFamilyIsThatOfTheReports() throws {
        let prompt = PromptFile(system: "s", turns: [Turn(.user, "u")], tools: [], notes: [])
        let arms = try Arm.arms(of: prompt, without: [.system])
        let models = TriedModel(style: "m", dialect: "anthropic", model: "m").under(["${A}", "${B}"])
        let table = TryTable(arms: arms, models: models, repeats: 4)
        #expect(table.contrasts == 4)
    }

    /// Ten blocks in a row and then none are no ten trials.
    @Test func blocksInClumpsAreTold() throws {
        let clumped = try sentence(tally("x", 10, of: 20), tally("full", 0, of: 20))
        #expect(clumped.contains("come in clumps"), "\(clumped)")
        // An arm alone is told as well.
        let alone = tally("full", 10, of: 20).sentence(
            try #require(try Arm.arms(of: PromptFile(system: nil, turns: [Turn(.user, "u")])).first))
        #expect(
            alone.hasPrefix(
                "m, the full prompt: 10 of 20 blocked or refused; they come in clumps (runs test, p < 0.001)"),
            "\(alone)")
        #expect(try !sentence(tally("x", 20, of: 20), tally("full", 0, of: 20)).contains("clumps"))
    }
}
