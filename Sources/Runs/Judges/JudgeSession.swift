import Classifier
import Formats
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
    let parts: SessionParts
    let read: @Sendable (StoredExchange) throws -> Reply
    let observe: @Sendable (JudgeProgress) -> Void

    /// - Parameters:
    ///   - client: reaches the judges' own styles.
    ///   - replyRules: the rules for exchanges, here for what the judges reply.
    ///   - read: reads a stored reply with the dialect of its style.
    package init(
        study: Study, panel: JudgePanel, store: RunStore, client: any ModelClient, replyRules: any ReplyRules,
        holds: HoldFolder, accounts: AccountNames = AccountNames(), rules: RunRules = RunRules(),
        clock: any RunClock = SystemClock(),
        read: @escaping @Sendable (StoredExchange) throws -> Reply,
        observe: @escaping @Sendable (JudgeProgress) -> Void = { _ in }
    ) {
        self.study = study
        self.panel = panel
        parts = SessionParts(
            store: store, client: client, replyRules: replyRules, holds: holds, accounts: accounts, rules: rules,
            clock: clock)
        self.read = read
        self.observe = observe
    }

    /// Asks until every question is answered or something stops it. Questions that a judge answered before, be it by
    /// "no verdict", are not asked again. Cancelling the task is the interruption, as for trials.
    ///
    /// - Throws: `StoreError` where it cannot begin, and what `read` throws at the end.
    package func run() async throws -> JudgeSummary {
        let open = try parts.store.openQuestions(PanelDecision(panel), panel)
        let total = open.answered + open.questions.count
        let held = parts.holds.holds(on: panel.judges.map(\.style))
        guard held.isEmpty else {
            return JudgeSummary(
                ends: held.map {
                    .accountEnforcement(style: $0.style, reason: "an earlier run placed a hold", holdFile: $0.file)
                }, questions: total, answered: open.answered, settled: try settle())
        }
        let session = try parts.store.begin(
            .judges, wall: parts.clock.wall(), lasting: parts.rules.heartbeat ?? 0)
        let (questions, order, conductor) = conduct(open)
        let ended = await SessionLoop.run(
            QuestionWork(session: self, id: session, open: open, questions: questions), order: order,
            conductor: conductor, parts: parts)
        let complete = ended.work.answered == total
        var ends: [RunEnd] = ended.conductor.ends
        // An interruption that came when nothing was left to interrupt is none.
        if complete { ends.removeAll { $0 == .interrupted } }
        let settled = try settle()
        try parts.store.end(
            .judges, session, end: RunEnd.mostPressing(ends).word, complete: complete && open.unfinishedTrials == 0,
            wall: parts.clock.wall())
        return JudgeSummary(ends: ends, questions: total, answered: ended.work.answered, settled: settled)
    }

    /// The open questions in the place of trials: who is asked what, in an order that no judge could learn from.
    private func conduct(_ open: OpenQuestions) -> (questions: [OpenQuestion], order: RunOrder, conductor: Conductor) {
        var questions = open.questions
        var random = SplitMix64(lockHash: study.lockHash, purpose: "judge-order", field: "seed \(study.seed)")
        random.shuffle(&questions)
        let order = RunOrder(questions: questions, panel: panel)
        // A judge reads every reply once: the gap between repeats of a prompt is none of its business.
        var study = study
        study.repeats = 1
        let now = parts.clock.now()
        let ledger = Ledger(
            budget: study.budget, order: order, before: open.spent, now: now, probeBytes: questions.map(\.bytes))
        var conductor = Conductor(
            order: order, selected: Array(questions.indices), study: study, rules: parts.rules, ledger: ledger,
            accounts: parts.accounts, now: now)
        for judge in open.served { conductor.lanes[judge].served = true }
        for (position, question) in questions.enumerated() { conductor.trials[position].tries.cuts = question.cuts }
        return (questions, order, conductor)
    }

    private func settle() throws -> Int { try PanelSettlement(panel, store: parts.store, read: read).settle() }
}

extension RunOrder {
    /// Questions in the place of trials: the judges' styles, and a place for each question.
    fileprivate init(questions: [OpenQuestion], panel: JudgePanel) {
        self.init(
            styles: panel.judges.map(\.style),
            probes: Array(repeating: Probe(id: "question", turns: [Turn(.user, "")]), count: questions.count),
            trials: questions.enumerated().map {
                PlannedTrial(position: $0, style: $1.judge, probe: $0, repetition: 1)
            })
    }
}
