/// Made-up token probabilities, well-formed: a function of the text alone.
struct TokenChance: Sendable {
    var token: String
    /// Natural logarithm.
    var logprob: Double
    /// The token itself first, then others, each less likely than the one before.
    var alternatives: [(token: String, logprob: Double)]

    /// Words with the white space after them stand for tokens.
    static func of(_ text: String, alternatives count: Int) -> [TokenChance] {
        var tokens: [String] = []
        var word = ""
        for character in text {
            if word.last?.isWhitespace ?? false, !character.isWhitespace {
                tokens.append(word)
                word = ""
            }
            word.append(character)
        }
        if !word.isEmpty { tokens.append(word) }
        return tokens.map { token in
            let own = -Double(token.utf8.reduce(7) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % 900 + 1) / 1000
            let others = ["the ", "a ", "of ", "and ", "to ", "in ", "is ", "that ", "it ", "for ", "on ", "with "]
            var top = [(token: token, logprob: own)]
            for index in 0..<max(0, count - 1) {
                let other = index < others.count ? others[index] : "w\(index) "
                top.append((token: other == token ? "x" + other : other, logprob: own - 2 - Double(index) / 4))
            }
            return TokenChance(token: token, logprob: own, alternatives: count == 0 ? [] : top)
        }
    }

    private static func bytes(_ token: String) -> String {
        "[" + token.utf8.map(String.init).joined(separator: ",") + "]"
    }

    /// As Chat Completions and Responses write it.
    var chat: String {
        let top = alternatives.map {
            #"{"token":\#($0.token.quoted),"logprob":\#($0.logprob),"bytes":\#(Self.bytes($0.token))}"#
        }
        return #"{"token":\#(token.quoted),"logprob":\#(logprob),"bytes":\#(Self.bytes(token)),"#
            + #""top_logprobs":[\#(top.joined(separator: ","))]}"#
    }
}

extension [TokenChance] {
    var chat: String { "[" + map(\.chat).joined(separator: ",") + "]" }
}
