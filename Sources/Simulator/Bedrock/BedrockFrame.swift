import Trials

/// One message of an AWS event stream: lengths, a checksum over them, headers, payload, a checksum over all of it.
/// Numbers are big-endian.
enum BedrockFrame {
    static func event(_ type: String, _ payload: [UInt8]) -> [UInt8] {
        encode(
            [(":event-type", type), (":content-type", "application/json"), (":message-type", "event")], payload)
    }

    /// - Parameter type: `throttlingException` and the like.
    static func exception(_ type: String, _ payload: [UInt8]) -> [UInt8] {
        encode(
            [(":exception-type", type), (":content-type", "application/json"), (":message-type", "exception")],
            payload)
    }

    static func encode(_ headers: [(name: String, value: String)], _ payload: [UInt8]) -> [UInt8] {
        var lines: [UInt8] = []
        for (name, value) in headers {
            lines.append(UInt8(name.utf8.count))
            lines += Array(name.utf8)
            // 7: a string, with two bytes of length.
            lines.append(7)
            lines += [UInt8(truncatingIfNeeded: value.utf8.count >> 8), UInt8(truncatingIfNeeded: value.utf8.count)]
            lines += Array(value.utf8)
        }
        // Two lengths, two checksums.
        var frame = word(UInt32(16 + lines.count + payload.count)) + word(UInt32(lines.count))
        frame += word(Gzip.crc32(frame))
        frame += lines
        frame += payload
        return frame + word(Gzip.crc32(frame))
    }

    private static func word(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
