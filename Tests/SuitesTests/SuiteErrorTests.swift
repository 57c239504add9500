import Formats
import Suites
import TestInputs
import Testing
import Trials

/// Every message names file, line, probe and key.
@Suite struct SuiteErrorTests {
    private static let probeKeys = """
        id, field, source, why_benign, cluster, expect, role, frame, aims_at, language, tags, system, context, \
        standalone, prompt, turns, tools, prefill, needs, check, twin, variant_of, changes, ladder, \
        danger_shift, trigger, cut_at, padding
        """
    private static let names = "letters, digits, '-', '_' and '.', at most 120, no leading '.'"
    private static let control = """
        a positive control that is more than one short sentence; accepted: one line of at most 300 characters, without \
        system prompt, context, tools or history
        """

    /// Keys of the probe `x`, from line 7 of the file on.
    @Test(arguments: [
        ("promt: a", "7: probe 'x': unknown key 'promt'; accepted: \(probeKeys). Did you mean 'prompt'?"),
        ("language: en", "4: probe 'x': the probe has neither 'prompt' nor 'turns'"),
        (
            "prompt: a\nturns: [{user: b}]",
            "4: probe 'x': the probe has both 'prompt' and 'turns'; accepted: one of them"
        ),
        (
            "prompt: 7",
            "7: probe 'x', key 'prompt': found '7', which YAML reads as a number; accepted: a text. "
                + "Put it in quotes if the text is meant."
        ),
        (
            "prompt: true",
            "7: probe 'x', key 'prompt': found 'true', which YAML reads as a truth value; accepted: a text. "
                + "Put it in quotes if the text is meant."
        ),
        ("prompt: ''", "7: probe 'x', key 'prompt': the text is empty"),
        ("prompt: [a]", "7: probe 'x', key 'prompt': found a list; accepted: a text"),
        ("prompt: {fil: a}", "7: probe 'x', key 'prompt': unknown key 'fil'; accepted: file. Did you mean 'file'?"),
        (
            "prompt: {file: no.md}",
            "7: probe 'x', key 'prompt.file': 'no.md': no such file; accepted: a file, seen from dir/s.yaml"
        ),
        ("prompt: a\nexpect: maybe", "8: probe 'x', key 'expect': found 'maybe'; accepted: answer, refuse, either"),
        (
            "prompt: a\nrole: extra",
            "8: probe 'x', key 'role': found 'extra'; accepted: main, twin, variant, neutral, control, rung"
        ),
        ("prompt: a\nframe: odd", "8: probe 'x', key 'frame': found 'odd'; accepted: typical, trigger-enriched"),
        (
            "prompt: a\naims_at: war",
            "8: probe 'x', key 'aims_at': found 'war'; accepted: cyber, bio-chem, ai-rnd, "
                + "reasoning, persuasion, content, copyright, privacy, other, unreported"
        ),
        ("prompt: a\nstandalone: yes", "8: probe 'x', key 'standalone': found 'yes'; accepted: true, false"),
        ("prompt: a\ntags: t", "8: probe 'x', key 'tags': found 't'; accepted: a list"),
        ("prompt: a\ncluster: a b", "8: probe 'x', key 'cluster': found 'a b'; accepted: \(names)"),
        ("prompt: a\ntwin: x", "4: probe 'x': the probe is its own twin"),
        (
            "prompt: a\nrole: neutral\ntwin: y",
            "4: probe 'x': only a main probe or a variant has a twin; "
                + "accepted: role main or variant"
        ),
        (
            "prompt: a\nrole: variant",
            "4: probe 'x': a variant does not name the probe it varies; accepted: variant_of: <id>"
        ),
        (
            "prompt: a\nchanges: [history]",
            "8: probe 'x', key 'changes': only a variant changes something; "
                + "accepted: variant_of: <id> beside it"
        ),
        (
            "prompt: a\nvariant_of: z",
            "8: probe 'x', key 'variant_of': no probe 'z' stands before this one; "
                + "accepted: the id of an earlier probe of this suite"
        ),
        (
            "prompt: a\nwhy_benign2: b",
            "8: probe 'x': unknown key 'why_benign2'; accepted: \(probeKeys). Did you mean 'why_benign'?"
        ),
        (
            "turns: [{user: a}, {assistant: b}]",
            "7: probe 'x', key 'turns': the conversation does not begin with the user, or ends with the "
                + "assistant; accepted: user first; user or results last"
        ),
        (
            "turns: []",
            "7: probe 'x', key 'turns': the conversation does not begin with the user, or ends with the "
                + "assistant; accepted: user first; user or results last"
        ),
        (
            "turns: [{user: a, assistant: b}]",
            "7: probe 'x', key 'turns': a turn needs one of the keys user, assistant and results"
        ),
        (
            "prompt: a\ncontext: [{name: n}]",
            "8: probe 'x', key 'context': a document needs one of the keys file and text"
        ),
        ("prompt: a\ncontext: [{text: t}]", "8: probe 'x', key 'context': the key 'name' is missing"),
        (
            "prompt: a\ntools: [{name: n, description: d, schema: 1}]",
            "8: probe 'x', key 'tools.schema': found '1'; "
                + "accepted: a JSON Schema as a mapping"
        ),
        (
            "prompt: a\ncheck: {kind: sum, value: 1}",
            "8: probe 'x', key 'check.kind': found 'sum'; "
                + "accepted: number, exact, choice, regex"
        ),
        ("prompt: a\ncheck: {kind: number}", "8: probe 'x', key 'check': the key 'value' is missing"),
        (
            "prompt: a\ncheck: {kind: number, value: B}",
            "8: probe 'x', key 'check.value': found 'B'; "
                + "accepted: a number from -1e+308 to 1e+308"
        ),
        (
            "prompt: a\ncheck: {kind: exact, value: B, tolerance: 1}",
            "8: probe 'x', key 'check.tolerance': "
                + "only a number has a tolerance"
        ),
        (
            "prompt: a\nrole: control",
            "4: probe 'x': role control with expect answer; "
                + "accepted: role control and expect refuse together"
        ),
        (
            "prompt: a\nexpect: refuse",
            "4: probe 'x': role main with expect refuse; "
                + "accepted: role control and expect refuse together"
        ),
        ("prompt: |\n  a\n  b\nrole: control\nexpect: refuse", "4: probe 'x': \(control)"),
        ("prompt: \(String(repeating: "a", count: 301))\nrole: control\nexpect: refuse", "4: probe 'x': \(control)"),
        ("prompt: a\nsystem: s\nrole: control\nexpect: refuse", "4: probe 'x': \(control)"),
    ])
    func aBadProbeIsNamed(_ keys: String, _ expected: String) {
        let found = message { _ = try probe(keys) }
        #expect(found == "dir/s.yaml:\(expected)")
    }

