import Formats
import Statistics
import Testing
import Trials

@testable import Reports

/// Pictures that stand only where a run has what they show.
@Suite struct RunPictureTests {
    private func pictures(_ report: Report) -> [Picture] {
        report.sections.flatMap { $0.page(report) }.compactMap {
            if case .picture(let picture) = $0 { picture } else { nil }
        }
    }

    private func picture(_ id: String, _ report: Report) throws -> Picture {
        try #require(pictures(report).first { $0.id == id })
    }

    /// 40 trials of each style in turn, a check after every 20; from the second check on the style is blocked as its reference.
    @Test func checksAndLapsesAreMarkedAlongTheRun() throws {
        var rows: [TrialRecord] = []
        var lapsed = Verdict.blocked
        lapsed.degraded = [.accessLapsed]
        for index in 0..<40 {
            rows.append(.make("a", "p\(index)", position: 2 * index, index < 25 ? .answered : lapsed))
            rows.append(.make("b", "p\(index)", position: 2 * index + 1, .answered))
        }
        for (check, position) in [0, 40, 80].enumerated() {
            for style in ["a", "b"] {
                for sentinel in 0..<4 {
                    rows.append(
                        .make(
                            style, "s\(sentinel)@sentinel", repetition: check + 1, role: .sentinel, position: position,
                            style == "a" && check == 0 ? .answered : .blocked))
                }
            }
        }
        var styles: [AccessStyle] = [
            .make("a", tier: .trusted, grant: Grant(by: "LabX", safeguardsOff: ["cyber"])), .make("b"),
        ]
        styles[0].inForce = InForce(status: .required, every: 20)
        let report = Report(.make(rows, styles: styles))
        let run = report.section(AlongTheRun.self)
        #expect(run.checks.map(\.own.hits) == [0, 4, 4] && run.checks.map(\.other.hits) == [4, 4, 4])
        #expect(run.lapses.map(\.style) == ["a"])
        #expect(run.lapses.first.map { ($0.places.lowerBound * 81).rounded() } == 50)
        let shown = try picture("run-order", report)
        #expect(
            shown.caption.contains("Strokes at the top: checks of access")
                && shown.caption.contains("Shaded: a stretch"))
        #expect(shown.description.contains("check 2 of a, after 49 % of the run: 4 of 4 sentinels blocked"))
        #expect(report.json["run_order_checks"]?.array?.map { $0["blocked"]?.int } == [0, 4, 4])
        #expect(FullPage.markdown(report).contains("| 2 | — | 49 % | a | 4 of 4 | b: 4 of 4 |"))
    }

    @Test func coverageIsAPictureWhereItIsNotFull() throws {
        #expect(!pictures(Report(.make(TrialRecord.word("a", "0011")))).contains { $0.id == "coverage" })
        let shown = try picture("coverage", Report(.make(TrialRecord.word("a", "0-11"))))
        #expect(shown.description.hasPrefix("a, all: 3 of 4; a, f: 3 of 4"))
    }

    /// Of so few pairs no difference is drawn either: the picture says why.
    @Test func fewPairsAreWordsAndNoMark() throws {
        func rows(_ field: String, _ a: String, _ b: String) -> [TrialRecord] {
            TrialRecord.word("a", a, field: field, prefix: field)
                + TrialRecord.word("b", b, field: field, prefix: field)
        }
        let shown = try picture(
            "differences",
            Report(
                .make(
                    rows("few", "010", "001") + rows("many", "0000000000", "1111110000"),
                    styles: [.make("a"), .make("b")],
                    compare: [Comparison(a: "a", b: "b")])))
        #expect(shown.description.contains("a minus b, few: fewer than 6 pairs"))
        #expect(shown.description.contains("a minus b, many: -60"))
    }

    /// Three scripts, cut after one turn and after three: the rate over all of them, those that met nothing too.
    @Test func scriptsThatWereCutAreAPicture() throws {
        var rows: [TrialRecord] = []
        for script in 0..<3 {
            rows.append(.make("a", "s\(script)", script == 2 ? .answered : .blocked))
            for cut in [1, 3] {
                rows.append(
                    .make(
                        "a", "s\(script)-\(cut)", role: .variant, variantOf: "s\(script)", changes: [.cut], cut: cut,
                        cut == 3 && script == 0 ? .blocked : .answered))
            }
        }
        let shown = try picture("truncations", Report(.make(rows)))
        #expect(shown.description.hasPrefix("a, 1: 0 % (0 to 71); a, 3: 33 % ("))
        #expect(shown.description.contains("a, whole: 67 % ("))
        #expect(shown.caption.contains("over 3 scripts"))
    }
}
