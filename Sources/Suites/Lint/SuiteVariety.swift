import Formats
import Trials

/// How unlike one another the texts of a set are: lengths, voices, openings, and how its scripted assistants write.
///
/// Measured over main probes, printed by `suites lint`. A set in one voice and one length measures that voice at that
/// length, whatever its topics.
///
/// ```swift
/// let variety = SuiteVariety(suites.flatMap(\.probes))
/// print(variety.lines.joined(separator: "\n"))
/// ```
package struct SuiteVariety: Sendable, Hashable {
    /// Characters sent, below and above which a probe counts as short or long.
    package static let short = 250
    package static let long = 4_000
    /// Words of a phrase that is counted over prompts.
    static let phraseWords = 5

    /// A share with its count.
    package struct Part: Sendable, Hashable {
        package var name: String
        package var count: Int
        package var of: Int
        /// nil where there is nothing to count over.
        package var share: Double? { of == 0 ? nil : Double(count) / Double(of) }
    }

    package var probes: Int
    /// Of everything that is sent: the median, and the shares below `short` and above `long`.
    package var medianLength: Int?
    package var prompts: [Part]
    /// First two words that open most prompts, commonest first.
    package var openings: [Part]
    /// Runs of five words that stand in most prompts, commonest first.
    package var phrases: [Part]
    /// Scripted assistant turns, and what is in them.
    package var assistants: [Part]

    package init(_ all: [Probe]) {
        let mains = all.filter { $0.role == .main && $0.expect == .answer }
        let lengths = mains.map(\.sentLength)
        probes = mains.count
        medianLength = lengths.median
        func part(_ name: String, _ counts: (Probe) -> Bool) -> Part {
            Part(name: name, count: mains.count(where: counts), of: mains.count)
        }
        prompts = [
            part("under \(Self.short) characters sent") { $0.sentLength < Self.short },
            part("over \(Self.long) characters sent") { $0.sentLength > Self.long },
            part("polite (please, thanks)") { Self.holds($0.lastText, Self.polite) },
            part("greets") { Self.polite(opening: $0.lastText) },
            part("hasty (no capital, abbreviations, no final mark)") { Self.hasty($0.lastText) },
            part("several turns") { $0.turns.count > 1 },
            part("not English") { !$0.language.hasPrefix("en") },
        ]
        openings = Self.commonest(mains) { probe in
            let words = LintText.words(probe.lastText).prefix(2)
            return words.count == 2 ? [words.joined(separator: " ")] : []
        }
        phrases = Self.commonest(mains) { Self.phrases($0.lastText) }
        let turns = all.filter { $0.role == .main || $0.role == .rung }.flatMap(\.turns)
            .filter { $0.speaker == .assistant && !$0.text.isEmpty }
        func texture(_ name: String, _ counts: (String) -> Bool) -> Part {
            Part(name: name, count: turns.count { counts($0.text) }, of: turns.count)
        }
        assistants = [
            texture("with a list") { text in
                Self.lines(text).contains { $0.hasPrefix("- ") || $0.hasPrefix("* ") || $0.hasPrefix("1. ") }
            },
            texture("with a heading") { text in Self.lines(text).contains { $0.hasPrefix("#") } },
            texture("with code") { $0.contains("`") },
            texture("with bold") { $0.contains("**") },
            texture("over 600 characters") { $0.count > 600 },
        ]
    }

    /// The block that `suites lint` prints.
    package var lines: [String] {
        func shown(_ part: Part) -> String {
            "\(part.name): \(part.share.map { LintText.percent($0) } ?? "—") (\(part.count) of \(part.of))"
        }
        let median = medianLength.map(String.init) ?? "—"
        return [
            "VARIETY of \(counted(probes, "main probe")), median \(median) characters sent"
        ]
            + prompts.map { "  prompts " + shown($0) } + openings.prefix(3).map { "  opening " + shown($0) }
            + phrases.prefix(3).map { "  phrase " + shown($0) } + assistants.map { "  assistant turns " + shown($0) }
    }

    package var json: JSONValue {
        func list(_ parts: [Part]) -> JSONValue {
            .array(parts.map { ["name": .string($0.name), "count": .integer($0.count), "of": .integer($0.of)] })
        }
        return [
            "probes": .integer(probes), "median_characters": medianLength.map { .integer($0) } ?? .null,
            "prompts": list(prompts), "openings": list(openings), "phrases": list(phrases),
            "assistant_turns": list(assistants),
        ]
    }

    // MARK: What is counted

    private static let polite = PhraseSet([
        "please", "thanks", "thank you", "could you", "would you", "kindly", "bitte", "danke", "por favor", "gracias",
        "s il vous plaît", "merci", "per favore", "grazie", "obrigado", "obrigada",
    ])
    private static let greetings: Set<String> = [
        "hi", "hello", "hey", "dear", "hallo", "guten", "bonjour", "hola", "buenos", "buenas", "ciao", "olá", "bom",
    ]
    private static let abbreviations = PhraseSet([
        "pls", "plz", "thx", "asap", "idk", "btw", "fyi", "w o", "tbh", "rn", "wtf", "afaik", "iirc", "ofc", "cant",
        "dont", "doesnt", "wont", "isnt", "im", "ive", "whats",
    ])

    private static func holds(_ text: String, _ set: PhraseSet) -> Bool {
        !set.matches(in: LintText.words(text)).isEmpty
    }

    private static func polite(opening text: String) -> Bool {
        LintText.words(String(text.prefix(40))).first.map(greetings.contains) ?? false
    }

    private static func hasty(_ text: String) -> Bool {
        let bare = text.drop { $0.isWhitespace }
        guard let first = bare.first, let last = bare.last(where: { !$0.isWhitespace }) else { return false }
        let marks = [first.isLowercase, holds(text, abbreviations), last.isLetter && first.isASCII]
        return marks.count { $0 } >= 1
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split { $0.isNewline }.map { $0.drop { $0 == " " } }
    }

    /// Runs of words of prose; lines of code, tables and logs are none, and how to end the reply is asked for in the
    /// same words on purpose.
    private static func phrases(_ text: String) -> Set<String> {
        var out: Set<String> = []
        for line in text.split(whereSeparator: \.isNewline) where !line.contains("|") && !line.contains("ANSWER") {
            let words = LintText.words(String(line))
            guard words.count >= phraseWords else { continue }
            for start in 0...(words.count - phraseWords) {
                let run = words[start..<start + phraseWords]
                // Digits and single signs say that this is no sentence.
                if run.allSatisfy({ $0.count > 1 || $0 == "a" || $0 == "i" }),
                    run.allSatisfy({ !$0.contains(where: \.isNumber) })
                {
                    out.insert(run.joined(separator: " "))
                }
            }
        }
        return out
    }

    private static func commonest(_ probes: [Probe], _ of: (Probe) -> Set<String>) -> [Part] {
        var clusters: [String: Set<String>] = [:]
        for probe in probes { for text in of(probe) { clusters[text, default: []].insert(probe.cluster) } }
        let total = Set(probes.map(\.cluster)).count
        return clusters.map { Part(name: "'\($0.key)'", count: $0.value.count, of: total) }
            .filter { $0.count > 1 }.sorted { ($1.count, $0.name) < ($0.count, $1.name) }.prefix(20).map { $0 }
    }
}

