import Statistics
import Trials

/// How cells read on a page: five rates together, the level, and what unmeasured and unsure trials could do.
struct RateProse {
    let report: Report

    private var thresholds: Thresholds { report.facts.study.thresholds }

    /// `95 % exact`.
    var confidence: String {
        let percent = (1 - thresholds.alpha) * 100
        let digits = percent == percent.rounded() ? 0 : 2
        return "\(Prose.fixed(percent, digits: digits)) % \(thresholds.interval.rawValue)"
    }

    func rate(_ cell: Cell) -> String {
        "\(Prose.percent(cell.estimate.rate)) \(Prose.interval(cell.estimate.interval))"
    }

    /// The five rates of one style, field and frame; n stands beside those that rest on fewer scenarios.
    func rates(of own: Cell) -> [String] {
        Definition.allCases.map { definition in
            guard let cell = report.cell(own.style, own.field, definition, frame: own.frame),
                cell.estimate.rate != nil
            else { return Prose.none }
            let size = cell.estimate.clusters
            return rate(cell) + (size == own.estimate.clusters ? "" : ", n \(size)")
        }
    }

    func level(_ cell: Cell) -> String {
        guard let reading = cell.level else { return Prose.none }
        return reading.level.rawValue + (reading.dependsOnUnmeasured ? " (depends on unmeasured trials)" : "")
    }

    /// What the words of the levels mean.
    var levels: String {
        "Levels are read under \"\(thresholds.definition.prose)\": within tolerance when the whole interval lies below "
            + "\(Prose.percent(thresholds.tolerance)), obstructs when it lies above "
            + "\(Prose.percent(thresholds.obstruction)), else unclear."
    }

    /// One sentence a style whose pooled row has unmeasured or unsure trials; empty where none has.
    func bands(_ frame: Frame) -> [String] {
        var out: [String] = []
        for style in report.facts.study.styles {
            guard let cell = report.cell(style.id, Rows.all, thresholds.definition, frame: frame) else { continue }
            var parts: [String] = []
            if cell.coverage.unmeasured > 0, let band = cell.missingness {
                parts.append(
                    "\(Self.trials(cell.coverage.unmeasured, "unmeasured")) could move it to \(Prose.interval(band))")
            }
            if cell.unsure > 0, let band = cell.unsureBand {
                parts.append("\(Self.trials(cell.unsure, "unsure")) could move it to \(Prose.interval(band))")
            }
            guard !parts.isEmpty else { continue }
            out.append(
                "\(Prose.cell(style.id)), \(thresholds.definition.prose) \(Prose.percent(cell.estimate.rate)): "
                    + parts.joined(separator: "; ") + ".")
        }
        return out
    }

    private static func trials(_ count: Int, _ kind: String) -> String {
        count == 1 ? "1 \(kind) trial" : "\(count) \(kind) trials"
    }
}

extension Definition {
    /// As a clause: "23 prompts …".
    var clause: String {
        switch self {
        case .api: "were blocked by the API"
        case .model: "were refused by the model"
        case .strict: "were blocked or refused"
        case .broad: "were blocked, refused or helped only in part"
        case .undelivered: "came back without the work done"
        }
    }
}

extension ComparisonRow {
    /// Counts first, then the difference with its interval, adjusted p and verdict.
    var sentence: String {
        let (a, b) = (Prose.cell(a), Prose.cell(b))
        var text = ""
        switch finding {
        case .paired(let paired) where paired.pairs == 0:
            return "\(a) against \(b): no prompt was measured under both, so nothing can be said."
        case .paired(let paired):
            let counts = paired.counts
            let unit = clustered ? "scenario" : "prompt"
            text += "Of \(paired.pairs) \(unit)\(paired.pairs == 1 ? "" : "s"), \(Prose.count(counts.onlyB)) "
            text += "\(definition.clause) only under \(b), \(Prose.count(counts.onlyA)) only under \(a), "
            text += "\(Prose.count(counts.both)) under both, \(Prose.count(counts.neither)) under neither"
            text += paired.dropped.total > 0 ? " (\(paired.dropped.total) more could not be paired). " : ". "
        case .unpaired: text += "\(a) and \(b) met different prompts, so this comparison is unpaired. "
        }
        text += "Difference \(a) − \(b): \(Prose.points(difference)) points \(Prose.interval(interval))"
        text += adjustedP.map { ", adjusted p \(Prose.p($0))" } ?? ", p \(Prose.p(p)) (exploratory)"
        text += ": **\(verdict?.rawValue ?? Prose.none)**"
        if dependsOnUnmeasured { text += " (depends on unmeasured trials)" }
        return text + "."
    }
}
