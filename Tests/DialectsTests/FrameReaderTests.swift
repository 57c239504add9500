import Testing

@testable import Dialects

@Suite struct FrameReaderTests {
    /// A frame as the format describes it, written here anew.
    static func frame(_ payload: [UInt8], headers: [UInt8]) -> [UInt8] {
        func word(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }
        func sum(_ bytes: [UInt8]) -> [UInt8] {
            word(Int(bytes.withUnsafeBufferPointer { CRC32.of($0, 0..<bytes.count) }))
        }
        var out = word(16 + headers.count + payload.count) + word(headers.count)
        out += sum(out)
        out += headers + payload
        return out + sum(out)
    }

    static func text(_ name: String, _ value: String) -> [UInt8] {
        [UInt8(name.utf8.count)] + name.utf8 + [7, 0, UInt8(value.utf8.count)] + value.utf8
    }

    private func read(_ pieces: [[UInt8]]) -> (frames: [FrameReader.Frame], damage: FrameReader.Damage?) {
        var reader = FrameReader()
        var frames: [FrameReader.Frame] = []
        for piece in pieces { piece.withUnsafeBufferPointer { bytes in reader.feed(bytes) { frames.append($0) } } }
        return (frames, reader.damage)
    }

    /// The check value that every description of this checksum gives.
    @Test func theChecksumIsTheStandardOne() {
        #expect(Array("123456789".utf8).withUnsafeBufferPointer { CRC32.of($0, 0..<9) } == 0xCBF4_3926)
    }

    @Test func everyTypeOfHeaderIsReadPast() {
        let widths: [(UInt8, Int)] = [(0, 0), (1, 0), (2, 1), (3, 2), (4, 4), (5, 8), (8, 8), (9, 16)]
        var headers = widths.flatMap { [1, UInt8(ascii: "x"), $0.0] + [UInt8](repeating: 7, count: $0.1) }
        headers += [1, UInt8(ascii: "b"), 6, 0, 2, 1, 2] + Self.text(":event-type", "metadata")
        let frames = read([Self.frame(Array("{}".utf8), headers: headers)])
        #expect(frames.damage == nil && frames.frames.first?.event == "metadata")
        #expect(frames.frames.first?.payload == Array("{}".utf8))
    }

    @Test func anyFlippedBitIsFound() {
        let whole = Self.frame(Array("{\"a\":1}".utf8), headers: Self.text(":event-type", "x"))
        for index in whole.indices {
            for bit in 0..<8 {
                var bytes = whole
                bytes[index] ^= 1 << bit
                let result = read([bytes])
                #expect(result.frames.isEmpty && result.damage != nil)
            }
        }
    }

    @Test func nothingIsReadAfterDamage() {
        let good = Self.frame([], headers: Self.text(":event-type", "x"))
        var bad = good
        bad[bad.count - 1] ^= 1
        let result = read([good + bad + good])
        #expect(result.frames.count == 1 && result.damage == .messageCRC)
    }

    @Test func anySplitGivesTheSameFrames() {
        let bytes =
            Self.frame(Array("{}".utf8), headers: Self.text(":event-type", "a"))
            + Self.frame([], headers: Self.text(":message-type", "exception") + Self.text(":exception-type", "b"))
        let whole = read([bytes])
        #expect(whole.frames.map(\.event) == ["a", ""] && whole.frames.last?.exception == "b")
        #expect(read(bytes.map { [$0] }).frames == whole.frames)
        for offset in 0...bytes.count {
            #expect(read([Array(bytes[..<offset]), Array(bytes[offset...])]).frames == whole.frames)
        }
    }
}
