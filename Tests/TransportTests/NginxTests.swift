import Foundation
import HTTPTypes
import Testing
import Transport
import Trials

/// TLS, HTTP/2 and numbers, against a server that is not ours.
@Suite(.enabled(if: Nginx.isAvailable)) struct NginxTests {
    let nginx: Nginx

    init() throws { nginx = try Nginx() }

    private func request(_ path: String, secure: Bool = true) -> HTTPRequest {
        HTTPRequest(
            method: .post, scheme: secure ? "https" : "http",
            authority: "127.0.0.1:\(secure ? nginx.tlsPort : nginx.plainPort)", path: path)
    }

    @Test func twoHundredAtOnceShareFewHTTP2Connections() async throws {
        let transport = try HTTPTransport(configuration: .init(caFile: nginx.caFile))
        let request = request("/slow")
        let replies = try await withThrowingTaskGroup(of: HTTPReply.self) { group in
            for _ in 0..<200 { group.addTask { try await transport.perform(request, body: [1]) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(replies.filter { $0.fault == nil && $0.text == "done" }.count == 200)
        #expect(replies.allSatisfy { $0.head?.version == .http2 })
        let connections = Set(replies.map { $0.head?.response.headerFields[.init("X-Connection")!] })
        #expect(connections.count <= 20)
        #expect(replies.filter { $0.timings.reusedConnection == false }.count == connections.count)
    }

    @Test func aBodyComesBackOverHTTP2() async throws {
        let transport = try HTTPTransport(configuration: .init(caFile: nginx.caFile))
        let body = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
        let reply = try await transport.perform(request("/echo"), body: body)
        #expect(reply.fault == nil)
        #expect(reply.body == body)
        #expect(reply.timings.secured != nil)
    }

    @Test func anAnswerBeforeTheBodyWasReadCountsIfItIsWhole() async throws {
        let transport = try HTTPTransport(configuration: .init(caFile: nginx.caFile))
        let body = [UInt8](repeating: 7, count: 4_096)
        for _ in 0..<300 {
            let reply = try await transport.perform(request("/early"), body: body)
            // The reset that follows may overtake the reply; what must not be is a fault beside a whole reply.
            #expect(reply.fault == nil ? reply.text == "early" : reply.text.isEmpty)
        }
    }

    @Test func http1OverTLSIsSpokenWhenAsked() async throws {
        let transport = try HTTPTransport(configuration: .init(caFile: nginx.caFile, allowsHTTP2: false))
        let reply = try await transport.perform(request("/echo"), body: Array("x".utf8))
        #expect(reply.head?.version == .http11)
        #expect(reply.text == "x")
    }

    @Test func theCAFileMayComeFromTheEnvironment() async throws {
        let transport = try HTTPTransport(configuration: .init(environment: ["SSL_CERT_FILE": nginx.caFile]))
        #expect(try await transport.perform(request("/echo"), body: [120]).text == "x")
    }

    @Test func anUnknownAuthorityIsRefusedBeforeAnythingIsSent() async throws {
        let transport = try HTTPTransport()
        let fault = try #require(try await transport.perform(request("/echo"), body: [1]).fault)
        guard case .tls(let reason) = fault.kind else {
            Issue.record("\(fault)")
            return
        }
        #expect(reason.contains("certificate"))
        #expect(fault.description.contains("ca_file"))
        #expect(!fault.mayHaveReachedServer)
    }

    @Test func aThousandColdTransfersUseFewThreads() async throws {
        // In a process of its own: other tests run beside this one and have threads too.
        let port = Int(nginx.plainPort)
        await #expect(processExitsWith: .success) { [port = port as Int] in
            OpenFileLimit.raiseToHard()
            let transport = try HTTPTransport()
            // A name, so that each cold transfer needs a lookup.
            var name = [CChar](repeating: 0, count: 256)
            gethostname(&name, 255)
            let host = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            var addresses: UnsafeMutablePointer<addrinfo>?
            let hasOwnAddress = getaddrinfo(name, nil, nil, &addresses) == 0
            freeaddrinfo(addresses)
            let authority = hasOwnAddress ? String(decoding: host, as: UTF8.self) : "127.0.0.1"
            let request = HTTPRequest(method: .post, scheme: "http", authority: "\(authority):\(port)", path: "/slow")
            let most = Most()
            let watch = Task {
                while !Task.isCancelled {
                    most.note(Most.threadsOfThisProcess)
                    await Task.yield()
                }
            }
            let replies = try await withThrowingTaskGroup(of: HTTPReply.self) { group in
                for _ in 0..<1_000 {
                    group.addTask { try await transport.perform(request, body: [1]) }
                }
                return try await group.reduce(into: [HTTPReply]()) { $0.append($1) }
            }
            watch.cancel()
            let good = replies.filter { $0.fault == nil }.count
            // A machine whose own name leads elsewhere than to loopback is no fault of ours.
            if hasOwnAddress, replies.allSatisfy({ !$0.mayHaveReachedServer }) { return }
            guard good == 1_000, most.value > 0, most.value < 40 else {
                FileHandle.standardError.write(Data("good \(good), threads \(most.value)\n".utf8))
                exit(1)
            }
        }
    }

    @Test func runningOutOfDescriptorsIsNotCalledUnreachable() async throws {
        let port = Int(nginx.plainPort)
        await #expect(processExitsWith: .success) { [port = port as Int] in
            var limit = rlimit(rlim_cur: 256, rlim_max: 256)
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            precondition(OpenFileLimit.raiseToHard() == 256 && OpenFileLimit.maximumInFlight == 192)
            let transport = try HTTPTransport()
            let request = HTTPRequest(method: .post, scheme: "http", authority: "127.0.0.1:\(port)", path: "/never")
            // Those that found a connection end by this limit; none is free for another before that.
            let timeouts = Timeouts(firstByte: 2)
            let faults = try await withThrowingTaskGroup(of: TransportError?.self) { group in
                for _ in 0..<400 {
                    group.addTask { try await transport.perform(request, body: [1], timeouts: timeouts).fault }
                }
                return try await group.reduce(into: [TransportError]()) { if let fault = $1 { $0.append(fault) } }
            }
            let clear = faults.filter { $0.kind == .tooManyOpenFiles(limit: 256) && !$0.mayHaveReachedServer }
            let late = faults.filter { $0.kind == .timeout(phase: .firstByte, limit: .seconds(2)) }
            guard clear.count >= 100, clear.count + late.count == 400, "\(clear[0])".contains("ulimit -n") else {
                FileHandle.standardError.write(
                    Data("\(faults.count), \(clear.count), \(Set(faults.map(\.description)))\n".utf8))
                exit(1)
            }
        }
    }
}

/// The largest number noted, from any thread.
private final class Most: @unchecked Sendable {
    // Invariant: `stored` is touched under the lock only.
    private let lock = NSLock()
    private var stored = 0

    var value: Int { lock.withLock { stored } }
    func note(_ number: Int) { lock.withLock { stored = max(stored, number) } }

    static var threadsOfThisProcess: Int {
        // An unreadable folder counts as none, and the test then fails.
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count) ?? 0
    }
}
