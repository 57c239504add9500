import Statistics
import Trials

/// What became of one arm under one model: trials of one prompt by one account in one sitting, so k of n and never a rate.
package struct ArmTally: Sendable, Hashable {
    package var model: String
    package var arm: String
    /// Trials that are planned.
    package var planned: Int
    /// Obstructed or not, in the order of sending; what could not be measured is in neither.
    package private(set) var hits: [Bool] = []
    package private(set) var unmeasured = 0
    /// The last verdict that obstructed, else the last.
    package private(set) var shown: Verdict?

    package init(model: String, arm: String, planned: Int) {
        self.model = model
        self.arm = arm
        self.planned = planned
    }

    package mutating func add(_ verdict: Verdict) {
        guard let hit = verdict.obstructed(.strict, judgeable: false) else {
            unmeasured += 1
            if shown == nil { shown = verdict }
            return
        }
        hits.append(hit)
        if hit || shown.map({ $0.obstructed(.strict, judgeable: false) != true }) ?? true { shown = verdict }
    }

    package var blocked: Int { hits.count { $0 } }
    package var measured: Int { hits.count }
}

/// Whether an arm meets a safeguard more or less often than the full prompt: an exact test over trials.
///
/// It holds for this prompt, this account and these minutes. Trials of one prompt are taken for independent, which
/// `RunsTest` doubts where blocks cluster in time.
package struct ArmContrast: Sendable, Hashable {
    package enum Finding: Sendable, Hashable {
        case more
        case less
        /// - Parameter repeats: how many more of each arm would tell, if the shares stayed as they are; nil: they are equal,
        ///   or more than `mostRepeats` would be needed.
        case cannotTell(repeats: Int?)
        case nothingMeasured
    }

    /// Beyond this nobody asks for more repeats of one prompt.
    package static let mostRepeats = 200

    package var finding: Finding
    /// Two-sided mid-p of Fisher's exact test; nil where a side has no trial.
    package var p: Double?

    package init(_ arm: ArmTally, against full: ArmTally, alpha: Double = 0.05) {
        guard arm.measured > 0, full.measured > 0 else {
            finding = .nothingMeasured
            return
        }
        let p = UnpairedComparison.fisherMidP(
            hits: arm.blocked, of: arm.measured, against: full.blocked, of: full.measured)
        self.p = p
        let here = Double(arm.blocked) / Double(arm.measured)
        let there = Double(full.blocked) / Double(full.measured)
        guard p < alpha else {
            finding = .cannotTell(repeats: Self.more(arm, full, alpha))
            return
        }
        finding = here > there ? .more : .less
    }

    /// The fewest further repeats of both arms at which the same shares would tell.
    private static func more(_ arm: ArmTally, _ full: ArmTally, _ alpha: Double) -> Int? {
        let here = Double(arm.blocked) / Double(arm.measured)
        let there = Double(full.blocked) / Double(full.measured)
        guard here != there else { return nil }
        for extra in 1...mostRepeats {
            let n = arm.measured + extra
            let m = full.measured + extra
            let x = Int((here * Double(n)).rounded())
            let y = Int((there * Double(m)).rounded())
            if UnpairedComparison.fisherMidP(hits: x, of: n, against: y, of: m) < alpha { return extra }
        }
        return nil
    }

    /// One plain sentence.
    package func sentence(_ arm: Arm, _ tally: ArmTally, against full: ArmTally) -> String {
        let counts = "\(tally.blocked) of \(tally.measured) against \(full.blocked) of \(full.measured)"
        let shown = p.map { $0 < 0.001 ? "p < 0.001" : "p \(Self.rounded($0))" } ?? ""
        let head = "\(tally.model), \(arm.words): "
        switch finding {
        case .more: return head + "blocked or refused more often than the full prompt (\(counts), \(shown))"
        case .less: return head + "blocked or refused less often than the full prompt (\(counts), \(shown))"
        case .cannotTell(let repeats?):
            return head + "cannot tell (\(counts), \(shown)): \(repeats) more repeats would, if it went on like this"
        case .cannotTell(nil): return head + "cannot tell (\(counts), \(shown)): no difference is in sight"
        case .nothingMeasured: return head + "nothing was measured (\(tally.unmeasured) of \(tally.planned) failed)"
        }
    }

    private static func rounded(_ p: Double) -> String {
        let thousandths = Int((p * 1000).rounded())
        let digits = String(thousandths)
        guard thousandths < 1000 else { return "1" }
        return "0." + String(repeating: "0", count: 3 - digits.count) + digits
    }
}
