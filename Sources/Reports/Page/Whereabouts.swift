import Formats
import Statistics
import Trials

/// Where the obstruction is, in sentences: in which fields, under which safeguard, by whom and when.
struct Whereabouts {
    let report: Report
    /// Fields and categories that one sentence names at most.
    var named = 6

    private var definition: Definition { report.definition }
    private var headline: Frame? { report.frames.first }
    private var isCase: Bool { report.caseFigures != nil }

    /// Per field, the highest first: where the obstruction is. Fields of few scenarios are not ranked, and each item says which
    /// they are, for a page may keep one and leave out the next.
    var fields: [String] {
        guard !isCase, let headline, report.fields(of: headline).count > 1 else { return [] }
        let rankings = report.styles.map { (style: $0.id, ranking: report.ranking($0.id, headline)) }
            .filter { ($0.ranking.ranked + $0.ranking.small).contains { ($0.estimate.rate ?? 0) > 0 } }
        let told = rankings.compactMap { style, ranking in ranking.isOfMost ? sentence(style, ranking) : nil }
        guard told.isEmpty, let most = rankings.map(\.ranking).max(by: { $0.small.count < $1.small.count }) else {
            return told
        }
        return [
            "No field is ranked: \(most.small.count) of \(most.small.count + most.ranked.count) have fewer than "
                + "\(FieldRanking.fewest) scenarios."
        ]
    }

    private func sentence(_ style: String, _ ranking: FieldRanking) -> String? {
        guard let first = ranking.ranked.first, (first.estimate.rate ?? 0) > 0 else { return nil }
        var parts = ranking.ranked.prefix(named).map {
            "\(Prose.cell($0.field)) \(Prose.rate($0.estimate)), \(counted($0.probes, "prompt"))"
        }
        let rest = ranking.ranked.count - parts.count
        if rest > 0 { parts.append("and \(counted(rest, "lower one"))") }
        if !ranking.small.isEmpty {
            let names = ranking.small.prefix(named).map { Prose.cell($0.field) }
            let more = ranking.small.count - names.count
            parts.append(
                "not ranked, of fewer than \(FieldRanking.fewest) scenarios: "
                    + (more > 0 ? "\(names.joined(separator: ", ")) and \(more) more" : Prose.list(names)))
        }
        return "\(Prose.cell(style)): \(parts.joined(separator: "; "))."
    }

    /// Per safeguard category as the provider names it.
    var categories: [String] {
        guard !isCase, let headline else { return [] }
        let rates = report.styles.compactMap { style -> String? in
            let rows = report.categories.filter { $0.style == style.id && $0.frame == headline }
                .sorted { ($1.estimate.rate ?? 0, $0.category) < ($0.estimate.rate ?? 0, $1.category) }
            guard !rows.isEmpty else { return nil }
            return "\(Prose.cell(style.id)): "
                + rows.prefix(named).map {
                    "\($0.category == Category.unreported.rawValue ? "no category named" : $0.category) \(Prose.rate($0.estimate))"
                }.joined(separator: "; ") + "."
        }
        return rates + report.section(CategoryDifferences.self).sentences
    }

    /// Who declined, and when.
    var layers: [String] {
        guard let headline else { return [] }
        let styles = report.styles.compactMap { style -> String? in
            let rows = report.attribution.filter {
                $0.style == style.id && $0.field == Rows.all && $0.frame == headline
            }
            let all = rows.reduce(0) { $0 + $1.estimate.hits }
            guard all > 0 else { return nil }
            let layers = Dictionary(grouping: rows) { $0.label.layer }.flatMap { layer, rows in
                layer.map { [part($0.prose, rows)] } ?? unnamed(rows)
            }.sorted { ($1.hits, $0.text) < ($0.hits, $1.text) }
            return
                "\(Prose.cell(style.id))\(isCase ? ", the prompt as it is" : ""): of \(counted(all, "obstructed trial")), "
                + layers.map(\.text).joined(separator: "; ") + "."
        }
        return styles.isEmpty
            ? [nothing]
            : styles + (report.mixesStreaming ? ["Stages compare only between styles with equal streaming."] : [])
    }

    /// What one layer did, and when. A stage belongs to blocks: its number stands beside it unless it is that of all.
    private func part(_ layer: String, _ rows: [AttributionRow]) -> (hits: Int, text: String) {
        let hits = rows.reduce(0) { $0 + $1.estimate.hits }
        let stages = Dictionary(grouping: rows.filter { $0.label.stage != nil }) { $0.label.stage }
            .map { stage, rows in (hits: rows.reduce(0) { $0 + $1.estimate.hits }, text: stage?.prose ?? "") }
            .sorted { ($1.hits, $0.text) < ($0.hits, $1.text) }
        let when = stages.map { $0.hits == hits ? $0.text : "\($0.hits) \($0.text)" }.joined(separator: ", ")
        return (hits, "\(hits) \(layer)" + (when.isEmpty ? "" : " (\(when))"))
    }

    /// What no evidence ascribes to a layer, told by its outcome: only a block has a stage.
    private func unnamed(_ rows: [AttributionRow]) -> [(hits: Int, text: String)] {
        let blocks = rows.filter { $0.label.stage != nil }
        var outcomes: [Outcome: Int] = [:]
        for row in rows where row.label.stage == nil { outcomes.merge(row.unnamed) { $0 + $1 } }
        return (blocks.isEmpty ? [] : [part(Outcome.blocked.unattributed, blocks)])
            + outcomes.sorted { $0.key.rawValue < $1.key.rawValue }.map { outcome, hits in
                (hits, "\(hits) \(outcome.unattributed)")
            }
    }

    /// Where only what is known to trip safeguards was obstructed, of what nothing was.
    private var nothing: String {
        let other = report.attribution.contains { $0.frame != headline && $0.estimate.hits > 0 }
        guard other, let headline, report.quarantine.isEmpty else { return report.nothingObstructed }
        let measured = report.cells.contains {
            $0.frame == headline && $0.definition == definition && $0.field == Rows.all && $0.estimate.trials > 0
        }
        return "Of \(headline.noun) nothing was \(measured ? "obstructed" : "measured")."
    }
}
