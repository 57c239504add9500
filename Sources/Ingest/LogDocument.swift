import Formats

/// Cuts a log that is JSON into its records while it is read: memory grows with the longest record, not with the log.
///
/// Records are the members of a list at the top (LiteLLM), of `log.entries` (HAR) and of `samples` (Inspect); in any other
/// document each value at the top is one, so that JSON lines under another name are read as well. Nothing is parsed here:
/// brackets and strings are followed byte by byte.
///
/// ```swift
/// var cutter = DocumentCutter()
/// cutter.take(piece) { part in … }    // again for each piece, whatever its bounds cut
/// cutter.finish { part in … }
/// ```
struct DocumentCutter {
    enum Part {
        /// What stands before a list of records, as a document in which that list is empty.
        case head([UInt8])
        /// nil: longer than `longest`.
        case record([UInt8]?)
        /// The document ended in the middle of something.
        case cutOff
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private let longest: Int
    private var depth = 0
    /// Of brackets that are open, outermost first: what would close them.
    private var closers: [UInt8] = []
    private var isInString = false
    private var isEscaped = false
    /// The last string outside a list, and the keys that lead to where we are, by depth.
    private var word: [UInt8] = []
    private var wordStart = 0
    private var keys: [[UInt8]] = [[], [], []]
    /// How deep the records of the list lie that we are in.
    private var listDepth: Int?
    /// The list of this document was read: what follows it is of no use.
    private var isListed = false
    private var held: [UInt8] = []
    private var isTooLong = false

    init(longest: Int = LogLines.longest) { self.longest = longest }

    mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, _ give: (Part) -> Void) {
        var start = 0
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            defer { place += 1 }
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                    guard followsKeys else { continue }
                    hold(bytes[start...place])
                    start = place + 1
                    word = isTooLong ? [] : Array(held[wordStart..<held.count - 1])
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                isInString = true
                wordStart = held.count + place - start + 1
            case UInt8(ascii: ":") where followsKeys: keys[depth] = word
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                if depth == 0 {
                    hold(bytes[start..<place])
                    end(give)
                    start = place
                }
                let begins = byte == UInt8(ascii: "[") && listDepth == nil && !isListed && isAtList
                depth += 1
                closers.append(byte == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: "]"))
                if depth < keys.count, listDepth == nil { keys[depth] = [] }
                guard begins else { continue }
                hold(bytes[start...place])
                if depth > 1 { give(.head(held + closers.reversed())) }
                (listDepth, isListed, start) = (depth, true, place + 1)
                drop()
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard depth > 0 else { continue }
                if depth == listDepth {
                    hold(bytes[start..<place])
                    end(give)
                    (listDepth, start) = (nil, place)
                }
                depth -= 1
                closers.removeLast()
                guard depth == 0 else { continue }
                hold(bytes[start...place])
                if isListed { drop() } else { end(give) }
                (isListed, start) = (false, place + 1)
            case UInt8(ascii: ",") where depth == listDepth:
                hold(bytes[start..<place])
                end(give)
                start = place + 1
            default: continue
            }
        }
        hold(bytes[start...])
    }

    mutating func finish(_ give: (Part) -> Void) {
        if depth > 0 || isInString { give(.cutOff) } else { end(give) }
        self = DocumentCutter(longest: longest)
    }

    private var followsKeys: Bool { listDepth == nil && !isListed && depth > 0 && depth < keys.count }

    private var isAtList: Bool {
        switch depth {
        case 0: true
        case 1: keys[1].elementsEqual("samples".utf8)
        case 2: keys[1].elementsEqual("log".utf8) && keys[2].elementsEqual("entries".utf8)
        default: false
        }
    }

    private mutating func hold(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
        // What stands behind the list of records is dropped as it comes.
        guard !isTooLong, !(isListed && listDepth == nil) else { return }
        guard held.count + bytes.count <= longest else {
            held = []
            isTooLong = true
            return
        }
        held.append(contentsOf: bytes)
    }

    private mutating func drop() {
        held.removeAll(keepingCapacity: held.capacity < 4 * LogPieces.size)
        isTooLong = false
    }

    private mutating func end(_ give: (Part) -> Void) {
        if isTooLong {
            give(.record(nil))
        } else if held.contains(where: { $0 > 0x20 }), !held.elementsEqual(Self.byteOrderMark) {
            give(.record(held))
        }
        drop()
    }
}
