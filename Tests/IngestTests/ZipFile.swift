import CZlib
import CZstd

/// Writes a ZIP file for tests, byte by byte, so that a test can lie in any field.
struct ZipFile {
    struct Entry {
        var name: String
        var bytes: [UInt8]
        var method: UInt16 = 93
        /// What the directory says, where it is not the truth.
        var unpacked: Int?
        var checksum: UInt32?
        /// Bytes of another entry instead of its own.
        var sharesFirst = false
        /// Zstandard: bytes of input a frame.
        var frame = Int.max
    }
    var entries: [Entry]

    init(_ entries: [Entry]) { self.entries = entries }

    var bytes: [UInt8] {
        var out: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            let packed = Self.packed(entry)
            let sum = entry.checksum ?? UInt32(truncatingIfNeeded: crc32_z(0, entry.bytes, entry.bytes.count))
            let sizes =
                Self.number(sum, 4) + Self.number(packed.count, 4) + Self.number(entry.unpacked ?? entry.bytes.count, 4)
            let name = Array(entry.name.utf8)
            let offset = entry.sharesFirst ? 0 : out.count
            out +=
                Self.number(0x0403_4B50, 4) + Self.number(20, 2) + Self.number(0, 2) + Self.number(Int(entry.method), 2)
            out += Self.number(0, 4) + sizes + Self.number(name.count, 2) + Self.number(0, 2) + name + packed
            directory += Self.number(0x0201_4B50, 4) + Self.number(20, 2) + Self.number(20, 2) + Self.number(0, 2)
            directory += Self.number(Int(entry.method), 2) + Self.number(0, 4) + sizes + Self.number(name.count, 2)
            directory += Self.number(0, 2 + 2 + 2 + 2 + 4) + Self.number(offset, 4) + name
        }
        let start = out.count
        out += directory + Self.number(0x0605_4B50, 4) + Self.number(0, 4) + Self.number(entries.count, 2)
        return out + Self.number(entries.count, 2) + Self.number(directory.count, 4) + Self.number(start, 4) + [0, 0]
    }

    private static func number(_ value: some BinaryInteger, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 < 8 ? value >> ($0 * 8) : 0) }
    }

    private static func packed(_ entry: Entry) -> [UInt8] {
        switch entry.method {
        case 8:
            var stream = z_stream()
            deflateInit2_(&stream, 6, Z_DEFLATED, -15, 8, 0, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
            defer { deflateEnd(&stream) }
            var bytes = entry.bytes
            var out = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
            let room = out.count
            return bytes.withUnsafeMutableBufferPointer { bytes in
                out.withUnsafeMutableBufferPointer { out in
                    stream.next_in = bytes.baseAddress
                    stream.avail_in = UInt32(bytes.count)
                    stream.next_out = out.baseAddress
                    stream.avail_out = UInt32(room)
                    deflate(&stream, Z_FINISH)
                    return Array(out.prefix(room - Int(stream.avail_out)))
                }
            }
        case 93:
            var out: [UInt8] = []
            var rest = entry.bytes[...]
            repeat {
                let piece = Array(rest.prefix(entry.frame))
                rest = rest.dropFirst(piece.count)
                var frame = [UInt8](repeating: 0, count: ZSTD_compressBound(piece.count))
                let length = ZSTD_compress(&frame, frame.count, piece, piece.count, 3)
                out += frame.prefix(length)
            } while !rest.isEmpty
            return out
        case _: return entry.bytes
        }
    }
}
