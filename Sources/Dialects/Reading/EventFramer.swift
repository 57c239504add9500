#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Cuts a byte stream into server-sent events (WHATWG HTML, section 9.2).
///
/// It buffers bytes, never text: a piece may end inside a character or between CR and LF. The handler sees each
/// event's name and data (empty events are skipped); the buffers are valid during the call only.
package struct EventFramer: Sendable {
    /// A larger event is dropped and counted: a stream without line ends must not eat the memory.
    package static let sizeLimit = 8 << 20

    package private(set) var oversized = 0
    private var line: [UInt8] = []
    private var data: [UInt8] = []
    private var name: [UInt8] = []
    private var hasData = false
    private var dropping = false
    private var afterReturn = false
    private var atStart = true

    package init() {}

    package typealias Handler = (_ name: UnsafeBufferPointer<UInt8>, _ data: UnsafeBufferPointer<UInt8>) -> Void

    package mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>, _ handler: Handler) {
        guard let base = bytes.baseAddress else { return }
        var start = 0
        // The next LF is looked for once: a stream of CRs would search all the rest for it at each of them.
        var feed = -1
        while start < bytes.count {
            if afterReturn {
                afterReturn = false
                if bytes[start] == 0x0A {
                    start += 1
                    continue
                }
            }
            if feed < start { feed = Self.place(of: 0x0A, base, from: start, to: bytes.count) ?? bytes.count }
            let carriage = Self.place(of: 0x0D, base, from: start, to: feed)
            let end = carriage ?? (feed < bytes.count ? feed : nil)
            let piece = UnsafeBufferPointer(start: base + start, count: (end ?? bytes.count) - start)
            guard let end else {
                keep(piece)
                return
            }
            if line.isEmpty {
                take(piece, handler)
            } else {
                keep(piece)
                let whole = line
                line.removeAll(keepingCapacity: whole.count < 1 << 16)
                whole.withUnsafeBufferPointer { take($0, handler) }
            }
            afterReturn = bytes[end] == 0x0D
            start = end + 1
        }
    }

    /// The last event of a stream that ends without its blank line; the handler decides whether it is whole.
    package mutating func finish(_ handler: Handler) {
        let rest = line
        line = []
        if !rest.isEmpty { rest.withUnsafeBufferPointer { take($0, handler) } }
        dispatch(handler)
    }

    private static func place(of byte: Int32, _ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int? {
        memchr(base + start, byte, end - start).map { UnsafeRawPointer($0) - UnsafeRawPointer(base) }
    }

    private mutating func keep(_ piece: UnsafeBufferPointer<UInt8>) {
        guard line.count + piece.count <= Self.sizeLimit else {
            // Field name and colon stay, so that the line's end is still told from a blank line.
            if !dropping { oversized += 1 }
            dropping = true
            line.removeAll()
            line.append(UInt8(ascii: ":"))
            return
        }
        line.append(contentsOf: piece)
    }

    private mutating func take(_ whole: UnsafeBufferPointer<UInt8>, _ handler: Handler) {
        var bytes = whole
        if atStart {
            atStart = false
            if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
                bytes = UnsafeBufferPointer(rebasing: bytes[3...])
            }
        }
        guard let first = bytes.first else { return dispatch(handler) }
        guard first != UInt8(ascii: ":") else { return }
        let colon = bytes.firstIndex(of: UInt8(ascii: ":"))
        let field = UnsafeBufferPointer(rebasing: bytes[..<(colon ?? bytes.count)])
        var valueStart = colon.map { $0 + 1 } ?? bytes.count
        if valueStart < bytes.count, bytes[valueStart] == 0x20 { valueStart += 1 }
        let value = UnsafeBufferPointer(rebasing: bytes[valueStart...])
        // Some servers write what went wrong under a field of that name, which no standard has.
        let isError = Self.equal(field, "error")
        if isError, name.isEmpty { name.append(contentsOf: "error".utf8) }
        if isError || Self.equal(field, "data") {
            guard data.count + value.count < Self.sizeLimit else {
                if !dropping { oversized += 1 }
                dropping = true
                return
            }
            if hasData { data.append(0x0A) }
            hasData = true
            data.append(contentsOf: value)
        } else if Self.equal(field, "event") {
            name.removeAll(keepingCapacity: true)
            name.append(contentsOf: value)
        }
    }

    private mutating func dispatch(_ handler: Handler) {
        if hasData, !dropping {
            name.withUnsafeBufferPointer { name in data.withUnsafeBufferPointer { handler(name, $0) } }
        }
        data.removeAll(keepingCapacity: data.count < 1 << 16)
        name.removeAll(keepingCapacity: true)
        hasData = false
        dropping = false
    }

    static func equal(_ bytes: UnsafeBufferPointer<UInt8>, _ text: StaticString) -> Bool {
        bytes.count == text.utf8CodeUnitCount
            && text.withUTF8Buffer { other in bytes.elementsEqual(other) }
    }
}