    @Test(arguments: [
        ("", "s.yaml: the file is empty; accepted: a YAML mapping"),
        (
            "- a\n",
            "s.yaml:1: found a list; accepted: a mapping with the keys suite, title, version, licence, canary_guid, "
                + "defaults, probes"
        ),
        (
            "suite: s\nversion: 1\nprobe: []\n",
            "s.yaml:3: unknown key 'probe'; accepted: suite, title, version, licence, "
                + "canary_guid, defaults, probes. Did you mean 'probes'?"
        ),
        ("suite: s\nprobes: []\n", "s.yaml:1: the key 'version' is missing"),
        (
            "suite: s\nversion: x\nprobes: []\n",
            "s.yaml:2: key 'version': found 'x'; accepted: a whole number from 1 to 1000000"
        ),
        ("suite: a/b\nversion: 1\nprobes: []\n", "s.yaml:1: key 'suite': found 'a/b'; accepted: \(names)"),
        (
            "suite: s\nversion: 1\ndefaults: {prompt: a}\nprobes: []\n",
            "s.yaml:3: key 'defaults': unknown key 'prompt'; accepted: field, "
                + "aims_at, expect, role, frame, language, cluster, source, why_benign, tags, standalone, system"
        ),
        (
            "suite: s\nversion: 1\nprobes:\n  - {field: f, prompt: a}\n",
            "s.yaml:4: key 'probes': the key 'id' is missing"
        ),
        (
            "suite: s\nversion: 1\nprobes:\n  - {id: a, prompt: a}\n",
            "s.yaml:4: probe 'a': the key 'field' is missing here and in 'defaults'"
        ),
        (
            "suite: s\nversion: 1\nprobes:\n  - {id: a, field: all, prompt: a}\n",
            "s.yaml:4: probe 'a', key 'field': found 'all', the name of the "
                + "pooled row in reports; accepted: another name"
        ),
        (
            "suite: s\nversion: 1\nprobes:\n  - {id: a, field: f, prompt: a}\n",
            "s.yaml:4: probe 'a': the key 'why_benign' is missing; "
                + "accepted: one sentence that a reviewer can check"
        ),
        (
            "suite: s\nversion: 1\ndefaults: {field: f, why_benign: w}\nprobes:\n  - {id: a, prompt: a}\n  - {id: a, prompt: b}\n",
            "s.yaml:6: probe 'a': the id stands on line 5 already"
        ),
        (
            "suite: s\nversion: 1\ndefaults: {field: f, why_benign: w}\nprobes:\n  - {id: a, prompt: a}\n  - {id: b, variant_of: a}\n",
            "s.yaml:6: probe 'b': a variant does not say what it changes; accepted: changes: history, context, system, affiliation, padding, preamble, wording"
        ),
        (
            "suite: s\nversion: 1\ndefaults: {field: f, why_benign: w}\nprobes:\n  - {id: a, prompt: a}\n"
                + "  - {id: b, variant_of: a, changes: [system], role: main}\n",
            "s.yaml:6: probe 'b': a variant with role main; accepted: role variant, or no role"
        ),
    ])
    func aBadSuiteIsNamed(_ yaml: String, _ expected: String) {
        #expect(
            message { _ = try SuiteReader.suite(at: "s.yaml", from: MemoryFiles(["s.yaml": yaml])) } == expected)
    }

    @Test func aPatternThatCannotBeReadIsNamed() {
        #expect(
            message { _ = try probe("prompt: a\ncheck: {kind: regex, value: '('}") }
                .hasPrefix("dir/s.yaml:8: probe 'x', key 'check.value': the pattern has a '(' without ')';"))
    }
}
