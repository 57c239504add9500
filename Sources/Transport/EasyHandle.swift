import CCurl
import Glibc
import HTTPTypes

/// One libcurl handle with its fixed options, used for one transfer after another. Belongs to the transport's thread.
final class EasyHandle {
    let easy: UnsafeMutableRawPointer
    /// The transfer it serves now.
    var transfer: Transfer?
    unowned let driver: CurlDriver
    private let errorBuffer: UnsafeMutablePointer<CChar>
    private var headers: UnsafeMutablePointer<curl_slist>?
    private var sentBodyBytes = 0
    /// What URL, proxy and header lines were set from: most requests in a row differ in their bodies alone.
    private var loaded: (head: RequestHead, proxy: String)?

    init?(driver: CurlDriver) {
        guard let easy = curl_easy_init() else { return nil }
        self.easy = easy
        self.driver = driver
        errorBuffer = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        setFixedOptions(driver.configuration)
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(headers)
        errorBuffer.deallocate()
    }

    /// libcurl's words for what went wrong; it has none for some codes.
    var errorText: String { String(cString: errorBuffer) }

    private func set(_ option: CURLoption, _ value: Int) { _ = ccurl_set_long(easy, option, value) }
    private func set(_ option: CURLoption, _ value: String?) { _ = ccurl_set_string(easy, option, value) }

