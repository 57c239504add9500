import Formats
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
        Prose.rate(cell.estimate)
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
        return LevelSign(reading.statement).words(thresholds)
            + (reading.doubt.map { " (depends on \($0))" } ?? "")
    }

    /// `23 % (14 to 33) ▲*`: the rate, the sign of its level, and an asterisk where the level hangs on something.
    func marked(_ cell: Cell) -> String {
        guard let reading = cell.level, cell.estimate.rate != nil else { return Prose.none }
        return "\(Prose.rate(cell.estimate)) \(LevelSign(reading.statement).rawValue)"
            + (reading.doubt == nil ? "" : "*")
    }

    /// What the signs say.
    var signs: String { LevelSign.legend(thresholds) }

    /// What the words of the levels mean.
    var levels: String {
        "Levels are read under \"\(thresholds.definition.prose)\": within tolerance when the whole interval lies below "
            + "\(Prose.percent(thresholds.tolerance)), obstructs when it lies above "
            + "\(Prose.percent(thresholds.obstruction)), between the thresholds when it lies between them; one that reaches over "
            + "one of them is said beside the other; one over both is too few to tell."
    }

    /// One sentence a style whose pooled row has unmeasured or unsure trials; empty where none has.
    func bands(_ frame: Frame) -> [String] {
        var out: [String] = []
        for style in report.facts.study.styles {
            guard let cell = report.cell(style.id, Rows.all, thresholds.definition, frame: frame) else { continue }
            var parts: [String] = []
            if cell.coverage.unmeasured > 0, let band = cell.missingness {
                parts.append(
                    "\(counted(cell.coverage.unmeasured, "unmeasured trial")) could move it to \(Prose.band(band))"
                )
            }
            if cell.unsure > 0, let band = cell.unsureBand {
                parts.append(
                    "\(counted(cell.unsure, "unsure trial")) could move it to \(Prose.band(band))")
            }
            guard !parts.isEmpty else { continue }
            out.append(
                "\(Prose.cell(style.id)), \(frame.noun), \(thresholds.definition.prose) \(Prose.short(cell.estimate.rate)): "
                    + parts.joined(separator: "; ") + ".")
        }
        return out
    }
}

/// A level told apart without colour. An interval over one threshold only still says on which side of the other it lies.
enum LevelSign: String, CaseIterable, Sendable {
    case within = "✓"
    case obstructs = "✕"
    case between = "–"
    case aboveTolerance = "▲"
    case belowLimit = "▽"
    case unknown = "?"

    init(_ statement: LevelStatement) {
        self =
            switch statement {
            case .withinTolerance: .within
            case .obstructs: .obstructs
            case .between: .between
            case .aboveTolerance: .aboveTolerance
            case .belowLimit: .belowLimit
            case .tooFew: .unknown
            }
    }

    func words(_ thresholds: Thresholds) -> String {
        let (tolerance, limit) = (Prose.short(thresholds.tolerance), Prose.short(thresholds.obstruction))
        return switch self {
        case .within: Level.withinTolerance.rawValue
        case .obstructs: Level.obstructs.rawValue
        case .between: Level.between.rawValue
        case .aboveTolerance: "above the tolerance of \(tolerance), not shown to be above \(limit)"
        case .belowLimit: "below the limit of \(limit), not shown to be below \(tolerance)"
        case .unknown: Level.tooFew.rawValue
        }
    }

    static func legend(_ thresholds: Thresholds) -> String {
        allCases.map { "\($0.rawValue) \($0.words(thresholds))" }.joined(separator: "; ")
            + "; an asterisk: unmeasured trials or unsure verdicts could change it."
    }
}

extension Definition {
    /// As a clause: "23 prompts …".
    var clause: String { clause(2) }

    func clause(_ count: Int) -> String {
        let be = count == 1 ? "was" : "were"
        return switch self {
        case .api: "\(be) blocked by the API"
        case .model: "\(be) refused by the model"
        case .strict: "\(be) blocked or refused"
        case .broad: "\(be) blocked, refused or helped only in part"
        case .undelivered: "came back without the work done"
        }
    }
}

extension ComparisonRow {
    /// What was found, in words; one outside the study's family is named exploratory, for nothing corrects it.
    var words: String {
        guard let verdict else { return Prose.none }
        if isTooFew { return "too few pairs to say more" }
        var out = verdict.rawValue + (isShownAlone ? " once adjusted" : "")
        let size = sizeDependsOnUnsure && !dependsOnUnsure ? " (unsure verdicts could change the size)" : ""
        switch materiality {
        case .material: out += ", material" + size
        case .notMaterial:
            out += ", not material" + size
            if reachesOverMargin { out += " by one-sided tests (the interval is two-sided)" }
        case .unknown:
            out +=
                ", size unknown"
                + (sizeDependsOnUnmeasured
                    ? " (unmeasured trials could change it)" : settlesSizeAlone ? " once adjusted" : "")
        case nil: break
        }
        let doubt = Doubt.words(unmeasured: dependsOnUnmeasured, unsure: dependsOnUnsure)
        return out + (doubt.map { ", depends on \($0)" } ?? "")
            + (adjustedP == nil ? ", exploratory" : "")
    }

    /// Words that hold for the family at once, beside an interval that would say more for itself alone.
    var isOnceAdjusted: Bool { verdict != nil && !isTooFew && (isShownAlone || settlesSizeAlone) }

    private var isShownAlone: Bool { verdict == .notShown && interval.excludesZero }

    /// Why words beside an interval may say less than it does.
    static func onceAdjusted(_ report: Report) -> String {
        "“Once adjusted”: the words hold for all \(counted(report.familySize, "comparison")) of the study at once, each interval for its own alone."
    }

    /// Whole counts first, then the difference with its interval, adjusted p and verdict.
    var sentence: String {
        let (a, b) = (Prose.cell(a), Prose.cell(b))
        var text = ""
        if let prompts {
            guard prompts.all > 0, case .paired(let paired) = finding else {
                return "\(a) against \(b): no prompt was measured under both, so nothing can be said."
            }
            text += "Of \(counted(prompts.all, clustered ? "scenario" : "prompt"))"
            text += prompts.isRepeated ? " (each by at least half of its \(clustered ? "trials" : "repeats")), " : ", "
            text += "\(prompts.onlyB) "
            text += "\(definition.clause(prompts.onlyB)) only under \(b), \(prompts.onlyA) only under \(a), "
            text += "\(prompts.both) under both, \(prompts.neither) under neither"
            text += paired.dropped.total > 0 ? " (\(paired.dropped.total) more could not be paired). " : ". "
        } else {
            text += "No prompt is known to be the same under \(a) and \(b), so this comparison is unpaired. "
        }
        if isTooFew { return text + "**Too few pairs to say more.**" }
        text +=
            "Difference \(a) − \(b)\(prompts?.isRepeated ?? false ? ", every \(clustered ? "trial" : "repeat") counted" : ""): "
        text += "\(Prose.difference(self)) points"
        text += adjustedP.map { ", adjusted p \(Prose.p($0))" } ?? ", p \(Prose.p(p))"
        return text + ": **\(words)**."
    }
}
