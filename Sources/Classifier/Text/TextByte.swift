/// What a byte or a character is to the scanner.
enum TextByte {
    enum Ascii: UInt8 { case letter, digit, lead, newline, space, stop, quote, tick, mark }
    enum Wide { case letter, character, stop, question, openQuote, closeQuote, other }

    /// Never freed, only read: plain pointers, because the scanner asks at every byte.
    nonisolated(unsafe) static let table: UnsafePointer<Ascii> = lasting(kind)
    /// Lower case of an ASCII letter, a digit itself, 0 for every other byte.
    nonisolated(unsafe) static let folded: UnsafePointer<UInt8> = lasting { value in
        return switch kind(value) {
        case .letter: value | 0x20
        case .digit: value
        case .lead, .newline, .space, .stop, .quote, .tick, .mark: 0
        }
    }

    private static func lasting<Entry: BitwiseCopyable>(_ entry: (UInt8) -> Entry) -> UnsafePointer<Entry> {
        let table = UnsafeMutablePointer<Entry>.allocate(capacity: 256)
        for value in UInt8.min...UInt8.max { (table + Int(value)).initialize(to: entry(value)) }
        return UnsafePointer(table)
    }

    private static func kind(_ byte: UInt8) -> Ascii {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A: .letter
        case 0x30...0x39: .digit
        case 0x80...: .lead
        case 0x0A: .newline
        case 0x00...0x20: .space
        case 0x2E, 0x21, 0x3F: .stop
        case 0x22: .quote
        case 0x60: .tick
        default: .mark
        }
    }

    /// Bytes of the character that this byte leads; 1 for a byte that leads none.
    @inline(__always)
    static func length(_ lead: UInt8) -> Int {
        switch lead {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 1
        }
    }

    @inline(__always)
    static func kind(_ bytes: UnsafePointer<UInt8>, _ at: Int, _ length: Int) -> Wide {
        switch length {
        case 2: pair(bytes[at], bytes[at + 1])
        case 3: triple(bytes[at], bytes[at + 1], bytes[at + 2])
        default: .other
        }
    }

    private static func pair(_ first: UInt8, _ second: UInt8) -> Wide {
        switch first {
        case 0xC2: second == 0xAB ? .openQuote : second == 0xBB ? .closeQuote : .other
        case 0xD8 where second == 0x9F: .question
        case 0xD8 where second == 0x8C || second == 0x9B: .other
        case 0xD9 where (0xAA...0xAD).contains(second): .other
        case 0xDB where second == 0x94: .stop
        default: .letter
        }
    }

    private static func triple(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Wide {
        switch first {
        case 0xE0 where second == 0xA5 && (third == 0xA4 || third == 0xA5): .stop
        case 0xE0 where second == 0xB8 || second == 0xB9: .character
        case 0xE0, 0xE1: .letter
        case 0xE2 where second == 0x80:
            switch third {
            case 0x9C, 0x9E, 0x98: .openQuote
            case 0x9D, 0x99: .closeQuote
            default: .other
            }
        case 0xE2: .other
        case 0xE3 where second == 0x80:
            switch third {
            case 0x82: .stop
            case 0x8C, 0x8E: .openQuote
            case 0x8D, 0x8F: .closeQuote
            default: .other
            }
        case 0xEF where second == 0xBC: third == 0x9F ? .question : third == 0x81 ? .stop : .other
        case 0xE3...0xEE: .character
        default: .other
        }
    }

    /// Lower case of a two-byte letter; the caller's bytes where there is none.
    @inline(__always)
    static func lower(_ first: UInt8, _ second: UInt8) -> (UInt8, UInt8) {
        switch first {
        case 0xC3 where second <= 0x9E && second != 0x97: (0xC3, second + 0x20)
        case 0xC4 where second <= 0xB7, 0xC5 where (0x8A...0xB7).contains(second): (first, second | 1)
        case 0xC4 where second >= 0xB9, 0xC5 where second <= 0x88 || (0xB9...0xBE).contains(second):
            second & 1 == 1 ? (first, second + 1) : (first, second)
        case 0xCE where (0x91...0x9F).contains(second): (0xCE, second + 0x20)
        case 0xCE where (0xA0...0xA9).contains(second): (0xCF, second - 0x20)
        case 0xD0 where (0x90...0x9F).contains(second): (0xD0, second + 0x20)
        case 0xD0 where (0xA0...0xAF).contains(second): (0xD1, second - 0x20)
        case 0xD0 where second <= 0x8F: (0xD1, second + 0x10)
        default: (first, second)
        }
    }
}
