import Formats
import TestInputs
import Testing
import Trials

@testable import Studies

/// Who asks, and with which of several keys.
struct EndUserTests {
    private func study(_ top: String, _ styles: String) throws -> Study {
        let own = MemoryFiles([
            "study.yaml": "study: s\nsuites: [./mine.yaml]\nbudget: {usd: 1}\n\(top)\nstyles:\n\(styles)\n",
            "mine.yaml":
                "suite: mine\nversion: 1\ndefaults: {field: f, why_benign: w}\nprobes: [{id: m-1, prompt: a}]\n",
        ])
        return try StudyReader.study(at: "study.yaml", from: own, shipped: MemoryFiles([:]))
    }

    @Test func eachWireIsToldInItsOwnMember() throws {
        let styles = try study(
            "end_user: lab-7",
            """
              - {id: a, dialect: openai-responses, model: m}
              - {id: b, dialect: anthropic, model: m}
              - {id: c, dialect: openai-compatible, base_url: "http://127.0.0.1:1/v1", model: m}
              - {id: d, dialect: gemini, model: m}
              - {id: e, dialect: openai-chat, model: m, body: {safety_identifier: own}}
            """
        ).styles
        #expect(
            styles.map(\.body) == [
                ["safety_identifier": "lab-7"], ["metadata": ["user_id": "lab-7"]], ["user": "lab-7"], .object([:]),
                ["safety_identifier": "own"],
            ])
        let error = try #require(throws: InputError.self) {
            try study("end_user: jane@example.org", "  - {id: a, dialect: gemini, model: m}")
        }
        #expect(error.description.contains("study.yaml:4: key 'end_user'"), "\(error)")
    }

    @Test func severalCredentialsAreStylesOfTheirOwn() throws {
        let study = try study(
            "", "  - {id: a, dialect: anthropic, model: m, grid: {key: [\"${FIRST_KEY}\", \"${SECOND_KEY}\"]}}")
        #expect(study.styles.map(\.id) == ["a.key-1", "a.key-2"])
        #expect(study.styles.map(\.key) == [.environment("FIRST_KEY"), .environment("SECOND_KEY")])
        #expect(study.compare == [Comparison(a: "a.key-2", b: "a.key-1")])
        let twice = try #require(throws: InputError.self) {
            try self.study("", "  - {id: a, dialect: anthropic, model: m, grid: {key: [\"${K}\", \"${K}\"]}}")
        }
        #expect(twice.description.contains("study.yaml:6: ") && twice.description.contains("stands twice"), "\(twice)")
        let error = try #require(throws: InputError.self) {
            try self.study("", "  - {id: a, dialect: anthropic, model: m, grid: {key: [sk-secret-1, sk-secret-2]}}")
        }
        #expect(!error.description.contains("sk-secret"), "\(error)")
    }
}
