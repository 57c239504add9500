import Formats
import HTTPTypes
import Testing
import Trials

@testable import Transport

/// Decisions that need no socket.
@Suite struct ValueTests {
    @Test func deadlinesFollowThePhases() {
        let limits = Timeouts(connect: 1, firstByte: 2, idle: 3, total: 100)
        var deadlines = TransferDeadlines(limits: limits, submitted: 0)
        let second: Int64 = 1_000_000_000
        #expect(deadlines.next?.phase == .total)
        deadlines.admitted = 5 * second
        #expect(deadlines.next?.phase == .connect && deadlines.next?.at == 6 * second)
        deadlines.sent = 6 * second
        #expect(deadlines.next?.phase == .firstByte && deadlines.next?.at == 8 * second)
        deadlines.firstByte = 7 * second
        deadlines.lastByte = 9 * second
        #expect(deadlines.next?.phase == .idle && deadlines.next?.at == 12 * second)
        deadlines.lastByte = 98 * second
        #expect(deadlines.next?.phase == .total)
        #expect(TransferDeadlines(limits: .none, submitted: 0).next == nil)
        #expect(TransferDeadlines(limits: Timeouts(total: 1e30), submitted: 0).total == nil)
    }

    @Test func aReplyThatWaitsForRoomLosesNoTime() {
        let second: Int64 = 1_000_000_000
        var deadlines = TransferDeadlines(
            limits: Timeouts(idle: 3, total: 100), submitted: 0)
        deadlines.firstByte = second
        deadlines.lastByte = 2 * second
        deadlines.stop(at: 4 * second)
        #expect(deadlines.next == nil)
        deadlines.goOn(at: 54 * second)
        #expect(deadlines.next?.phase == .idle && deadlines.next?.at == 57 * second)
        deadlines.lastByte = 148 * second
        #expect(deadlines.next?.phase == .total && deadlines.next?.at == 150 * second)
    }

    @Test func theHeapGivesTimesInOrderAndForgetsTheRemoved() {
        final class Member: HeapMember { var heapIndex = -1 }
        var heap = DeadlineHeap<Member>()
        let times: [Int64] = [5, 3, 9, 1, 7, 1, 8, 2, 6, 4]
        let members = times.map { _ in Member() }
        for (member, time) in zip(members, times) { heap.set(member, at: time) }
        heap.remove(members[3])
        heap.remove(members[3])
        heap.set(members[2], at: 0)
        heap.set(members[5], at: 10)
        var seen: [Int64] = []
        while let (at, member) = heap.first {
            seen.append(at)
            heap.remove(member)
        }
        #expect(seen == [0, 2, 3, 4, 5, 6, 7, 8, 10])
    }

    private func read(_ text: String, limit: Int = 1_000, isSecure: Bool = true) -> (
        ReplyHeadReader, ReplyHeadReader.Step
    ) {
        var reader = ReplyHeadReader()
        var step = ReplyHeadReader.Step.more
        for line in text.split(separator: "\r\n", omittingEmptySubsequences: false).dropLast() {
            step = Array("\(line)\r\n".utf8).withUnsafeBytes { reader.take($0, limit: limit, mayBeHTTP2: isSecure) }
        }
        return (reader, step)
    }

    /// HTTP/2 is agreed on in TLS; a server that only says so would get several requests on one connection.
    @Test(arguments: [
        ("HTTP/1.1 200 OK", false, true), ("HTTP/1.0 200 OK", true, true), ("HTTP/2 200 ", true, true),
        ("HTTP/2 200 ", false, false), ("HTTP/2 200", true, false), ("HTTP/2 200 OK", true, false),
        ("HTTP/2.0 200 ", true, false), ("HTTP/3 200 ", true, false), ("HTTP/9.9 200 OK", true, false),
    ])
    func aVersionThatWasNotAgreedOnIsRefused(line: String, isSecure: Bool, accepted: Bool) {
        let (_, step) = read("\(line)\r\n", isSecure: isSecure)
        #expect(step == (accepted ? .more : .wrongVersion))
    }

