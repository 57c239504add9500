import Formats
import GRDB
import Trials

/// Styles, probes and pending trials of a run that begins.
enum Plan {
    static func insert(_ order: RunOrder, in db: Database) throws {
        for (index, style) in order.styles.enumerated() { try insert(style, id: index + 1, in: db) }
        for (index, probe) in order.probes.enumerated() { try insert(probe, id: index + 1, in: db) }
        for planned in order.trials {
            try insertTrial(
                id: planned.position + 1, style: planned.style + 1, probe: planned.probe + 1,
                repetition: planned.repetition, position: planned.position, state: .pending, in: db)
        }
    }

    static func insert(_ style: AccessStyle, id: Int, in db: Database) throws {
        try StoredRow(
            Statements.insertStyle,
            [
                .integer(id), .text(style.id), .text(style.model), .flag(style.stream), .flag(style.simulated),
                .text(style.account), .json(style.json),
            ]
        ).execute(in: db)
    }

    static func insert(_ probe: Probe, id: Int, in db: Database) throws {
        try StoredRow(
            Statements.insertProbe,
            [
                .integer(id), .text(probe.id), .text(probe.suite), .text(probe.field), .text(probe.role),
                .text(probe.frame), .text(probe.expect), .json(probe.json),
            ]
        ).execute(in: db)
    }

    static func insertTrial(
        id: Int, style: Int, probe: Int, repetition: Int, position: Int, state: TrialState, in db: Database
    ) throws {
        try StoredRow(
            Statements.insertTrial,
            [
                .integer(id), .integer(style), .integer(probe), .integer(repetition), .integer(position), .text(state),
            ]
        ).execute(in: db)
    }
}
