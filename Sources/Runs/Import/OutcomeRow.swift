import Formats
import Trials

/// One trial measured elsewhere: a line of `suites import --outcomes`.
package struct OutcomeRow: Sendable, Hashable {
    package var style: String
    package var probe: String
    package var field: String
    /// From 0 or 1, as the source counts.
    package var repetition: Int
    package var expect: Expectation
    package var outcome: Outcome
    package var stage: Stage?
    /// As the source names it.
    package var category: String?
    package var cluster: String?
    package var layer: Layer?
    package var frame: Frame?
    /// What the source's verdict rests on; nil: the wire for what an API signals, text for all else.
    package var decidedBy: DecidedBy?

    package init(
        style: String, probe: String, field: String, repetition: Int = 1, expect: Expectation = .answer,
        outcome: Outcome, stage: Stage? = nil, category: String? = nil, cluster: String? = nil, layer: Layer? = nil,
        frame: Frame? = nil, decidedBy: DecidedBy? = nil
    ) {
        self.style = style
        self.probe = probe
        self.field = field
        self.repetition = repetition
        self.expect = expect
        self.outcome = outcome
        self.stage = stage
        self.category = category
        self.cluster = cluster
        self.layer = layer
        self.frame = frame
        self.decidedBy = decidedBy
    }

    private static let keys: Set<String> = [
        "style", "probe", "field", "repetition", "repeat", "expect", "outcome", "stage", "category", "cluster",
        "layer", "frame", "decided_by",
    ]

    /// Reads one JSON object.
    /// - Throws: `InputError` that names file, line and key.
    package init(json: JSONValue, file: String, line: Int) throws(InputError) {
        func fail(_ key: String, _ accepted: String) -> InputError {
            InputError(
                file: file, line: line, place: "key '\(key)'", found: json[key].map { $0.compact } ?? "missing",
                accepted: accepted)
        }
        guard let object = json.object else {
            throw InputError(file: file, line: line, found: "no JSON object", accepted: "one object a line")
        }
        if let unknown = object.keys.first(where: { !Self.keys.contains($0) }) {
            throw fail(unknown, "the keys \(Self.keys.sorted().joined(separator: ", "))")
        }
        func text(_ key: String) throws(InputError) -> String {
            guard let text = json[key]?.stringOrInteger, !text.isEmpty else {
                throw fail(key, "a text that is not empty")
            }
            return text
        }
        func optional(_ key: String) throws(InputError) -> String? {
            guard let value = json[key], !value.isNull else { return nil }
            return try text(key)
        }
        func word<Word: RawRepresentable<String> & CaseIterable>(_ key: String, _ found: String) throws(InputError)
            -> Word
        {
            guard let word = Word(rawValue: found) else {
                throw fail(key, Word.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return word
        }
        style = try text("style")
        probe = try text("probe")
        field = try text("field")
        guard field != "all" else { throw fail("field", "another name than that of the pooled row in reports") }
        expect = try word("expect", try text("expect"))
        outcome = try word("outcome", try text("outcome"))
        if let found = try optional("stage") { stage = try word("stage", found) } else { stage = nil }
        if let found = try optional("layer") { layer = try word("layer", found) } else { layer = nil }
        if let found = try optional("frame") { frame = try word("frame", found) } else { frame = nil }
        if let found = try optional("decided_by") { decidedBy = try word("decided_by", found) } else { decidedBy = nil }
        category = try optional("category")
        cluster = try optional("cluster")
        repetition = 1
        // `repeat` stood there before.
        let name = json["repetition"] == nil ? "repeat" : "repetition"
        if let value = json[name], !value.isNull {
            // Published data count from 0 or from 1; only which repetition is which matters.
            guard let number = value.int, number >= 0 else { throw fail(name, "a whole number from 0") }
            repetition = number
        }
    }

    /// The verdict that the row stands for: the source's word, taken as it is. A reading of text can err, and labels can
    /// correct it; what an API signals cannot.
    var verdict: Verdict {
        let read: DecidedBy =
            switch outcome {
            case .blocked, .error, .truncated, .empty: .wire
            case .answered, .partial, .refused, .unable: .text
            }
        var verdict = Verdict(outcome: outcome, stage: stage, decidedBy: decidedBy ?? read, version: "imported")
        verdict.layer = layer
        if let category {
            // Several reported ones come joined by `+`, as reports write them.
            verdict.categories = category.split(separator: "+").map {
                let normal = Category(rawValue: String($0))
                return Category.all.contains(normal) ? normal : .other
            }
            verdict.categories.removeAll { $0 == .unreported }
            verdict.categoryRaw = category
        }
        return verdict
    }
}
