/// What the words of a reply say. Signals of the wire (blocks, stop reasons, structured refusals) are not seen here.
package enum TextLabel: String, Sendable, CaseIterable {
    case answered, partial, refused
    /// Asks for missing material, lacks a tool, did not understand: measured, never an obstruction.
    case unable
}

extension TextLabel {
    /// The label's place in the tables of weights.
    var place: Int {
        switch self {
        case .answered: 0
        case .partial: 1
        case .refused: 2
        case .unable: 3
        }
    }
}
