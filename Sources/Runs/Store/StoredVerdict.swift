import Formats
import GRDB
import Trials

/// The row of a verdict.
enum StoredVerdict {
    static let columns = [
        "trial", "version", "outcome", "error_kind", "stage", "layer", "categories", "category_raw", "served",
        "served_model", "degraded", "decided_by", "confidence", "sure", "delivered", "evidence",
    ]

    /// The columns of verdict `v` as a statement selects them and `read` takes them.
    static let selection = select(columns.dropFirst())

    /// The same of what enters a rate, for statements over many runs: `read` finds nothing in the columns that are not there.
    static let selectionOfRates = select([
        "version", "outcome", "error_kind", "categories", "served", "degraded", "decided_by", "sure", "delivered",
    ])

    private static func select(_ columns: some Sequence<String>) -> String {
        columns.map { "v.\($0) AS v_\($0)" }.joined(separator: ", ")
    }

    static func values(_ verdict: Verdict, trial: Int64) -> [StoredValue] {
        [
            .integer(trial), .text(verdict.version), .text(verdict.outcome), .text(verdict.errorKind),
            .text(verdict.stage), .text(verdict.layer), list(verdict.categories.map(\.rawValue)),
            .text(verdict.categoryRaw), .text(verdict.served), .text(verdict.servedModel),
            list(verdict.degraded.map(\.rawValue)), .text(verdict.decidedBy), .real(verdict.confidence),
            .flag(verdict.sure), .flag(verdict.delivered), evidence(verdict.evidence),
        ]
    }

    /// Empty lists are NULL, and most are.
    private static func list(_ items: [String]) -> StoredValue {
        items.isEmpty ? .null : .text(items.joined(separator: " "))
    }

    private static func evidence(_ items: [Evidence]) -> StoredValue {
        guard !items.isEmpty else { return .null }
        return .json(
            .array(
                items.map { ["rule": .string($0.rule), "field": .string($0.field), "quote": .string($0.quote)] }))
    }

    /// Reads `selection`, or `selectionOfRates`.
    static func read(_ row: FoundRow) throws -> Verdict {
        func words(_ column: String) throws -> [Substring] {
            try row.textIfAny(column)?.split(separator: " ") ?? []
        }
        return Verdict(
            outcome: try row.word("v_outcome"), errorKind: try row.wordIfAny("v_error_kind"),
            stage: try row.wordIfAny("v_stage"), layer: try row.wordIfAny("v_layer"),
            categories: try words("v_categories").map { Category(rawValue: String($0)) },
            categoryRaw: try row.textIfAny("v_category_raw"), served: try row.word("v_served"),
            servedModel: try row.textIfAny("v_served_model"),
            degraded: try words("v_degraded").compactMap { Degraded(rawValue: String($0)) },
            decidedBy: try row.word("v_decided_by"), confidence: try row.numberIfAny("v_confidence", in: 0...1),
            sure: try row.flag("v_sure"), delivered: try row.flagIfAny("v_delivered"),
            evidence: try evidence(row.jsonIfAny("v_evidence")), version: try row.text("v_version"))
    }

    private static func evidence(_ stored: JSONValue?) -> [Evidence] {
        stored?.array?.map {
            Evidence(
                rule: $0["rule"]?.string ?? "", field: $0["field"]?.string ?? "", quote: $0["quote"]?.string ?? "")
        } ?? []
    }
}
