import Formats
import Trials

/// A raw reply as `run --record` writes one, or any file of its form: status line, headers, a blank line, the body byte for byte.
///
/// Where the file says what was asked, address and model are those of the request; where it does not, the wire is told from the
/// reply itself. The scenario is the sampling unit: where the file does not say, the prompt.
struct RawReplyFile {
    let file: String
    let judge: LoggedVerdict

    /// Whether a file of that name that begins so is one.
    static func begins(_ head: [UInt8], path: String) -> Bool {
        path.hasSuffix(".http") || head.starts(with: "HTTP/1.".utf8) || head.starts(with: "no reply\n".utf8)
    }

    /// - Throws: `LogFault` where the file was cut or changed.
    func reply() throws(LogFault) -> LoggedReply? {
        let cassette = try Self.cassette(file)
        let request = cassette.request
        let asked = request.flatMap { try? JSONReader.read($0.body) }  // another form than JSON names no model
        let address = request.map(\.url) ?? ""
        guard let dialect = request == nil ? Self.dialect(cassette.raw) : LoggedAddress.dialect(address) else {
            return nil
        }
        let requested = asked?["model"]?.string ?? LoggedAddress.model(address)
        guard let verdict = judge.verdict(raw: cassette.raw, dialect: dialect, requested: requested) else { return nil }
        let id = ["request-id", "x-request-id", "x-amzn-requestid"].lazy.compactMap { cassette.raw.header($0) }.first
        var reply = LoggedReply(
            file: file, line: 0, session: cassette.scenario ?? cassette.key?.probe ?? Path.stem(of: file),
            at: cassette.recorded,
            requestID: id,
            messageID: cassette.key.map { "\($0.style)/\($0.probe)/\($0.repetition)/\(cassette.attempt ?? 1)" },
            requested: requested, verdict: verdict)
        reply.isSimulated = cassette.simulated
        if let key = cassette.key {
            reply.unit = .scenario
            reply.mark = .attempt(
                key, cassette.attempt ?? 1, requestID: id, ended: cassette.timings.ended)
        } else if id != nil {
            reply.mark = CopyMark(id, cassette.raw.status, cassette.raw.body)
        }
        return reply
    }

    /// The conversation that was sent; nil where the file does not say.
    static func request(of file: String) throws(LogFault) -> [UInt8]? { try cassette(file).request?.body }

    private static func cassette(_ file: String) throws(LogFault) -> Cassette {
        do throws(InputError) {
            return try CassetteReader.read(try DiskFiles().bytes(at: file), file: file)
        } catch {
            throw LogFault(file: file, found: error.found, accepted: error.accepted)
        }
    }

    // MARK: The wire, from the reply alone

    static func dialect(_ raw: RawReply) -> DialectName {
        if raw.header("content-type")?.hasPrefix("application/vnd.amazon.eventstream") ?? false { return .bedrock }
        if let document = document(raw.body) ?? event(raw.body), let found = ReplyShape.dialect(ofPiece: document) {
            return found
        }
        // Nothing in an error page tells; whatever reads it finds no reply.
        if raw.headers.contains(where: { $0.name.lowercased().hasPrefix("x-amzn") }) { return .bedrock }
        return raw.headers.contains { $0.name.lowercased().hasPrefix("anthropic-") } ? .anthropic : .openAICompatible
    }

    private static func document(_ body: [UInt8]) -> JSONValue? {
        guard let value = try? JSONReader.read(body) else { return nil }  // a stream, or no JSON at all
        return value.array?.first ?? value
    }

    /// The first event of a stream that is JSON.
    private static func event(_ body: [UInt8]) -> JSONValue? {
        for line in body.split(separator: 0x0A, maxSplits: 200) where line.starts(with: "data:".utf8) {
            if let value = try? JSONReader.read(Array(line.dropFirst(5))), value.object != nil { return value }
        }
        return nil
    }
}
