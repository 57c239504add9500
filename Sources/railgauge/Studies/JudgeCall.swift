import Attempts
import Classifier
import Formats
import Foundation
import Trials

/// One question to each judge, for `check --live`: key, model and form are tried for real, on a reply of our own.
struct JudgeCall {
    let preflight: Preflight
    let credentials: Credentials
    let environment: [String: String]

    /// - Returns: false where a judge came to no verdict.
    func ask() async throws -> Bool {
        guard !preflight.judges.isEmpty else { return true }
        return try await preflight.file.withClient(
            of: preflight.judges.map(\.style), credentials: credentials, environment: environment
        ) { client, _ in
            try await ask(client)
        }
    }

    private func ask(_ client: LiveModelClient) async throws -> Bool {
        var able = true
        for judge in preflight.judges {
            let verdict = try await verdict(of: judge, client)
            let outcome =
                verdict.outcome.map { "\(verdict.result.rawValue) (\($0.rawValue))" } ?? verdict.result.rawValue
            Console.outLine(
                SafeText.line(
                    "  judge \(judge.id): \(outcome), served by \(verdict.servedModel ?? "unknown")"
                        + (verdict.detail.isEmpty ? "" : ", \(verdict.detail)")))
            able = able && verdict.result == .decided
        }
        return able
    }

    private func verdict(of judge: Judge, _ client: LiveModelClient) async throws -> JudgeVerdict {
        let probe = Probe(
            id: "question", turns: [Turn(.user, "How many minutes does an hour have?")], needs: ["names the number 60"])
        let question = JudgeQuestion(
            judge, trial: Trial(style: judge.style, probe: probe),
            reply: Reply(text: "An hour has 60 minutes."), lockHash: preflight.file.study.lockHash)
        let trial = question.trial(judge, name: "question")
        let exchange = try await client.attempt(trial)
        return question.verdict(
            judge, exchange: exchange, wire: Classifier().verdict(for: exchange, trial: trial))
    }
}
