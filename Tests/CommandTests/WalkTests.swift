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

    @Test func aNoAtTheTerminalSendsNothing() throws {
        let folder = try TestFolder()
        try folder.write("Why does the assay drift?\n", to: "prompt.md")
        try folder.write("sk-local-0123456789\n", to: "key")
        let terminal = try PseudoTerminal()
        let process = try terminal.start(
            ["try", "prompt.md", "--model", "anthropic:x", "--usd", "1", "--key", "file:\(folder.path("key"))"],
            in: folder)
        #expect(terminal.waits(for: "Send? [y/N]"))
        terminal.type("n\n")
        #expect(terminal.exitCode(of: process) == 64)
    }
}
