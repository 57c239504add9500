import Foundation

/// One key of a person, or what came in its place.
enum LabelKey: Equatable {
    case character(Character)
    /// Ctrl-C.
    case interrupt
    /// Nothing more will come.
    case end
}

/// Reads keys one by one from a terminal, or the first letter of each line from anything else.
///
/// The terminal is put back on every way out: on return, on every signal that ends a program, and on `exit`.
struct LabelTerminal {
    let isTerminal = Console.inputIsTerminal

    /// - Throws: what the body throws, after the terminal was put back.
    func inRawMode<Value>(_ body: () throws -> Value) rethrows -> Value {
        guard isTerminal, TerminalState.enterRawMode() else { return try body() }
        defer { TerminalState.restore() }
        return try body()
    }

    func next() -> LabelKey {
        guard isTerminal else { return nextLine() }
        guard let byte = Self.byte() else { return .end }
        switch byte {
        case 3: return .interrupt
        case 4: return .end
        case 13, 10: return .character(" ")
        case 27:
            // An arrow or another long key: its bytes must not count as answers.
            Self.skipSequence()
            return .character("\u{1B}")
        default: return .character(Character(Unicode.Scalar(byte)))
        }
    }

    /// Columns and rows of the screen.
    var size: (columns: Int, rows: Int) {
        var size = winsize()
        guard Console.errorIsTerminal, ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20,
            size.ws_row > 8
        else { return (80, 24) }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    private func nextLine() -> LabelKey {
        guard let line = readLine() else { return .end }
        let letter = line.first { !$0.isWhitespace }
        return .character(letter.map { Character($0.lowercased()) } ?? " ")
    }

    private static func byte() -> UInt8? {
        var byte: UInt8 = 0
        while true {
            let count = read(STDIN_FILENO, &byte, 1)
            if count == 1 { return byte }
            if count < 0, errno == EINTR { continue }
            return nil
        }
    }

    /// What follows an escape at once: `[` or `O`, and all up to the letter that ends the sequence. A lone escape key
    /// is followed by nothing.
    private static func skipSequence() {
        func waits() -> Bool {
            var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            return poll(&waiting, 1, 20) > 0 && waiting.revents & Int16(POLLIN) != 0
        }
        guard waits(), let opening = byte(), opening == UInt8(ascii: "[") || opening == UInt8(ascii: "O") else {
            return
        }
        while waits(), let next = byte(), !(0x40...0x7E).contains(next) {}
    }
}

/// The state of the terminal before we changed it. A signal handler must find it, so it is global.
private enum TerminalState {
    // Written once on the main thread before the handlers are installed; the handlers only read it.
    private nonisolated(unsafe) static var saved = termios()
    private nonisolated(unsafe) static var isRaw = false

    private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGPIPE]

    static func enterRawMode() -> Bool {
        guard tcgetattr(STDIN_FILENO, &saved) == 0 else { return false }
        isRaw = true
        // Whoever started us may have blocked them, and a blocked signal would leave nothing but SIGKILL.
        var set = sigset_t()
        sigemptyset(&set)
        for number in signals { sigaddset(&set, number) }
        for number in signals {
            // Only calls that a handler may make: tcsetattr and _exit.
            signal(number) { _ in
                TerminalState.restore()
                _exit(Exit.interrupted.rawValue)
            }
        }
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        atexit { TerminalState.restore() }
        var raw = saved
        // No signals from keys: Ctrl-C comes as a byte, and Ctrl-Z cannot leave a raw terminal behind.
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
        raw.c_iflag &= ~tcflag_t(IXON | ICRNL)
        return tcsetattr(STDIN_FILENO, TCSANOW, &raw) == 0
    }

    static func restore() {
        guard isRaw else { return }
        tcsetattr(STDIN_FILENO, TCSANOW, &saved)
    }
}

/// Text from a model or a suite on its way to a terminal.
enum LabelText {
    /// Control characters would move the cursor or worse, direction marks would reorder what is read: they show as U+FFFD.
    static func harmless(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in text.unicodeScalars {
            let wasReturn = afterReturn
            afterReturn = scalar == "\r"
            switch scalar {
            case "\n" where wasReturn: continue
            case "\n", "\r", "\u{2028}", "\u{2029}", "\u{85}": out.append("\n")
            case "\t": out.append(contentsOf: "    ".unicodeScalars)
            // Joiners belong to words and emoji of many scripts.
            case "\u{200C}", "\u{200D}": out.append(scalar)
            default:
                switch scalar.properties.generalCategory {
                case .control, .format: out.append("\u{FFFD}")
                default: out.append(scalar)
                }
            }
        }
        return String(out)
    }

    /// Lines of at most so many columns, broken at spaces where there are any.
    static func wrapped(_ text: String, columns: Int) -> [String] {
        harmless(text).split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
            var lines: [String] = []
            var current = ""
            var width = 0
            var lastSpace: String.Index?
            for character in line {
                let own = Self.width(character)
                if width + own > columns {
                    if let space = lastSpace, character != " " {
                        let rest = String(current[current.index(after: space)...])
                        lines.append(String(current[..<space]))
                        current = rest
                    } else {
                        lines.append(current)
                        current = ""
                    }
                    width = current.reduce(0) { $0 + Self.width($1) }
                    lastSpace = nil
                }
                if character == " " { lastSpace = current.endIndex }
                current.append(character)
                width += own
            }
            lines.append(current)
            return lines
        }
    }

    /// 2 for the scripts and signs that terminals draw wide.
    private static func width(_ character: Character) -> Int {
        guard let value = character.unicodeScalars.first?.value else { return 0 }
        switch value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
