import Testing

@testable import Dialects

@Suite struct EventFramerTests {
    private func frame(_ pieces: [[UInt8]]) -> [String] {
        var framer = EventFramer()
        var events: [String] = []
        for piece in pieces {
            piece.withUnsafeBufferPointer { bytes in
                framer.feed(bytes) { name, data in
                    events.append(String(decoding: name, as: UTF8.self) + "|" + String(decoding: data, as: UTF8.self))
                }
            }
        }
        framer.finish { name, data in
            events.append(String(decoding: name, as: UTF8.self) + "|" + String(decoding: data, as: UTF8.self))
        }
        return events
    }

    /// Four megabytes of CR took 39 s where each of them looked for an LF in all that follows; the fuzzer holds the time.
    @Test func aLongStreamOfReturnsIsReadLikeOneOfLineFeeds() {
        let event = Array("data: a".utf8)
        for end: [UInt8] in [[0x0D], [0x0A], [0x0D, 0x0A]] {
            let blank = (0..<2_000_000).flatMap { _ in end }
            #expect(frame([event + end + blank + event + end + end]) == ["|a", "|a"])
        }
    }

    /// Stream, events.
    static let table: [(String, [String])] = [
        ("data: a\n\n", ["|a"]),
        ("data: a\r\n\r\ndata: b\r\n\r\n", ["|a", "|b"]),
        ("data: a\r\rdata: b\r\r", ["|a", "|b"]),
        ("\u{FEFF}data: a\n\n", ["|a"]),
        ("data:a\ndata:  b\n\n", ["|a\n b"]),
        ("event: x\ndata: a\n\ndata: b\n\n", ["x|a", "|b"]),
        (": comment\n\n:\nid: 7\nretry: 3\nfoo\ndata: a\n\n", ["|a"]),
        ("event: x\n\ndata: a\n\n", ["|a"]),
        ("data: a\n\ndata: unfinished", ["|a", "|unfinished"]),
        ("data\n\n", ["|"]),
        ("data: é€😀\n\n", ["|é€😀"]),
    ]

    @Test(arguments: table) func anySplitGivesTheSameEvents(_ text: String, _ events: [String]) {
        let bytes = Array(text.utf8)
        #expect(frame([bytes]) == events)
        #expect(frame(bytes.map { [$0] }) == events)
        for offset in 0...bytes.count { #expect(frame([Array(bytes[..<offset]), Array(bytes[offset...])]) == events) }
    }

    @Test func anEventBeyondTheCapIsDroppedAndCounted() {
        var framer = EventFramer()
        var events = 0
        let big = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        Array("data: ".utf8).withUnsafeBufferPointer { framer.feed($0) { _, _ in events += 1 } }
        for _ in 0..<9 { big.withUnsafeBufferPointer { framer.feed($0) { _, _ in events += 1 } } }
        Array("\n\ndata: a\n\n".utf8).withUnsafeBufferPointer { framer.feed($0) { _, _ in events += 1 } }
        #expect(events == 1 && framer.oversized == 1)
    }
}
