import Formats
import Trials

/// Probes that were cut from one template: sentences that return, and the same frame of small words around other nouns.
extension SuiteLint {
    /// A sentence of at least so many words, numbers masked, in so many scenarios, is a formula.
    static let formulaWords = 8
    static let formulaProbes = 4
    /// 5-gram Jaccard of two skeletons, and so many scenarios that hang together by it.
    static let skeletonThreshold = 0.3
    static let seriesProbes = 3

    func seriesFindings(_ probes: [Probe]) -> [LintFinding] {
        let candidates = probes.filter { [.main, .neutral].contains($0.role) && $0.expect == .answer }
        return formulas(candidates) + skeletons(candidates)
    }

    private func formulas(_ probes: [Probe]) -> [LintFinding] {
        var holders: [String: [Probe]] = [:]
        for probe in probes {
            var own: Set<String> = []
            for sentence in LintText.sentences(probe.lastText) {
                let words = LintText.words(String(sentence)).map { $0.first?.isNumber ?? false ? "#" : $0 }
                // How to end the reply is asked for in the same words on purpose.
                guard words.count >= Self.formulaWords, !words.contains("answer") else { continue }
                let text = words.joined(separator: " ")
                if own.insert(text).inserted { holders[text, default: []].append(probe) }
            }
        }
        return holders.sorted { $0.key < $1.key }.compactMap { text, holders in
            let clusters = Set(holders.map(\.cluster)).count
            guard clusters >= Self.formulaProbes, let first = holders.first else { return nil }
            return LintFinding(
                first, .series, .warning,
                "the sentence \(LintText.quoted(text)) stands in \(counted(clusters, "scenario")) (\(names(holders)))",
                accepted: "words of its own in each")
        }
    }

    private func skeletons(_ probes: [Probe]) -> [LintFinding] {
        // The small words are English; those of other languages would be read as nouns.
        let probes = probes.filter { $0.language.hasPrefix("en") }
        let grams = probes.map { LintText.grams(Self.skeleton($0.lastText), 5) }
        var root = Array(probes.indices)
        func find(_ index: Int) -> Int {
            var index = index
            while root[index] != index { index = root[index] }
            return index
        }
        for (i, j, _) in LintText.pairs(grams, above: Self.skeletonThreshold)
        where probes[i].cluster != probes[j].cluster {
            guard min(grams[i].count, grams[j].count) >= 12 else { continue }
            root[max(find(i), find(j))] = min(find(i), find(j))
        }
        let groups = Dictionary(grouping: probes.indices, by: find).sorted { $0.key < $1.key }
        return groups.compactMap { _, members in
            guard Set(members.map { probes[$0].cluster }).count >= Self.seriesProbes else { return nil }
            let group = members.map { probes[$0] }
            return LintFinding(
                group[0], .series, .warning,
                "one frame with other nouns in \(counted(group.count, "probe")) (\(names(group)))",
                accepted: "at most two probes of one build")
        }
    }

    private func names(_ probes: [Probe]) -> String {
        let shown = probes.prefix(5).map(\.id).joined(separator: ", ")
        return probes.count > 5 ? shown + ", …" : shown
    }

    /// Small words as they stand, each run of others as one sign: what is left when nouns are swapped.
    static func skeleton(_ text: String) -> [String] {
        var out: [String] = []
        for word in LintText.words(text) {
            let part = smallWords.contains(word) ? word : "_"
            if part != "_" || out.last != "_" { out.append(part) }
        }
        return out
    }

    private static let smallWords: Set<String> = [
        "a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "because", "been",
        "before", "both", "but", "by", "can", "could", "did", "do", "does", "each", "end", "every", "for", "from",
        "give",
        "had", "has", "have", "he", "help", "here", "how", "i", "if", "in", "into", "is", "it", "its", "me", "my", "no",
        "not", "of", "on", "one", "only", "or", "our", "out", "over", "please", "say", "she", "should", "so", "some",
        "tell", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "two",
        "under", "until", "up", "us", "want", "was", "we", "were", "what", "when", "where", "whether", "which", "who",
        "why", "will", "with", "without", "would", "you", "your",
    ]
}
