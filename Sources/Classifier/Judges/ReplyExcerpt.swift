import Trials

/// What a judge is shown of a text that is too long: its head, its tail, and every sentence between them in which the
/// offline classifier sees a sign of declining; each gap says how much was left out.
struct ReplyExcerpt: Sendable, Hashable {
    let text: String
    /// `24000 of 81312 bytes`; nil where the text is whole.
    let note: String?

    /// - Parameter limit: bytes that are shown as a whole. Half of it goes to the head and a quarter to the tail; the
    ///   sentences between come on top, until they fill a whole limit of their own; the last gap counts those that did
    ///   not fit.
    init(_ whole: String, limit: Int) {
        var whole = whole
        guard whole.utf8.count > limit else {
            text = whole
            note = nil
            return
        }
        let total = whole.utf8.count
        (text, note) = whole.withUTF8 { bytes in
            let head = Self.boundary(bytes, limit / 2)
            let tail = Self.boundary(bytes, total - limit / 4)
            var out = String(decoding: bytes[..<head], as: UTF8.self)
            var shown = head + (total - tail)
            var at = head
            var room = limit
            var crowded = 0
            for sentence in Self.signs(bytes) where sentence.lowerBound < tail && sentence.upperBound > head {
                let span = max(sentence.lowerBound, at)..<min(sentence.upperBound, tail)
                guard !span.isEmpty else { continue }
                guard span.count <= room else {
                    crowded += 1
                    continue
                }
                out += Self.gap(span.lowerBound - at) + String(decoding: bytes[span], as: UTF8.self)
                room -= span.count
                shown += span.count
                at = span.upperBound
            }
            out += Self.gap(tail - at, crowded: crowded) + String(decoding: bytes[tail...], as: UTF8.self)
            return (out, "\(shown) of \(total) bytes")
        }
    }

    private static func gap(_ bytes: Int, crowded: Int = 0) -> String {
        guard bytes > 0 else { return "" }
        let more = crowded > 0 ? ", among them \(crowded) passages with a sign of declining" : ""
        return "\n[... \(bytes) bytes left out here\(more) ...]\n"
    }

    /// Sentences with a cue of declining, in order.
    private static func signs(_ bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        let kinds: [TextCueKind] = [.refuse, .demur, .withhold, .missing, .tool, .puzzled, .moral, .redirect, .reject]
        let wanted = kinds.reduce(0) { $0 | $1.bit }
        let reading = TextReading(bytes, range: 0..<bytes.count)
        return reading.sentences.indices.compactMap { index in
            guard reading.moves[index] & wanted != 0 else { return nil }
            let start = boundary(bytes, Int(reading.sentences[index].start))
            let end = boundary(bytes, min(bytes.count, Int(reading.sentences[index].end)))
            return start < end ? start..<end : nil
        }
    }

    /// The character boundary at or before an offset.
    private static func boundary(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
        var offset = max(0, min(offset, bytes.count))
        while offset > 0, offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
        return offset
    }
}
