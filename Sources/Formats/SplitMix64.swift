/// SplitMix64 (Steele, Lea & Flood 2014), for orders and samples only; docs/methods/statistics.md section 6.
package struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// Seeded with the first 8 bytes (big-endian) of SHA-256 of `<lock hash hex>/<purpose>/<field>`.
    package init(lockHash: String, purpose: String, field: String) {
        let bytes = SHA256.digest(Array("\(lockHash)/\(purpose)/\(field)".utf8))
        self.init(seed: bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// The high 64 bits of `next * n`.
    package mutating func below(_ n: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(n)).high) }

    /// Fisher-Yates from the last index down.
    package mutating func shuffle<Element>(_ items: inout [Element]) {
        guard items.count > 1 else { return }
        for index in stride(from: items.count - 1, to: 0, by: -1) { items.swapAt(index, below(index + 1)) }
    }

    /// Uniform in [0, 1), 53 bits.
    package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
