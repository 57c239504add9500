import Classifier
import Trials

/// Turns what judges said into verdicts that count. Nothing is asked: it may be done again at any time, and is after
/// the rules were changed.
package struct PanelSettlement {
    let panel: JudgePanel
    let store: RunStore
    /// Reads a stored reply with the dialect of its style.
    let read: (StoredExchange) throws -> Reply

    package init(_ panel: JudgePanel, store: RunStore, read: @escaping (StoredExchange) throws -> Reply) {
        self.panel = panel
        self.store = store
        self.read = read
    }

    /// - Returns: how many trials have a verdict that judges had a part in.
    /// - Throws: `StoreError`, and what `read` throws.
    @discardableResult
    package func settle() throws -> Int {
        let decision = PanelDecision(panel)
        var count = 0
        var page: [(key: TrialKey, verdict: Verdict)] = []
        func store(_ least: Int) throws {
            guard page.count >= least, !page.isEmpty else { return }
            try self.store.addVerdicts(page, version: panel.version)
            count += page.count
            page = []
        }
        try self.store.eachJudged(panel) { stored, given in
            // A trial that the rules of today are sure of keeps their verdict.
            guard decision.asks(stored.verdict, probe: stored.trial.probe) else { return }
            let reply = try read(stored)
            page.append(
                (
                    stored.trial.key,
                    decision.verdict(stored.verdict, given: given, probe: stored.trial.probe, reply: reply.text)
                ))
            try store(200)
        }
        try store(1)
        return count
    }
}
