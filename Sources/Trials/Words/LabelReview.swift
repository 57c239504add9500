import Formats

/// What a rater may say of a probe's benignity.
package enum BenignityWord: String, Sendable, Codable, CaseIterable {
    case benign
    /// Reasonable people would disagree: `expect: either`.
    case contested
    case notBenign = "not-benign"
}

/// What one rater said of one probe, as a line of `<suite>.review.jsonl`.
package struct ProbeReview: Sendable, Hashable {
    package var probe: String
    package var rater: String
    package var word: BenignityWord
    /// Content hash of the probe that was read: a changed probe is to be read again.
    package var content: String
    /// ISO 8601 UTC.
    package var at: String

    package init(probe: String, rater: String, word: BenignityWord, content: String, at: String) {
        self.probe = probe
        self.rater = rater
        self.word = word
        self.content = content
        self.at = at
    }

    package static let keys = ["probe", "rater", "label", "content_sha256", "at"]

    package var line: String {
        let row: JSONValue = [
            "probe": .string(probe), "rater": .string(rater), "label": .string(word.rawValue),
            "content_sha256": .string(content), "at": .string(at),
        ]
        return row.line
    }

    /// The reviews of a file; of two lines of the same probe and rater the later one counts.
    /// - Throws: `InputError` naming the line.
    package static func read(_ text: String, file: String) throws(InputError) -> [ProbeReview] {
        var reviews: [ProbeReview] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.allSatisfy(\.isWhitespace) { continue }
            let row: JSONValue
            do { row = try JSONReader.read(String(line)) } catch {
                throw InputError(file: file, line: index + 1, found: "it is not JSON: \(error)")
            }
            guard let probe = row["probe"]?.string, let rater = row["rater"]?.string,
                let word = row["label"]?.string.flatMap(BenignityWord.init(rawValue:))
            else {
                throw InputError(
                    file: file, line: index + 1, found: "a review lacks probe, rater or label",
                    accepted: "label: " + BenignityWord.allCases.map(\.rawValue).joined(separator: " | "))
            }
            reviews.removeAll { $0.probe == probe && $0.rater == rater }
            reviews.append(
                ProbeReview(
                    probe: probe, rater: rater, word: word, content: row["content_sha256"]?.string ?? "",
                    at: row["at"]?.string ?? ""))
        }
        return reviews
    }
}
