import Trials

extension FullPage {
    /// More styles than these make no table that can be read; the next ones have a table of their own.
    private static let stylesPerTable = 4

    // MARK: 10

    var parity: String {
        guard !report.parity.isEmpty else { return "" }
        var out = "## 10. Parity facts\n\n"
        out += "What each access style declares, what its grant promises, and what the run saw, side by side.\n"
        for start in stride(from: 0, to: report.parity.count, by: Self.stylesPerTable) {
            let rows = Array(report.parity[start..<min(report.parity.count, start + Self.stylesPerTable)])
            out += "\n"
            out += Prose.table(
                ["fact", "source"] + rows.map(\.style.id),
                ParityLines(rows: rows).lines.map { line in
                    [line.fact, line.source] + line.values.map { $0 ?? Prose.none }
                })
        }
        let against = report.parity.flatMap { row in row.contradictions.map { (row.style.id, $0) } }
        if !against.isEmpty {
            out += "\nSeen against what is declared or promised:\n\n"
            for (style, text) in against { out += "- \(Prose.cell(style)): \(Prose.cell(text)).\n" }
        }
        return out
            + "\nModels are those that the provider lists for the credential, in the first answer to one question; dates "
            + "are the provider's. Limits are headers of replies, prices of tokens as the provider counts them: an em dash "
            + "is what nobody said. A blocked trial that counts tokens may be billed.\n"
    }
}

extension MemoPage {
    /// Only what contradicts: one page has no room for facts that fit.
    static func parity(_ report: Report, most: Int) -> String {
        let against = report.parity.flatMap { row in row.contradictions.map { (row.style.id, $0) } }
        guard !against.isEmpty else { return "" }
        var out = "## Seen against what is declared or promised\n\n"
        for (style, text) in against.prefix(most) { out += "- \(Prose.cell(style)): \(Prose.cell(text)).\n" }
        if against.count > most { out += "- \(against.count - most) more stand in the full report.\n" }
        return out + "\n"
    }
}

extension CSVTables {
    /// parity.csv: the lines of the parity facts, a row for each style; an empty value is what nobody said.
    package static func parity(_ report: Report) -> String {
        var out = line(["style", "fact", "source", "value"])
        let lines = ParityLines(rows: report.parity).lines
        for (index, row) in report.parity.enumerated() {
            for own in lines { out += line([row.style.id, own.fact, own.source, own.values[index] ?? ""]) }
        }
        return out
    }
}
