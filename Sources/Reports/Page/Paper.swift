/// A part of a page: bullets and tables under one heading, and how much of them may be left out.
struct PagePart: Sendable {
    /// Empty: no heading.
    var title: String
    /// Parts of a lower rank are let in first.
    var rank: Int
    var items: [String]
    /// Items that are let in before any part gets more than its first ones.
    var first = 1
    /// More items than these stand in the longer reports in any case.
    var most = 6
    /// Behind the items, each with its blocks together or not at all.
    var tables: [[Block]] = []
}

/// Paper that a page is promised to fit on: the memo on one sheet, the summary on two or three.
///
/// What does not fit is left out by importance and named at the end; the order of reading stays. Heights are lines of body text, as
/// `report.css` prints them on the smaller of A4 and Letter; `PaperTests` prints pages and counts the sheets.
struct Paper {
    static func memo(_ picture: Picture?) -> Paper {
        Paper(lines: 60 - height(picture), longer: "the summary and the full report")
    }
    static let summary = Paper(lines: 160, longer: "the full report")

    let lines: Double
    let longer: String

    private static let heading = 1.7
    private static let charactersOfLine = 96
    private static let charactersOfRow = 120

    /// With its caption, in lines; 0 where it is left to the longer reports.
    private static func height(_ picture: Picture?) -> Double {
        picture.map { $0.isLow ? $0.printedHeight / 15.8 + 3.5 : 0 } ?? 0
    }

    static func height(_ block: Block) -> Double {
        func lines(_ text: String) -> Double {
            Double((text.count + charactersOfLine - 1) / charactersOfLine)
        }
        return switch block {
        case .heading: heading
        case .text(let text): lines(text) + 0.3
        case .lines(let all): all.reduce(0.3) { $0 + lines($1) + 0.1 }
        case .table(let table):
            table.rows.reduce(2) { sum, row in
                sum + 1.15 * Double(1 + row.reduce(0) { $0 + $1.count } / charactersOfRow)
            }
        case .picture: 0
        }
    }

    /// - Parameters:
    ///   - parts: in the order of reading.
    ///   - begun: blocks that stand on the page whatever else does.
    func blocks(_ parts: [PagePart], begun: [Block], end: Block) -> [Block] {
        var left = lines - (begun + [end]).reduce(0) { $0 + Self.height($1) }
        var kept = parts.map { _ in (items: 0, tables: 0) }
        let order = parts.indices.sorted { (parts[$0].rank, $0) < (parts[$1].rank, $1) }
        func opens(_ part: Int) -> Double {
            kept[part].items + kept[part].tables == 0 && !parts[part].title.isEmpty ? Self.heading + 0.3 : 0
        }
        func fill(_ part: Int, _ most: Int) {
            while kept[part].items < min(most, parts[part].items.count) {
                let cost = opens(part) + Self.height(.bullets([parts[part].items[kept[part].items]])) - 0.3
                guard cost <= left else { return }
                left -= cost
                kept[part].items += 1
            }
        }
        for part in order { fill(part, min(parts[part].first, parts[part].most)) }
        for part in order {
            for table in parts[part].tables.dropFirst(kept[part].tables) {
                let cost = opens(part) + table.reduce(0) { $0 + Self.height($1) }
                guard cost <= left else { break }
                left -= cost
                kept[part].tables += 1
            }
            fill(part, parts[part].most)
        }
        var out: [Block] = begun
        for (part, kept) in zip(parts, kept) where kept.items + kept.tables > 0 {
            if !part.title.isEmpty { out.append(.heading(2, part.title)) }
            if kept.items > 0 { out.append(.bullets(Array(part.items.prefix(kept.items)))) }
            out += part.tables.prefix(kept.tables).joined()
        }
        let cut = zip(parts, kept).filter { $0.items.count > $1.items || $0.tables.count > $1.tables }
        let names = cut.map { part, kept -> String in
            let items = part.items.count - kept.items
            let name = part.title.isEmpty ? "what was found" : "“\(part.title)”"
            return items > 0 ? "\(items) more of \(name)" : "a table of \(name)"
        }
        out.append(end)
        if !names.isEmpty { out.append(.text("Left to \(longer): \(Prose.list(names)).")) }
        return out
    }
}
