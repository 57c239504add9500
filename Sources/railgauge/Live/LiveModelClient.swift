import Dialects
import Foundation
import HTTPTypes
import Transport
import Trials

/// One attempt: the dialect writes the request, the transport sends it, the dialect reads what came back.
final class LiveModelClient: ModelClient {
    private final class Route: Sendable {
        let dialect: any Dialect
        let transport: HTTPTransport
        let timeouts: Transport.Timeouts
        let secret: @Sendable () throws -> Secret?
        private let last = Guarded<(sent: Head, head: RequestHead)?>(nil)

        init(
            dialect: any Dialect, transport: HTTPTransport, timeouts: Transport.Timeouts,
            secret: @escaping @Sendable () throws -> Secret?
        ) {
            self.dialect = dialect
            self.transport = transport
            self.timeouts = timeouts
            self.secret = secret
        }

        /// Most requests of a style differ in their bodies alone: their head is checked and built once.
        func head(_ sent: SentRequest, headers: [HeaderLine]) throws(TransportError) -> RequestHead? {
            let asked = Head(method: sent.method, url: sent.url, headers: headers)
            if let known = last.withLock({ $0?.sent == asked ? $0?.head : nil }) { return known }
            guard let request = HTTPRequest(sent, headers: headers) else { return nil }
            let head = try RequestHead(request)
            last.withLock { $0 = (asked, head) }
            return head
        }
    }

    private struct Head: Sendable, Equatable {
        var method: String
        var url: String
        var headers: [HeaderLine]
    }

    /// Bytes kept of a reply that is larger than any model's: enough to see what it was.
    private static let keptOfTooLarge = 1 << 16

    private let routes: [String: Route]
    private let transports: [HTTPTransport]

    /// - Parameter styles: whom to reach; default: the styles of the study that are not replayed.
    /// - Throws: `InputError` where a style asks for what its wire cannot do; `TransportError`.
    init(
        study: StudyFile, styles: [AccessStyle]? = nil, simulators: Simulators, credentials: Credentials,
        environment: [String: String]
    ) throws {
        var routes: [String: Route] = [:]
        var transports: [String: HTTPTransport] = [:]
        for style in styles ?? study.study.styles.filter({ !$0.replayed }) {
            let ca = style.caFile ?? ""
            let transport =
                try transports[ca]
                ?? HTTPTransport(
                    configuration: HTTPTransport.Configuration(
                        caFile: style.caFile, environment: environment, userAgent: "railgauge/\(Railgauge.version)"))
            transports[ca] = transport
            let path = study.path
            do throws(DialectError) {
                routes[style.id] = Route(
                    dialect: try simulators.addressed(style).makeDialect(), transport: transport,
                    timeouts: Transport.Timeouts(
                        connect: .seconds(style.timeouts.connect), firstByte: .seconds(style.timeouts.firstByte),
                        idle: .seconds(style.timeouts.idle), total: .seconds(style.timeouts.total)),
                    secret: { try simulators.secret(for: style) ?? credentials.secret(for: style, study: path) })
            } catch {
                throw error.inputError(file: study.path)
            }
        }
        self.routes = routes
        self.transports = Array(transports.values)
    }

    func shutdown() async {
        for transport in transports { await transport.shutdown() }
    }

    func attempt(_ trial: Trial) async throws -> Exchange {
        guard let route = routes[trial.style.id] else { throw CancellationError() }
        let sent = try route.dialect.request(for: trial)
        // Only the built-in simulator is told which trial it plays, so that its truth has the trial's own key.
        let told =
            trial.style.simulated
            ? [
                HeaderLine("x-railgauge-probe", trial.probe.id),
                HeaderLine("x-railgauge-repetition", String(trial.repetition)),
            ] : []
        return try await send(sent, told, route, route.timeouts, longest: .max, prefill: trial.prefill)
    }