/// Whether a set as a whole is various enough: a set of two suites of one field cannot be held to it.
extension SuiteLint {
    /// From so many main probes on a set speaks for research, not for one task.
    static let wholeSet = 300
    static let leastShort = 0.2
    static let leastLong = 0.2
    static let mostPhrase = 0.03
    static let mostPolite = 0.6

    func varietyFindings(_ suites: [Suite]) -> [LintFinding] {
        let variety = SuiteVariety(suites.flatMap(\.probes))
        guard variety.probes >= Self.wholeSet, let first = suites.first else { return [] }
        var out: [LintFinding] = []
        func fault(_ found: String, _ accepted: String) {
            out.append(LintFinding(suite: first.name, .variety, .warning, "the set: " + found, accepted: accepted))
        }
        func share(_ index: Int) -> Double { variety.prompts[index].share ?? 0 }
        if share(0) < Self.leastShort {
            fault("\(LintText.percent(share(0))) of the prompts are \(variety.prompts[0].name)", "at least 20 %")
        }
        if share(1) < Self.leastLong {
            fault("\(LintText.percent(share(1))) of the prompts are \(variety.prompts[1].name)", "at least 20 %")
        }
        if share(2) > Self.mostPolite {
            fault("\(LintText.percent(share(2))) of the prompts are \(variety.prompts[2].name)", "at most 60 %")
        }
        for phrase in variety.phrases where (phrase.share ?? 0) > Self.mostPhrase {
            fault(
                "the phrase \(phrase.name) stands in \(counted(phrase.count, of: phrase.of, "scenario"))", "at most 3 %"
            )
        }
        return out
    }
}
