/// Whether a block makes the next one likelier: the trials of one credential in the order they were sent.
///
/// The order of a run is drawn at random, so that without reactivity every order of its results is equally likely,
/// however much the prompts differ: the runs test is exact. A provider that changes during the run makes clumps too;
/// the drift test stands beside it.
package struct Reactivity: Equatable, Sendable {
    /// Trials that follow a hit, and the hits among them.
    package let afterHit: Tally
    package let afterMiss: Tally
    package let runs: RunsTest

    package init(_ results: [Bool]) {
        func tally(after: Bool) -> Tally {
            let next = zip(results, results.dropFirst()).filter { $0.0 == after }
            return Tally(hits: next.count { $0.1 }, measured: next.count)
        }
        afterHit = tally(after: true)
        afterMiss = tally(after: false)
        runs = RunsTest(results)
    }

    /// Rate after a hit - rate after a miss; nil where one has no trials.
    package var difference: Double? {
        guard afterHit.measured > 0, afterMiss.measured > 0 else { return nil }
        return Double(afterHit.hits) / Double(afterHit.measured) - Double(afterMiss.hits) / Double(afterMiss.measured)
    }

    /// Mid-p of as few runs as these: small when blocks follow blocks.
    package var p: Double? { runs.clumpedP }
}
