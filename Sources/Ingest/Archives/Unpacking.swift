import CZlib
import CZstd

/// Unpacks one entry of a ZIP file: stored, deflated (8) or Zstandard (93, in one frame or several).
///
/// What comes out is never longer than the directory says, whatever the packed bytes would make.
struct Unpacking {
    private enum Method { case stored, deflated, zstandard }
    private let method: Method
    private let unpacked: Int
    private let checksum: UInt32
    private static let piece = 256 << 10

    /// - Returns: nil for another method.
    init?(method: UInt16, unpacked: Int, checksum: UInt32) {
        switch method {
        case 0: self.method = .stored
        case 8: self.method = .deflated
        case 93: self.method = .zstandard
        case _: return nil
        }
        self.unpacked = unpacked
        self.checksum = checksum
    }

    /// - Returns: nil where they are not what the directory says.
    func bytes(of file: RandomFile, from offset: Int, packed: Int) -> [UInt8]? {
        // One byte more than promised, so that a longer entry shows.
        var out = [UInt8](repeating: 0, count: unpacked + 1)
        let length: Int?
        switch method {
        case .stored:
            guard packed == unpacked, let bytes = try? file.bytes(at: offset, count: packed) else { return nil }
            out = bytes + [0]
            length = packed
        case .deflated: length = inflated(file, offset, packed, &out)
        case .zstandard: length = decompressed(file, offset, packed, &out)
        }
        guard length == unpacked else { return nil }
        out.removeLast()
        let sum = out.withUnsafeBufferPointer { crc32_z(0, $0.baseAddress, z_size_t($0.count)) }
        return UInt32(truncatingIfNeeded: sum) == checksum ? out : nil
    }

    /// - Parameter body: is given each piece of the packed bytes; false ends it.
    private func pieces(_ file: RandomFile, _ offset: Int, _ packed: Int, _ body: (inout [UInt8]) -> Bool) -> Bool {
        for start in stride(from: 0, to: packed, by: Self.piece) {
            guard var bytes = try? file.bytes(at: offset + start, count: min(Self.piece, packed - start)) else {
                return false
            }
            guard body(&bytes) else { return false }
        }
        return true
    }

    private func inflated(_ file: RandomFile, _ offset: Int, _ packed: Int, _ out: inout [UInt8]) -> Int? {
        var stream = z_stream()
        // Negative: without zlib's own head and checksum.
        guard inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var state = Z_OK
        let room = out.count
        return out.withUnsafeMutableBufferPointer { out -> Int? in
            stream.next_out = out.baseAddress
            stream.avail_out = UInt32(room)
            let whole = pieces(file, offset, packed) { bytes in
                bytes.withUnsafeMutableBufferPointer { bytes in
                    stream.next_in = bytes.baseAddress
                    stream.avail_in = UInt32(bytes.count)
                    state = inflate(&stream, Z_NO_FLUSH)
                    return state == Z_STREAM_END || state == Z_OK && stream.avail_out > 0
                }
            }
            return whole && state == Z_STREAM_END ? room - Int(stream.avail_out) : nil
        }
    }

    private func decompressed(_ file: RandomFile, _ offset: Int, _ packed: Int, _ out: inout [UInt8]) -> Int? {
        guard let context = ZSTD_createDCtx() else { return nil }
        defer { ZSTD_freeDCtx(context) }
        var left = 1  // nothing of a frame is left when it reaches 0
        let room = out.count
        return out.withUnsafeMutableBufferPointer { out -> Int? in
            var made = ZSTD_outBuffer(dst: out.baseAddress, size: room, pos: 0)
            let whole = pieces(file, offset, packed) { bytes in
                bytes.withUnsafeBufferPointer { bytes in
                    var read = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
                    while read.pos < read.size {
                        left = ZSTD_decompressStream(context, &made, &read)
                        guard ZSTD_isError(left) == 0, made.pos < made.size else { return false }
                    }
                    return true
                }
            }
            return whole && left == 0 ? made.pos : nil
        }
    }
}
