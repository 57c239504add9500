import Foundation

/// One reply, byte by byte, and how the connection stood after it.
struct LoopbackReply: Sendable {
    enum Ending: Sendable { case complete, closed, reset }

    /// As received.
    var bytes: [UInt8] = []
    var ending = Ending.closed

    private var headEnd: Int? {
        bytes.indices.dropFirst(3).first { Array(bytes[($0 - 3)...$0]) == [13, 10, 13, 10] }.map { $0 + 1 }
    }

    var head: String { String(decoding: bytes[..<(headEnd ?? bytes.count)], as: UTF8.self) }
    var status: Int? { head.split(separator: " ").dropFirst().first.flatMap { Int($0) } }

    /// Header lines in order, names as sent.
    var headers: [(name: String, value: String)] {
        head.split(separator: "\r\n").dropFirst().map {
            let parts = $0.split(separator: ": ", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), String(parts[1]))
        }
    }

    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    private var isChunked: Bool { header("transfer-encoding") == "chunked" }

    /// The body without its chunk framing.
    var body: [UInt8] {
        guard let headEnd else { return [] }
        let raw = Array(bytes[headEnd...])
        guard isChunked else { return raw }
        var out: [UInt8] = []
        var position = 0
        while let line = raw[position...].firstIndex(of: 13),
            let size = Int(String(decoding: raw[position..<line], as: UTF8.self), radix: 16), size > 0,
            line + 2 + size <= raw.count
        {
            out += raw[(line + 2)..<(line + 2 + size)]
            position = line + 2 + size + 2
        }
        return out
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    /// Complete by its own framing.
    var isComplete: Bool {
        guard let headEnd else { return false }
        if isChunked { return bytes.suffix(5) == [48, 13, 10, 13, 10] }
        return header("content-length").flatMap { Int($0) }.map { bytes.count - headEnd >= $0 } ?? false
    }
}

/// A blocking socket of the tests' own, so that nothing between the server's bytes and the assertion reads them.
struct LoopbackClient {
    struct Failure: Error { var code: Int32 }

    let file: Int32

    init(port: UInt16) throws {
        file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failure(code: errno) }
    }

    func close() { _ = Foundation.close(file) }

    func send(_ bytes: [UInt8]) {
        var start = 0
        while start < bytes.count {
            let sent = bytes.withUnsafeBytes {
                Foundation.send(file, $0.baseAddress! + start, bytes.count - start, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return }
            start += sent
        }
    }

    func receive() -> LoopbackReply {
        var reply = LoopbackReply()
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = recv(file, &buffer, buffer.count, 0)
            if count > 0 {
                reply.bytes += buffer[..<count]
                if reply.isComplete {
                    reply.ending = .complete
                    return reply
                }
            } else {
                reply.ending = count < 0 && errno == ECONNRESET ? .reset : .closed
                return reply
            }
        }
    }

    /// Sends several requests over one connection, each after the reply to the one before.
    ///
    /// On a thread of its own: blocking calls must not take the server's.
    static func ask(_ port: UInt16, _ requests: [[UInt8]]) async throws -> [LoopbackReply] {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let client = try LoopbackClient(port: port)
                        defer { client.close() }
                        return requests.map {
                            client.send($0)
                            return client.receive()
                        }
                    })
            }
        }
    }

    static func ask(_ port: UInt16, _ request: [UInt8]) async throws -> LoopbackReply {
        try await ask(port, [request])[0]
    }
}
