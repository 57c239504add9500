import Foundation
import Testing
import Trials

@testable import Ingest

/// Documents are cut into records wherever the pieces in which they are read begin and end.
@Suite struct DocumentCutterTests {
    /// `head …`, the records as they stand, `too long`, `cut off`.
    private func parts(_ text: String, pieces size: Int, longest: Int = 1 << 20) -> [String] {
        let bytes = Array(text.utf8)
        var cutter = DocumentCutter(longest: longest)
        var out: [String] = []
        func give(_ part: DocumentCutter.Part) {
            switch part {
            case .head(let bytes): out.append("head " + String(decoding: bytes, as: UTF8.self))
            case .record(let bytes?):
                out.append(String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
            case .record(nil): out.append("too long")
            case .cutOff: out.append("cut off")
            }
        }
        for start in stride(from: 0, to: bytes.count, by: size) {
            bytes[start..<min(start + size, bytes.count)].withUnsafeBufferPointer { cutter.take($0, give) }
        }
        cutter.finish(give)
        return out
    }

    private static let documents: [(text: String, parts: [String])] = [
        (#"[{"a":[1,{"b":"x,]}\""}]}, 2 ,[3,4]]"#, [#"{"a":[1,{"b":"x,]}\""}]}"#, "2", "[3,4]"]),
        (
            #"{"log":{"version":"1.2","pages":[{"id":1}],"entries":[{"n":1},{"n":"\\"}],"comment":"x"}}"#,
            [#"head {"log":{"version":"1.2","pages":[{"id":1}],"entries":[]}}"#, #"{"n":1}"#, #"{"n":"\\"}"#]
        ),
        (
            #"{"version":2,"eval":{"samples":[7]},"samples":[{"id":1}],"reductions":[{"samples":[1,2]}]}"#,
            [#"head {"version":2,"eval":{"samples":[7]},"samples":[]}"#, #"{"id":1}"#]
        ),
        (
            #"{"entries":[1],"log":"entries"}"# + "\n" + #"{"log":{"x":{"entries":[1]}}}"#,
            [#"{"entries":[1],"log":"entries"}"#, #"{"log":{"x":{"entries":[1]}}}"#]
        ),
        ("\u{FEFF}[1]", ["1"]), (#"no {"a":1}"#, ["no", #"{"a":1}"#]),
        ("[]", []), ("", []), (" \n", []), ("no", ["no"]),
        (#"[{"a":1},{"b":"#, [#"{"a":1}"#, "cut off"]),
        (#"{"log":{"entries":[{"a":1},{"b":"x"#, [#"head {"log":{"entries":[]}}"#, #"{"a":1}"#, "cut off"]),
    ]

    @Test(arguments: documents.indices, [1, 2, 3, 7, 64, 4096])
    func piecesCutNothing(_ document: Int, _ size: Int) {
        #expect(parts(Self.documents[document].text, pieces: size) == Self.documents[document].parts)
    }

    /// A record that is too long is counted, and costs no other.
    @Test(arguments: [1, 5, 1000]) func aRecordThatIsTooLong(_ size: Int) {
        let long = "{\"a\":\"" + String(repeating: "x", count: 200) + "\"}"
        #expect(
            parts("[{\"b\":1},\(long),{\"c\":2}]", pieces: size, longest: 100)
                == [#"{"b":1}"#, "too long", #"{"c":2}"#])
        #expect(parts("\(long)\n{\"c\":2}", pieces: size, longest: 100) == ["too long", #"{"c":2}"#])
    }
}

/// What the cutter gives the readers of logs.
@Suite struct DocumentLogTests {
    private func read(_ text: String, ending: String) throws -> (replies: [LoggedReply], counts: LogReadingCounts) {
        let path = NSTemporaryDirectory() + "railgauge-\(UUID().uuidString)\(ending)"
        defer { unlink(path) }
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        var out: [LoggedReply] = []
        let counts = try LogFile(path).read(judge: LoggedVerdict()) { out.append($0) }
        return (out, counts)
    }

    private static func spend(_ id: String) -> String {
        #"{"request_id":"\#(id)","call_type":"acompletion","model_group":"mine","status":"success","response":{}}"#
    }

    /// A broken record, and an export that was cut off, cost themselves alone.
    @Test func brokenRecordsAreCounted() throws {
        let (replies, counts) = try read("[\(Self.spend("a")),{\"b\":nope},\(Self.spend("c")),{\"d\":", ending: ".json")
        #expect(replies.map(\.requestID) == ["a", "c"])
        #expect(counts.lines == 3 && counts.broken == 2)
    }

    /// Exports are called .json and hold a record a line.
    @Test func linesUnderTheNameOfADocument() throws {
        let (replies, counts) = try read("\(Self.spend("a"))\n\(Self.spend("b"))\n", ending: ".json")
        #expect(replies.map(\.line) == [1, 2] && counts.lines == 2 && counts.broken == 0)
    }
}
