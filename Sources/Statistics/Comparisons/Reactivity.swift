/// Whether a block makes the next one likelier: the prompts that met one credential, round by round, in the order of the plan.
///
/// Each repetition is a round over all prompts in an order that was drawn at random, and nothing else of the order is:
/// what one prompt is sent under stands together, sentinels stand in batches at fixed places. So a round is a row of whole
/// prompts, each hit where any of its trials was, and without reactivity every order of a round is equally likely, however
/// much prompts and access styles differ: the runs test is exact, over rounds by convolution. A provider that changes
/// within a round makes clumps too; the drift test stands beside it.
package struct Reactivity: Equatable, Sendable {
    /// Prompts that follow a hit in their round, and the hits among them.
    package private(set) var afterHit = Tally(hits: 0, measured: 0)
    package private(set) var afterMiss = Tally(hits: 0, measured: 0)
    /// Mid-p of as few runs as these: small when blocks follow blocks. nil where each round's results are alike.
    package let p: Double?

    /// A measured trial.
    package struct Trial: Sendable {
        package let round: Int
        package let prompt: Int
        package let hit: Bool

        package init(round: Int, prompt: Int, hit: Bool) {
            self.round = round
            self.prompt = prompt
            self.hit = hit
        }
    }

    /// - Parameter trials: in the order of the plan; sentinels, which the plan puts in fixed places, are none.
    package init(_ trials: [Trial]) { self.init(rounds: Self.rounds(trials).map { $0.map(\.hit) }) }

    /// - Parameter rounds: whether each prompt was hit, in the order of the plan.
    package init(rounds: [[Bool]]) {
        var after = (hit: (hits: 0, all: 0), miss: (hits: 0, all: 0))
        var chances = [1.0]
        // Runs beyond the least that there can be: where `chances` begins, and what was found.
        var (first, found, tested) = (0, 0, false)
        for round in rounds {
            for (before, now) in zip(round, round.dropFirst()) {
                if before {
                    after.hit = (after.hit.hits + (now ? 1 : 0), after.hit.all + 1)
                } else {
                    after.miss = (after.miss.hits + (now ? 1 : 0), after.miss.all + 1)
                }
            }
            let hits = round.count { $0 }
            guard hits > 0, hits < round.count else { continue }
            tested = true
            found += 1 + zip(round, round.dropFirst()).count { $0 != $1 }
            let own = Self.distribution(hits: hits, misses: round.count - hits)
            first += own.first
            chances = Self.convolved(chances, own.chances)
        }
        afterHit = Tally(hits: after.hit.hits, measured: after.hit.all)
        afterMiss = Tally(hits: after.miss.hits, measured: after.miss.all)
        guard tested else {
            p = nil
            return
        }
        let place = found - first
        var sum = 0.0
        for (index, chance) in chances.enumerated() where index <= place { sum += index < place ? chance : chance / 2 }
        p = min(1, sum)
    }

    /// One entry a prompt and round, in the order of the plan.
    package static func rounds(_ trials: [Trial]) -> [[(prompt: Int, hit: Bool)]] {
        var places: [Int: [Int: Int]] = [:]
        var out: [Int: [(prompt: Int, hit: Bool)]] = [:]
        for trial in trials {
            if let place = places[trial.round]?[trial.prompt] {
                if trial.hit { out[trial.round]?[place].hit = true }
            } else {
                places[trial.round, default: [:]][trial.prompt] = out[trial.round]?.count ?? 0
                out[trial.round, default: []].append((trial.prompt, trial.hit))
            }
        }
        return out.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Chances of each number of runs, without those that no sum notices.
    private static func distribution(hits: Int, misses: Int) -> (first: Int, chances: [Double]) {
        let all = (2...(hits + misses)).map { RunsTest.probability(of: $0, hits: hits, misses: misses) }
        let noticed = all.indices.filter { all[$0] > 1e-18 }
        guard let low = noticed.first, let high = noticed.last else { return (2, all) }
        return (2 + low, Array(all[low...high]))
    }

    private static func convolved(_ a: [Double], _ b: [Double]) -> [Double] {
        var out = [Double](repeating: 0, count: a.count + b.count - 1)
        for (i, x) in a.enumerated() where x > 0 { for (j, y) in b.enumerated() { out[i + j] += x * y } }
        return out
    }

    /// Rate after a hit - rate after a miss; nil where one has no trials.
    package var difference: Double? {
        guard afterHit.measured > 0, afterMiss.measured > 0 else { return nil }
        return Double(afterHit.hits) / Double(afterHit.measured) - Double(afterMiss.hits) / Double(afterMiss.measured)
    }
}
