/// The ways in which an answer may be set, in plain characters.
enum AnswerTypography {
    /// Full-width digits, superscripts, minus signs, spaces and the common commands of LaTeX become ASCII.
    static func plain(_ answer: String) -> String {
        var text = ""
        for character in answer {
            switch character {
            case "−", "–", "‐", "‑", "﹣", "－": text.append("-")
            case "\u{A0}", "\u{202F}", "\u{2009}", "_": text.append(" ")
            case "×", "·", "⋅", "✕": text.append("x")
            case "$", "≈": text.append(" ")
            case "∼", "〜", "～": text.append("~")
            case "’", "ʼ": text.append("'")
            case "，", "､", "٬": text.append(",")
            case "．", "。", "٫": text.append(".")
            case "％", "٪": text.append("%")
            case "：": text.append(":")
            case "⁄", "／": text.append("/")
            case "½": text.append(" 1/2")
            case "¼": text.append(" 1/4")
            case "¾": text.append(" 3/4")
            default:
                // Digits of every script, but raised and circled ones: full-width, Arabic-Indic, Devanagari.
                if let digit = character.wholeNumberValue,
                    character.unicodeScalars.first?.properties.numericType == .decimal
                {
                    text.append(Character(String(digit)))
                } else {
                    text.append(character)
                }
            }
        }
        for (command, sign) in [
            ("\\times", "x"), ("\\cdot", "x"), ("{,}", ","), ("\\,", ""), ("\\;", " "), ("\\!", ""), ("\\ ", " "),
            ("\\%", "%"), ("\\approx", " "), ("\\left", ""), ("\\right", ""),
        ] { text = text.replacing(command, with: sign) }
        text = text.replacing(/\\[dt]?frac\s?\{([^{}]*)\}\s?\{([^{}]*)\}/) { " \($0.output.1)/\($0.output.2)" }
        return superscripts(text)
    }

    /// `10⁻⁴` becomes `10^-4`: a raised digit is never a digit of the number in front of it.
    private static func superscripts(_ text: String) -> String {
        let raised = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
        var plain = ""
        var isRaised = false
        for character in text {
            let digit = raised.firstIndex(of: character)
            guard digit != nil || character == "⁻" || character == "⁺" else {
                plain.append(character)
                isRaised = false
                continue
            }
            if !isRaised { plain.append("^") }
            isRaised = true
            plain.append(digit.map { String($0) } ?? (character == "⁻" ? "-" : ""))
        }
        return plain
    }
}
