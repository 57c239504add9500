import Formats
import Foundation
import Testing
import Trials

@testable import Attempts

/// Commands that print a key: bounded in time and output, and gone with all that they started.
@Suite struct KeyCommandTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder() }

    /// Prints the numbers of its process and of one that it started, and then waits for a thousand seconds.
    private var hanging: String {
        "sleep 1000 & echo $$ $! > '\(folder.path("pids.new"))'; mv '\(folder.path("pids.new"))' '\(folder.path("pids"))'; wait"
    }

    /// Those of the processes that still do something: what nobody has waited for is dead all the same.
    private func living() throws -> [Substring] {
        try folder.read("pids").split { $0 == " " || $0 == "\n" }.filter { pid in
            guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return false }
            let state = stat.split(separator: ")").last?.split(separator: " ").first
            return state != "Z" && state != "X"
        }
    }

    /// Nothing lives on. A signal has its effect a moment after it is sent, which only the wall clock can wait for.
    private func expectNoneLives(_ words: String = "") async throws {
        for _ in 0..<1000 where try !living().isEmpty { try await Task.sleep(nanoseconds: 10_000_000) }
        #expect(try living().isEmpty, "\(words)")
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
        await #expect(throws: KeyCommand.Refusal.tooSlow) {
            try await KeyCommand(words: ["sh", "-c", hanging]).output(within: .seconds(1))
        }
        try await expectNoneLives()
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
    @Test func aTerminatedRunTakesItsKeyCommandAlong() async throws {
        try folder.write(SmallStudy.suite(probes: 4), to: "suite.yaml")
        try folder.write("#!/bin/sh\n\(hanging)\n", to: "key.sh")
        try folder.write(
            """
            study: hung
            suites: [./suite.yaml]
            styles:
              - {id: s, dialect: openai-compatible, base_url: "http://127.0.0.1:9/v1", model: m, key: {command: [sh, key.sh]}}

            """, to: "study.yaml")
        let run = try Binary(folder: folder).start(["run", "study.yaml"])
        for _ in 0..<6000 where !FileManager.default.fileExists(atPath: folder.path("pids")) {
            // Another process is waited for, which only the wall clock can do.
            try await Task.sleep(nanoseconds: 10_000_000)
        }
        run.process.terminate()
        let ended = try run.end()
        #expect(ended.code != 0, "\(ended.error)")
        try await expectNoneLives(ended.error)
    }
}
