/// What a comparison may be said to show.
package enum ComparisonVerdict: String, Sendable, CaseIterable {
    case differs
    case noMaterialDifference = "no material difference"
    /// Never "no difference": a large p shows nothing.
    case cannotTell = "cannot tell"

    /// p decides first; then the whole interval must lie strictly inside (-margin, +margin).
    package init(adjustedP: Double, alpha: Double, interval: Interval, margin: Double) {
        if adjustedP <= alpha {
            self = .differs
        } else if -margin < interval.low && interval.high < margin {
            self = .noMaterialDifference
        } else {
            self = .cannotTell
        }
    }
}
