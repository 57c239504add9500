import Formats
import GRDB
import Trials

/// The row of a verdict.
enum StoredVerdict {
    static let columns = [
        "trial", "version", "outcome", "error_kind", "stage", "layer", "categories", "category_raw", "served",
        "served_model", "degraded", "decided_by", "confidence", "sure", "delivered", "evidence",
    ]
    static let insert = StoredRow.insert("verdict", columns)
    static let deleteOld = "DELETE FROM verdict WHERE trial = ? AND version = ?"

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

    /// Reads `columns` but `trial`, from the given column on.
    static func read(_ row: Row, from start: Int) throws -> Verdict {
        func word<Word: RawRepresentable<String>>(_ offset: Int) throws -> Word? {
            guard let text = row[start + offset] as String? else { return nil }
            guard let word = Word(rawValue: text) else {
                throw DatabaseError(message: "unknown word '\(text)' in column \(columns[offset + 1]) of a verdict")
            }
            return word
        }
        func must<Word: RawRepresentable<String>>(_ offset: Int) throws -> Word {
            guard let found: Word = try word(offset) else {
                throw DatabaseError(message: "a verdict lacks its \(columns[offset + 1])")
            }
            return found
        }
        func words(_ offset: Int) -> [String] {
            (row[start + offset] as String?)?.split(separator: " ").map(String.init) ?? []
        }
        return Verdict(
            outcome: try must(1), errorKind: try word(2), stage: try word(3), layer: try word(4),
            categories: words(5).map(Category.init(rawValue:)), categoryRaw: row[start + 6], served: try must(7),
            servedModel: row[start + 8], degraded: words(9).compactMap(Degraded.init(rawValue:)),
            decidedBy: try must(10), confidence: row[start + 11], sure: row[start + 12], delivered: row[start + 13],
            evidence: try readEvidence(row[start + 14]), version: row[start])
    }

    private static func readEvidence(_ text: String?) throws -> [Evidence] {
        guard let text else { return [] }
        return try JSONReader.read(text).array?.map {
            Evidence(
                rule: $0["rule"]?.string ?? "", field: $0["field"]?.string ?? "", quote: $0["quote"]?.string ?? "")
        } ?? []
    }
}
