import Formats
import TestInputs
import Testing
import Trials

@Suite struct SuiteSelectionTests {
    private let library = [
        "probes/lib.yaml": """
        suite: lib
        version: 2
        defaults: {field: f, why_benign: w}
        probes:
          - {id: m1, prompt: a, tags: [x], twin: t1}
          - {id: t1, prompt: b, role: twin}
          - {id: v1, variant_of: m1, changes: [system], twin: t2}
          - {id: vv1, variant_of: v1, changes: [context]}
          - {id: t2, prompt: c, role: twin}
          - {id: m2, prompt: d, tags: [x, y], field: g}
          - {id: m3, prompt: e, tags: [y], frame: trigger-enriched}
          - {id: n1, prompt: f, role: neutral}
          - {id: m4, prompt: g}
          - {id: m5, prompt: h}
        """
    ]

    private func ids(_ suites: String) throws -> [String] {
        try study(suites: suites, shipped: library).probes.map(\.id)
    }

    @Test(arguments: [
        ("[lib]", ["m1", "t1", "v1", "vv1", "t2", "m2", "m3", "n1", "m4", "m5"]),
        // Twins and variants follow, over any number of steps.
        ("[{use: lib, tags: [x]}]", ["m1", "t1", "v1", "vv1", "t2", "m2"]),
        ("[{use: lib, tags: [y]}]", ["m2", "m3"]),
        ("[{use: lib, tags: [x], fields: [g]}]", ["m2"]),
        ("[{use: lib, frames: [trigger-enriched]}]", ["m3"]),
        ("[{use: lib, ids: [m1]}]", ["m1", "t1", "v1", "vv1", "t2"]),
        ("[{use: lib, roles: [neutral]}]", ["n1"]),
        ("[{use: lib, roles: [main], ids: [m1, m4]}]", ["m1", "m4"]),
    ])
    func aSubsetKeepsSuiteOrder(_ suites: String, _ expected: [String]) throws {
        #expect(try ids(suites) == expected)
    }

    @Test func aContrastWithoutItsOtherHalfIsNone() throws {
        #expect(try study(suites: "[{use: lib, roles: [main]}]", shipped: library).probes.allSatisfy { $0.twin == nil })
    }

    @Test func aSampleIsSeededAndStable() throws {
        let first = try ids("[{use: lib, tags: [x, y], sample: {n: 2, seed: 7}}]")
        #expect(try ids("[{use: lib, tags: [x, y], sample: {n: 2, seed: 7}}]") == first)
        #expect(try ids("[{use: lib, tags: [x, y], sample: {n: 3, seed: 7}}]").count > first.count)
        // Fisher-Yates over the ids in byte order, then the first n: computed here a second time.
        var sorted = ["m1", "m2", "m3", "m4", "m5", "n1"]
        var random = SplitMix64(seed: 7)
        random.shuffle(&sorted)
        let drawn = Set(sorted.prefix(3))
        let mains = try ids("[{use: lib, sample: {n: 3, seed: 7}}]").filter { !["t1", "t2", "v1", "vv1"].contains($0) }
        #expect(Set(mains) == drawn)
    }

    @Test func aSampleWithoutASeedTakesTheStudys() throws {
        let other = try study(keys: "seed: 7\n", suites: "[{use: lib, sample: {n: 3}}]", shipped: library)
        #expect(try other.probes.map(\.id) == ids("[{use: lib, sample: {n: 3, seed: 7}}]"))
    }

    @Test func suitesAreNamedWithTheirHashes() throws {
        let read = try study(suites: "[lib, ./s.yaml]", shipped: library)
        #expect(read.suites.map(\.name) == ["lib", "s"] && read.suites.map(\.version) == [2, 1])
        #expect(read.suites.allSatisfy { $0.hash.count == 64 })
    }

    @Test(arguments: [
        (
            "[nope]",
            "study.yaml:2: key 'suites': suite 'nope': no such file; accepted: a shipped suite by name (`railgauge suites "
                + "list`) or a path such as ./mine.yaml"
        ),
        (
            "[./nope.yaml]",
            "study.yaml:2: key 'suites': suite './nope.yaml': no such file; accepted: a shipped suite by name "
                + "(`railgauge suites list`) or a path such as ./mine.yaml"
        ),
        ("[lib, lib]", "study.yaml:2: key 'suites': the suite 'lib' stands twice"),
        (
            "[{use: lib, tag: [x]}]",
            "study.yaml:2: key 'suites': unknown key 'tag'; accepted: use, tags, fields, roles, frames, ids, sample. Did you mean 'tags'?"
        ),
        ("[{use: lib, tags: [none]}]", "study.yaml:2: key 'suites': no probe of suite 'lib' is left"),
        ("[{use: lib, ids: [zz]}]", "study.yaml:2: key 'suites.ids': the suite 'lib' has no probe 'zz'"),
        (
            "[{use: lib, ids: [m1, t1]}]",
            "study.yaml:2: key 'suites.ids': 't1' has role twin and goes where its original goes; "
                + "accepted: ids of originals"
        ),
        (
            "[{use: lib, sample: {n: 9}}]",
            "study.yaml:2: key 'suites.sample': a sample of 9 probes of 6; accepted: at most 6"
        ),
        ("[{use: lib, sample: {seed: 9}}]", "study.yaml:2: key 'suites.sample': the key 'n' is missing"),
        ("[]", "study.yaml:2: key 'suites': no probe is left; accepted: at least one probe"),
        (
            "[./dup.yaml, ./s.yaml]",
            "study.yaml:2: key 'suites': probe 'p1' of suite 's' stands in suite 'dup' too; "
                + "accepted: ids that are unique over all suites of a study"
        ),
        (
            "[./lone.yaml]",
            "study.yaml:2: key 'suites': probe 'l' names the twin 'gone', which is in no suite of this study; "
                + "accepted: the suite that holds the twin beside this one"
        ),
        (
            "[./bad.yaml]",
            "bad.yaml:3: unknown key 'probs'; accepted: suite, title, version, licence, canary_guid, defaults, "
                + "probes. Did you mean 'probes'?"
        ),
    ])
    func aBadSelectionIsNamed(_ suites: String, _ expected: String) {
        let files = [
            "dup.yaml": "suite: dup\nversion: 1\nprobes: [{id: p1, field: f, why_benign: w, prompt: a}]\n",
            "lone.yaml": "suite: lone\nversion: 1\nprobes: [{id: l, field: f, why_benign: w, prompt: a, twin: gone}]\n",
            "bad.yaml": "suite: bad\nversion: 1\nprobs: []\n",
        ]
        #expect(message { _ = try study(suites: suites, files: files, shipped: library) } == expected)
    }
}
