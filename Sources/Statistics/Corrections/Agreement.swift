import Foundation

/// How far two labellers agree. Kappa alone misleads where nearly everything is one class; AC1 stands beside it.
package struct Agreement: Equatable, Sendable {
    /// Share of replies with the same label.
    package let raw: Double
    /// Cohen's kappa; nil when chance agreement is complete.
    package let kappa: Double?
    /// Non-null standard error of kappa (Fleiss, Cohen & Everitt 1969).
    package let kappaStandardError: Double?
    /// Gwet's AC1; nil when chance agreement is complete.
    package let ac1: Double?

    /// A square table of counts, one labeller's classes in rows, the other's in columns. nil when it is empty or
    /// has fewer than two classes.
    package init?(_ table: [[Int]]) {
        let classes = table.indices
        precondition(table.allSatisfy { $0.count == table.count }, "the table must be square")
        let total = table.joined().reduce(0, +)
        guard total > 0, table.count > 1 else { return nil }
        let n = Double(total)
        let p = table.map { $0.map { Double($0) / n } }
        let rowCounts = table.map { $0.reduce(0, +) }
        let columnCounts = classes.map { column in table.reduce(0) { $0 + $1[column] } }
        let rows = rowCounts.map { Double($0) / n }
        let columns = columnCounts.map { Double($0) / n }
        let observed = Double(classes.reduce(0) { $0 + table[$1][$1] }) / n
        raw = observed

        let expected = classes.reduce(0) { $0 + rows[$1] * columns[$1] }
        let isOneClass = classes.contains { rowCounts[$0] == total && columnCounts[$0] == total }
        if isOneClass {
            (kappa, kappaStandardError) = (nil, nil)
        } else {
            let kappa = (observed - expected) / (1 - expected)
            var spread = -(kappa - expected * (1 - kappa)) * (kappa - expected * (1 - kappa))
            for i in classes {
                for j in classes {
                    let term =
                        i == j
                        ? 1 - (rows[i] + columns[i]) * (1 - kappa) : (1 - kappa) * (columns[i] + rows[j])
                    spread += p[i][j] * term * term
                }
            }
            self.kappa = kappa
            kappaStandardError = sqrt(max(0, spread) / n) / (1 - expected)
        }

        let chance =
            classes.reduce(0) {
                let share = (rows[$1] + columns[$1]) / 2
                return $0 + share * (1 - share)
            } / Double(table.count - 1)
        ac1 = chance >= 1 ? nil : (observed - chance) / (1 - chance)
    }
}
