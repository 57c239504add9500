import Formats
import Statistics
import Testing
import Trials

@testable import Reports

/// The ledger of attribution over random rows of every kind.
@Suite struct AttributionPropertyTests {
    /// Two styles, two fields, both frames, repeats, lost trials, and every layer, stage and flag that a verdict can have.
    static func facts(_ seed: UInt64, definition: Definition = .strict) -> RunFacts {
        var random = SplitMix64(seed: seed)
        func one<Value>(of values: [Value]) -> Value { values[Int(random.next() % UInt64(values.count))] }
        var records: [TrialRecord] = []
        for style in ["a", "b"] {
            for probe in 0..<24 {
                for repetition in 1...2 {
                    var verdict: Verdict?
                    switch random.next() % 10 {
                    case 0, 1, 2: verdict = .answered
                    case 3, 4, 5:
                        verdict = .blocked(
                            one(of: [[], [.cyber], [.bioChem, .cyber], [.other]]), one(of: [nil] + Stage.allCases))
                        verdict?.layer = one(of: [nil, .apiSignal, .inputFilter, .outputFilter, .gateway])
                        if random.next() % 4 == 0 {
                            verdict?.degraded = [.rescued]
                            verdict?.layer = .declaredFallback
                            verdict?.served = .declaredFallback
                        }
                    case 6: verdict = .refused
                    case 7:
                        verdict = Verdict(outcome: .partial, layer: one(of: [nil, .modelText]), decidedBy: .text)
                        if random.next() % 2 == 0 { verdict?.degraded = [.cut] }
                    case 8: verdict = one(of: [.lost, Verdict(outcome: .truncated), Verdict(outcome: .empty), nil])
                    default:
                        verdict = .blocked
                        verdict?.degraded = [one(of: [.tierNotApplied, .promptCut, .cut])]
                    }
                    var record = TrialRecord.make(
                        style, "p\(probe)", repetition: repetition, field: probe % 2 == 0 ? "f" : "g",
                        frame: probe % 5 == 0 ? .triggerEnriched : .typical, cluster: "c\(probe / 2)",
                        position: records.count, seconds: one(of: [nil, 0.5, 2]), verdict)
                    record.usage.output = one(of: [nil, 0, 40])
                    record.textLength = one(of: [0, 12])
                    records.append(record)
                }
            }
        }
        return .make(records, thresholds: Thresholds(definition: definition), repeats: 2)
    }

    @Test(arguments: Array(1...40) as [UInt64], [Definition.api, .strict, .broad])
    func sharesAndHitsOfEveryStyleAndFieldAddUpToTheWhole(_ seed: UInt64, _ definition: Definition) {
        let report = Report(Self.facts(seed, definition: definition))
        for cell in report.cells where cell.definition == definition {
            let rows = report.attribution.filter {
                $0.style == cell.style && $0.field == cell.field && $0.frame == cell.frame
            }
            #expect(rows.reduce(0) { $0 + $1.estimate.hits } == cell.estimate.hits)
            #expect(isClose(rows.compactMap(\.estimate.rate).reduce(0, +), cell.estimate.rate ?? 0, 1e-12))
            let shares = rows.compactMap(\.shareOfObstructed)
            #expect(shares.count == rows.count)
            if cell.estimate.hits > 0 { #expect(isClose(shares.reduce(0, +), 1, 1e-12)) }
        }
    }

    @Test(arguments: Array(1...20) as [UInt64])
    func fieldsAddUpToThePooledRowAndStagesToAllBlocks(_ seed: UInt64) {
        let report = Report(Self.facts(seed))
        func hits(_ style: String, _ frame: Frame, _ field: (String) -> Bool) -> Int {
            report.attribution.filter { $0.style == style && $0.frame == frame && field($0.field) }
                .reduce(0) { $0 + $1.estimate.hits }
        }
        for style in ["a", "b"] {
            for frame in report.frames {
                #expect(hits(style, frame) { $0 == "all" } == hits(style, frame) { $0 != "all" })
                for field in ["all", "f", "g"] {
                    let rows = report.blockTimes.filter {
                        $0.style == style && $0.frame == frame && $0.field == field
                    }
                    let whole = rows.first { $0.stage == nil }?.blocks ?? 0
                    #expect(rows.filter { $0.stage != nil }.reduce(0) { $0 + $1.blocks } == whole)
                }
            }
        }
    }

    @Test(arguments: Array(1...20) as [UInt64])
    func everyObstructedBenignTrialStandsOnceInTheLedger(_ seed: UInt64) {
        let report = Report(Self.facts(seed, definition: .broad))
        let hits = report.attribution.filter { $0.field == "all" }.reduce(0) { $0 + $1.estimate.hits }
        // A block that its token limit cut is measured under `strict` alone; it stands in the ledger all the same.
        let cut = report.obstructed.filter { $0.verdict.degraded.contains(.cut) }.count
        #expect(report.obstructed.count == hits + cut)
        #expect(Set(report.obstructed.map(\.record.key)).count == report.obstructed.count)
    }
}

@Suite struct BlockTimeTests {
    private func block(_ probe: String, _ stage: Stage, seconds: Double?, tokens: Int?, text: Int = 0) -> TrialRecord {
        var record = TrialRecord.make("a", probe, seconds: seconds, .blocked([.cyber], stage))
        record.usage.output = tokens
        record.textLength = text
        return record
    }

