import Formats
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

extension ArmTally {
    /// How this arm stands beside the full prompt, in one plain sentence: an exact test over trials, which holds for this
    /// prompt, this account and these minutes.
    package func sentence(_ arm: Arm, against full: ArmTally, alpha: Double = 0.05) -> String {
        let head = "\(model), \(arm.words): "
        let comparison = CaseComparison(hits, against: full.hits, alpha: alpha)
        guard let p = comparison.p, let difference = comparison.difference else {
            return head + "nothing was measured (\(unmeasured) of \(planned) failed)"
        }
        let counts = "\(blocked) of \(measured) against \(full.blocked) of \(full.measured)"
        let shown = p < 0.001 ? "p < 0.001" : "p \(Self.rounded(p))"
        let clumps =
            comparison.clumps ? "; its blocks come in clumps, so that the trials know less than their number says" : ""
        switch comparison.moreRepeats {
        case .settled, nil:
            let more = difference > 0 ? "more" : "less"
            return head + "blocked or refused \(more) often than the full prompt (\(counts), \(shown))\(clumps)"
        case .count(let repeats):
            return head
                + "cannot tell (\(counts), \(shown)): \(counted(repeats, "more repeat")) would, if it went on like this\(clumps)"
        case .some(.none):
            return head + "cannot tell (\(counts), \(shown)): a thousand more repeats would not\(clumps)"
        }
    }

    private static func rounded(_ p: Double) -> String {
        let thousandths = Int((p * 1000).rounded())
        let digits = String(thousandths)
        guard thousandths < 1000 else { return "1" }
        return "0." + String(repeating: "0", count: 3 - digits.count) + digits
    }
}
