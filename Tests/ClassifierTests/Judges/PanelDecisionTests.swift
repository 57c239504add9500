import Classifier
import Testing
import Trials

@Suite struct PanelDecisionTests {
    private func panel(
        _ count: Int, when: JudgePanel.When = .unsure, agree: JudgePanel.Agree = .majority
    ) -> JudgePanel {
        let rubric = Rubric(name: "r", version: 1, hash: "0123456789abcdef")
        return JudgePanel(
            (0..<count).map {
                Judge(
                    id: "j\($0)", style: AccessStyle(id: "", baseURL: "http://127.0.0.1:9", model: "m"), rubric: rubric)
            }, when: when, agree: agree)
    }

    private func said(_ index: Int, _ outcome: Outcome?, points: [Bool] = [], excerpt: String? = nil) -> JudgeVerdict {
        JudgeVerdict(
            judge: "j\(index)", version: "judge:j\(index)@r-1-01234567", result: outcome == nil ? .refused : .decided,
            outcome: outcome, points: points, quote: "q", detail: outcome == nil ? "no" : "", excerpt: excerpt)
    }

    private func base(
        _ outcome: Outcome = .answered, sure: Bool = false, decidedBy: DecidedBy = .text, degraded: [Degraded] = []
    ) -> Verdict {
        Verdict(
            outcome: outcome, layer: outcome == .refused ? .modelText : nil, served: .requested, degraded: degraded,
            decidedBy: decidedBy, confidence: 0.5, sure: sure,
            evidence: [Evidence(rule: "text.x", field: "text", quote: "t")], version: "wire-1")
    }

    private let plain = Probe(id: "p", turns: [Turn(.user, "x")])
    private let needing = Probe(id: "p", turns: [Turn(.user, "x")], needs: ["a", "b"])

    @Test func onlyWhatTextDecidedUnsurelyGoesToAJudge() {
        let unsure = PanelDecision(panel(1))
        let always = PanelDecision(panel(1, when: .always))
        #expect(unsure.asks(base(), probe: plain) && always.asks(base(), probe: plain))
        #expect(!unsure.asks(base(sure: true), probe: plain) && always.asks(base(sure: true), probe: plain))
        #expect(!always.asks(base(.blocked, decidedBy: .wire), probe: plain))
        #expect(!always.asks(base(.error, decidedBy: .wire), probe: plain))
        #expect(!always.asks(base(degraded: [.filterOpen]), probe: plain))
        // What a model says to a positive control reaches nobody.
        let control = Probe(id: "c", expect: .refuse, role: .control, turns: [Turn(.user, "x")])
        #expect(!always.asks(base(), probe: control))
    }

    @Test func pointsAreAskedAboutAlsoWhereTheClassifierIsSure() {
        let unsure = PanelDecision(panel(1))
        #expect(unsure.asks(base(sure: true), probe: needing))
        #expect(!unsure.asks(base(.refused, sure: true), probe: needing))
        let checked = Probe(id: "p", turns: [Turn(.user, "x")], needs: ["a"], check: Check(.exact("1")))
        #expect(!unsure.asks(base(sure: true), probe: checked))
    }

    @Test func aJudgeSettlesWhatTheClassifierLeavesOpenAndTheCascadeIsSeen() {
        let out = PanelDecision(panel(1)).verdict(base(), given: [said(0, .refused)], probe: plain, reply: "")
        #expect(out.outcome == .refused && out.layer == .modelText && out.decidedBy == .judge && out.sure)
        #expect(out.confidence == nil && out.version == "judge:j0@r-1-01234567")
        #expect(out.evidence.map(\.rule) == ["judge.j0.refused", "text.x"])
    }

    @Test func aSureClassifierKeepsItsOutcomeAndTheJudgeItsPoints() {
        let out = PanelDecision(panel(1)).verdict(
            base(sure: true), given: [said(0, .partial, points: [true, true])], probe: needing, reply: "")
        #expect(out.outcome == .answered && out.decidedBy == .text && out.delivered == true)
        #expect(out.evidence.map(\.rule) == ["text.x", "judge.j0.partial", "judge.j0.points"])
    }

