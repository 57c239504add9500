import Formats
import Statistics
import Trials

/// One page for a reader who decides: what must be known first, what was found, whether the promise is kept, what makes a
/// difference, how sure that is, and what follows.
package struct MemoPage: Sendable {
    package static func markdown(_ report: Report) -> String { Markdown.write(MemoPage(report: report).blocks) }

    /// More lines than this make no page; what is left out is counted and stands in the full report.
    private static let longest = 6

    let report: Report

    var blocks: [Block] {
        let findings = Findings(report: report)
        var out = Headline(report: report).blocks
        out.append(.heading(1, "Over-refusal memo: \(Prose.cell(report.facts.study.name))"))
        out += Self.list(findings.overall)
        // All of them: a name that is told nowhere is what this list is against.
        if !report.styleWords.isEmpty {
            out += [.heading(2, "What the styles are"), .bullets(report.styleWords)]
        }
        out += Self.part("Is the promised access in force?", findings.inForce)
        out += Self.part("What is seen against what was declared or promised", findings.contradictions)
        out += Self.part(findings.whatChanges, findings.changes)
        out += Self.part("What the wording changes", findings.wording)
        out += Self.part("In which fields", findings.fields)
        out += Self.part("Under which safeguard", findings.categories)
        out += Self.part("Who declined, and when", findings.layers)
        out += Self.part("Prompts known to trip safeguards", findings.enriched)
        out += Self.part("How sure", findings.sureness)
        out += Self.part("What follows", findings.next)
        out.append(.text(findings.limits))
        return out + Self.part("Made from", findings.provenance)
    }

    private static func part(_ title: String, _ items: [String]) -> [Block] {
        items.isEmpty ? [] : [.heading(2, title)] + list(items)
    }

    private static func list(_ items: [String]) -> [Block] {
        let rest = items.count - longest
        guard rest > 0 else { return [.bullets(items)] }
        return [
            .bullets(items.prefix(longest) + [counted(rest, "more stands", "more stand") + " in the full report."])
        ]
    }
}

/// Two to three pages: the memo's findings with the tables that they rest on.
package enum SummaryPage {
    package static func markdown(_ report: Report) -> String { Markdown.write(blocks(report)) }

    static func blocks(_ report: Report) -> [Block] {
        let findings = Findings(report: report)
        var out = Headline(report: report).blocks
        out.append(.heading(1, "Over-refusal summary: \(Prose.cell(report.facts.study.name))"))
        out.append(.bullets(findings.overall + findings.enriched))
        func part(_ title: String, _ items: [String], _ more: [Block] = []) {
            guard !items.isEmpty || !more.isEmpty else { return }
            out.append(.heading(2, title))
            if !items.isEmpty { out.append(.bullets(items)) }
            out += more
        }
        part("What the styles are", report.styleWords)
        part(
            "Is the promised access in force?", findings.inForce + findings.contradictions)
        part("Rates per field", [], findings.isCase ? [] : rates(report))
        part(findings.whatChanges, findings.changes, differences(report))
        part("What the wording changes", findings.wording)
        part("Under which safeguard", findings.categories)
        part("Who declined, and when", findings.layers)
        part("How sure", findings.sureness)
        part("What follows", findings.next)
        out.append(.text(findings.limits))
        part("Made from", findings.provenance)
        return out
    }

    /// One table a frame: style, field, rate, level. Narrow enough for a phone.
    private static func rates(_ report: Report) -> [Block] {
        report.frames.flatMap { frame -> [Block] in
            [
                .text(
                    "\(frame.noun.prefix(1).uppercased())\(frame.noun.dropFirst()), share that "
                        + "\(report.definition.clause):"),
                .table(
                    ["field", "style", "rate", "unmeasured all 0 to all 1", "prompts", "level"],
                    ([Rows.all] + report.fields(of: frame)).flatMap { field in
                        report.styles.compactMap { style in
                            guard let cell = report.cell(style.id, field, report.definition, frame: frame) else {
                                return nil
                            }
                            return [
                                field, style.id, Prose.rate(cell.estimate),
                                cell.coverage.unmeasured > 0
                                    ? cell.missingness.map(Prose.band) ?? Prose.none : Prose.none,
                                "\(cell.probes)", RateProse(report: report).level(cell),
                            ]
                        }
                    }, right: [4]),
            ] + (frame == report.frames.first ? [.text(ObstructionMatrix.together(report, frame))] : [])
        }
    }

    private static func differences(_ report: Report) -> [Block] {
        let rows = report.comparisons.filter { $0.definition == report.definition && $0.frame == report.frames.first }
        guard rows.count > 1 else { return [] }
        return [
            .table(
                ["styles", "field", "points", "adjusted p", "finding"],
                rows.map {
                    ["\($0.a) − \($0.b)", $0.field, Prose.difference($0), Prose.p($0.adjustedP), $0.words]
                }, right: [3])
        ]
    }
}
