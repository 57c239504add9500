import Formats
import Trials

/// What no file may keep of an exchange: the credential, wherever a server or a study repeats it; the ids of customers
/// that vendors write into error messages, which are evidence of nothing; headers that open a session or name an account.
///
/// One redaction, for the store and for cassettes. Bodies are masked in place, byte for byte: lengths, arrival offsets
/// and binary frames stand.
package struct WireRedaction: Sendable {
    /// Shorter keys are words such as `none` and `ollama`, which replies hold for other reasons.
    static let shortestSecret = 8
    /// A key of asterisks is found for ever.
    private static let mostPasses = 4

    private let search: SpelledSearch
    private let holdsKeys: Bool

    package init(_ secret: Secret?) { self.init([secret].compactMap { $0 }) }

    /// - Parameter secrets: all that a run holds: a gateway may show to one style what it heard of another.
    package init(_ secrets: [Secret]) {
        let values = Set(secrets.map { $0.reveal() }.filter { $0.utf8.count >= Self.shortestSecret }).sorted()
        search = SpelledSearch(keys: values.map { Array($0.utf8) })
        holdsKeys = !values.isEmpty
    }

    /// A reply that is read after it was masked. What is read is looked through, too: where it still says a key, which a
    /// reader put together in a way of its own, all of the channels that said it is masked, and then all of the body.
    package func reply(_ raw: RawReply, read: (RawReply) -> Reply) -> (raw: RawReply, reply: Reply) {
        var masked = reply(raw)
        var reply = read(masked)
        guard holdsKeys else { return (masked, reply) }
        for channels in [true, false] {
            let said = keys(in: reply)
            if said.isEmpty { break }
            let frames = masked.isFramed ? EventFrames(masked.body) : nil
            let strings = SpokenStrings(masked.body, frames: frames)
            let ranges =
                channels ? SpokenChannels(strings, masked.body).concerned(by: said) : [masked.body.indices]
            KeyMasks(ranges, strings).mask(&masked.body)
            frames?.seal(&masked.body)
            reply = read(masked)
        }
        return (masked, reply)
    }

    /// What a reply says of keys.
    private func keys(in reply: Reply) -> [[UInt8]] {
        reply.texts.flatMap { text in search.all(in: text, ends: []).map { Array(text[$0]) } }
    }

    /// The reply without what no file may keep.
    package func reply(_ raw: RawReply) -> RawReply {
        var out = raw
        out.headers = headers(raw.headers)
        out.fault?.message = text(raw.fault?.message ?? "")
        let frames = out.isFramed ? EventFrames(out.body) : nil
        mask(&out.body, frames)
        Self.maskCredits(&out.body)
        for range in out.errorRanges(frames) { Self.maskIdentifiers(&out.body, range) }
        if let frames, out.body != raw.body { frames.seal(&out.body) }
        return out
    }

    /// The request without what no file may keep.
    package func request(_ sent: SentRequest) -> SentRequest {
        var out = sent
        out.url = text(out.url)
        out.headers = headers(sent.headers)
        mask(&out.body, nil)
        return out
    }

    private func mask(_ body: inout [UInt8], _ frames: EventFrames?) {
        guard holdsKeys, !body.isEmpty else { return }
        // Where names of members were masked, members of several are now of one: looked through again, until nothing is.
        for _ in 0..<Self.mostPasses {
            guard KeyMasks(body, SpokenStrings(body, frames: frames), search).mask(&body) else { break }
        }
    }

    private func text(_ text: String) -> String {
        guard holdsKeys else { return text }
        var bytes = Array(text.utf8)
        return KeyMasks(bytes, SpokenStrings([]), search).mask(&bytes) ? String(decoding: bytes, as: UTF8.self) : text
    }

    /// Names as well as values; and a key that is split over lines, of one name or of several.
    private func headers(_ lines: [HeaderLine]) -> [HeaderLine] {
        let struck = lines.map { HeaderLine($0.name, HeaderLine.opensOrNames($0.name) ? "***" : $0.value) }
        guard holdsKeys else { return struck }
        var bytes: [UInt8] = []
        var texts: [(range: Range<Int>, path: UInt32, kind: SpokenStrings.Kind)] = []
        var paths: [String: UInt32] = [:]
        func lay(_ text: String, _ path: UInt32, _ kind: SpokenStrings.Kind) {
            let start = bytes.count
            bytes += text.utf8
            texts.append((start..<bytes.count, path, kind))
            // Stands for nothing: a key may begin in a name and end in its value.
            bytes.append(0)
        }
        for line in struck {
            let name = line.name.lowercased()
            let path = paths[name, default: UInt32(paths.count) + 1]
            paths[name] = path
            lay(line.name, 0, .name)
            lay(line.value, path, .value)
        }
        let ends = texts.map { UInt32($0.range.upperBound) }
        guard KeyMasks(bytes, SpokenStrings(texts), search, ends: ends).mask(&bytes) else { return struck }
        return struck.indices.map { index in
            let (name, value) = (texts[2 * index].range, texts[2 * index + 1].range)
            return HeaderLine(
                String(decoding: bytes[name], as: UTF8.self), String(decoding: bytes[value], as: UTF8.self))
        }
    }

    /// Anthropic may write one beside a refusal: whoever has it can redeem it for five minutes.
    private static let creditMark = Array("\"fallback_credit_token\"".utf8)

    private static func maskCredits(_ bytes: inout [UInt8]) {
        for match in ByteSearch.all(creditMark, in: bytes, bytes.indices) {
            // By index: a slice that is held while its array is written to makes a copy of all of it, for every match.
            var index = match.upperBound
            while index < bytes.count, bytes[index] <= 0x20 || bytes[index] == UInt8(ascii: ":") { index += 1 }
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { continue }
            index += 1
            while index < bytes.count, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\\") {
                bytes[index] = UInt8(ascii: "*")
                index += 1
            }
        }
    }
}
