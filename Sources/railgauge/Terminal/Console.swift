import Formats
import Foundation
import Trials

/// Rows and reports go to standard output, everything else to standard error.
///
/// What goes to standard error may quote others: a provider's message, a model's name, a file. It is made safe here, in
/// one place, whoever wrote it. Standard output carries files and paths, which are safe by the rules of their formats; a
/// line on it that quotes others goes through `tell`.
enum Console {
    static func out(_ text: String) { write(text, to: STDOUT_FILENO) }
    /// Every JSON of a command, by the one rounding of figures.
    static func out(_ json: JSONValue) { out(json.figures.pretty) }
    /// A piece of a file.
    static func out(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }
    static func outLine(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }
    static func tell(_ text: String) { outLine(SafeText.lines(text)) }
    static func note(_ text: String) { write(SafeText.lines(text) + "\n", to: STDERR_FILENO) }
    /// Where words of others stand within: what they break would be lines of ours.
    static func noteLine(_ text: String) { write(SafeText.line(text) + "\n", to: STDERR_FILENO) }
    static func error(_ text: String) { note("railgauge: \(text)") }
    static func warning(_ text: String) { note("warning: \(text)") }
    /// For what moves the cursor on purpose; nothing of others may be in it.
    static func raw(_ text: String) { write(text, to: STDERR_FILENO) }

    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
    /// Of the terminal that standard error is; 100 elsewhere.
    static var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 100 }
        return Int(size.ws_col)
    }
    static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    /// From here on a reader that goes away (`| head`, a closed terminal) is an error of the write and no signal: a
    /// run must come to its end and write its reports whether anybody listens or not.
    static func surviveClosedPipes() { signal(SIGPIPE, SIG_IGN) }

    /// Standard streams that the caller closed lead nowhere, before anything is opened: a store would take their number, and
    /// what is meant for a reader would be written into it.
    static func fillClosedStreams() {
        for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) < 0 {
            // The lowest number that is free, and so this one.
            _ = open("/dev/null", stream == STDIN_FILENO ? O_RDONLY : O_WRONLY)
        }
    }

    private static func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        switch WholeFile.writeAll(bytes, to: descriptor) {
        case 0, EPIPE: return
        case let number:
            // Standard error that cannot be written has nobody to tell; a file that should hold a report does.
            guard descriptor == STDOUT_FILENO else { return }
            error(
                "standard output cannot be written: \(String(cString: strerror(number))). What a run stored, and its reports, are in its folder"
            )
            Foundation.exit(Exit.couldNotFinish.rawValue)
        }
    }
}
