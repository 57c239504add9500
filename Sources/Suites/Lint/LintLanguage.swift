import Trials

/// Whether a text is in the language that it is labelled with: by script, and by small words among Latin languages.
extension SuiteLint {
    private static let smallWords: [String: Set<String>] = [
        "en": ["the", "and", "is", "of", "that", "with", "for", "what", "which", "are", "this", "from", "have", "my"],
        "de": ["der", "die", "das", "und", "ist", "nicht", "mit", "ein", "eine", "für", "wir", "ich", "den", "auf"],
        "fr": ["le", "la", "les", "et", "est", "des", "une", "pour", "dans", "que", "avec", "sur", "nous", "du"],
        "es": ["el", "la", "los", "y", "es", "una", "para", "que", "con", "por", "las", "se", "del", "en"],
        "pt": ["o", "a", "os", "e", "é", "uma", "para", "que", "com", "por", "as", "não", "do", "da"],
        "it": ["il", "la", "gli", "e", "è", "una", "per", "che", "con", "di", "del", "non", "sono", "nel"],
    ]

    func languageFindings(_ probe: Probe) -> [LintFinding] {
        let tag = probe.language
        let primary = String(tag.prefix { $0 != "-" })
        guard (2...3).contains(primary.count), primary.allSatisfy({ $0.isASCII && $0.isLowercase }) else {
            return [
                LintFinding(probe, .language, .error, "language \(LintText.quoted(tag))", accepted: "en, de, zh-Hans")
            ]
        }
        // The last turn may be a bare table; then the others tell.
        let text = probe.turns.filter { $0.speaker == .user }.map(\.text).joined(separator: "\n")
        guard let read = Self.language(of: text, declared: primary), read != primary else { return [] }
        return [
            LintFinding(
                probe, .language, .error, "labelled \(tag), and the researcher's words look like \(read)",
                accepted: "the language in which the probe is written")
        ]
    }

    /// nil where too little can be read, or where nothing speaks clearly against the label.
    private static func language(of text: String, declared: String) -> String? {
        var counts: [Script: Int] = [:]
        for scalar in text.unicodeScalars { if let script = Script(scalar) { counts[script, default: 0] += 1 } }
        let all = counts.values.reduce(0, +)
        guard all >= 60 else { return nil }
        func share(_ script: Script) -> Double { Double(counts[script] ?? 0) / Double(all) }
        // Code and tables inside a text are Latin in every language.
        if share(.kana) > 0.08 { return "ja" }
        if share(.han) > 0.12 { return "zh" }
        if share(.hangul) > 0.12 { return "ko" }
        if share(.cyrillic) > 0.2 { return smallWords[declared] == nil ? nil : "a language in Cyrillic" }
        if ["zh", "ja", "ko"].contains(declared) { return "a language in Latin script" }
        guard smallWords[declared] != nil else { return nil }
        let words = LintText.words(text)
        let hits = smallWords.mapValues { list in words.count(where: { list.contains($0) }) }
        let own = hits[declared] ?? 0
        guard let best = hits.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).first, best.value >= 12 else {
            return nil
        }
        return best.value > own * 2 ? best.key : nil
    }
}
