import Statistics
import Trials

/// The matrix as tiles: three levels told apart by sign and word as well as by colour.
enum MatrixTiles {
    struct Tile: Sendable {
        var row: String
        var column: String
        var level: LevelReading?
        var rate: Double?
    }

    static func sign(_ level: LevelReading) -> String {
        switch level.level {
        case .withinTolerance: "✓"
        case .obstructs: "✕"
        case .between: "–"
        case .tooFew: "?"
        }
    }

    static func picture(id: String, title: String, rows: [String], columns: [String], _ tiles: [Tile]) -> Picture? {
        guard !rows.isEmpty, !columns.isEmpty, rows.count * columns.count <= 400 else { return nil }
        let left = 150.0
        // As wide as the longest name, where a desk has room for it.
        let longest = 8 * Double(columns.map(\.count).max() ?? 0) + 10
        let width = max(64, min(longest, 130, (940 - left) / Double(columns.count)))
        var svg = SVG(width: left + width * Double(columns.count) + 4, height: 40 + 44 * Double(rows.count))
        for (index, column) in columns.enumerated() {
            svg.text(
                left + width * (Double(index) + 0.5), 24, SVG.fit(column, Int(width / 7.8)), "row-head", anchor: .middle
            )
        }
        for (index, row) in rows.enumerated() {
            let y = 36 + 44 * Double(index)
            svg.text(left - 8, y + 25, SVG.fit(row, 22), "", anchor: .end)
            for (place, column) in columns.enumerated() {
                let x = left + width * Double(place)
                guard let tile = tiles.first(where: { $0.row == row && $0.column == column }), let level = tile.level
                else {
                    svg.rect(x + 2, y, width - 4, 40, "tile none")
                    svg.text(x + width / 2, y + 25, Prose.none, "value", anchor: .middle)
                    continue
                }
                svg.rect(x + 2, y, width - 4, 40, "tile \(name(level.level))")
                svg.text(
                    x + width / 2, y + 17, sign(level) + (level.doubt != nil ? " *" : ""), "tile-sign",
                    anchor: .middle)
                svg.text(x + width / 2, y + 33, Prose.short(tile.rate), "tile-rate", anchor: .middle)
            }
        }
        return Picture(
            id: id, title: title,
            description: tiles.compactMap { tile in
                tile.level.map { reading in
                    "\(tile.row), \(tile.column): \(reading.level.rawValue)"
                        + (reading.doubt.map { ", which \($0) could change" } ?? "") + " (\(Prose.short(tile.rate)))"
                }
            }.joined(separator: "; ") + ".",
            caption:
                "✓ within tolerance, ✕ obstructs, – between the thresholds, ? too few to tell; an asterisk: unmeasured trials or unsure verdicts could change it; a dash: not "
                + "measured, or not granted. It says nothing about the risk of granting access.",
            svg: svg)
    }

    private static func name(_ level: Level) -> String {
        switch level {
        case .withinTolerance: "within"
        case .obstructs: "obstructs"
        case .between, .tooFew: "unclear"
        }
    }
}
