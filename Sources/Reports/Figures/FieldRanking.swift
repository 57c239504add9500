import Statistics
import Trials

/// The fields of one style beside each other, one frame, the study's definition.
struct FieldRanking {
    /// Of fewer scenarios a field's rate says nothing beside another's.
    static let fewest = 6

    /// The highest first.
    let ranked: [Cell]
    /// Of too few scenarios, in the order of the fields.
    let small: [Cell]

    /// Whether no fewer are ranked than not: else the highest of the ranked is not where most of it lies.
    var isOfMost: Bool { ranked.count >= small.count }

    /// The one that may be named as such; nil where most fields are not ranked, or nothing was obstructed.
    var highest: Cell? { isOfMost ? ranked.first.flatMap { ($0.estimate.rate ?? 0) > 0 ? $0 : nil } : nil }
}

extension Report {
    func ranking(_ style: String, _ frame: Frame) -> FieldRanking {
        let cells = fields(of: frame).compactMap { cell(style, $0, definition, frame: frame) }
            .filter { $0.estimate.rate != nil }
        func isSmall(_ cell: Cell) -> Bool { cell.estimate.clusters < FieldRanking.fewest }
        return FieldRanking(
            ranked: cells.filter { !isSmall($0) }.sorted { ($1.estimate.rate ?? 0) < ($0.estimate.rate ?? 0) },
            small: cells.filter(isSmall))
    }
}
