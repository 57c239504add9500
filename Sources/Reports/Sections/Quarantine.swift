import Formats
import Trials

/// Trials that no rate holds, because a marker is not known or the failure hangs on the prompt.
struct Quarantine: Section {
    let rows: [QuarantineRow]

    init(_ rows: Rows, _ report: Report) { self.rows = QuarantineRow.all(rows) }

    static var host: (any Section.Type)? { Trust.self }

    static let members: [Member<Quarantine>] = [Member("quarantine", nil, columns) { $0.rows }]

    private static let columns = Columns<QuarantineRow>([
        .text("style") { $0.key.style },
        .text("probe") { $0.key.probe },
        .count("repetition", from: 1) { $0.key.repetition },
        .any("kind", .words(ErrorKind.allCases.filter(\.quarantined).map(\.rawValue))) { .string($0.kind.rawValue) },
        .textOrNone("rule") { $0.evidence?.rule },
        .textOrNone("field") { $0.evidence?.field },
        .textOrNone("quote") { $0.evidence?.quote },
    ])

    func page(_ report: Report) -> [Block] {
        guard !rows.isEmpty else { return [] }
        return [
            .text("Quarantine:"),
            .table(
                ["trial", "kind", "field", "seen"],
                rows.map {
                    [
                        $0.key.description, $0.kind.rawValue, $0.evidence?.field ?? Prose.none,
                        $0.evidence?.quote ?? Prose.none,
                    ]
                }),
        ]
    }
}

extension Report {
    package var quarantine: [QuarantineRow] { section(Quarantine.self).rows }
}
