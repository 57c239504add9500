import Formats
import Statistics
import Trials

/// How often was benign work obstructed?
struct Rates: Section {
    let cells: [Cell]

    init(_ rows: Rows, _ report: Report) { cells = Cell.all(rows) }

    // MARK: report.json and cells.csv

    static let members: [Member<Rates>] = [
        Member("cells", "Rates over main benign probes.", columns) { $0.cells }
    ]

    private static let columns = Columns<Cell>([
        .text("style") { $0.style },
        .text("field", "A field, or `all`: the pooled row of the frame.") { $0.field },
        .frame { $0.frame },
        .word("definition") { $0.definition },
        .count("probes", "Distinct probes with a measured trial.") { $0.probes },
        .count("clusters", "The sampling units of the interval.") { $0.estimate.clusters },
        .count("trials", "Measured.") { $0.estimate.trials },
        .count("unmeasured") { $0.coverage.unmeasured },
        .count(
            "unsure",
            "Decided by text without the classifier standing by it, where another reading would count otherwise: none under `api`."
        ) { $0.unsure },
        .count("hits") { $0.estimate.hits },
        .count("always", "Clusters obstructed in all their measured trials.") { $0.always },
        .count("mixed") { $0.mixed },
        .count("never") { $0.never },
        .share("rate") { $0.estimate.rate },
        .share("low") { $0.estimate.low },
        .share("high") { $0.estimate.high },
        .word("method") { $0.estimate.method },
        .share("simultaneous_low", "All bounds of the matrix hold together with 1 - alpha; null outside it.") {
            $0.simultaneous?.low
        },
        .share("simultaneous_high") { $0.simultaneous?.high },
        .amountOrNone("n_eff", "The smaller n* of the two bounds.") { $0.estimate.effectiveSize },
        .numberOrNone("icc", "Intraclass correlation; describes and enters no interval.") { $0.estimate.icc },
        .band("missingness") { $0.missingness },
        .band("unsure_band") { $0.unsureBand },
        .wordOrNone("level") { $0.level?.level },
        .flagOrNone("level_depends_on_unmeasured") { $0.level?.dependsOnUnmeasured },
        .flagOrNone("level_depends_on_unsure", "Verdicts of which the classifier is not sure could change it.") {
            $0.level?.dependsOnUnsure
        },
    ])

    func files(_ report: Report) -> [CSVFile] { [CSVFile(name: "cells.csv", Self.columns, cells)] }

    // MARK: The page

    func page(_ report: Report) -> [Block] {
        let prose = RateProse(report: report)
        var out: [Block] = [.heading(2, "3. How often was benign work obstructed?")]
        guard report.caseFigures == nil else { return out + [.text(CasePage.noRates)] }
        for frame in report.frames {
            let shown = cells.filter { $0.frame == frame && $0.definition == report.definition }
            out += ForestPlot.picture(report, frame).map { [.picture($0)] } ?? []
            out += [
                .text(
                    "Frame `\(frame.rawValue)`, with \(prose.confidence) interval. n counts "
                        + "scenarios, the sampling unit (prompts that share one count once); trials are the measured ones."
                ),
                .table(
                    ["style", "field", "level"] + Definition.allCases.map(report.corrections.name)
                        + ["n", "always / mixed / never", "trials / unmeasured / unsure", "more scenarios to settle"],
                    shown.map { row($0, prose) }, right: [8, 9, 10]),
            ]
            out += bands(shown, report) + means(frame, report)
        }
        return out + [
            .text(
                "\(prose.levels) \"More scenarios to settle\" holds the present rate fixed; it is "
                    + "no promise, and is not said of fewer than \(Sureness.fewestToPlan) scenarios, nor where a level depends on "
                    + "unmeasured trials or unsure verdicts. \"Work not delivered\" is over "
                    + "prompts whose work can be checked."
                    + (report.corrections.isRough
                        ? " † Read \(report.facts.imported ? "elsewhere" : "by a classifier alone"), without labels or a judge: rough."
                        : ""))
        ]
    }

    private func row(_ cell: Cell, _ prose: RateProse) -> [String] {
        [
            cell.style, cell.field, prose.level(cell),
        ] + prose.rates(of: cell) + [
            "\(cell.estimate.clusters)", "\(cell.always) / \(cell.mixed) / \(cell.never)",
            "\(cell.estimate.trials) / \(cell.coverage.unmeasured) / \(cell.unsure)", Self.more(cell.morePlanned),
        ]
    }

    private static func more(_ more: MoreProbes?) -> String {
        switch more {
        case .notAtThisRate: "not at this rate"
        case .count, .tooMany, .settled, nil: more?.prose ?? Prose.none
        }
    }

    /// What the trials that are unmeasured or unsure could do to the rate.
    private func bands(_ cells: [Cell], _ report: Report) -> [Block] {
        let rows = cells.filter { $0.coverage.unmeasured > 0 || $0.unsure > 0 }
        guard !rows.isEmpty else { return [] }
        return [
            .text(
                "What unmeasured and unsure trials could do to the rate (\(report.definition.prose)); no confidence intervals:"
            ),
            .table(
                ["style", "field", "rate", "unmeasured all 0 to all 1", "unsure all 0 to all 1"],
                rows.map {
                    [
                        $0.style, $0.field, Prose.short($0.estimate.rate),
                        $0.coverage.unmeasured > 0 ? ($0.missingness.map(Prose.band) ?? Prose.none) : Prose.none,
                        $0.unsure > 0 ? ($0.unsureBand.map(Prose.band) ?? Prose.none) : Prose.none,
                    ]
                }, right: [2]),
        ]
    }

    /// Beside the pooled row: the mean of the field rates, which does not depend on how many prompts a field has.
    private func means(_ frame: Frame, _ report: Report) -> [Block] {
        let fields = report.fields(of: frame)
        guard fields.count > 1 else { return [] }
        let parts = report.styles.compactMap { style -> String? in
            let estimates = fields.compactMap {
                report.cell(style.id, $0, report.definition, frame: frame)?.estimate
            }
            guard let mean = RateMean(estimates) else { return nil }
            return "\(Prose.cell(style.id)) \(Prose.rate(mean.rate, mean.interval))"
        }
        return [.text("Mean of the field rates (\(report.definition.prose)): \(parts.joined(separator: ", ")).")]
    }
}

extension Report {
    package var cells: [Cell] { section(Rates.self).cells }

    /// Fields with main benign probes of one frame.
    package func fields(of frame: Frame) -> [String] {
        let cells = cells
        return fields.filter { field in cells.contains { $0.field == field && $0.frame == frame } }
    }

    /// The cell of the headline frame under a definition.
    package func cell(
        _ style: String, _ field: String, _ definition: Definition, frame: Frame = .typical
    ) -> Cell? {
        cells.first {
            $0.style == style && $0.field == field && $0.definition == definition && $0.frame == frame
        }
    }

    /// Where no trial was measured, or some wait in quarantine, "nothing was obstructed" would be a finding that nobody made.
    var nothingObstructed: String {
        guard cells.contains(where: { $0.estimate.trials > 0 }) else { return "Nothing was measured." }
        guard !quarantine.isEmpty else { return "Nothing was obstructed." }
        return "No measured trial was obstructed; what stopped the \(quarantine.count) in quarantine is not known."
    }
}
