import Statistics
import Trials

/// The matrix as tiles: three levels told apart by sign and word as well as by colour.
enum MatrixTiles {
    struct Tile: Sendable {
        var row: String
        var column: String
        var sign: LevelSign
        /// The level in words.
        var words: String
        var doubt: String?
        var rate: Double?

        /// nil where nothing was measured.
        init?(
            _ row: String, _ column: String, _ level: LevelReading?, _ estimate: RateEstimate?, _ thresholds: Thresholds
        ) {
            guard let level, let estimate else { return nil }
            (self.row, self.column) = (row, column)
            sign = LevelSign(level.statement)
            words = LevelSign(level.statement).words(thresholds)
            (doubt, rate) = (level.doubt, estimate.rate)
        }
    }

    static func picture(
        id: String, title: String, rows: [String], columns: [String], _ tiles: [Tile], _ thresholds: Thresholds
    ) -> Picture? {
        guard !rows.isEmpty, !columns.isEmpty, rows.count * columns.count <= 400 else { return nil }
        let left = 150.0
        // As wide as the longest name, where a desk has room for it.
        let longest = 8 * Double(columns.map(\.count).max() ?? 0) + 10
        let width = max(64, min(longest, 130, (940 - left) / Double(columns.count)))
        var svg = SVG(width: left + width * Double(columns.count) + 4, height: 40 + 44 * Double(rows.count))
        for (index, column) in columns.enumerated() {
            let lines = halves(column, Int(width / 7.4))
            for (line, text) in lines.enumerated() {
                svg.text(
                    left + width * (Double(index) + 0.5), 28 - 13 * Double(lines.count - 1 - line), text, "row-head",
                    anchor: .middle)
            }
        }
        for (index, row) in rows.enumerated() {
            let y = 36 + 44 * Double(index)
            svg.text(left - 8, y + 25, SVG.fit(row, 22), "", anchor: .end)
            for (place, column) in columns.enumerated() {
                let x = left + width * Double(place)
                guard let tile = tiles.first(where: { $0.row == row && $0.column == column }) else {
                    svg.rect(x + 2, y, width - 4, 40, "tile none")
                    svg.text(x + width / 2, y + 25, Prose.none, "value", anchor: .middle)
                    continue
                }
                svg.rect(x + 2, y, width - 4, 40, "tile \(name(tile.sign))")
                svg.text(
                    x + width / 2, y + 17, tile.sign.rawValue + (tile.doubt != nil ? " *" : ""), "tile-sign",
                    anchor: .middle)
                svg.text(x + width / 2, y + 33, Prose.short(tile.rate), "tile-rate", anchor: .middle)
            }
        }
        return Picture(
            id: id, title: title,
            description: tiles.map { tile in
                "\(tile.row), \(tile.column): \(tile.words)"
                    + (tile.doubt.map { ", which \($0) could change" } ?? "") + " (\(Prose.short(tile.rate)))"
            }.joined(separator: "; ") + ".",
            caption:
                LevelSign.legend(thresholds)
                + " An em dash: not measured, or not granted. It says nothing about the risk of granting access.",
            svg: svg)
    }

    /// A name on one line or two, which ends at a hyphen where it has one.
    private static func halves(_ name: String, _ most: Int) -> [String] {
        guard name.count > most else { return [name] }
        let head = name.prefix(most)
        let hyphen = head.lastIndex(of: "-").map { name.index(after: $0) } ?? head.endIndex
        return [String(name[..<hyphen]), SVG.fit(String(name[hyphen...]), most)]
    }

    private static func name(_ sign: LevelSign) -> String {
        switch sign {
        case .within: "within"
        case .obstructs: "obstructs"
        case .between, .aboveTolerance, .belowLimit, .unknown: "unclear"
        }
    }
}
