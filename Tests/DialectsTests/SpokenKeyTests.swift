import Formats
import Testing
import Trials

@testable import Dialects

/// A key in every spelling, at every place where a reply can hold one, in one piece or in several: no sixteen characters of
/// it are left in a row, whoever puts them together.
struct SpokenKeyTests {
    static let key = "sk-PlantedQ7zR4mWv9LxT2bNcYd8GhKpJs3FuE6"

    enum Spelling: String, CaseIterable {
        case plain, oneEscaped, allEscaped, percent, base64, hex, reversed

        func text(_ key: String) -> String {
            switch self {
            case .plain: key
            case .oneEscaped:
                key.enumerated().map { $0.offset % 10 == 4 ? Self.escaped($0.element) : "\($0.element)" }.joined()
            case .allEscaped: key.map(Self.escaped).joined()
            case .percent: key.utf8.map { "%" + Self.hex($0) }.joined()
            case .base64: Base64.text("user:\(key)".utf8)
            case .hex: key.utf8.map(Self.hex).joined()
            case .reversed: String(key.reversed())
            }
        }

        /// A piece holds whole characters as they are written.
        func pieces(_ key: String, _ sizes: [Int]) -> [String] {
            let units: [String]
            switch self {
            case .oneEscaped:
                units = key.enumerated().map { $0.offset % 10 == 4 ? Self.escaped($0.element) : "\($0.element)" }
            case .allEscaped: units = key.map(Self.escaped)
            default: units = text(key).map { "\($0)" }
            }
            var (pieces, at, turn) = ([String](), 0, 0)
            while at < units.count {
                let size = sizes[min(turn, sizes.count - 1)]
                pieces.append(units[at..<min(units.count, at + size)].joined())
                (at, turn) = (at + size, turn + 1)
            }
            return pieces
        }

        private static func escaped(_ character: Character) -> String { "\\u00" + hex(character.asciiValue ?? 0) }
        private static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
    }

    enum Place: String, CaseIterable {
        case content, reasoning, tool, unread, logprobs, errorList, twoMembers, document, names, frames, choices

