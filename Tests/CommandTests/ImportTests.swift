import Formats
import Foundation
import Testing
import Trials

/// Outcomes measured elsewhere become a run folder that `report` and `compare` serve.
struct ImportTests {
    private let folder: TestFolder
    private let binary: Binary

    init() throws {
        folder = try TestFolder()
        binary = Binary(folder: folder)
    }

    /// h = 0,0,0,1,5,5,4,0,2,0 with K = 5: p .34, n* 10, exact [.0872615674, .687757303] (statistics section 9).
    @Test func workedValueComesBackThroughImportAndReport() throws {
        let hits = [0, 0, 0, 1, 5, 5, 4, 0, 2, 0]
        var rows: [String] = []
        for (probe, hit) in hits.enumerated() {
            for repetition in 1...5 {
                rows.append(row("public", "p\(probe)", repetition, repetition <= hit ? "blocked" : "answered"))
                rows.append(row("railfree", "p\(probe)", repetition, "answered"))
            }
        }
        let report = try report(rows, "--reference", "public")
        let cell = try #require(
            report["cells"]?.array?.first {
                $0["style"]?.string == "public" && $0["field"]?.string == "all" && $0["definition"]?.string == "strict"
            })
        #expect(abs((cell["rate"]?.double ?? 0) - 0.34) < 1e-12)
        #expect(abs((cell["low"]?.double ?? 0) - 0.0872615674) < 1e-9)
        #expect(abs((cell["high"]?.double ?? 0) - 0.687757303) < 1e-9)
        #expect(cell["n_eff"]?.double == 10)
        #expect(abs((cell["icc"]?.double ?? 0) - 0.712065814) < 1e-8)
        #expect(report["comparisons"]?.array?.first?["a"]?.string == "railfree")
    }

    /// McNemar's mid-p of (1, 7) on 21 pairs: .0390625 (Fagerland et al. 2013).
    @Test func pairedComparisonOfPublishedDataHolds() throws {
        var rows: [String] = []
        for probe in 0..<21 {
            rows.append(row("a", "p\(probe)", 1, probe < 1 ? "refused" : "answered"))
            rows.append(row("b", "p\(probe)", 1, (1..<8).contains(probe) ? "blocked" : "answered"))
        }
        let report = try report(rows, "--reference", "b", "--interval", "wilson")
        let comparison = try #require(
            report["comparisons"]?.array?.first {
                $0["definition"]?.string == "strict" && $0["field"]?.string == "all"
            })
        #expect(comparison["p"]?.double == 0.0390625)
        #expect(abs((comparison["low"]?.double ?? 0) + 0.517232276) < 1e-8)
        #expect(comparison["only_a"]?.double == 1 && comparison["only_b"]?.double == 7)
        #expect(report["cells"]?.array?.first?["method"]?.string == "wilson")
    }

    /// 40 prompts: all blocked or refused under b; under a, 36 of them. Thresholds are given on import and read back anew.
    @Test func thresholdsAreThoseOfTheImportAndOfWhoReadsAgain() throws {
        var rows: [String] = []
        for probe in 0..<40 {
            rows.append(row("a", "p\(probe)", 1, probe < 36 ? "refused" : "answered"))
            rows.append(row("b", "p\(probe)", 1, "refused"))
        }
        let options = [
            "--reference", "b", "--relative-margin", "0.25", "--tolerance", "0.3", "--obstruction", "0.5",
            "--alpha", "0.1", "--definition", "model",
        ]
        let report = try report(rows, options)
        let given = try #require(report["study"]?["thresholds"])
        #expect(given["relative_margin"]?.double == 0.25 && given["tolerance"]?.double == 0.3)
        #expect(given["alpha"]?.double == 0.1 && report["study"]?["definition"]?.string == "model")
        func comparison(_ report: JSONValue) throws -> JSONValue {
            try #require(
                report["comparisons"]?.array?.first {
                    $0["definition"]?.string == "model" && $0["field"]?.string == "all"
                })
        }
        // A tenth less is within a quarter of the reference, and not within eight points of it.
        #expect(try comparison(report)["materiality"]?.string == "not material")
        let run = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path("results")).first)
        let again = try binary.run("report", "results/\(run)", "--margin", "0.08", "--output", "again")
        #expect(again.code == 0, "\(again.error)")
        let read = try JSONReader.read(Array(try folder.read("again/report.json").utf8))
        #expect(try comparison(read)["materiality"]?.string == "unknown")
        #expect(read["study"]?["thresholds"]?["relative_margin"]?.isNull == true)
        #expect(
            try folder.read("again/memo.md").contains("margin 8 points in place of 25 % of the reference's rate"))
        let both = try binary.run(
            "suites", "import", "--outcomes", "rows.jsonl", "--margin", "0.1", "--relative-margin", "0.1")
        #expect(both.code == 64 && both.error.contains("give one"), "\(both.error)")
    }

    /// Two invented models and two framings over two files, as the published ones are cut.
    @Test func publishedTablesOfManyFilesComeTogether() throws {
        for (topic, refused) in [("harmful", 0..<8), ("violence", 2..<6)] {
            var lines = ["prompt_id,domain,category,lang,model,is_refused,is_error,condition"]
            for prompt in 0..<10 {
                for model in ["m1:8b", "m2:8b"] {
                    for condition in ["none", "lawyer"] {
                        let hit = condition == "lawyer" && model == "m1:8b" && refused.contains(prompt)
                        lines.append(
                            "\(topic)_\(prompt),general,\(topic),en,\(model),\(hit ? "True" : "False"),False,\(condition)"
                        )
                    }
                }
            }
            try folder.write(lines.joined(separator: "\n") + "\n", to: "orbench_\(topic)200_all.csv")
        }
        let imported = try binary.run(
            "suites", "import", "--outcomes", "orbench_harmful200_all.csv", "orbench_violence200_all.csv", "--as",
            "legal-framings", "--family", "comparison")
        #expect(imported.code == 0, "\(imported.error)")
        let ended = try binary.run("report", imported.lastLine, "--format", "json")
        let report = try JSONReader.read(ended.out)
        let pooled = try #require(
            report["comparisons"]?.array?.filter {
                $0["field"]?.string == "all" && $0["definition"]?.string == "strict"
            })
        #expect(pooled.map { $0["a"]?.string } == ["m1-8b+lawyer", "m2-8b+lawyer"])
        #expect(pooled.map { $0["b"]?.string } == ["m1-8b+none", "m2-8b+none"])
        // McNemar's mid-p of 12 against 0, over a family of the two models.
        #expect(pooled[0]["only_a"]?.double == 12 && pooled[0]["p"]?.double == 0x1p-12)
        #expect(pooled[0]["p_adjusted"]?.double == 0x1p-11)
        let alone = try binary.run("suites", "import", "--outcomes", "orbench_harmful200_all.csv", "--style", "x")
        #expect(alone.code == 64 && alone.error.contains("--as PRESET"), "\(alone.error)")
    }

    /// What text decided can be corrected by labels; what the wire or a person decided cannot err so.
    @Test func whatAVerdictRestsOnComesFromItsRow() throws {
        let words = ["text", "wire", "judge", "human", ""]
        let rows = words.enumerated().map { place, word in
            row("a", "p\(place)", 1, "refused").dropLast() + (word.isEmpty ? "}" : #", "decided_by": "\#(word)"}"#)
        }
        let report = try report(rows.map { String($0) } + [row("a", "p9", 1, "blocked")])
        // `text`, and the refusal that says nothing.
        #expect(report["trust"]?["classifier"]?["text_decided"]?.int == 2, "\(report["trust"] ?? .null)")
        try folder.write(row("a", "p", 1, "refused").dropLast() + #", "decided_by": "oracle"}"#, to: "bad.jsonl")
        let bad = try binary.run("suites", "import", "--outcomes", "bad.jsonl")
        #expect(bad.code == 65 && bad.error.contains("bad.jsonl:1") && bad.error.contains("decided_by"), "\(bad.error)")
    }

    @Test(arguments: [
        (
            #"{"style": "a", "probe": "p", "field": "f", "repeat": 1, "expect": "answer", "outcome": "censored"}"#,
            "outcome"
        ),
        (#"{"style": "a", "probe": "p", "field": "f", "repeat": 1, "expect": "yes", "outcome": "answered"}"#, "expect"),
        (#"{"probe": "p", "field": "f", "repeat": 1, "expect": "answer", "outcome": "answered"}"#, "style"),
    ])
    func badRowIsNamedAndLeavesNoFolder(row bad: String, key: String) throws {
        try folder.write(row("a", "x", 1, "answered") + "\n" + bad + "\n", to: "rows.jsonl")
        let ended = try binary.run("suites", "import", "--outcomes", "rows.jsonl")
        #expect(ended.code == 65)
        #expect(ended.error.contains("rows.jsonl:2") && ended.error.contains(key), "\(ended.error)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("results")))
    }

    private func row(_ style: String, _ probe: String, _ repetition: Int, _ outcome: String) -> String {
        #"{"style": "\#(style)", "probe": "\#(probe)", "field": "f", "repeat": \#(repetition), "expect": "answer", "outcome": "\#(outcome)"}"#
    }

    private func report(_ rows: [String], _ options: String...) throws -> JSONValue { try report(rows, options) }

    private func report(_ rows: [String], _ options: [String]) throws -> JSONValue {
        try folder.write(rows.joined(separator: "\n") + "\n", to: "rows.jsonl")
        let imported = try binary.start(["suites", "import", "--outcomes", "rows.jsonl"] + options).end()
        #expect(imported.code == 0, "\(imported.error)")
        let ended = try binary.run("report", imported.lastLine, "--format", "json")
        #expect(ended.code == 0, "\(ended.error)")
        return try JSONReader.read(ended.out)
    }
}
