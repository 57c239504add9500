import Formats
import Reports
import Statistics
import Testing
import Trials

@Suite struct AttributionTests {
    private let rows: [TrialRecord] = [
        .make("a", "p1", repetition: 1, .blocked([.cyber, .bioChem])), .make("a", "p1", repetition: 2, .blocked([])),
        .make("a", "p1", repetition: 3, .answered),
        .make("a", "p2", repetition: 1, .refused), .make("a", "p2", repetition: 2, .refused),
        .make("a", "p2", repetition: 3, .lost),
        .make("a", "p3", repetition: 1, field: "g", .answered),
        .make("a", "p3", repetition: 2, field: "g", .blocked([.cyber, .bioChem], nil)),
        .make("a", "p3", repetition: 3, field: "g", .answered),
    ]

    @Test func sharesOfAStyleAndFieldAddUpToItsRate() throws {
        let report = Report(.make(rows, repeats: 3))
        for field in ["all", "f", "g"] {
            let shares = report.attribution.filter { $0.field == field }.compactMap(\.estimate.rate)
            #expect(isClose(shares.reduce(0, +), try #require(report.cell("a", field, .strict)?.estimate.rate), 1e-12))
        }
    }

    @Test func everyObstructedTrialHasOneLabel() {
        let all = Report(.make(rows, repeats: 3)).attribution.filter { $0.field == "all" }
        #expect(
            all.map {
                "\($0.label.layer?.rawValue ?? "-") \($0.label.stage?.rawValue ?? "-") \($0.label.category) \($0.estimate.hits)"
            }
                == [
                    "api-signal midstream bio-chem+cyber 1", "api-signal midstream unreported 1",
                    // A block without a stage: not known, which is another thing than none.
                    "api-signal unknown bio-chem+cyber 1", "model-text - unreported 2",
                ])
    }

    @Test func categoriesAreTheLabelAlone() throws {
        let report = Report(.make(rows, repeats: 3))
        #expect(report.categories.map(\.category) == ["bio-chem+cyber", "unreported"])
        #expect(report.categories.map(\.estimate.hits) == [2, 3])
        let sum = report.categories.compactMap(\.estimate.rate).reduce(0, +)
        #expect(isClose(sum, try #require(report.cell("a", "all", .strict)?.estimate.rate), 1e-12))
    }

    @Test func aRefusalHasNoStageInJSON() throws {
        let json = Report(.make(rows, repeats: 3)).json["attribution"]?.array ?? []
        let refusal = try #require(json.first { $0["layer"] == "model-text" })
        #expect(refusal["stage"] == .null)
    }
}
