import Trials

/// Texts as rules see them: lower-case words, without layout and signs.
enum LintText {
    /// Runs of letters and digits; a Han or kana sign is a word of its own, because such text has no spaces.
    static func words(_ text: String) -> [String] {
        var out: [String] = []
        var word = String.UnicodeScalarView()
        func flush() {
            guard !word.isEmpty else { return }
            out.append(String(word).lowercased())
            word = String.UnicodeScalarView()
        }
        for scalar in text.unicodeScalars {
            if Script(scalar)?.isWordEach ?? false {
                flush()
                out.append(String(scalar))
            } else if isWordPart(scalar) {
                word.append(scalar)
            } else {
                flush()
            }
        }
        flush()
        return out
    }

    private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return (0x30...0x39).contains(scalar.value) || (0x41...0x5A).contains(scalar.value)
                || (0x61...0x7A).contains(scalar.value)
        }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    /// Hashes of all runs of `n` words; of the whole text where it is shorter.
    static func grams(_ words: [String], _ n: Int) -> Set<Int> {
        guard words.count >= n else { return [words.hashValue] }
        var out: Set<Int> = []
        for start in 0...(words.count - n) {
            var hasher = Hasher()
            for word in words[start..<start + n] { hasher.combine(word) }
            out.insert(hasher.finalize())
        }
        return out
    }

    static func jaccard(_ a: Set<Int>, _ b: Set<Int>) -> Double {
        let shared = a.intersection(b).count
        let all = a.count + b.count - shared
        return all == 0 ? 0 : Double(shared) / Double(all)
    }

    /// Pairs of texts by how many grams they share, without comparing all with all.
    static func pairs(_ grams: [Set<Int>], above threshold: Double) -> [(Int, Int, Double)] {
        var holders: [Int: [Int]] = [:]
        for (index, set) in grams.enumerated() { for gram in set { holders[gram, default: []].append(index) } }
        var shared: [Int: Int] = [:]
        for list in holders.values where list.count > 1 {
            for (place, one) in list.enumerated() {
                for other in list[(place + 1)...] {
                    shared[min(one, other) * grams.count + max(one, other), default: 0] += 1
                }
            }
        }
        return shared.compactMap { key, count -> (Int, Int, Double)? in
            let (one, other) = (key / grams.count, key % grams.count)
            let value = Double(count) / Double(grams[one].count + grams[other].count - count)
            return value > threshold ? (one, other, value) : nil
        }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    }

    /// Sentences and lines, trimmed, without empty ones.
    static func sentences(_ text: String) -> [Substring] {
        text.split { $0.isNewline || ".?!。？！".contains($0) }
            .map { $0.drop { $0.isWhitespace } }
            .filter { !$0.isEmpty }
    }

    static func quoted(_ text: some StringProtocol, _ limit: Int = 60) -> String {
        let line = text.split { $0.isNewline }.joined(separator: " ")
        return line.count > limit ? "'\(line.prefix(limit))…'" : "'\(line)'"
    }

    static func percent(_ value: Double) -> String { "\(Int((value * 100).rounded())) %" }
}

/// The scripts that tell languages apart.
enum Script {
    case latin
    case han
    case kana
    case hangul
    case cyrillic
    case arabic
    case other

    /// nil for what is no letter.
    init?(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A: self = .latin
        case 0...0x7F: return nil
        case 0x00AA, 0x00BA, 0x00C0...0x024F: self = .latin
        case 0x0400...0x052F: self = .cyrillic
        case 0x0600...0x06FF: self = .arabic
        case 0x3041...0x30FF: self = .kana
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF: self = .han
        case 0x1100...0x11FF, 0xAC00...0xD7AF: self = .hangul
        default:
            guard scalar.properties.isAlphabetic else { return nil }
            self = .other
        }
    }

    var isWordEach: Bool {
        switch self {
        case .han, .kana: true
        case .latin, .hangul, .cyrillic, .arabic, .other: false
        }
    }
}

/// Phrases matched on word boundaries; `stem*` takes any ending.
struct PhraseSet {
    private struct Phrase {
        var text: String
        var words: [String]
        var stems: [Bool]
    }

    private var byStart: [String: [Phrase]] = [:]
    /// Longest first word of a stem phrase is looked up by its first letters.
    private static let key = 2

    init(_ texts: some Sequence<String>) {
        for text in texts {
            let parts = text.lowercased().split { $0 == " " || $0 == "-" || $0 == "'" || $0 == "/" }
            guard let first = parts.first else { continue }
            let phrase = Phrase(
                text: text, words: parts.map { String($0.hasSuffix("*") ? $0.dropLast() : $0) },
                stems: parts.map { $0.hasSuffix("*") })
            byStart[String(first.prefix(Self.key)), default: []].append(phrase)
        }
    }

    /// Every phrase that stands there, by first place; each phrase once.
    func matches(in words: [String]) -> [(phrase: String, at: Int)] {
        var out: [(phrase: String, at: Int)] = []
        var seen: Set<String> = []
        for (place, word) in words.enumerated() {
            for phrase in byStart[String(word.prefix(Self.key))] ?? [] where !seen.contains(phrase.text) {
                guard place + phrase.words.count <= words.count else { continue }
                let fits = phrase.words.indices.allSatisfy { index in
                    let found = words[place + index]
                    return phrase.stems[index] ? found.hasPrefix(phrase.words[index]) : found == phrase.words[index]
                }
                guard fits else { continue }
                seen.insert(phrase.text)
                out.append((phrase.text, place))
            }
        }
        return out
    }
}

extension Probe {
    /// What the researcher asks in the end: what tools gave after them is material.
    var lastText: String { turns.last { $0.speaker == .user }?.text ?? "" }

    /// Characters of everything that is sent.
    package var sentLength: Int {
        turns.reduce(0) { $0 + $1.wholeText.count } + context.reduce(0) { $0 + $1.text.count } + (system?.count ?? 0)
    }
}
