import Formats

extension [HeaderLine] {
    /// `[["name","value"],...]`: order and duplicates are evidence.
    package var stored: String {
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

    package init(stored: UnsafeBufferPointer<UInt8>) throws(JSONError) {
        if let plain = Self.plain(stored) {
            self = plain
            return
        }
        self =
            try JSONReader.read(stored).array?.compactMap { pair in
                guard let name = pair[0]?.string, let value = pair[1]?.string else { return nil }
                return HeaderLine(name, value)
            } ?? []
    }

    /// The lines of a text as `stored` writes it where nothing in it is escaped; nil for every other text.
    private static func plain(_ bytes: UnsafeBufferPointer<UInt8>) -> [HeaderLine]? {
        var at = 0
        func take(_ sign: Unicode.Scalar) -> Bool {
            guard at < bytes.count, bytes[at] == UInt8(ascii: sign) else { return false }
            at += 1
            return true
        }
        func string() -> String? {
            guard take("\"") else { return nil }
            let start = at
            while at < bytes.count, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\"), bytes[at] >= 0x20
            {
                at += 1
            }
            let end = at
            guard take("\"") else { return nil }
            return String(decoding: bytes[start..<end], as: UTF8.self)
        }
        guard take("[") else { return nil }
        var lines: [HeaderLine] = []
        while true {
            guard take("["), let name = string(), take(","), let value = string(), take("]") else { return nil }
            lines.append(HeaderLine(name, value))
            if take(",") { continue }
            return take("]") && at == bytes.count ? lines : nil
        }
    }
}

extension Timings {
    /// Nanoseconds by phase, as a JSON object; absent phases are left out.
    package var storedText: String {
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

    package init(stored: JSONValue) {
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
    package var stored: JSONValue {
        [
            "kind": .string(kind.rawValue), "message": .string(message),
            "may_have_reached_server": .bool(mayHaveReachedServer),
        ]
    }

    package init?(stored: JSONValue) {
        guard let kind = stored["kind"]?.string.flatMap(Kind.init(rawValue:)) else { return nil }
        self.init(
            kind: kind, message: stored["message"]?.string ?? "",
            mayHaveReachedServer: stored["may_have_reached_server"]?.bool ?? true)
    }
}
