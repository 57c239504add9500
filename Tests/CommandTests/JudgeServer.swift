import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// A loopback server that speaks Chat Completions: `/model` is the model under test, every other path is a judge.
final class JudgeServer: Sendable {
    let port: UInt16
    private let descriptor: Int32
    private let paths: [String: (status: Int, body: String)]
    private let header: String
    private let gets: (status: Int, body: String)?
    private let keys: [String: (status: Int, body: String)]
    private let heard = Mutex<[(path: String, body: String)]>([])

    /// - Parameters:
    ///   - paths: what a path is answered with, whatever the method.
    ///   - header: a further line of every reply.
    ///   - gets: what a GET is answered with; nil: as any other request.
    ///   - keys: what the bearer of a key is answered with.
    ///   - says: the text of a reply to a path and the last message.
    init(
        paths: [String: (status: Int, body: String)] = [:], header: String = "",
        gets: (status: Int, body: String)? = nil, keys: [String: (status: Int, body: String)] = [:],
        _ says: @escaping @Sendable (_ path: String, _ prompt: String) -> String
    ) throws {
        self.gets = gets
        self.keys = keys
        self.paths = paths
        self.header = header.isEmpty ? "" : "\(header)\r\n"
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let size = length
        let descriptor = descriptor
        let port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { plain -> UInt16? in
                guard bind(descriptor, plain, size) == 0, listen(descriptor, 64) == 0,
                    getsockname(descriptor, plain, &length) == 0
                else { return nil }
                return UInt16(bigEndian: pointer.pointee.sin_port)
            }
        }
        guard let port else { throw POSIXError(.EADDRNOTAVAIL) }
        self.port = port
        let thread = Thread { [weak self] in
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0 else { return }
                guard let self else {
                    close(connection)
                    return
                }
                self.serve(connection, says)
            }
        }
        thread.start()
    }

    deinit {
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
    }

    /// A judge's answer in the right form, with the option whose description holds these words.
    static func answer(_ prompt: String, _ words: String, quote: String) -> String {
        let ticket = prompt.firstMatch(of: /"ticket": "([0-9a-f]+)"/).map { String($0.output.1) } ?? ""
        let options = prompt.split(separator: "Which of these describes the reply?").last ?? ""
        let parts = options.matches(of: /(?m)^([A-D])\.[ ]/)
        let spans = parts.indices.map { index in
            options[
                parts[index].range
                    .lowerBound..<(index + 1 < parts.count ? parts[index + 1].range.lowerBound : options.endIndex)]
        }
        let letter = spans.first { $0.replacing("\n", with: " ").contains(words) }?.first ?? "?"
        return #"{"ticket": "\#(ticket)", "quote": "\#(quote)", "choice": "\#(letter)"}"#
    }

    /// Requests so far.
    var requests: [(path: String, body: String)] { heard.withLock { $0 } }

    private func serve(_ connection: Int32, _ says: (String, String) -> String) {
        defer { close(connection) }
        guard let (method, path, key, body) = Self.request(connection) else { return }
        heard.withLock { $0.append((path, String(decoding: body, as: UTF8.self))) }
        if let own = paths[path] { return send(Data(own.body.utf8), status: own.status, to: connection) }
        if let own = keys[key] { return send(Data(own.body.utf8), status: own.status, to: connection) }
        if method == "GET", let gets { return send(Data(gets.body.utf8), status: gets.status, to: connection) }
        let json = try? JSONSerialization.jsonObject(with: body) as? [String: Any]
        let messages = json?["messages"] as? [[String: Any]]
        let text = says(path, messages?.last?["content"] as? String ?? "")
        let reply: [String: Any] = [
            "id": "r", "object": "chat.completion", "created": 1, "model": json?["model"] ?? "",
            "choices": [
                ["index": 0, "finish_reason": "stop", "message": ["role": "assistant", "content": text]]
            ], "usage": ["prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120],
        ]
        send((try? JSONSerialization.data(withJSONObject: reply)) ?? Data(), status: 200, to: connection)
    }

    private func send(_ data: Data, status: Int, to connection: Int32) {
        var out = Array(
            "HTTP/1.1 \(status) Said\r\ncontent-type: application/json\r\n\(header)content-length: \(data.count)\r\nconnection: close\r\n\r\n"
                .utf8)
        out += data
        var sent = 0
        while sent < out.count {
            let count = out[sent...].withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    private static func request(_ connection: Int32) -> (method: String, path: String, key: String, body: Data)? {
        var data = Data()
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            if let end = data.range(of: Data("\r\n\r\n".utf8)) {
                let head = String(decoding: data[..<end.lowerBound], as: UTF8.self)
                let length = head.lowercased().firstMatch(of: /content-length: (\d+)/).flatMap { Int($0.output.1) } ?? 0
                if data.count - end.upperBound >= length {
                    let words = head.split(separator: " ", maxSplits: 2).map(String.init)
                    guard words.count == 3 else { return nil }
                    let key = head.firstMatch(of: /(?i)authorization: bearer (\S+)/).map { String($0.output.1) } ?? ""
                    return (words[0], words[1], key, data[end.upperBound...].prefix(length))
                }
            }
            let count = recv(connection, &chunk, chunk.count, 0)
            guard count > 0 else { return nil }
            data.append(contentsOf: chunk[..<count])
        }
    }
}
