/// Cuts a byte stream into AWS event-stream frames, and checks both checksums of each.
///
/// A frame: total length, length of the headers, CRC-32 of these eight bytes; headers; payload; CRC-32 of all before
/// it. Numbers are big-endian. After damage nothing more is read: where the next frame begins is not known any more.
package struct FrameReader: Sendable {
    package enum Damage: String, Sendable, Hashable {
        case preludeCRC = "prelude-crc"
        case messageCRC = "message-crc"
        /// Lengths that no frame can have.
        case length
        case headers
    }

    package struct Frame: Sendable, Hashable {
        package var event = ""
        /// Set in frames that report a fault.
        package var exception: String?
        package var message: String?
        package var payload: [UInt8] = []
    }

    /// What the format allows for one payload and its headers; a stream of nonsense must not eat the memory.
    package static let sizeLimit = (16 << 20) + (128 << 10) + 16
    private static let overhead = 16

    package private(set) var damage: Damage?
    private var held: [UInt8] = []
    private var start = 0

    package init() {}

    package mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>, _ handler: (Frame) -> Void) {
        guard damage == nil else { return }
        held.append(contentsOf: bytes)
        while damage == nil, let frame = next() { handler(frame) }
        if damage != nil {
            held = []
            start = 0
        } else if start > 1 << 16 || start == held.count {
            held.removeSubrange(..<start)
            start = 0
        }
    }

    private mutating func next() -> Frame? {
        guard held.count - start >= 12 else { return nil }
        let (frame, found, length) = held.withUnsafeBufferPointer { buffer -> (Frame?, Damage?, Int) in
            let bytes = UnsafeBufferPointer(rebasing: buffer[start...])
            guard CRC32.of(bytes, 0..<8) == Self.word(bytes, 8) else { return (nil, .preludeCRC, 0) }
            let total = Int(Self.word(bytes, 0))
            let headers = Int(Self.word(bytes, 4))
            guard total >= Self.overhead, total <= Self.sizeLimit, headers <= total - Self.overhead else {
                return (nil, .length, 0)
            }
            guard bytes.count >= total else { return (nil, nil, 0) }
            guard CRC32.of(bytes, 0..<(total - 4)) == Self.word(bytes, total - 4) else { return (nil, .messageCRC, 0) }
            guard var frame = Self.frame(bytes, headers: 12..<(12 + headers)) else { return (nil, .headers, 0) }
            frame.payload = Array(bytes[(12 + headers)..<(total - 4)])
            return (frame, nil, total)
        }
        damage = found
        start += length
        return frame
    }

    private static func word(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt32 {
        bytes[at..<(at + 4)].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Reads name, type and value of each header; nil where one runs over the end or has an unknown type.
    private static func frame(_ bytes: UnsafeBufferPointer<UInt8>, headers: Range<Int>) -> Frame? {
        var frame = Frame()
        var kind = "event"
        var code: String?
        var at = headers.lowerBound
        func text(_ count: Int) -> String? {
            guard at + count <= headers.upperBound else { return nil }
            defer { at += count }
            return String(decoding: bytes[at..<(at + count)], as: UTF8.self)
        }
        while at < headers.upperBound {
            let length = Int(bytes[at])
            at += 1
            guard let name = text(length), at < headers.upperBound else { return nil }
            let type = bytes[at]
            at += 1
            switch type {
            case 0, 1: continue
            case 2, 3, 4, 5, 8, 9:
                let widths: [UInt8: Int] = [2: 1, 3: 2, 4: 4, 5: 8, 8: 8, 9: 16]
                guard text(widths[type] ?? 0) != nil else { return nil }
            case 6, 7:
                guard at + 2 <= headers.upperBound else { return nil }
                let count = Int(bytes[at]) << 8 | Int(bytes[at + 1])
                at += 2
                guard let value = text(count) else { return nil }
                switch name {
                case ":message-type": kind = value
                case ":event-type": frame.event = value
                case ":exception-type", ":error-code": code = value
                case ":error-message": frame.message = value
                default: break
                }
            default: return nil
            }
        }
        if kind != "event" { frame.exception = code ?? kind }
        return frame
    }
}

/// CRC-32 as in ISO 3309 (reflected polynomial 0xEDB88320), table of one byte.
enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }

    static func of(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt32 {
        table.withUnsafeBufferPointer { table in
            ~range.reduce(~0) { table[Int(UInt8(truncatingIfNeeded: $0) ^ bytes[$1])] ^ $0 >> 8 }
        }
    }
}
