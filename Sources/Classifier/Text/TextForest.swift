import CTextModel

/// Small decision trees, boosted in training, that split on the numbers of a reply and on the centred scores of the words.
///
/// They know what the linear weighing cannot: that an apology in a short reply without a list is another thing than one
/// in front of two pages of steps (Friedman 2001, "Greedy Function Approximation", section 4.5).
struct TextForest: Sendable {
    /// One node: the number it asks, or `leaf`; then the threshold, or the value of the leaf.
    private struct Node {
        var input: UInt8
        var left: UInt8
        var right: UInt8
        var value: Double
    }

    private static let leaf = UInt8.max

    private let nodes: [Node]
    /// Where each tree starts; trees of the four labels take turns.
    private let roots: [Int]
    private let baseline: SIMD4<Double>
    /// How many numbers the trees were trained on.
    let inputs: Int

    init(_ model: ctextmodel) {
        guard let trees = model.trees, let values = model.tree_values, let base = model.tree_base else {
            preconditionFailure("weights without trees: run make train")
        }
        inputs = Int(model.tree_inputs)
        baseline = SIMD4(Double(base[0]), Double(base[1]), Double(base[2]), Double(base[3]))
        var roots: [Int] = []
        nodes = (0..<Int(model.tree_nodes)).map { index in
            let word = trees[index]
            if word >> 24 != 0 { roots.append(index) }
            return Node(
                input: UInt8(truncatingIfNeeded: word), left: UInt8(truncatingIfNeeded: word >> 8),
                right: UInt8(truncatingIfNeeded: word >> 16), value: Double(values[index]))
        }
        self.roots = roots
    }

    /// The scores of the labels, centred, by the centred scores of the words and the numbers of the reply.
    func scores(_ words: SIMD4<Double>, _ numbers: [Double]) -> SIMD4<Double> {
        precondition(numbers.count + 4 == inputs, "the trees belong to other numbers: run make train")
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: inputs) { all in
            for label in 0..<4 { all.initializeElement(at: label, to: words[label]) }
            for (index, number) in numbers.enumerated() { all.initializeElement(at: index + 4, to: number) }
            return sum(all)
        }
    }

    private func sum(_ numbers: UnsafeMutableBufferPointer<Double>) -> SIMD4<Double> {
        var sums = (baseline[0], baseline[1], baseline[2], baseline[3])
        nodes.withUnsafeBufferPointer { nodes in
            roots.withUnsafeBufferPointer { roots in
                guard let nodes = nodes.baseAddress, let numbers = numbers.baseAddress else { return }
                @inline(__always)
                func value(_ root: Int) -> Double {
                    var at = root
                    while nodes[at].input != Self.leaf {
                        let node = nodes[at]
                        at = root + Int(numbers[Int(node.input)] <= node.value ? node.left : node.right)
                    }
                    return nodes[at].value
                }
                var turn = 0
                while turn + 3 < roots.count {
                    sums.0 += value(roots[turn])
                    sums.1 += value(roots[turn + 1])
                    sums.2 += value(roots[turn + 2])
                    sums.3 += value(roots[turn + 3])
                    turn += 4
                }
            }
        }
        let scores = SIMD4(sums.0, sums.1, sums.2, sums.3)
        return scores - scores.sum() / 4
    }
}
