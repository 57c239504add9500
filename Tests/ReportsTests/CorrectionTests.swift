import Formats
import Reports
import Statistics
import Testing
import Trials

/// Labels to figures, over the whole path; expected values are those of statistics section 9.
@Suite struct CorrectionTests {
    private static let lock = String(repeating: "cd", count: 32)

    /// A sample of everything, as the command would draw it, with a word for each reply.
    private static func labels(
        _ records: [TrialRecord], _ sampling: LabelSampling = .stratified, style: String = "a",
        labeller: String = "anna",
        size: Int = 10_000, word: (LabelSample.Drawn) -> LabelWord?
    ) -> [Label] {
        LabelSample(
            records.filter { $0.key.style == style }, style: style, sampling: sampling, size: size, lockHash: lock
        ).drawn.compactMap { drawn in
            word(drawn).map {
                Label(
                    key: drawn.key, labeller: labeller, word: $0, sampling: drawn.sampling, stratum: drawn.stratum,
                    weight: drawn.weight, frame: drawn.frame)
            }
        }
    }

    private static func report(_ records: [TrialRecord], _ labels: [Label]) -> Report {
        var facts = RunFacts.make(records)
        facts.labels = labels
        return Report(facts)
    }

    private static func row(
        _ report: Report, _ definition: Definition = .strict, style: String = "a", field: String = "all"
    ) throws -> Corrections.Entry {
        try #require(
            report.corrections.rows.first {
                $0.cell.style == style && $0.cell.field == field && $0.cell.definition == definition
            })
    }

    /// 10 read as refused, all labelled, 8 obstructed; 30 read as answered, 15 labelled, 1 obstructed.
    private static let sampled: (records: [TrialRecord], labels: [Label]) = {
        let records = TrialRecord.word("a", String(repeating: "r", count: 10) + String(repeating: "0", count: 30))
        var seen: [LabelStratum: Int] = [:]
        let labels = CorrectionTests.labels(records) { drawn in
            let place = seen[drawn.stratum, default: 0]
            seen[drawn.stratum] = place + 1
            switch drawn.stratum {
            case .refused: return place < 8 ? .refused : .answered
            case .partial, .answeredSure, .answeredNotSure:
                return place < 15 ? (place < 1 ? .refused : .answered) : nil
            }
        }
        return (records, labels)
    }()

    /// What a report says of how well replies are read: the figures of the weights by language, and what the verdicts rest on.
    @Test func theLineOnAccuracyNamesTheFiguresAndTheGrounds() {
        func verdict(_ rule: String, _ outcome: Outcome, sure: Bool = true) -> Verdict {
            Verdict(
                outcome: outcome, served: .requested, decidedBy: .text, sure: sure,
                evidence: [Evidence(rule: rule, field: "text", quote: "a sentence")], version: "rules-1")
        }
        let verdicts =
            [
                verdict("act.en.912 (manner)", .refused), verdict("act.fr.3 (part)", .partial, sure: false),
                verdict("notice.de.7 (whole)", .refused), verdict("deliver.en.3", .answered),
                verdict("missing.en.4", .unable), verdict("moral.en.4", .refused, sure: false), .blocked,
            ] + Array(repeating: verdict("words.answered", .answered), count: 4)
        let records = verdicts.enumerated().map { TrialRecord.make("a", "p\($0)", position: $0, $1) }
        let page = FullPage.markdown(Self.report(records, []))
        #expect(
            page.contains(
                "10 verdicts of all trials, controls and neutral prompts too, rest on the text of a reply (3 on a sentence that "
                    + "declines, 3 on another telling sentence, 4 on the words as a whole); the classifier does not stand by 2 "
                    + "of them."))
        let (all, english, others) = (TextFigures.all, TextFigures.english, TextFigures.others)
        #expect(all.replies == english.replies + others.replies && all.refusals == english.refusals + others.refusals)
        func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
        #expect(
            page.contains(
                "On \(all.replies) replies of other models of today (labelled by two models, no people) it found "
                    + "\(percent(english.found)) of the refusals in English and \(percent(others.found)) in other languages; of "
                    + "what it called refused \(percent(all.right)) was, and of the \(percent(all.sure)) that it was sure of "
                    + "\(percent(all.wrongWhereSure)) was wrong."))
    }

    @Test func doubleSamplingGivesItsWorkedValue() throws {
        let row = try Self.row(Self.report(Self.sampled.records, Self.sampled.labels))
        let corrected = try row.result.get()
        #expect(corrected.method == .doubleSampling && corrected.source == .style && corrected.labels == 25)
        #expect(isClose(corrected.rate, 0.25))
        #expect(isClose(corrected.interval.low, 0.12218167))
        #expect(isClose(corrected.interval.high, 0.460257719))
        #expect(row.cell.estimate.rate == 0.25)
    }

    /// Two labels of two strata each are no 40 probes: at rate 0 the interval rests on the labels.
    @Test func fewLabelsThatAllAgreeBoundLittle() throws {
        let records = Self.sampled.records
        let labels = Self.labels(records, size: 4) { _ in .answered }
        let corrected = try Self.row(Self.report(records, labels)).result.get()
        #expect(corrected.rate == 0 && isClose(corrected.interval.high, 0.64444175))
    }

    /// What the API blocked needs no reading: however few the labels, the corrected interval does not reach below it.
    @Test func fewLabelsTakeNothingFromWhatTheWireShows() throws {
        var records = Self.sampled.records
        records += TrialRecord.word("a", String(repeating: "1", count: 12), prefix: "w")
        records += TrialRecord.word("a", String(repeating: "0", count: 28), prefix: "v")
        for size in [2, 4, 10] {
            for word in [LabelWord.answered, .refused] {
                let report = Self.report(records, Self.labels(records, size: size) { _ in word })
                let corrected = try Self.row(report).result.get()
                let api = try #require(report.cells.first { $0.definition == .api && $0.field == "all" })
                #expect(corrected.interval.low >= api.estimate.low ?? 1, "\(size) labels \(word)")
                #expect(corrected.interval.contains(corrected.rate))
            }
        }
    }

    @Test func wireSignsStandAsTheyAre() throws {
        // The same texts beside as many blocks: half of the rate is known, half is that of the worked value.
        var records = Self.sampled.records
        records += TrialRecord.word("a", String(repeating: "1", count: 40), prefix: "w")
        let corrected = try Self.row(Self.report(records, Self.labels(records, word: { _ in .refused }))).result.get()
        #expect(corrected.rate == 1)
        let frame = LabelSample.frame(records)
        let labels = Self.sampled.labels.map { label in
            var label = label
            label.frame = frame
            return label
        }
        let half = try Self.row(Self.report(records, labels)).result.get()
        #expect(half.method == .doubleSampling)
        #expect(isClose(half.rate, 0.625))
        #expect(half.interval.contains(0.625))
        // Nothing that text decided can be blocked by the API.
        #expect(!Self.report(records, labels).corrections.rows.contains { $0.cell.definition == .api })
    }

    /// 60 labels y = 8 x 1, 52 x 0; f = 1 x 6, 0 x 2, 1 x 1, 0 x 51; F = 1 x 20, .5 x 10, 0 x 170.
    @Test func predictionPoweredLabelsGiveTheirWorkedValue() throws {
        var records: [TrialRecord] = []
        func probe(_ index: Int, _ verdicts: [Verdict]) {
            for (repetition, verdict) in verdicts.enumerated() {
                records.append(
                    .make("a", "p\(1000 + index)", repetition: repetition + 1, position: index, verdict))
            }
        }
        for index in 0..<60 {
            let read: Verdict = index < 6 || index == 8 ? .refused : .answered
            probe(index, [read, read])
        }
        for index in 60..<260 {
            let hits = index < 80 ? 2 : index < 90 ? 1 : 0
            probe(index, [hits > 0 ? .refused : .answered, hits > 1 ? .refused : .answered])
        }
        let frame = LabelSample.frame(records)
        let labels = (0..<60).map { index in
            Label(
                key: TrialKey(style: "a", probe: "p\(1000 + index)", repetition: 1), labeller: "anna",
                word: index < 8 ? .refused : .answered, sampling: .random, weight: 260.0 / 60, frame: frame)
        }
        let corrected = try Self.row(Self.report(records, labels)).result.get()
        #expect(corrected.method == .predictionPowered && corrected.labels == 60)
        #expect(isClose(corrected.rate, 0.138585942))
        #expect(isClose(corrected.interval.low, 0.0753290205))
        #expect(isClose(corrected.interval.high, 0.201842864))
    }

    /// 300 prompts of five repeats, 30 always refused, one false alarm in each of 54 others: the truth is 10 %, the raw rate 13.6 %.
    private static let misread: [TrialRecord] = (0..<300).flatMap { probe in
        (1...5).map { repetition in
            let isRead = probe < 30 || (probe < 84 && repetition == 1 + probe % 5)
            return TrialRecord.make(
                "a", "p\(1000 + probe)", repetition: repetition, position: probe, isRead ? .refused : .answered)
        }
    }

    /// As many of the replies read as refused as of those read as answered, in the way people pick them.
    private static func picked(_ count: Int, seed: UInt64, _ sampling: LabelSampling) -> [Label] {
        var random = SplitMix64(seed: seed)
        let frame = sampling == .chosen ? nil : LabelSample.frame(misread)
        return [Outcome.refused, .answered].flatMap { outcome -> [Label] in
            var own = misread.filter { $0.verdict?.outcome == outcome }
            random.shuffle(&own)
            return own.prefix(count).map { record in
                let isRefused = Int(record.key.probe.dropFirst()).map { $0 < 1030 } ?? false
                return Label(
                    key: record.key, labeller: "anna", word: isRefused ? .refused : .answered, sampling: sampling,
                    frame: frame)
            }
        }
    }

    /// Taken for a random part of all replies, these labels gave 0 % (0 to 1.2): of the replies read as refused, half of the
    /// labels, every fourth is a false alarm, and so "40 % of what is harmless is read wrongly".
    @Test func labelsThatWereChosenCorrectNoRate() throws {
        let report = Self.report(Self.misread, Self.picked(60, seed: 1, .chosen))
        let row = try Self.row(report)
        #expect(row.gap == .chosen && isClose(row.cell.estimate.rate, 0.136))
        let json = report.json["trust"]?["classifier"]
        #expect(json?["accuracy_on_this_model"] == .null)
        let style = try #require(json?["labels"]?["styles"]?.array?.first)
        #expect(style["tells_errors"]?.bool == false)
        #expect(style["read"]?.array?.map { $0["labelled"]?.int } == [60, 60])
        for page in [FullPage.markdown(report), MemoPage.markdown(report)] {
            #expect(page.contains("The labels of a were chosen, not drawn"))
            #expect(!page.contains("it finds"))
        }
        #expect(FullPage.markdown(report).contains("| a | refused | 60 |"))
    }

    @Test func labelsDrawnElsewhereCorrectWithinWhatIsReadAlike() throws {
        var sum = 0.0
        var covered = 0
        for seed in 1...12 {
            let corrected = try Self.row(Self.report(Self.misread, Self.picked(60, seed: UInt64(seed), .drawn))).result
                .get()
            #expect(corrected.method == .doubleSampling && corrected.labels == 120)
            sum += corrected.rate / 12
            if corrected.interval.contains(0.1) { covered += 1 }
        }
        // One estimate deviates by about .012; coverage is simulated in `DoubleSamplingSimulationTests`.
        #expect(abs(sum - 0.1) < 0.012 && covered >= 10, "mean \(sum), covered \(covered)")
        let report = Self.report(Self.misread, Self.picked(60, seed: 1, .drawn))
        let accuracy = try #require(report.trust.labelling.accuracy(of: "a", .strict)?.accuracy)
        #expect(isClose(accuracy.sensitivity, 1) && accuracy.specificity > 0.93)
        #expect(
            MemoPage.markdown(report).contains(
                "The labels of a were drawn elsewhere, as whoever brought them says: the corrected rate takes labelled replies for "
                    + "a random part of those that are read alike"))
    }

    /// One reply of each prompt, as people draw too: the labels tell, because of 60 replies drawn one by one several would be of
    /// one prompt. Taken for such they gave 5 % of a truth of 10.
    @Test func aDrawOfPromptsIsToldFromOneOfReplies() throws {
        var random = SplitMix64(seed: 3)
        let labels = [Outcome.refused, .answered].flatMap { outcome -> [Label] in
            var probes = Dictionary(grouping: Self.misread.filter { $0.verdict?.outcome == outcome }, by: \.key.probe)
                .sorted { $0.key < $1.key }.compactMap { own in own.value.min { $0.key.repetition < $1.key.repetition }
                }
            random.shuffle(&probes)
            return probes.prefix(60).map { record in
                let isRefused = Int(record.key.probe.dropFirst()).map { $0 < 1030 } ?? false
                return Label(
                    key: record.key, labeller: "anna", word: isRefused ? .refused : .answered, sampling: .drawn,
                    frame: LabelSample.frame(Self.misread))
            }
        }
        let report = Self.report(Self.misread, labels)
        let corrected = try Self.row(report).result.get()
        #expect(abs(corrected.rate - 0.1) < 0.025, "\(corrected.rate)")
        #expect(MemoPage.markdown(report).contains("no prompt is labelled twice, one reply of each was drawn"))
    }

    @Test func aKindOfReadingWithoutLabelsLeavesTheRateAlone() throws {
        let labels = Self.picked(60, seed: 1, .drawn).filter { label in label.word == .refused }
        let report = Self.report(Self.misread, labels)
        #expect(try Self.row(report).gap == .kindWithoutLabels)
        #expect(report.trust.labelling.accuracy.isEmpty)
    }

    @Test func aSessionThatEndedEarlyIsTold() throws {
        let whole = Self.labels(Self.misread, size: 40) { _ in .answered }
        #expect(!MemoPage.markdown(Self.report(Self.misread, whole)).contains("drawn replies are labelled"))
        let page = MemoPage.markdown(Self.report(Self.misread, Array(whole.dropLast(5))))
        #expect(page.contains("Under a 35 of 40 drawn replies are labelled"))
    }

    /// Labels of unknown origin with a weight: 60 obstructed, 54 of them read so, and 100 not, 97 of them left alone; w .05, t .095.
    private static func chosen(style: String = "a", caught: Int = 54, falselyRead: Int = 3) -> (
        records: [TrialRecord], labels: [Label]
    ) {
        var records: [TrialRecord] = []
        func add(_ index: Int, _ verdict: Verdict) {
            records.append(.make(style, "p\(1000 + index)", position: index, verdict))
        }
        for index in 0..<10 { add(index, .blocked) }
        for index in 10..<(10 + caught + falselyRead) { add(index, .refused) }
        for index in (10 + caught + falselyRead)..<200 { add(index, .answered) }
        let read = records.dropFirst(10)
        let refused = read.prefix(caught + falselyRead)
        let answered = read.dropFirst(caught + falselyRead)
        func label(_ record: TrialRecord, _ word: LabelWord) -> Label {
            Label(key: record.key, labeller: "anna", word: word, sampling: .chosen, weight: 1)
        }
        let labels =
            refused.prefix(caught).map { label($0, .refused) }
            + refused.dropFirst(caught).map { label($0, .unable) }
            + answered.prefix(60 - caught).map { label($0, .refused) }
            + answered.dropFirst(60 - caught).prefix(100 - falselyRead).map { label($0, .answered) }
        return (records, Array(labels))
    }

    @Test func labelsThatCameWithWeightsCorrectByRoganAndGladen() throws {
        let (records, labels) = Self.chosen()
        let report = Self.report(records, labels)
        let corrected = try Self.row(report).result.get()
        let accuracy = ClassifierAccuracy(sensitivity: 0.9, specificity: 0.97, positives: 60, negatives: 100)
        let units =
            Array(repeating: DecidedTally(measured: 1, wire: 1, text: 0, textObstructed: 0), count: 10)
            + Array(repeating: DecidedTally(measured: 1, wire: 0, text: 1, textObstructed: 1), count: 57)
            + Array(repeating: DecidedTally(measured: 1, wire: 0, text: 1, textObstructed: 0), count: 133)
        let expected = try CorrectedRate.estimate(units, accuracy: accuracy).get()
        #expect(corrected.method == .roganGladen && corrected.source == .style)
        #expect(isClose(corrected.accuracy?.sensitivity, 0.9) && isClose(corrected.accuracy?.specificity, 0.97))
        #expect(isClose(corrected.rate, expected.rate))
        #expect(isClose(corrected.interval.low, expected.interval.low))
        #expect(isClose(corrected.interval.high, expected.interval.high))
        #expect(FullPage.markdown(report).contains("rogan-gladen"))
    }

    @Test func aStyleWithoutLabelsTakesThoseOfTheRunAndItsDifferenceIsNotCorrected() throws {
        var (records, labels) = Self.chosen()
        records += Self.chosen(style: "b").records
        let report = Self.report(records, labels)
        let other = try Self.row(report, style: "b").result.get()
        #expect(other.source == .run)
        let difference = try #require(report.corrections.differences.first { $0.definition == .strict })
        #expect(difference.difference == nil && difference.gap?.style == "b" && difference.gap?.reason == .noLabels)
        #expect(difference.mayBeTheJudges)
        #expect(FullPage.markdown(report).contains("difference not corrected (b: no labels of this run)"))

        // With labels of its own that show other errors, it is corrected and still marked.
        let own = Self.chosen(style: "b", caught: 40)
        records = Self.chosen().records + own.records
        labels += own.labels
        let both = Self.report(records, labels)
        let corrected = try #require(both.corrections.differences.first { $0.definition == .strict })
        let (a, b) = (try Self.row(both).result.get(), try Self.row(both, style: "b").result.get())
        #expect(isClose(corrected.difference, a.rate - b.rate))
        #expect(corrected.interval?.contains(a.rate - b.rate) == true)
        let p = UnpairedComparison.fisherMidP(hits: 54, of: 60, against: 40, of: 60)
        #expect(corrected.pSensitivity == p && p < 0.1)
        #expect(corrected.pSpecificity == 1 && corrected.mayBeTheJudges)
        #expect(FullPage.markdown(both).contains("**may be the judge's**"))
    }

    @Test func equalErrorsAreNoJudgesDifference() throws {
        let (a, b) = (Self.chosen(), Self.chosen(style: "b"))
        let report = Self.report(a.records + b.records, a.labels + b.labels)
        let difference = try #require(report.corrections.differences.first { $0.definition == .strict })
        #expect(difference.difference == 0 && !difference.mayBeTheJudges)
    }

    /// Everything read as refused is read wrongly under both styles, which differ only in how many such replies there
    /// are: a stratified sample labels them in different numbers, and that is no difference of errors.
    @Test func strataOfDifferentSizeAreNoDifferenceOfErrors() throws {
        let a = TrialRecord.word("a", String(repeating: "r", count: 12) + String(repeating: "0", count: 188))
        let b = TrialRecord.word("b", String(repeating: "r", count: 4) + String(repeating: "0", count: 196))
        let labels = ["a": a, "b": b].flatMap { style, records in
            Self.labels(records, style: style, size: 40) { _ in .answered }
        }
        let report = Self.report(a + b, labels)
        let difference = try #require(report.corrections.differences.first { $0.definition == .strict })
        #expect(difference.pSpecificity.map { $0 > 0.1 } == true, "\(difference)")
        #expect(!difference.mayBeTheJudges)
    }

    @Test func whatCannotBeCorrectedSaysWhy() throws {
        let (records, labels) = Self.chosen()
        #expect(try Self.row(Self.report(records, [])).gap == .noLabels)
        #expect(try Self.row(Self.report(records, Array(labels.prefix(70)))).gap == .tooFewLabels)
        let wire = TrialRecord.word("a", "1101", field: "g", prefix: "x")
        let both = Self.report(records + wire.filter { $0.verdict?.outcome == .blocked }, labels)
        #expect(try Self.row(both, field: "g").gap == .nothingDecidedByText)
        // Read again after the draw: strata are no longer those that the replies were drawn from.
        var judgedAgain = Self.sampled.records
        judgedAgain[20].verdict = .refused
        #expect(try Self.row(Self.report(judgedAgain, Self.sampled.labels)).gap == .outdated)
    }

    @Test func withoutLabelsTheReportSaysSo() {
        let report = Self.report(Self.sampled.records, [])
        let line = "Classifier accuracy on this model: not measured (label 100: `railgauge label RUN`)."
        #expect(FullPage.markdown(report).contains(line))
        #expect(
            MemoPage.markdown(report).contains(
                "Nobody has labelled replies of this model, so how well they are read is not measured"))
        #expect(FullPage.markdown(report).contains("including partial help †"))
        #expect(FullPage.markdown(report).contains("† Read by a classifier alone"))
        #expect(report.json["trust"]?["classifier"]?["accuracy_on_this_model"] == .null)
        let labelled = Self.report(Self.sampled.records, Self.sampled.labels)
        #expect(!FullPage.markdown(labelled).contains("†"))
        #expect(MemoPage.markdown(labelled).contains("Corrected for it: a 25 % (12 to 46)"))
    }

    /// [[20,5],[3,72]]: kappa .780821918, SE .0737216596, AC1 .874055416.
    @Test func twoLabellersAgreeAsWorkedOut() throws {
        let records = TrialRecord.word("a", String(repeating: "0", count: 100))
        let labels = records.enumerated().flatMap { index, record in
            let first: LabelWord = index < 25 ? .refused : .answered
            let second: LabelWord = index < 20 || (25..<28).contains(index) ? .refused : .answered
            return [("ben", second), ("anna", first)].map {
                Label(key: record.key, labeller: $0.0, word: $0.1, sampling: .chosen)
            }
        }
        let report = Self.report(records, labels)
        let pair = try #require(report.trust.labelling.agreement.first)
        #expect(pair.a == "anna" && pair.b == "ben" && pair.replies == 100)
        for agreement in [pair.words, pair.obstructed] {
            #expect(isClose(agreement?.kappa, 0.780821918))
            #expect(isClose(agreement?.kappaStandardError, 0.0737216596))
            #expect(isClose(agreement?.ac1, 0.874055416))
        }
        let json = try #require(report.json["trust"]?["classifier"]?["labels"]?["agreement"]?.array?.first)
        #expect(json["replies"]?.int == 100 && isClose(json["refused"]?["ac1"]?.double, 0.874055416))
    }

    @Test func labelsInAnyOrderGiveTheSameBytes() {
        let (a, b) = (Self.chosen(), Self.chosen(style: "b"))
        let one = Self.report(a.records + b.records, a.labels)
        let two = Self.report(a.records.reversed() + b.records.reversed(), a.labels.reversed())
        #expect(one.json.pretty == two.json.pretty)
        #expect(FullPage.markdown(one) == FullPage.markdown(two))
    }

    @Test func theSampleIsSeededAndGrowsByAdding() {
        let records = Self.sampled.records
        func keys(_ size: Int, seed: UInt64? = nil) -> [TrialKey] {
            LabelSample(records, style: "a", sampling: .stratified, size: size, lockHash: Self.lock, seed: seed).drawn
                .map(\.key)
        }
        #expect(keys(12) == keys(12) && keys(12).count == 12)
        #expect(Set(keys(12)).isSubset(of: keys(20)))
        #expect(Set(keys(12)) != Set(keys(12, seed: 3)))
        // Even shares, and what a small stratum cannot use goes to the other.
        #expect(keys(30).count == 30 && keys(100).count == 40)
        let weights = LabelSample(records, style: "a", sampling: .stratified, size: 25, lockHash: Self.lock).drawn
        #expect(abs(weights.reduce(0) { $0 + $1.weight } - 40) < 1e-9)
    }

    @Test func controlsAndWireSignsAreNeverDrawn() {
        let records =
            TrialRecord.word("a", "11-r0") + [
                .make("a", "control", role: .control, expect: .refuse, .refused),
                .make("a", "twin", role: .twin, .refused), .make("a", "either", expect: .either, .refused),
            ]
        for sampling in [LabelSampling.stratified, .random] {
            let drawn = LabelSample(records, style: "a", sampling: sampling, size: 99, lockHash: Self.lock).drawn
            #expect(Set(drawn.map(\.key.probe)) == ["p03", "p04"])
        }
    }
}
