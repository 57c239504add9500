import Formats
import Statistics
import Trials

/// Where the obstruction is, in sentences: in which fields, under which safeguard, by whom and when.
struct Whereabouts {
    /// Of fewer scenarios a field's rate says nothing beside another's.
    static let fewestToRank = 6

    let report: Report
    /// Fields and categories that one sentence names at most.
    var named = 6

    private var definition: Definition { report.definition }
    private var headline: Frame? { report.frames.first }
    private var isCase: Bool { report.caseFigures != nil }

    /// Per field, the highest first: where the obstruction is. Fields of few scenarios are not ranked.
    var fields: [String] {
        guard !isCase, let headline, report.fields(of: headline).count > 1 else { return [] }
        let small = report.fields(of: headline).filter { field in
            report.styles.allSatisfy { style in
                (report.cell(style.id, field, definition, frame: headline)?.estimate.clusters ?? 0) < Self.fewestToRank
            }
        }
        let ranked = report.styles.compactMap { style -> String? in
            let cells = report.fields(of: headline).compactMap {
                report.cell(style.id, $0, definition, frame: headline)
            }
            .filter { $0.estimate.rate != nil && $0.estimate.clusters >= Self.fewestToRank }.sorted {
                ($1.estimate.rate ?? 0) < ($0.estimate.rate ?? 0)
            }
            guard let first = cells.first, (first.estimate.rate ?? 0) > 0 else { return nil }
            let shown = cells.prefix(named).map {
                "\(Prose.cell($0.field)) \(Prose.rate($0.estimate)), \(counted($0.probes, "prompt"))"
            }
            let rest = cells.count - shown.count
            return "\(Prose.cell(style.id)): " + shown.joined(separator: "; ")
                + (rest > 0 ? "; and \(counted(rest, "lower one"))" : "") + "."
        }
        guard !small.isEmpty else { return ranked }
        return ranked + [
            "\(counted(small.count, "field")) of fewer than \(Self.fewestToRank) scenarios \(small.count == 1 ? "is" : "are") "
                + "not ranked: \(Prose.list(small.map(Prose.cell)))."
        ]
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
            let layers = Dictionary(grouping: rows) { $0.label.layer }.map { layer, rows -> (hits: Int, text: String) in
                let hits = rows.reduce(0) { $0 + $1.estimate.hits }
                let stages = Dictionary(grouping: rows.filter { $0.label.stage != nil }) { $0.label.stage }
                    .map { stage, rows in (hits: rows.reduce(0) { $0 + $1.estimate.hits }, text: stage?.prose ?? "") }
                    .sorted { ($1.hits, $0.text) < ($0.hits, $1.text) }
                let when = stages.map { stages.count == 1 ? $0.text : "\($0.hits) \($0.text)" }.joined(separator: ", ")
                return (
                    hits,
                    "\(hits) \(layer?.prose ?? "by no layer that the evidence names")"
                        + (when.isEmpty ? "" : " (\(when))")
                )
            }.sorted { ($1.hits, $0.text) < ($0.hits, $1.text) }
            return
                "\(Prose.cell(style.id))\(isCase ? ", the prompt as it is" : ""): of \(counted(all, "obstructed trial")), "
                + layers.map(\.text).joined(separator: "; ") + "."
        }
        return styles.isEmpty
            ? [nothing]
            : styles + (report.mixesStreaming ? ["Stages compare only between styles with equal streaming."] : [])
    }

    /// Where only what is known to trip safeguards was obstructed, of what nothing was.
    private var nothing: String {
        let other = report.attribution.contains { $0.frame != headline && $0.estimate.hits > 0 }
        guard other, let headline, report.quarantine.isEmpty else { return report.nothingObstructed }
        return "Of \(headline.noun) nothing was obstructed."
    }
}
