import Foundation
import Glibc

/// A raw socket server on loopback that does exactly what a test writes, on a thread per connection.
final class FaultServer: Sendable {
    let port: UInt16
    private let listener: Int32
    private let log = Journal()

    /// Starts listening; `serve` is run for each connection with its number (from 0).
    init(_ serve: @escaping @Sendable (Connection, Int) -> Void) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                precondition(bind(listener, $0, length) == 0 && listen(listener, 512) == 0)
                getsockname(listener, $0, &length)
            }
        }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        let log = log
        Thread.detachNewThread {
            var number = 0
            while true {
                let socket = accept(listener, nil, nil)
                if socket < 0 { return }
                let connection = Connection(socket: socket, log: log)
                let current = number
                number += 1
                Thread.detachNewThread {
                    serve(connection, current)
                    connection.end()
                }
            }
        }
    }

    deinit {
        Glibc.shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    var authority: String { "127.0.0.1:\(port)" }

    /// First lines of all requests whose head was read, in order.
    var requests: [String] { log.lines }

    /// A port on which nobody listens.
    static var closedPort: UInt16 { FaultServer { _, _ in }.port }
}

final class Journal: @unchecked Sendable {
    // Invariant: `stored` is touched under the lock only.
    private let lock = NSLock()
    private var stored: [String] = []

    var lines: [String] { lock.withLock { stored } }
    func append(_ line: String) { lock.withLock { stored.append(line) } }
}

/// The server's side of one connection.
final class Connection: @unchecked Sendable {
    // Invariant: used by the one thread that serves it.
    private let socket: Int32
    private let log: Journal
    private var isOpen = true
    private var unread: [UInt8] = []

    init(socket: Int32, log: Journal) {
        self.socket = socket
        self.log = log
    }

    /// Reads one whole request, body included; `nil` when the client has closed.
    func readRequest() -> (head: String, body: String)? {
        while true {
            if let end = Data(unread).range(of: Data("\r\n\r\n".utf8)) {
                let head = String(decoding: unread[..<end.lowerBound], as: UTF8.self)
                let length =
                    head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
                    .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
                while unread.count < end.upperBound + length { if !fill() { return nil } }
                let body = String(decoding: unread[end.upperBound..<(end.upperBound + length)], as: UTF8.self)
                unread.removeFirst(end.upperBound + length)
                log.append(String(head.prefix { $0 != "\r\n" }))
                return (head, body)
            }
            if !fill() { return nil }
        }
    }

    private func fill() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &buffer, buffer.count, 0)
        if count > 0 { unread += buffer[..<count] }
        return count > 0
    }

    /// Writes all of it; `false` once the client has closed.
    @discardableResult
    func write(_ text: String) -> Bool { write(Array(text.utf8)) }

    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return false }
            sent += count
        }
        return true
    }

    func reply(_ body: String, status: String = "200 OK", headers: String = "") {
        write("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
    }

    /// Returns once the client has closed its side.
    func waitForClose() { while fill() {} }

    /// Waits for the first bytes of a request.
    func readPart() { _ = fill() }

    func end() {
        if isOpen { close(socket) }
        isOpen = false
    }

    /// Ends the connection with RST instead of FIN.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        end()
    }
}

/// A gate between a test and its server: one side opens it, the other waits.
final class Signal: Sendable {
    private let stream: AsyncStream<Void>
    private let source: AsyncStream<Void>.Continuation
    private let semaphore = DispatchSemaphore(value: 0)

    init() { (stream, source) = AsyncStream.makeStream() }

    func open() {
        source.yield()
        semaphore.signal()
    }

    /// For tasks.
    func wait() async { for await _ in stream { return } }

    /// For threads.
    func block() { semaphore.wait() }
}

/// Holds threads until so many have come; who comes later is not held.
final class Meeting: @unchecked Sendable {
    // Invariant: `awaited` is touched under the condition's lock only.
    private let condition = NSCondition()
    private var awaited: Int

    init(of count: Int) { awaited = count }

    func join() {
        condition.withLock {
            awaited -= 1
            condition.broadcast()
            while awaited > 0 { condition.wait() }
        }
    }
}
