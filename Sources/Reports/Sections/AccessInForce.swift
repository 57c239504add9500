import Access
import Formats
import Trials

/// Is the access in force? Each promise has a verdict of its own.
struct AccessInForce: Section {
    let rows: [InForceRow]
    let grants: [GrantRow]

    init(_ rows: Rows, _ report: Report) {
        self.rows = InForceRow.all(rows, CheckedAccess.records(rows))
        grants = GrantRow.all(rows, self.rows)
    }

    static let members: [Member<AccessInForce>] = [
        Member("in_force", "Promised beside measured, one row for each promise.", columns) { $0.rows },
        Member("grants", "What each grant says, beside what the run saw of it.", grantColumns) { $0.grants },
    ]

    private static let columns = Columns<InForceRow>([
        .text("style") { $0.style },
        .textOrNone(
            "reference", "The first style it is compared with that was promised nothing, else not the same; null: none."
        ) { $0.reference },
        .text("promised_by") { $0.promisedBy },
        .textOrNone("until") { $0.until },
        .texts("safeguards_off") { $0.safeguardsOff },
        .text("promise", "A safeguard category that is off, `every safeguard`, or `refusals by the model`.") {
            $0.promise.name
        },
        .count("prompts", "Measured under both, and of those that the promise is about.") { $0.concerned },
        .objectOrNone(
            "whole", "Whole prompts that the reference obstructed in any repeat; null without a reference.",
            Columns<WholePrompts>([
                .count("obstructed") { $0.alwaysB + $0.sometimesB },
                .count("in_some_repeats", "Of these, not in every repeat.") { $0.sometimesB },
                .count("freed", "Of these, obstructed in no repeat under the style.") { $0.freed },
                .count("gained", "Obstructed in any repeat under the style and in none under the reference.") {
                    $0.gained
                },
            ])
        ) { $0.prompts },
        .count("reference_blocks", "Scenarios of which the reference obstructed a prompt in any repeat.") {
            $0.referenceBlocks
        },
        .count("freed", "Of these, those of which the style obstructed none.") { $0.freed },
        .count("blocked_otherwise", "Of these, blocked under the style in another category.") { $0.blockedOtherwise },
        .count(
            "unnamed",
            "Of the obstructed prompts, those of which no block named a category: they count for what the prompt aims at."
        ) { $0.unnamed },
        .count("unpaired", "Prompts that the reference obstructed beside these, not measured under the style.") {
            $0.unpaired
        },
        .share("p") { $0.p },
        .list(
            "lapses",
            "Stretches in which the style was treated like the reference, among its trials of prompts that the reference obstructed.",
            stretches
        ) { $0.lapses },
        .list(
            "checked_lapses",
            "Stretches that the run's own checks of access found, with all trials of the style: they are unmeasured.",
            stretches
        ) { $0.checkedLapses },
        .word("standing") { $0.standing },
        .word("kept") { $0.kept },
    ])

    private static let stretches = Columns<InForceRow.Lapse>([
        .textOrNone("from") { $0.from }, .textOrNone("until") { $0.until }, .count("trials") { $0.trials },
        .count("blocked") { $0.blocked },
    ])

    private static let grantColumns = Columns<GrantRow>([
        .text("style") { $0.style },
        .text("promised") { $0.promised },
        .text("measured") { $0.measured },
        .word("kept") { $0.kept },
    ])

    func page(_ report: Report) -> [Block] {
        let heading = Block.heading(2, "2. Access in force")
        guard !rows.isEmpty else { return [heading, .text("No style declares relaxed access.")] }
        return [
            heading, .bullets(Findings(report: report).inForce),
            .table(
                [
                    "style", "promise", "promised by", "until", "reference", "so blocked under reference",
                    "of these never so under the style", "so under the style alone", "p", "standing",
                ],
                rows.map {
                    [
                        $0.style, $0.promise.name, $0.promisedBy, $0.until ?? Prose.none, $0.reference ?? Prose.none,
                        $0.prompts.map { "\($0.alwaysB + $0.sometimesB)" } ?? Prose.none,
                        $0.prompts.map { "\($0.freed)" } ?? Prose.none,
                        $0.prompts.map { "\($0.gained)" } ?? Prose.none, Prose.p($0.p), $0.standing.rawValue,
                    ]
                }, right: [5, 6, 7, 8]),
            .text(
                "Counted are whole prompts of all frames, and of what happened to them only what the promise is about: for a safeguard that "
                    + "is off, blocks of its category, and blocks without a category of prompts that aim at it. A prompt that was "
                    + "never so blocked can still have been refused, or blocked as something else. p weighs repeats, and the prompts of "
                    + "one scenario are one unit of it; report.json has what it rests on. With fewer than "
                    + "\(InForceRow.neededBlocks) scenarios that the reference so blocked nothing can be said. A promise is not shown where more than "
                    + "\(Prose.short(InForceRow.background)) of them surely stay obstructed, nor where any stretch of the run "
                    + "looks as if it had not been made."),
            .text("What was promised, and what the run saw of it:"),
            .table(
                ["style", "promised", "measured", "kept"],
                grants.map { [$0.style, $0.promised, $0.measured, $0.kept.rawValue] }),
        ]
    }
}

extension Report {
    package var inForce: [InForceRow] { section(AccessInForce.self).rows }

    /// In the order of the styles; the promises of one together.
    var inForceByStyle: [[InForceRow]] {
        styles.compactMap { style in
            let rows = inForce.filter { $0.style == style.id }
            return rows.isEmpty ? nil : rows
        }
    }
}
