import CTextModel

/// The linear model of the words: adds up the weights of a reply's features.
///
/// Every block is divided by the root of its known features, so that long replies weigh no more than short ones.
struct TextModel: Sendable {
    /// A feature the model knows, its weights for the labels in their order, and that for the register.
    struct Known {
        var feature: TextFeature
        var weights: SIMD4<Int16>
        var register: Int16
    }

    static let shared = TextModel()

    /// Eight hex digits of the hash of the weights.
    let mark: String
    /// Open-addressed by the low bits of the key, a third full: half a megabyte, which the second-level cache holds.
    /// Never freed, only read, as the filter is.
    private nonisolated(unsafe) let table: UnsafePointer<Slot>
    /// One bit for every key, by its top 18 bits: it turns away most n-grams without touching the large table.
    private nonisolated(unsafe) let filter: UnsafePointer<UInt64>
    private let bias: SIMD4<Double>
    private let unit: Double
    private let registerBias: Double
    private let registerUnit: Double

    private struct Slot {
        var weights: SIMD4<Int16> = .zero
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
        for entry in 0..<Int(CTEXTMODEL_SLOTS) where model.table[entry * 4] != 0 {
            let key = model.table[entry * 4]
            filter[Int(key >> 20)] |= 1 << UInt64((key >> 14) & 63)
            var slot = Int(key) & (Self.slots - 1)
            while table[slot].key != 0 { slot = (slot + 1) & (Self.slots - 1) }
            let (low, high) = (model.table[entry * 4 + 1], model.table[entry * 4 + 2])
            table[slot].key = key
            table[slot].weights = SIMD4(
                Int16(truncatingIfNeeded: low), Int16(truncatingIfNeeded: low >> 16),
                Int16(truncatingIfNeeded: high), Int16(truncatingIfNeeded: high >> 16))
            table[slot].register = Int16(truncatingIfNeeded: model.table[entry * 4 + 3])
        }
        self.table = UnsafePointer(table)
        self.filter = UnsafePointer(filter)
        bias = SIMD4(Double(model.bias[0]), Double(model.bias[1]), Double(model.bias[2]), Double(model.bias[3]))
        unit = Double(model.unit)
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
                        to: Known(feature: feature, weights: table[slot].weights, register: table[slot].register))
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
        var register = registerBias
        Self.eachBlock(of: known) { block in
            var sum = SIMD4<Int32>.zero
            var old: Int32 = 0
            for one in block {
                sum &+= SIMD4(truncatingIfNeeded: one.weights)
                old &+= Int32(one.register)
            }
            let scale = 1 / Double(block.count).squareRoot()
            scores += SIMD4<Double>(sum) * (unit * scale)
            register += Double(old) * registerUnit * scale
        }
        return TextScores(labels: scores, register: register)
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
    /// How far the reply sounds like those of 2023, as log odds.
    var register: Double
}
