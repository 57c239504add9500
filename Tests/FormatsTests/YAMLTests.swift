import Formats
import TestInputs
import Testing
import Trials

@Suite struct YAMLTests {
    private func json(_ yaml: String) throws -> JSONValue {
        try YAMLValue.parse(Array(yaml.utf8), file: "f.yaml").json
    }

    @Test(
        arguments: [
            // YAML 1.1 would make truth values of these.
            ("yes", .string("yes")), ("no", .string("no")), ("on", .string("on")), ("off", .string("off")),
            ("y", .string("y")), ("true", .bool(true)), ("False", .bool(false)), ("tRUE", .string("tRUE")),
            // ... sexagesimal numbers, grouped digits and dates of these.
            ("1:30", .string("1:30")), ("190:20:30", .string("190:20:30")), ("1_000", .string("1_000")),
            ("2026-11-05", .string("2026-11-05")), ("2026-11-05T01:02:03Z", .string("2026-11-05T01:02:03Z")),
            ("0b11", .string("0b11")),
            // Octal is 0o; a leading zero is none.
            ("0o17", .integer(15)), ("017", .integer(17)), ("0x1F", .integer(31)), ("-0o17", .string("-0o17")),
            ("0o-7", .string("0o-7")), ("0o8", .string("0o8")), ("-0x1", .string("-0x1")),
            ("12", .integer(12)), ("-12", .integer(-12)), ("+12", .integer(12)), ("1.5", .number(1.5)),
            ("1e3", .number(1000)), (".5", .number(0.5)), ("-.5", .number(-0.5)), ("1.", .number(1)),
            (".", .string(".")), ("+", .string("+")), ("1e", .string("1e")), ("1-2", .string("1-2")),
            ("nan", .string("nan")), ("inf", .string("inf")), ("0x1p3", .string("0x1p3")),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)),
            ("null", .null), ("~", .null), ("Null", .null), ("NULL", .null), ("", .null), ("nULL", .string("nULL")),
            ("'12'", .string("12")), ("\"true\"", .string("true")), ("'~'", .string("~")), ("''", .string("")),
            ("'it''s'", .string("it's")), (#""a\tb\u00e9""#, .string("a\tbé")),
        ] as [(String, JSONValue)])
    func aScalarIsReadByTheCoreSchema(_ text: String, _ expected: JSONValue) throws {
        #expect(try json("k: \(text)\n")["k"] == expected)
    }

    @Test func byteOrderMarkIsNoContent() throws { #expect(try json("\u{FEFF}k: 1\n") == ["k": 1]) }

    @Test func everyNodeKnowsItsLine() throws {
        let yaml = "a: 1\nb:\n  - x\n  - |\n    text\nc: {d: 2,\n    e: 3}\n"
        let root = try YAMLValue.parse(Array(yaml.utf8), file: "f.yaml")
        guard case .mapping(let members) = root.kind else { throw InputError(file: "f", found: "no mapping") }
        #expect(members.map(\.line) == [1, 2, 6])
        guard case .sequence(let items) = members[1].value.kind, case .mapping(let inner) = members[2].value.kind else {
            throw InputError(file: "f", found: "no list")
        }
        #expect(items.map(\.line) == [3, 4])
        #expect(inner.map(\.line) == [6, 7])
    }

    @Test func blockAndFoldedTextsKeepTheirLineEnds() throws {
        #expect(try json("k: |\n  a\n   b\n\n") == ["k": "a\n b\n"])
        #expect(try json("k: |-\n  a\n") == ["k": "a"])
        #expect(try json("k: >\n  a\n  b\n") == ["k": "a b\n"])
        #expect(try json("k: |2\n    a\n  b\n") == ["k": "  a\nb\n"])
    }

    @Test func anchorsAreExpandedAndMergeKeysAreOrdinaryKeys() throws {
        #expect(try json("a: &x {b: 1}\nc: *x\n") == ["a": ["b": 1], "c": ["b": 1]])
        #expect(try json("a: &x {b: 1}\nc: {<<: *x}\n") == ["a": ["b": 1], "c": ["<<": ["b": 1]]])
    }

    @Test(arguments: [
        ("a: 1\nb: 2\na: 3\n", "f.yaml:1: not YAML: the key 'a' stands twice in the mapping that begins here"),
        ("a: 1\nb: {c: 1, c: 2}\n", "f.yaml:2: not YAML: the key 'c' stands twice in the mapping that begins here"),
        ("", "f.yaml: the file is empty; accepted: a YAML mapping"),
        ("{[1]: 2}\n", "f.yaml:1: a key that is no plain text"),
    ])
    func aFaultNamesItsLine(_ yaml: String, _ expected: String) {
        #expect(message { _ = try json(yaml) } == expected)
    }

    @Test(arguments: ["a: [1, 2\n", "a: 'b\n", "\ta: 1\n", "a: b: c\n", "a: 1\n  b: 2\n", "a: *nowhere\n"])
    func brokenYAMLIsRefusedWithALine(_ yaml: String) {
        let parts = message { _ = try json(yaml) }.split(separator: ":")
        #expect(parts[0] == "f.yaml" && Int(parts[1]) != nil, "\(parts)")
    }

    @Test func bytesThatAreNoUTF8AreRefused() {
        #expect(
            message { _ = try YAMLValue.parse([0x61, 0xFF], file: "f.yaml") }
                == "f.yaml: the file is not valid UTF-8; accepted: YAML in UTF-8")
    }

    @Test func aBombOfAliasesEndsWithAnError() {
        var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...8 {
            let before = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            yaml += "a\(level): &a\(level) [\(before)]\n"
        }
        #expect(message { _ = try json(yaml) }.contains("more than 1000000 nodes after aliases are expanded"))
    }

    @Test func deepBracketsEndWithAnError() {
        for opening in ["[", "[\n", "- ", "{a: ", "? "] {
            let yaml = (opening == "- " || opening == "? " ? "" : "a: ") + String(repeating: opening, count: 100_000)
            let found = message { _ = try json(yaml) }
            #expect(
                found.hasSuffix(
                    "lists and mappings are nested too deep; accepted: less than a thousand, one in the other"),
                "\(opening): \(found)")
        }
    }

    /// A text may hold what it likes: a limit on brackets refused prompts that hold code or drawings.
    @Test(arguments: ["a: 'x %'", "a: \"x %\"", "a: x %", "a: |\n  %\n"])
    func bracketsInATextAreText(_ form: String) throws {
        let brackets = String(repeating: "[", count: 600)
        let read = try json(form.replacing("%", with: brackets))
        #expect(read["a"]?.string?.hasSuffix(brackets + (form.hasSuffix("\n") ? "\n" : "")) == true)
    }

    @Test(arguments: [("90s", 90), ("45m", 2700), ("2h", 7200), ("1d", 86400), ("1.5h", 5400), ("30", 30)])
    func aDurationIsReadInSeconds(_ text: String, _ expected: Double) throws {
        #expect(try study(keys: "budget: {wall: \(text)}\n").budget.wallSeconds == expected)
    }

    @Test(arguments: ["infs", "nans", "-1s", "5w", "s", ".inf", "''", "1e30", "0", "1e300d", "367d"])
    func whatIsNoDurationIsRefused(_ text: String) {
        let found = message { _ = try study(keys: "budget: {wall: \(text)}\n") }
        #expect(found.hasPrefix("study.yaml:5: key 'budget.wall': found"), "\(found)")
        #expect(found.hasSuffix("accepted: a duration such as 90s, 45m, 2h, 1d, from 1s to 366d"), "\(found)")
    }
}
