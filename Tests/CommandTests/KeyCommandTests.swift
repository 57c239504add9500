import Formats
import Foundation
import Testing
import Trials

@testable import Attempts

/// Commands that print a key: bounded in time and output, and gone with all that they started.
@Suite struct KeyCommandTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder() }

    /// Holds the line, and so does what it starts; says a word and then waits for a thousand seconds.
    private func hanging(on line: LifeLine) -> String {
        "exec 3> '\(line.path)'; sleep 1000 & echo here >&3; wait"
    }

    /// Nobody writes into the pipe: whoever opened it would wait for ever.
    @Test func aKeyFileIsAPlainFile() async throws {
        #expect(mkfifo(folder.path("key"), 0o600) == 0)
        let credentials = Credentials(environment: [:], folder: folder.path, now: { 0 })
        var style = AccessStyle(id: "a", dialect: .anthropic, baseURL: "https://a.test", model: "m")
        style.key = .file("key")
        let refusal = await #expect(throws: InputError.self) {
            try await credentials.secret(for: style, study: "s.yaml")
        }
        #expect(refusal?.found.contains("is no plain file") == true)
    }

    @Test func whatItPrintsIsTheKey() async throws {
        #expect(try await KeyCommand(words: ["printf", "sk-1"]).output() == Array("sk-1".utf8))
    }

    @Test func aHungCommandIsEndedWithWhatItStarted() async throws {
        let line = LifeLine(folder.path("line"))
        await #expect(throws: KeyCommand.Refusal.tooSlow) {
            try await KeyCommand(words: ["sh", "-c", hanging(on: line)]).output(within: .seconds(1))
        }
        #expect(line.line() == "here")
        #expect(line.hasEnded())
    }

    /// A child that holds standard error open would hold whoever reads it to its end.
    @Test func whatACommandLeavesBehindIsEndedOnceItsKeyIsThere() async throws {
        let line = LifeLine(folder.path("line"))
        let words = ["sh", "-c", "exec 3> '\(line.path)'; sleep 1000 & echo here >&3; echo sk-abc"]
        #expect(try await KeyCommand(words: words).output() == Array("sk-abc\n".utf8))
        #expect(line.line() == "here")
        #expect(line.hasEnded())
    }

    /// What no file may keep is known from the first key on, that of a changing key too.
    @Test func everyKeyThatWasFetchedIsRemembered() async throws {
        let time = Guarded<Double>(0)
        let credentials = Credentials(
            environment: ["B": "key-of-b-1"], folder: folder.path, now: { time.withLock { $0 } })
        var (a, b) = (
            AccessStyle(id: "a", dialect: .anthropic, baseURL: "https://a.test", model: "m"),
            AccessStyle(id: "b", dialect: .anthropic, baseURL: "https://b.test", model: "m")
        )
        a.key = .command(
            ["sh", "-c", "echo x >> '\(folder.path("n"))'; echo key-of-a-$(wc -l < '\(folder.path("n"))')"],
            everySeconds: 10)
        b.key = .environment("B")
        for _ in 0..<2 {
            _ = try await credentials.secret(for: a, study: "s")
            _ = try await credentials.secret(for: b, study: "s")
            time.withLock { $0 += 20 }
        }
        #expect(Set(credentials.known.map { $0.reveal() }) == ["key-of-a-1", "key-of-a-2", "key-of-b-1"])
    }

    @Test func endlessOutputIsRefusedAtItsBound() async throws {
        await #expect(throws: KeyCommand.Refusal.tooLong) { try await KeyCommand(words: ["yes"]).output() }
    }

    @Test func aCodeAndASignalAreTold() async throws {
        await #expect(throws: KeyCommand.Refusal.ended(code: 3)) {
            try await KeyCommand(words: ["sh", "-c", "exit 3"]).output()
        }
        await #expect(throws: KeyCommand.Refusal.signalled(9)) {
            try await KeyCommand(words: ["sh", "-c", "kill -9 $$"]).output()
        }
    }

    /// cron's `timeout` sends SIGTERM to the run: nothing of it stays behind.
    @Test func aTerminatedRunTakesItsKeyCommandAlong() throws {
        let line = LifeLine(folder.path("line"))
        try folder.write(SmallStudy.suite(probes: 4), to: "suite.yaml")
        try folder.write("#!/bin/sh\n\(hanging(on: line))\n", to: "key.sh")
        try folder.write(
            """
            study: hung
            suites: [./suite.yaml]
            styles:
              - {id: s, dialect: openai-compatible, base_url: "http://127.0.0.1:9/v1", model: m, key: {command: [sh, key.sh]}}

            """, to: "study.yaml")
        let run = try Binary(folder: folder).start(["run", "study.yaml"])
        #expect(line.line() == "here")
        run.process.terminate()
        let ended = try run.end()
        #expect(ended.code != 0, "\(ended.error)")
        #expect(line.hasEnded(), "\(ended.error)")
    }
}
