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
        #expect(tally.blocked == 1 && tally.measured == 2 && tally.unmeasured == 2)
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

    @Test func tooFewTrialsSayHowManyMoreWouldTell() throws {
        let few = try sentence(tally("x", 1, of: 2), tally("full", 2, of: 2))
        #expect(few.contains("cannot tell (1 of 2 against 2 of 2") && few.contains("more repeats would"), "\(few)")
        #expect(
            try sentence(tally("x", 1, of: 4), tally("full", 1, of: 4)).contains("a thousand more repeats would not"))
        #expect(
            try sentence(tally("x", 0, of: 0), tally("full", 1, of: 4)).hasSuffix(
                "nothing was measured (0 of 0 failed)"))
    }

    /// Ten blocks in a row and then none are no ten trials.
    @Test func blocksInClumpsAreTold() throws {
        let clumped = try sentence(tally("x", 10, of: 20), tally("full", 0, of: 20))
        #expect(clumped.contains("come in clumps"), "\(clumped)")
        #expect(try !sentence(tally("x", 20, of: 20), tally("full", 0, of: 20)).contains("clumps"))
    }
}