        func body(_ pieces: [String]) -> [UInt8] {
            func events(_ write: (String) -> String) -> [UInt8] {
                Array(
                    (pieces.map { "data: {\"id\":\"c1\",\"choices\":[\(write($0))]}\n\n" }.joined() + "data: [DONE]\n\n")
                        .utf8)
            }
            switch self {
            case .content: return events { "{\"index\":0,\"delta\":{\"content\":\"\($0)\"}}" }
            case .reasoning: return events { "{\"index\":0,\"delta\":{\"reasoning_content\":\"\($0)\"}}" }
            case .unread: return events { "{\"index\":0,\"delta\":{\"foo\":\"\($0)\",\"content\":\"x \"}}" }
            case .tool:
                return events {
                    "{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"x\",\"function\":{\"name\":\"f\",\"arguments\":\"\($0)\"}}]}}"
                }
            case .choices:
                return events {
                    "{\"delta\":{\"content\":\"zz\"},\"index\":0},{\"delta\":{\"content\":\"\($0)\"},\"index\":1}"
                }
            case .logprobs:
                return events { piece in
                    let bytes = EscapedBytes.plain(Array(piece.utf8), layers: 1).map { "\($0)" }.joined(separator: ",")
                    return """
                        {"index":0,"delta":{"content":"\(piece)"},"logprobs":{"content":[{"token":"\(piece)","logprob":-0.1,"bytes":[\(bytes)],"top_logprobs":[{"token":"no","logprob":-3.0,"bytes":[110,111]},{"token":"\(piece)","logprob":-0.1,"bytes":[\(bytes)]}]}]}}
                        """
                }
            case .errorList:
                return Array(
                    "{\"error\":{\"message\":\"bad\",\"details\":[\(pieces.map { "\"\($0)\"" }.joined(separator: ", "))]}}"
                        .utf8)
            case .twoMembers:
                let half = pieces.count / 2
                return Array(
                    "{\"error\":{\"message\":\"\(pieces[..<half].joined())\",\n \"type\" : \"\(pieces[half...].joined())\"}}"
                        .utf8)
            case .document:
                return Array(
                    "{\"model\":\"m\",\"choices\":[{\"message\":{\"content\":[\(pieces.map { "{\"type\":\"text\",\"text\":\"\($0)\"}" }.joined(separator: ","))]}}]}"
                        .utf8)
            case .names: return Array("{\"error\":{\(pieces.map { "\"\($0)\":1" }.joined(separator: ","))}}".utf8)
            case .frames:
                return pieces.flatMap {
                    RedactionTests.event("{\"contentBlockIndex\":0,\"delta\":{\"text\":\"\($0)\"}}")
                }
            }
        }
    }

    private static let redaction = WireRedaction(Secret(key))

    private func read(_ raw: RawReply, _ dialect: DialectName) throws -> (raw: RawReply, reply: Reply) {
        let reader = try Transcript.style(dialect).makeDialect()
        return Self.redaction.reply(raw) { reader.read($0) }
    }

    /// The letters of what was not masked, in a row of what a reader would put together.
    private static func left(_ body: [UInt8], _ key: String = key) -> [String] {
        var texts = [Array(body)]
        let frames = body.first == 0 ? EventFrames(body) : nil
        let pieces = SpokenStrings(body, frames: frames).pieces
        for kind in [SpokenStrings.Kind.value, .name, .number, .line] {
            for paths in Dictionary(grouping: pieces.filter { $0.kind == kind }, by: \.path).values {
                texts.append(paths.flatMap { piece in said(body, piece) })
            }
            for slots in Dictionary(grouping: pieces.filter { $0.kind == kind }, by: \.slot).values {
                texts.append(slots.flatMap { piece in said(body, piece) })
            }
        }
        texts.append(pieces.filter { $0.kind == .value }.flatMap { said(body, $0) })
        return texts.flatMap { held(in: $0, key) }
    }

    private static func said(_ body: [UInt8], _ piece: SpokenStrings.Piece) -> [UInt8] {
        piece.kind == .number
            ? [UInt8(truncatingIfNeeded: Int(String(decoding: body[piece.range], as: UTF8.self)) ?? 0)]
            : Array(body[piece.range])
    }

    /// Every run of sixteen characters of the key that a text holds in a spelling of this table.
    private static func held(in text: [UInt8], _ key: String) -> [String] {
        let plain = String(decoding: EscapedBytes.plain(text, layers: 4), as: UTF8.self)
        let letters = Array(key)
        return (0...(letters.count - 16)).flatMap { start -> [String] in
            let run = String(letters[start..<(start + 16)])
            let hex = run.utf8.map { String($0, radix: 16) }.joined()
            let coded = (0..<3).map {
                String(decoding: SpelledSearch.base64(Array(run.utf8), after: $0), as: UTF8.self)
            }
            return ([run, String(run.reversed()), hex] + coded).filter { plain.contains($0) }
        }
    }

    @Test(arguments: Place.allCases, Spelling.allCases)
    func nothingIsLeftOfAKey(_ place: Place, _ spelling: Spelling) throws {
        for sizes in [[1], [3], [10], [5, 4], [12, 4], [1000]] {
            let body = place.body(spelling.pieces(Self.key, sizes))
            let dialect: DialectName = place == .frames ? .bedrock : .openAICompatible
            let status = place == .errorList || place == .names || place == .twoMembers ? 400 : 200
            #expect(
                sizes == [1] || place == .names || !Self.left(body).isEmpty,
                "the table has a key \(place) \(spelling) \(sizes)")
            let (raw, reply) = try read(RawReply(status: status, body: body), dialect)
            let text = String(decoding: raw.body, as: UTF8.self)
            #expect(raw.body.count == body.count)
            #expect(Self.left(raw.body).isEmpty, "\(place) \(spelling) \(sizes) \(text)")
            #expect(
                reply.texts.flatMap { Self.held(in: $0, Self.key) }.isEmpty, "\(place) \(spelling) \(sizes) \(reply)")
            #expect(
                reply.unreadableEvents == 0 && reply.damage == nil, "still JSON: \(place) \(spelling) \(sizes) \(text)")
            #expect(Self.redaction.reply(raw).body == raw.body, "masked once is masked")
        }
    }

    @Test(arguments: Spelling.allCases)
    func nothingIsLeftOfABodyThatIsCutAnywhere(_ spelling: Spelling) {
        for sizes in [[1000], [20]] {
            let body = Array(Place.content.body(spelling.pieces(Self.key, sizes)).dropLast(14))
            for end in stride(from: body.count, through: 0, by: -1) {
                var raw = RawReply(status: 200, body: Array(body[..<end]))
                if end % 2 == 0 {
                    raw.fault = WireFault(kind: .truncatedBody, message: "cut", mayHaveReachedServer: true)
                }
                let kept = Self.redaction.reply(raw).body
                let letters = SpokenStrings(kept).pieces.filter { $0.kind == .value }.flatMap { Array(kept[$0.range]) }
                let text = String(decoding: EscapedBytes.plain(letters, layers: 4), as: UTF8.self)
                for count in 9...Self.key.count {
                    let heads = [Self.key, String(Self.key.reversed())].map { String($0.prefix(count)) }
                    #expect(!heads.contains { text.hasSuffix($0) }, "\(spelling) \(sizes) \(end) \(text)")
                }
                #expect(
                    kept.count == end && Self.held(in: letters, Self.key).isEmpty, "\(spelling) \(sizes) \(end) \(text)"
                )
            }
        }
    }

    @Test(arguments: Spelling.allCases, [[10], [20], [1000]])
    func nothingIsLeftInHeaders(_ spelling: Spelling, _ sizes: [Int]) {
        let pieces = spelling.pieces(Self.key, sizes)
        let date = HeaderLine("date", "Sat, 28 Nov 2026 16:00:00 GMT")
        let many = pieces.flatMap { [HeaderLine("X-Echo", $0), date] }
        let names = pieces.map { HeaderLine($0, "1") }
        let both = [HeaderLine("x-\(pieces[0])", pieces.dropFirst().joined())]
        for lines in [many, names, both] {
            let kept = Self.redaction.reply(RawReply(status: 200, headers: lines)).headers
            #expect(kept.map(\.name.count) == lines.map(\.name.count))
            #expect(kept.map(\.value.count) == lines.map(\.value.count))
            #expect(kept.filter { $0 == date } == lines.filter { $0 == date })
            let texts = [
                kept.map(\.name).joined(), kept.filter { $0.name != "date" }.map(\.value).joined(),
                kept.map { $0.name + $0.value }.joined(),
            ]
            #expect(texts.flatMap { Self.held(in: Array($0.utf8), Self.key) }.isEmpty, "\(kept)")
            let sent = SentRequest(method: "POST", url: "https://a/", headers: lines, body: [])
            #expect(Self.redaction.request(sent).headers == kept)
        }
    }

    @Test(arguments: Spelling.allCases)
    func nothingIsLeftInARequest(_ spelling: Spelling) {
        for sizes in [[10], [5, 4], [1000]] {
            let body = Place.document.body(spelling.pieces(Self.key, sizes))
            let sent = SentRequest(method: "POST", url: "https://a/?k=\(Self.key.prefix(30))", headers: [], body: body)
            let kept = Self.redaction.request(sent)
            #expect(kept.body.count == body.count && Self.left(kept.body).isEmpty)
            #expect(kept.url == "https://a/?k=" + String(repeating: "*", count: 30))
        }
    }

    /// As an upstream's error that a gateway cuts.
    @Test(arguments: [16, 20, 39]) func aLongPartOfAKeyIsMaskedWhereverItStands(count: Int) {
        for part in [Self.key.prefix(count), Self.key.suffix(count), Self.key.dropFirst().prefix(count - 1)] {
            let raw = RawReply(status: 200, body: Array("{\"a\":\"it is \(part) there\"}".utf8))
            let text = String(decoding: Self.redaction.reply(raw).body, as: UTF8.self)
            #expect(
                text.contains(
                    part.count < 16 ? "is \(part) there" : "is \(String(repeating: "*", count: part.count)) there"))
        }
    }

    @Test func ordinaryTextAboutKeysStays() {
        let redaction = WireRedaction([Secret("sk-ant-api03-Q7zR4mWv9LxT2bNcYd8GhKpJs3FuE6"), Secret(Self.key)])
        for text in [
            "sk-ant-api03-", "keys begin with sk-ant-api03-…", "sk-PlantedQ7zR4 is none", "the planted question",
        ] {
            for body in [
                "{\"a\":\"\(text)\",\"b\":[1,2,3]}", "data: {\"t\":\"\(text)\"}\n\ndata: {\"t\":\" \"}\n\n", text,
            ] {
                let raw = RawReply(status: 200, headers: [HeaderLine("x-note", text)], body: Array(body.utf8))
                #expect(redaction.reply(raw) == raw, "\(body)")
            }
        }
    }

    /// A reader that puts together what no channel does: nothing of it is kept.
    @Test func aReplyThatStillSaysAKeyIsMaskedWhole() {
        let (first, second) = (Self.key.prefix(15), Self.key.dropFirst(15).prefix(10))
        let rest = Self.key.dropFirst(25)
        let body = "{\"a\":\"\(first)\",\"z\":\"and\",\"b\":\"\(second)\",\"y\":\"or\",\"c\":\"\(rest)\"}"
        let (raw, reply) = Self.redaction.reply(RawReply(status: 200, body: Array(body.utf8))) { raw in
            let text = String(decoding: raw.body, as: UTF8.self).split(separator: "\"").map { "\($0)" }
            return Reply(text: text.count > 19 ? text[3] + text[11] + text[19] : "", ended: true)
        }
        #expect(!reply.texts.contains { !Self.held(in: $0, Self.key).isEmpty } && reply.ended)
        #expect(String(decoding: raw.body, as: UTF8.self).contains("\"z\":\"and\""))
        #expect(!String(decoding: raw.body, as: UTF8.self).contains(second))
        // Where it stands in no string, nothing stays.
        let (bare, none) = Self.redaction.reply(RawReply(status: 200, body: Array("\(first) \(second) \(rest)".utf8))) {
            Reply(text: String(decoding: $0.body, as: UTF8.self).replacing(" ", with: ""))
        }
        #expect(bare.body.allSatisfy { $0 == UInt8(ascii: "*") } && none.text.allSatisfy { $0 == "*" })
    }

    /// Members that are added later are found by themselves.
    @Test func everyTextOfAReplyIsLookedThrough() {
        var reply = Reply(
            text: "a", reasoning: "b", refusal: "c", stopReason: "d", stopCategory: "e", stopExplanation: "f")
        reply.error = WireError(place: .body, type: "g", code: "h", message: "i", param: "j")
        reply.innerErrors = [WireError(place: .body, message: "k")]
        reply.said = [SaidWord(path: "l", value: "m")]
        (reply.servedModel, reply.responseID, reply.requestID) = ("n", "o", "p")
        reply.toolCalls = [ToolCall(name: "q", arguments: "r")]
        (reply.fallbackModels, reply.fallbackCategory) = (["s"], "t")
        reply.annotations = ["u": .array([.string("v")])]
        (reply.unreadableSample, reply.damage) = ("w", "x")
        let texts = Set(reply.texts.map { String(decoding: $0, as: UTF8.self) })
        #expect(texts.isSuperset(of: "abcdefghijklmnopqrstuwx".map { "\($0)" }) && texts.contains(#"["v"]"#))
    }

    // MARK: Work

    /// Bodies that are all of one kind take work that grows with their length, whatever the kind.
    @Test(arguments: [
        "\"a\",", "\"", "\\", "{\"a\":", "[", "1,", "\"\\u0073\",", "{\"index\":1,\"a\":\"b\"},", "%", "%25", "&", "\n",
        "data: x\n",
        "sk-PlantedQ7zR4", "sk-PlantedQ7zR4mWv9LxT2bNcYd8GhKpJs3FuE6", "\"sk-Plant\",",
    ])
    func workGrowsWithTheLength(_ part: String) {
        func measure(_ count: Int) -> (pieces: Int, bytes: Int, ranges: Int) {
            let body = Array(repeatElement(Array(part.utf8), count: count).joined())
            let strings = SpokenStrings(body)
            var work = SpelledSearch.Work()
            let search = SpelledSearch(Array(Self.key.utf8))
            let found = SpokenChannels(strings, body).find(search, &work)
            _ = search.all(in: body, ends: [UInt32(body.count)], &work)
            return (strings.pieces.count, work.bytes, found.ranges.count)
        }
        let count = (48 << 10) / part.utf8.count
        let (once, twice) = (measure(count), measure(2 * count))
        #expect(once.pieces <= 24 << 10 && twice.pieces <= 2 * once.pieces + 2)
        // Windows overlap by what a key may take, so that a little more comes with each.
        #expect(once.bytes <= 20 * (48 << 10) && twice.bytes <= 2 * once.bytes + (256 << 10))
        #expect(twice.ranges <= 2 * once.ranges + once.ranges / 8 + 8)
    }
}
