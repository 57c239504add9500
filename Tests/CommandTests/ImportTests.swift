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

    private func report(_ rows: [String], _ options: String...) throws -> JSONValue {
        try folder.write(rows.joined(separator: "\n") + "\n", to: "rows.jsonl")
        let imported = try binary.start(["suites", "import", "--outcomes", "rows.jsonl"] + options).end()
        #expect(imported.code == 0, "\(imported.error)")
        let ended = try binary.run("report", imported.lastLine, "--format", "json")
        #expect(ended.code == 0, "\(ended.error)")
        return try JSONReader.read(ended.out)
    }
}
