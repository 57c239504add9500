import Trials

/// One prompt, of whatever role: how often it was obstructed under each style.
package struct ProbeRow: Sendable {
    package struct Count: Sendable, Hashable {
        package var hits = 0
        package var measured = 0
        package var planned = 0
    }

    package let probe: String
    package let suite: String
    package let field: String
    package let role: Role
    package let expect: Expectation
    package let cluster: String
    /// By style id, under the study's definition.
    package let counts: [String: Count]

    /// Any trial was obstructed.
    package var tripped: Bool { counts.values.contains { $0.hits > 0 } }

    /// In the order of suites and ids.
    static func all(_ rows: Rows) -> [ProbeRow] {
        let definition = rows.thresholds.definition
        var counts: [Int: (first: Row, counts: [String: Count])] = [:]
        for style in rows.styles {
            for row in rows.byStyle[style.id] ?? [] {
                var own = counts[row.probePlace]?.counts[style.id] ?? Count()
                own.planned += 1
                if let hit = row.obstructed(definition) {
                    own.measured += 1
                    if hit { own.hits += 1 }
                }
                counts[row.probePlace, default: (row, [:])].counts[style.id] = own
            }
        }
        return counts.sorted { $0.key < $1.key }.map { _, own in
            let record = own.first.record
            return ProbeRow(
                probe: record.key.probe, suite: record.suite, field: record.field, role: record.role,
                expect: record.expect, cluster: record.cluster, counts: own.counts)
        }
    }
}
