import GRDB
import Trials

extension RunStore {
    /// How the judges of a run fared; nil where none was asked.
    /// - Throws: `StoreError`
    package func panelTally(_ panel: JudgePanel) throws -> PanelTally? {
        try read { db in
            guard try JudgementTables.exist(db) else { return nil }
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
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT j.judge, j.version, j.result, j.outcome, j.points, j.quote, j.detail, j.excerpt, j.served_model,
                    j.trial, v.outcome, n.outcome, n.decided_by
                FROM judgement j JOIN trial t ON t.id = j.trial
                    JOIN verdict v ON v.id = \(JudgementTables.newestOfRules)
                    JOIN verdict n ON n.id = (SELECT max(w.id) FROM verdict w WHERE w.trial = t.id)
                ORDER BY j.trial
                """)
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
            if trial != row[9] {
                closeTrial()
                trial = row[9]
                tally.trials += 1
                if (row[12] as String) == DecidedBy.judge.rawValue {
                    tally.settled += 1
                    if (row[10] as String) != (row[11] as String) { tally.overturned += 1 }
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
            if outcome.rawValue != row[10] { tally.judges[index].againstClassifier += 1 }
        }
        closeTrial()
    }

    private static func readRequests(_ versions: [String], into tally: inout PanelTally, _ db: Database) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT version, count(*), sum(cost_usd), count(CASE WHEN state IN ('started', 'abandoned') THEN 1 END)
                FROM judge_attempt WHERE state <> 'unsent' GROUP BY version
                """)
        for row in rows {
            guard let index = versions.firstIndex(of: row[0]) else { continue }
            tally.judges[index].requests = row[1]
            tally.judges[index].costUSD = row[2]
            tally.judges[index].possiblyLost = row[3]
        }
    }
}
