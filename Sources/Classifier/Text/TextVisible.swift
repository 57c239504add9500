import Foundation

/// The part of a reply that the reader sees as the answer: reasoning blocks before it are skipped.
package enum TextVisible {
    /// True for a reply without a character that shows: the caller's outcome for it is `empty`.
    package static func isEmpty(_ reply: String) -> Bool {
        var copy = reply
        return copy.withUTF8 { range(in: $0).isEmpty }
    }

    private static let openings = ["<think>", "<thinking>", "<thought>", "<reasoning>", "<scratchpad>", "◁think▷"]
    private static let closings = [
        "</think>", "</thinking>", "</thought>", "</reasoning>", "</scratchpad>", "◁/think▷",
    ]
    private static let strippedAnalysis = "analysis"
    private static let strippedFinal = "assistantfinal"
    private static let finalChannel = "<|channel|>final<|message|>"

    /// Byte range of the answer without white space around it; empty where only reasoning or white space came.
    ///
    /// A closing tag without an opening one counts as well: some servers strip the opening tag with their template.
    /// It must stand at the start of a line, so that an answer that speaks about the tag is not cut.
    package static func range(in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        var start = skipSpace(bytes, 0)
        if begins(bytes, start, "<|channel|>") {
            guard let final = last(bytes, start, finalChannel) else { return trimmed(bytes, bytes.count) }
            return trimmed(bytes, final)
        }
        // The same channels, their marks stripped by a server.
        if start < bytes.count, bytes[start] == UInt8(ascii: "a"), begins(bytes, start, strippedAnalysis),
            let final = last(bytes, start, strippedFinal)
        {
            return trimmed(bytes, final)
        }
        var hops = 0
        while hops < 4, start < bytes.count, leads(bytes[start]),
            let kind = openings.firstIndex(where: { begins(bytes, start, $0) })
        {
            guard let close = first(bytes, start, closings[kind]) else { return bytes.count..<bytes.count }
            start = skipSpace(bytes, close)
            hops += 1
        }
        if hops == 0, let close = strayClosing(bytes, start) { start = close }
        return trimmed(bytes, start)
    }

    /// Nearly every reply starts with a byte that starts no tag.
    private static func leads(_ byte: UInt8) -> Bool { byte == 0x3C || byte >= 0x80 }

    private static func strayClosing(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        var index = start
        while index < bytes.count, let found = memchr(base + index, 0x3C, bytes.count - index) {
            index = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            if index == start || bytes[index - 1] == 0x0A, begins(bytes, index, closings[0]) {
                return index + closings[0].utf8.count
            }
            index += 1
        }
        return nil
    }

    private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int) -> Range<Int> {
        let start = skipSpace(bytes, from)
        var end = bytes.count
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        return start..<end
    }

    private static func skipSpace(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int) -> Int {
        var index = from
        while index < bytes.count {
            if bytes[index] <= 0x20 {
                index += 1
            } else if bytes[index] < 0x80 {
                break
            } else if begins(bytes, index, "\u{FEFF}") || begins(bytes, index, "\u{200B}") {
                index += 3
            } else if begins(bytes, index, "\u{A0}") {
                index += 2
            } else {
                break
            }
        }
        return index
    }

    private static func begins(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ tag: String) -> Bool {
        guard at + tag.utf8.count <= bytes.count else { return false }
        var index = at
        for byte in tag.utf8 {
            if bytes[index] != byte { return false }
            index += 1
        }
        return true
    }

    /// The offset behind the first `tag` at or after `from`.
    private static func first(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int, _ tag: String) -> Int? {
        guard let lead = tag.utf8.first else { return nil }
        for index in from..<bytes.count where bytes[index] == lead && begins(bytes, index, tag) {
            return index + tag.utf8.count
        }
        return nil
    }

    /// The offset behind the last `tag` at or after `from`.
    private static func last(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int, _ tag: String) -> Int? {
        var found: Int?
        var at = from
        while let next = first(bytes, at, tag) {
            found = next
            at = next
        }
        return found
    }
}
