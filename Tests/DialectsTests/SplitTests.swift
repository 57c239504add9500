import Dialects
import Testing
import Trials

@Suite struct SplitTests {
    private func read(_ transcript: Transcript, cuts: [Int]) throws -> Reply {
        var reader = try transcript.reader()
        var start = 0
        for end in cuts + [transcript.raw.body.count] {
            reader.feed(Array(transcript.raw.body[start..<end]), at: 7)
            start = end
        }
        return reader.finish()
    }

    @Test func everyDialectHasTranscripts() {
        let least: [(DialectName, Int)] = [
            (.anthropic, 40), (.openAIChat, 30), (.openAICompatible, 45), (.openAIResponses, 45),
            (.openAICompletions, 10), (.azureOpenAI, 20), (.gemini, 50), (.bedrock, 45),
        ]
        for (dialect, least) in least {
            #expect(Transcript.all.filter { $0.dialect == dialect }.count >= least)
        }
    }

    @Test(arguments: Transcript.all) func byteByByteReadsTheSame(_ transcript: Transcript) throws {
        let whole = try read(transcript, cuts: [])
        #expect(try read(transcript, cuts: Array(0..<transcript.raw.body.count)) == whole)
        // One vendor names no request, only its replies.
        if transcript.dialect == .gemini, whole.responseID == nil { return }
        #expect(whole.requestID?.contains("fixture") == true)
    }

    @Test(arguments: Transcript.all) func everySplitInTwoReadsTheSame(_ transcript: Transcript) throws {
        let whole = try read(transcript, cuts: [])
        for offset in 0...transcript.raw.body.count {
            let split = try read(transcript, cuts: [offset])
            guard split == whole else {
                Issue.record("split at byte \(offset) reads differently: \(split)")
                return
            }
        }
    }

    @Test(arguments: Transcript.all) func readingStoredBytesAgainGivesTheSame(_ transcript: Transcript) throws {
        #expect(try transcript.style.makeDialect().read(transcript.raw) == (try read(transcript, cuts: [])))
    }

    @Test func arrivalTimesAreThoseOfTheDeltas() throws {
        let transcript = try Transcript.load(.anthropic, "answered")
        let body = transcript.raw.body
        let reasoning = try #require(String(decoding: body, as: UTF8.self).firstRange(of: "thinking_delta"))
        let text = try #require(String(decoding: body, as: UTF8.self).firstRange(of: "text_delta"))
        let whole = String(decoding: body, as: UTF8.self)
        let cuts = [reasoning.lowerBound, text.lowerBound].map { whole.utf8.distance(from: whole.startIndex, to: $0) }
        var raw = transcript.raw
        raw.arrivals = [
            Arrival(end: cuts[0], at: 10), Arrival(end: cuts[1], at: 20), Arrival(end: body.count, at: 30),
        ]
        let style = AccessStyle(id: "s", dialect: .anthropic, baseURL: "http://127.0.0.1:9", model: "m")
        let reply = try style.makeDialect().read(raw)
        #expect(reply.firstReasoningAt == 20)
        #expect(reply.firstTextAt == 30)
    }

    /// A stream that ends anywhere never traps, and only its end gives the terminal marker.
    @Test(arguments: Transcript.all) func everyPrefixIsReadWithoutHarm(_ transcript: Transcript) throws {
        let whole = try read(transcript, cuts: [])
        // A wire without an end marker may say stop in every chunk.
        guard whole.framing == .events, whole.ended, !transcript.name.hasSuffix("after-stops") else { return }
        var body = transcript.raw.body
        // After the stop of a frame stream only counts are missing.
        if transcript.dialect == .bedrock, let stop = body.firstRange(of: Array("messageStop".utf8)) {
            body = Array(body[..<stop.lowerBound])
        }
        for end in stride(from: 0, to: body.count - 40, by: 17) {
            var reader = try transcript.reader()
            reader.feed(Array(body[..<end]), at: 7)
            let reply = reader.finish()
            #expect(!reply.ended && reply.unreadableEvents == 0)
        }
    }
}
