import Formats
import Suites
import TestInputs
import Testing
import Trials

@Suite struct TrajectoryTests {
    private func suite(_ probes: String, files: [String: String] = [:]) throws -> Suite {
        let yaml = "suite: s\ntitle: T\nversion: 1\ndefaults: {field: f, why_benign: w}\nprobes:\n" + probes
        return try SuiteReader.suite(
            at: "dir/s.yaml", from: MemoryFiles(files.merging(["dir/s.yaml": yaml]) { $1 }))
    }

    private func message(_ probes: String, files: [String: String] = [:]) -> String {
        do {
            _ = try suite(probes, files: files)
            return "no error"
        } catch let error as InputError { return error.description } catch { return "\(error)" }
    }

    private let script = """
          - id: fix
            system: You work in a repository.
            tools: [{name: run, description: Runs., schema: {type: object}}, {name: read, description: Reads., schema: {type: object}}]
            turns:
              - user: Why does it fail?
              - assistant: I'll look.
                calls: [{name: run, arguments: {command: pytest -q}}, {name: read, arguments: {path: a.py}}]
              - results: [{file: ctx/log.txt}, {error: no such file}]
              - calls: [{name: read, arguments: {path: b.py}}]
              - results: ["x = 1"]

        """

    @Test func callsAndResultsAreRead() throws {
        let probe = try suite(script, files: ["dir/ctx/log.txt": "1 failed\n"]).probes[0]
        #expect(
            probe.turns == [
                Turn(.user, "Why does it fail?"),
                Turn(
                    "I'll look.",
                    calls: [
                        ScriptedCall(name: "run", arguments: ["command": "pytest -q"]),
                        ScriptedCall(name: "read", arguments: ["path": "a.py"]),
                    ]),
                Turn(results: [ToolResult("1 failed"), ToolResult("no such file", failed: true)]),
                Turn("", calls: [ScriptedCall(name: "read", arguments: ["path": "b.py"])]),
                Turn(results: [ToolResult("x = 1")]),
            ])
        #expect(!probe.standalone && probe.shape == .trajectory)
        #expect(Probe(json: try JSONReader.read(probe.json.compactBytes)) == probe)
        let written = try SuiteWriter.yaml(Suite(name: "s", title: "T", version: 1, probes: [probe], hash: ""))
        let back = try SuiteReader.suite(at: "w.yaml", from: MemoryFiles(["w.yaml": written])).probes[0]
        #expect(back.turns == probe.turns && back.contentHash == probe.contentHash)
    }

    @Test(arguments: [
        ("- results: [a]", "1 result for 0 calls of the turn before"),
        (
            "- {assistant: a, calls: [{name: run, arguments: {}}]}\n          - user: b",
            "the calls of the turn before have no results"
        ),
        (
            "- {assistant: a, calls: [{name: run, arguments: {}}]}\n          - results: [a, b]",
            "2 results for 1 call"
        ),
        ("- {user: a, calls: [{name: run, arguments: {}}]}", "only an assistant turn calls tools"),
        ("- {assistant: a, calls: [{name: run, arguments: 3}]}", "accepted: the arguments as a mapping"),
        ("- {assistant: a, calls: []}", "no call"),
        ("- {assistant: a}", "or ends with the assistant"),
        ("- {assistant: a, calls: [{name: walk, arguments: {}}]}\n          - results: [a]", "the script calls 'walk'"),
    ])
    func aBrokenScriptIsNamed(_ turns: String, _ found: String) {
        let text = message(
            "      - id: x\n        tools: [{name: run, description: d, schema: {}}]\n        turns:\n          - user: u\n          \(turns)\n"
        )
        #expect(text.contains(found) && text.contains("dir/s.yaml:"), "\(text)")
    }

    @Test func truncationsAreVariantsThatKeepTheBeginning() throws {
        let probes = try suite(
            script + "    needs: [n]\n    cut_at: [1, 3]\n", files: ["dir/ctx/log.txt": "1 failed\n"]
        ).probes
        #expect(probes.map(\.id) == ["fix", "fix.cut-1", "fix.cut-3"])
        #expect(probes[1].turns == Array(probes[0].turns.prefix(1)) && probes[1].cut == 1)
        #expect(probes[2].turns == Array(probes[0].turns.prefix(3)) && !probes[2].standalone)
        for cut in probes.dropFirst() {
            #expect(cut.role == .variant && cut.variantOf == "fix" && cut.changes == [.cut] && cut.needs.isEmpty)
            #expect(cut.contentHash != probes[0].contentHash && cut.system == probes[0].system)
        }
        #expect(
            message(script + "    cut_at: [2]\n", files: ["dir/ctx/log.txt": "x"])
                .contains("turn 2 is the assistant's"))
    }

    @Test func paddingAndPreambleAreVariants() throws {
        let probes = try suite(
            """
              - id: long
                system: sys
                tools: [{name: run, description: d, schema: {}}]
                turns: [{user: u1}, {assistant: a1}, {user: u2}]
              - {id: padded, variant_of: long, changes: [padding], padding: [{user: p1}, {assistant: q1}]}
              - {id: bare, variant_of: long, changes: [preamble]}

            """
        ).probes
        #expect(probes[1].turns == [Turn(.user, "p1"), Turn(.assistant, "q1"), Turn(.user, "u2")])
        #expect(probes[1].system == "sys")
        #expect(probes[2].system == nil && probes[2].tools.isEmpty && probes[2].turns == probes[0].turns)
        #expect(message("  - {id: a, prompt: p, padding: [{user: u}]}\n").contains("nothing is padded here"))
    }

    @Test func laddersAndTriggersAreRead() throws {
        let probe = try suite(
            "  - {id: r, prompt: p, ladder: {id: tb, rung: 2}, danger_shift: names a mechanism, trigger: {kind: term, what: aerosol, ground: report, cite: 'a public issue'}}\n"
        ).probes[0]
        #expect(probe.rung == Rung(ladder: "tb", number: 2, dangerShift: "names a mechanism"))
        #expect(probe.role == .rung && probe.cluster == "tb")
        #expect(probe.trigger == Trigger(kind: .term, what: "aerosol", ground: .report, cite: "a public issue"))
        #expect(Probe(json: try JSONReader.read(probe.json.compactBytes)) == probe)
        #expect(message("  - {id: r, prompt: p, danger_shift: x}\n").contains("no ladder beside it"))
        #expect(message("  - {id: r, prompt: p, role: main, ladder: {id: tb, rung: 1}}\n").contains("with a ladder"))
    }
}