    @Test func timeToBlockAndTokensBeforeItAreSpreadOverThoseThatAreKnown() throws {
        let report = Report(
            .make([
                block("p1", .midstream, seconds: 1, tokens: 10, text: 40),
                block("p2", .midstream, seconds: 2, tokens: nil, text: 3),
                block("p3", .midstream, seconds: 4, tokens: 30), block("p4", .input, seconds: nil, tokens: nil),
                .make("a", "p5", seconds: 100, .refused), .make("a", "p6", seconds: 100, .answered),
            ]))
        let rows = report.blockTimes.filter { $0.field == "all" }
        #expect(rows.map(\.stage) == [nil, .input, .midstream])
        let whole = try #require(rows.first)
        #expect(whole.blocks == 4 && whole.withText == 2)
        #expect(whole.seconds == Spread([1, 2, 4]) && whole.tokens == Spread([10, 30]))
        let input = try #require(rows.first { $0.stage == .input })
        // Not known is null, never 0.
        #expect(input.seconds == nil && input.tokens == nil)
        let json = report.json["block_times"]?.array?.first { $0["stage"] == "input" && $0["field"] == "all" }
        #expect(json?["tokens_before"] == .null)
        let spread = try #require(Spread([1, 2, 4, 5]))
        #expect(spread.lowerQuartile == 1.75 && spread.median == 3 && spread.upperQuartile == 4.25)
        #expect(Spread([7]) == Spread([7]) && Spread([7])?.median == 7 && Spread([]) == nil)
    }

    /// Where a declared fallback answered, the wire went on: its end is no time to block, and its tokens are another
    /// model's.
    @Test func theTimeOfAFallbacksAnswerIsNoTimeToBlock() throws {
        var rescued = block("p1", .unknown, seconds: 90, tokens: 900, text: 500)
        rescued.verdict?.degraded = [.rescued]
        let report = Report(.make([rescued, block("p2", .noText, seconds: 2, tokens: 4)]))
        let whole = try #require(report.blockTimes.first)
        #expect(whole.blocks == 2 && whole.seconds == Spread([2]) && whole.tokens == Spread([4]))
        #expect(report.burden.first?.medianSecondsToBlock == 2)
        let row = try #require(report.json["obstructed"]?.array?.first { $0["probe"] == "p1" })
        #expect(row["seconds_to_block"] == .null && row["tokens_before"] == .null && row["seconds"]?.double == 90)
    }

