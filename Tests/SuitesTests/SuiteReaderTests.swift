import Formats
import Suites
import TestInputs
import Testing
import Trials

@Suite struct SuiteReaderTests {
    @Test func exactlyOneFinalNewlineIsStripped() throws {
        #expect(try probe("prompt: |\n  a\n  b\n").turns == [Turn(.user, "a\nb")])
        #expect(try probe("prompt: |+\n  a\n\n\n").turns.first?.text.hasPrefix("a\n") == true)
        #expect(try probe("prompt: {file: p.md}", files: ["dir/p.md": "a\n\n"]).turns == [Turn(.user, "a\n")])
        #expect(try probe("prompt: {file: p.md}", files: ["dir/p.md": "a"]).turns == [Turn(.user, "a")])
        #expect(try probe("prompt: {file: p.md}", files: ["dir/p.md": "a\r\n"]).turns == [Turn(.user, "a\r")])
    }

    @Test func layoutThatYAMLWouldEatNeedsAFileOrAStatedIndentation() throws {
        #expect(try probe("prompt: {file: p.md}", files: ["dir/p.md": "  a\tb\n"]).turns == [Turn(.user, "  a\tb")])
        #expect(try probe("prompt: |2\n    a\tb\n  c\n").turns == [Turn(.user, "  a\tb\nc")])
        let accepted = "; accepted: such a text in a file of its own ({file: path}) or under '|2'"
        #expect(
            message { _ = try probe("prompt: ' a'") }
                == "dir/s.yaml:7: probe 'x', key 'prompt': the text begins with a space" + accepted)
        #expect(
            message { _ = try probe("prompt: |\n  a\tb\n") }
                == "dir/s.yaml:7: probe 'x', key 'prompt': the text holds a tab" + accepted)
        #expect(message { _ = try probe("turns: [{user: \"a\\tb\"}]") }.contains("the text holds a tab"))
    }

    @Test func contextSystemAndPrefillComeFromFilesToo() throws {
        let read = try probe(
            "prompt: go\nsystem: {file: s.txt}\nprefill: Sure\ncontext: [{name: N, file: ../c.md}, {name: M, text: t}]",
            files: ["dir/s.txt": "be brief\n", "c.md": "doc\n"])
        #expect(read.system == "be brief")
        #expect(read.prefill == "Sure")
        // A document keeps its bytes: only texts that are typed into YAML gain a newline.
        #expect(read.context == [ContextDocument(name: "N", text: "doc\n"), ContextDocument(name: "M", text: "t")])
    }

    @Test func aProbeTakesDefaultsUnlessItStatesItsOwn() throws {
        let yaml = """
            suite: s
            title: T
            version: 3
            licence: CC-BY-4.0
            canary_guid: g
            defaults: {field: f, aims_at: cyber, why_benign: w, tags: [a], system: sys, language: de, frame: trigger-enriched}
            probes:
              - {id: one, prompt: a}
              - {id: two, prompt: a, field: other, aims_at: null, tags: [b], system: null, frame: typical, cluster: c}
            """
        let suite = try SuiteReader.suite(at: "s.yaml", from: MemoryFiles(["s.yaml": yaml]))
        #expect(suite.title == "T" && suite.version == 3 && suite.licence == "CC-BY-4.0" && suite.canary == "g")
        let (one, two) = (suite.probes[0], suite.probes[1])
        #expect(one.field == "f" && one.aimsAt == "cyber" && one.tags == ["a"] && one.system == "sys")
        #expect(one.language == "de" && one.frame == .triggerEnriched && one.cluster == "one" && one.expect == .answer)
        #expect(two.field == "other" && two.aimsAt == nil && two.tags == ["b"] && two.system == nil)
        #expect(two.frame == .typical && two.cluster == "c")
    }

    private let conversation = """
          - id: long
            field: f
            why_benign: w
            cluster: scene
            system: sys
            context: [{name: N, text: doc}]
            standalone: false
            turns: [{user: u1}, {assistant: a1}, {user: u2}]
            needs: [one]
            tags: [t]

        """

    @Test func aVariantInheritsAllButWhatItChanges() throws {
        let probes = try suite(
            probes: conversation + """
                  - {id: no-history, variant_of: long, changes: [history]}
                  - {id: no-context, variant_of: long, changes: [context]}
                  - {id: no-system, variant_of: long, changes: [system], role: variant}
                  - {id: named, variant_of: long, changes: [affiliation], system: I work at a hospital.}
                  - {id: bare, variant_of: no-history, changes: [context, system], prompt: other}

                """
        ).probes
        let parent = probes[0]
        for variant in probes.dropFirst() {
            #expect(variant.role == .variant && variant.cluster == "scene" && variant.field == "f")
            #expect(variant.needs == ["one"] && variant.tags.isEmpty && variant.whyBenign == "w")
            #expect(variant.contentHash != parent.contentHash)
        }
        #expect(probes[1].turns == [Turn(.user, "u2")] && probes[1].context == parent.context)
        #expect(probes[1].variantOf == "long" && probes[1].changes == [.history])
        #expect(probes[2].context.isEmpty && probes[2].turns == parent.turns && probes[2].system == "sys")
        #expect(probes[3].system == nil && probes[3].context == parent.context)
        #expect(probes[4].system == "I work at a hospital.")
        #expect(probes[5].turns == [Turn(.user, "other")] && probes[5].context.isEmpty && probes[5].system == nil)
        #expect(probes[5].changes == [.context, .system] && probes[5].variantOf == "no-history")
    }

    @Test func aVariantKeepsTheHistoryWhenOnlyItsPromptIsNew() throws {
        let probes = try suite(
            probes: conversation + "  - {id: v, variant_of: long, changes: [affiliation], prompt: new}\n"
        ).probes
        #expect(probes[1].turns == [Turn(.user, "u1"), Turn(.assistant, "a1"), Turn(.user, "new")])
    }

    @Test func checksAreReadByKind() throws {
        func check(_ yaml: String) throws -> Check? { try probe("prompt: a\ncheck: \(yaml)").check }
        #expect(
            try check("{kind: number, value: 4.2e-4, tolerance: 1.0e-6}") == Check(.number(4.2e-4, tolerance: 1e-6)))
        #expect(try check("{kind: number, value: 7}") == Check(.number(7, tolerance: 0)))
        #expect(try check("{kind: exact, value: 007}") == Check(.exact("007")))
        #expect(try check("{kind: choice, value: B}") == Check(.choice("B")))
        #expect(try check("{kind: regex, value: '^a+$'}") == Check(.regex("^a+$")))
        #expect(try check("null") == nil)
    }

    @Test func toolsKeepTheirSchema() throws {
        let read = try probe(
            "prompt: a\ntools: [{name: read, description: Reads., schema: {type: object, required: [path]}}]")
        #expect(
            read.tools == [
                ToolDeclaration(name: "read", description: "Reads.", schema: ["type": "object", "required": ["path"]])
            ])
    }

    @Test func theHashCoversTheFileAndEveryFileItNames() throws {
        let yaml = "  - {id: a, field: f, why_benign: w, prompt: {file: p.md}}\n"
        let first = try suite(probes: yaml, files: ["dir/p.md": "one"])
        #expect(try suite(probes: yaml, files: ["dir/p.md": "one", "dir/q.md": "x"]).hash == first.hash)
        #expect(try suite(probes: yaml, files: ["dir/p.md": "two"]).hash != first.hash)
        #expect(try suite(probes: yaml + "# c\n", files: ["dir/p.md": "one"]).hash != first.hash)
        #expect(first.hash.count == 64)
    }

    @Test func theContentHashIsOfWhatReachesAModel() throws {
        let plain = try probe("prompt: a")
        #expect(try probe("prompt: a\nsource: other\nneeds: [x]\nlanguage: de").contentHash == plain.contentHash)
        #expect(try probe("prompt: b").contentHash != plain.contentHash)
        #expect(try probe("prompt: a\nsystem: s").contentHash != plain.contentHash)
        #expect(try probe("prompt: a\nprefill: s").contentHash != plain.contentHash)
        #expect(try probe("prompt: a\ncontext: [{name: n, text: t}]").contentHash != plain.contentHash)
    }

    @Test(arguments: [
        Check(.number(0.1, tolerance: 1e-9)), Check(.exact("a b")), Check(.choice("B")), Check(.regex("^x$")), nil,
    ])
    func aProbeSurvivesItsJSON(_ check: Check?) throws {
        let probe = Probe(
            id: "a", suite: "s", field: "f", expect: .either, role: .variant, frame: .triggerEnriched, cluster: "c",
            aimsAt: "cyber", language: "fa", source: "src", whyBenign: "w", tags: ["t", "u"], system: "sys",
            context: [ContextDocument(name: "n", text: "t\u{202E}\"")], standalone: false,
            turns: [Turn(.user, "u"), Turn(.assistant, ""), Turn(.user, "v")],
            tools: [ToolDeclaration(name: "r", description: "d", schema: ["type": "object"])], prefill: "p",
            needs: ["n1"], check: check, twin: "b", variantOf: "z", changes: [.history, .affiliation],
            contentHash: "abc")
        let read = try JSONReader.read(probe.json.compactBytes)
        #expect(Probe(json: read) == probe)
    }

    @Test func aProbeWithoutARequiredKeyIsNone() {
        #expect(Probe(json: ["id": "a"]) == nil)
    }
}
