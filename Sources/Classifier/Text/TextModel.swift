import CTextModel
import Foundation

/// The linear model: adds up the weights of a reply's features and turns them into calibrated probabilities.
///
/// Every block is divided by the root of its known features, so that long replies weigh no more than short ones.
/// The probabilities are a softmax with one temperature, fitted out of fold (Guo et al. 2017, "On Calibration of
/// Modern Neural Networks", section 4.2).
struct TextModel: Sendable {
    /// A feature the model knows, and the slot of its weights.
    struct Known {
        var feature: TextFeature
        var slot: Int
    }

    static let shared = TextModel()

    /// Eight hex digits of the hash of the weights.
    let mark: String
    /// Slots of three words each: key, weights of answered and partial, weights of refused and unable.
    private let table: [UInt32]
    /// One bit for every key, by its top 18 bits: it turns away most n-grams without touching the large table.
    private let filter: [UInt64]
    private let bias: [Double]
    private let sure: [Double]
    private let unit: Double
    private let temperature: Double

    private init() {
        let weights = ctextmodel_weights()
        mark = String(cString: weights.version)
        table = Array(UnsafeBufferPointer(start: weights.table, count: Int(CTEXTMODEL_SLOTS) * 3))
        var bits = [UInt64](repeating: 0, count: 1 << 12)
        for slot in 0..<Int(CTEXTMODEL_SLOTS) where table[slot * 3] != 0 {
            bits[Int(table[slot * 3] >> 20)] |= 1 << UInt64((table[slot * 3] >> 14) & 63)
        }
        filter = bits
        bias = UnsafeBufferPointer(start: weights.bias, count: 4).map(Double.init)
        sure = UnsafeBufferPointer(start: weights.sure, count: 4).map(Double.init)
        unit = Double(weights.unit)
        temperature = Double(weights.temperature)
    }

    /// The least probability at which the classifier stands by this label.
    func threshold(_ label: TextLabel) -> Double { sure[label.place] }

    /// The features of a reply that the model has weights for, each once.
    func known(_ reading: TextReading) -> [Known] {
        let features = filter.withUnsafeBufferPointer { TextFeatures(reading, filter: $0.baseAddress).list }
        var found: [Known] = []
        found.reserveCapacity(features.count)
        let slots = Int(CTEXTMODEL_SLOTS)
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: slots / 64) { seen in
            seen.initialize(repeating: 0)
            table.withUnsafeBufferPointer { table in
                for feature in features {
                    var slot = Int(feature.hash) & (slots - 1)
                    while table[slot * 3] != feature.hash, table[slot * 3] != 0 { slot = (slot + 1) & (slots - 1) }
                    guard table[slot * 3] != 0, seen[slot >> 6] & (1 << UInt64(slot & 63)) == 0 else { continue }
                    seen[slot >> 6] |= 1 << UInt64(slot & 63)
                    found.append(Known(feature: feature, slot: slot))
                }
            }
        }
        return found
    }

    func probabilities(_ known: [Known]) -> TextProbabilities {
        var sums = [Int](repeating: 0, count: TextBlock.allCases.count * 4)
        var counts = [Int](repeating: 0, count: TextBlock.allCases.count)
        for one in known {
            let block = Int(one.feature.block.rawValue)
            counts[block] += 1
            for label in 0..<4 { sums[block * 4 + label] += weight(one.slot, label) }
        }
        var logits = bias
        for block in counts.indices where counts[block] > 0 {
            let scale = unit / Double(counts[block]).squareRoot()
            for label in 0..<4 { logits[label] += Double(sums[block * 4 + label]) * scale }
        }
        let top = logits.max() ?? 0
        let raised = logits.map { exp(($0 - top) / temperature) }
        let sum = raised.reduce(0, +)
        return TextProbabilities(
            answered: raised[0] / sum, partial: raised[1] / sum, refused: raised[2] / sum, unable: raised[3] / sum)
    }

    /// The features that spoke most for `label` against the mean of the others, strongest first.
    func strongest(_ known: [Known], for label: TextLabel, count: Int) -> [Known] {
        var counts = [Double](repeating: 0, count: TextBlock.allCases.count)
        for one in known { counts[Int(one.feature.block.rawValue)] += 1 }
        var best: [(strength: Double, known: Known)] = []
        for one in known {
            var against = 0
            for other in 0..<4 where other != label.place { against += weight(one.slot, other) }
            let own = Double(weight(one.slot, label.place)) - Double(against) / 3
            let strength = own / counts[Int(one.feature.block.rawValue)].squareRoot()
            guard strength > 0, best.count < count || strength > best[best.count - 1].strength else { continue }
            let place = best.firstIndex { $0.strength < strength } ?? best.count
            best.insert((strength, one), at: place)
            if best.count > count { best.removeLast() }
        }
        return best.map(\.known)
    }

    @inline(__always)
    private func weight(_ slot: Int, _ label: Int) -> Int {
        let word = table[slot * 3 + 1 + label / 2]
        return Int(Int16(truncatingIfNeeded: label & 1 == 0 ? word : word >> 16))
    }
}

extension TextLabel {
    /// The label's place in the tables of weights.
    var place: Int {
        switch self {
        case .answered: 0
        case .partial: 1
        case .refused: 2
        case .unable: 3
        }
    }
}
