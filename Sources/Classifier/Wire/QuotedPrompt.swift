import Formats
import Trials

/// Servers quote what they were sent in their errors, and the words of a prompt are no sign of anything: rules hear an error
/// without what it quotes.
struct QuotedPrompt {
    /// What was sent, as it is and as JSON writes it within a string.
    private let turns: [String]

    init(_ trial: Trial) {
        turns = trial.conversation.turns.flatMap { turn in
            let escaped = String(JSONValue.string(turn.text).compact.dropFirst().dropLast())
            return escaped == turn.text ? [turn.text] : [turn.text, escaped]
        }
    }

    /// An exchange whose error speaks with its own words; nil where there is nothing to take out.
    static func cut(from exchange: Exchange, _ trial: Trial) -> Exchange? {
        guard exchange.reply.error != nil else { return nil }
        let quoted = QuotedPrompt(trial)
        var exchange = exchange
        let before = exchange.reply
        exchange.reply.error?.message = before.error?.message.map(quoted.removed)
        for index in before.innerErrors.indices {
            exchange.reply.innerErrors[index].message = before.innerErrors[index].message.map(quoted.removed)
        }
        // A word that is a piece of the prompt is a quotation as a whole. What stands in an error's own slots stays: a prompt may
        // hold the very sentence that a provider blocks with.
        exchange.reply.said = before.said.compactMap { said in
            let own = SaidWord(path: said.path, value: quoted.removed(said.value))
            return quoted.isPiece(own.value) ? nil : own
        }
        return exchange.reply == before ? nil : exchange
    }

    /// A text without what it quotes, from a turn's beginning, whole or cut.
    private func removed(_ value: String) -> String {
        var value = value
        for turn in turns {
            let start = String(turn.prefix(24))
            guard start.utf8.count >= 24 else { continue }
            while let found = value.firstRange(of: start) {
                var end = found.upperBound
                var said = turn.dropFirst(start.count)
                while end < value.endIndex, let next = said.first, value[end] == next {
                    end = value.index(after: end)
                    said = said.dropFirst()
                }
                value.replaceSubrange(found.lowerBound..<end, with: "…")
            }
        }
        return value
    }

    private func isPiece(_ value: String) -> Bool {
        value.utf8.count >= 12 && turns.contains { $0.contains(value) }
    }
}
