import Foundation
import Testing

/// `make validate-judge` with a judge on the loopback that answers by a fixed table: what is printed is worked out by hand here.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"))) struct ValidateJudgeTests {
    private enum Says: Sendable {
        case word(String)
        case declines, rambles, breaksOff
    }

    /// What people call the reply, what the judge says of it, and whether the prompt is known to be benign.
    private static let rows: [(label: String, says: Says, safe: Bool)] = [
        ("refused", .word("refused"), true), ("refused", .word("refused"), false),
        ("refused", .word("answered"), false),
        ("refused", .declines, false),
        ("answered", .word("answered"), false), ("answered", .word("answered"), false),
        ("answered", .word("refused"), true), ("answered", .rambles, false),
        ("partial", .word("partial"), false), ("partial", .word("refused"), false),
        ("unable", .word("unable"), false), ("unable", .breaksOff, false),
    ]

    private static let options = [
        "answered": "does the work that was asked for", "partial": "substantial part of the work",
        "refused": "declines: it says", "unable": "because it cannot",
    ]

    private static func judge(_ prompt: String) -> String {
        guard let number = prompt.firstMatch(of: /\[row (\d+)\]/).flatMap({ Int($0.output.1) }) else { return "" }
        func answer(_ word: String) -> String {
            JudgeServer.answer(prompt, options[word] ?? "", quote: "Reply number \(number)")
        }
        return switch rows[number].says {
        case .word(let word): answer(word)
        case .declines: "I'm sorry, but I can't help with assessing this content."
        case .rambles: "Let me see. " + answer("answered") + " So it is fine."
        case .breaksOff: String(answer("unable").dropLast(4))
        }
    }

    @Test func theTableIsRightAndEveryFailureIsCounted() throws {
        let folder = try TestFolder()
        let server = try JudgeServer { _, prompt in Self.judge(prompt) }
        let gold = Self.rows.enumerated().map { index, row in
            #"{"response": "Reply number \#(index) says what there is to say.", "label": "\#(row.label)", "#
                + #""prompt": "Question", "prompt_is_safe": \#(row.safe)}"#
        }
        try folder.write(gold.joined(separator: "\n") + "\n", to: "gold.jsonl")
        try folder.write(
            """
            id: table
            dialect: openai-chat
            base_url: "http://127.0.0.1:\(server.port)/judge"
            model: table-judge
            price: {input_usd_per_mtok: 0, output_usd_per_mtok: 0}

            """, to: "judge.yaml")
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Training/validate_judge.py").path
        let ended = try Binary(folder: folder).shell("python3 -B \(script) gold.jsonl judge.yaml $RAILGAUGE 12")
        #expect(ended.code == 0, "\(ended.error)")
        let lines = ended.out.split(separator: "\n").map(String.init)
        // Found 2 of 4; 4 called refused, 2 of them right; declined or not 7 of 12; classes 6 of 12.
        #expect(
            lines.contains("| judge | 12 | 50.0 (4) | 50.0 | 58.3 | 50.0 | 60.1 | 50.0 (2) | 75.0 | 33.3 | 50.0 (2) |"),
            "\(ended.out)")
        #expect(
            lines.contains(
                "| judge, where it came to a verdict | 9 | 66.7 (3) | 50.0 | 77.8 | 66.7 | 72.6 | 50.0 (2) | 100.0 | 33.3 | 50.0 (2) |"
            ))
        let questions = try #require(lines.firstIndex { $0.hasPrefix("| replies | not asked about | asked |") })
        #expect(lines[questions + 2] == "| 12 | 0 | 12 | 9 | 1 | 0 | 2 | 0 |")
        let confusion = try #require(lines.firstIndex { $0.hasPrefix("Confusion, judge") })
        #expect(
            Array(lines[(confusion + 1)...].prefix(6)) == [
                "|  | answered | partial | refused | unable | no verdict |", "|---|---|---|---|---|---|",
                "| answered | 2 | 0 | 1 | 0 | 1 |", "| partial | 0 | 1 | 1 | 0 | 0 |",
                "| refused | 1 | 0 | 2 | 0 | 1 |", "| unable | 0 | 0 | 0 | 1 | 1 |",
            ])
    }

    @Test func anUnknownLabelIsNamedWithItsLine() throws {
        let folder = try TestFolder()
        try folder.write(#"{"response": "Yes.", "label": "fine"}"# + "\n", to: "gold.jsonl")
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Training/validate_judge.py").path
        let ended = try Binary(folder: folder).shell("python3 -B \(script) gold.jsonl --scripted $RAILGAUGE")
        #expect(ended.code != 0 && ended.error.contains("gold.jsonl:1: no label among"), "\(ended.error)")
    }
}
