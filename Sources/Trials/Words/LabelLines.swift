import Formats

/// Labels as JSONL: `{style, probe, repetition, label, labeller, sampling, stratum, weight, frame, at}`.
package enum LabelLines {
    package static let keys = [
        "style", "probe", "repetition", "repeat", "label", "labeller", "sampling", "stratum", "weight", "frame", "at",
    ]

    /// Drawn replies that nobody labelled yet: the same rows with `label` null, and without what the classifier read.
    package static func text(_ drawn: [LabelSample.Drawn]) -> String {
        drawn.map { drawn in
            let row: JSONValue = [
                "style": .string(drawn.key.style), "probe": .string(drawn.key.probe),
                "repetition": .integer(drawn.key.repetition), "label": .null,
                "sampling": .string(drawn.sampling.rawValue), "weight": .number(drawn.weight),
                "frame": .string(drawn.frame),
            ]
            return row.line
        }.joined()
    }

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
    ///   - sampling: for rows that do not say how they were picked.
    /// - Returns: The labels, and how many rows have `label` null: drawn, and not labelled yet.
    /// - Throws: `InputError` naming the line.
    package static func read(
        _ text: String, file: String, labeller: String?, at: String, sampling: LabelSampling = .chosen
    ) throws(InputError) -> (labels: [Label], open: Int) {
        var labels: [Label] = []
        var open = 0
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.allSatisfy(\.isWhitespace) { continue }
            let place = LineNumber(file: file, line: index + 1)
            if let label = try read(line: String(line), place, labeller, at, sampling) {
                labels.append(label)
            } else {
                open += 1
            }
        }
        return (labels, open)
    }

    private static func read(
        line: String, _ place: LineNumber, _ labeller: String?, _ at: String, _ sampling: LabelSampling
    ) throws(InputError) -> Label? {
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
        guard let label: LabelWord = try word("label") else {
            if row["label"]?.isNull == true { return nil }
            throw place.error(
                "it lacks 'label'",
                accepted: LabelWord.allCases.map(\.rawValue).joined(separator: " | ")
                    + ", or null where nobody labelled it yet")
        }
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
            sampling: try word("sampling") ?? sampling, stratum: try word("stratum"), weight: weight?.double,
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
