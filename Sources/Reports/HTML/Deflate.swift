import CZlib

/// Bytes in the zlib format (RFC 1950), as a browser's `DecompressionStream("deflate")` reads them.
enum Deflate {
    /// Level 6 of zlib; the same bytes give the same bytes under one version of it.
    static func compressed(_ bytes: [UInt8]) -> [UInt8] {
        var length = compressBound(UInt(bytes.count))
        var out = [UInt8](repeating: 0, count: Int(length))
        let done = compress2(&out, &length, bytes, UInt(bytes.count), 6)
        precondition(done == Z_OK, "zlib could not compress \(bytes.count) bytes in memory")
        out.removeLast(out.count - Int(length))
        return out
    }
}
