import Formats
import Testing
import Trials

@testable import Dialects

/// What no file may keep, and what stays as it came.
struct RedactionTests {
    private static let key = "sk-live/0123456789abcdef"
    private let redaction = WireRedaction(Secret(RedactionTests.key))

    private func reply(_ text: String, status: Int = 200, type: String = "text/event-stream") -> RawReply {
        let body = Array(text.utf8)
        return RawReply(status: status, headers: [HeaderLine("content-type", type)], body: body)
    }

    @Test func aKeyThatIsSplitOverTwoArrivalsIsMaskedInPlace() {
        var raw = reply("data: {\"text\":\"your key \(Self.key) it is\"}\n\n")
        raw.arrivals = [Arrival(end: 35, at: 1), Arrival(end: raw.body.count, at: 2)]
        let kept = redaction.reply(raw)
        let text = String(decoding: kept.body, as: UTF8.self)
        #expect(!text.contains("0123456789"))
        #expect(text == "data: {\"text\":\"your key \(String(repeating: "*", count: Self.key.utf8.count)) it is\"}\n\n")
        #expect(kept.arrivals == raw.arrivals && kept.body.count == raw.body.count)
    }

    @Test func aCreditBesideARefusalIsMasked() throws {
        let raw = try Transcript.load(.anthropic, "row07-recommended-model").raw
        let kept = redaction.reply(raw)
        let text = String(decoding: kept.body, as: UTF8.self)
        #expect(text.contains(#""fallback_credit_token":"**********"}"#) && kept.body.count == raw.body.count)
        let absent = reply(#"{"fallback_credit_token":null}"#)
        #expect(redaction.reply(absent).body == absent.body)
    }

    @Test(arguments: ["sk-live/0123456789abcdef", #"sk-live\/0123456789abcdef"#, "sk-live%2F0123456789abcdef"])
    func aKeyIsFoundAsItIsWritten(written: String) {
        let sent = SentRequest(
            method: "POST", url: "https://a/?k=\(written)", headers: [HeaderLine("x-note", "a \(written)")],
            body: Array("{\"k\":\"\(written)\"}".utf8))
        let kept = redaction.request(sent)
        #expect(!kept.url.contains("0123456789") && !kept.headers[0].value.contains("0123456789"))
        #expect(!String(decoding: kept.body, as: UTF8.self).contains("0123456789"))
        #expect(kept.url.count == sent.url.count && kept.body.count == sent.body.count)
    }

    @Test(arguments: [
        #"k+1="q"\/<&rest-0123456789"#, #"k+1=\"q\"\\/<&rest-0123456789"#, #"k+1=\"q\"\\\/<&rest-0123456789"#,
        #"k\u002b1\u003d\"q\"\\/\u003c\u0026rest-0123456789"#, #"k\u002B1\u003D\"q\"\\/\u003C\u0026rest-0123456789"#,
        "k%2B1%3D%22q%22%5C%2F%3C%26rest-0123456789", "k%2b1%3d%22q%22%5c%2f%3c%26rest-0123456789",
        #"k&#43;1&equals;&quot;q&#x22;&#x5C;&#047;&lt;&amp;rest&hyphen;0123456789"#,
        #"k\x2b1=\"q\"\\/\x3C\x26rest-0123456789"#,
        #"9876543210-tser&</\"q"=1+k"#, #"K+1="Q"\/<&REST-0123456789"#,
    ])
    func aKeyOfOddCharactersIsFoundAsServersEscapeIt(written: String) {
        let kept = WireRedaction(Secret(#"k+1="q"\/<&rest-0123456789"#)).reply(reply("data: \(written)\n\n"))
        let masked = String(repeating: "*", count: written.count)
        #expect(String(decoding: kept.body, as: UTF8.self) == "data: \(masked)\n\n")
    }

    @Test(arguments: [8, 12, 23])
    func theBeginningOfAKeyAtTheEndOfABodyIsMasked(count: Int) {
        let cut = WireFault(kind: .truncatedBody, message: "cut", mayHaveReachedServer: true)
        for (rest, fault) in [("", cut), ("", nil), ("\"}\n\n", nil)] {
            var raw = reply("data: {\"text\":\"your key \(Self.key.prefix(count))\(rest)")
            raw.fault = fault
            let masked = "data: {\"text\":\"your key \(String(repeating: "*", count: count))\(rest)"
            #expect(String(decoding: redaction.reply(raw).body, as: UTF8.self) == masked)
        }
    }

    @Test func aKeyInAHeaderOrAFaultIsMasked() {
        var raw = reply("")
        raw.headers.append(HeaderLine("x-echo", "Bearer \(Self.key)"))
        raw.fault = WireFault(kind: .other, message: "no host \(Self.key)", mayHaveReachedServer: false)
        let kept = redaction.reply(raw)
        #expect(kept.header("x-echo")?.contains("0123456789") == false)
        #expect(kept.fault?.message.contains("0123456789") == false && kept.fault?.kind == .other)
    }

    /// However each character is written, and in whatever mixture.
    @Test(arguments: [
        #"\u0073\u006b\u002d\u006c\u0069\u0076\u0065\u002f0123456789abcdef"#, #"sk\u002dlive\/0123456789abcdef"#,
        #"sk\\u002Dlive\\/0123456789abcdef"#, "%73%6B%2D%6C%69%76%65%2F%30123456789abcdef",
        "c2stbGl2ZS8wMTIzNDU2Nzg5YWJjZGVm", "736b2d6c6976652f30313233343536373839616263646566",
        "736B2D6C6976652F30313233343536373839616263646566",
    ])
    func aKeyIsMaskedHoweverItIsWritten(_ form: String) {
        let raw = RawReply(status: 200, body: Array(#"{"a":"\#(form)"}"#.utf8))
        let masked = WireRedaction(Secret("sk-live/0123456789abcdef")).reply(raw).body
        let text = String(decoding: masked, as: UTF8.self)
        #expect(masked.count == raw.body.count && text.hasPrefix(#"{"a":"****"#) && !text.contains("789abc"), "\(text)")
    }

    /// With something in front of it, in lines, with separators, in escapes of escapes, in any case.
    @Test(arguments: [
        Base64.text("Bearer sk-live/0123456789abcdef".utf8), Base64.text("user:sk-live/0123456789abcdef".utf8),
        Base64.text("{\"key\":\"sk-live/0123456789abcdef\"}".utf8), "c2stbGl2ZS8wMTIzN\r\nDU2Nzg5YWJjZGVm",
        #"c2stbGl2ZS8wMTIzN\r\nDU2Nzg5YWJjZGVm"#,
        "73:6b:2d:6c:69:76:65:2f:30:31:32:33:34:35:36:37:38:39:61:62:63:64:65:66",
        "73 6B 2D 6C 69 76 65 2F 30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66",
        "0x73, 0x6b, 0x2d, 0x6c, 0x69, 0x76, 0x65, 0x2f, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66",
        "%2573k%252Dlive%252F%2530123456789abcdef", #"\u{73}k\u{2d}live\u{2f}0123456789abcdef"#,
        #"sk\u0026hyphen;live\u0026sol;0123456789abcdef"#, #"sk\\\\u002dlive\\\\/0123456789abcdef"#,
        "FEDCBA9876543210/EVIL-KS", "fEdCbA9876543210/evil-ks", "Sk-LiVe/0123456789AbCdEf",
        "&#115;k-live&#x2F;0123456789abcdef",
    ])
    func aKeyIsMaskedWhateverWasEncodedWithIt(_ form: String) {
        let raw = reply("{\"a\":\"\(form)\",\"b\":\"stays\"}")
        let kept = String(decoding: redaction.reply(raw).body, as: UTF8.self)
        // Of what was encoded with it, all but the letters that it shares with its neighbours.
        let left = kept.dropFirst(6).prefix { $0 != "\"" || kept.isEmpty }.filter { $0 != "*" }
        #expect(kept.utf8.count == raw.body.count && kept.hasSuffix("\"b\":\"stays\"}"))
        #expect(left.count <= form.count - 24, "\(kept)")
        #expect(SpelledSearch(Array(Self.key.utf8)).all(in: Array(kept.utf8)).isEmpty, "\(kept)")
    }

    /// A gateway may show to one style what it heard of another.
    @Test func allKeysOfARunAreMasked() {
        let both = WireRedaction([Secret(Self.key), Secret("other-key-4711"), Secret("short")])
        let kept = both.reply(reply("{\"a\":\"\(Self.key)\",\"b\":\"other-key-4711\",\"c\":\"short\"}"))
        let text = String(decoding: kept.body, as: UTF8.self)
        #expect(!text.contains("0123456789") && !text.contains("4711") && text.contains("short"))
    }

    @Test func aKeyAtTheEdgeOfAWindowIsFound() {
        let search = SpelledSearch(Array(Self.key.utf8))
        for offset in stride(from: (64 << 10) - 40, through: (64 << 10) + 8, by: 1) {
            let body =
                [UInt8](repeating: UInt8(ascii: "."), count: offset) + Array(#"sk\\u002dlive\\/0123456789abcdef"#.utf8)
            #expect(search.all(in: body).contains(offset..<body.count), "\(offset)")
        }
    }

    /// A letter at a time, as some servers stream; and in base64.
    @Test(arguments: [key, "c2stbGl2ZS8wMTIzNDU2Nzg5YWJjZGVm"], [1, 2, 3, 7])
    func aKeyThatComesInPiecesIsMasked(spelled: String, size: Int) {
        let pieces = stride(from: 0, to: spelled.count, by: size).map { String(spelled.dropFirst($0).prefix(size)) }
        let events = (["The key is "] + pieces + [" now."]).map { "data: {\"text\": \"\($0)\"}\n\n" }.joined()
        let raw = RawReply(status: 200, body: Array(events.utf8))
        let (masked, reply) = redaction.reply(raw) { raw in
            Reply(
                text: String(decoding: raw.body, as: UTF8.self).split(separator: "\n")
                    .map { $0.dropFirst(16).dropLast(2) }.joined())
        }
        #expect(masked.body.count == raw.body.count && reply.text.hasPrefix("The key is "))
        #expect(SpelledSearch(Array(Self.key.utf8)).all(in: Array(reply.text.utf8)).isEmpty, "\(reply.text)")
        #expect(reply.text.filter { $0 == "*" }.count >= spelled.count - 4, "\(reply.text)")
    }

    @Test func aKeyThatComesTogetherOverTwoEventsIsMaskedInPieces() {
        let raw = RawReply(status: 200, body: Array("data: sk-live/0123\ndata: 456789abcdef\n".utf8))
        let (masked, reply) = WireRedaction(Secret("sk-live/0123456789abcdef")).reply(raw) { raw in
            Reply(
                text: String(decoding: raw.body, as: UTF8.self).replacing("data: ", with: "").replacing(
                    "\n", with: ""))
        }
        #expect(!reply.text.contains("0123") && !String(decoding: masked.body, as: UTF8.self).contains("89abcdef"))
    }

    @Test func aShortKeyIsAWordAndStays() {
        let raw = reply("data: {\"model\":\"ollama/x\"}\n\n")
        #expect(WireRedaction(Secret("ollama")).reply(raw) == raw)
    }

    @Test(arguments: [
        "Set-Cookie", "authorization", "X-Api-Key", "openai-organization", "anthropic-organization-id",
        "openai-project", "x-amz-security-token",
    ])
    func headersThatOpenASessionOrNameAnAccountAreStruckOut(name: String) {
        var raw = reply("")
        raw.headers.append(HeaderLine(name, "value-1"))
        #expect(redaction.reply(raw).header(name) == "***")
    }

    @Test(arguments: [
        "request-id", "x-ratelimit-remaining-tokens", "anthropic-ratelimit-input-tokens-reset",
        "anthropic-organization-ratelimit-limit", "content-type", "www-authenticate", "retry-after",
    ])
    func otherHeadersStayAsTheyCame(name: String) {
        var raw = reply("")
        raw.headers = [HeaderLine(name, "value-1")]
        #expect(redaction.reply(raw) == raw)
    }

    @Test(arguments: [
        ("Team: 5c1f, API key ID: 77aa, Model: grok-x", ["5c1f", "77aa"], "Model: grok-x"),
        ("Rate limit reached in organization org-AbCdEfGhIjKlMnOpQrStUvWx on tokens", ["AbCdEf"], "on tokens"),
        ("Incorrect API key provided: sk-proj-********wxyz.", ["wxyz"], "Incorrect API key"),
        ("User: arn:aws:iam::123456789012:user/lab is not authorized", ["123456789012"], "is not authorized"),
        ("the project proj_0123456789abcdef was archived", ["abcdef"], "was archived"),
    ])
    func idsInErrorMessagesAreMaskedAndWordsStay(message: String, ids: [String], words: String) {
        let raw = reply("{\"error\":{\"message\":\"\(message)\"}}", status: 403, type: "application/json")
        let kept = redaction.reply(raw)
        let text = String(decoding: kept.body, as: UTF8.self)
        #expect(kept.body.count == raw.body.count && text.contains(words))
        for id in ids { #expect(!text.contains(id), "\(text)") }
        let inStream = redaction.reply(
            reply("data: {\"x\":\"Team: Alice\"}\n\ndata: {\"error\": {\"message\":\"\(message)\"}}\n\n"))
        let stream = String(decoding: inStream.body, as: UTF8.self)
        for id in ids { #expect(!stream.contains(id), "\(stream)") }
        // The words of the model are evidence, whatever they look like.
        #expect(stream.contains("Team: Alice"))
    }

    @Test(arguments: [
        "data: {\"text\":\"Team: Alice, org-0123456789fedcba, sk-0123456789fedcba\"}\n\n",
        "data: {\"text\":\"say \\\"error\\\": {Team: Alice}\",\"error\":null}\n\n",
    ])
    func wordsOfTheModelAreNeverTouched(body: String) {
        #expect(redaction.reply(reply(body)) == reply(body))
    }

    @Test func wordsThatOnlyBeginLikeAnIdStay() {
        let message = "org-wide limits, risk-assessment, task-0123456789abcdef, sk-learn"
        #expect(WireRedaction.redacted(message) == message)
    }

    // MARK: Binary frames

    private static func frame(_ payload: String, headers: [(String, String)]) -> [UInt8] {
        func word(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
        func sum(_ bytes: [UInt8]) -> [UInt8] {
            word(Int(bytes.withUnsafeBufferPointer { CRC32.of($0, 0..<bytes.count) }))
        }
        var head: [UInt8] = []
        for (name, value) in headers {
            head += [UInt8(name.utf8.count)] + Array(name.utf8) + [7, 0, UInt8(value.utf8.count)] + Array(value.utf8)
        }
        var out = word(16 + head.count + payload.utf8.count) + word(head.count)
        out += sum(out)
        out += head + Array(payload.utf8)
        return out + sum(out)
    }

    static func event(_ payload: String) -> [UInt8] {
        frame(payload, headers: [(":message-type", "event"), (":event-type", "contentBlockDelta")])
    }

    private func frames(_ body: [UInt8]) -> (frames: [FrameReader.Frame], damage: FrameReader.Damage?) {
        var reader = FrameReader()
        var frames: [FrameReader.Frame] = []
        body.withUnsafeBufferPointer { reader.feed($0) { frames.append($0) } }
        return (frames, reader.damage)
    }

    private let framed = [HeaderLine("content-type", "application/vnd.amazon.eventstream")]

    /// Frames are read as such under any content type, so they are sealed under any.
    @Test(arguments: ["application/vnd.amazon.eventstream", "Application/Octet-Stream"])
    func aFrameThatWasMaskedIsSealedAgain(type: String) throws {
        let body = Self.event("{\"a\":1}") + Self.event("{\"k\":\"\(Self.key)\"}") + Self.event("{\"b\":2}")
        let kept = redaction.reply(
            RawReply(status: 200, headers: [HeaderLine("content-type", type)], body: body))
        let read = frames(kept.body)
        try #require(read.damage == nil && read.frames.count == 3)
        #expect(kept.body.count == body.count)
        #expect(!read.frames.contains { String(decoding: $0.payload, as: UTF8.self).contains("0123456789") })
        #expect(read.frames[0].payload == Array("{\"a\":1}".utf8) && read.frames[2].payload == Array("{\"b\":2}".utf8))
    }

    @Test func idsInAnExceptionFrameAreMaskedAndItIsSealedAgain() throws {
        let headers = [(":message-type", "exception"), (":exception-type", "throttlingException")]
        let body =
            Self.event("{\"text\":\"Team: Alice\"}")
            + Self.frame("{\"message\":\"Team: 5c1f, slow down\"}", headers: headers)
        let read = frames(redaction.reply(RawReply(status: 200, headers: framed, body: body)).body)
        try #require(read.damage == nil && read.frames.count == 2)
        #expect(String(decoding: read.frames[0].payload, as: UTF8.self).contains("Alice"))
        #expect(read.frames[1].payload == Array("{\"message\":\"Team: ****, slow down\"}".utf8))
    }

    @Test func damageStaysDamage() {
        var body = Self.event("{\"k\":\"\(Self.key)\"}") + Self.event("{\"k\":\"\(Self.key)\"}")
        body[body.count - 1] ^= 0xFF
        let kept = redaction.reply(RawReply(status: 200, headers: framed, body: body))
        let read = frames(kept.body)
        #expect(read.frames.count == 1 && read.damage == .messageCRC)
        #expect(!String(decoding: kept.body, as: UTF8.self).contains("0123456789"))
    }

    @Test(arguments: Transcript.all.filter { $0.dialect == .bedrock })
    func transcriptsWithoutAnythingSecretStayAsTheyCame(transcript: Transcript) {
        #expect(redaction.reply(transcript.raw).body == transcript.raw.body)
    }
}
