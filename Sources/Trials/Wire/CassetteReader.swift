import Formats

/// Reads one cassette file, strictly: a recording that was changed on its way is no evidence.
package struct CassetteReader {
    private let file: String
    private let body: [UInt8]
    private var cassette = Cassette(raw: RawReply())
    private var seen: Set<Cassette.Line> = []

    /// - Throws: `InputError` naming file and line.
    package static func read(_ bytes: [UInt8], file: String) throws(InputError) -> Cassette {
        let gap = bytes.indices.dropFirst().first { bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A }
        guard let gap else {
            let converted = bytes.firstRange(of: [0x0D, 0x0A, 0x0D, 0x0A]) != nil
            throw InputError(
                file: file, found: converted ? "the head ends its lines with CR LF" : "no blank line ends the head",
                accepted: "a status line, header lines and a blank line that end with LF, then the body",
                advice: converted
                    ? "A tool has changed line ends, so the body is not what came either: copy the file as bytes "
                        + "(`*.http -text` in .gitattributes)."
                    : "The file was cut short, or is no cassette.")
        }
        guard let head = String(validating: bytes[..<(gap - 1)], as: UTF8.self) else {
            throw InputError(file: file, found: "the head is not valid UTF-8", accepted: "text up to the blank line")
        }
        var reader = CassetteReader(file: file, body: Array(bytes[(gap + 1)...]))
        let lines = head.split(separator: "\n", omittingEmptySubsequences: false)
        try reader.statusLine(lines[0])
        for (index, line) in lines.enumerated().dropFirst() { try reader.headerLine(line, at: index + 1) }
        return try reader.finish()
    }

    private init(file: String, body: [UInt8]) {
        self.file = file
        self.body = body
        cassette.raw.body = body
    }

    private func error(_ line: Int?, _ found: String, _ accepted: String, _ advice: String? = nil) -> InputError {
        InputError(file: file, line: line, found: found, accepted: accepted, advice: advice)
    }

    private mutating func statusLine(_ line: Substring) throws(InputError) {
        guard line != Cassette.noReply else { return }
        let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count >= 2, words[0] == "HTTP" || words[0].hasPrefix("HTTP/"), words[1].utf8.count == 3,
            let status = Int(words[1]), (100...999).contains(status)
        else {
            throw error(
                1, "the status line is \(Self.shown(line))", "HTTP/1.1 200 OK, or `\(Cassette.noReply)` where none came"
            )
        }
        cassette.raw.status = status
        cassette.raw.httpVersion = words[0] == "HTTP" ? nil : String(words[0])
    }

    private mutating func headerLine(_ line: Substring, at number: Int) throws(InputError) {
        guard let colon = line.firstIndex(of: ":"), colon > line.startIndex,
            line[..<colon].utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { throw error(number, "no header line: \(Self.shown(line))", "name: value") }
        let name = String(line[..<colon])
        let value = String(line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" })
        guard name.lowercased().hasPrefix(Cassette.prefix) else {
            cassette.raw.headers.append(HeaderLine(name, value))
            return
        }
        guard let ours = Cassette.Line(rawValue: name.lowercased()) else {
            throw error(
                number, "the line '\(name)' is not known",
                Cassette.Line.allCases.map(\.rawValue).joined(separator: ", "),
                "A newer version may have written the file.")
        }
        guard seen.insert(ours).inserted else { throw error(number, "'\(name)' stands twice", "one line of each") }
        try read(ours, value, at: number)
    }

    private mutating func read(_ line: Cassette.Line, _ value: String, at number: Int) throws(InputError) {
        let file = file
        func expected(_ accepted: String, _ advice: String? = nil) -> InputError {
            InputError(
                file: file, line: number, found: "\(line.rawValue): \(Self.shown(value[...]))", accepted: accepted,
                advice: advice)
        }
        switch line {
        case .version:
            guard value == "\(Cassette.version)" else {
                throw expected("\(Cassette.version)", "Another version of railgauge wrote the file.")
            }
        case .trial:
            let parts = value.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 3, !parts[0].isEmpty, !parts[1].isEmpty, let repetition = Cassette.number(parts[2])
            else { throw expected("style/probe/repetition") }
            cassette.key = TrialKey(style: String(parts[0]), probe: String(parts[1]), repetition: repetition)
        case .attempt:
            guard let attempt = Cassette.number(value[...]) else { throw expected("a number from 1") }
            cassette.attempt = attempt
        case .scenario:
            guard !value.isEmpty else { throw expected("the scenario of the probe") }
            cassette.scenario = value
        case .recorded:
            guard value.wholeMatch(of: /\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\dZ/) != nil else {
                throw expected("a time such as 2026-11-21T04:00:00Z")
            }
            cassette.recorded = value
        case .simulated:
            guard value == "true" else { throw expected("true, or no such line") }
            cassette.simulated = true
        case .request:
            // What is no JSON document says no request.
            guard let json = try? JSONReader.read(value), let request = SentRequest(cassetteJSON: json) else {
                throw expected("{\"method\":…,\"url\":…,\"headers\":[[name, value]],\"body\":…} on one line")
            }
            cassette.request = request
        case .bytes:
            guard let count = Int(value), count == body.count else {
                throw expected(
                    "\(body.count), the bytes after the blank line",
                    "The body was cut short or changed: take the file from the recording again.")
            }
        case .arrivals: try arrivals(value, expected)
        case .fault:
            // What is no JSON document says no fault.
            guard let json = try? JSONReader.read(value), let fault = WireFault(stored: json) else {
                throw expected("{\"kind\":…,\"message\":…,\"may_have_reached_server\":…}")
            }
            cassette.raw.fault = fault
        case .timings:
            // What is no JSON document says no times.
            guard let json = try? JSONReader.read(value), json.object != nil else {
                throw expected("nanoseconds by phase, as a JSON object")
            }
            cassette.timings = Timings(stored: json)
            let timings = cassette.timings
            let phases = [
                timings.resolved, timings.connected, timings.secured, timings.sent, timings.firstByte,
                timings.firstText, timings.ended,
            ]
            guard phases.allSatisfy({ Timings.phases.contains($0 ?? 0) }) else {
                throw expected("nanoseconds by phase, from 0 to a year (\(Timings.phases.upperBound))")
            }
        }
    }

    private mutating func arrivals(
        _ value: String, _ expected: (String, String?) -> InputError
    ) throws(InputError) {
        var last = Arrival(end: 0, at: 0)
        for word in value.split(separator: " ") {
            let parts = word.split(separator: "@", omittingEmptySubsequences: false)
            guard parts.count == 2, let end = Int(parts[0]), let at = Int64(parts[1]), end >= last.end, at >= last.at,
                end <= body.count, Timings.phases.contains(at)
            else {
                throw expected(
                    "pairs such as 120@1500000 (bytes up to 120 had come after 1500000 ns), rising, at most "
                        + "\(body.count), the bytes of the body, and a year", "At \(word).")
            }
            last = Arrival(end: end, at: at)
            cassette.raw.arrivals.append(last)
        }
    }

    private func finish() throws(InputError) -> Cassette {
        guard seen.isEmpty || seen.contains(.version) else {
            throw error(
                nil, "lines of ours, and no '\(Cassette.Line.version.rawValue)'",
                "\(Cassette.Line.version.rawValue): \(Cassette.version)")
        }
        guard cassette.raw.status != nil || (body.isEmpty && cassette.raw.headers.isEmpty) else {
            throw error(1, "'\(Cassette.noReply)', and a reply after it", "a status line, or no headers and no body")
        }
        return cassette
    }

    private static func shown(_ text: Substring) -> String {
        "'\(text.prefix(80))\(text.count > 80 ? "…" : "")'"
    }
}
