/// The texts of a reply that is one JSON object or list, bare or in a fence of code: an answer in a form that the caller
/// prescribed, or the argument of a tool that it forced.
struct TextValues {
    /// The texts of the value, a paragraph each; keys are left out.
    let text: String
    /// Where the value stands in the reply.
    let range: Range<Int>

    /// Nil where the reply is no JSON value, or one without a text of three words.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, _ visible: Range<Int>) {
        let span = Self.unfenced(bytes, visible)
        guard span.count >= 2 else { return nil }
        let (open, close) = (bytes[span.lowerBound], bytes[span.upperBound - 1])
        guard (open == 0x7B && close == 0x7D) || (open == 0x5B && close == 0x5D) else { return nil }
        var texts: [String] = []
        var at = span.lowerBound
        while at < span.upperBound {
            guard bytes[at] == 0x22 else {
                at += 1
                continue
            }
            let (value, end) = Self.string(bytes, at + 1, span.upperBound)
            at = end
            var next = end
            while next < span.upperBound, bytes[next] <= 0x20 { next += 1 }
            let isKey = next < span.upperBound && bytes[next] == 0x3A
            if !isKey, value.utf8.count >= 12 { texts.append(value) }
        }
        guard !texts.isEmpty else { return nil }
        text = texts.joined(separator: "\n\n")
        range = span
    }

    /// What stands between ```json and ```, or the whole.
    private static func unfenced(_ bytes: UnsafeBufferPointer<UInt8>, _ visible: Range<Int>) -> Range<Int> {
        var (low, high) = (visible.lowerBound, visible.upperBound)
        let fence = { (at: Int) in at >= low && at + 2 < high && (0...2).allSatisfy { bytes[at + $0] == 0x60 } }
        guard fence(low), high - low > 6, fence(high - 3) || high - low < 7 else { return visible }
        while low < high, bytes[low] != 0x0A { low += 1 }
        high -= 3
        while low < high, bytes[low] <= 0x20 { low += 1 }
        while high > low, bytes[high - 1] <= 0x20 { high -= 1 }
        return low..<max(low, high)
    }

    /// A string of JSON from behind its opening mark: its text and the offset behind the closing one.
    private static func string(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int, _ end: Int) -> (String, Int) {
        var out: [UInt8] = []
        var at = from
        while at < end, bytes[at] != 0x22 {
            guard bytes[at] == 0x5C, at + 1 < end else {
                out.append(bytes[at])
                at += 1
                continue
            }
            switch bytes[at + 1] {
            case UInt8(ascii: "n"), UInt8(ascii: "r"): out.append(0x0A)
            case UInt8(ascii: "t"): out.append(0x20)
            case UInt8(ascii: "u"):
                let digits = String(decoding: bytes[at + 2..<min(at + 6, end)], as: UTF8.self)
                if let unit = UInt16(digits, radix: 16), let scalar = Unicode.Scalar(unit) {
                    out.append(contentsOf: String(Character(scalar)).utf8)
                }
                at += 4
            case let other: out.append(other)
            }
            at += 2
        }
        return (String(decoding: out, as: UTF8.self), min(at + 1, end))
    }
}
