import Trials

/// The last step of the cascade: wire signs, then the offline classifier where it is sure, then the judges.
package struct PanelDecision: Sendable {
    let panel: JudgePanel

    package init(_ panel: JudgePanel) { self.panel = panel }

    /// Whether the judges are asked about a trial.
    ///
    /// - Parameter verdict: of wire signs and the offline classifier.
    package func asks(_ verdict: Verdict, probe: Probe) -> Bool {
        // What a model says to a positive control reaches nobody.
        // Nor does a sentinel enter a rate.
        guard probe.role != .control, probe.role != .sentinel, verdict.measured else { return false }
        return settlesOutcome(verdict) || asksForPoints(verdict, probe)
    }

    /// Only what text decided can be decided otherwise.
    func settlesOutcome(_ verdict: Verdict) -> Bool {
        guard verdict.decidedBy == .text else { return false }
        switch panel.when {
        case .unsure: return !verdict.sure
        case .always: return true
        }
    }

    /// Whether the work was delivered is for a judge also where the classifier is sure that it was answered.
    private func asksForPoints(_ verdict: Verdict, _ probe: Probe) -> Bool {
        probe.check == nil && !probe.needs.isEmpty && verdict.outcome == .answered
            && verdict.served != .undeclaredReroute && !verdict.degraded.contains(.cut)
    }

    /// The verdict that counts once every judge of the panel was asked.
    ///
    /// - Parameters:
    ///   - verdict: of wire signs and the offline classifier.
    ///   - given: what each judge said.
    ///   - reply: the visible text, for probes with a `check`.
    package func verdict(_ verdict: Verdict, given: [JudgeVerdict], probe: Probe, reply: String) -> Verdict {
        var out = verdict
        out.version = panel.version
        let votes = given.filter { $0.result == .decided }
        var settled = false
        if settlesOutcome(verdict) {
            if let outcome = JudgeVerdict.outcomes.first(where: { outcome in
                panel.carries(votes.count { $0.outcome == outcome })
            }) {
                settle(&out, outcome)
                settled = true
            } else if Set(votes.compactMap(\.outcome)).count > 1 {
                // Judges who read it differ: nobody stands by the classifier's guess any more.
                out.sure = false
            }
        }
        out.delivered = delivered(out, votes, probe, reply)
        let ours = given.flatMap { Self.evidence($0, probe) }
        out.evidence = settled ? ours + verdict.evidence : verdict.evidence + ours
        return out
    }

    private func settle(_ verdict: inout Verdict, _ outcome: Outcome) {
        verdict.outcome = outcome
        verdict.decidedBy = .judge
        verdict.confidence = nil
        verdict.sure = true
        switch outcome {
        case .partial, .refused: verdict.layer = .modelText
        case .answered, .unable, .blocked, .empty, .truncated, .error:
            if verdict.layer == .modelText {
                verdict.layer = verdict.served == .undeclaredReroute ? .undeclaredReroute : nil
            }
        }
    }

    private func delivered(_ verdict: Verdict, _ votes: [JudgeVerdict], _ probe: Probe, _ reply: String) -> Bool? {
        guard probe.judgeable, verdict.measured else { return nil }
        guard verdict.outcome == .answered, verdict.served != .undeclaredReroute else { return false }
        if let check = probe.check { return AnswerCheck.passes(check, reply: reply, language: probe.language) }
        let points = probe.needs.indices.map { point(votes, $0, of: probe.needs.count) }
        if points.contains(false) { return false }
        return points.contains(nil) ? nil : true
    }

    /// Whether one point is met; nil where the panel does not settle it. Of an excerpt nobody can say what it lacks.
    private func point(_ votes: [JudgeVerdict], _ index: Int, of count: Int) -> Bool? {
        let able = votes.filter { $0.points.count == count }
        if panel.carries(able.count { $0.points[index] }) { return true }
        return panel.carries(able.count { !$0.points[index] && $0.excerpt == nil }) ? false : nil
    }

    private static func evidence(_ given: JudgeVerdict, _ probe: Probe) -> [Evidence] {
        guard let outcome = given.outcome else {
            return [
                Evidence(rule: "judge.\(given.judge).no-verdict", field: given.result.rawValue, quote: given.detail)
            ]
        }
        var out = [Evidence(rule: "judge.\(given.judge).\(outcome.rawValue)", field: "text", quote: given.quote)]
        if !given.points.isEmpty {
            let open = given.points.indices.filter { !given.points[$0] && probe.needs.indices.contains($0) }
            let missing = open.isEmpty ? "" : "; not: " + open.map { probe.needs[$0] }.joined(separator: "; ")
            out.append(
                Evidence(
                    rule: "judge.\(given.judge).points", field: "needs",
                    quote: "\(given.points.count - open.count) of \(given.points.count) met\(missing)"))
        }
        if let excerpt = given.excerpt {
            out.append(Evidence(rule: "judge.\(given.judge).excerpt", field: "text", quote: "read \(excerpt)"))
        }
        return out
    }
}
