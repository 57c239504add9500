import CTextModel

/// Small decision trees, boosted in training, that split on the numbers of a reply and on the centred scores of the words.
///
/// They know what the linear weighing cannot: that an apology in a short reply without a list is another thing than one
/// in front of two pages of steps (Friedman 2001, "Greedy Function Approximation", section 4.5).
struct TextForest: Sendable {
    /// One node: the number it asks, or `leaf`; then the threshold, or the value of the leaf.
    /// A leaf points at itself, so that a walk may go on for a fixed number of steps.
    private struct Node {
        var value: Float
        var input: UInt8
        var left: UInt8
        var right: UInt8
    }

    private static let leaf = UInt8.max

    private let nodes: [Node]
    /// Where each tree starts; trees of the four labels take turns.
    private let roots: [Int]
    /// Steps from a root to the deepest leaf.
    private let depth: Int
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
            let input = UInt8(truncatingIfNeeded: word)
            let own = UInt8(truncatingIfNeeded: index - (roots.last ?? 0))
            let isLeaf = input == Self.leaf
            return Node(
                value: values[index], input: isLeaf ? 0 : input,
                left: isLeaf ? own : UInt8(truncatingIfNeeded: word >> 8),
                right: isLeaf ? own : UInt8(truncatingIfNeeded: word >> 16))
        }
        depth = Self.depth(nodes, roots)
        self.roots = roots
    }

    /// The scores of the labels, centred, by the centred scores of the words and the numbers of the reply.
    func scores(_ words: SIMD4<Double>, _ numbers: [Double]) -> SIMD4<Double> {
        precondition(numbers.count + 4 == inputs, "the trees belong to other numbers: run make train")
        return withUnsafeTemporaryAllocation(of: Float.self, capacity: inputs) { all in
            for label in 0..<4 { all.initializeElement(at: label, to: Float(words[label])) }
            for (index, number) in numbers.enumerated() { all.initializeElement(at: index + 4, to: Float(number)) }
            return sum(all)
        }
    }

    private static func depth(_ nodes: [Node], _ roots: [Int]) -> Int {
        func below(_ root: Int, _ at: Int) -> Int {
            let node = nodes[root + at]
            if Int(node.left) == at, Int(node.right) == at { return 0 }
            return 1 + max(below(root, Int(node.left)), below(root, Int(node.right)))
        }
        return roots.map { below($0, 0) }.max() ?? 0
    }

    /// Walks the four trees of a round side by side, always to the full depth: no jump depends on a number.
    private func sum(_ numbers: UnsafeMutableBufferPointer<Float>) -> SIMD4<Double> {
        var sums = baseline
        nodes.withUnsafeBufferPointer { nodes in
            roots.withUnsafeBufferPointer { roots in
                guard let nodes = nodes.baseAddress, let numbers = numbers.baseAddress else { return }
                @inline(__always)
                func step(_ root: UnsafePointer<Node>, _ at: Int) -> Int {
                    let node = root[at]
                    return Int(numbers[Int(node.input)] <= node.value ? node.left : node.right)
                }
                var turn = 0
                while turn + 3 < roots.count {
                    let (first, second) = (nodes + roots[turn], nodes + roots[turn + 1])
                    let (third, fourth) = (nodes + roots[turn + 2], nodes + roots[turn + 3])
                    var (one, two, three, four) = (0, 0, 0, 0)
                    for _ in 0..<depth {
                        one = step(first, one)
                        two = step(second, two)
                        three = step(third, three)
                        four = step(fourth, four)
                    }
                    sums += SIMD4<Double>(
                        SIMD4<Float>(first[one].value, second[two].value, third[three].value, fourth[four].value))
                    turn += 4
                }
            }
        }
        return sums - sums.sum() / 4
    }
}
