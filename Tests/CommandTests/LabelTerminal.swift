import Foundation

/// A terminal that a test types on: the child gets the slave, the test holds the master.
final class PseudoTerminal {
    private let master: Int32
    private let slave: Int32
    private var seen = ""
    private let ended = DispatchSemaphore(value: 0)

    struct Broken: Error {}

    init() throws {
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        // posix_openpt and its kin are not in the module map of glibc: TIOCSPTLCK unlocks, TIOCGPTN names the slave.
        var unlocked: Int32 = 0
        var number: UInt32 = 0
        guard master >= 0, ioctl(master, 0x4004_5431, &unlocked) == 0, ioctl(master, 0x8004_5430, &number) == 0 else {
            throw Broken()
        }
        slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        guard slave >= 0 else { throw Broken() }
    }

    deinit {
        close(slave)
        close(master)
    }

    /// Input and local modes: what raw mode changes.
    var modes: [UInt32] {
        var state = termios()
        guard tcgetattr(slave, &state) == 0 else { return [] }
        return [UInt32(state.c_iflag), UInt32(state.c_oflag), UInt32(state.c_lflag)]
    }

    func start(
        _ arguments: [String], in folder: TestFolder, environment: [String: String] = [:]
    ) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Binary.path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder.path].merging(environment) { $1 }
        process.standardInput = FileHandle(fileDescriptor: slave, closeOnDealloc: false)
        process.standardError = FileHandle(fileDescriptor: slave, closeOnDealloc: false)
        process.standardOutput = FileHandle.nullDevice
        process.terminationHandler = { [ended] _ in ended.signal() }
        try process.run()
        return process
    }

    /// The child's exit code; nil where it had to be killed because it did not end.
    func exitCode(of process: Process) -> Int32? {
        if ended.wait(timeout: .now() + 30) == .timedOut { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : nil
    }

    func type(_ keys: String) {
        let bytes = Array(keys.utf8)
        _ = write(master, bytes, bytes.count)
    }

    /// Reads what the child shows until the text comes, or nothing comes for 20 seconds.
    func waits(for text: String) -> Bool {
        var chunk = [UInt8](repeating: 0, count: 4096)
        while !seen.contains(text) {
            var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 20_000) > 0 else { return false }
            let count = read(master, &chunk, chunk.count)
            guard count > 0 else { return false }
            seen += String(decoding: chunk[..<count], as: UTF8.self)
        }
        return true
    }
}
