import Formats
import HTTPTypes
import Transport
import Trials

extension RawReply {
    mutating func keepFirst(_ count: Int) {
        guard body.count > count else { return }
        body = Array(body.prefix(count))
        arrivals = arrivals.filter { $0.end <= count }
    }
}

extension HTTPRequest {
    /// nil where a header or the address cannot stand in an HTTP request.
    init?(_ sent: SentRequest, headers: [HeaderLine]) {
        guard let method = HTTPRequest.Method(sent.method) else { return nil }
        let parts = sent.url.split(separator: "://", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        let authority = parts[1].prefix { $0 != "/" && $0 != "?" }
        let path = parts[1].dropFirst(authority.count)
        var fields = HTTPFields()
        for line in headers {
            guard let name = HTTPField.Name(line.name), HTTPField.isValidValue(line.value) else { return nil }
            fields.append(HTTPField(name: name, value: line.value))
        }
        self.init(
            method: method, scheme: String(parts[0]), authority: String(authority),
            path: path.isEmpty ? "/" : path.hasPrefix("?") ? "/\(path)" : String(path), headerFields: fields)
    }
}

extension RawReply {
    /// Everything that came back, before anything is masked.
    init(_ reply: HTTPReply) {
        self.init(
            status: reply.head?.status, httpVersion: reply.head?.version.rawValue,
            headers: reply.head?.lines.map { HeaderLine($0.name, $0.value) } ?? [],
            body: reply.body, arrivals: reply.arrivals,
            fault: reply.fault.map(WireFault.init))
    }
}

extension WireFault {
    init(_ error: TransportError) {
        let kind: Kind
        switch error.kind {
        case .badURL, .shutDown, .other, .proxy, .notHTTP: kind = .other
        case .unasked: kind = .unasked
        case .cannotResolve: kind = .resolve
        case .cannotConnect: kind = .connect
        case .tls, .badCAFile: kind = .tls
        case .timeout(let phase, _):
            switch phase {
            case .connect: kind = .connectTimeout
            case .firstByte: kind = .firstByteTimeout
            case .idle: kind = .idleTimeout
            case .total: kind = .totalTimeout
            }
        case .bodyTooLarge: kind = .bodyTooLarge
        case .headersTooLarge: kind = .headersTooLarge
        case .connectionLost, .resendPrevented: kind = .connectionLost
        case .truncatedBody: kind = .truncatedBody
        case .unsupportedEncoding: kind = .encoding
        case .tooManyOpenFiles: kind = .tooManyOpenFiles
        case .stoppedEarly: kind = .stoppedEarly
        }
        self.init(kind: kind, message: "\(error)", mayHaveReachedServer: error.mayHaveReachedServer)
    }
}
