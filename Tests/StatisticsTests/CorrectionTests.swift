import Foundation
import Testing

@testable import Statistics

private func accuracy(_ se: Double, _ sp: Double, _ positives: Double, _ negatives: Double) -> ClassifierAccuracy {
    ClassifierAccuracy(sensitivity: se, specificity: sp, positives: positives, negatives: negatives)
}

/// Expected values: reference script of statistics section 9.
@Suite struct CorrectionTests {
    @Test func truePrevalenceBehindAnApparentOne() throws {
        let first = try #require(
            TruePrevalence(apparent: 0.21, size: 250, accuracy: accuracy(0.57, 0.998, 59, 191)))
        #expect(isClose(first.value, 0.366197183))
        #expect(isClose(first.interval.low, 0.25841087))
        #expect(isClose(first.interval.high, 0.50346814))
        #expect(!first.isClipped)
        let second = try #require(TruePrevalence(apparent: 0.20, size: 100, accuracy: accuracy(0.90, 0.95, 50, 80)))
        #expect(isClose(second.interval.low, 0.0706526546))
        #expect(isClose(second.interval.high, 0.290605258))
    }

    @Test func anApparentRateBelowTheErrorRateIsClippedAndMarked() throws {
        let clipped = try #require(TruePrevalence(apparent: 0.01, size: 100, accuracy: accuracy(0.9, 0.95, 50, 80)))
        #expect(clipped.value == 0)
        #expect(clipped.isClipped)
        #expect(clipped.interval.low == 0)
        #expect(TruePrevalence(apparent: 0.2, size: 100, accuracy: accuracy(0.4, 0.6, 50, 80)) == nil)
    }

    @Test func theWholeRateCombinesWireAndText() throws {
        let corrected = try CorrectedRate.estimate(
            wire: 0.05, wireInterval: IntervalMethod.exact.bounds(rate: 0.05, size: 200, tail: 0.025), text: 0.95,
            textObstructed: 0.095, textSize: 190, isWhole: true, accuracy: accuracy(0.9, 0.97, 60, 140), alpha: 0.05
        ).get()
        #expect(isClose(corrected.rate, 0.126436782))
        #expect(isClose(corrected.interval.low, 0.0652349341))
        #expect(isClose(corrected.interval.high, 0.19712061))
    }

    @Test func theSameFromRows() throws {
        let wire = Array(repeating: DecidedTally(measured: 1, wire: 1, text: 0, textObstructed: 0), count: 10)
        let read = Array(repeating: DecidedTally(measured: 1, wire: 0, text: 1, textObstructed: 1), count: 19)
        let free = Array(repeating: DecidedTally(measured: 1, wire: 0, text: 1, textObstructed: 0), count: 171)
        let corrected = try CorrectedRate.estimate(wire + read + free, accuracy: accuracy(0.9, 0.97, 60, 140)).get()
        #expect(isClose(corrected.rate, 0.126436782))
        #expect(isClose(corrected.interval.low, 0.0652349341))
        #expect(isClose(corrected.interval.high, 0.19712061))
        // A trial that neither decided (an empty reply) takes the additive way; both contain the rate.
        let odd = DecidedTally(measured: 1, wire: 0, text: 0, textObstructed: 0)
        let additive = try CorrectedRate.estimate(
            wire + read + free + [odd], accuracy: accuracy(0.9, 0.97, 60, 140)
        ).get()
        #expect(additive.interval.contains(additive.rate))
        #expect(additive.rate < corrected.rate)
    }

    @Test func whatCannotBeCorrectedSaysWhy() {
        let row = [DecidedTally(measured: 1, wire: 0, text: 1, textObstructed: 1)]
        let wireOnly = [DecidedTally(measured: 1, wire: 1, text: 0, textObstructed: 0)]
        let good = accuracy(0.9, 0.9, 30, 30)
        #expect(CorrectedRate.estimate([], accuracy: good) == .failure(.nothingMeasured))
        #expect(CorrectedRate.estimate(wireOnly, accuracy: good) == .failure(.nothingDecidedByText))
        #expect(CorrectedRate.estimate(row, accuracy: accuracy(0.9, 0.9, 30, 19)) == .failure(.tooFewLabels))
        #expect(CorrectedRate.estimate(row, accuracy: accuracy(0.5, 0.5, 30, 30)) == .failure(.classifierTooWeak))
    }

    @Test func doubleSamplingWeighsTheStrata() throws {
        let units = Array(repeating: [1, 0], count: 10) + Array(repeating: [0, 1], count: 30)
        let estimate = try #require(DoubleSampling(units, strata: [labels(8, 2), labels(1, 14)]))
        #expect(isClose(estimate.rate, 0.25, 1e-14))
        #expect(isClose(estimate.interval.low, 0.12218167))
        #expect(isClose(estimate.interval.high, 0.460257719))
    }

    @Test func doubleSamplingNeedsALabelInEveryStratumInUse() throws {
        let (one, none) = (labels(0, 1), labels(0, 0))
        #expect(DoubleSampling([[1, 0], [1, 0]], strata: [one, none])?.rate == 0)
        #expect(DoubleSampling([[1, 0], [0, 1]], strata: [one, none]) == nil)
        #expect(DoubleSampling([[1, 0]], strata: [one, none]) == nil)
        // One label of a large stratum says next to nothing, one of a small stratum costs its share at most.
        let units = Array(repeating: [1, 0], count: 2) + Array(repeating: [0, 1], count: 98)
        let small = try #require(DoubleSampling(units, strata: [one, labels(0, 90)])).interval
        let large = try #require(DoubleSampling(units, strata: [labels(0, 2), one])).interval
        #expect(small.high < 0.08 && large.high > 0.9)
    }

    private func labels(_ obstructed: Int, _ free: Int, share: Double = 1) -> DoubleSampling.Stratum {
        .labelled(
            Array(repeating: DoubleSampling.Label(share: share, isObstructed: true), count: obstructed)
                + Array(repeating: DoubleSampling.Label(share: share, isObstructed: false), count: free))
    }

    /// K = 5: four probes always read as refused, six once of five, thirty never. Reference script of section 9.
    @Test func aLabelledReplyWeighsWhatItStandsFor() throws {
        func label(_ share: Double, _ isObstructed: Bool) -> DoubleSampling.Label {
            DoubleSampling.Label(share: share, isObstructed: isObstructed)
        }
        let units =
            Array(repeating: [5, 0], count: 4) + Array(repeating: [1, 4], count: 6)
            + Array(repeating: [0, 5], count: 30)
        let refused = Array(repeating: label(1, true), count: 4) + [label(0.2, true)]
        let answered = Array(repeating: label(0.8, false), count: 3) + Array(repeating: label(1, false), count: 11)
        let estimate = try #require(
            DoubleSampling(
                units,
                strata: [
                    .labelled(refused + Array(repeating: label(0.2, false), count: 5)),
                    .labelled(answered + [label(1, true)]),
                ]))
        #expect(isClose(estimate.rate, 0.165416666667))
        #expect(isClose(estimate.interval.low, 0.0464479618))
        #expect(isClose(estimate.interval.high, 0.427976598))
    }

    /// A quarter of the prompts is decided on the wire; the rest on labels, which add to what is known and take nothing off.
    @Test func wireSignsNeedNoLabelsAndLabelsAllAlikeBoundTheRestAlone() throws {
        let units = Array(repeating: [1, 0], count: 30) + Array(repeating: [0, 1], count: 10)
        let none = try #require(DoubleSampling(units, strata: [labels(0, 2), .known(isObstructed: false)]))
        #expect(none.rate == 0 && isClose(none.interval.high, 0.616333155))
        let blocked = try #require(DoubleSampling(units, strata: [labels(0, 30), .known(isObstructed: true)]))
        let wire = IntervalMethod.exact.bounds(rate: 0.25, size: 40, tail: 0.025)
        #expect(blocked.rate == 0.25 && isClose(blocked.interval.low, wire.low))
        #expect(isClose(blocked.interval.high, 0.41196198))
        // Two strata of one label each, alike or not, of 1 to 5 repeats.
        for repeats in 1...5 {
            let units = units.map { unit in unit.map { $0 * repeats } } + [[1, 0], [0, 1]]
            for label in [labels(0, 1), labels(1, 0), labels(1, 1)] {
                let known = Array(units.map { Tally(hits: $0[1], measured: $0[0] + $0[1]) })
                let low = try #require(RateEstimate(known).low)
                let above = try #require(DoubleSampling(units, strata: [label, .known(isObstructed: true)]))
                #expect(above.interval.low >= low && above.interval.contains(above.rate))
                let below = try #require(DoubleSampling(units, strata: [label, .known(isObstructed: false)]))
                #expect(below.interval.high <= 1 - low && below.interval.contains(below.rate))
            }
        }
    }

    /// Replies of one cluster count together: ten labels of two prompts are no ten prompts.
    @Test func labelsOfOneClusterAreNoIndependentLabels() throws {
        let units = Array(repeating: [5], count: 40)
        func label(_ unit: Int, _ isObstructed: Bool) -> DoubleSampling.Label {
            DoubleSampling.Label(share: 0.2, isObstructed: isObstructed, unit: unit)
        }
        let two = (0..<10).map { label($0 / 5, $0 < 5) }
        let ten = (0..<10).map { label($0, $0 < 5) }
        let few = try #require(DoubleSampling(units, strata: [.labelled(two)]))
        let many = try #require(DoubleSampling(units, strata: [.labelled(ten)]))
        let exact = IntervalMethod.exact
        func high(_ labels: Double) -> Double {
            0.5
                + hypot(
                    exact.bounds(rate: 0.5, size: 40, tail: 0.025).high - 0.5,
                    // Ten of 200 replies are labelled.
                    0.95.squareRoot() * (exact.bounds(rate: 0.5, size: labels, tail: 0.025).high - 0.5))
        }
        #expect(isClose(few.rate, 0.5, 1e-14) && isClose(many.rate, 0.5, 1e-14))
        #expect(isClose(few.interval.high, min(1, high(2))) && isClose(many.interval.high, high(10)))
    }

    @Test func predictionPoweredInference() throws {
        func verdicts(_ human: Bool, _ classifier: Bool, _ count: Int) -> [(human: Bool, classifier: Bool)] {
            Array(repeating: (human, classifier), count: count)
        }
        let labelled =
            verdicts(true, true, 6) + verdicts(true, false, 2) + verdicts(false, true, 1) + verdicts(false, false, 51)
        let others =
            Array(repeating: 1.0, count: 20) + Array(repeating: 0.5, count: 10) + Array(repeating: 0.0, count: 170)
        let estimate = try #require(PredictionPowered(labelled: labelled, others: others))
        #expect(isClose(estimate.lambda, 0.630313083))
        #expect(isClose(estimate.rate, 0.138585942))
        #expect(isClose(estimate.interval.low, 0.0753290205))
        #expect(isClose(estimate.interval.high, 0.201842864))
        #expect(PredictionPowered(labelled: Array(labelled.prefix(49)), others: others) == nil)
        #expect(PredictionPowered(labelled: Array(labelled.dropFirst(4)), others: others) == nil)
        // Without other probes the labels stand alone.
        #expect(isClose(PredictionPowered(labelled: labelled, others: [])?.rate, 8.0 / 60, 1e-14))
    }

    /// kappa and its standard error: statsmodels.stats.inter_rater.cohens_kappa.
    @Test func agreementOfTwoLabellers() throws {
        let agreement = try #require(Agreement([[20, 5], [3, 72]]))
        #expect(isClose(agreement.raw, 0.92, 1e-15))
        #expect(isClose(agreement.kappa, 0.780821918))
        #expect(isClose(agreement.kappaStandardError, 0.0737216596))
        #expect(isClose(agreement.ac1, 0.874055416))
        #expect(Agreement([[0, 0], [0, 0]]) == nil)
        let oneClass = try #require(Agreement([[30, 0], [0, 0]]))
        #expect(oneClass.kappa == nil)
        #expect(oneClass.ac1 == 1)
    }

    @Test func weightsShrinkTheNumberOfLabels() {
        #expect(ClassifierAccuracy.effectiveNumber(weights: [2, 2, 2]) == 3)
        #expect(ClassifierAccuracy.effectiveNumber(weights: [3, 1]) == 1.6)
        #expect(ClassifierAccuracy.effectiveNumber(weights: []) == nil)
    }
}
