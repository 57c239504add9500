import Access
import Formats
import Trials

/// What the sentinels of the run say of each style whose access was checked, and where it lapsed.
struct CheckedAccess: Section {
    static var host: (any Section.Type)? { AccessInForce.self }

    let rows: [AccessRecord]

    init(_ rows: Rows, _ report: Report) {
        self.rows = Self.records(rows)
    }

    static func records(_ rows: Rows) -> [AccessRecord] {
        rows.facts.imported ? [] : AccessRecord.all(rows.study, rows.facts.records)
    }

    static let members: [Member<CheckedAccess>] = [
        Member("access_checks", "What sentinels said through the run, where a study checks access.", columns) {
            $0.rows
        }
    ]

    private static let columns = Columns<AccessRecord>([
        .text("style") { $0.style },
        .text("reference") { $0.reference },
        .word("standing", "lapsed: at some time of the run; cannot tell: too little was blocked under the reference.") {
            $0.standing
        },
        .count("checks", "Checks that were read.") { $0.checks },
        .count("planned") { $0.planned },
        .count("sentinels", "Of a check.") { $0.sentinels },
        .countOrNone("sentinels_needed", "Of a check, that the reference blocks; null: no number is enough.") {
            $0.needed
        },
        .count("blocked", "Sentinel trials of the style, of all checks.") { $0.blocked },
        .count("measured") { $0.measured },
        .count("reference_blocked") { $0.referenceBlocked },
        .count("reference_measured") { $0.referenceMeasured },
        .list("lapses", "Stretches without the promised access.", lapses) { $0.lapses },
    ])

    private static let lapses = Columns<AccessRecord.Lapse>([
        .textOrNone(
            "last_good", "UTC time of the last good sign before it; null: there was none, or times are withheld."
        ) { $0.lastGood },
        .textOrNone("found", "UTC time.") { $0.found },
        .textOrNone("until", "UTC time of the first good sign after it; null: it lasted.") { $0.until },
        .text("evidence") { $0.evidence },
        .texts("promises", "Of what was promised, what the lapse speaks of.") { $0.promises.map(\.name) },
        .count("trials", "Trials of the style in between: unmeasured, their flag is access-lapsed.") { $0.trials },
    ])

    func page(_ report: Report) -> [Block] {
        guard !rows.isEmpty else { return [] }
        return [
            .text("Checked through the run with sentinels, prompts that the reference blocks:"),
            .table(
                ["style", "reference", "access in force", "checks", "sentinels", "blocked", "under the reference"],
                rows.map {
                    [
                        $0.style, $0.reference, $0.words, "\($0.checks) of \($0.planned)", "\($0.sentinels)",
                        "\($0.blocked) of \($0.measured)", "\($0.referenceBlocked) of \($0.referenceMeasured)",
                    ]
                }, right: [3, 4]),
        ] + (rows.contains { !$0.lapses.isEmpty } ? [.bullets(rows.flatMap(\.lapseWords))] : [])
    }
}

extension AccessRecord {
    /// `shown`, `not shown`, `lapsed between 2026-11-21 02:10 and 2026-11-21 02:40 UTC`
    var words: String {
        standing == .lapsed ? lapses.map(\.between).joined(separator: "; ") : standing.rawValue
    }

    var lapseWords: [String] {
        lapses.map { "\(Prose.cell(style)), \($0.between): \($0.evidence); \($0.uncounted)." }
    }

    /// What the verdict rests on, without a verdict of its own.
    var evidence: String {
        switch standing {
        case .lapsed:
            return lapses.map { "\($0.evidence); \($0.uncounted)" }.joined(separator: "; ") + "."
        case .shown, .notShown, .cannotTell:
            var out = "In \(counted(checks, of: planned, "check")) \(counted(blocked, of: measured, "sentinel")) "
            out += "\(blocked == 1 ? "was" : "were") blocked, under "
            out += "\(Prose.cell(reference)) \(referenceBlocked) of \(referenceMeasured)"
            guard standing == .cannotTell else {
                guard let needed, sentinels < needed else { return out + "." }
                return out
                    + "; a lapse may have gone unseen: to find one within two checks in 95 of 100 runs takes \(needed) sentinels a check."
            }
            out += ": too few there for the checks to tell"
            guard let needed else { return out + "." }
            return out + "; with sentinels of which it blocks 7 in 10 they can, \(needed) a check (here \(sentinels))."
        }
    }
}

extension AccessRecord.Lapse {
    var uncounted: String { counted(trials, "trial does not count", "trials do not count") }
}
