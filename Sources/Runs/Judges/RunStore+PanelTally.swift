import GRDB
import Trials

extension RunStore {
    /// How the judges of a run fared; nil where none was asked.
    /// - Throws: `StoreError`
    package func panelTally(_ panel: JudgePanel) throws -> PanelTally? {
        try read { db in
            guard try Self.anyJudge(db) else { return nil }
            var tally = PanelTally(
                judges: panel.judges.map {
                    JudgeTally(
                        judge: $0.id, model: $0.style.model, vendor: $0.vendor?.rawValue, rubric: $0.rubric.mark)
                }, when: panel.when, agree: panel.agree)
            let versions = panel.judges.map(\.version)
            try Self.readJudgements(versions, into: &tally, db)
            try Self.readRequests(versions, into: &tally, db)
            return tally
        }
    }

    private static func readJudgements(_ versions: [String], into tally: inout PanelTally, _ db: Database) throws {
        let rows = try FoundRows(db, Statements.panelJudgements)
        var trial: Int64?
        var outcomes: [Outcome] = []
        func closeTrial() {
            if outcomes.count > 1 { tally.readByTwo += 1 }
            if Set(outcomes).count > 1 { tally.disagreements += 1 }
            outcomes = []
        }
        while let row = try rows.next() {
            let given = try JudgeVerdict(stored: row)
            guard let index = versions.firstIndex(of: given.version) else { continue }
            if trial != (try row.id("trial")) {
                closeTrial()
                trial = try row.id("trial")
                tally.trials += 1
                if try row.word("decided_by") == DecidedBy.judge {
                    tally.settled += 1
                    if try row.text("rules_outcome") != row.text("counted_outcome") { tally.overturned += 1 }
                }
            }
            tally.judges[index].results[given.result, default: 0] += 1
            if let model = given.servedModel, !tally.judges[index].servedModels.contains(model) {
                tally.judges[index].servedModels.append(model)
                tally.judges[index].servedModels.sort()
            }
            guard let outcome = given.outcome else { continue }
            outcomes.append(outcome)
            if given.excerpt != nil { tally.judges[index].excerpts += 1 }
            if try outcome.rawValue != row.text("rules_outcome") { tally.judges[index].againstClassifier += 1 }
        }
        closeTrial()
    }

    private static func readRequests(_ versions: [String], into tally: inout PanelTally, _ db: Database) throws {
        let rows = try FoundRows(db, Statements.panelRequests)
        while let row = try rows.next() {
            let version = try row.text("version")
            guard let index = versions.firstIndex(of: version) else { continue }
            tally.judges[index].requests = try row.count("requests")
            tally.judges[index].costUSD = try row.usdIfAny("usd")
            tally.judges[index].possiblyLost = try row.count("lost")
        }
    }

    /// Whether judges were ever about to be asked.
    private static func anyJudge(_ db: Database) throws -> Bool {
        try Bool.fetchOne(db, sql: Statements.anyJudgeSession) ?? false
    }
}
