import Classifier
import Trials

/// How far the judges are.
package struct JudgeProgress: Sendable, Hashable {
    /// Questions of the panel, those of earlier sessions included.
    package var questions = 0
    package var answered = 0
    package var attempts = 0
    /// One line for a person.
    package var note: String?
}

/// What a session of judges did.
package struct JudgeSummary: Sendable, Hashable {
    /// Why it ended before its last question; empty where it did not.
    package var ends: [RunEnd]
    package var questions: Int
    package var answered: Int
    /// Trials with a verdict that judges had a part in.
    package var settled: Int

    package var complete: Bool { answered == questions }
}

/// Asks the judges of a study about the finished trials of a run, paced, retried, capped and stored like trials.
package struct JudgeSession: Sendable {
    let study: Study
    let panel: JudgePanel
    let store: RunStore
    let client: any ModelClient
    let judging: any Judging
    let read: @Sendable (StoredExchange) throws -> Reply
    let holds: HoldFolder
    let rules: RunRules
    let clock: any RunClock
    let observe: @Sendable (JudgeProgress) -> Void

    /// - Parameters:
    ///   - client: reaches the judges' own styles.
    ///   - judging: the rules for exchanges, here for what the judges reply.
    ///   - read: reads a stored reply with the dialect of its style.
    package init(
        study: Study, panel: JudgePanel, store: RunStore, client: any ModelClient, judging: any Judging,
        holds: HoldFolder, rules: RunRules = RunRules(), clock: any RunClock = SystemClock(),
        read: @escaping @Sendable (StoredExchange) throws -> Reply,
        observe: @escaping @Sendable (JudgeProgress) -> Void = { _ in }
    ) {
        self.study = study
        self.panel = panel
        self.store = store
        self.client = client
        self.judging = judging
        self.holds = holds
        self.rules = rules
        self.clock = clock
        self.read = read
        self.observe = observe
    }

    /// Asks until every question is answered or something stops it. Questions that a judge answered before, be it by
    /// "no verdict", are not asked again. Cancelling the task is the interruption, as for trials.
    ///
    /// - Throws: `StoreError` where it cannot begin, and what `read` throws at the end.
    package func run() async throws -> JudgeSummary {
        let open = try store.openQuestions(PanelDecision(panel), panel)
        let total = open.answered + open.questions.count
        let held = holds.holds(on: panel.judges.map(\.style))
        guard held.isEmpty else {
            return JudgeSummary(
                ends: held.map {
                    .accountEnforcement(style: $0.style, reason: "an earlier run placed a hold", holdFile: $0.file)
                }, questions: total, answered: open.answered, settled: try settle())
        }
        let session = try store.beginJudgeSession(wall: clock.wall())
        let (messages, inbox) = AsyncStream.makeStream(of: JudgeLoop.Message.self)
        let loop = JudgeLoop(session: self, open: open, id: session, inbox: inbox, now: clock.now())
        // A task of its own: cancelling the caller must not cut what is in flight before its grace is over.
        let work = Task {
            var loop = loop
            await loop.run(messages)
            return loop
        }
        let ended = await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            inbox.yield(.interrupt)
        }
        let complete = ended.answered == total
        var ends: [RunEnd] = ended.conductor.ends
        // An interruption that came when nothing was left to interrupt is none.
        if complete { ends.removeAll { $0 == .interrupted } }
        let settled = try settle()
        try store.endJudgeSession(
            session, end: RunEnd.mostPressing(ends).word, complete: complete && open.unfinishedTrials == 0,
            wall: clock.wall())
        return JudgeSummary(ends: ends, questions: total, answered: ended.answered, settled: settled)
    }

    private func settle() throws -> Int { try PanelSettlement(panel, store: store, read: read).settle() }
}
