/// Text that arrives in deltas, of which two may share one character (each half as an escaped surrogate).
struct DeltaText: Sendable {
    private(set) var text = ""
    private var pending: UInt16?
    /// Bytes so far, a pending half not counted.
    var byteCount: Int { text.utf8.count }

    /// - Parameter loneHalves: the surrogate halves that stood alone in the event, in order; each is U+FFFD in `delta`.
    mutating func append(_ delta: String, loneHalves: [UInt16] = []) {
        guard pending != nil || !loneHalves.isEmpty else {
            text += delta
            return
        }
        var scalars = Substring(delta).unicodeScalars
        if let high = pending, !scalars.isEmpty {
            pending = nil
            if let low = loneHalves.first, (0xDC00...0xDFFF).contains(low), scalars.first == "\u{FFFD}",
                let joined = Unicode.Scalar(0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
            {
                scalars.removeFirst()
                text.unicodeScalars.append(joined)
            } else {
                text.unicodeScalars.append("\u{FFFD}")
            }
        }
        if let last = loneHalves.last, (0xD800...0xDBFF).contains(last), scalars.last == "\u{FFFD}" {
            scalars.removeLast()
            pending = last
        }
        text.unicodeScalars.append(contentsOf: scalars)
    }

    /// The whole text; a half that stayed alone is U+FFFD.
    var final: String { pending == nil ? text : text + "\u{FFFD}" }
}
