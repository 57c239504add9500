import Formats
import Testing
import Trials

/// The file format of recorded attempts: what is written reads back, and what was changed on its way is refused.
struct CassetteTests {
    private static func full() -> Cassette {
        var timings = Timings()
        timings.connected = 900_000
        timings.firstByte = 1_500_000
        timings.ended = 2_000_000
        timings.reusedConnection = false
        let body = Array("data: {\"a\":1}\r\n\r\n".utf8) + [0x00, 0xFF, 0x0A, 0x0A, 0x80]
        return Cassette(
            key: TrialKey(style: "public", probe: "p.1", repetition: 2), attempt: 3, scenario: "both",
            recorded: "2026-11-21T04:00:00Z",
            simulated: true,
            request: SentRequest(
                method: "POST", url: "https://api.example/v1/chat",
                headers: [HeaderLine("content-type", "application/json")],
                body: Array(#"{"model":"m","max_tokens":8192}"#.utf8)),
            raw: RawReply(
                status: 200, httpVersion: "HTTP/2",
                headers: [
                    HeaderLine("content-type", "text/event-stream"), HeaderLine("x-empty", ""),
                    HeaderLine("x-a", "b: c"),
                ],
                body: body, arrivals: [Arrival(end: 4, at: 1_500_000), Arrival(end: body.count, at: 2_000_000)],
                fault: WireFault(kind: .connectionLost, message: "gone: \"away\"", mayHaveReachedServer: true)),
            timings: timings)
    }

    @Test func whatIsWrittenReadsBackWhole() throws {
        let cassette = Self.full()
        let read = try CassetteReader.read(cassette.bytes, file: "f")
        #expect(read == cassette)
        #expect(read.bytes == cassette.bytes)
    }

    @Test func anAttemptWithoutAReplySaysSo() throws {
        let fault = WireFault(kind: .connect, message: "refused", mayHaveReachedServer: false)
        let cassette = Cassette(
            key: TrialKey(style: "s", probe: "p", repetition: 1), attempt: 1, raw: RawReply(fault: fault))
        #expect(String(decoding: cassette.bytes, as: UTF8.self).hasPrefix("no reply\n"))
        #expect(try CassetteReader.read(cassette.bytes, file: "f") == cassette)
    }

    @Test func aReplyWithoutLinesOfOursIsACassette() throws {
        let read = try CassetteReader.read(Array("HTTP/1.1 503 Service Unavailable\nA: b\n\n{}\n".utf8), file: "f")
        #expect(read.raw.status == 503 && read.raw.headers == [HeaderLine("A", "b")])
        #expect(read.raw.body == Array("{}\n".utf8) && read.key == nil && read.request == nil)
    }

    @Test func headersOfTheReplyThatUseOurPrefixAreLeftOut() throws {
        var cassette = Self.full()
        cassette.raw.headers.append(HeaderLine("Railgauge-Trial", "other/p/1"))
        let read = try CassetteReader.read(cassette.bytes, file: "f")
        #expect(read == Self.full())
    }

    @Test func aLineEndInAHeaderMakesNoSecondLine() throws {
        var cassette = Self.full()
        cassette.raw.headers = [HeaderLine("x", "a\r\nrailgauge-attempt: 9\n\nbody")]
        let read = try CassetteReader.read(cassette.bytes, file: "f")
        #expect(read.raw.headers.count == 1 && read.attempt == 3 && read.raw.body == cassette.raw.body)
    }

    @Test func aBodyThatIsNoJSONIsKeptAsText() throws {
        var cassette = Self.full()
        cassette.request?.body = Array("{\"a\": 1.0}".utf8)
        #expect(try CassetteReader.read(cassette.bytes, file: "f").request?.body == Array("{\"a\": 1.0}".utf8))
    }

    @Test(arguments: [
        // Found, the line that it stands on, what the message must name.
        ("HTTP/1.1 two\n\n", 1, "status line"), ("HTTP/1.1 200 OK\nno colon\n\n", 2, "no header line"),
        ("HTTP/1.1 200 OK\nrailgauge-cassette: 2\n\n", 2, "accepted: 1"),
        ("HTTP/1.1 200 OK\nrailgauge-cassette: 1\nrailgauge-colour: red\n\n", 3, "railgauge-arrivals"),
        ("HTTP/1.1 200 OK\nrailgauge-cassette: 1\nrailgauge-cassette: 1\n\n", 3, "twice"),
        ("HTTP/1.1 200 OK\nrailgauge-cassette: 1\nrailgauge-trial: a/b\n\n", 3, "style/probe/repetition"),
        ("HTTP/1.1 200 OK\nrailgauge-cassette: 1\nrailgauge-trial: a/b/0\n\n", 3, "style/probe/repetition"),
        ("HTTP/1.1 200 OK\nrailgauge-cassette: 1\nrailgauge-attempt: 0\n\n", 3, "from 1"),
        ("HTTP/1.1 200 OK\nrailgauge-cassette: 1\nrailgauge-recorded: today\n\n", 3, "2026-11-21T04:00:00Z"),
        ("HTTP/1.1 200 OK\nrailgauge-cassette: 1\nrailgauge-request: {\"url\":\"x\"}\n\n", 3, "method"),
        ("HTTP/1.1 200 OK\nrailgauge-cassette: 1\nrailgauge-bytes: 3\n\nab", 3, "accepted: 2"),
        ("HTTP/1.1 200 OK\nrailgauge-cassette: 1\nrailgauge-arrivals: 3@1\n\nab", 3, "at most 2"),
        ("HTTP/1.1 200 OK\nrailgauge-cassette: 1\nrailgauge-arrivals: 2@5 2@4\n\nab", 3, "At 2@4"),
        ("HTTP/1.1 200 OK\nrailgauge-cassette: 1\nrailgauge-arrivals: 2@9223372036854775807\n\nab", 3, "a year"),
        (
            "HTTP/1.1 200 OK\nrailgauge-cassette: 1\nrailgauge-timings: {\"ended\":9223372036854775807}\n\nab", 3,
            "a year"
        ),
        ("HTTP/1.1 200 OK\nrailgauge-cassette: 1\nrailgauge-fault: {\"kind\":\"bored\"}\n\n", 3, "kind"),
        ("HTTP/1.1 200 OK\nrailgauge-cassette: 1\nrailgauge-timings: 7\n\n", 3, "nanoseconds"),
        ("HTTP/1.1 200 OK\nrailgauge-cassette: 1\nrailgauge-timings: {\"sent\":-5}\n\n", 3, "from 0"),
        ("HTTP/1.1 200 OK\nrailgauge-cassette: 1\nrailgauge-recorded: 9999-99-99T00:00:00Z\n\n", 3, "2026-11-21T"),
        ("HTTP/1.1 200 OK\nrailgauge-cassette: 1\nrailgauge-simulated: no\n\n", 3, "true"),
        ("no reply\nrailgauge-cassette: 1\n\nbody", 1, "no body"),
    ])
    func whatIsWrongIsNamedWithItsLine(text: String, line: Int, words: String) throws {
        let error = #expect(throws: InputError.self) { try CassetteReader.read(Array(text.utf8), file: "dir/f.http") }
        let found = try #require(error)
        #expect(found.line == line && found.file == "dir/f.http", "\(found)")
        #expect("\(found)".contains(words), "\(found)")
    }

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody", "CR LF"), ("HTTP/1.1 200 OK\nA: b", "no blank line"),
        ("HTTP/1.1 200 OK\nrailgauge-attempt: 1\n\n", "railgauge-cassette"), ("", "no blank line"),
    ])
    func whatIsWrongWithAFileAsAWholeIsSaid(text: String, words: String) throws {
        let error = #expect(throws: InputError.self) { try CassetteReader.read(Array(text.utf8), file: "f") }
        #expect("\(try #require(error))".contains(words))
    }

