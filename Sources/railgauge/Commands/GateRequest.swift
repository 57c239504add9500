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

    /// - Throws: `Failure` 64 where the report has no such cell.
    func finding(_ report: Report) throws -> Gate.Finding {
        guard let cell = report.cell(style, field, definition ?? report.facts.study.thresholds.definition) else {
            let styles = report.facts.study.styles.map(\.id).joined(separator: ", ")
            throw Failure(
                .badUsage,
                "--gate \(text): the report has no such rate; styles: \(styles); fields: all, "
                    + report.fields.joined(separator: ", "))
        }
        return cell.gate(limit: limit)
    }
}
