import CCurl

/// libcurl's multi handle with its sockets, its timer and all transfers in flight. Belongs to the transport's thread.
final class CurlDriver {
    let configuration: HTTPTransport.Configuration
    let caFile: String?
    private let proxies: ProxyRules
    private let multi: UnsafeMutableRawPointer
    private let poller: Poller
    private(set) var now: Int64 = MonotonicClock.now
    private var curlDeadline: Int64?
    private var deadlines = DeadlineHeap<Transfer>()
    private var gates: [String: OriginGate] = [:]
    private var gatesToServe: [OriginGate] = []
    private var active: [Transfer] = []
    private var touched: [Transfer] = []
    private var idleHandles: [EasyHandle] = []
    var connections = ConnectionBook()
    private var room: ReplyRoom

    private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

    init(configuration: HTTPTransport.Configuration, poller: Poller) throws(TransportError) {
        guard Self.isReady, let multi = curl_multi_init() else {
            throw TransportError(
                .other(code: 2, text: "libcurl cannot start"), origin: "transport", mayHaveReachedServer: false)
        }
        self.configuration = configuration
        caFile = configuration.caFile ?? configuration.environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
        proxies = ProxyRules(environment: configuration.environment)
        room = ReplyRoom(limits: configuration.limits)
        self.multi = multi
        self.poller = poller
        setOptions()
    }

    private func setOptions() {
        let me = Unmanaged.passUnretained(self).toOpaque()
        _ = ccurl_multi_set_pointer(multi, CURLMOPT_SOCKETDATA, me)
        _ = ccurl_multi_set_socket_callback(multi) { _, socket, wish, me, known in
            guard let me else { return 0 }
            Unmanaged<CurlDriver>.fromOpaque(me).takeUnretainedValue().follow(socket, wish: wish, isKnown: known != nil)
            return 0
        }
        _ = ccurl_multi_set_pointer(multi, CURLMOPT_TIMERDATA, me)
        _ = ccurl_multi_set_timer_callback(multi) { _, milliseconds, me in
            guard let me else { return 0 }
            let driver = Unmanaged<CurlDriver>.fromOpaque(me).takeUnretainedValue()
            driver.curlDeadline = milliseconds < 0 ? nil : MonotonicClock.now + Int64(milliseconds) * 1_000_000
            return 0
        }
        _ = ccurl_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
        // The default keeps four times the transfers of the moment: it closes a thousand good connections at each lull.
        _ = ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, min(4096, OpenFileLimit.maximumInFlight))
        _ = ccurl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, configuration.maximumConnections ?? 0)
        _ = ccurl_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, configuration.maximumConnectionsPerHost ?? 0)
    }

    private func follow(_ socket: Int32, wish: Int32, isKnown: Bool) {
        poller.watch(socket, wish: wish, isKnown: isKnown)
        // Any pointer that is not null marks the socket as known to the poller.
        let mark = wish == CURL_POLL_REMOVE ? nil : Unmanaged.passUnretained(self).toOpaque()
        curl_multi_assign(multi, socket, mark)
    }

    func opened(_ socket: Int32) {
        poller.opened(socket)
        connections.opened(socket)
    }

    func closed(_ socket: Int32) {
        poller.closed(socket)
        connections.closed(socket)
    }
}

// MARK: - One turn

extension CurlDriver {
    /// Waits for sockets, an interruption or the next deadline, and lets libcurl work on what is ready.
    func poll(canSleep: Bool) {
        poller.wait(milliseconds: canSleep ? millisecondsToNextDeadline : 0) { socket, events in
            now = MonotonicClock.now
            var running: Int32 = 0
            curl_multi_socket_action(multi, socket, events, &running)
        }
        now = MonotonicClock.now
    }

    /// Does all that has become due and wakes the readers, each once.
    func advance() {
        // Bounded, so that sockets are looked at again even if libcurl always asks for an immediate turn.
        for _ in 0..<4 {
            if let due = curlDeadline, due <= now {
                curlDeadline = nil
                var running: Int32 = 0
                curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running)
            }
            collectFinished()
            serveGates()
            now = MonotonicClock.now
            guard let due = curlDeadline, due <= now else { break }
        }
        expire()
        let readers = touched
        touched.removeAll(keepingCapacity: true)
        for transfer in readers { transfer.wakeReader() }
    }

    private var millisecondsToNextDeadline: Int32 {
        guard let next = [curlDeadline, deadlines.first?.at].compactMap({ $0 }).min() else { return -1 }
        // Rounded up: waking before the deadline would spin until it is there.
        return Int32(clamping: max(0, (next - MonotonicClock.now + 999_999) / 1_000_000))
    }

    func touch(_ transfer: Transfer) {
        guard !transfer.isTouched else { return }
        transfer.isTouched = true
        touched.append(transfer)
    }

    private func collectFinished() {
        var code = CURLE_OK
        while let easy = ccurl_next_finished(multi, &code) {
            var opaque: UnsafeMutableRawPointer?
            _ = ccurl_get_pointer(easy, CURLINFO_PRIVATE, &opaque)
            guard let opaque else { continue }
            let handle = Unmanaged<EasyHandle>.fromOpaque(opaque).takeUnretainedValue()
            guard let transfer = handle.transfer else { continue }
            end(transfer, transfer.ending(code: code, on: handle))
        }
    }

    private func expire() {
        while let (at, transfer) = deadlines.first, at <= now {
            guard let (real, phase) = transfer.deadlines.next else {
                deadlines.remove(transfer)
                continue
            }
            // Progress moves a deadline without touching the heap; it is filed again only when the old one comes up.
            guard real <= now else {
                deadlines.set(transfer, at: real)
                continue
            }
            end(transfer, transfer.failure(.timeout(phase: phase, limit: transfer.deadlines.limit(of: phase))))
        }
    }

    func reschedule(_ transfer: Transfer) {
        guard let next = transfer.deadlines.next?.at else { return }
        if let filed = deadlines.time(of: transfer), filed <= next { return }
        deadlines.set(transfer, at: next)
    }
}

