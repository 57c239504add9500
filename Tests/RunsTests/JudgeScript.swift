import Classifier
import Runs
import TestSupport
import Trials

/// Judges that answer from a script, and the runs whose replies they read.
enum JudgeScript {
    static let rubric = Rubric(
        name: "r", version: 1, task: "TASK",
        outcomes: [.answered: "It-answers", .partial: "It-halves", .refused: "It-declines", .unable: "It-cannot"],
        points: "POINTS", hash: "0123456789abcdef")

    static func judge(_ id: String = "j", price: Price? = nil) -> Judge {
        Judge(id: id, style: .make(baseURL: "http://127.0.0.1:9", model: "judge-model", price: price), rubric: rubric)
    }

    static func panel(
        _ ids: [String] = ["j"], when: JudgePanel.When = .unsure, agree: JudgePanel.Agree = .majority
    ) -> JudgePanel {
        JudgePanel(ids.map { judge($0) }, when: when, agree: agree)
    }

    /// The answer in the form that the question asks for.
    static func answer(_ outcome: Outcome, to trial: Trial, met: [Bool]? = nil) -> String {
        let prompt = trial.probe.turns[0].text
        let ticket = prompt.firstMatch(of: /"ticket": "([0-9a-f]+)"/).map { String($0.output.1) } ?? ""
        let words = rubric.outcomes[outcome] ?? ""
        let letter = prompt.matches(of: /(?m)^([A-D])\. (.+)$/).first { $0.output.2 == words }?.output.1 ?? "?"
        let reply = prompt.firstMatch(of: /<<<REPLY [0-9a-f]+\n([^\n]*)/).map { String($0.output.1) } ?? ""
        let points = prompt.matches(of: /(?m)^\d+\. The reply (.+)$/).count
        let list = (met ?? Array(repeating: true, count: points)).map { "\($0)" }.joined(separator: ", ")
        return #"{"ticket": "\#(ticket)", "quote": "\#(reply)", "choice": "\#(letter)""#
            + (points > 0 ? #", "points": [\#(list)]}"# : "}")
    }

    /// Rules under which a reply that begins with "Maybe" is one that the classifier is not sure of.
    static let rules = ScriptedRules { unsure($0, $1) }

    static func unsure(_ exchange: Exchange, _ trial: Trial) -> (verdict: Verdict, disposition: Disposition)? {
        guard trial.probe.suite != "judge", exchange.raw.status == 200, exchange.reply.text.hasPrefix("Maybe") else {
            return nil
        }
        return (
            .make(
                decidedBy: .text, confidence: 0.5, sure: false,
                evidence: [Evidence(rule: "text.answered", field: "text", quote: exchange.reply.text)]), .done
        )
    }

    /// A store with every trial of the study done; replies are what the model says to a probe.
    static func run(
        _ folder: TemporaryFolder, _ study: Study, says: @escaping @Sendable (String) -> String
    ) async throws -> RunStore {
        let store = try folder.store(study)
        let client = ScriptedClient { trial, _ in .answered(says(trial.probe.id)) }
        _ = try await folder.runner(
            study, store, client, rules: rules, options: RunOptions(judgesFollow: true)
        ).run()
        return store
    }

    static func session(
        _ folder: TemporaryFolder, _ study: Study, _ panel: JudgePanel, _ store: RunStore, _ client: ScriptedClient,
        rules: any ReplyRules = JudgeScript.rules
    ) -> JudgeSession {
        JudgeSession(
            study: study, panel: panel, store: store, client: client, replyRules: rules, holds: folder.holds,
            clock: ManualClock(), read: { Reply(text: String(decoding: $0.raw.body, as: UTF8.self)) })
    }
}
