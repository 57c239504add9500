import Formats
import Trials

/// What the fuzzer's bytes mean: a head of four bytes that chooses the circumstances, then the body of the reply.
///
/// Byte 0: status (3 bits), content type (2), fault at the end, style without streaming, error header. Byte 1: profile
/// (4 bits), continuation, probe with a check. Bytes 2 and 3 choose the split points and what is stretched.
struct Input {
    static let headCount = 4
    static let statuses = [200, 201, 302, 400, 403, 404, 429, 503]
    static let types = ["application/json", "text/event-stream; charset=utf-8", "application/vnd.amazon.eventstream"]

    let head: (UInt8, UInt8, UInt8, UInt8)
    let body: UnsafeBufferPointer<UInt8>

    /// nil where there is no whole head.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count >= Self.headCount else { return nil }
        head = (bytes[0], bytes[1], bytes[2], bytes[3])
        body = UnsafeBufferPointer(rebasing: bytes[Self.headCount...])
    }

    /// The head under which a recorded reply is read as it came.
    static func head(status: Int, type: String?, profile: Int = 0) -> [UInt8] {
        let status = statuses.firstIndex(of: status) ?? (status < 400 ? 0 : status < 500 ? 3 : 7)
        let type = types.firstIndex { $0.prefix(20) == (type ?? "").prefix(20) } ?? (type == nil ? 3 : 0)
        return [UInt8(status) | UInt8(type) << 3, UInt8(profile), 0x35, 0x07]
    }

    var status: Int { Self.statuses[Int(head.0 & 7)] }
    var streams: Bool { head.0 & 0x40 == 0 }
    var profile: Int { Int(head.1 & 15) }
    var continues: Bool { head.1 & 0x10 != 0 }
    var isChecked: Bool { head.1 & 0x20 != 0 }

    var fault: WireFault? {
        head.0 & 0x20 == 0
            ? nil : WireFault(kind: .connectionLost, message: "connection lost", mayHaveReachedServer: true)
    }

    var headers: [HeaderLine] {
        let type = Int(head.0 >> 3 & 3)
        var lines = type < Self.types.count ? [HeaderLine("Content-Type", Self.types[type])] : []
        if head.0 & 0x80 != 0 { lines.append(HeaderLine("x-amzn-ErrorType", "ThrottlingException:http://x")) }
        lines.append(HeaderLine("x-request-id", "req"))
        return lines
    }

    /// Of one value of byte 2: a stretch of the body stands there so often that half a megabyte is full, so that what
    /// grows with the square of its input takes seconds.
    static let stretchMark: UInt8 = 0x5A

    var stretched: [UInt8] {
        var random = SplitMix64(seed: seed &+ 2)
        let start = random.below(body.count + 1)
        let end = start + random.below(min(64, body.count - start) + 1)
        let stretch = body[start..<end]
        var bytes = [head.0, head.1, head.2, head.3] + body[..<start]
        bytes.reserveCapacity((1 << 19) + 2 * body.count)
        while !stretch.isEmpty, bytes.count < 1 << 19 { bytes += stretch }
        return bytes + body[end...]
    }

    private var seed: UInt64 { UInt64(head.2) << 8 | UInt64(head.3) }

    /// The body in pieces: byte by byte, in two, or in pieces of up to 2, 16 or 256 bytes.
    var pieces: [UnsafeBufferPointer<UInt8>] {
        var random = SplitMix64(seed: seed)
        let longest = [1, 2, 16, 256, max(1, body.count)][Int(head.2 % 5)]
        var pieces: [UnsafeBufferPointer<UInt8>] = []
        var start = 0
        while start < body.count {
            // Thousands of single bytes teach nothing that a thousand do not.
            let length = pieces.count < 1024 ? 1 + random.below(longest) : body.count
            let end = min(body.count, start + length)
            pieces.append(UnsafeBufferPointer(rebasing: body[start..<end]))
            start = end
        }
        return pieces
    }

    /// A place to stop early.
    var prefix: UnsafeBufferPointer<UInt8> {
        var random = SplitMix64(seed: seed &+ 1)
        return UnsafeBufferPointer(rebasing: body[..<random.below(body.count + 1)])
    }
}
