import Trials

/// Do order, carry-over or the state of an account matter? One table of what should not.
struct DesignChecks: Section {
    let rows: [DesignCheck]

    init(_ rows: Rows, _ report: Report) { self.rows = DesignCheck.all(rows) }

    static var host: (any Section.Type)? { AlongTheRun.self }

    static let members: [Member<DesignChecks>] = [
        Member(
            "design_checks",
            "What should not matter for what came back; main benign trials of both frames (after blocks: whole prompts of every role but sentinels and controls).",
            columns
        ) { $0.rows }
    ]

    private static let columns = Columns<DesignCheck>([
        .word("check") { $0.kind },
        .text("subject", "A style, the styles of one credential, or two compared styles.") { $0.subject },
        .text("group") { $0.group },
        .text("found") { $0.found },
        .text("other") { $0.other },
        .text("found_other") { $0.foundOther },
        .share("p") { $0.p },
        .share("p_adjusted", "Holm over all checks.") { $0.adjustedP },
        .flag("matters", "p_adjusted <= .05.") { $0.matters },
    ])

    func files(_ report: Report) -> [CSVFile] {
        rows.isEmpty ? [] : [CSVFile(name: "design_checks.csv", Self.columns, rows)]
    }

    func page(_ report: Report) -> [Block] {
        guard !rows.isEmpty else { return [] }
        let found = rows.filter(\.matters)
        return [
            .heading(3, "Checks on the design"),
            .text(
                (found.isEmpty
                    ? "Nothing here speaks for order, carry-over or the state of an account."
                    : "Worth a look: \(Prose.list(found.map { "\($0.kind.rawValue) (\(Prose.cell($0.subject)))" })).")
                    + " Each line holds against each other what should not matter, main benign prompts of both frames, "
                    + "exact where counts are compared, p by Holm over the table. Blocks just before are looked for among prompts of "
                    + "every role but sentinels and controls, whole prompts in the order of the plan: a prompt counts as blocked "
                    + "where any of its trials on the credential was."),
            .table(
                ["check", "style", "", "found", "", "found", "adjusted p"],
                rows.map {
                    [
                        $0.kind.rawValue, $0.subject, $0.group, $0.found, $0.other, $0.foundOther,
                        Prose.p($0.adjustedP),
                    ]
                }, right: [6]),
            .text(
                "Along the run: the tenths of a style's own trials, both frames, with the highest and lowest rate, and the runs test on all. Cached prompts "
                    + "are no experiment: they show what goes together. Blocks that follow blocks can be a provider that "
                    + "watches the credential, or one that changed within a round of the plan; the drift test of section 1 tells these "
                    + "apart."),
        ]
    }
}
