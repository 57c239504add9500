import Access
import Trials

/// Whether the access of one style is in force: one verdict from the checks of the run and from its own prompts.
package struct AccessVerdict: Sendable {
    package let style: String
    package let required: Bool
    /// nil: the study checks no sentinels of it.
    let check: AccessRecord?
    /// One a promise; empty: nothing was promised.
    let rows: [InForceRow]

    /// Lapsed where either saw a lapse; shown where all of its own prompts show it and no check contradicts.
    package var standing: InForceRow.Standing {
        if check?.standing == .lapsed || rows.contains(where: { $0.standing == .lapsed }) { return .lapsed }
        if check?.standing == .notShown || rows.contains(where: { $0.standing == .notShown }) { return .notShown }
        if rows.isEmpty { return check?.standing == .shown ? .shown : .cannotTell }
        return rows.allSatisfy { $0.standing == .shown } ? .shown : .cannotTell
    }

    /// Neither sentinels nor prompts say anything.
    package var isSilent: Bool { standing == .cannotTell && check?.standing != .shown }

    /// Whether the checks named a lapse themselves.
    package var isLapseOfChecks: Bool { check?.standing == .lapsed }

    /// `trusted, promised by LabX: **shown**. ...`
    var sentence: String {
        let promised = rows.first.map {
            ", promised by \(Prose.cell($0.promisedBy))" + ($0.until.map { " until \($0)" } ?? "")
        }
        return "\(Prose.cell(style))\(promised ?? ""): \(verdict). \(evidence)"
    }

    /// For a terminal.
    package var line: String { "\(style): access in force: \(verdict.replacing("**", with: "")). \(evidence)" }

    private var verdict: String {
        switch check?.standing {
        case .lapsed: lapsed
        case .notShown where standing == .notShown: "**not shown**"
        case .shown, .notShown, .cannotTell, nil:
            rows.isEmpty ? "**\(standing.rawValue)**" : InForceRow.overall(rows)
        }
    }

    /// Where the lapse does not speak of all that was promised, of what; the rest has its own verdict.
    private var lapsed: String {
        let words = "**\(check?.words ?? "")**"
        let (told, spared) = (rows.filter { !$0.lapsesOfChecks.isEmpty }, rows.filter { $0.lapsesOfChecks.isEmpty })
        guard !told.isEmpty, !spared.isEmpty else { return words }
        return "\(words) for \(Prose.list(told.map(\.promise.name))); \(InForceRow.each(spared))"
    }

    private var evidence: String {
        guard rows.first.map({ $0.reference != nil || !$0.promisedAlike.isEmpty }) ?? true else {
            return "The study compares it with no other style."
        }
        // A lapse over the whole run leaves no prompt to speak of.
        let telling = rows.filter { $0.concerned > 0 || $0.reference == nil || !isLapseOfChecks }
        return (InForceRow.sentences(telling).filter { !$0.isEmpty } + [check?.evidence].compactMap { $0 }).joined(
            separator: " ")
    }
}

extension Report {
    /// Of every style that was promised something or is checked, in study order.
    package var accessVerdicts: [AccessVerdict] {
        let checks = section(CheckedAccess.self).rows
        return facts.study.styles.compactMap { style in
            let rows = inForce.filter { $0.style == style.id }
            let check = checks.first { $0.style == style.id }
            guard check != nil || !rows.isEmpty else { return nil }
            return AccessVerdict(
                style: style.id, required: style.inForce?.status == .required, check: check, rows: rows)
        }
    }
}
