import CTextModel

/// The linear models of the words: adds up the weights of a reply's features.
///
/// Every block is divided by the root of its known features, so that long replies weigh no more than short ones.
struct TextModel: Sendable {
    /// A feature the model knows, its weights for the labels in their order, twice, and that for the register.
    struct Known {
        var feature: TextFeature
        var weights: SIMD4<Int16>
        /// Those of the reader of older replies.
        var older: SIMD4<Int16>
        var register: Int16
    }

    static let shared = TextModel()

    /// Eight hex digits of the hash of the weights.
    let mark: String
    /// Open-addressed by the low bits of the key, a third full: less than a megabyte, which the second-level cache holds.
    /// Never freed, only read, as the filter is.
    private nonisolated(unsafe) let table: UnsafePointer<Slot>
    /// One bit for every key, by its top 18 bits: it turns away most n-grams without touching the large table.
    private nonisolated(unsafe) let filter: UnsafePointer<UInt64>
    private let bias: SIMD4<Double>
    private let olderBias: SIMD4<Double>
    private let unit: Double
    private let olderUnit: Double
    private let registerBias: Double
    private let registerUnit: Double

    private struct Slot {
        var weights: SIMD4<Int16> = .zero
        var older: SIMD4<Int16> = .zero
        /// 0: nothing here.
        var key: UInt32 = 0
        var register: Int16 = 0
    }

    private static let slots = 1 << 15

    private init() {
        let model = ctextmodel_weights()
        mark = String(cString: model.version)
        let table = UnsafeMutablePointer<Slot>.allocate(capacity: Self.slots)
        table.initialize(repeating: Slot(), count: Self.slots)
        let filter = UnsafeMutablePointer<UInt64>.allocate(capacity: 1 << 12)
        filter.initialize(repeating: 0, count: 1 << 12)
        let halves = { (low: UInt32, high: UInt32) in
            SIMD4(
                Int16(truncatingIfNeeded: low), Int16(truncatingIfNeeded: low >> 16), Int16(truncatingIfNeeded: high),
                Int16(truncatingIfNeeded: high >> 16))
        }
        for entry in 0..<Int(CTEXTMODEL_SLOTS) {
            guard let words = model.table.map({ $0 + entry * Int(CTEXTMODEL_WORDS) }), words[0] != 0 else { continue }
            let key = words[0]
            filter[Int(key >> 20)] |= 1 << UInt64((key >> 14) & 63)
            var slot = Int(key) & (Self.slots - 1)
            while table[slot].key != 0 { slot = (slot + 1) & (Self.slots - 1) }
            table[slot] = Slot(
                weights: halves(words[1], words[2]), older: halves(words[4], words[5]), key: key,
                register: Int16(truncatingIfNeeded: words[3]))
        }
        self.table = UnsafePointer(table)
        self.filter = UnsafePointer(filter)
        let four = { (list: UnsafePointer<Float>?) in
            list.map { SIMD4(Double($0[0]), Double($0[1]), Double($0[2]), Double($0[3])) } ?? .zero
        }
        bias = four(model.bias)
        olderBias = four(model.older_bias)
        unit = Double(model.unit)
        olderUnit = Double(model.older_unit)
        registerBias = Double(model.register_bias)
        registerUnit = Double(model.register_unit)
    }

    /// The features of a reply that the model has weights for, each once.
    func known(_ reading: TextReading) -> [Known] {
        let features = TextFeatures(reading, filter: filter).list
        let table = table
        return Array(unsafeUninitializedCapacity: features.count + 1) { found, count in
            withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.slots / 64) { seen in
                seen.initialize(repeating: 0)
                guard let seen = seen.baseAddress, let found = found.baseAddress else { return }
                for feature in features {
                    var slot = Int(feature.hash) & (Self.slots - 1)
                    while table[slot].key != feature.hash, table[slot].key != 0 {
                        slot = (slot + 1) & (Self.slots - 1)
                    }
                    // Written always, counted when new: repeated words make a jump here hard to guess.
                    (found + count).initialize(
                        to: Known(
                            feature: feature, weights: table[slot].weights, older: table[slot].older,
                            register: table[slot].register))
                    let bit = UInt64(slot & 63)
                    count += Int(~(seen[slot >> 6] >> bit) & (table[slot].key == 0 ? 0 : 1))
                    seen[slot >> 6] |= 1 << bit
                }
            }
        }
    }

    /// What the words say alone.
    func scores(_ known: [Known]) -> TextScores {
        var scores = bias
        var olderScores = olderBias
        var register = registerBias
        Self.eachBlock(of: known) { block in
            var sum = SIMD4<Int32>.zero
            var olderSum = SIMD4<Int32>.zero
            var sound: Int32 = 0
            for one in block {
                sum &+= SIMD4(truncatingIfNeeded: one.weights)
                olderSum &+= SIMD4(truncatingIfNeeded: one.older)
                sound &+= Int32(one.register)
            }
            let scale = 1 / Double(block.count).squareRoot()
            scores += SIMD4<Double>(sum) * (unit * scale)
            olderScores += SIMD4<Double>(olderSum) * (olderUnit * scale)
            register += Double(sound) * registerUnit * scale
        }
        return TextScores(labels: scores, older: olderScores, register: register)
    }

    @inline(__always)
    private static func eachBlock(of known: [Known], _ visit: (UnsafeBufferPointer<Known>) -> Void) {
        known.withUnsafeBufferPointer { known in
            var first = 0
            while first < known.count {
                var end = first + 1
                while end < known.count, known[end].feature.block == known[first].feature.block { end += 1 }
                visit(UnsafeBufferPointer(rebasing: known[first..<end]))
                first = end
            }
        }
    }
}

/// What the words of a reply say.
struct TextScores {
    /// Answered, partial, refused, unable; log odds but for a common number.
    var labels: SIMD4<Double>
    /// The same by the reader of older replies, which was fitted without our own material.
    var older: SIMD4<Double>
    /// How far the reply sounds like those of 2023, as log odds.
    var register: Double
}
