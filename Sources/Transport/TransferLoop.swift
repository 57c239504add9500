import CCurl
import Formats
import Glibc
import HTTPTypes
import Trials

/// The transport's thread and the mailbox through which tasks reach it.
final class TransferLoop: Sendable {
    enum Command {
        case start(Transfer)
        case cancel(Transfer)
        /// A long reply is held no more.
        case giveBack(Int)
    }

    private struct Mailbox {
        var commands: [Command] = []
        /// The thread waits or is about to; only then must it be interrupted.
        var isSleeping = false
        var isClosing = false
        var isClosed = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    /// What the thread needs and nobody else touches; it crosses over once.
    private struct Cargo: @unchecked Sendable {
        let loop: TransferLoop
        let driver: CurlDriver
    }

    private let poller: Poller
    private let mailbox = Guarded(Mailbox())

    init(configuration: HTTPTransport.Configuration) throws(TransportError) {
        guard let poller = Poller() else {
            throw TransportError(
                .tooManyOpenFiles(limit: OpenFileLimit.current), origin: "transport", mayHaveReachedServer: false)
        }
        self.poller = poller
        let driver = try CurlDriver(configuration: configuration, poller: poller)
        guard startThread(driver) else {
            throw TransportError(
                .other(code: Int(EAGAIN), text: "no thread can be started"), origin: "transport",
                mayHaveReachedServer: false)
        }
    }

    /// Hands a request to the thread; the transfer tells the rest, also that it could not be started.
    func start(_ request: HTTPRequest, body: [UInt8], timeouts: Timeouts) -> Transfer {
        do throws(TransportError) {
            return start(try RequestHead(request), body: body, timeouts: timeouts)
        } catch {
            return Transfer(failed: error, loop: self, request: request)
        }
    }

    func start(
        _ head: RequestHead, body: [UInt8], timeouts: Timeouts, watch: HTTPTransport.BodyWatch? = nil
    ) -> Transfer {
        let transfer = Transfer(loop: self, head: head, body: body, timeouts: timeouts, watch: watch)
        if post(.start(transfer)) { return transfer }
        let error = TransportError(.shutDown, origin: head.target.origin, mayHaveReachedServer: false)
        return Transfer(failed: error, loop: self, request: head.request)
    }

    /// `false` when the thread takes no more commands.
    @discardableResult
    func post(_ command: Command) -> Bool {
        let (isTaken, interrupts) = mailbox.withLock { mailbox in
            guard !mailbox.isClosing else { return (false, false) }
            mailbox.commands.append(command)
            defer { mailbox.isSleeping = false }
            return (true, mailbox.isSleeping)
        }
        if interrupts { poller.interrupt() }
        return isTaken
    }

    func shutDown() {
        mailbox.withLock { $0.isClosing = true }
        poller.interrupt()
    }

    func shutDownAndWait() async {
        await withCheckedContinuation { continuation in
            let isClosed = mailbox.withLock { mailbox in
                mailbox.isClosing = true
                if !mailbox.isClosed { mailbox.waiters.append(continuation) }
                return mailbox.isClosed
            }
            if isClosed { continuation.resume() } else { poller.interrupt() }
        }
    }

    private func startThread(_ driver: CurlDriver) -> Bool {
        final class Box { let cargo: Cargo; init(_ cargo: Cargo) { self.cargo = cargo } }
        let box = Unmanaged.passRetained(Box(Cargo(loop: self, driver: driver)))
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { opaque in
                guard let opaque else { return nil }
                // The thread keeps the loop alive until it ends; the driver dies with the thread.
                let cargo = Unmanaged<Box>.fromOpaque(opaque).takeRetainedValue().cargo
                cargo.loop.run(cargo.driver)
                return nil
            }, box.toOpaque())
        if code != 0 { box.release() } else { pthread_detach(thread) }
        return code == 0
    }

    private func run(_ driver: CurlDriver) {
        ccurl_name_thread("transport")
        // OpenSSL writes to closed sockets without MSG_NOSIGNAL, and under NOSIGNAL libcurl does not guard it. Signals
        // that mean the process go to another thread.
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, nil)
        while true {
            let canSleep = mailbox.withLock { mailbox in
                mailbox.isSleeping = mailbox.commands.isEmpty && !mailbox.isClosing
                return mailbox.isSleeping
            }
            driver.poll(canSleep: canSleep)
            let (commands, isClosing) = mailbox.withLock { mailbox in
                mailbox.isSleeping = false
                defer { mailbox.commands.removeAll() }
                return (mailbox.commands, mailbox.isClosing)
            }
            for command in commands {
                switch command {
                case .start(let transfer): driver.start(transfer)
                case .cancel(let transfer): driver.cancel(transfer)
                case .giveBack(let bytes): driver.giveBack(bytes)
                }
            }
            if isClosing { break }
            driver.advance()
        }
        driver.close()
        let waiters = mailbox.withLock { mailbox in
            mailbox.isClosed = true
            return mailbox.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}
