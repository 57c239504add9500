import Formats
import Trials

/// Log probabilities of a reply whose tokens are its deltas. The figures are functions of the text alone.
struct GeminiLogprobs {
    private let tokens: [String]
    private let alternatives: Int

    /// - Parameter alternatives: how many of the most probable tokens stand beside each chosen one.
    init(_ tokens: [String], alternatives: Int) {
        self.tokens = tokens
        self.alternatives = alternatives
    }

    /// Over the chosen tokens; there is at least one.
    var mean: Double { tokens.reduce(0) { $0 + Self.logProbability($1) } / Double(tokens.count) }

    var value: JSONValue {
        var value = JSONObject()
        value["chosenCandidates"] = .array(tokens.map { Self.candidate($0, rank: 0) })
        if alternatives > 0 {
            value["topCandidates"] = .array(
                tokens.map { token in
                    ["candidates": .array((0..<alternatives).map { Self.candidate(token, rank: $0) })]
                })
        }
        return .object(value)
    }

    private static func candidate(_ token: String, rank: Int) -> JSONValue {
        [
            "token": .string(rank == 0 ? token : "\(token)~\(rank)"),
            "tokenId": .integer(token.utf8.reduce(rank) { ($0 &* 31 &+ Int($1)) & 0x3FFFF }),
            "logProbability": .number(logProbability(token) - 0.75 * Double(rank)),
        ]
    }

    /// Natural logarithm.
    private static func logProbability(_ token: String) -> Double { -Double(1 + token.utf8.count % 8) / 16 }
}
