import Trials

/// Arrivals as pairs of unsigned LEB128 differences: two to five bytes an event instead of twenty of text.
enum StoredArrivals {
    static func encode(_ arrivals: [Arrival]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(arrivals.count * 5)
        var end = 0
        var at: Int64 = 0
        for arrival in arrivals {
            append(UInt64(max(0, arrival.end - end)), to: &out)
            append(UInt64(max(0, arrival.at - at)), to: &out)
            end = max(end, arrival.end)
            at = max(at, arrival.at)
        }
        return out
    }

    /// Reads as far as the bytes make sense; what was written by `encode` reads back whole.
    /// - Parameter length: of the body: no arrival ends beyond it.
    static func decode(_ bytes: [UInt8], of length: Int = .max) -> [Arrival] {
        var arrivals: [Arrival] = []
        var index = 0
        var end = 0
        var at: Int64 = 0
        while let more = next(bytes, &index), let pause = next(bytes, &index) {
            guard let step = Int(exactly: more), let wait = Int64(exactly: pause) else { return arrivals }
            let (nextEnd, tooLong) = end.addingReportingOverflow(step)
            let (nextAt, tooLate) = at.addingReportingOverflow(wait)
            guard !tooLong, !tooLate, nextEnd <= length else { return arrivals }
            (end, at) = (nextEnd, nextAt)
            arrivals.append(Arrival(end: end, at: at))
        }
        return arrivals
    }

    private static func append(_ number: UInt64, to out: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            out.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        out.append(UInt8(rest))
    }

    private static func next(_ bytes: [UInt8], _ index: inout Int) -> UInt64? {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while index < bytes.count, shift < 64 {
            let byte = bytes[index]
            index += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
        return nil
    }
}
