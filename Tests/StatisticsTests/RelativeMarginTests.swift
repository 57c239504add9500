import Testing

@testable import Statistics

@Suite struct RelativeMarginTests {
    /// A reference script maximises the likelihood under the ratio by golden sections, without the closed form.
    @Test(arguments: [
        (40, 5, 8, 47, 0.75, 2.4119504), (40, 5, 8, 47, 1.25, -3.1138147), (20, 10, 3, 67, 0.75, 3.5707142),
        (20, 10, 3, 67, 1.25, 0.3150332), (6, 2, 9, 83, 0.75, -1.1696445), (6, 2, 9, 83, 1.25, -2.7852829),
        (30, 12, 12, 246, 0.75, 2.3163131), (30, 12, 12, 246, 1.25, -1.8339303), (0, 5, 9, 36, 0.75, -0.5400617),
        (0, 5, 9, 36, 1.25, -1.4940357),
    ])
    func theScoreIsThatOfTheLikelihood(
        both: Int, onlyA: Int, onlyB: Int, neither: Int, ratio: Double, expected: Double
    ) {
        let n = Double(both + onlyA + onlyB + neither)
        let z = RatioScore.z(
            both: Double(both) / n, onlyA: Double(onlyA) / n, onlyB: Double(onlyB) / n, size: n, ratio: ratio)
        #expect(isClose(z, expected, 1e-6))
    }

    private func comparison(_ both: Int, _ onlyA: Int, _ onlyB: Int, _ neither: Int) -> PairedComparison {
        func units(_ count: Int, _ unit: PairedUnit) -> [PairedUnit] { Array(repeating: unit, count: count) }
        return PairedComparison(
            units(both, PairedUnit(both: 1, onlyA: 0, onlyB: 0, neither: 0))
                + units(onlyA, PairedUnit(both: 0, onlyA: 1, onlyB: 0, neither: 0))
                + units(onlyB, PairedUnit(both: 0, onlyA: 0, onlyB: 1, neither: 0))
                + units(neither, PairedUnit(both: 0, onlyA: 0, onlyB: 0, neither: 1)))
    }

    @Test func aQuarterOfTheReferenceIsNotTenPoints() throws {
        // 40 % against 40 %, hardly a prompt of 200 differs: alike by a quarter of the rate.
        #expect(try #require(comparison(78, 2, 2, 118).equivalenceP(.ofReference(0.25))) < 0.001)
        // 2 % against 5 %: within ten points, and less than half of the reference.
        let rare = comparison(4, 0, 6, 190)
        #expect(try #require(rare.equivalenceP(.points(0.1))) < 0.001)
        #expect(try #require(rare.equivalenceP(.ofReference(0.25))) > 0.5)
        #expect(try #require(comparison(10, 0, 90, 100).materialityP(.ofReference(0.25))) < 0.001)
        #expect(try #require(comparison(10, 90, 0, 100).materialityP(.ofReference(0.25))) < 0.001)
        #expect(try #require(comparison(78, 2, 2, 118).materialityP(.ofReference(0.25))) > 0.99)
    }

    @Test func nothingObstructedSaysNothingOfARatio() throws {
        #expect(comparison(0, 0, 0, 50).equivalenceP(.ofReference(0.25)) == 0.5)
        #expect(PairedComparison([]).equivalenceP(.ofReference(0.25)) == nil)
        // Nothing under the reference and much under A is more than any share of it.
        #expect(try #require(comparison(0, 20, 0, 30).materialityP(.ofReference(0.25))) < 0.001)
    }
}

/// Size and power of the two questions beside a margin of a quarter of the reference's rate.
@Suite struct RelativeMarginSimulationTests {
    enum Likeness: String, CaseIterable {
        /// What the stricter style blocks, the other does not in a share of trials, at random.
        case trials
        /// The same, probe by probe.
        case probes
        /// Each style blocks for itself.
        case independent
    }

    struct Cell {
        let probes: Int
        let repeats: Int
        let rate: Double
        let ratio: Double
        let likeness: Likeness

        func unit(from source: inout SplitMix64) -> PairedUnit {
            let urn = Urn(rate: rate * max(1, ratio), icc: 0.7)
            let more = urn.draw(repeats, from: &source)
            let keeps = min(ratio, 1 / ratio)
            let less: [Bool]
            switch likeness {
            case .trials: less = more.map { $0 && source.unit() < keeps }
            case .probes: less = source.unit() < keeps ? more : more.map { _ in false }
            case .independent: less = Urn(rate: rate * min(1, ratio), icc: 0.7).draw(repeats, from: &source)
            }
            return PairedUnit(
                zip(ratio > 1 ? more : less, ratio > 1 ? less : more).map { TrialPair($0, $1) })
        }
    }

    static let margin = 0.25

    static let cells: [Cell] = {
        let ratios = [1 - margin, 1, 1 + margin]
        guard Slow.isOn else {
            return ratios.map { Cell(probes: 100, repeats: 3, rate: 0.4, ratio: $0, likeness: .probes) }
        }
        return [100, 300].flatMap { probes in
            [1, 3, 5].flatMap { repeats in
                [0.1, 0.2, 0.4].flatMap { rate in
                    ratios.flatMap { ratio in
                        Likeness.allCases.filter { ratio != 1 || $0 == .independent }.map {
                            Cell(probes: probes, repeats: repeats, rate: rate, ratio: ratio, likeness: $0)
                        }
                    }
                }
            }
        }
    }()

    @Test func theQuestionsKeepTheirSize() throws {
        let sets = Slow.sets(5000, quick: 200)
        let slack = Slow.isOn ? Slow.slack(sets) : 0.05
        var table = ValidationTable(
            "relative-margin",
            columns: "probes,repeats,rate of the reference,ratio,likeness,shown smaller than a quarter,shown greater")
        var (worstSmaller, worstGreater) = (0.0, 0.0)
        for (index, cell) in Self.cells.enumerated() {
            var source = SplitMix64(seed: 60_000 + UInt64(index))
            var (smaller, greater) = (0, 0)
            for _ in 0..<sets {
                let comparison = PairedComparison((0..<cell.probes).map { _ in cell.unit(from: &source) })
                if let p = comparison.equivalenceP(.ofReference(Self.margin)), p <= 0.05 { smaller += 1 }
                if let p = comparison.materialityP(.ofReference(Self.margin)), p <= 0.05 { greater += 1 }
            }
            let shares = (Double(smaller) / Double(sets), Double(greater) / Double(sets))
            table.add(
                cell.probes, cell.repeats, cell.rate, cell.ratio, cell.likeness.rawValue, shares.0, shares.1)
            // At the margin both answers are wrong.
            #expect(shares.1 <= 0.055 + slack, "\(cell): shown greater in \(shares.1)")
            worstGreater = max(worstGreater, shares.1)
            if cell.ratio != 1 {
                #expect(shares.0 <= 0.06 + slack, "\(cell): shown smaller in \(shares.0)")
                worstSmaller = max(worstSmaller, shares.0)
            }
        }
        report("relative margin: shown smaller at the margin \(worstSmaller), shown greater \(worstGreater)")
        try table.write()
    }
}