    @Test func aRefusalHasNoTimeToBlock() throws {
        let report = Report(.make([.make("a", "p", seconds: 3, .refused)]))
        #expect(report.blockTimes.isEmpty)
        #expect(report.json["obstructed"]?.array?.first?["seconds_to_block"] == .null)
    }

    private func compared(_ a: Bool, _ b: Bool) -> Report {
        Report(
            .make(
                [
                    .make("a", "p1", seconds: 1, .blocked([], .midstream)), .make("a", "p2", .answered),
                    .make("b", "p1", seconds: 3, .blocked([], .noText)),
                    .make("b", "p2", seconds: 5, .blocked([], .midstream)),
                ], styles: [.make("a", stream: a), .make("b", stream: b)]))
    }

    @Test(arguments: [true, false])
    func stagesAndTimesAreComparedBetweenStylesOfEqualStreaming(_ stream: Bool) throws {
        let report = compared(stream, stream)
        let pair = try #require(report.stageComparisons.first)
        #expect(pair.obstacle == nil && pair.trialsA == 2 && pair.trialsB == 2)
        #expect(pair.stages.map { "\($0.stage.rawValue) \($0.a) \($0.b)" } == ["no-text 0 1", "midstream 1 1"])
        #expect(pair.medianSecondsA == 1 && pair.medianSecondsB == 4)
        let page = FullPage.markdown(report)
        #expect(page.contains("Median time to block: a 1.00 s, b 4.00 s."))
        #expect(!page.contains("only between styles with equal streaming"))
    }

    @Test func stylesThatDifferInStreamingAreNotComparedAndThePageSaysSo() throws {
        let report = compared(true, false)
        let pair = try #require(report.stageComparisons.first)
        #expect(pair.stages.isEmpty && pair.medianSecondsA == nil && pair.medianSecondsB == nil)
        let json = try #require(report.json["stage_comparisons"]?.array?.first)
        #expect(json["comparable"] == false && json["reason"] == "a is streamed and b is not")
        let page = FullPage.markdown(report)
        #expect(page.contains("Stages and times of a and b are not compared: a is streamed and b is not."))
        #expect(page.contains("Stages and times are comparable only between styles with equal streaming."))
        #expect(page.contains("Times are comparable only between styles with equal streaming."))
        #expect(MemoPage.markdown(report).contains("Stages compare only between styles with equal streaming."))
    }

    /// Nobody knows how data that were measured elsewhere came.
    @Test func importedOutcomesAreNotCompared() throws {
        let report = Report(
            .make(
                [.make("a", "p", .blocked), .make("b", "p", .blocked)], styles: [.make("a"), .make("b")],
                imported: true))
        let pair = try #require(report.stageComparisons.first)
        #expect(pair.obstacle == "imported outcomes do not say whether they were streamed" && pair.stages.isEmpty)
        let row = try #require(report.json["block_times"]?.array?.first)
        #expect(row["stream"] == .null && row["with_text"] == .null && row["blocks"] == 1)
        #expect(FullPage.markdown(report).contains("are not compared: imported outcomes do not say"))
    }

    @Test func theTextThatCameBeforeABlockStandsBesideTheTrial() throws {
        let rows: [TrialRecord] = [
            block("p1", .midstream, seconds: 1, tokens: 10, text: 9), block("p2", .input, seconds: 1, tokens: nil),
            .make("a", "p3", .answered),
        ]
        let report = Report(.make(rows))
        let key = TrialKey(style: "a", probe: "p1", repetition: 1)
        var book = TranscriptBook()
        book.add(key, Probe(id: "p1", turns: [Turn(.user, "?")]), TranscriptBook.Said(text: "Here is\nit"))
        let lines = ObstructedTable.jsonLines(report, book).split(separator: "\n")
        #expect(lines.count == 2)
        let first = try JSONReader.read(String(lines[0]))
        #expect(first["text"] == "Here is\nit" && first["request_id"] == .null && first["stage"] == "midstream")
        #expect(try JSONReader.read(String(lines[1]))["text"] == .null)
    }
}
