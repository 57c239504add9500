import Dialects
import Formats
import HTTPTypes
import Transport
import Trials

/// A style that can be reached.
package struct Destination: Sendable {
    /// With the address that is really asked.
    package var style: AccessStyle
    /// Its credential now; nil where it has none. What it throws is printed and stored, so it never says what was found.
    package var secret: @Sendable () async throws -> Secret?

    package init(_ style: AccessStyle, secret: @escaping @Sendable () async throws -> Secret?) {
        self.style = style
        self.secret = secret
    }
}

/// One attempt: the dialect writes the request, the transport sends it, the dialect reads what came back.
///
/// ```swift
/// let client = try LiveModelClient(
///     [Destination(style) { try credentials.secret(for: style, study: path) }], file: path, environment: [:],
///     userAgent: "example/1")
/// let exchange = try await client.attempt(Trial(style: style, probe: probe))
/// exchange.raw.fault  // what the wire did; the reply as far as it came is in exchange.reply
/// ```
package final class LiveModelClient: ModelClient {
    private final class Route: Sendable {
        let dialect: any Dialect
        let transport: HTTPTransport
        let timeouts: Timeouts
        let secret: @Sendable () async throws -> Secret?
        private let last = Guarded<(sent: Head, head: RequestHead)?>(nil)

        init(
            dialect: any Dialect, transport: HTTPTransport, timeouts: Timeouts,
            secret: @escaping @Sendable () async throws -> Secret?
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
    private let secrets: @Sendable () -> [Secret]
    private let proxySecrets: [Secret]
    /// Made anew where another secret is known.
    private let redaction = Guarded<(secrets: [String], redaction: WireRedaction)>(([], WireRedaction(nil)))

    /// - Parameters:
    ///   - destinations: whom to reach, each style once.
    ///   - file: the study, for messages.
    ///   - environment: where proxies are named.
    ///   - userAgent: what servers are told about this program.
    ///   - secrets: what else no file may keep: the credentials of other styles and of judges.
    /// - Throws: `InputError` where a style asks for what its wire cannot do; `TransportError`.
    package init(
        _ destinations: [Destination], file: String, environment: [String: String], userAgent: String,
        secrets: @escaping @Sendable () -> [Secret] = { [] }
    ) throws {
        var routes: [String: Route] = [:]
        var transports: [String: HTTPTransport] = [:]
        for destination in destinations {
            let style = destination.style
            let ca = style.caFile ?? ""
            let transport =
                try transports[ca]
                ?? HTTPTransport(
                    configuration: HTTPTransport.Configuration(
                        caFile: style.caFile, environment: environment, userAgent: userAgent))
            transports[ca] = transport
            do throws(DialectError) {
                routes[style.id] = Route(
                    dialect: try style.makeDialect(), transport: transport,
                    timeouts: style.timeouts, secret: destination.secret)
            } catch {
                throw error.inputError(file: file)
            }
        }
        self.routes = routes
        self.secrets = secrets
        proxySecrets = HTTPTransport.proxySecrets(environment: environment)
        self.transports = Array(transports.values)
    }

    /// A style that this client was not made for: a mistake of this program, and no interruption.
    package struct UnknownStyle: Error, Hashable, CustomStringConvertible {
        package var style: String
        package var description: String { "no way leads to style '\(style)'; please report this" }
    }

    private func route(of style: AccessStyle) throws(UnknownStyle) -> Route {
        guard let route = routes[style.id] else { throw UnknownStyle(style: style.id) }
        return route
    }

    package func shutdown() async {
        for transport in transports { await transport.shutdown() }
    }

    package func attempt(
        _ trial: Trial, until enough: (@Sendable (_ text: String) -> Bool)?
    ) async throws -> Exchange {
        let route = try route(of: trial.style)
        let sent = try route.dialect.request(for: trial)
        // Only the built-in simulator is told which trial it plays, so that its truth has the trial's own key.
        let told =
            trial.style.simulated
            ? [
                HeaderLine("x-railgauge-probe", trial.probe.id),
                HeaderLine("x-railgauge-repetition", String(trial.repetition)),
            ] : []
        let early = enough.map { EarlyEnd(route.dialect, prefill: trial.prefill, enough: $0) }
        return try await send(sent, told, route, route.timeouts, longest: .max, prefill: trial.prefill, early: early)
    }

    /// One request of a style beside its trials, with its credential.
    ///
    /// - Parameter longest: bytes; of a longer body the beginning is kept, and the fault says that it was too large.
    /// - Throws: `CancellationError`, `UnknownStyle`
    package func ask(
        _ sent: SentRequest, as style: AccessStyle, within timeouts: Timeouts, longest: Int
    ) async throws -> Exchange {
        let route = try route(of: style)
        do { return try await send(sent, [], route, timeouts, longest: longest) } catch is NeverSent {
            throw CancellationError()
        }
    }

    private func send(
        _ sent: SentRequest, _ told: [HeaderLine], _ route: Route, _ timeouts: Timeouts, longest: Int,
        prefill: String? = nil, early: EarlyEnd? = nil
    ) async throws -> Exchange {
        let secret: Secret?
        do {
            secret = try await route.secret()
        } catch {
            if Task.isCancelled { throw NeverSent() }
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
        let reply = try await route.transport.perform(
            head, body: sent.body, timeouts: timeouts, watch: early.map { $0.isOver })
        // A long reply keeps its room until it is read, for reading takes several times its size.
        return withExtendedLifetime(reply.share) {
            Self.exchange(sent, reply, route.dialect, redaction(secret), longest: longest, prefill: prefill)
        }
    }

    /// What masks this credential, the proxies' and all others that are known.
    private func redaction(_ secret: Secret?) -> WireRedaction {
        let all = [secret].compactMap { $0 } + proxySecrets + secrets()
        let values = Set(all.map { $0.reveal() }).sorted()
        return redaction.withLock { made in
            if made.secrets != values { made = (values, WireRedaction(all)) }
            return made.redaction
        }
    }

    private static func exchange(
        _ sent: SentRequest, _ reply: HTTPReply, _ dialect: any Dialect, _ redaction: WireRedaction, longest: Int,
        prefill: String?
    ) -> Exchange {
        var raw = RawReply(reply)
        if raw.body.count > longest {
            raw.fault = WireFault(
                kind: .bodyTooLarge, message: "more than \(longest) bytes", mayHaveReachedServer: true)
        }
        if raw.fault?.kind == .bodyTooLarge { raw.keepFirst(Self.keptOfTooLarge) }
        let (masked, read) = redaction.reply(raw) { dialect.read($0, prefill: prefill) }
        raw = masked
        var timings = reply.timings
        timings.firstText = read.firstTextAt
        return Exchange(request: redaction.request(sent), raw: raw, timings: timings, reply: read)
    }
}
