import Foundation

/// A person goes through cards and answers each with one key; every answer is kept before the next card is shown.
struct LabelSession<Word> {
    struct Choice {
        var key: Character
        /// `answered`: its first letter or the key stands in brackets before it.
        var name: String
        var word: Word
    }

    struct Ended {
        /// Cards with an answer of this session.
        var answered: Int
        var interrupted: Bool
    }

    var choices: [Choice]
    var count: Int
    /// What is printed above each card.
    var title: String
    var terminal = LabelTerminal()

    /// - Parameters:
    ///   - card: what is read.
    ///   - keep: stores an answer; a card may be answered again after going back.
    func run(card: (Int) throws -> String, keep: (Int, Word) throws -> Void) throws -> Ended {
        try terminal.inRawMode {
            var answered: Set<Int> = []
            var index = 0
            var hint = ""
            while index < count {
                let key = try ask(card(index), index, hint: hint)
                hint = ""
                switch key {
                case .interrupt: return Ended(answered: answered.count, interrupted: true)
                case .end, .character("q"): return Ended(answered: answered.count, interrupted: false)
                case .character(" "): continue
                case .character("s"): index += 1
                case .character("b"): index = max(0, index - 1)
                case .character(let letter):
                    if let choice = choices.first(where: { $0.key == letter }) {
                        try keep(index, choice.word)
                        answered.insert(index)
                        index += 1
                    } else {
                        hint = "Not a key: \(LabelText.harmless(String(letter)).trimmingCharacters(in: .whitespaces)). "
                    }
                }
            }
            return Ended(answered: answered.count, interrupted: false)
        }
    }

    private var keys: String {
        (choices.map { "\($0.key) \($0.name)" } + ["s skip", "b back", "q quit"]).joined(separator: "  ")
    }

    /// Shows a card, page by page on a terminal, until a key other than paging comes.
    private func ask(_ text: String, _ index: Int, hint: String) -> LabelKey {
        guard terminal.isTerminal else {
            Console.note("\(title)  \(index + 1) of \(count)\n\n\(LabelText.harmless(text))\n\n\(hint)\(keys)")
            return terminal.next()
        }
        var top = 0
        while true {
            let (columns, rows) = terminal.size
            let lines = LabelText.wrapped(text, columns: columns - 1)
            let height = max(1, rows - 4)
            top = min(top, max(0, lines.count - 1))
            let page = lines[top..<min(lines.count, top + height)]
            let more = top + height < lines.count
            Console.raw(
                "\u{1B}[H\u{1B}[2J\(title)  \(index + 1) of \(count)\r\n\r\n" + page.joined(separator: "\r\n")
                    + "\r\n\(more ? "-- space: more" : top > 0 ? "-- end" : "")\(top > 0 ? "  -: page before" : "")\r\n"
                    + hint + keys + " ")
            switch terminal.next() {
            case .character(" "): top = more ? top + height : top
            case .character("-"): top = max(0, top - height)
            case .character("\u{1B}"): continue
            case let key:
                Console.raw("\r\n")
                return key
            }
        }
    }
}
