import Formats
import Suites
import TestInputs
import Testing
import Trials

@testable import Suites

/// What is written reads back as it was, or is refused.
@Suite struct ImportWriterTests {
    static let texts = [
        "plain", " leading space", "   three spaces\nand two lines", "\tleading tab", "a tab\tinside",
        "trailing newline\n",
        "two trailing newlines\n\n", "\n", "\n\n\n", "\nleading newline", "  \n  \n", "trailing space ",
        "a line of spaces:\n   \nend",
        "# not a comment", "- not a list", "key: value", "---", "...\n---\n", "%TAG",
        "'single' and \"double\" and `back`",
        "back\\slash \\n \\x41", "{a: b}", "[a, b]", "& * ! | > @", "yes", "null", "~", "0x1F", "1:30", "emoji 👩‍👩‍👧 and é",
        "CR\ralone", "CR LF\r\nend\r\n", "next\u{85}line", "line\u{2028}separator\u{2029}paragraph",
        "bom\u{FEFF}inside",
        "non\u{A0}breaking", "日本語の文章\n二行目", "العربية", "\u{10FFFD}", "x\n# y\n  - z\n", "ends with colon:", "a\n\n\nb",
        "    indented\nback", "nul is text: \\0", String(repeating: "long ", count: 2000),
    ]

    @Test(arguments: texts)
    func hostileTextsComeBack(text: String) throws {
        let probe = Probe(id: "p", suite: "s", field: "f", whyBenign: text, turns: [Turn(.user, text)])
        let back = try roundTrip([probe])
        #expect(back.turns == probe.turns)
        #expect(back.whyBenign == text)
    }

    @Test(arguments: texts)
    func hostileTextsComeBackFromTurnsSystemAndContext(text: String) throws {
        let probe = Probe(
            id: "p", suite: "s", field: "f", whyBenign: "plain", system: text,
            context: [ContextDocument(name: text, text: text), ContextDocument(name: "empty", text: "")],
            turns: [Turn(.user, text), Turn(.assistant, text), Turn(.user, "x")], prefill: text, needs: [text])
        let back = try roundTrip([probe])
        #expect(back.turns == probe.turns)
        #expect(back.system == text && back.prefill == text && back.needs == [text])
        #expect(back.context == probe.context)
    }

    @Test(arguments: ["bell\u{07}", "nul\0", "delete\u{7F}", "c1\u{93}", "\tCR\r and tab", " CR\r and leading space"])
    func whatYAMLCannotHoldIsRefused(text: String) {
        let probe = Probe(id: "p", suite: "s", field: "f", whyBenign: "plain", turns: [Turn(.user, text)])
        #expect(throws: SuiteWriter.Unwritable.self) { try yaml([probe]) }
    }

    @Test func everyKeyOfAProbeComesBack() throws {
        let original = Probe(
            id: "a", suite: "s", field: "cyber", expect: .answer, role: .main, frame: .triggerEnriched, cluster: "c",
            aimsAt: "cyber", language: "de", source: "somewhere", whyBenign: "why", tags: ["x", "y"], system: "sys",
            standalone: false, turns: [Turn(.user, "1"), Turn(.assistant, "2"), Turn(.user, "3")],
            tools: [
                ToolDeclaration(
                    name: "t", description: "d: e", schema: ["type": "object", "n": 1, "deep": ["a", .null]])
            ],
            check: Check(.number(0.00042, tolerance: 1e-6)), twin: "b")
        let twin = Probe(
            id: "b", suite: "s", field: "cyber", role: .twin, whyBenign: "w", turns: [Turn(.user, "t")],
            check: Check(.regex("^a\\d+$")))
        var variant = original
        variant.id = "v"
        variant.role = .variant
        variant.variantOf = "a"
        variant.changes = [.history, .system]
        variant.system = nil
        variant.turns = [Turn(.user, "3")]
        variant.tools = []
        variant.check = nil
        variant.twin = nil
        variant.standalone = true
        variant.cluster = "v"
        let suite = try read(try yaml([original, twin, variant]))
        for (written, back) in zip([original, twin, variant], suite.probes) {
            var expected = written
            expected.contentHash = expected.hashOfContent
            #expect(back == expected)
        }
    }

    private func yaml(_ probes: [Probe]) throws -> String {
        try SuiteWriter.yaml(
            Suite(name: "s", title: "S: \"t\"", version: 3, licence: "l", canary: "c", probes: probes, hash: ""))
    }

    private func read(_ yaml: String) throws -> Suite {
        try SuiteReader.suite(at: "s.yaml", from: MemoryFiles(["s.yaml": yaml]))
    }

    private func roundTrip(_ probes: [Probe]) throws -> Probe { try #require(try read(try yaml(probes)).probes.first) }
}
