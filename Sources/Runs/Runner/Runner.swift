import Trials

/// Sends what is left of a run's plan and stores what comes back.
package struct Runner: Sendable {
    let study: Study
    let store: RunStore
    let client: any ModelClient
    let judging: any Judging
    let holds: HoldFolder
    let options: RunOptions
    let rules: RunRules
    let clock: any RunClock
    let observe: @Sendable (RunEvent) -> Void

    /// - Parameter observe: called from several threads, never at the same time; must return at once.
    package init(
        study: Study, store: RunStore, client: any ModelClient, judging: any Judging, holds: HoldFolder,
        options: RunOptions = RunOptions(), rules: RunRules = RunRules(), clock: any RunClock = SystemClock(),
        observe: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) {
        self.study = study
        self.store = store
        self.client = client
        self.judging = judging
        self.holds = holds
        self.options = options
        self.rules = rules
        self.clock = clock
        self.observe = observe
    }

    /// Runs until the plan is done or something stops it. Cancelling the task is the interruption: no new trial is
    /// begun, those in flight have `rules.grace` seconds, what came is stored, and the summary ends `interrupted`.
    ///
    /// - Throws: `StoreError` where the run cannot begin. Whatever happens later is part of the summary.
    package func run() async throws -> RunSummary {
        throw StoreError.failed(path: store.path, reason: "the runner is not built yet")
    }
}
