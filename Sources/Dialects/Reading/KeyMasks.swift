/// Where keys stand in one body, and the masking of it: byte for byte, by whole characters, so that lengths stand and JSON
/// stays JSON.
struct KeyMasks {
    private let strings: SpokenStrings
    private(set) var found: SpokenChannels.Found

    /// - Parameter ends: of parts of the body, where it is more than one text.
    init(_ body: [UInt8], _ strings: SpokenStrings, _ search: SpelledSearch, ends: [UInt32]? = nil) {
        self.strings = strings
        let channels = SpokenChannels(strings, body)
        found = channels.find(search)
        found.ranges += search.all(in: body, ends: ends)
        if !found.isEmpty { channels.probabilities(&found) }
    }

    /// All of these, and nothing else.
    init(_ ranges: [Range<Int>], _ strings: SpokenStrings) {
        self.strings = strings
        found = SpokenChannels.Found(ranges: ranges)
    }

    /// True where anything was masked.
    @discardableResult
    func mask(_ body: inout [UInt8]) -> Bool {
        guard !found.isEmpty else { return false }
        let merged = whole(Self.merged(found.ranges), body)
        for range in merged { for index in range { body[index] = UInt8(ascii: "*") } }
        for range in found.numbers {
            body[range.lowerBound] = UInt8(ascii: "0")
            for index in range.dropFirst() { body[index] = 0x20 }
        }
        return true
    }

    private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var merged: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }

    /// With the rest of every escape of a string that is masked in part: half of one is no JSON.
    private func whole(_ ranges: [Range<Int>], _ body: [UInt8]) -> [Range<Int>] {
        var more = ranges
        var next = 0
        for piece in strings.pieces where piece.kind == .value || piece.kind == .name {
            let string = piece.range
            while next < ranges.count, ranges[next].upperBound <= string.lowerBound { next += 1 }
            guard next < ranges.count else { break }
            guard ranges[next].lowerBound < string.upperBound else { continue }
            var (at, mask) = (string.lowerBound, next)
            while at < string.upperBound {
                let length = min(Self.length(body, at, string.upperBound), string.upperBound - at)
                while mask < ranges.count, ranges[mask].upperBound <= at { mask += 1 }
                guard mask < ranges.count else { break }
                if length > 1, ranges[mask].lowerBound < at + length { more.append(at..<(at + length)) }
                at += length
            }
        }
        return more
    }

    /// Of the character that a string has here.
    private static func length(_ body: [UInt8], _ at: Int, _ end: Int) -> Int {
        guard body[at] == UInt8(ascii: "\\") else { return 1 }
        return at + 1 < end && body[at + 1] == UInt8(ascii: "u") ? 6 : 2
    }
}
