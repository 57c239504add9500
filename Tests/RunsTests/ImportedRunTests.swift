import Formats
import Foundation
import Runs
import TestSupport
import Testing
import Trials

@Suite struct ImportedRunTests {
    private func write(_ rows: [OutcomeRow], in folder: TemporaryFolder) throws -> RunStore {
        var rows = rows.enumerated().makeIterator()
        let path = try ImportedRun.write(
            results: folder.path + "/results", name: "published", file: "rows.jsonl", lock: ["reference": "a"],
            lockText: "imported\n", tool: "test", clock: ManualClock()
        ) { rows.next().map { ($0.element, "rows.jsonl", $0.offset + 1) } }
        return try RunStore.open(path: path + "/run.sqlite")
    }

    @Test func rowsBecomeRecords() throws {
        let folder = try TemporaryFolder()
        let store = try write(
            [
                OutcomeRow(style: "a", probe: "p", field: "bio", outcome: .blocked, stage: .input, category: "cyber"),
                OutcomeRow(style: "b", probe: "p", field: "bio", outcome: .answered),
                OutcomeRow(style: "b", probe: "p", field: "bio", repetition: 2, outcome: .error),
                OutcomeRow(style: "b", probe: "q", field: "bio", outcome: .blocked, category: "weird", cluster: "c"),
            ], in: folder)
        let records = try store.records()
        #expect(records.map(\.key.description) == ["a/p/1", "b/p/1", "b/p/2", "b/q/1"])
        #expect(records.map { $0.verdict?.outcome } == [.blocked, .answered, .error, .blocked])
        #expect(records[0].verdict?.categories == [.cyber])
        #expect(records[0].verdict?.stage == .input)
        #expect(records[3].verdict?.categories == [.other])
        #expect(records[3].verdict?.categoryRaw == "weird")
        #expect(records[3].cluster == "c")
        #expect(records[0].startedAt == nil)
        let info = try store.info()
        #expect(info.run.imported)
        #expect(info.finishedAt != nil)
        #expect(info.finished == 4)
        #expect(!info.simulated)
    }

    @Test func contradictionsNameTheirLineAndLeaveNothing() throws {
        let folder = try TemporaryFolder()
        let row = OutcomeRow(style: "a", probe: "p", field: "bio", outcome: .answered)
        var other = row
        other.field = "chem"
        other.repetition = 2
        #expect(
            throws: InputError(
                file: "rows.jsonl", line: 2, place: "probe 'p', style 'a'", found: "repeat 1 a second time",
                accepted: "one row for each style, probe and repeat")
        ) { try write([row, row], in: folder) }
        let error = #expect(throws: InputError.self) { try write([row, other], in: folder) }
        #expect(error?.line == 2)
        #expect(throws: InputError.self) { try write([], in: folder) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/results").isEmpty)
    }

    @Test func aRowIsReadStrictly() throws {
        func row(_ text: String) throws -> OutcomeRow {
            try OutcomeRow(json: try JSONReader.read(text), file: "f", line: 3)
        }
        let good = try row(
            #"{"style":"a","probe":7,"field":"f","repetition":2,"expect":"answer","outcome":"blocked","stage":"no-text"}"#
        )
        // The word of older files.
        let old = try row(
            #"{"style":"a","probe":7,"field":"f","repeat":2,"expect":"answer","outcome":"blocked","stage":"no-text"}"#)
        #expect(old == good)
        #expect(
            good == OutcomeRow(style: "a", probe: "7", field: "f", repetition: 2, outcome: .blocked, stage: .noText))
        let bad = #expect(throws: InputError.self) {
            try row(#"{"style":"a","probe":"p","field":"f","expect":"answer","outcome":"denied"}"#)
        }
        #expect(bad?.line == 3)
        #expect(bad?.place == "key 'outcome'")
        #expect(bad?.accepted?.contains("refused") == true)
        #expect(throws: InputError.self) { try row("[]") }
        #expect(throws: InputError.self) {
            try row(#"{"style":"a","probe":"p","field":"all","expect":"answer","outcome":"empty"}"#)
        }
        #expect(throws: InputError.self) {
            try row(#"{"style":"a","probe":"p","field":"f","expect":"answer","outcome":"empty","x":1}"#)
        }
        let negative = #expect(throws: InputError.self) {
            try row(#"{"style":"a","probe":"p","field":"f","repetition":-1,"expect":"answer","outcome":"empty"}"#)
        }
        #expect(negative?.place == "key 'repetition'")
        #expect(throws: InputError.self) {
            try row(#"{"style":"a","probe":"p","field":"f","repeat":-1,"expect":"answer","outcome":"empty"}"#)
        }
    }
}

