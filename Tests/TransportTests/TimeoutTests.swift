import HTTPTypes
import Testing
import Transport
import Trials

/// Limits in time, against servers that stay silent until the client has gone.
@Suite struct TimeoutTests {
    let transport: HTTPTransport
    let limit = Duration.milliseconds(60)
    let seconds = 0.06

    init() throws { transport = try HTTPTransport() }

    @Test func aHandshakeThatNeverComesIsAConnectTimeout() async throws {
        let server = FaultServer { connection, _ in connection.waitForClose() }
        let request = HTTPRequest(method: .post, scheme: "https", authority: server.authority, path: "/")
        let reply = try await transport.perform(request, timeouts: Timeouts(connect: seconds))
        #expect(reply.fault?.kind == .timeout(phase: .connect, limit: limit))
        #expect(!reply.mayHaveReachedServer)
    }

    @Test func silenceBeforeTheHeadIsAFirstByteTimeout() async throws {
        let server = FaultServer { connection, _ in
            _ = connection.readRequest()
            // An interim head is no sign of the reply.
            connection.write("HTTP/1.1 103 Early Hints\r\n\r\n")
            connection.waitForClose()
        }
        let reply = try await transport.post(server, timeouts: Timeouts(firstByte: seconds))
        #expect(reply.fault?.kind == .timeout(phase: .firstByte, limit: limit))
        #expect(reply.mayHaveReachedServer)
    }

    @Test func silenceInTheBodyIsAnIdleTimeout() async throws {
        let server = FaultServer { connection, _ in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
            connection.waitForClose()
        }
        let reply = try await transport.post(server, timeouts: Timeouts(idle: seconds))
        #expect(reply.fault?.kind == .timeout(phase: .idle, limit: limit))
        #expect(reply.text == "half")
        #expect(reply.status == 200)
    }

    @Test func whatNeverEndsIsEndedByTheTotalLimit() async throws {
        let server = FaultServer { connection, _ in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nx")
            connection.waitForClose()
        }
        let reply = try await transport.post(server, timeouts: Timeouts(total: 1))
        #expect(reply.fault?.kind == .timeout(phase: .total, limit: .seconds(1)))
        #expect(reply.text == "x")
    }
}