    /// One request of a style beside its trials, with its credential.
    ///
    /// - Parameter longest: bytes; of a longer body the beginning is kept, and the fault says that it was too large.
    /// - Throws: `CancellationError`
    func ask(
        _ sent: SentRequest, as style: AccessStyle, within timeouts: Transport.Timeouts, longest: Int
    ) async throws -> Exchange {
        guard let route = routes[style.id] else { throw CancellationError() }
        return try await send(sent, [], route, timeouts, longest: longest)
    }

    private func send(
        _ sent: SentRequest, _ told: [HeaderLine], _ route: Route, _ timeouts: Transport.Timeouts, longest: Int,
        prefill: String? = nil
    ) async throws -> Exchange {
        let secret: Secret?
        do {
            secret = try route.secret()
        } catch {
            let fault = WireFault(kind: .credential, message: "\(error)", mayHaveReachedServer: false)
            return Exchange(request: sent, raw: RawReply(fault: fault), reply: Reply())
        }
        var lines = sent.headers
        if let secret { lines += route.dialect.authentication(secret) }
        lines += told
        let head: RequestHead?
        do throws(TransportError) { head = try route.head(sent, headers: lines) } catch {
            return Exchange(request: sent, raw: RawReply(fault: WireFault(error)), reply: Reply())
        }
        guard let head else {
            let fault = WireFault(
                kind: .other, message: "\(sent.url) is no address that can be requested", mayHaveReachedServer: false)
            return Exchange(request: sent, raw: RawReply(fault: fault), reply: Reply())
        }
        let reply = try await route.transport.perform(head, body: sent.body, timeouts: timeouts)
        return Self.exchange(sent, reply, route.dialect, secret, longest: longest, prefill: prefill)
    }

    private static func exchange(
        _ sent: SentRequest, _ reply: HTTPReply, _ dialect: any Dialect, _ secret: Secret?, longest: Int,
        prefill: String?
    ) -> Exchange {
        var raw = RawReply(
            status: reply.head?.status, httpVersion: reply.head?.version.rawValue,
            headers: reply.head?.lines.map { HeaderLine($0.name, $0.value) } ?? [],
            body: reply.body, arrivals: reply.arrivals.map { Arrival(end: $0.end, at: $0.at) })
        raw.fault = reply.fault.map(WireFault.init)
        if raw.body.count > longest {
            raw.fault = WireFault(
                kind: .bodyTooLarge, message: "more than \(longest) bytes", mayHaveReachedServer: true)
        }
        if raw.fault?.kind == .bodyTooLarge { raw.keepFirst(Self.keptOfTooLarge) }
        let redaction = WireRedaction(secret)
        raw = redaction.reply(raw)
        let read = dialect.read(raw, prefill: prefill)
        var timings = Timings()
        timings.resolved = reply.timings.resolved
        timings.connected = reply.timings.connected
        timings.secured = reply.timings.secured
        timings.sent = reply.timings.sent
        timings.firstByte = reply.timings.firstByte
        timings.firstText = read.firstTextAt
        timings.ended = reply.timings.ended
        timings.reusedConnection = reply.timings.reusedConnection
        return Exchange(request: redaction.request(sent), raw: raw, timings: timings, reply: read)
    }
}

extension RawReply {
    fileprivate mutating func keepFirst(_ count: Int) {
        guard body.count > count else { return }
        body = Array(body.prefix(count))
        arrivals = arrivals.filter { $0.end <= count }
    }
}

extension HTTPRequest {
    /// nil where a header or the address cannot stand in an HTTP request.
    fileprivate init?(_ sent: SentRequest, headers: [HeaderLine]) {
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

extension WireFault {
    fileprivate init(_ error: TransportError) {
        let kind: Kind
        switch error.kind {
        case .badURL, .shutDown, .other, .proxy, .notHTTP: kind = .other
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
        }
        self.init(kind: kind, message: "\(error)", mayHaveReachedServer: error.mayHaveReachedServer)
    }
}
