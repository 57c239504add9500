import Formats
import Statistics
import Trials

/// One page for a reader who decides: what must be known first, what was asked and found, whether the promise is kept, what makes a
/// difference, how sure that is, and what follows.
package struct MemoPage: Sendable {
    package static func markdown(_ report: Report) -> String { Markdown.write(MemoPage(report: report).blocks) }

    let report: Report

    var blocks: [Block] {
        let findings = Findings(report: report, named: 3)
        let places = Whereabouts(report: report, named: 3)
        let sureness = Sureness(report: report)
        let all = Int.max
        return Paper.memo(ObstructionMatrix.overview(report)).blocks(
            [
                PagePart(title: "", rank: 0, items: findings.asked + findings.overall, first: 5),
                // All of them: a name that is told nowhere is what this list is against.
                PagePart(title: "What the styles are", rank: 1, items: report.styleWords, first: all, most: all),
                PagePart(title: "Is the promised access in force?", rank: 1, items: findings.inForce, first: 4),
                PagePart(
                    title: "What is seen against what was declared or promised", rank: 2,
                    items: findings.contradictions,
                    first: 2),
                // What a study is made for is let in before all that explains it.
                PagePart(title: findings.whatChanges, rank: 0, items: findings.changes, first: 1),
                PagePart(title: "What the wording changes", rank: 9, items: findings.wording, most: 2),
                PagePart(title: "In which fields", rank: 6, items: places.fields),
                PagePart(title: "Under which safeguard", rank: 8, items: places.categories),
                PagePart(title: "Who declined, and when", rank: 7, items: places.layers),
                PagePart(title: "Prompts known to trip safeguards", rank: 5, items: findings.enriched),
                PagePart(title: "How sure", rank: 3, items: sureness.brief, first: 3),
                // Whoever was promised something must learn whom to ask, whatever else has to go.
                PagePart(
                    title: "What follows", rank: sureness.asks.isEmpty ? 4 : 2, items: sureness.next,
                    first: sureness.asks.isEmpty ? 3 : min(3, sureness.asks.count)),
                PagePart(title: "Made from", rank: 5, items: sureness.madeFrom),
            ],
            begun: Headline(report: report).blocks(most: 5) + [
                .heading(1, "Over-refusal memo: \(Prose.cell(report.facts.study.name))")
            ], end: .text(sureness.limits))
    }
}