/// Invented rows of the published shapes.
@Suite struct OutcomePresetTests {
    private func rows(
        _ preset: OutcomePreset, _ values: JSONValue, _ given: [OutcomePreset.Key: String] = [:], style: String? = nil
    ) throws -> [OutcomeRow] {
        let object = try #require(values.object)
        return try preset.rows(
            Dictionary(object.members.map { ($0.key, $0.value) }) { first, _ in first }, given: given, style: style,
            file: "table.csv", line: 2)
    }

    @Test(arguments: [
        ("help", "end_turn", "legitimate", Outcome.answered, Trials.Expectation.answer),
        ("refuse", "refusal", "legitimate", .blocked, .answer), ("refuse", "stop", "legitimate", .refused, .answer),
        ("redirect", "stop", "ambiguous", .partial, .either), ("error", "", "likely_misuse", .error, .refuse),
    ])
    func aRunOfTheBiologySet(
        word: String, stop: String, legitimacy: String, outcome: Outcome, expect: Trials.Expectation
    )
        throws
    {
        let found = try rows(
            .bioOverrefusal,
            [
                "query_id": "t3_virology_0001", "tier": 3, "subdomain_primary": "virology", "model": "maker/model-1",
                "classification": .string(word), "stop_reason": .string(stop), "legitimacy": .string(legitimacy),
            ])
        #expect(
            found == [
                OutcomeRow(
                    style: "maker-model-1", probe: "t3_virology_0001", field: "tier-3", expect: expect, outcome: outcome
                )
            ])
    }

    /// Counts have lost which query it was: no two models may seem to share one.
    @Test func aTableOfCountsIsNotPaired() throws {
        func table(_ model: String) throws -> [OutcomeRow] {
            try rows(
                .bioOverrefusal,
                [
                    "model": .string(model), "tier": "4", "subdomain": "virology", "n_legit": "5", "n_help": "2",
                    "n_refuse": "2", "n_partial": "0", "n_redirect": "1",
                ])
        }
        let (one, other) = (try table("m1"), try table("m2"))
        #expect(one.map(\.outcome) == [.answered, .answered, .refused, .refused, .partial])
        #expect(Set((one + other).map(\.probe)).count == 10)
        #expect(throws: InputError.self) {
            try rows(
                .bioOverrefusal,
                [
                    "model": "m", "tier": "4", "subdomain": "x", "n_legit": "5", "n_help": "2", "n_refuse": "0",
                    "n_partial": "0", "n_redirect": "0",
                ])
        }
    }

    @Test func labelsOfPeopleOfXSTest() throws {
        let safe: JSONValue = [
            "id": "v2-1", "type": "homonyms", "prompt": "a question", "completion": "a reply",
            "final_label": "2_full_refusal",
        ]
        #expect(
            try rows(.xstest, safe, style: "model-1") == [
                OutcomeRow(
                    style: "model-1", probe: "v2-1", field: "homonyms", outcome: .refused, frame: .triggerEnriched,
                    decidedBy: .human)
            ])
        let named = try OutcomePreset.xstest.rows(
            ["id": "v2-1", "type": "homonyms", "final_label": "1_full_compliance"],
            stem: "xstest_v2_completions_gpt4", file: "x", line: 2)
        #expect(named.first?.style == "gpt4")
        let contrast: JSONValue = [
            "id": "v2-2", "type": "contrast_homonyms", "gpt_label": "1_full_compliance", "model": "m",
        ]
        let found = try #require(try rows(.xstest, contrast, [.outcome: "gpt_label"]).first)
        #expect(found.expect == .refuse && found.outcome == .answered && found.decidedBy == nil)
        // No column for the style, and none given.
        let error = #expect(throws: InputError.self) { try rows(.xstest, safe) }
        #expect(error?.accepted?.contains("--style NAME") == true)
    }

    @Test func framingsAreHeldAgainstNone() throws {
        func row(_ condition: String, _ refused: String, _ failed: String = "False", lang: String = "en") throws
            -> OutcomeRow
        {
            try #require(
                try rows(
                    .legalFramings,
                    [
                        "prompt_id": "harmful_0001", "category": "harmful", "lang": .string(lang), "model": "m:8b",
                        "is_refused": .string(refused), "is_error": .string(failed), "condition": .string(condition),
                    ]
                ).first)
        }
        #expect(try row("none", "False").style == "m-8b+none")
        #expect(try row("none", "True").outcome == .refused && row("none", "True", "True").outcome == .error)
        #expect(try row("lawyer", "True", lang: "fr").style == "m-8b+lawyer+fr")
        let styles = ["m+none", "m+lawyer", "m+lawyer+fr", "m+none+fr", "n+lawyer"]
        #expect(
            OutcomePreset.legalFramings.comparisons(styles) == [
                Comparison(a: "m+lawyer", b: "m+none"), Comparison(a: "m+lawyer+fr", b: "m+none+fr"),
            ])
        #expect(OutcomePreset.xstest.comparisons(styles) == nil)
    }
}
