import Formats
import Trials

/// Words that are known, or very likely, to trip a safeguard, per field: what twins and neutral probes shall not hold.
package struct TriggerVocabulary: Sendable {
    /// Phrases by field; `stem*` takes any ending.
    package var fields: [String: [String]]

    package init(fields: [String: [String]]) { self.fields = fields }

    package static let shippedPath = "probes/lint/vocabulary.yaml"

    /// - Throws: `InputError` naming file, line and field.
    package static func read(
        at path: String = shippedPath, from files: any FileSource = ShippedFiles()
    ) throws(InputError) -> TriggerVocabulary {
        let root = YAMLCursor(try YAMLValue.parse(try files.bytes(at: path), file: path), file: path)
        var fields: [String: [String]] = [:]
        for (field, phrases) in try root.fields(accepting: ["fields"]).required("fields").entries() {
            fields[field] = try phrases.strings()
            for phrase in fields[field] ?? [] {
                let bare = phrase.split(separator: " ").map { $0.hasSuffix("*") ? $0.dropLast() : $0 }
                guard !bare.isEmpty, bare.allSatisfy({ $0.count > 1 && !$0.contains("*") }) else {
                    throw phrases.error(
                        "the phrase '\(phrase)'", accepted: "words of two letters and more, `*` at the end of one only")
                }
            }
        }
        return TriggerVocabulary(fields: fields)
    }
}

extension SuiteLint {
    func vocabularyFindings(_ probe: Probe) -> [LintFinding] {
        let phrases: [String]
        switch probe.role {
        // A twin keeps the field of its original; the words of other fields may be what it was moved to.
        case .twin: phrases = vocabulary.fields[probe.field] ?? []
        case .neutral: phrases = vocabulary.fields.sorted { $0.key < $1.key }.flatMap(\.value)
        case .main, .variant, .control, .rung, .sentinel: return []
        }
        let hits = PhraseSet(phrases + (vocabulary.fields["any"] ?? [])).matches(in: LintText.words(probe.allText))
        guard !hits.isEmpty else { return [] }
        return [
            LintFinding(
                probe, .vocabulary, .warning,
                "trigger vocabulary in a \(probe.role.rawValue): "
                    + hits.map { "'\($0.phrase)'" }.joined(separator: ", "),
                accepted: "the task in words of another trade")
        ]
    }
}
