import HTTPTypes
import Testing
import Transport

/// Streamed bodies: order, holding back, cancelling, letting go.
@Suite struct StreamTests {
    let transport: HTTPTransport

    init() throws { transport = try HTTPTransport() }

    @Test func eachPieceArrivesBeforeTheNextIsSent() async throws {
        let next = Signal()
        let server = FaultServer { connection, _ in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            for piece in ["one", "two", "six"] {
                next.block()
                connection.write("3\r\n\(piece)\r\n")
            }
            connection.write("0\r\n\r\n")
            connection.waitForClose()
        }
        let reply = try await transport.send(.make(server))
        #expect(reply.head.response.status == .ok)
        var iterator = reply.body.makeAsyncIterator()
        var times: [Int64] = []
        for expected in ["one", "two", "six"] {
            next.open()
            let piece = try #require(try await iterator.next())
            #expect(String(decoding: piece.bytes, as: UTF8.self) == expected)
            times.append(piece.arrivedAt)
        }
        #expect(try await iterator.next() == nil)
        #expect(try await iterator.next() == nil, "the end stays the end")
        #expect(times == times.sorted())
        #expect(reply.body.timings != nil)
    }

    @Test func aStalledReaderDoesNotStallItsNeighbours() async throws {
        let size = 8 << 20
        let server = FaultServer { connection, _ in
            while let request = connection.readRequest() {
                if request.head.hasPrefix("POST /large") {
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n")
                    connection.write([UInt8](repeating: 7, count: size))
                } else {
                    connection.reply("small")
                }
            }
        }
        let transport = try HTTPTransport(configuration: .init(limits: TransferLimits(highMark: 64 << 10)))
        let stalled = try await transport.send(.make(server, path: "/large"))
        for _ in 0..<100 { #expect(try await transport.post(server).text == "small") }
        #expect(stalled.body.timings == nil, "held back, not finished")
        var count = 0
        for try await piece in stalled.body {
            #expect(piece.bytes.count <= 128 << 10)
            count += piece.bytes.count
        }
        #expect(count == size)
    }

    @Test func aHeldBackBodyCanBeCollectedWhole() async throws {
        let size = 4 << 20
        let server = FaultServer { connection, _ in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n")
            connection.write([UInt8](repeating: 7, count: size))
        }
        let transport = try HTTPTransport(configuration: .init(limits: TransferLimits(highMark: 64 << 10)))
        let reply = try await transport.send(.make(server)).body.collect()
        #expect(reply.body.count == size)
        #expect(reply.fault == nil)
        #expect(reply.arrivals.last?.end == size)
    }

    @Test func cancellingClosesTheSocket() async throws {
        let taken = Signal()
        let closed = Signal()
        let server = FaultServer { connection, _ in
            _ = connection.readRequest()
            taken.open()
            connection.waitForClose()
            closed.open()
        }
        let task = Task { try await transport.post(server) }
        await taken.wait()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await closed.wait()
    }

    @Test func cancellingInTheBodyClosesTheSocket() async throws {
        let reading = Signal()
        let closed = Signal()
        let server = FaultServer { connection, _ in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
            connection.waitForClose()
            closed.open()
        }
        let task = Task {
            let reply = try await transport.send(.make(server))
            for try await _ in reply.body { reading.open() }
        }
        await reading.wait()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await closed.wait()
    }

    @Test func aTaskCancelledBeforehandSendsNothing() async throws {
        let server = FaultServer { connection, _ in _ = connection.readRequest() }
        let gate = Signal()
        let task = Task {
            await gate.wait()
            return try await transport.post(server)
        }
        task.cancel()
        gate.open()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func droppingTheBodyClosesTheSocket() async throws {
        let closed = Signal()
        let server = FaultServer { connection, _ in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
            connection.waitForClose()
            closed.open()
        }
        do { _ = try await transport.send(.make(server)) }
        await closed.wait()
    }

    @Test func onSendRunsOnceBeforeTheServerHasTheRequest() async throws {
        let order = Journal()
        let server = FaultServer { connection, _ in
            while connection.readRequest() != nil {
                order.append("taken")
                connection.reply("ok")
            }
        }
        for _ in 0..<2 { _ = try await transport.perform(.make(server), body: [1]) { order.append("sent") } }
        #expect(order.lines == ["sent", "taken", "sent", "taken"])
        let again = try await transport.perform(.make(server), body: [1])
        #expect(again.timings.reusedConnection)
        #expect(again.timings.connected == nil)
    }

    @Test func shutdownEndsWhatIsGoingOn() async throws {
        let taken = Signal()
        let server = FaultServer { connection, _ in
            _ = connection.readRequest()
            taken.open()
            connection.waitForClose()
        }
        let task = Task { try await transport.post(server) }
        await taken.wait()
        await transport.shutdown()
        #expect(try await task.value.fault?.kind == .shutDown)
        let late = try await transport.post(server)
        #expect(late.fault?.kind == .shutDown)
        #expect(!late.mayHaveReachedServer)
        await transport.shutdown()
    }

    @Test func aSlowFirstReplyHoldsNobodyBack() async throws {
        let taken = Signal()
        let others = Signal()
        let server = FaultServer { connection, number in
            guard connection.readRequest() != nil else { return }
            if number == 0 {
                taken.open()
                others.block()
            }
            connection.reply("ok")
        }
        let first = Task { try await transport.post(server) }
        await taken.wait()
        for _ in 0..<3 { #expect(try await transport.post(server).text == "ok") }
        others.open()
        #expect(try await first.value.text == "ok")
    }

    @Test func manyTransfersAtOnceAllEnd() async throws {
        let server = FaultServer { connection, _ in
            while let request = connection.readRequest() { connection.reply(request.body) }
        }
        try await withThrowingTaskGroup(of: (String, String).self) { group in
            for number in 0..<300 {
                group.addTask { ("\(number)", try await transport.post(server, body: "\(number)").text) }
            }
            for try await (sent, received) in group { #expect(sent == received) }
        }
    }
}
