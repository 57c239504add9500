import Formats

/// Labels as JSONL: `{style, probe, repetition, label, labeller, sampling, stratum, weight, frame, at}`.
package enum LabelLines {
    package static let keys = [
        "style", "probe", "repetition", "repeat", "label", "labeller", "sampling", "stratum", "weight", "frame", "at",
    ]

    package static func text(_ labels: [Label]) -> String {
        labels.map { label in
            let row: JSONValue = [
                "style": .string(label.key.style), "probe": .string(label.key.probe),
                "repetition": .integer(label.key.repetition), "label": .string(label.word.rawValue),
                "labeller": .string(label.labeller), "sampling": .string(label.sampling.rawValue),
                "stratum": label.stratum.map { .string($0.rawValue) } ?? .null,
                "weight": label.weight.map { .number($0) } ?? .null,
                "frame": label.frame.map { .string($0) } ?? .null, "at": .string(label.at),
            ]
            return row.line
        }.joined()
    }

    /// - Parameters:
    ///   - labeller: for rows that name none.
    ///   - at: ISO 8601 UTC, for rows that name no time.
    /// - Throws: `InputError` naming the line.
    package static func read(
        _ text: String, file: String, labeller: String?, at: String
    ) throws(InputError) -> [Label] {
        var labels: [Label] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.allSatisfy(\.isWhitespace) { continue }
            labels.append(try read(line: String(line), LineNumber(file: file, line: index + 1), labeller, at))
        }
        return labels
    }

    private static func read(
        line: String, _ place: LineNumber, _ labeller: String?, _ at: String
    ) throws(InputError) -> Label {
        let row: JSONValue
        do { row = try JSONReader.read(line) } catch { throw place.error("it is not JSON: \(error)") }
        guard let object = row.object else { throw place.error("it is no JSON object") }
        if let unknown = object.keys.first(where: { !keys.contains($0) }) {
            throw place.error("unknown key '\(unknown)'", accepted: keys.joined(separator: ", "))
        }
        func text(_ key: String) throws(InputError) -> String? {
            guard let value = row[key], !value.isNull else { return nil }
            guard let text = value.string, !text.isEmpty else { throw place.error("'\(key)' is no text") }
            return text
        }
        func word<Word: RawRepresentable<String> & CaseIterable>(_ key: String) throws(InputError) -> Word? {
            guard let name = try text(key) else { return nil }
            guard let word = Word(rawValue: name) else {
                throw place.error(
                    "unknown \(key) '\(name)'", accepted: Word.allCases.map(\.rawValue).joined(separator: " | "))
            }
            return word
        }
        guard let style = try text("style"), let probe = try text("probe") else {
            throw place.error("it lacks 'style' or 'probe'", accepted: keys.joined(separator: ", "))
        }
        guard let label: LabelWord = try word("label") else { throw place.error("it lacks 'label'") }
        guard let labeller = try text("labeller") ?? labeller else {
            throw place.error("it lacks 'labeller'", advice: "Name one with --labeller.")
        }
        let repetition = (row["repetition"] ?? row["repeat"]).flatMap { $0.isNull ? nil : $0 } ?? 1
        guard let repetition = repetition.int, repetition > 0 else {
            throw place.error("'repetition' is no count from 1")
        }
        let weight = row["weight"].flatMap { $0.isNull ? nil : $0 }
        if let weight, !(weight.double.map { $0 > 0 && $0.isFinite } ?? false) {
            throw place.error("'weight' is no positive number")
        }
        return Label(
            key: TrialKey(style: style, probe: probe, repetition: repetition), labeller: labeller, word: label,
            sampling: try word("sampling") ?? .chosen, stratum: try word("stratum"), weight: weight?.double,
            frame: try text("frame"), at: try text("at") ?? at)
    }
}

private struct LineNumber {
    var file: String
    var line: Int

    func error(_ found: String, accepted: String? = nil, advice: String? = nil) -> InputError {
        InputError(file: file, line: line, found: found, accepted: accepted, advice: advice)
    }
}
