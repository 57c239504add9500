import Foundation

/// Rows and reports go to standard output, everything else to standard error.
enum Console {
    static func out(_ text: String) { write(text, to: STDOUT_FILENO) }
    static func outLine(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }
    static func note(_ text: String) { write(text + "\n", to: STDERR_FILENO) }
    static func error(_ text: String) { write("railgauge: \(text)\n", to: STDERR_FILENO) }
    static func warning(_ text: String) { write("warning: \(text)\n", to: STDERR_FILENO) }
    static func raw(_ text: String) { write(text, to: STDERR_FILENO) }

    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
    static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    /// A reader that went away (`| head`) ends the program quietly, as it does other tools.
    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                if descriptor == STDOUT_FILENO {
                    Foundation.exit(errno == EPIPE ? Exit.done.rawValue : Exit.couldNotFinish.rawValue)
                }
                return
            }
            bytes = bytes.dropFirst(count)
        }
    }
}