    @Test func aHeadIsReadLineByLine() {
        let (reader, step) = read(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/2 429 \r\ncontent-LENGTH:  12 \r\n"
                + "X-Long: a\r\n\tb\r\nbad name: c\r\n\r\n"
        )
        #expect(step == .headComplete)
        #expect(reader.status == 429)
        #expect(reader.declaredLength == 12)
        #expect(reader.encoding == nil)
        let head = HTTPReplyHead(raw: reader.raw)
        #expect(head.version == .http2)
        #expect(head.response.status.code == 429)
        #expect(head.response.headerFields[.contentLength] == "12")
        #expect(head.response.headerFields.map(\.value) == ["12", "a b"])
    }

    @Test func encodingsOtherThanIdentityAreSeen() {
        #expect(read("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n").0.encoding == "br")
        #expect(read("HTTP/1.1 200 OK\r\nContent-Encoding: Identity\r\n\r\n").0.encoding == nil)
        #expect(read("HTTP/1.1 200 OK\r\nX: 1\r\n\r\n", limit: 20).1 == .tooLarge)
    }

    @Test(arguments: [
        ("https://api.example.com", "http://secure:1"), ("http://api.example.com", "http://plain:1"),
        ("http://127.0.0.1:8080", ""), ("http://127.9.9.9", ""), ("http://localhost:8080", ""), ("http://[::1]:80", ""),
        ("https://intern.corp", ""), ("https://a.intern.corp:8443", ""), ("https://xintern.corp", "http://secure:1"),
        ("http://10.20.30.40", ""), ("http://11.20.30.40", "http://plain:1"), ("https://ported.org", "http://secure:1"),
        ("https://ported.org:99", ""),
    ])
    func theProxyOfAnOrigin(origin: String, proxy: String) {
        let rules = ProxyRules(environment: [
            "http_proxy": "http://plain:1", "HTTPS_PROXY": "http://secure:1", "HTTP_PROXY": "http://forged:1",
            "no_proxy": ".intern.corp, 10.0.0.0/8 ported.org:99",
        ])
        #expect(rules.proxy(for: origin) == proxy)
        #expect(ProxyRules(environment: ["HTTP_PROXY": "http://forged:1"]).proxy(for: origin) == "")
        #expect(ProxyRules(environment: ["all_proxy": "http://a", "NO_PROXY": "*"]).proxy(for: origin) == "")
    }

    @Test(arguments: [
        ("ftp", "host", "/"), ("https", "", "/"), ("https", "user:hunter2@host", "/"), ("https", "host/x", "/"),
        ("https", "host", "x"), ("https", "host", "/a b"), ("https", "host", "/ü"), ("https", "host", "/a#b"),
    ])
    func aURLThatCannotBeRequestedIsRefused(scheme: String, authority: String, path: String) throws {
        let request = HTTPRequest(method: .get, scheme: scheme, authority: authority, path: path)
        let error = #expect(throws: TransportError.self) { try RequestTarget(request) }
        guard case .badURL = error?.kind else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.mayHaveReachedServer == false)
        #expect(error?.description.contains("hunter2") == false, "no password in a message")
    }

    @Test func messagesSayWhetherTheRequestMayBeBilled() {
        let error = TransportError(.resendPrevented, origin: "https://a", mayHaveReachedServer: true)
        #expect(error.description.hasPrefix("https://a: the connection died"))
        #expect(error.description.hasSuffix("may be billed."))
    }

    @Test func whatOpensAProxyIsASecret() {
        let secrets = HTTPTransport.proxySecrets(environment: [
            "http_proxy": "http://user:p%40ss-word-1@proxy:3128", "HTTPS_PROXY": "socks5h://only-a-token@proxy",
            "all_proxy": "user:second@third@proxy:1", "no_proxy": "a@b", "ALL_PROXY": "http://proxy:3128",
        ])
        #expect(
            Set(secrets.map { $0.reveal() }) == ["p%40ss-word-1", "p@ss-word-1", "only-a-token", "second@third"])
    }
}
