/// The sound AWS event-stream frames of a body, so that masked bytes within one can be sealed again: with its old
/// checksum a masked frame would read as damage. What was damage before stays damage.
struct EventFrames {
    /// In order; up to the first frame that is not sound.
    private(set) var ranges: [Range<Int>] = []

    init(_ body: [UInt8]) {
        body.withUnsafeBufferPointer { bytes in
            var start = 0
            while bytes.count - start >= 16 {
                let total = Int(Self.word(bytes, start))
                guard total >= 16, total <= bytes.count - start,
                    CRC32.of(bytes, start..<(start + 8)) == Self.word(bytes, start + 8),
                    CRC32.of(bytes, start..<(start + total - 4)) == Self.word(bytes, start + total - 4)
                else { return }
                ranges.append(start..<(start + total))
                start += total
            }
        }
    }

    /// Writes the checksum of every frame anew; the lengths, and so the checksum over them, are as they were.
    func seal(_ body: inout [UInt8]) {
        for range in ranges {
            let end = range.upperBound - 4
            let sum = body.withUnsafeBufferPointer { CRC32.of($0, range.lowerBound..<end) }
            for byte in 0..<4 { body[end + byte] = UInt8(truncatingIfNeeded: sum >> UInt32(24 - 8 * byte)) }
        }
    }

    /// What a sound frame carries, without lengths, headers and checksums.
    static func payload(_ bytes: UnsafeBufferPointer<UInt8>, _ frame: Range<Int>) -> Range<Int> {
        let end = frame.upperBound - 4
        return min(end, frame.lowerBound + 12 + Int(word(bytes, frame.lowerBound + 4)))..<end
    }

    private static func word(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt32 {
        bytes[at..<(at + 4)].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
