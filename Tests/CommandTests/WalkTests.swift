import Foundation
import Testing

/// The sessions of docs/guides/walks.md, typed anew: every command runs, and shows what the page says it shows.
struct WalkTests {
    /// One session: the commands, and the lines that follow each.
    private struct Session: Sendable, CustomTestStringConvertible {
        var title: String
        var steps: [(command: String, shown: [String])]
        var testDescription: String { title }
    }

    private static let page: String = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return (try? String(contentsOf: root.appending(path: "docs/guides/walks.md"), encoding: .utf8)) ?? ""
    }()

    private static let sessions: [Session] = {
        var sessions: [Session] = []
        var inside = false
        for line in page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("## ") {
                sessions.append(Session(title: String(line.dropFirst(3)), steps: []))
            } else if line.hasPrefix("```") {
                inside = line == "```console"
            } else if inside, !sessions.isEmpty {
                let last = sessions.count - 1
                if line.hasPrefix("$ ") {
                    sessions[last].steps.append((String(line.dropFirst(2)), []))
                } else if line.hasPrefix("> "), !sessions[last].steps.isEmpty {
                    sessions[last].steps[sessions[last].steps.count - 1].command += "\n" + line.dropFirst(2)
                } else if !sessions[last].steps.isEmpty, !line.isEmpty {
                    sessions[last].steps[sessions[last].steps.count - 1].shown.append(line)
                }
            }
        }
        return sessions.filter { !$0.steps.isEmpty }
    }()

    @Test func thePageHoldsTheThreeWalks() { #expect(Self.sessions.count == 3) }

    @Test(arguments: sessions)
    private func theWalkShowsWhatThePageShows(_ session: Session) throws {
        let folder = try TestFolder()
        try FileManager.default.createDirectory(atPath: folder.path("bin"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("bin/railgauge"), withDestinationPath: Binary.path)
        let binary = Binary(folder: folder)
        for (command, shown) in session.steps {
            let ended = try binary.shell("PATH=\"$PWD/bin:$PATH\"; export PATH; { \(command)\n} 2>&1; echo \"code $?\"")
            var rest = ended.out.split(separator: "\n").map(String.init)[...]
            for line in shown where line != "…" {
                // What differs from run to run stands as … inside a line.
                let parts = line.split(separator: "…", omittingEmptySubsequences: false).map(String.init)
                let found = rest.firstIndex { Self.matches($0, parts) }
                #expect(found != nil, "$ \(command)\n\(line)\nnot in what came:\n\(ended.out)")
                if let found { rest = rest[(found + 1)...] }
            }
        }
    }

    private static func matches(_ line: String, _ parts: [String]) -> Bool {
        var rest = line[...]
        for (index, part) in parts.enumerated() {
            if index == 0, !line.hasPrefix(part) { return false }
            guard !part.isEmpty else { continue }
            guard let range = rest.range(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return parts.last.map { $0.isEmpty || line.hasSuffix($0) } ?? true
    }
}

/// The same as a person meets it: on a terminal, with a table that is drawn again.
struct WalkTerminalTests {
    @Test func tryDrawsItsTableAndPutsTheTerminalBack() throws {
        let folder = try TestFolder()
        try folder.write("Which control tells clumping from uneven mixing in a plaque assay?\n", to: "prompt.md")
        let terminal = try PseudoTerminal()
        let before = terminal.modes
        let process = try terminal.start(["try", "prompt.md", "--model", "sim:try", "--repeats", "3"], in: folder)
        #expect(terminal.waits(for: "3 trials (1 arm x 1 model x 3)"))
        #expect(terminal.waits(for: "\u{1B}["))
        #expect(terminal.exitCode(of: process) == 0)
        #expect(terminal.modes == before)
    }

    private func asked(_ terminal: PseudoTerminal, _ folder: TestFolder) throws -> Process {
        try folder.write("Why does the assay drift?\n", to: "prompt.md")
        try folder.write("sk-local-0123456789\n", to: "key")
        let process = try terminal.start(
            [
                "try", "prompt.md", "--model", "anthropic:x", "--usd", "1", "--price", "3,15", "--key",
                "file:\(folder.path("key"))",
            ], in: folder,
            // A proxy that is not there: a yes reaches nobody.
            environment: ["https_proxy": "http://127.0.0.1:9", "RAILGAUGE_STATE": folder.path("state")])
        // The price, then which key and what a provider may do, then one question for all of it.
        #expect(terminal.waits(for: "at most about 0.077 USD"))
        #expect(
            terminal.waits(
                for: "(key …6789): 5 trials of 1 prompt under x; nobody has said whether it aims at a safeguard"))
        #expect(terminal.waits(for: "Send? [y/N]"))
        return process
    }

    /// A no, nothing, anything else, and the end of what is typed: each of them sends nothing and says so.
    @Test(arguments: ["n\n", "\n", "maybe\n", "yess\n", "\u{4}"]) func onlyAYesIsOne(_ typed: String) throws {
        let folder = try TestFolder()
        let terminal = try PseudoTerminal()
        let process = try asked(terminal, folder)
        terminal.type(typed)
        #expect(terminal.waits(for: "railgauge: nothing was sent"))
        #expect(terminal.exitCode(of: process) == 64)
    }

    @Test func anInterruptAtTheQuestionSendsNothing() throws {
        let folder = try TestFolder()
        let terminal = try PseudoTerminal()
        let process = try asked(terminal, folder)
        process.interrupt()
        #expect(terminal.waits(for: "railgauge: nothing was sent"))
        #expect(terminal.exitCode(of: process) == 130)
    }

    @Test func aYesSends() throws {
        let folder = try TestFolder()
        let terminal = try PseudoTerminal()
        let process = try asked(terminal, folder)
        terminal.type("Y\n")
        #expect(terminal.waits(for: "the proxy did not let the request through"))
        #expect(terminal.exitCode(of: process) == 4)
    }
}
