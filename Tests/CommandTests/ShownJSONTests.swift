import Formats
import Foundation
import Testing

/// What others wrote moves no cursor and reorders no text in any JSON that people look at: it stands escaped there, and the
/// value is the same.
struct ShownJSONTests {
    private let folder: TestFolder
    private let binary: Binary

    init() throws {
        folder = try TestFolder()
        binary = Binary(folder: folder)
    }

    /// C1's "control sequence", a right-to-left override, an isolate, a line separator, a tag, DEL.
    private static let hostile = "\u{9B}2J\u{202E}\u{2066}\u{2028}\u{E0041}\u{7F}\u{1B}]0;x\u{7}"

    private func hidden(_ bytes: some Sequence<UInt8>) -> [String] {
        String(decoding: Array(bytes), as: UTF8.self).unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control: scalar != "\n" && scalar != "\t"
            case .lineSeparator, .paragraphSeparator, .format: scalar != "\u{200D}" && scalar != "\u{200C}"
            default: false
            }
        }.map { "U+" + String($0.value, radix: 16) }
    }

    private func tape(_ status: Int, _ body: JSONValue) -> String {
        "HTTP/1.1 \(status) X\ncontent-type: application/json\n\n" + body.compact
    }

    private func reply(_ text: String, model: String) -> JSONValue {
        [
            "id": "m", "type": "message", "role": "assistant", "model": .string(model),
            "content": [["type": "text", "text": .string(text)]], "stop_reason": "end_turn", "stop_sequence": .null,
            "usage": ["input_tokens": 9, "output_tokens": 9],
        ]
    }

    /// - Parameter tapes: the first reply to each probe.
    private func write(_ tapes: [String: String]) throws {
        try SmallStudy.writeTapes(
            Dictionary(uniqueKeysWithValues: tapes.map { ("\($0.key).1.1.http", $0.value) }), into: folder)
    }

    @Test func noFileOrLineOfARunHidesAnything() throws {
        let hostile = Self.hostile
        let error: JSONValue = [
            "type": "error",
            "error": ["type": "invalid_request_error", "message": .string("no \(hostile) such thing")],
        ]
        let tapes = [
            "p1": tape(200, reply("I'm sorry, but I can't help with that \(hostile).", model: "m\(hostile)")),
            "p2": tape(200, reply("Warm-up helps \(hostile): lower the rate.", model: "sim-1")),
            "p3": tape(400, error),
        ]
        try write(tapes)
        let run = try binary.run("run", "re.yaml")
        let at = run.lastLine
        for arguments in [
            ["evidence", at], ["evidence", at, "--redact", "--output", "\(at)/redacted"],
            ["report", at, "--format", "inspect", "--output", "\(at)/logs"],
            ["report", at, "--public", "--output", "\(at)/public"],
        ] {
            let ended = try binary.start(arguments).end()
            #expect(ended.code == 0 || ended.code == 3, "\(arguments): \(ended.error)")
        }
        var seen: Set<String> = []
        let all = FileManager.default.enumerator(atPath: folder.path(at))?.compactMap { $0 as? String } ?? []
        for name in all where name.hasSuffix(".json") || name.hasSuffix(".jsonl") || name.hasSuffix(".csv") {
            let bytes = try #require(FileManager.default.contents(atPath: folder.path("\(at)/\(name)")))
            #expect(hidden(bytes) == [], "\(name)")
            seen.insert(name)
        }
        #expect(seen.isSuperset(of: ["report.json", "trials.jsonl", "obstructed.jsonl", "trials.csv"]), "\(seen)")
        #expect(seen.contains { $0.hasPrefix("evidence/") } && seen.contains { $0.hasPrefix("logs/") }, "\(seen)")
        // Only the spelling is another: the words are what came.
        let text = try folder.read("\(at)/obstructed.jsonl")
        #expect(text.contains(#"\u009b2J\u202e\u2066\u2028\udb40\udc41\u007f\u001b]0;x\u0007"#), "\(text)")
        let line = try #require(text.split(separator: "\n").first)
        #expect(try JSONReader.read(String(line))["text"]?.string?.contains(hostile) == true)
        for arguments in [["report", at, "--format", "json"], ["report", at], ["check", "re.yaml"]] {
            let ended = try binary.start(arguments).end()
            #expect(hidden(ended.out.utf8) == [] && hidden(ended.error.utf8) == [], "\(arguments)")
        }
        #expect(hidden(run.out.utf8) == [] && hidden(run.error.utf8) == [])
    }

    /// A line break in a provider's words makes no line of ours: in cron's mail one could name a file to delete.
    @Test(arguments: [[], ["--quiet"]]) func wordsOfOthersAreNoLineOfOurs(_ options: [String]) throws {
        let forged = "m\nrailgauge: all is well\n/tmp/forged/run"
        let refused: JSONValue = [
            "type": "error", "error": ["type": "authentication_error", "message": .string("no \(forged)")],
        ]
        try write([
            "p1": tape(200, reply("Lower the rate.", model: "sim-1")),
            "p2": tape(200, reply("Lower the rate.", model: forged)), "p3": tape(401, refused),
        ])
        let ended = try binary.start(["run", "re.yaml"] + options).end()
        let lines = ended.error.split(separator: "\n")
        #expect(
            !lines.contains { $0.hasPrefix("railgauge: all is well") || $0.hasPrefix("/tmp/forged") }, "\(ended.error)")
        if !options.isEmpty { #expect(lines.count <= 1, "\(ended.error)") }
    }

    @Test func noLineOfALogThatIsReadHidesAnything() throws {
        let row: JSONValue = [
            "model": .string("m\(Self.hostile)"), "messages": [["role": "user", "content": "why?"]],
            "response": [
                "id": "c", "object": "chat.completion", "model": .string("m\(Self.hostile)"),
                "choices": [
                    [
                        "index": 0, "finish_reason": "content_filter",
                        "message": [
                            "role": "assistant", "content": .string("I can't help with that \(Self.hostile)."),
                        ],
                    ]
                ],
            ],
        ]
        try folder.write(row.compact + "\n", to: "log.jsonl")
        for arguments in [
            ["ingest", "log.jsonl", "--format", "json"], ["ingest", "log.jsonl"],
            ["ingest", "log.jsonl", "--rows", "out.jsonl"],
        ] {
            let ended = try binary.start(arguments).end()
            #expect(hidden(ended.out.utf8) == [] && hidden(ended.error.utf8) == [], "\(arguments)")
        }
        if let bytes = FileManager.default.contents(atPath: folder.path("out.jsonl")) { #expect(hidden(bytes) == []) }
        try folder.write(
            JSONValue.object(["id": .string("a\(Self.hostile)"), "prompt": "p", "response": .string(Self.hostile)])
                .compact
                + "\n", to: "replies.jsonl")
        let ended = try binary.run("classify", "replies.jsonl")
        #expect(hidden(ended.out.utf8) == [] && hidden(ended.error.utf8) == [], "\(ended.out)")
    }
}
