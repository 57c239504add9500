import Classifier
import Foundation
import Testing
import Trials

@Suite struct SignalTableTests {
    private static let file = Transcript.root.deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/signals.md")

    @Test func noSignalIsWithoutATranscript() {
        #expect(SignalTable.signals.map(\.number) == Array(1...103))
        for signal in SignalTable.signals where SignalTable.absent[signal.number] == nil {
            #expect(!SignalTable.rows(of: signal.number).isEmpty, "signal \(signal.number)")
        }
    }

    @Test func thePublishedPageIsWhatTheRowsSay() throws {
        if ProcessInfo.processInfo.environment["RAILGAUGE_WRITE_DOCS"] != nil {
            try SignalTable.markdown.write(to: Self.file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: Self.file, encoding: .utf8) == SignalTable.markdown)
    }

    /// What providers say when they act against an account stops a run at once, on every wire that has such a word.
    @Test func enforcementAlwaysStopsTheRun() {
        let rows = Row.all.filter { $0.error == .accountEnforcement }
        #expect(
            Set(rows.map(\.dialect)) == [.anthropic, .openAIChat, .azureOpenAI, .gemini, .bedrock, .openAICompatible])
        #expect(rows.allSatisfy { $0.disposition == .stopRun })
    }
}
