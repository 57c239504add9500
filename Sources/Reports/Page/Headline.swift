import Formats
import Statistics
import Trials

/// The first lines of every page: what this is, whether it can be trusted, what is unusual about it.
struct Headline {
    let report: Report

    private var facts: RunFacts { report.facts }

    /// Empty where there is nothing that must be known first.
    var blocks: [Block] { blocks(most: .max) }

    /// - Parameter most: warnings that a short page has room for; of the others it says how many they are.
    func blocks(most: Int) -> [Block] {
        let lines = lines(most)
        return lines.isEmpty ? [] : [.lines(lines)]
    }

    private func lines(_ most: Int) -> [String] {
        var out: [String] = []
        if facts.simulated {
            out.append(
                "**SIMULATED. Replies came from the built-in simulator; nothing here says anything about a model.**")
        }
        if let replayed = facts.replayed { out.append(replayed.headline) }
        if facts.imported { out.append("**Imported outcomes: measured elsewhere, not by this tool.**") }
        let warnings = warnings
        out += warnings.prefix(most).map { "- \($0)" }
        let rest = warnings.count - most
        if rest > 0 {
            out.append(
                "- \(counted(rest, "more warning stands", "more warnings stand")) at the head of the full report.")
        }
        return out
    }

    /// What a reader must know first, each with what it means for the numbers.
    var warnings: [String] {
        var out: [String] = []
        if !report.quarantine.isEmpty {
            let kinds = Set(report.quarantine.map(\.kind.rawValue)).sorted().joined(separator: ", ")
            out.append(
                "Quarantine: \(counted(report.quarantine.count, "trial carries a signal", "trials carry signals")) "
                    + "that this version does not know (\(kinds))\(ofBenign). \(report.quarantine.count == 1 ? "It is" : "They are") in no rate: a renamed marker would make "
                    + "rates fall in silence. See the quarantine table of the full report.")
        }
        if !facts.reread.isEmpty {
            out.append(
                "Read with other thresholds than those fixed before the run: \(Prose.list(facts.reread)). What was chosen after "
                    + "the outcomes were known is exploratory.")
        }
        if let early = facts.endedEarly {
            out.append(
                "The run has not come to its end: "
                    + (early == "budget"
                        ? "its budget, or the number of trials of a call, was used up" : Prose.cell(early)) + ". "
                    + "\(counted(report.trust.unfinished, "planned trial was", "planned trials were")) not finished.")
        } else if report.trust.unfinished > 0 {
            out.append("\(counted(report.trust.unfinished, "planned trial is", "planned trials are")) not finished.")
        }
        // One field is all fields: it is said once.
        let short = report.trust.coverage.filter { $0.belowFloor && ($0.field == Rows.all || report.fields.count > 1) }
        for style in report.styles {
            let own = short.filter { $0.style == style.id }
            guard let row = own.first else { continue }
            let more = own.dropFirst().map { "\(Prose.cell($0.field)) \($0.measured) of \($0.planned)" }
            out.append(
                "Coverage of \(Prose.cell(row.style)), \(Prose.cell(row.field)): \(counted(row.measured, of: row.planned, "trial")) "
                    + "(\(Prose.percent(row.share)), floor \(Prose.percent(report.trust.floor)))"
                    + (more.isEmpty ? "" : "; \(more.joined(separator: ", "))") + ". "
                    + (report.caseFigures == nil
                        ? "Read its rate beside what the unmeasured trials could do to it (missingness band)."
                        : "What is said of this prompt leaves them out."))
        }
        for rows in report.inForceByStyle.map({ $0.filter { $0.standing == .lapsed } }) {
            for row in rows where row.lapsesOfChecks.isEmpty || !row.lapses.isEmpty {
                out.append("Promised access of \(Prose.cell(row.style)): \(row.lapsedWhen).")
            }
            // Promises that checks saw lapse did so together.
            let checked = rows.filter { !$0.lapsesOfChecks.isEmpty && $0.lapses.isEmpty }
            if let first = checked.first {
                let when = first.lapsedWhen(for: Prose.list(checked.map(\.promise.name)))
                out.append("Promised access of \(Prose.cell(first.style)): \(when).")
            }
        }
        for drift in report.trust.drift where drift.flagged {
            out.append(
                "The provider changed during the run (\(Prose.cell(drift.style)), \(drift.counted): "
                    + "\(counted(drift.change.earlier.hits, of: drift.change.earlier.measured, "trial")) in the earlier half, "
                    + "\(drift.change.later.hits) of \(drift.change.later.measured) in the later one, "
                    + "adjusted p \(Prose.p(drift.adjustedP))). Pairing protects differences, not rates.")
        }
        for change in report.trust.servedChanges {
            let models = change.models.map(Prose.cell).joined(separator: ", ")
            out.append(
                "\(Prose.cell(change.style)) was served by more than one model: \(models). "
                    + "Its rates mix them.")
        }
        for entry in report.trust.degraded where entry.flag.unmeasures {
            out.append(
                "\(counted(entry.trials, "trial")) of \(Prose.cell(entry.style)) "
                    + "\(entry.trials == 1 ? "is" : "are") unmeasured because of `\(entry.flag.rawValue)`.")
        }
        return out
    }

