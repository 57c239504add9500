import Classifier
import Foundation
import Testing
import Trials

@Suite struct RowTests {
    @Test(arguments: Row.all) func everySignalIsReadAsWhatItIs(_ row: Row) throws {
        var style = Transcript.style(row.dialect)
        if row.transcript.hasPrefix("cohere-") { style.profile = "cohere" }
        row.change(&style)
        let exchange = try Transcript.exchange(row.dialect, row.transcript, style: style)
        let trial = Trial(style: style, probe: Probe(id: "p", turns: [Turn(.user, row.prompt)]))
        let judged = Classifier().finding(of: exchange, trial: trial)
        let verdict = judged.verdict
        #expect(verdict.outcome == row.outcome)
        #expect(verdict.errorKind == row.error)
        #expect(verdict.stage == row.stage)
        #expect(verdict.layer == row.layer)
        #expect(verdict.categories == row.categories)
        #expect(verdict.categoryRaw == row.raw)
        #expect(verdict.served == row.served)
        #expect(verdict.degraded == row.degraded)
        #expect(judged.disposition == row.disposition)
        #expect(verdict.version == Classifier.version)
        let first = try #require(verdict.evidence.first)
        if !row.rule.isEmpty { #expect(first.rule == row.rule) }
        for rule in row.further { #expect(verdict.evidence.contains { $0.rule == rule }) }
    }

    /// Where the independent count must differ, and by how many characters the text is longer.
    private static let countedOtherwise: [String: Int] = [
        // Halves of one character in two events: the other reader of JSON drops both events, ours joins the halves.
        "anthropic/split-surrogates": 8, "openai-compatible/split-surrogates": 10,
        "openai-compatible/cohere-split-surrogates": 8, "gemini/split-surrogates": 8, "bedrock/split-surrogates": 8,
        // Frames from the first whose checksum is wrong are not believed.
        "bedrock/bad-prelude-crc": -19, "bedrock/bad-message-crc": -30,
        // That server sends back the beginning that it was given; it is no word of the model.
        "anthropic/llama-cpp-prefill": -13, "openai-compatible/llama-cpp-prefill": -13,
        "openai-compatible/llama-cpp-prefill-stream": -13,
    ]

    /// What is stored as visible text is what an independent count of the body finds.
    @Test(arguments: Row.all) func noCharacterIsLost(_ row: Row) throws {
        var style = Transcript.style(row.dialect)
        if row.transcript.hasPrefix("cohere-") { style.profile = "cohere" }
        row.change(&style)
        let exchange = try Transcript.exchange(row.dialect, row.transcript, style: style)
        let counted = TextCount.of(exchange.raw, row.dialect)
        #expect(TextCount.of(exchange.reply.text) == counted + (Self.countedOtherwise[row.description] ?? 0))
    }

    @Test func noTranscriptIsWithoutARow() throws {
        let rows = Set(Row.all.map(\.description))
        for dialect in DialectName.allCases {
            let names = try FileManager.default.contentsOfDirectory(
                atPath: Transcript.root.appending(path: dialect.rawValue).path())
            for name in names where name.hasSuffix(".http") {
                #expect(rows.contains("\(dialect.rawValue)/\(name.dropLast(5))"))
            }
        }
    }
}
