import Formats
import Mustache
import Trials

/// Blocks as HTML. What came from outside is escaped wherever it stands; markup comes from the templates alone.
enum HTML {
    static func escape(_ text: String) -> String {
        var out = ""
        out.reserveCapacity(text.utf8.count)
        for scalar in Prose.plain(text).unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// Our own Markdown in a line: `**strong**`, backquotes for code, and the escapes of `Prose.cell`. Everything else is text.
    static func inline(_ markdown: String) -> String {
        var out = ""
        var open: [String] = []
        let text = Array(
            markdown.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&"))
        var index = 0
        func toggle(_ tag: String) -> String {
            if open.last == tag {
                open.removeLast()
                return "</\(tag)>"
            }
            open.append(tag)
            return "<\(tag)>"
        }
        while index < text.count {
            let character = text[index]
            let next = index + 1 < text.count ? text[index + 1] : nil
            switch character {
            case "\\" where next.map { "|\\`*(".contains($0) } ?? false:
                out += escape(String(next ?? " "))
                index += 1
            case "*" where next == "*" && open.last != "code":
                out += toggle("strong")
                index += 1
            case "`": out += toggle("code")
            // A number keeps its sign at the end of a line.
            case " " where next == "%": out += "\u{A0}"
            default: out += escape(String(character))
            }
            index += 1
        }
        return out + open.reversed().map { "</\($0)>" }.joined()
    }

    /// Rows beyond these stand in report.json and the CSV files only.
    private static let mostRows = 400
    /// Longer tables are folded.
    private static let foldFrom = 25

    /// The blocks as what the templates read.
    static func context(_ blocks: [Block]) -> [[String: Any]] {
        var label = ""
        return blocks.map { block in
            switch block {
            case .heading(let level, let text):
                label = text
                return ["heading\(level)": ["text": inline(text)]]
            case .text(let text):
                label = text
                return ["text": inline(text)]
            case .lines(let lines): return ["lines": lines.map(line)]
            case .picture(let picture):
                return [
                    "picture": [
                        "svg": picture.svg.element(
                            id: picture.id, title: picture.title, description: picture.description),
                        "caption": inline(picture.caption),
                    ]
                ]
            case .table(let table): return ["table": context(table, label: label)]
            }
        }
    }

    private static func line(_ text: String) -> [String: Any] {
        text.hasPrefix("- ") ? ["bullet": inline(String(text.dropFirst(2)))] : ["strong": inline(text)]
    }

    private static func context(_ table: Block.Table, label: String) -> [String: Any] {
        let shown = table.rows.prefix(mostRows)
        // Sentences in a narrow column would make every row tall.
        let wide = Set(
            table.header.indices.filter { place in shown.contains { $0.count > place && $0[place].count > 30 } })
        // Rates and counts stand on one line.
        let short = Set(
            table.header.indices.filter { place in shown.allSatisfy { $0.count <= place || $0[place].count <= 20 } })
        func words(_ text: String) -> String { Prose.plain(text).replacing(" %", with: "\u{A0}%") }
        var out: [String: Any] = [
            "label": String(label.prefix(120)),
            "header": table.header.enumerated().map {
                ["text": words($0.element), "right": table.right.contains($0.offset)]
            },
            "rows": shown.map { row in
                [
                    "cells": row.enumerated().map { place, cell -> [String: Any] in
                        [
                            "text": words(cell), "right": table.right.contains(place), "wide": wide.contains(place),
                            "short": short.contains(place),
                            "first": place == 0,
                        ]
                    }
                ]
            },
        ]
        if table.rows.count > foldFrom { out["fold"] = ["rows": table.rows.count] }
        if table.rows.count > shown.count { out["more"] = ["rows": table.rows.count - shown.count] }
        return out
    }
}
