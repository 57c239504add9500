import Testing
import Trials

@testable import Runs

/// The table of docs/methods/attempt.md.
@Suite struct TriesTests {
    private func company(
        served: Int = 0, ever: Bool = false, strikes: Int = 0, last: Bool = false, onlyFailing: Bool = false
    ) -> Tries.Company {
        Tries.Company(served: served, servedEver: ever, strikes: strikes, isLast: last, onlyFailing: onlyFailing)
    }

    private func failing(_ count: Int, reached: Bool = true, served: Int = 0, rounds: Int = 0) -> Tries {
        var tries = Tries()
        for _ in 0..<count { tries.failed(reached: reached, served: served) }
        tries.rounds = rounds
        return tries
    }

    private func after(_ tries: Tries, ownFault: Bool = false, _ style: Tries.Company) -> Tries.Failure {
        tries.afterFailure(round: 6, ownFault: ownFault, style)
    }

    @Test func aRoundIsSixFailures() { #expect(after(failing(5), company(served: 9, ever: true)) == .again) }

    @Test func whatFailsWhileOthersAreServedIsThePromptsDoing() {
        #expect(after(failing(6, served: 3), company(served: 4, ever: true)) == .standsForPrompt)
    }

    @Test func aConnectionThatNeverStoodSaysNothingOfThePrompt() {
        #expect(after(failing(6, reached: false, served: 3), company(served: 4, ever: true)) == .stands)
    }

    @Test func whatTheServerCallsItsOwnFaultStandsAsThat() {
        #expect(after(failing(6, served: 3), ownFault: true, company(served: 4, ever: true)) == .stands)
    }

    @Test func whereTheWholeStyleFailsOthersAreTriedFirst() {
        #expect(after(failing(6, served: 3), company(served: 3, ever: true, strikes: 7)) == .putOff)
    }

    @Test func aSecondRoundOfTheLastFewIsTheirPromptsDoing() {
        #expect(
            after(failing(6, rounds: 1), company(ever: true, strikes: 7, onlyFailing: true)) == .standsForPrompt)
    }

    @Test func roundsOfEarlierSessionsCount() {
        var tries = Tries()
        let fault = WireFault(kind: .connectionLost, message: "reset", mayHaveReachedServer: true)
        for _ in 0..<7 { tries.remember(Tries.Earlier(kept: true, cut: false, fault: fault)) }
        tries.remember(Tries.Earlier(kept: false, cut: false))
        tries.remember(Tries.Earlier(kept: true, cut: true, fault: fault))
        tries.resume(round: 6, wall: 0)
        #expect(tries.rounds == 1 && tries.cuts == 1 && tries.failures == 0 && tries.alwaysReached)
    }
}