// MARK: - Commands

extension CurlDriver {
    func start(_ transfer: Transfer) {
        guard transfer.stage == .queued else { return }
        let gate =
            gates[transfer.origin]
            ?? {
                let gate = OriginGate(origin: transfer.origin, proxy: proxies.proxy(for: transfer.origin))
                gates[transfer.origin] = gate
                return gate
            }()
        transfer.gate = gate
        transfer.activeIndex = active.count
        active.append(transfer)
        gate.enqueue(transfer)
        gatesToServe.append(gate)
        reschedule(transfer)
    }

    /// Whether the body may go on now. If not, libcurl stops reading it until there is room.
    func makeRoom(for transfer: Transfer, growingTo bytes: Int) -> Bool {
        guard let need = room.need(of: transfer, growingTo: bytes), !room.take(need, for: transfer) else { return true }
        transfer.deadlines.stop(at: now)
        return false
    }

    func giveBack(_ bytes: Int) {
        room.giveBack(bytes)
        for transfer in room.takeWaiting() {
            guard let handle = transfer.handle else { continue }
            transfer.deadlines.goOn(at: now)
            reschedule(transfer)
            // The body that was held back comes at once, and asks again.
            curl_easy_pause(handle.easy, CURLPAUSE_CONT)
        }
    }

    func cancel(_ transfer: Transfer) { end(transfer, .cancelled) }

    /// Ends every transfer and closes every connection; the driver is of no use afterwards.
    func close() {
        for transfer in active { end(transfer, transfer.failure(.shutDown)) }
        idleHandles.removeAll()
        curl_multi_cleanup(multi)
        for transfer in touched { transfer.wakeReader() }
        touched.removeAll()
    }

    private func serveGates() {
        while let gate = gatesToServe.popLast() {
            while let transfer = gate.admitNext() { open(transfer, gate: gate) }
        }
    }

    private func open(_ transfer: Transfer, gate: OriginGate) {
        transfer.stage = .opening
        transfer.deadlines.admitted = now
        guard let handle = idleHandles.popLast() ?? EasyHandle(driver: self) else {
            end(transfer, transfer.failure(.other(code: 27, text: "out of memory")))
            return
        }
        transfer.handle = handle
        transfer.proxy = gate.proxy
        handle.load(transfer, alone: gate.isDoubtful)
        reschedule(transfer)
        let code = curl_multi_add_handle(multi, handle.easy)
        if code != CURLM_OK {
            end(
                transfer,
                transfer.failure(.other(code: Int(code.rawValue), text: String(cString: curl_multi_strerror(code)))))
        }
    }

    func leaveGate(_ transfer: Transfer) {
        guard let gate = transfer.gate else { return }
        transfer.gate = nil
        gate.leave()
        gatesToServe.append(gate)
    }

    private func end(_ transfer: Transfer, _ ending: Transfer.Ending) {
        guard transfer.stage != .ended else { return }
        if case .failed(let error) = ending, case .unasked = error.kind { gates[transfer.origin]?.isDoubtful = true }
        if transfer.stage == .opening { leaveGate(transfer) }
        transfer.gate = nil
        let timings = transfer.measure(ended: now)
        if let handle = transfer.handle {
            curl_multi_remove_handle(multi, handle.easy)
            handle.unload()
            transfer.handle = nil
            // A handle keeps libcurl's count of lost connections, which would end a later transfer before its time.
            if case .complete = ending, idleHandles.count < 256 { idleHandles.append(handle) }
        }
        deadlines.remove(transfer)
        if transfer.activeIndex >= 0, let last = active.popLast() {
            if last !== transfer {
                active[transfer.activeIndex] = last
                last.activeIndex = transfer.activeIndex
            }
            transfer.activeIndex = -1
        }
        transfer.finish(ending, timings: timings)
        touch(transfer)
    }
}
