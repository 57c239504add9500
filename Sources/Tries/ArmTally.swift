import Formats
import Statistics
import Trials

/// What became of one arm under one model: trials of one prompt by one account in one sitting, so k of n and never a rate.
package struct ArmTally: Sendable, Hashable {
    package var model: String
    package var arm: String
    /// Trials that are planned.
    package var planned: Int
    /// Blocked or refused, or not, in the order of sending; what could not be measured is in neither.
    package private(set) var hits: [Bool] = []
    /// By a sign of the API, or answered by a declared fallback after one.
    package private(set) var blocked = 0
    /// By the model itself.
    package private(set) var refused = 0
    package private(set) var unmeasured = 0
    /// Of the measured trials those whose reading the classifier does not stand by: obstructed ones, and others.
    private var (unsureHits, unsureMisses) = (0, 0)
    /// The last verdict that obstructed, else the last.
    package private(set) var shown: Verdict?
    /// What the provider calls that request, and how long it took.
    package private(set) var requestID: String?
    package private(set) var seconds: Double?

    package init(model: String, arm: String, planned: Int) {
        self.model = model
        self.arm = arm
        self.planned = planned
    }

    package mutating func add(_ verdict: Verdict, requestID: String? = nil, seconds: Double? = nil) {
        let hit = verdict.obstructed(.strict, judgeable: false)
        let shows: Bool
        if let hit {
            hits.append(hit)
            if verdict.unsure(.strict) { if hit { unsureHits += 1 } else { unsureMisses += 1 } }
            shows = hit || shown.map { $0.obstructed(.strict, judgeable: false) != true } ?? true
        } else {
            unmeasured += 1
            shows = shown == nil
        }
        if verdict.obstructed(.api, judgeable: false) == true { blocked += 1 }
        if verdict.obstructed(.model, judgeable: false) == true { refused += 1 }
        if shows { (shown, self.requestID, self.seconds) = (verdict, requestID, seconds) }
    }

    package var obstructed: Int { hits.count { $0 } }
    package var measured: Int { hits.count }

    /// What was not sent says nothing of what failed: it is no missing trial.
    var tally: Tally {
        Tally(
            hits: obstructed, measured: measured, planned: measured + unmeasured, unsureHits: unsureHits,
            unsureMisses: unsureMisses)
    }

    /// `7 of 8`; nothing of nothing is no count.
    package func share(_ count: Int) -> String { measured > 0 ? "\(count) of \(measured)" : "—" }

    package var count: String { share(obstructed) }
}

extension ArmTally {
    /// How often, in one plain sentence.
    package func sentence(_ arm: Arm) -> String {
        let head = "\(model), \(arm.words): "
        guard measured > 0 else { return head + nothing }
        return head + "\(count) blocked or refused\(clumps)"
    }

    /// How this arm stands beside another, in one plain sentence: Fisher's mid-p over trials, which holds for this
    /// prompt, this account and these minutes.
    ///
    /// - Parameter account: the style of another account that it is held against; nil: the full prompt under its own.
    package func sentence(
        _ arm: Arm, against full: ArmTally, account: String? = nil, alpha: Double = 0.05
    ) -> String {
        let head = "\(model), \(arm.words): "
        let other = account.map { "under \($0)" } ?? "the full prompt"
        guard measured > 0 else { return head + nothing }
        let comparison = CaseComparison(hits, against: full.hits, alpha: alpha)
        guard let p = comparison.p, let difference = comparison.difference else {
            return head + "\(count) blocked or refused\(clumps); of \(other) nothing was measured"
        }
        let counts = "\(count) against \(full.count)"
        let beside = account == nil ? "" : " whether otherwise than \(other)"
        let failed = unmeasured + full.unmeasured
        let unread = failed > 0 ? "; \(counted(failed, "trial")) failed" : ""
        let shown = p < 0.001 ? "p < 0.001" : "p \(Self.rounded(p))"
        switch comparison.moreRepeats {
        case .settled, nil:
            let more = difference > 0 ? "more" : "less"
            let doubt =
                CaseDoubt(tally, against: full.tally, alpha: alpha).words.map { "; \($0) could change this" } ?? ""
            return head + "blocked or refused \(more) often than \(other) (\(counts), \(shown))\(doubt)\(clumps)"
        case .count(let repeats):
            let more = counted(CaseComparison.toSend(repeats, tally, full.tally), "more repeat")
            return head
                + "cannot tell\(beside) (\(counts), \(shown)\(unread)): \(more) would, if it went on like this\(clumps)"
        case .some(.none):
            return head
                + "cannot tell\(beside) (\(counts), \(shown)\(unread)): a thousand more repeats would not\(clumps)"
        }
    }

    /// Why there is no number.
    private var nothing: String {
        guard unmeasured > 0 else { return "nothing was measured (0 of \(planned) trials ended)" }
        let why = shown.map { $0.errorKind.map { " (\($0.rawValue))" } ?? ", \($0.outcome.rawValue)" } ?? ""
        return "nothing was measured: \(unmeasured) of \(counted(planned, "trial")) failed\(why)"
    }

    /// Said of the arm itself, whatever it is held against.
    private var clumps: String {
        guard let p = RunsTest(hits).clumpedP, p < CaseComparison.clumpsBelow else { return "" }
        return
            "; they come in clumps (runs test, p \(p < 0.001 ? "< 0.001" : Self.rounded(p))), so that the trials know less "
            + "than their number says"
    }

    private static func rounded(_ p: Double) -> String {
        let thousandths = Int((p * 1000).rounded())
        let digits = String(thousandths)
        guard thousandths < 1000 else { return "1" }
        return "0." + String(repeating: "0", count: 3 - digits.count) + digits
    }
}
