import FlyingSocks
import Foundation

/// One client connection: requests in, steps out, until either side closes.
struct Connection: Sendable {
    private enum Ending: Error { case clientLeft, reset, close }

    /// A client that left is an ordinary end, not a signal that ends the process.
    private static let noSignal = Int32(MSG_NOSIGNAL)

    let socket: Socket
    let pool: any AsyncSocketPool
    let responder: Responder

    /// Returns when the connection is closed, by whomever.
    func serve() async {
        do {
            try await talk()
        } catch Ending.reset {
            // Zero linger time turns close into RST.
            var linger = linger(l_onoff: 1, l_linger: 0)
            setsockopt(
                socket.file.rawValue, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
        } catch {
            // The client left, a step asked for FIN, or the server stops: all end with the close below.
        }
        // Nobody is left to be told when closing fails.
        try? socket.close()
    }

    private func talk() async throws {
        var reader = HTTPRequestReader()
        while true {
            switch reader.next() {
            case .more: reader.feed(try await receive())
            case .expectsContinue:
                try await send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
                reader.feed(try await receive())
            case .unusable(let status):
                let page = HTTPWire.htmlPage(status)
                try await send(HTTPWire.document(status: status, contentType: "text/html", headers: [], body: page))
                throw Ending.close
            case .request(let request):
                try await perform(responder.answer(request))
                if !request.keepAlive { throw Ending.close }
            }
        }
    }

    private func perform(_ answer: Responder.Answer) async throws {
        // Whether text may have been read: a client that leaves after that has had its reply.
        var readable = !answer.waitsForText
        var sent = false
        do {
            for step in answer.steps {
                switch step {
                case .bytes(let bytes):
                    try await send(bytes)
                    sent = readable
                case .repeated(let block, let times):
                    for _ in 0..<times { try await send(block) }
                case .drip(let bytes):
                    for byte in bytes {
                        try await send([byte])
                        await Task.yield()
                    }
                case .wait(let seconds):
                    try await wait(seconds)
                    readable = true
                case .reset: throw Ending.reset
                case .close: throw Ending.close
                case .stall: while true { _ = try await receive() }
                }
            }
        } catch {
            if let playing = answer.playing, !sent {
                responder.ledger.giveBack(playing.key, repetition: playing.repetition, fault: false)
            }
            throw error
        }
    }

    /// Ends early when the client leaves: its next request for the same draw may come before the time is over.
    private func wait(_ seconds: Double) async throws {
        // Watching costs more than a short wait.
        guard seconds >= 0.05 else { return try await Task.sleep(for: .seconds(seconds)) }
        try await withThrowingTaskGroup { group in
            group.addTask { try await Task.sleep(for: .seconds(seconds)) }
            group.addTask {
                try await pool.suspendSocket(socket, untilReadyFor: .read)
                var byte: UInt8 = 0
                if recv(socket.file.rawValue, &byte, 1, Int32(MSG_PEEK)) <= 0 { throw Ending.clientLeft }
                // The next request is here already; it waits its turn.
                try await Task.sleep(for: .seconds(seconds))
            }
            try await group.next()
            group.cancelAll()
        }
    }

    private func receive() async throws -> [UInt8] {
        while true {
            var failure: Int32 = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: 16 << 10) { buffer, count in
                let read = recv(socket.file.rawValue, buffer.baseAddress, buffer.count, 0)
                if read < 0 { failure = errno }
                count = max(0, read)
            }
            if !bytes.isEmpty { return bytes }
            switch failure {
            case EAGAIN: try await pool.suspendSocket(socket, untilReadyFor: .read)
            case EINTR: continue
            default: throw Ending.clientLeft
            }
        }
    }

    private func send(_ bytes: [UInt8]) async throws {
        var start = 0
        while start < bytes.count {
            let sent = bytes.withUnsafeBytes {
                Foundation.send(socket.file.rawValue, $0.baseAddress! + start, bytes.count - start, Self.noSignal)
            }
            if sent >= 0 {
                start += sent
            } else if errno == EAGAIN || errno == EWOULDBLOCK {
                try await pool.suspendSocket(socket, untilReadyFor: .write)
            } else if errno != EINTR {
                throw Ending.clientLeft
            }
        }
    }
}
