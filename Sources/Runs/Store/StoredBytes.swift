import Trials

/// Arrivals as pairs of unsigned LEB128 differences: two to five bytes an event instead of twenty of text.
enum StoredArrivals {
    static func encode(_ arrivals: [Arrival]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(arrivals.count * 5)
        var end = 0
        var at: Int64 = 0
        for arrival in arrivals {
            append(UInt64(max(0, arrival.end - end)), to: &out)
            append(UInt64(max(0, arrival.at - at)), to: &out)
            end = max(end, arrival.end)
            at = max(at, arrival.at)
        }
        return out
    }

    /// Reads as far as the bytes make sense; what was written by `encode` reads back whole.
    static func decode(_ bytes: [UInt8]) -> [Arrival] {
        var arrivals: [Arrival] = []
        var index = 0
        var end = 0
        var at: Int64 = 0
        while let length = next(bytes, &index), let pause = next(bytes, &index) {
            end += Int(truncatingIfNeeded: length)
            at += Int64(truncatingIfNeeded: pause)
            arrivals.append(Arrival(end: end, at: at))
        }
        return arrivals
    }

    private static func append(_ number: UInt64, to out: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            out.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        out.append(UInt8(rest))
    }

    private static func next(_ bytes: [UInt8], _ index: inout Int) -> UInt64? {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while index < bytes.count, shift < 64 {
            let byte = bytes[index]
            index += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
        return nil
    }
}

extension [HeaderLine] {
    /// `[["name","value"],...]`: order and duplicates are evidence.
    var stored: String {
        var out: [UInt8] = [UInt8(ascii: "[")]
        for (index, line) in enumerated() {
            out.append(contentsOf: (index == 0 ? "[" : ",[").utf8)
            JSONWriter.write(line.name, to: &out)
            out.append(UInt8(ascii: ","))
            JSONWriter.write(line.value, to: &out)
            out.append(UInt8(ascii: "]"))
        }
        out.append(UInt8(ascii: "]"))
        return String(decoding: out, as: UTF8.self)
    }

    init(stored: String) throws(JSONError) {
        self =
            try JSONReader.read(stored).array?.compactMap { pair in
                guard let name = pair[0]?.string, let value = pair[1]?.string else { return nil }
                return HeaderLine(name, value)
            } ?? []
    }
}

extension Timings {
    /// Nanoseconds by phase, as a JSON object; absent phases are left out.
    var storedText: String {
        var out: [UInt8] = []
        out.reserveCapacity(128)
        func key(_ name: StaticString) {
            out.append(out.isEmpty ? UInt8(ascii: "{") : UInt8(ascii: ","))
            out.append(UInt8(ascii: "\""))
            name.withUTF8Buffer { out.append(contentsOf: $0) }
            out.append(UInt8(ascii: "\""))
            out.append(UInt8(ascii: ":"))
        }
        func add(_ name: StaticString, _ value: Int64?) {
            guard let value else { return }
            key(name)
            JSONWriter.write(Int(value), to: &out)
        }
        add("resolved", resolved)
        add("connected", connected)
        add("secured", secured)
        add("sent", sent)
        add("first_byte", firstByte)
        add("first_text", firstText)
        add("ended", ended)
        if let reusedConnection {
            key("reused")
            JSONWriter.write(.bool(reusedConnection), to: &out)
        }
        if out.isEmpty { out.append(UInt8(ascii: "{")) }
        out.append(UInt8(ascii: "}"))
        return String(decoding: out, as: UTF8.self)
    }

    init(stored: JSONValue) {
        self.init()
        func read(_ key: String) -> Int64? { stored[key]?.int.map { Int64($0) } }
        resolved = read("resolved")
        connected = read("connected")
        secured = read("secured")
        sent = read("sent")
        firstByte = read("first_byte")
        firstText = read("first_text")
        ended = read("ended")
        reusedConnection = stored["reused"]?.bool
    }
}

extension WireFault {
    var stored: JSONValue {
        [
            "kind": .string(kind.rawValue), "message": .string(message),
            "may_have_reached_server": .bool(mayHaveReachedServer),
        ]
    }

    init?(stored: JSONValue) {
        guard let kind = stored["kind"]?.string.flatMap(Kind.init(rawValue:)) else { return nil }
        self.init(
            kind: kind, message: stored["message"]?.string ?? "",
            mayHaveReachedServer: stored["may_have_reached_server"]?.bool ?? true)
    }
}
