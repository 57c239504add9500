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

    /// 15 of 20 against none of 20 is "cannot tell" where prompts are the unit; for one prompt the trials are.
    @Test func trialsOfOnePromptAreTheUnit() {
        let contrast = ArmContrast(tally("without-system", 0, of: 20), against: tally("full", 15, of: 20))
        #expect(contrast.finding == .less)
        #expect((contrast.p ?? 1) < 1e-5)
        #expect(ArmContrast(tally("x", 5, of: 5), against: tally("full", 0, of: 5)).finding == .more)
    }

    @Test func tooFewTrialsSayHowManyMoreWouldTell() {
        let contrast = ArmContrast(tally("x", 1, of: 2), against: tally("full", 2, of: 2))
        guard case .cannotTell(let repeats?) = contrast.finding else {
            Issue.record("\(contrast)")
            return
        }
        #expect(repeats > 2 && repeats < 20)
        #expect(
            ArmContrast(tally("x", 1, of: 4), against: tally("full", 1, of: 4)).finding == .cannotTell(repeats: nil))
        #expect(ArmContrast(tally("x", 0, of: 0), against: tally("full", 1, of: 4)).finding == .nothingMeasured)
    }

    @Test func theSentenceHasTheCounts() throws {
        let prompt = PromptFile(system: "s", turns: [Turn(.user, "u")], tools: [], notes: [])
        let arm = try #require(try Arm.arms(of: prompt, without: [.system]).last)
        let (less, full) = (tally("without-system", 0, of: 5), tally("full", 5, of: 5))
        #expect(
            ArmContrast(less, against: full).sentence(arm, less, against: full)
                == "m, without the system prompt: blocked or refused less often than the full prompt (0 of 5 against 5 of 5, p 0.004)"
        )
    }
}