    /// Which part of the quarantine is missing in rates: the rest are neutral prompts, twins, rungs and the like.
    private var ofBenign: String {
        let all = report.quarantine.count
        let benign = report.quarantine.count { $0.isBenignMain }
        return benign == all ? "" : ", \(benign) of them on the prompts that rates are made of"
    }

    var registration: String {
        switch facts.registration {
        case .notRegistered: "not registered (the protocol was not locked before the run)"
        case .asRegistered(let hash): "as registered (lock sha256 \(hash), no third-party timestamp)"
        case .differs(let keys):
            "differs from the registered lock in: "
                + RunFacts.Registration.listed(keys).map(Prose.cell).joined(separator: ", ")
        }
    }

    /// Where the replies come from.
    var replies: String {
        if let replayed = facts.replayed {
            let rest = facts.study.styles.map(\.id).filter { !replayed.styles.contains($0) }
            var text = "replayed from cassettes \(replayed.recordedWhen)"
            if replayed.simulated { text += ", simulated when they were recorded" }
            guard !rest.isEmpty else { return text }
            return "\(replayed.styles.map(Prose.cell).joined(separator: ", ")) \(text); "
                + "\(rest.map(Prose.cell).joined(separator: ", ")) \(facts.simulated ? "simulated" : "real")"
        }
        if facts.imported { return "imported" }
        let came = facts.records.contains { $0.status != nil || $0.verdict?.measured ?? false }
        if !came { return facts.simulated ? "none came (simulated)" : "none came" }
        return facts.simulated ? "simulated" : "real"
    }

    var scope: String {
        let suites = facts.study.suites.map { "\(Prose.cell($0.name)) (sha256 \($0.hash.prefix(12)))" }.joined(
            separator: ", ")
        if let prompt = report.caseFigures?.arms.first?.probe {
            var text = "About the prompt `\(Prose.cell(prompt))` of \(suites)"
            if let start = facts.startedAt, let end = facts.endedAt { text += ", from \(start) to \(end)" }
            return text + ". \(CasePage.scope(report.styles))"
        }
        var text = "Rates hold for probes like those of \(suites.isEmpty ? "the imported data" : suites)"
        if !facts.imported { text += ", through these routes" }
        if let start = facts.startedAt, let end = facts.endedAt { text += ", from \(start) to \(end)" }
        return text
            + ". They are not the share of all research requests that is blocked: prompts written or chosen by hand "
            + "are no random sample, and an interval says what chance alone could do among prompts like these."
    }

    var classifier: String { report.corrections.line(report) }
}
