import CZlib

/// Compresses bytes as they come, in the zlib format (RFC 1950) that a browser's `DecompressionStream("deflate")` reads.
///
/// Nothing is held but what is compressed already. The same bytes give the same bytes under one version of zlib.
final class Deflate {
    /// Quick rather than small: the page is read from a disk.
    private static let level: Int32 = 3
    private static let room = 1 << 18

    private let stream: UnsafeMutablePointer<z_stream>
    private var pending: [UInt8] = []
    private(set) var compressed: [UInt8] = []

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let done = deflateInit_(stream, Self.level, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(done == Z_OK, "zlib could not begin to compress in memory")
        pending.reserveCapacity(2 * Self.room)
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Takes what a body writes behind what is there.
    func write(_ body: (inout [UInt8]) -> Void) {
        body(&pending)
        if pending.count >= Self.room { flush(Z_NO_FLUSH) }
    }

    /// All of it, compressed. Nothing can be written afterwards.
    func finish() -> [UInt8] {
        flush(Z_FINISH)
        return compressed
    }

    private func flush(_ mode: Int32) {
        pending.withUnsafeMutableBufferPointer { bytes in
            stream.pointee.next_in = bytes.baseAddress
            stream.pointee.avail_in = UInt32(bytes.count)
            var full = true
            while full {
                let start = compressed.count
                compressed.append(contentsOf: repeatElement(0, count: Self.room))
                compressed.withUnsafeMutableBufferPointer { out in
                    stream.pointee.next_out = out.baseAddress?.advanced(by: start)
                    stream.pointee.avail_out = UInt32(Self.room)
                    let done = deflate(stream, mode)
                    precondition(done == Z_OK || done == Z_STREAM_END || done == Z_BUF_ERROR, "zlib: \(done)")
                }
                full = stream.pointee.avail_out == 0
                compressed.removeLast(Int(stream.pointee.avail_out))
            }
        }
        pending.removeAll(keepingCapacity: true)
    }
}
