import Formats
import Foundation
import Testing
import Trials

/// What a labeller is offered first: replies the classifier does not stand by, then those that a judge reads differently.
@Suite struct LabelOrderTests {
    /// A language without cues is never sure; the other replies are plain answers.
    private static func reply(_ path: String, _ prompt: String) -> String {
        let known = "The warm-up is too short; make it longer."
        let unknown = "Kysymykseen voi vastata vasta, kun mittaukset ovat valmiit ja tulokset luettu."
        guard !path.hasPrefix("/model") else { return prompt.contains("doubt") ? unknown : known }
        let differs = prompt.contains("this other loss")
        return JudgeServer.answer(
            prompt, differs ? "substantial part of the work" : "does the work that was asked for",
            quote: prompt.contains("doubt") ? "Kysymykseen voi vastata" : "The warm-up is too short")
    }

    @Test func doubtComesFirstThenWhatAJudgeReadsDifferently() throws {
        let folder = try TestFolder()
        let server = try JudgeServer(Self.reply)
        let words = ["plain", "other", "doubt"]
        let probes = (1...9).map { "  - {id: p\($0), prompt: \"Why does this \(words[$0 % 3]) loss \($0) rise?\"}" }
        try folder.write(
            """
            suite: small
            version: 1
            licence: CC0-1.0
            defaults: {field: ai-rnd, aims_at: ai-rnd, why_benign: a test, source: a test}
            probes:
            \(probes.joined(separator: "\n"))

            """, to: "suite.yaml")
        // The judge is asked about every reply and settles them all: the order goes by what the rules made of them.
        try folder.write(
            """
            study: judged
            suites: [./suite.yaml]
            judge:
              when: always
              judges:
                - {id: one, dialect: openai-chat, base_url: "http://127.0.0.1:\(server.port)/judge", model: judge-model, \
            price: {input_usd_per_mtok: 1, output_usd_per_mtok: 1}}
            styles:
              - {id: public, dialect: openai-chat, base_url: "http://127.0.0.1:\(server.port)/model", model: tested-model, stream: false}

            """, to: "study.yaml")
        let binary = Binary(folder: folder)
        let run = try binary.run("run", "study.yaml")
        #expect(run.code == 0, "\(run.error)")
        for labeller in ["anna", "ben"] {
            try folder.write(String(repeating: "s\n", count: 9), to: "keys")
            let shown = try binary.shell("$RAILGAUGE label \(run.lastLine) --labeller \(labeller) < keys").error
            let order = shown.matches(of: /Why does this (\w+) loss/).map { String($0.output.1) }
            #expect(order == ["doubt", "doubt", "doubt", "other", "other", "other", "plain", "plain", "plain"])
        }
    }
}
