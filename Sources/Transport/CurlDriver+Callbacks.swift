import CCurl
import HTTPTypes

/// What libcurl asks and tells while it works.
extension CurlDriver {
    /// libcurl has a connection and is about to send.
    ///
    /// It asks again before it sends the same request a second time, which it does of its own accord when a reused
    /// connection dies; that second time is refused. So is a connection on which something stands that nobody asked for.
    func mayStartSending(on handle: EasyHandle, localPort: Int32, peerPort: Int32) -> Bool {
        guard let transfer = handle.transfer, transfer.stage == .opening else {
            handle.transfer?.stopped = .resendPrevented
            // It may be one that another transfer has just ended on: closed over this refusal, not over what came.
            _ = connections.use(localPort: localPort)
            return false
        }
        transfer.connection = connection(of: transfer, on: handle, localPort, peerPort)
        if transfer.connection?.speaksFirst == true {
            transfer.stopped = .unasked(.beforeRequest)
            return false
        }
        transfer.stage = .sent
        transfer.deadlines.sent = now
        transfer.publishSending()
        leaveGate(transfer)
        reschedule(transfer)
        return true
    }

    private func connection(
        of transfer: Transfer, on handle: EasyHandle, _ localPort: Int32, _ peerPort: Int32
    ) -> OwnConnection? {
        let isSecure = transfer.head?.target.isSecure ?? false
        // The streams of HTTP/2 have numbers; where nobody can tell, it may be HTTP/2.
        if isSecure, ccurl_agreed_on_http2(handle.easy) != 0 { return nil }
        guard let socket = connections.socket(localPort: localPort, peerPort: peerPort) else { return nil }
        return OwnConnection(
            socket: socket, localPort: localPort, peerPort: peerPort,
            isReused: handle.long(CURLINFO_NUM_CONNECTS) == 0, isSecure: isSecure,
            use: connections.use(localPort: localPort))
    }

    func received(line: UnsafeRawBufferPointer, on handle: EasyHandle) -> Int {
        guard let transfer = handle.transfer else { return 0 }
        switch transfer.headReader.take(
            line, limit: configuration.limits.maxHeaderBytes,
            mayBeHTTP2: transfer.head?.target.isSecure == true && ccurl_agreed_on_http2(handle.easy) != 0)
        {
        case .wrongVersion:
            transfer.stopped = .notHTTP(reason: "its status line names a version of HTTP that was not agreed on")
            return 0
        case .tooLarge:
            transfer.stopped = .headersTooLarge(limit: configuration.limits.maxHeaderBytes)
            return 0
        case .more:
            if transfer.deadlines.firstByte == nil, transfer.headReader.status >= 200 {
                // A refusal may come before the request was read; what was asked for may not.
                if transfer.headReader.status < 300, isStillSending(transfer, on: handle) {
                    transfer.stopped = .unasked(.beforeArrival)
                    return 0
                }
                noteFirstByte(transfer)
            }
            transfer.deadlines.lastByte = now
            return line.count
        case .headComplete:
            transfer.deadlines.lastByte = now
            transfer.publishHead()
            return mayReadBody(transfer) ? line.count : 0
        }
    }

    /// Part of the request is not yet with the other side: libcurl still holds it, or the system does.
    private func isStillSending(_ transfer: Transfer, on handle: EasyHandle) -> Bool {
        guard let connection = transfer.connection else { return false }
        return handle.size(CURLINFO_SIZE_UPLOAD_T) < transfer.requestBody.count || connection.hasUntakenRequest
    }

    private func noteFirstByte(_ transfer: Transfer) {
        transfer.deadlines.firstByte = now
        transfer.deadlines.lastByte = now
        reschedule(transfer)
    }

    private func mayReadBody(_ transfer: Transfer) -> Bool {
        if transfer.request.method == .head { return true }
        if let encoding = transfer.headReader.encoding {
            transfer.stopped = .unsupportedEncoding(encoding)
        } else if let length = transfer.headReader.declaredLength, length > configuration.limits.maxBodyBytes {
            transfer.stopped = .bodyTooLarge(limit: configuration.limits.maxBodyBytes)
        }
        return transfer.stopped == nil
    }

    func received(body: UnsafeRawBufferPointer, on handle: EasyHandle) -> Int {
        guard let transfer = handle.transfer else { return 0 }
        guard makeRoom(for: transfer, growingTo: transfer.receivedBodyBytes + body.count) else {
            return Int(CURL_WRITEFUNC_PAUSE)
        }
        let room = configuration.limits.maxBodyBytes - transfer.receivedBodyBytes
        let isTooMuch = body.count > room
        let taken = isTooMuch ? UnsafeRawBufferPointer(rebasing: body[..<room]) : body
        if !taken.isEmpty { transfer.store(taken, at: now) }
        transfer.receivedBodyBytes += taken.count
        transfer.deadlines.lastByte = now
        if isTooMuch {
            transfer.stopped = .bodyTooLarge(limit: configuration.limits.maxBodyBytes)
        } else if transfer.isEnough(taken, at: now) {
            transfer.stopped = .stoppedEarly
        }
        return transfer.stopped == nil ? body.count : 0
    }
}
