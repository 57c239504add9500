import Foundation
import HTTPTypes
import Testing
import Transport
import Trials

/// What a server can do wrong on HTTP/1.1, and what the caller learns of it.
@Suite struct FaultTests {
    let transport: HTTPTransport

    init() throws { transport = try HTTPTransport() }

    @Test func aReplyIsWholeWithItsFieldsInOrder() async throws {
        let server = FaultServer { connection, _ in
            guard let request = connection.readRequest() else { return }
            connection.reply(request.body, headers: "X-B: 1\r\nx-a: 2\r\nX-B: 3\r\n")
        }
        let reply = try await transport.post(server, body: "ping")
        #expect(reply.fault == nil)
        #expect(reply.text == "ping")
        #expect(reply.mayHaveReachedServer)
        let head = try #require(reply.head)
        #expect(head.version == .http11)
        #expect(head.response.status == .init(code: 200, reasonPhrase: "OK"))
        #expect(head.response.headerFields.map { $0.name.rawName } == ["Content-Length", "X-B", "x-a", "X-B"])
        #expect(head.response.headerFields.map(\.value) == ["4", "1", "2", "3"])
        #expect(reply.arrivals.last?.end == 4)
        let sent = try #require(reply.timings.sent)
        let firstByte = try #require(reply.timings.firstByte)
        #expect(sent <= firstByte && firstByte <= (reply.timings.ended ?? 0))
        #expect(reply.timings.reusedConnection == false)
        #expect(reply.timings.connected != nil)
    }

