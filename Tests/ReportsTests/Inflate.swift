import CZlib

/// The bytes of a zlib stream, as a browser finds them.
func inflated(_ bytes: [UInt8]) -> [UInt8] {
    var size = UInt(bytes.count * 20 + 4096)
    while true {
        var out = [UInt8](repeating: 0, count: Int(size))
        var length = size
        let done = uncompress(&out, &length, bytes, UInt(bytes.count))
        if done == Z_OK { return Array(out.prefix(Int(length))) }
        guard done == Z_BUF_ERROR, size < 1 << 32 else { return [] }
        size *= 4
    }
}
