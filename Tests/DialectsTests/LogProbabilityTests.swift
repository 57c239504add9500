import Dialects
import Testing
import Trials

@Suite struct LogProbabilityTests {
    private static let whole = LogProbabilities(tokens: 4, first: -0.25, mean: -0.75)

    /// What each wire says of the same four tokens.
    static let rows: [(dialect: DialectName, transcript: String, expected: LogProbabilities?)] = [
        (.openAIChat, "logprobs", whole),
        (.openAIChat, "logprobs-document", whole),
        (.openAIResponses, "logprobs", whole),
        (.openAIResponses, "logprobs-document", whole),
        // The text comes bare, and the tokens stand in the terminal event: they are counted once.
        (.openAIResponses, "logprobs-at-the-end", whole),
        // The first token of a text has no number here; the mean is over the other three.
        (.openAICompletions, "logprobs", LogProbabilities(tokens: 4, mean: -2.75 / 3)),
        (.gemini, "logprobs", whole),
        (.gemini, "logprobs-mean-only", LogProbabilities(tokens: 0, mean: -0.75)),
        (.openAICompatible, "cohere-logprobs", whole),
        (.openAICompatible, "cohere-logprobs-document", whole),
        // Asked for by nobody: null, or absent.
        (.openAIChat, "answered", nil), (.openAICompletions, "answered-document", nil), (.gemini, "answered", nil),
        (.openAIResponses, "answered", nil), (.anthropic, "answered", nil), (.bedrock, "answered", nil),
        // A refusal's tokens are no visible text.
        (.openAIChat, "row15-refusal-document", nil),
    ]

    @Test(arguments: rows.indices) func logProbabilitiesAreReadWhereTheyCame(_ index: Int) throws {
        let row = Self.rows[index]
        let transcript = try Transcript.load(row.dialect, row.transcript)
        var reader = try transcript.reader()
        reader.feed(transcript.raw.body, at: 7)
        let reply = reader.finish()
        #expect(reply.logProbabilities == row.expected, "\(row.dialect.rawValue)/\(row.transcript)")
        if row.expected != nil { #expect(reply.text.hasPrefix("Warm-up matters here: the loss spike")) }
    }

    @Test func aRefusedParameterIsNamedInItsError() throws {
        func error(_ dialect: DialectName, _ name: String) throws -> WireError {
            let transcript = try Transcript.load(dialect, name)
            var reader = try transcript.reader()
            reader.feed(transcript.raw.body, at: 7)
            return try #require(reader.finish().error)
        }
        let logprobs = try error(.openAIChat, "logprobs-refused")
        #expect(Ability.allCases.filter { $0.isNamed(in: logprobs) } == [.logprobs])
        let prefill = try error(.anthropic, "row10-prefill-refused")
        #expect(Ability.allCases.filter { $0.isNamed(in: prefill) } == [.prefill])
        let tooLong = try error(.anthropic, "row10-too-long")
        #expect(Ability.allCases.filter { $0.isNamed(in: tooLong) } == [])
        let seeds = WireError(place: .httpBody, message: "this text is about seeding clouds")
        #expect(!Ability.seed.isNamed(in: seeds))
        #expect(Ability.seed.isNamed(in: WireError(place: .httpBody, message: "Unknown field", param: "seed")))
    }
}