    /// A server that says HTTP/2 on HTTP/1.1: each reply stays with its request.
    @Test func aServerThatOnlySaysHTTP2GetsOneRequestAConnection() async throws {
        // Nothing is answered before so many requests are on their way, each on the connection that libcurl chose for it.
        let together = Meeting(of: 16)
        let server = FaultServer { connection, number in
            while let request = connection.readRequest() {
                together.join()
                if number % 3 == 0 {
                    connection.write("HTTP/2 200\r\n\r\n")
                    return connection.end()
                }
                connection.reply(request.body)
            }
        }
        let transport = transport
        let mixed = await withTaskGroup(of: Bool.self) { group in
            for index in 0..<120 {
                group.addTask {
                    guard let reply = try? await transport.post(server, body: "body \(index)") else { return true }
                    return reply.fault == nil && reply.text != "body \(index)"
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(mixed == 0)
    }

    /// A reply that nobody asked for waits on the connection that the next request would take.
    @Test func aStrayReplyIsNobodys() async throws {
        let (answered, strayed) = (Signal(), Signal())
        let server = FaultServer { connection, number in
            guard let request = connection.readRequest() else { return }
            connection.reply(request.body)
            if number == 0 {
                answered.block()
                connection.reply("stray")
                strayed.open()
            }
            while let request = connection.readRequest() { connection.reply(request.body) }
        }
        #expect(try await transport.post(server, body: "first").text == "first")
        answered.open()
        await strayed.wait()
        let reply = try await transport.post(server, body: "second")
        if let fault = reply.fault {
            #expect(fault.kind == .unasked(.beforeRequest) && !reply.mayHaveReachedServer && reply.body.isEmpty)
        } else {
            #expect(reply.text == "second")
        }
        #expect(try await transport.post(server, body: "third").text == "third")
    }

    /// What answers before the request can have arrived answers something else.
    @Test func aReplyThatIsFasterThanItsRequestIsRefused() async throws {
        let isOver = Signal()
        let server = FaultServer { connection, _ in
            connection.reply("too early")
            isOver.block()
        }
        let reply = try await transport.post(server, body: String(repeating: "x", count: 48 << 20))
        isOver.open()
        #expect(reply.body.isEmpty)
        guard case .unasked = reply.fault?.kind else {
            Issue.record("\(String(describing: reply.fault))")
            return
        }
    }

    /// Nor does a reply to a part of it, though the system has handed over all that it was given so far.
    @Test func aReplyToPartOfARequestIsRefused() async throws {
        let server = FaultServer { connection, _ in
            connection.readPart()
            connection.reply("too early")
            connection.waitForClose()
        }
        let reply = try await transport.post(server, body: String(repeating: "x", count: 48 << 20))
        #expect(reply.body.isEmpty)
        guard case .unasked(.beforeArrival) = reply.fault?.kind else {
            Issue.record("\(String(describing: reply.fault))")
            return
        }
    }

    /// A refusal needs no whole request: the server may have read enough.
    @Test func anEarlyRefusalIsOne() async throws {
        let server = FaultServer { connection, _ in
            // A part of it, so that nothing stands on the connection before the request.
            connection.readPart()
            connection.reply("too large", status: "413 Content Too Large", headers: "Connection: close\r\n")
            connection.waitForClose()
        }
        let reply = try await transport.post(server, body: String(repeating: "x", count: 48 << 20))
        #expect(reply.status == 413 && reply.text == "too large")
    }

    /// Long replies take turns: all of them arrive, and only as many at once as there is room for.
    @Test func longRepliesWaitForRoom() async throws {
        let limits = TransferLimits(maxBodyBytes: 4 << 20, freeBodyBytes: 64 << 10, longBodyBytes: 9 << 20)
        let transport = try HTTPTransport(configuration: HTTPTransport.Configuration(limits: limits))
        let server = FaultServer { connection, number in
            while connection.readRequest() != nil {
                let body = String(repeating: "x", count: 3 << 20)
                if number % 2 == 0 {
                    connection.reply(body)
                } else {
                    connection.write(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n300000\r\n\(body)\r\n0\r\n\r\n")
                }
            }
        }
        let faults = try await withThrowingTaskGroup(of: HTTPReply.self) { group in
            for _ in 0..<24 {
                group.addTask { try await transport.post(server, timeouts: Timeouts(idle: 20)) }
            }
            var faults: [TransportError] = []
            // Each is let go of when it is seen, or the others would wait for ever.
            for try await reply in group where reply.fault != nil || reply.body.count != 3 << 20 {
                faults.append(reply.fault ?? TransportError(.shutDown, origin: "", mayHaveReachedServer: true))
            }
            return faults
        }
        #expect(faults == [])
        await transport.shutdown()
    }

    /// Two replies to one request: on a new connection the first is the one that was asked for, on a used one nobody knows.
    @Test func twoRepliesToOneRequestAreInDoubt() async throws {
        let server = FaultServer { connection, number in
            var count = 0
            while let request = connection.readRequest() {
                count += 1
                let reply = "HTTP/1.1 200 OK\r\nContent-Length: \(request.body.utf8.count)\r\n\r\n\(request.body)"
                connection.write(count > number ? reply + reply : reply)
            }
        }
        let first = try await transport.post(server, body: "first")
        #expect(first.fault == nil && first.text == "first", "the only request of its connection")
        #expect(try await transport.post(server, body: "second").text == "second")
        let third = try await transport.post(server, body: "third")
        #expect(third.fault?.kind == .unasked(.afterReply), "\(third)")
        #expect(third.timings.reusedConnection == true)
    }

    @Test func theRequestCarriesOurHeadersAndNoOthers() async throws {
        let server = FaultServer { connection, _ in
            while let request = connection.readRequest() { connection.reply(request.head) }
        }
        let fields: HTTPFields = [.contentType: "application/json", .acceptEncoding: "gzip", .contentLength: "999"]
        let request = HTTPRequest.make(server, path: "/v1/../a?b=%20", fields: fields)
        let lines = try await transport.perform(request, body: Array("{}".utf8)).text.split(separator: "\r\n")
        #expect(
            lines == [
                "POST /v1/../a?b=%20 HTTP/1.1", "Host: \(server.authority)", "User-Agent: railgauge", "Accept: */*",
                "Content-Type: application/json", "Accept-Encoding: identity", "Content-Length: 2",
            ])
    }

    @Test func aPostThatDiesOnAReusedConnectionIsSentOnce() async throws {
        let server = FaultServer { connection, number in
            guard connection.readRequest() != nil else { return }
            connection.reply("first")
            // Takes the second request whole and dies without a byte of reply.
            _ = connection.readRequest()
        }
        let began = ContinuousClock.now
        #expect(try await transport.post(server).text == "first")
        let reply = try await transport.post(server)
        // A connection that was idle for two minutes is not used again.
        guard ContinuousClock.now - began < .seconds(100) else { return }
        #expect(reply.fault?.kind == .resendPrevented)
        #expect(reply.mayHaveReachedServer)
        #expect(reply.fault?.mayHaveReachedServer == true)
        #expect(server.requests.count == 2, "one POST per call")
        #expect(try await transport.post(server).text == "first", "a new attempt opens a new connection")
    }

    @Test func aPostThatDiesOnANewConnectionIsSentOnce() async throws {
        let server = FaultServer { connection, _ in _ = connection.readRequest() }
        let fault = try #require(try await transport.post(server).fault)
        guard case .connectionLost(.beforeHead, receivedBodyBytes: 0, _) = fault.kind else {
            Issue.record("\(fault)")
            return
        }
        #expect(server.requests.count == 1)
    }

    @Test func aResetInTheBodyKeepsWhatCame() async throws {
        let server = FaultServer { connection, _ in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npartial")
            connection.reset()
        }
        let reply = try await transport.post(server)
        #expect(reply.text == "partial")
        guard case .connectionLost(.midBody, receivedBodyBytes: 7, _) = reply.fault?.kind else {
            Issue.record("\(String(describing: reply.fault))")
            return
        }
    }

    struct BadReply: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var bytes: String
        var kind: TransportError.Kind
    }

    @Test(arguments: [
        BadReply(
            testDescription: "short of its declared length", bytes: "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
            kind: .truncatedBody(received: 5, declared: 9)),
        BadReply(
            testDescription: "chunked without its last chunk",
            bytes: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n",
            kind: .truncatedBody(received: 5, declared: nil)),
        BadReply(
            testDescription: "a cut gzip body",
            bytes: "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n\u{1f}\u{0}\u{8}\u{0}",
            kind: .unsupportedEncoding("gzip")),
        BadReply(
            testDescription: "a body over the cap",
            bytes: "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + String(repeating: "x", count: 3_000),
            kind: .bodyTooLarge(limit: 2_000)),
        BadReply(
            testDescription: "a declared body over the cap",
            bytes: "HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\nx",
            kind: .bodyTooLarge(limit: 2_000)),
        BadReply(
            testDescription: "headers over the cap",
            bytes: "HTTP/1.1 200 OK\r\n" + String(repeating: "X-Fill: aaaaaaaaaaaaaaaaaaaa\r\n", count: 40) + "\r\n",
            kind: .headersTooLarge(limit: 1_000)),
        BadReply(
            testDescription: "endless interim heads count too",
            bytes: String(repeating: "HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n", count: 40),
            kind: .headersTooLarge(limit: 1_000)),
    ])
    func aBadReplyIsNamed(_ bad: BadReply) async throws {
        let limits = TransferLimits(maxBodyBytes: 2_000, maxHeaderBytes: 1_000)
        let transport = try HTTPTransport(configuration: .init(limits: limits))
        let server = FaultServer { connection, _ in
            _ = connection.readRequest()
            connection.write(bad.bytes)
        }
        let reply = try await transport.post(server)
        #expect(reply.fault?.kind == bad.kind)
        #expect(reply.body.count <= 2_000)
        #expect(reply.fault?.mayHaveReachedServer == true)
    }

    @Test func whatIsNotHTTPIsSaidToBeSo() async throws {
        let server = FaultServer { connection, _ in
            _ = connection.readRequest()
            connection.write("SSH-2.0-OpenSSH_9.2\r\n\r\n")
        }
        let kind = try await transport.post(server).fault?.kind
        guard case .notHTTP = kind else {
            Issue.record("\(String(describing: kind))")
            return
        }
    }

    @Test func interimHeadsAreDropped() async throws {
        let server = FaultServer { connection, _ in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n")
            connection.reply("done", headers: "X-Late: 2\r\n")
        }
        let reply = try await transport.post(server)
        #expect(reply.text == "done")
        #expect(reply.head?.response.headerFields.map { $0.name.rawName } == ["Content-Length", "X-Late"])
    }

    @Test func aRedirectIsTheReplyAndCredentialsStay() async throws {
        let other = FaultServer { connection, _ in
            if connection.readRequest() != nil { connection.reply("stolen") }
        }
        let target = other.authority
        let server = FaultServer { connection, _ in
            _ = connection.readRequest()
            connection.reply("", status: "307 Temporary Redirect", headers: "Location: http://\(target)/\r\n")
        }
        let request = HTTPRequest.make(server, fields: [.authorization: "Bearer secret"])
        let reply = try await transport.perform(request, body: [1])
        #expect(reply.status == 307)
        #expect(reply.fault == nil)
        #expect(other.requests.isEmpty)
    }

    @Test func aRefusedConnectionReachedNobody() async throws {
        let request = HTTPRequest(
            method: .post, scheme: "http", authority: "127.0.0.1:\(FaultServer.closedPort)", path: "/")
        let reply = try await transport.perform(request)
        #expect(reply.fault?.kind == .cannotConnect(reason: "Connection refused"))
        #expect(!reply.mayHaveReachedServer)
        #expect(reply.fault?.mayHaveReachedServer == false)
    }

    @Test func plainTextOnATLSPortIsATLSFault() async throws {
        let server = FaultServer { connection, _ in connection.write("HTTP/1.1 400 Bad Request\r\n\r\n") }
        let request = HTTPRequest(method: .get, scheme: "https", authority: server.authority, path: "/")
        let fault = try await transport.perform(request).fault
        guard case .tls = fault?.kind else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(fault?.mayHaveReachedServer == false)
    }

    @Test func anUnreadableCAFileIsNamed() async throws {
        let transport = try HTTPTransport(configuration: .init(caFile: "/nonexistent/ca.pem"))
        let server = FaultServer { connection, _ in connection.waitForClose() }
        let request = HTTPRequest(method: .get, scheme: "https", authority: server.authority, path: "/")
        #expect(try await transport.perform(request).fault?.kind == .badCAFile(path: "/nonexistent/ca.pem"))
    }

    @Test func aProxyIsUsedForOtherHostsAndNeverForLoopback() async throws {
        let proxy = FaultServer { connection, _ in
            while connection.readRequest() != nil { connection.reply("by proxy") }
        }
        let server = FaultServer { connection, _ in
            while connection.readRequest() != nil { connection.reply("direct") }
        }
        let environment = ["http_proxy": "http://\(proxy.authority)", "https_proxy": "http://\(proxy.authority)"]
        let transport = try HTTPTransport(configuration: .init(environment: environment))
        let away = HTTPRequest(method: .get, scheme: "http", authority: "provider.test", path: "/x")
        #expect(try await transport.perform(away).text == "by proxy")
        #expect(proxy.requests == ["GET http://provider.test/x HTTP/1.1"])
        #expect(try await transport.post(server).text == "direct")
        let refused = FaultServer { connection, _ in
            if connection.readRequest() != nil { connection.reply("", status: "407 Proxy Authentication Required") }
        }
        let tunnel = try HTTPTransport(
            configuration: .init(environment: ["https_proxy": "http://\(refused.authority)"]))
        let secure = HTTPRequest(method: .get, scheme: "https", authority: "provider.test", path: "/x")
        let fault = try await tunnel.perform(secure).fault
        guard case .proxy(let reason) = fault?.kind else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(reason.contains("407"))
        #expect(fault?.mayHaveReachedServer == false)
    }
}
