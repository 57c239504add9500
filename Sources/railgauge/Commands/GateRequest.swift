import Formats
import Foundation
import Reports
import Statistics
import Trials

/// `definition(style, field) <= limit`, as `--gate` takes it; over the frame `typical`.
struct GateRequest {
    let text: String
    /// nil: `fpr`, the study's own definition.
    private let definition: Definition?
    private let style: String
    private let field: String
    private let limit: Double

    static let form =
        "definition(style, field) <= limit, with fpr (the study's own), api, model, strict, broad or undelivered, and a "
        + "limit from 0 to 1"

    /// - Throws: `Failure` 64.
    init(_ text: String) throws {
        let form = /\s*([a-z]+)\s*\(\s*([^,()\s]+)\s*,\s*([^,()\s]+)\s*\)\s*<=\s*([0-9.eE-]+)\s*/
        guard let match = text.wholeMatch(of: form),
            match.1 == "fpr" || Definition(rawValue: String(match.1)) != nil,
            let limit = Double(match.4), (0...1).contains(limit)
        else { throw Failure(.badUsage, "--gate \(text): accepted is \(Self.form)") }
        self.text = text
        definition = Definition(rawValue: String(match.1))
        style = String(match.2)
        field = String(match.3)
        self.limit = limit
    }

    /// What a run says of the gate, with the numbers that it rests on.
    struct Reading {
        let finding: Gate.Finding
        let line: String
        /// Rate, n and bounds.
        let words: String

        func fails(strict: Bool) -> Bool { finding == .violated || (strict && finding != .met) }
    }

    /// Before anything is sent: what no report of this study will hold is found out now, not when all is paid.
    /// - Parameter sent: the styles that this call sends to; a run that goes on may hold others already.
    /// - Returns: what deserves a word, and stops nothing.
    /// - Throws: `Failure` 64 where the study has no such style, or no benign main prompt of such a field.
    func check(_ study: Study, sent: [AccessStyle]) throws -> String? {
        let fields = Set(
            study.probes.filter { $0.role == .main && $0.expect == .answer && $0.frame == .typical }.map(\.field))
        guard study.styles.contains(where: { $0.id == style }),
            field == "all" ? !fields.isEmpty : fields.contains(field)
        else { throw unknown(study.styles.map(\.id), fields.sorted()) }
        return sent.contains { $0.id == style }
            ? nil
            : "--gate \(text): nothing is sent to \(style) by this call, so that the gate rests on what an earlier one brought"
    }

    private func unknown(_ styles: [String], _ fields: [String]) -> Failure {
        Failure(
            .badUsage,
            "--gate \(text): there is no such rate; styles: \(styles.joined(separator: ", ")); fields: "
                + (["all"] + fields).joined(separator: ", "))
    }

    /// - Throws: `Failure` 64 where the report has no such cell.
    func reading(_ report: Report) throws -> Reading {
        guard let cell = report.cell(style, field, definition ?? report.facts.study.thresholds.definition) else {
            throw unknown(report.facts.study.styles.map(\.id), report.fields)
        }
        let gate = cell.gate(limit: limit)
        let words =
            Self.words(gate, cell)
            + (cell.gateDependsOnUnsure(limit: limit)
                ? "; depends on \(counted(cell.unsure, "unsure verdict")), which the bounds take as they are read" : "")
        return Reading(finding: gate.finding, line: "\(gate.finding): \(text): \(words)", words: words)
    }

    /// Rate, n and the bound that decided; both bounds where none did.
    private static func words(_ gate: Gate, _ cell: Cell) -> String {
        let estimate = cell.estimate
        guard let rate = estimate.rate, let lower = gate.lower, let upper = gate.upper else {
            return "nothing was measured"
        }
        let level = String(format: "%g %%", (1 - estimate.alpha) * 100)
        let low = "lower bound \(percent(lower))"
        let high = "upper bound with what is unmeasured as obstructed \(percent(upper))"
        let bounds =
            switch gate.finding {
            case .violated: low
            case .met: high
            case .undecided: "\(low), \(high)"
            }
        return "rate \(percent(rate)), n = \(counted(estimate.clusters, "scenario")), "
            + "\(counted(estimate.trials, "trial")), \(bounds) (one-sided, \(level))"
    }

    private static func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }
}