    private func setFixedOptions(_ configuration: HTTPTransport.Configuration) {
        let me = Unmanaged.passUnretained(self).toOpaque()
        _ = ccurl_set_pointer(easy, CURLOPT_PRIVATE, me)
        _ = ccurl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorBuffer)
        setCallbacks(me)
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(CURLOPT_PATH_AS_IS, 1)
        set(CURLOPT_HTTP09_ALLOWED, 0)
        set(CURLOPT_TCP_NODELAY, 1)
        // A model that thinks for minutes sends nothing; keep-alive probes hold the way through a NAT open.
        set(CURLOPT_TCP_KEEPALIVE, 1)
        // Without this, ending a transfer in its name lookup blocks the thread, and so all others, until it ends.
        set(CURLOPT_QUICK_EXIT, 1)
        // No PIPEWAIT: on HTTP/1.1 it holds every request back until the first reply tells that nothing is multiplexed,
        // and a model takes long for that reply. The gate keeps the number of HTTP/2 connections down.
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        set(CURLOPT_USERAGENT, configuration.userAgent)
        // The proxy of each request is set explicitly; an unset list would be looked up in the real environment.
        set(CURLOPT_NOPROXY, "")
        if let file = driver.caFile {
            set(CURLOPT_CAINFO, file)
            set(CURLOPT_PROXY_CAINFO, file)
        }
    }

    private func setCallbacks(_ me: UnsafeMutableRawPointer) {
        _ = ccurl_set_pointer(easy, CURLOPT_WRITEDATA, me)
        _ = ccurl_set_data_callback(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, me in
            guard let bytes, let me else { return 0 }
            let handle = Unmanaged<EasyHandle>.fromOpaque(me).takeUnretainedValue()
            return handle.driver.received(body: UnsafeRawBufferPointer(start: bytes, count: size * count), on: handle)
        }
        _ = ccurl_set_pointer(easy, CURLOPT_HEADERDATA, me)
        _ = ccurl_set_data_callback(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, me in
            guard let bytes, let me else { return 0 }
            let handle = Unmanaged<EasyHandle>.fromOpaque(me).takeUnretainedValue()
            return handle.driver.received(line: UnsafeRawBufferPointer(start: bytes, count: size * count), on: handle)
        }
        _ = ccurl_set_pointer(easy, CURLOPT_PREREQDATA, me)
        _ = ccurl_set_send_callback(easy) { me, _, _, peer, local in
            guard let me else { return Int32(CURL_PREREQFUNC_ABORT) }
            let handle = Unmanaged<EasyHandle>.fromOpaque(me).takeUnretainedValue()
            let mayStart = handle.driver.mayStartSending(on: handle, localPort: local, peerPort: peer)
            return Int32(mayStart ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT)
        }
        setSocketCallbacks()
    }

    /// A connection outlives the handle that opened it: both callbacks go to the driver.
    private func setSocketCallbacks() {
        let driver = Unmanaged.passUnretained(driver).toOpaque()
        _ = ccurl_set_pointer(easy, CURLOPT_OPENSOCKETDATA, driver)
        _ = ccurl_set_open_callback(easy) { driver, _, address in
            guard let driver, let address else { return -1 }
            let socket = ccurl_open(address)
            if socket >= 0 { Unmanaged<CurlDriver>.fromOpaque(driver).takeUnretainedValue().opened(socket) }
            return socket
        }
        _ = ccurl_set_pointer(easy, CURLOPT_CLOSESOCKETDATA, driver)
        _ = ccurl_set_close_callback(easy) { driver, socket in
            if let driver { Unmanaged<CurlDriver>.fromOpaque(driver).takeUnretainedValue().closed(socket) }
            return close(socket)
        }
    }

    /// Loads a transfer's request; every option that differs between requests is set anew.
    /// - Parameter alone: no other request may share its connection, before or after.
    func load(_ transfer: Transfer, alone: Bool) {
        self.transfer = transfer
        set(CURLOPT_FRESH_CONNECT, alone ? 1 : 0)
        set(CURLOPT_FORBID_REUSE, alone ? 1 : 0)
        errorBuffer[0] = 0
        loadHead(transfer)
        let connect = transfer.deadlines.connect ?? 0
        // Our own deadline decides; libcurl needs it to leave time for a host's second address.
        set(CURLOPT_CONNECTTIMEOUT_MS, Int(min(max(0, connect) / 1_000_000 + (connect > 0 ? 50 : 0), 1 << 30)))
        loadMethod(transfer)
    }

    private func loadHead(_ transfer: Transfer) {
        guard let head = transfer.head else { return }
        if let loaded, loaded.head === head, loaded.proxy == transfer.proxy { return }
        loaded = (head, transfer.proxy)
        set(CURLOPT_URL, head.target.url)
        // HTTP/2 is agreed on in TLS and nowhere else. Where it cannot be, libcurl must not even consider it: it believes
        // the status line, and would put a second request on a connection whose server said "HTTP/2" without speaking it.
        let mayShare = driver.configuration.allowsHTTP2 && head.target.isSecure
        set(CURLOPT_HTTP_VERSION, Int(mayShare ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1))
        set(CURLOPT_PROXY, transfer.proxy)
        let old = headers
        headers = Self.headerList(head.request)
        _ = ccurl_set_list(easy, CURLOPT_HTTPHEADER, headers)
        curl_slist_free_all(old)
    }

    private func loadMethod(_ transfer: Transfer) {
        let method = transfer.request.method
        let body = transfer.requestBody
        if body.isEmpty, method == .get || method == .head {
            set(CURLOPT_HTTPGET, 1)
            set(CURLOPT_CUSTOMREQUEST, nil)
            if method == .head { set(CURLOPT_NOBODY, 1) }
            return
        }
        set(CURLOPT_POST, 1)
        _ = ccurl_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, body.count)
        body.withUnsafeBytes { bytes in
            // An empty body still needs an address, or libcurl would ask a read callback for it.
            let start = bytes.baseAddress ?? UnsafeRawPointer(errorBuffer)
            _ = ccurl_set_pointer(easy, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: start))
        }
        sentBodyBytes = body.count
        set(CURLOPT_CUSTOMREQUEST, method == .post ? nil : method.rawValue)
    }

    /// Lets go of the transfer and of a large request body; small ones are overwritten by the next.
    func unload() {
        transfer = nil
        if sentBodyBytes > 1 << 16 {
            _ = ccurl_set_pointer(easy, CURLOPT_COPYPOSTFIELDS, nil)
            sentBodyBytes = 0
        }
    }

    private static func headerList(_ request: HTTPRequest) -> UnsafeMutablePointer<curl_slist>? {
        var list: UnsafeMutablePointer<curl_slist>?
        var hasContentType = false
        for field in request.headerFields {
            switch field.name {
            // Framing belongs to libcurl and the encoding is not negotiable.
            case .contentLength, .transferEncoding, .expect, .acceptEncoding: continue
            case .contentType: hasContentType = true
            default: break
            }
            let value = field.value
            list = curl_slist_append(list, value.isEmpty ? "\(field.name.rawName);" : "\(field.name.rawName): \(value)")
        }
        if !hasContentType { list = curl_slist_append(list, "Content-Type:") }
        list = curl_slist_append(list, "Expect:")
        return curl_slist_append(list, "Accept-Encoding: identity")
    }

    func long(_ info: CURLINFO) -> Int {
        var value = 0
        _ = ccurl_get_long(easy, info, &value)
        return value
    }

    func size(_ info: CURLINFO) -> Int64 {
        var value: curl_off_t = 0
        _ = ccurl_get_size(easy, info, &value)
        return Int64(value)
    }

    func string(_ info: CURLINFO) -> String? {
        var value: UnsafeMutableRawPointer?
        _ = ccurl_get_pointer(easy, info, &value)
        return value.map { String(cString: $0.assumingMemoryBound(to: CChar.self)) }
    }
}
