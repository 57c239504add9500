import Formats
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
        switch random.below(9) {
        case 0, 1: return pieces(bytes, between: [0x0A, 0x0A])
        case 2: return pieces(bytes, between: [0x0A])
        case 3: return pieces(bytes, between: [UInt8(ascii: ",")])
        case 4, 5: return literal(bytes) { _, random in Self.odd[random.below(Self.odd.count)] }
        case 6:
            guard !Self.words.isEmpty else { return bytes }
            return literal(bytes) { _, random in [0x22] + Self.words[random.below(Self.words.count)] + [0x22] }
        default:
            return literal(bytes) { others, random in others[random.below(others.count)] }
        }
    }

    /// Takes away, repeats or swaps what a separator ends: events, lines, members.
    private mutating func pieces(_ bytes: [UInt8], between separator: [UInt8]) -> [UInt8] {
        var pieces: [ArraySlice<UInt8>] = []
        var start = 0
        for index in bytes.indices where index - start + 1 >= separator.count {
            guard bytes[(index - separator.count + 1)...index].elementsEqual(separator) else { continue }
            pieces.append(bytes[start...index])
            start = index + 1
        }
        if start < bytes.count { pieces.append(bytes[start...]) }
        guard !pieces.isEmpty else { return bytes }
        switch random.below(3) {
        case 0: pieces.remove(at: random.below(pieces.count))
        case 1: pieces.swapAt(random.below(pieces.count), random.below(pieces.count))
        default: pieces.insert(pieces[random.below(pieces.count)], at: random.below(pieces.count + 1))
        }
        return Array(pieces.joined())
    }

    /// Replaces one string, number or word of JSON.
    private mutating func literal(
        _ bytes: [UInt8], _ other: ([[UInt8]], inout SplitMix64) -> [UInt8]
    ) -> [UInt8] {
        let literals = Self.literals(bytes)
        guard !literals.isEmpty else { return bytes }
        let place = literals[random.below(literals.count)]
        let new = other(literals.map { Array(bytes[$0]) }, &random)
        return Array(bytes[..<place.lowerBound]) + new + Array(bytes[place.upperBound...])
    }

    /// Strings with their quotes, and what else begins like a value after a colon, a comma or a bracket.
    private static func literals(_ bytes: [UInt8]) -> [Range<Int>] {
        var literals: [Range<Int>] = []
        var index = 0
        var before: UInt8 = 0
        while index < bytes.count {
            let start = index
            let byte = bytes[index]
            index += 1
            if byte == 0x22 {
                while index < bytes.count, bytes[index] != 0x22 { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
                guard index < bytes.count else { break }
                index += 1
                literals.append(start..<index)
            } else if valueStarts.contains(byte), beforeValues.contains(before) {
                while index < bytes.count, !afterValues.contains(bytes[index]) { index += 1 }
                literals.append(start..<index)
            }
            if byte > 0x20 { before = byte }
        }
        return literals
    }

    private static let valueStarts = Set("-0123456789tfn".utf8)
    private static let beforeValues = Set(":,[".utf8)
    private static let afterValues = Set(",]} \t\r\n".utf8)
}
