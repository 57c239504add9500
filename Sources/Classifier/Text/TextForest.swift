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

    /// The scores of the labels, centred. `numbers` are the four centred scores of the words and those of the reply.
    func scores(_ numbers: [Double]) -> SIMD4<Double> {
        precondition(numbers.count == inputs, "the trees belong to other numbers: run make train")
        var scores = baseline
        nodes.withUnsafeBufferPointer { nodes in
            numbers.withUnsafeBufferPointer { numbers in
                for (tree, root) in roots.enumerated() {
                    var at = root
                    while nodes[at].input != Self.leaf {
                        let node = nodes[at]
                        at = root + Int(numbers[Int(node.input)] <= node.value ? node.left : node.right)
                    }
                    scores[tree & 3] += nodes[at].value
                }
            }
        }
        return scores - scores.sum() / 4
    }
}
