/// A piece of a page. Every length and every form of a report is made of these, so that Markdown and HTML say the same.
///
/// Texts are our own Markdown: `**strong**`, backquotes for code, and nothing else; words from outside enter through
/// `Prose.cell`. Cells of tables are plain text.
enum Block: Sendable {
    case heading(Int, String)
    case text(String)
    /// Lines that belong together: bullets begin with `- `.
    case lines([String])
    case table(Table)
    /// In HTML only: its numbers stand in a table beside it.
    case picture(Picture)

    struct Table: Sendable {
        var header: [String]
        var rows: [[String]]
        /// Columns of numbers.
        var right: Set<Int> = []
    }

    static func table(_ header: [String], _ rows: [[String]], right: Set<Int> = []) -> Block {
        .table(Table(header: header, rows: rows, right: right))
    }

    var isHeading: Bool { if case .heading = self { true } else { false } }

    static func bullets(_ items: [String]) -> Block { .lines(items.map { "- " + $0 }) }
    /// Bullets of whole sentences, with air between them.
    static func paragraphs(_ items: [String]) -> [Block] { items.map { .lines(["- " + $0]) } }
}

enum Markdown {
    /// Blocks with an empty line between them, and a line end at the end.
    static func write(_ blocks: [Block]) -> String {
        let texts = blocks.compactMap(text)
        return texts.isEmpty ? "" : texts.joined(separator: "\n\n") + "\n"
    }

    private static func text(_ block: Block) -> String? {
        switch block {
        case .heading(let level, let text): String(repeating: "#", count: level) + " " + text
        case .text(let text): text
        case .lines(let lines): lines.joined(separator: "\n")
        case .table(let table): write(table)
        case .picture: nil
        }
    }

    /// Cells are escaped.
    private static func write(_ table: Block.Table) -> String {
        var lines = ["| " + table.header.map(Prose.cell).joined(separator: " | ") + " |"]
        lines.append("|" + table.header.indices.map { table.right.contains($0) ? " ---: |" : " --- |" }.joined())
        for row in table.rows { lines.append("| " + row.map(Prose.cell).joined(separator: " | ") + " |") }
        return lines.joined(separator: "\n")
    }
}
