import CCurl
import Glibc

/// epoll and the eventfd that interrupts it. Owned by the transport's thread but for `interrupt`.
final class Poller: @unchecked Sendable {
    // Invariant: both descriptors are constant from init to deinit; `events` and `connections` belong to the transport's thread.
    private let poller: Int32
    private let interrupter: Int32
    private var events = [epoll_event](repeating: epoll_event(), count: 256)
    /// The sockets of connections, from their opening to their closing.
    private var connections: [Int32: Registration] = [:]

    /// What epoll knows of a socket. A connection that waits for its next request stays registered: most requests find one.
    private struct Registration {
        /// nil: not registered.
        var events: UInt32?
        /// curl does not follow it now.
        var rests = true
    }

    /// `nil` when no descriptor is left.
    init?() {
        poller = epoll_create1(Int32(EPOLL_CLOEXEC))
        interrupter = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
        let ready =
            poller >= 0 && interrupter >= 0
            && ccurl_epoll_control(poller, EPOLL_CTL_ADD, interrupter, EPOLLIN.rawValue) == 0
        if !ready { return nil }
    }

    deinit {
        if poller >= 0 { close(poller) }
        if interrupter >= 0 { close(interrupter) }
    }

    /// Ends a wait that is going on, or the next one. May be called from any thread.
    func interrupt() {
        var one: UInt64 = 1
        // The only failure is a full counter, and then the wait ends anyway.
        _ = write(interrupter, &one, 8)
    }

    /// Waits for at most so many milliseconds (-1: for ever) and visits each ready descriptor with curl's event bits.
    func wait(milliseconds: Int32, _ visit: (Int32, Int32) -> Void) {
        let count = epoll_wait(poller, &events, Int32(events.count), milliseconds)
        guard count > 0 else { return }
        for index in 0..<Int(count) {
            let event = events[index]
            if event.data.fd == interrupter {
                var counter: UInt64 = 0
                _ = read(interrupter, &counter, 8)
            } else if connections[event.data.fd]?.rests == true {
                // Nobody waits for it: the other side closed it, or spoke unasked. Its next request finds that out.
                _ = ccurl_epoll_control(poller, EPOLL_CTL_DEL, event.data.fd, 0)
                connections[event.data.fd]?.events = nil
            } else {
                visit(event.data.fd, Self.curlEvents(event.events))
            }
        }
    }

    func opened(_ socket: Int32) { connections[socket] = Registration() }

    /// The system forgets a closed socket by itself.
    func closed(_ socket: Int32) { connections[socket] = nil }

    /// Follows curl's wish for one socket.
    ///
    /// curl closes a socket of its own, as its resolver has them, and opens the next under the same number without telling in
    /// between, so an ADD may find the number known and a MOD may find it gone; a DEL of a closed one fails and needs no
    /// answer. Of the sockets of connections it tells.
    func watch(_ socket: Int32, wish: Int32, isKnown: Bool) {
        let known = connections[socket]
        if wish == CURL_POLL_REMOVE {
            if known == nil {
                _ = ccurl_epoll_control(poller, EPOLL_CTL_DEL, socket, 0)
            } else {
                connections[socket]?.rests = true
            }
            return
        }
        var events: UInt32 = 0
        if wish & CURL_POLL_IN != 0 { events |= EPOLLIN.rawValue }
        if wish & CURL_POLL_OUT != 0 { events |= EPOLLOUT.rawValue }
        if let known {
            connections[socket] = Registration(events: events, rests: false)
            if known.events != events { register(socket, events, isKnown: known.events != nil) }
        } else {
            register(socket, events, isKnown: isKnown)
        }
    }

    private func register(_ socket: Int32, _ events: UInt32, isKnown: Bool) {
        let first = isKnown ? EPOLL_CTL_MOD : EPOLL_CTL_ADD
        let second = isKnown ? EPOLL_CTL_ADD : EPOLL_CTL_MOD
        if ccurl_epoll_control(poller, first, socket, events) != 0 {
            _ = ccurl_epoll_control(poller, second, socket, events)
        }
    }

    private static func curlEvents(_ events: UInt32) -> Int32 {
        var bits: Int32 = 0
        if events & EPOLLIN.rawValue != 0 { bits |= CURL_CSELECT_IN }
        if events & EPOLLOUT.rawValue != 0 { bits |= CURL_CSELECT_OUT }
        // A hang-up is read like data: recv then tells curl what it was.
        if events & EPOLLHUP.rawValue != 0 { bits |= CURL_CSELECT_IN }
        if events & EPOLLERR.rawValue != 0 { bits |= CURL_CSELECT_ERR }
        return bits
    }
}
