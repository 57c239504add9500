import Formats

extension Cassette {
    /// The file. `CassetteReader` reads back the same value, but for the reply's own headers of our prefix, which are
    /// left out, and line ends within a header, which become spaces.
    package var bytes: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(raw.body.count + (request?.body.count ?? 0) + 2048)
        func line(_ text: String) {
            out.append(contentsOf: text.utf8)
            out.append(0x0A)
        }
        func ours(_ name: Line, _ value: String?) {
            if let value { line("\(name.rawValue): \(value)") }
        }
        line(raw.status.map { "\(raw.httpVersion ?? "HTTP") \($0)" } ?? Self.noReply)
        for header in raw.headers where !header.name.lowercased().hasPrefix(Self.prefix) {
            line("\(Self.oneLine(header.name)): \(Self.oneLine(header.value))")
        }
        ours(.version, "\(Self.version)")
        ours(.trial, key?.description)
        ours(.attempt, attempt.map { "\($0)" })
        ours(.scenario, scenario)
        ours(.recorded, recorded)
        ours(.simulated, simulated ? "true" : nil)
        ours(.request, request?.cassetteJSON.compact)
        ours(.bytes, "\(raw.body.count)")
        ours(
            .arrivals,
            raw.arrivals.isEmpty ? nil : raw.arrivals.map { "\($0.end)@\($0.at)" }.joined(separator: " "))
        ours(.fault, raw.fault?.stored.compact)
        ours(.timings, timings == Timings() ? nil : timings.storedText)
        out.append(0x0A)
        out.append(contentsOf: raw.body)
        return out
    }

    private static func oneLine(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return text }
        return String(text.unicodeScalars.map { $0 == "\n" || $0 == "\r" ? " " : Character($0) })
    }
}

extension SentRequest {
    /// The body stands as JSON where that gives back its bytes, else as a text (`body_text`).
    var cassetteJSON: JSONValue {
        // A body that is no JSON document stands as it is.
        let read = try? JSONReader.read(body)
        let content: (String, JSONValue) =
            if let read, read.compactBytes == body { ("body", read) } else {
                ("body_text", .string(String(decoding: body, as: UTF8.self)))
            }
        var members: JSONObject = [
            "method": .string(method), "url": .string(url),
            "headers": .array(headers.map { [.string($0.name), .string($0.value)] }),
        ]
        members[content.0] = content.1
        return .object(members)
    }

    /// nil where it says no whole request.
    init?(cassetteJSON json: JSONValue) {
        guard let method = json["method"]?.string, let url = json["url"]?.string,
            let body = json["body"]?.compactBytes ?? json["body_text"]?.string.map({ Array($0.utf8) })
        else { return nil }
        var headers: [HeaderLine] = []
        for pair in json["headers"]?.array ?? [] {
            guard let name = pair[0]?.string, let value = pair[1]?.string else { return nil }
            headers.append(HeaderLine(name, value))
        }
        self.init(method: method, url: url, headers: headers, body: body)
    }
}
