/// Text of others made safe for where it goes: a message of a provider, a model's name, a value out of a file.
///
/// Whatever moves a cursor, opens a link, fills a clipboard, hides or reorders what a person reads becomes a visible escape:
///
///     SafeText.line("a\u{1B}[2Jb\nc")   // "a\\u{1b}[2Jb\\nc"
package enum SafeText {
    /// One line for a terminal, a log, a table's cell: line ends become visible too.
    /// - Parameter longest: characters, with the mark that something was left out.
    package static func line(_ text: String, longest: Int = .max) -> String {
        let safe = escaped(text, keepsLines: false)
        return safe.count > longest ? String(safe.prefix(max(0, longest - 1))) + "…" : safe
    }

    /// Several lines for a terminal or a text file: line feeds and tabs stay.
    package static func lines(_ text: String) -> String { escaped(text, keepsLines: true) }

    private static func escaped(_ text: String, keepsLines: Bool) -> String {
        var text = text
        // Nearly everything is plain, and is handed back as it came.
        let plain = text.withUTF8 { bytes in
            bytes.allSatisfy { (0x20...0x7E).contains($0) || (keepsLines && ($0 == 0x0A || $0 == 0x09)) }
        }
        if plain { return text }
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where keepsLines, "\t" where keepsLines: out.unicodeScalars.append(scalar)
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case _ where isDangerous(scalar): out += "\\u{\(String(scalar.value, radix: 16))}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
        // What no standard knows yet may be anything.
        isHidden(scalar) || scalar.properties.generalCategory == .unassigned
    }

    /// Controls (C0, DEL, C1), line and paragraph separators, what turns the direction of text or shows as nothing.
    static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        // Joiners inside words and emoji are text; the other format characters direct or hide it.
        case .format: scalar != "\u{200D}" && scalar != "\u{200C}" && scalar != "\u{00AD}"
        default: false
        }
    }
}
