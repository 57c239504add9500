import CCurl
import Glibc
import HTTPTypes
import Trials

extension Transfer {
    func failure(_ kind: TransportError.Kind) -> Ending {
        .failed(TransportError(kind, origin: origin, mayHaveReachedServer: deadlines.sent != nil))
    }

    /// What a transfer that libcurl calls finished has come to.
    func ending(code: CURLcode, on handle: EasyHandle) -> Ending {
        if let stopped { return failure(stopped) }
        if code == CURLE_OK {
            guard headReader.isComplete else { return failure(.notHTTP(reason: "no reply head")) }
            let more = connection?.hasMore(handle.driver.connections, keepsAlive: headReader.keepsConnection) ?? false
            return more ? failure(.unasked(.afterReply)) : .complete
        }
        // A server that answers before it has read the request resets its stream afterwards; 7.88 reports that as a
        // fault even when all of the reply had arrived.
        if code == CURLE_HTTP2_STREAM, hasWholeBody { return .complete }
        if deadlines.sent == nil, Self.isOutOfDescriptors(handle) {
            return failure(.tooManyOpenFiles(limit: OpenFileLimit.current))
        }
        return failure(kind(code: code, on: handle))
    }

    private var hasWholeBody: Bool {
        guard headReader.isComplete else { return false }
        if request.method == .head || headReader.status == 204 || headReader.status == 304 { return true }
        return headReader.declaredLength == receivedBodyBytes
    }

    /// libcurl says "couldn't connect" when this process has no descriptor left, and for some calls keeps no error
    /// number; opening one more tells.
    private static func isOutOfDescriptors(_ handle: EasyHandle) -> Bool {
        let code = Int32(truncatingIfNeeded: handle.long(CURLINFO_OS_ERRNO))
        if code == EMFILE || code == ENFILE { return true }
        let probe = fcntl(0, F_DUPFD_CLOEXEC, 0)
        if probe < 0 { return errno == EMFILE }
        close(probe)
        return false
    }

    private func kind(code: CURLcode, on handle: EasyHandle) -> TransportError.Kind {
        let isProxied = !proxy.isEmpty
        // libcurl's own words quote the proxy's address where it is mistyped, and that may hold a password.
        let mayTell = !handle.errorText.isEmpty && !proxy.contains("@")
        let text = mayTell ? handle.errorText : String(cString: curl_easy_strerror(code))
        switch code {
        case CURLE_URL_MALFORMAT:
            return .badURL(reason: text)
        case CURLE_UNSUPPORTED_PROTOCOL:
            return deadlines.sent == nil ? .badURL(reason: text) : .notHTTP(reason: text)
        case CURLE_WEIRD_SERVER_REPLY:
            return .notHTTP(reason: text)
        case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY:
            return .proxy(reason: text)
        case CURLE_COULDNT_RESOLVE_HOST:
            return .cannotResolve(host: String(origin.split(separator: "/").last ?? ""))
        case CURLE_COULDNT_CONNECT:
            let number = Int32(truncatingIfNeeded: handle.long(CURLINFO_OS_ERRNO))
            let reason = number == 0 ? text : String(cString: strerror(number))
            return isProxied ? .proxy(reason: reason) : .cannotConnect(reason: reason)
        case CURLE_OPERATION_TIMEDOUT:
            return .timeout(phase: .connect, limit: deadlines.limit(of: .connect))
        case CURLE_SSL_CACERT_BADFILE:
            return .badCAFile(path: handle.driver.caFile ?? "of this system")
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_USE_SSL_FAILED, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CRL_BADFILE, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED:
            return .tls(reason: text)
        case CURLE_OUT_OF_MEMORY where deadlines.sent != nil && !headReader.isComplete:
            // libcurl's word for a header line that is longer than its buffer.
            return .headersTooLarge(limit: 100 << 10)
        case CURLE_PARTIAL_FILE:
            return .truncatedBody(received: receivedBodyBytes, declared: headReader.declaredLength)
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM:
            return lost(code: code, text: text, isProxied: isProxied)
        default:
            return .other(code: Int(code.rawValue), text: text)
        }
    }

    private func lost(code: CURLcode, text: String, isProxied: Bool) -> TransportError.Kind {
        if deadlines.sent == nil { return isProxied ? .proxy(reason: text) : .cannotConnect(reason: text) }
        return .connectionLost(
            phase: headReader.isComplete ? .midBody : .beforeHead, receivedBodyBytes: receivedBodyBytes,
            reason: "libcurl \(code.rawValue): \(text)")
    }

    /// Reads libcurl's clock before the handle is taken away.
    func measure(ended: Int64) -> Timings {
        var timings = Timings()
        timings.ended = ended - submitted
        timings.sent = deadlines.sent.map { $0 - submitted }
        timings.firstByte = deadlines.firstByte.map { $0 - submitted }
        guard let handle, let admitted = deadlines.admitted.map({ $0 - submitted }) else { return timings }
        if deadlines.sent != nil { timings.reusedConnection = handle.long(CURLINFO_NUM_CONNECTS) == 0 }
        if timings.reusedConnection != true {
            func phase(_ info: CURLINFO) -> Int64? {
                let microseconds = handle.size(info)
                return microseconds > 0 ? admitted + microseconds * 1_000 : nil
            }
            timings.resolved = phase(CURLINFO_NAMELOOKUP_TIME_T)
            timings.connected = phase(CURLINFO_CONNECT_TIME_T)
            timings.secured = phase(CURLINFO_APPCONNECT_TIME_T)
        }
        return timings
    }
}
