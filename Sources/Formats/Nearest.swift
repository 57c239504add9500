/// The word that somebody very likely meant.
///
/// ```swift
/// Nearest.word(to: "sytles", among: ["styles", "suites"])  // "styles"
/// ```
package enum Nearest {
    /// - Returns: the closest of the words by edit distance with swaps (Damerau-Levenshtein, restricted), where it is within
    ///   a third of the length; nil where none is, or two are equally close.
    package static func word(to wrong: String, among words: [String]) -> String? {
        let ranked = words.map { (word: $0, distance: distance(wrong.lowercased(), $0.lowercased())) }
            .sorted { $0.distance < $1.distance }
        guard let best = ranked.first, best.distance <= max(1, wrong.count / 3),
            // Of a word of one letter nothing is left.
            best.distance < min(wrong.count, best.word.count)
        else { return nil }
        return ranked.count > 1 && ranked[1].distance == best.distance ? nil : best.word
    }

    static func distance(_ a: String, _ b: String) -> Int {
        let (a, b) = (Array(a.prefix(64)), Array(b.prefix(64)))
        var rows = [Array(0...b.count)]
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var best = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, rows[i - 1][j - 1] + 1) }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
