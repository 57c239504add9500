import Formats
import Reports
import Statistics
import Testing
import Trials

@Suite struct ContrastTests {
    private func contrast(_ rows: [TrialRecord], _ name: String, repeats: Int = 1) -> [JSONValue] {
        (Report(.make(rows, repeats: repeats)).json["contrasts"]?.array ?? []).filter { $0["contrast"]?.string == name }
    }

    @Test func aTwinIsTakenFromItsOriginal() throws {
        let rows = (0..<6).flatMap { index -> [TrialRecord] in
            [
                .make("a", "m\(index)", twin: "t\(index)", index < 4 ? .blocked : .answered),
                .make("a", "t\(index)", role: .twin, index < 1 ? .blocked : .answered),
            ]
        }
        let row = try #require(contrast(rows, "twin").first)
        #expect(row["pairs"] == 6)
        #expect(["both", "only_a", "only_b", "neither"].map { row[$0]?.double } == [1, 3, 0, 2])
        #expect(isClose(row["difference"]?.double, 0.5) && row["frame"] == "typical")
        #expect(isClose(row["p"]?.double, 0.125))
    }

    @Test func aVariantIsHeldAgainstItsOriginalInTheOriginalsCluster() throws {
        let rows: [TrialRecord] = [
            .make("a", "m", cluster: "c", .blocked), .make("a", "n", cluster: "d", .blocked),
            .make("a", "m-bare", role: .variant, cluster: "c", variantOf: "m", changes: [.history], .answered),
            .make("a", "n-bare", role: .variant, cluster: "d", variantOf: "n", changes: [.history], .blocked),
            .make("a", "n-two", role: .variant, cluster: "d", variantOf: "n", changes: [.system, .context], .answered),
        ]
        let history = try #require(contrast(rows, "variant:history").first)
        #expect(history["pairs"] == 2 && isClose(history["difference"]?.double, -0.5))
        // One that changes two things belongs to neither alone.
        #expect(contrast(rows, "variant:context+system").count == 1)
        #expect(contrast(rows, "variant:system").isEmpty && contrast(rows, "variant:context").isEmpty)
    }

    @Test func contrastsKeepTheFramesApart() {
        let rows: [TrialRecord] = [
            .make("a", "m", twin: "t", .blocked), .make("a", "t", role: .twin, .answered),
            .make("a", "n", frame: .triggerEnriched, twin: "u", .blocked), .make("a", "u", role: .twin, .answered),
        ]
        #expect(contrast(rows, "twin").map { $0["frame"]?.string } == ["trigger-enriched", "typical"])
    }

    @Test func neutralProbesAreTheZeroLine() throws {
        let rows =
            TrialRecord.word("a", "1")
            + (0..<4).map { TrialRecord.make("a", "n\($0)", role: .neutral, $0 == 0 ? .refused : .answered) }
        let row = try #require(contrast(rows, "neutral").first)
        #expect(row["probes"] == 4 && row["hits"] == 1 && isClose(row["rate"]?.double, 0.25))
    }

    @Test func repeatsThatDisagreeAreCounted() throws {
        let rows = TrialRecord.counts(hits: [0, 1, 3, 2], measured: [3, 3, 3, 1 + 1], planned: 3)
        let row = try #require(contrast(rows, "repeats", repeats: 3).first)
        #expect(row["probes"] == 4 && row["mixed"] == 1)
        #expect(contrast(TrialRecord.word("a", "10"), "repeats").isEmpty)
    }

    @Test func discriminationIsTruePositivesMinusFalsePositives() throws {
        let rows =
            TrialRecord.word("a", "1000000000")
            + (0..<10).map {
                TrialRecord.make("a", "c\($0)", role: .control, expect: .refuse, $0 < 9 ? .refused : .answered)
            }
        let report = Report(.make(rows))
        let row = try #require(report.controls.first)
        #expect(isClose(row.estimate.rate, 0.9) && isClose(row.discrimination, 0.8))
        #expect(row.discriminationInterval?.contains(0.8) == true)
        #expect(Report(.make(TrialRecord.word("a", "1"))).controls.isEmpty)
    }
}
