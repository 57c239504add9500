/// The words beside a number that change what it says, in the languages that the classifier reads.
enum AnswerWords {
    /// "Minus 5".
    static func isNegative(_ before: Substring) -> Bool {
        let words = ["minus", "moins", "menos", "meno", "минус", "负", "マイナス", "마이너스"]
        let before = before.lowercased().reversed().drop(while: \.isWhitespace)
        return words.contains { before.starts(with: $0.reversed()) }
    }

    /// What a number may be multiplied with: 1 always; 0.01 where it is a per cent (96.2 % answers a question for 96.2 per cent
    /// and one for the share 0.962); a million in "1.2 million"; a quarter in "3 out of 4" and "3 : 4".
    static func factors(behind: Substring, before: Substring, _ language: String?) -> [Double] {
        let text = Substring(behind.lowercased()).drop(while: \.isWhitespace)
        if isPercent(text) || before.hasSuffix("百分之") { return [1, 0.01] }
        if text.hasPrefix("‰") { return [1, 0.001] }
        if let match = text.prefixMatch(of: /(?::|in|out of|of|von|sur|de|su|em|из)\s?([0-9]{1,6})(?![0-9.,:])/),
            let whole = Double(match.output.1), whole > 0
        {
            return [1, 1 / whole]
        }
        return scale(text, language).map { [1, $0] } ?? [1]
    }

    /// Where the other number of a range or of a choice stands ("10 to 12", "3 mg or 4 mg"); nil where there is none.
    ///
    /// - Parameter before: what stands in front of the first number: "between" makes of an "and" the middle of a range.
    static func other(behind: Substring, before: Substring) -> Substring? {
        let isBetween = before.contains(/(?i)\b(?:between|zwischen|entre|tra|fra|между)\b/)
        for text in [behind, behind.drop(while: \.isWhitespace).drop { $0.isLetter || "%°/µ".contains($0) }] {
            let plain = text.prefixMatch(
                of: /\s?(?:-|~|\b(?i:to|bis|à|a|al|até|до|or|oder|ou|o|или)\b|至|到|或|から|부터|또는|または)\s?(?=[-+]?\s?[0-9.,])/
            )
            let between = text.prefixMatch(of: /\s?\b(?i:and|und|et|y|e|и)\b\s?(?=[-+]?\s?[0-9.,])/)
            if let match = plain ?? (isBetween ? between : nil) { return text[match.range.upperBound...] }
        }
        return nil
    }

    private static func isPercent(_ text: Substring) -> Bool {
        if text.hasPrefix("%") || text.hasPrefix("パーセント") || text.hasPrefix("퍼센트") { return true }
        return text.prefixMatch(
            of: /(?:percent|per cent|pct|prozent|pour cent|por ciento|por cento|per cento|процент\p{L}*)(?!\p{L})/)
            != nil
    }

    /// A thousand, a million: what the word behind a number multiplies it with.
    private static func scale(_ text: Substring, _ language: String?) -> Double? {
        for (word, factor) in signs where text.hasPrefix(word) { return factor }
        let word = String(text.prefix(while: \.isLetter))
        // An English billion is a thousand millions; elsewhere the word means a million millions.
        let language = language?.lowercased().prefix(2)
        let isShort = language == nil || language == "en" || language == "pt"
        switch word {
        case "mil" where language == "es" || language == "pt":
            let next = text.dropFirst(word.count).drop(while: \.isWhitespace)
            return next.hasPrefix("millones") || next.hasPrefix("milhões") ? 1e9 : 1e3
        case "thousand", "tausend", "mille", "mila", "тыс", "тысяч", "тысячи", "тысяча": return 1e3
        case "million", "millions", "millionen", "mio", "mln", "millón", "millones", "milhão", "milhões", "milione",
            "milioni", "миллион", "миллиона", "миллионов", "млн":
            return 1e6
        case "milliard", "milliards", "milliarde", "milliarden", "mrd", "miliardo", "miliardi", "миллиард", "миллиарда",
            "миллиардов", "млрд", "bilhão", "bilhões":
            return 1e9
        case "billion", "billions", "billionen": return isShort ? 1e9 : 1e12
        case "billón", "billones", "trilhão", "trilhões": return 1e12
        case "trillion", "trillions": return isShort ? 1e12 : nil
        default: return nil
        }
    }

    /// The longer first.
    private static let signs: [(String, Double)] = [
        ("百万", 1e6), ("百萬", 1e6), ("백만", 1e6), ("十亿", 1e9), ("十億", 1e9), ("십억", 1e9), ("千", 1e3), ("천", 1e3),
        ("万", 1e4),
        ("萬", 1e4), ("만", 1e4), ("亿", 1e8), ("億", 1e8), ("억", 1e8),
    ]
}
