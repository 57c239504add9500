import Trials

/// Changes a text by its own tokens: lines, events and JSON literals, where blind bytes mostly break the JSON.
struct TokenMutator {
    /// Field names and words of the wires, from the dictionary that libFuzzer is given.
    nonisolated(unsafe) static var words: [[UInt8]] = []

    /// Values that stand where another kind was expected.
    private static let odd: [[UInt8]] = [
        "null", "true", "7", "-1", "1e999", "-1e999", "9223372036854775807", "-9223372036854775808", "0.5", "\"\"",
        "[]",
        "{}", "[null]", "[{}]", #""\ud83d""#, #""\ude00""#, #""\ud83d\ude00""#, #""Team: x, API key ID: y""#,
    ].map { Array($0.utf8) }

    var random: SplitMix64

    mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
        switch random.below(8) {
        case 0: return events(bytes) { events, random in events.insert(events[random.below(events.count)], at: 0) }
        case 1: return events(bytes) { events, random in events.remove(at: random.below(events.count)) }
        case 2:
            return events(bytes) { events, random in
                events.swapAt(random.below(events.count), random.below(events.count))
            }
        case 3:
            return events(bytes) { events, random in
                events.insert(events[random.below(events.count)], at: random.below(events.count + 1))
            }
        case 4, 5: return literal(bytes) { _, random in Self.odd[random.below(Self.odd.count)] }
        case 6:
            guard !Self.words.isEmpty else { return bytes }
            return literal(bytes) { _, random in [0x22] + Self.words[random.below(Self.words.count)] + [0x22] }
        default:
            return literal(bytes) { others, random in others[random.below(others.count)] }
        }
    }

    /// Events are what stands between blank lines; a document is one.
    private mutating func events(
        _ bytes: [UInt8], _ change: (inout [ArraySlice<UInt8>], inout SplitMix64) -> Void
    ) -> [UInt8] {
        var events: [ArraySlice<UInt8>] = []
        var start = 0
        for index in bytes.indices.dropFirst() where bytes[index] == 0x0A && bytes[index - 1] == 0x0A {
            events.append(bytes[start...index])
            start = index + 1
        }
        if start < bytes.count { events.append(bytes[start...]) }
        guard !events.isEmpty else { return bytes }
        change(&events, &random)
        return Array(events.joined())
    }

    /// Replaces one string of the text, quotes included.
    private mutating func literal(
        _ bytes: [UInt8], _ other: ([[UInt8]], inout SplitMix64) -> [UInt8]
    ) -> [UInt8] {
        var literals: [Range<Int>] = []
        var open: Int?
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\\") {
                index += 1
            } else if bytes[index] == 0x22 {
                if let start = open {
                    literals.append(start..<(index + 1))
                    open = nil
                } else {
                    open = index
                }
            }
            index += 1
        }
        guard !literals.isEmpty else { return bytes }
        let place = literals[random.below(literals.count)]
        let new = other(literals.map { Array(bytes[$0]) }, &random)
        return Array(bytes[..<place.lowerBound]) + new + Array(bytes[place.upperBound...])
    }
}
