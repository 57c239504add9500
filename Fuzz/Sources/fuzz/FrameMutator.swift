import CFuzzer
import Formats
import Trials

/// Changes what stands in event-stream frames and writes lengths and checksums anew: else nothing gets past them.
struct FrameMutator {
    private struct Frame {
        var headers: [UInt8]
        var payload: [UInt8]

        /// Written by the description of the format, not by the code under test.
        var bytes: [UInt8] {
            var out = Self.word(16 + headers.count + payload.count) + Self.word(headers.count)
            out += Self.word(Int(Self.sum(out)))
            out += headers + payload
            return out + Self.word(Int(Self.sum(out)))
        }

        private static func word(_ value: Int) -> [UInt8] {
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
        }

        private static let table: [UInt32] = (0..<256).map { index in
            (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }

        private static func sum(_ bytes: [UInt8]) -> UInt32 {
            ~bytes.reduce(~UInt32(0)) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
        }
    }

    var random: SplitMix64

    /// nil where the bytes do not begin with a frame.
    mutating func mutate(_ bytes: [UInt8]) -> [UInt8]? {
        var frames: [Frame] = []
        var start = 0
        func word(_ at: Int) -> Int { bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) } }
        while bytes.count - start >= 16 {
            let total = word(start)
            let headers = word(start + 4)
            guard total >= 16, total <= bytes.count - start, headers <= total - 16 else { break }
            let middle = start + 12 + headers
            frames.append(
                Frame(headers: Array(bytes[(start + 12)..<middle]), payload: Array(bytes[middle..<(start + total - 4)]))
            )
            start += total
        }
        guard !frames.isEmpty else { return nil }
        let tail = bytes[start...]
        let one = random.below(frames.count)
        switch random.below(9) {
        case 0: frames.remove(at: one)
        case 1: frames.insert(frames[one], at: random.below(frames.count + 1))
        case 2: frames.swapAt(one, random.below(frames.count))
        case 3: frames[one].headers = frames[random.below(frames.count)].headers
        case 4, 5: frames[one].headers = Self.blind(frames[one].headers)
        case 6: frames[one].payload = Self.blind(frames[one].payload)
        default:
            var tokens = TokenMutator(random: random)
            frames[one].payload = tokens.mutate(frames[one].payload)
        }
        return frames.flatMap(\.bytes) + tail
    }

    private static func blind(_ bytes: [UInt8]) -> [UInt8] {
        var room = bytes + [UInt8](repeating: 0, count: 64)
        let count = room.withUnsafeMutableBufferPointer { fuzz_mutate($0.baseAddress, bytes.count, $0.count) }
        return Array(room[..<count])
    }
}
