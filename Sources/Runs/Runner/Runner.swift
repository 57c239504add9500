import Trials

/// Sends what is left of a run's plan and stores what comes back.
///
/// ```swift
/// let folder = try RunFolder.open(results: "results", study: study, lockText: text, tool: "example")
/// let summary = try await Runner(
///     study: study, store: folder.store, client: client, replyRules: rules, holds: HoldFolder(path: "holds")
/// ).run()
/// summary.complete  // else the same call continues the run
/// ```
package struct Runner: Sendable {
    let study: Study
    let options: RunOptions
    private let order: RunOrder
    let parts: SessionParts
    let observe: @Sendable (RunEvent) -> Void

    /// - Parameters:
    ///   - order: that of the study, where it is known already.
    ///   - observe: called from several threads, never at the same time; must return at once.
    package init(
        study: Study, store: RunStore, client: any ModelClient, replyRules: any ReplyRules, holds: HoldFolder,
        accounts: AccountNames = AccountNames(), options: RunOptions = RunOptions(),
        order: RunOrder? = nil, rules: RunRules = RunRules(),
        clock: any RunClock = SystemClock(),
        observe: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) {
        self.study = study
        self.options = options
        self.order = order ?? RunOrder(study)
        parts = SessionParts(
            store: store, client: client, replyRules: replyRules, holds: holds, accounts: accounts, rules: rules,
            clock: clock)
        self.observe = observe
    }

    private var store: RunStore { parts.store }
    private var clock: any RunClock { parts.clock }

    /// Runs until the plan is done or something stops it. Cancelling the task is the interruption: no new trial is
    /// begun, those in flight have `rules.grace` seconds, what came is stored, and the summary ends `interrupted`.
    ///
    /// - Throws: `StoreError` where the run cannot begin. Whatever happens later is part of the summary.
    package func run() async throws -> RunSummary {
        let held = parts.holds.holds(on: selectedStyles)
        guard held.isEmpty else { return try summary(held: held) }
        let now = clock.now()
        let wall = clock.wall()
        let resumption = try store.resume(order, wall: wall)
        let session = try store.begin(.trials, wall: wall, lasting: parts.rules.heartbeat ?? 0)
        let (selected, cutOff) = select(resumption.pending, order)
        let conductor = conductor(order, selected, resumption, now: now, wall: wall)
        var progress = RunProgress()
        progress.done = resumption.finished
        progress.planned = resumption.finished + resumption.pending.count
        progress.left = selected.count
        progress.outcomes = resumption.outcomes
        progress.attempts = resumption.spent.attempts
        let board = Scoreboard(progress, began: now, observe: observe)
        let access = AccessWatches(
            study, order, finished: resumption.finished > 0 && AccessWatches.watches(study) ? try store.records() : [])
        let work = TrialWork(
            order: order, resumption: resumption, session: session, access: access, board: board, clock: clock)
        let ended = await SessionLoop.run(work, order: order, conductor: conductor, parts: parts)
        return try summarise(ended.conductor, cutOff: cutOff, board: board, session: session)
    }

    private var selectedStyles: [AccessStyle] {
        study.styles.filter { options.onlyStyles?.contains($0.id) ?? true }
    }

    /// What this session is about, and whether `--max-trials` left something out.
    private func select(_ pending: [Int], _ order: RunOrder) -> (selected: [Int], cutOff: Bool) {
        let wanted = Set(selectedStyles.map(\.id))
        let all = pending.filter { wanted.contains(order.styles[order.trials[$0].style].id) }
        guard let most = options.maxTrials, most < all.count else { return (all, false) }
        return (Array(all.prefix(max(0, most))), true)
    }

    private func conductor(
        _ order: RunOrder, _ selected: [Int], _ resumption: Resumption, now: Double, wall: Double
    ) -> Conductor {
        let ledger = Ledger(
            budget: study.budget, order: order, before: resumption.spent, now: now)
        var conductor = Conductor(
            order: order, selected: selected, study: study, rules: parts.rules, ledger: ledger,
            accounts: parts.accounts, now: now)
        conductor.stopRules.toldAt = resumption.toldAt
        for style in resumption.served { conductor.lanes[style].served = true }
        conductor.remember(resumption.tries, wall: wall, now: now)
        conductor.remember(resumption.costs)
        for end in resumption.ends {
            conductor.lanes[end.style].remember(probe: end.probe, endedAt: now - (wall - end.at))
        }
        for block in resumption.blocks {
            conductor.stopRules.remember(
                account: parts.accounts.name(of: order.styles[block.style]), blockedAt: now - (wall - block.at))
        }
        conductor.stopRules.remember(
            resumption.recent.map { (parts.accounts.name(of: order.styles[$0.style]), $0.outcome) })
        conductor.stopWhereBlocked(now: now)
        return conductor
    }

    private func summarise(
        _ conductor: Conductor, cutOff: Bool, board: Scoreboard, session: Int64
    ) throws -> RunSummary {
        var ends = conductor.ends
        board.update(now: clock.now()) {
            $0.inFlight = conductor.inFlight
            $0.waits = []
            if conductor.ledger.anyPrice { $0.spentUSD = conductor.ledger.spent }
        }
        let progress = board.last(now: clock.now())
        if ends.isEmpty, cutOff, let most = options.maxTrials { ends = [.budget(.trials(most))] }
        let complete = progress.done == progress.planned
        if complete { ends.removeAll(where: \.leavesWork) }
        do {
            if complete { ends += try store.shortcomings(of: study) }
            try store.end(
                .trials, session, end: RunEnd.mostPressing(ends).word, complete: complete && !options.judgesFollow,
                wall: clock.wall())
        } catch let error as StoreError {
            // The disk is full, most likely: the run still ends with what is known.
            if !ends.contains(where: { $0.exitCode == 1 }) { ends.append(.couldNotFinish(reason: "\(error)")) }
        }
        let info = try store.info()
        return RunSummary(
            ends: ends.isEmpty ? [.done] : ends, progress: progress, complete: complete,
            possiblyLost: info.possiblyLost, servedModels: info.servedModels)
    }

    private func summary(held: [Hold]) throws -> RunSummary {
        let info = try store.info()
        var progress = RunProgress()
        progress.done = info.finished
        progress.planned = info.planned
        progress.attempts = info.attempts
        return RunSummary(
            ends: held.map {
                .accountEnforcement(style: $0.style, reason: "an earlier run placed a hold", holdFile: $0.file)
            }, progress: progress, complete: info.finished == info.planned, possiblyLost: info.possiblyLost,
            servedModels: info.servedModels)
    }
}