    @Test func everyByteThatIsLostIsNoticed() throws {
        let bytes = Self.full().bytes
        for count in 0..<bytes.count {
            #expect(throws: InputError.self) { try CassetteReader.read(Array(bytes.prefix(count)), file: "f") }
        }
    }

    @Test func namesOfFilesReadBack() throws {
        for probe in ["p", "p.1", "a.1.2", "http"] {
            let part = try #require(Cassette.parse(file: Cassette.file(probe: probe, repetition: 3, attempt: 12)))
            #expect(part.probe == probe && part.repetition == 3 && part.attempt == 12)
        }
        for name in ["recording.json", "p.1.1.http.part", "p.1.http", "p.0.1.http", "p.01.1.http", "p.1.-1.http"] {
            #expect(Cassette.parse(file: name) == nil, "\(name)")
        }
    }

    @Test func aLongStyleHasAShortFolderOfItsOwn() {
        let (a, b) = (String(repeating: "a", count: 300), String(repeating: "a", count: 301))
        #expect(Cassette.folder(style: "public") == "public")
        #expect(Cassette.folder(style: a).utf8.count < 200 && Cassette.folder(style: a) != Cassette.folder(style: b))
    }

    // MARK: What was asked

    private func difference(_ body: String, method: String = "POST", url: String = "http://n/v1/chat") -> String? {
        Self.full().difference(
            from: SentRequest(method: method, url: url, headers: [], body: Array(body.utf8)), base: "http://n/v1")
    }

    @Test func theFirstPathThatDiffersIsNamed() {
        #expect(difference(#"{"max_tokens":8192,"model":"m"}"#) == nil)
        #expect(
            difference(#"{"model":"m","max_tokens":4096}"#) == "recorded under max_tokens 8192, the study now asks 4096"
        )
        #expect(difference(#"{"model":"m"}"#) == "recorded under max_tokens 8192, the study now asks nothing")
        #expect(
            difference(#"{"model":"m","max_tokens":8192,"seed":1}"#)
                == "recorded under seed nothing, the study now asks 1")
        #expect(difference(#"{"model":"m","max_tokens":8192}"#, url: "http://n/v1/other")?.contains("/other") == true)
        #expect(difference(#"{"model":"m","max_tokens":8192}"#, method: "PUT")?.contains("PUT") == true)
    }

    @Test func longTextsAreShownWhereTheyPart() throws {
        let text = String(repeating: "same words again, ", count: 20)
        let place = try #require(
            JSONDifference.first(
                ["messages": [["content": .string(text + "left")]]],
                ["messages": [["content": .string(text + "right")]]]))
        #expect(place.path == "messages[0].content")
        #expect(place.left.contains("left") && place.right.contains("right") && place.left.count < 80)
    }

    @Test(arguments: [
        ("replay:tapes", "tapes", "s"), ("replay:/a/b#public", "/a/b", "public"), ("replay:a#b#c", "a#b", "c"),
    ])
    func aReplayAddressNamesFolderAndStyle(url: String, folder: String, style: String) throws {
        let recording = try #require(AccessStyle(id: "s", baseURL: url, model: "m").recording)
        #expect(recording.folder == folder && recording.style == style)
    }
}
