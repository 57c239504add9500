/// gzip (RFC 1952) with stored blocks: valid for every reader, and it needs no compressor.
enum Gzip {
    static func wrap(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        var start = 0
        repeat {
            let count = min(65_535, bytes.count - start)
            out.append(start + count == bytes.count ? 1 : 0)
            append(UInt32(count), bytes: 2, to: &out)
            append(~UInt32(count), bytes: 2, to: &out)
            out.append(contentsOf: bytes[start..<start + count])
            start += count
        } while start < bytes.count
        append(crc32(bytes), bytes: 4, to: &out)
        append(UInt32(truncatingIfNeeded: bytes.count), bytes: 4, to: &out)
        return out
    }

    private static func append(_ value: UInt32, bytes: Int, to out: inout [UInt8]) {
        for index in 0..<bytes { out.append(UInt8(truncatingIfNeeded: value >> (8 * UInt32(index)))) }
    }

    /// The CRC of IEEE 802.3, reflected, bit by bit: replies are small.
    static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc = UInt32.max
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return ~crc
    }
}
