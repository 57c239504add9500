import Formats
import Testing

@Suite struct JSONReaderTests {
    static let values: [(String, JSONValue)] = [
        (" {\"a\" : [1, -2.5, 1e3, true, null, \"x\"]}\n", ["a": [1, .number(-2.5), .number(1000), true, .null, "x"]]),
        ("\u{FEFF}{}", [:]),
        (#""\u0041\ud83e\uddec\/\n""#, "A🧬/\n"),
        ("9223372036854775807", .integer(.max)),
        // Beyond 64 bits, and beyond a double.
        ("9223372036854775808", .number(9_223_372_036_854_775_808)),
        ("1e400", .number(.infinity)),
        ("-1e400", .number(-.infinity)),
        ("-0", .integer(0)),
    ]

    @Test(arguments: values) func documentsAreReadAsTheyStand(_ text: String, _ value: JSONValue) throws {
        #expect(try JSONReader.read(text) == value)
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "01", "1.", ".5", "+1", "1e", "tru", "NaN", "\"a", "\"\n\"",
        "{} {}",
        "// c\n1", #""\x""#, #""\u12""#, "[1 2]", "'a'",
    ])
    func whatIsNoJSONIsAnError(_ text: String) {
        #expect(throws: JSONError.self) { try JSONReader.read(text) }
    }

    @Test func nestingStopsBeforeTheStackDoes() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try JSONReader.read(nested(JSONReader.depthLimit)).array != nil)
        #expect(throws: JSONError.self) { try JSONReader.read(nested(JSONReader.depthLimit + 1)) }
        #expect(throws: JSONError.self) { try JSONReader.read(nested(10_000)) }
    }

    @Test func loneHalvesAreNamedInOrder() throws {
        let bytes = Array(#"["\ud83e","x\uddec","\ud83e\uddec","\ud83e\ud83e\uddec"]"#.utf8)
        var halves: [UInt16] = []
        let value = try bytes.withUnsafeBufferPointer { try JSONReader.read($0, loneHalves: &halves) }
        #expect(value == ["\u{FFFD}", "x\u{FFFD}", "🧬", "\u{FFFD}🧬"])
        #expect(halves == [0xD83E, 0xDDEC, 0xD83E])
    }

    @Test func invalidUTF8BecomesReplacementCharacters() throws {
        #expect(try JSONReader.read([0x22, 0x61, 0xFF, 0x62, 0x22]) == "a\u{FFFD}b")
    }

    @Test func theLastOfDuplicateKeysWinsAndOrderIsKept() throws {
        let value = try JSONReader.read(#"{"b":1,"a":2,"b":3}"#)
        #expect(value["b"] == 3 && value.object?.keys == ["b", "a", "b"])
        #expect(value.compact == #"{"b":1,"a":2,"b":3}"#)
    }

    @Test func writingAndReadingAgainGivesTheSame() throws {
        let value: JSONValue = [
            "t": "a\"\\\u{1}\n é🧬", "n": [.number(0.1), .number(1e-9), -3, .null], "o": [:], "l": [],
        ]
        #expect(try JSONReader.read(value.compact) == value)
        #expect(try JSONReader.read(value.pretty) == value)
    }

    @Test func mergingGoesMemberByMember() {
        let mine: JSONValue = ["a": ["x": 1, "y": 2], "b": [1]]
        #expect(mine.merging(["a": ["y": 3], "b": [2], "c": .null]) == ["a": ["x": 1, "y": 3], "b": [2], "c": .null])
    }
}