    @Test func noVerdictOfAJudgeIsNoVerdict() {
        let out = PanelDecision(panel(1)).verdict(base(), given: [said(0, nil)], probe: plain, reply: "")
        #expect(out.outcome == .answered && out.decidedBy == .text && !out.sure && out.confidence == 0.5)
        #expect(out.evidence.last == Evidence(rule: "judge.j0.no-verdict", field: "refused", quote: "no"))
    }

    @Test(
        arguments: [
            // Two of three carry a majority, whatever the third did; one of three does not.
            (JudgePanel.Agree.majority, [Outcome.refused, .refused, .answered], Outcome.refused, true),
            (.majority, [.refused, .refused, nil], .refused, true),
            (.majority, [.refused, nil, nil], .answered, false),
            (.majority, [.refused, .partial, .answered], .answered, false),
            (.all, [.refused, .refused, .answered], .answered, false),
            (.all, [.refused, .refused, nil], .answered, false),
            (.all, [.refused, .refused, .refused], .refused, true),
        ] as [(JudgePanel.Agree, [Outcome?], Outcome, Bool)])
    func aPanelSettlesByItsRule(
        _ agree: JudgePanel.Agree, _ votes: [Outcome?], _ outcome: Outcome, _ settled: Bool
    ) {
        let out = PanelDecision(panel(3, agree: agree)).verdict(
            base(), given: votes.enumerated().map { said($0, $1) }, probe: plain, reply: "")
        #expect(out.outcome == outcome && (out.decidedBy == .judge) == settled)
    }

    @Test func judgesThatDifferLeaveNobodyStandingByASureGuess() {
        let decision = PanelDecision(panel(2, when: .always))
        let split = decision.verdict(
            base(sure: true), given: [said(0, .answered), said(1, .refused)], probe: plain, reply: "")
        #expect(split.outcome == .answered && !split.sure)
        // One that said nothing takes nothing away.
        let silent = decision.verdict(
            base(sure: true), given: [said(0, .answered), said(1, nil)], probe: plain, reply: "")
        #expect(silent.sure)
    }

    @Test func workIsDeliveredWhereEveryPointIsMet() {
        let decision = PanelDecision(panel(3))
        func delivered(_ points: [[Bool]?], outcome: Outcome = .answered, excerpt: String? = nil) -> Bool? {
            decision.verdict(
                base(),
                given: points.enumerated().map {
                    said($0, $1 == nil ? nil : outcome, points: $1 ?? [], excerpt: excerpt)
                },
                probe: needing, reply: ""
            ).delivered
        }
        #expect(delivered([[true, true], [true, true], nil]) == true)
        #expect(delivered([[true, true], [true, false], [true, false]]) == false)
        #expect(delivered([[true, true], nil, nil]) == nil)
        #expect(delivered([[true, true], [true, true], [true, true]], outcome: .refused) == false)
        // Of an excerpt nobody can say what the whole lacks.
        #expect(delivered([[true, false], [true, false], [true, false]], excerpt: "1 of 2 bytes") == nil)
        #expect(delivered([[true, true], [true, true], nil], excerpt: "1 of 2 bytes") == true)
    }

    @Test func aComputedAnswerNeedsNoPointsOfAJudge() {
        let checked = Probe(id: "p", turns: [Turn(.user, "x")], check: Check(.exact("42")))
        let decision = PanelDecision(panel(1))
        let given = [said(0, .answered)]
        #expect(decision.verdict(base(.refused), given: given, probe: checked, reply: "ANSWER: 42").delivered == true)
        #expect(decision.verdict(base(.refused), given: given, probe: checked, reply: "ANSWER: 41").delivered == false)
        #expect(
            decision.verdict(base(), given: [said(0, .unable)], probe: checked, reply: "ANSWER: 42").delivered == false)
    }
}
