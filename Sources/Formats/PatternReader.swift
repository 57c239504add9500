/// Reads the text of a `Pattern` into a program, by descent.
struct PatternReader {
    /// A piece of a program; places are counted from its beginning.
    struct Piece {
        var steps: [Pattern.Step] = []

        /// Steps with their places moved, for a piece that comes to stand further on.
        func moved(by offset: Int) -> [Pattern.Step] {
            steps.map { step in
                switch step {
                case .split(let a, let b): .split(a + offset, b + offset)
                case .jump(let other): .jump(other + offset)
                case .any, .set, .start, .end, .boundary, .done: step
                }
            }
        }

        mutating func append(_ other: Piece) { steps += other.moved(by: steps.count) }
    }

    private var rest: Substring
    private static let deepest = 100
    private static let mostRepeats = 1000

    init(_ text: String) { rest = text[...] }

    /// `(?i)` at the beginning.
    mutating func takesFlag() -> Bool {
        guard rest.hasPrefix("(?i)") else { return false }
        rest = rest.dropFirst(4)
        return true
    }

    mutating func whole() throws(Pattern.Fault) -> Piece {
        let piece = try choice(depth: 0)
        guard rest.isEmpty else { throw Pattern.Fault(found: "a ')' that closes nothing") }
        return piece
    }

    private mutating func choice(depth: Int) throws(Pattern.Fault) -> Piece {
        guard depth < Self.deepest else { throw Pattern.Fault(found: "groups more than \(Self.deepest) deep") }
        var piece = try sequence(depth: depth)
        while rest.first == "|" {
            rest.removeFirst()
            let other = try sequence(depth: depth)
            var both = Piece(steps: [.split(1, piece.steps.count + 2)])
            both.append(piece)
            both.steps.append(.jump(piece.steps.count + other.steps.count + 2))
            both.append(other)
            piece = try sized(both)
        }
        return piece
    }

    private mutating func sequence(depth: Int) throws(Pattern.Fault) -> Piece {
        var piece = Piece()
        while let next = rest.first, next != "|", next != ")" {
            let atom = try atom(depth: depth)
            piece.append(try repeated(atom))
            piece = try sized(piece)
        }
        return piece
    }

    private func sized(_ piece: Piece) throws(Pattern.Fault) -> Piece {
        guard piece.steps.count <= Pattern.longest else {
            throw Pattern.Fault(found: "repetitions that come to more than \(Pattern.longest) steps")
        }
        return piece
    }

    // MARK: Repetition

    private mutating func repeated(_ atom: Piece) throws(Pattern.Fault) -> Piece {
        var piece = atom
        var times = 0
        while let bounds = try repetition() {
            times += 1
            guard times == 1 else { throw Pattern.Fault(found: "two repetitions in a row") }
            // Which of several matches is found is of no interest, so that lazy ones are as others.
            if rest.first == "?" { rest.removeFirst() }
            if rest.first == "+" { throw Pattern.Fault(found: "a possessive repetition") }
            piece = try Self.times(atom, bounds.least, bounds.most)
        }
        return piece
    }

    private mutating func repetition() throws(Pattern.Fault) -> (least: Int, most: Int?)? {
        switch rest.first {
        case "*":
            rest.removeFirst()
            return (0, nil)
        case "+":
            rest.removeFirst()
            return (1, nil)
        case "?":
            rest.removeFirst()
            return (0, 1)
        case "{":
            guard let close = rest.firstIndex(of: "}") else { throw Pattern.Fault(found: "a '{' without '}'") }
            let parts = rest[rest.index(after: rest.startIndex)..<close].split(
                separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
            rest = rest[rest.index(after: close)...]
            guard let least = parts.first.flatMap({ Int($0) }), (0...Self.mostRepeats).contains(least) else {
                throw Pattern.Fault(found: "a number of repetitions that is none from 0 to \(Self.mostRepeats)")
            }
            guard parts.count == 2 else { return (least, least) }
            if parts[1].isEmpty { return (least, nil) }
            guard let most = Int(parts[1]), (least...Self.mostRepeats).contains(most) else {
                throw Pattern.Fault(found: "a number of repetitions that is none from \(least) to \(Self.mostRepeats)")
            }
            return (least, most)
        default: return nil
        }
    }

    private static func times(_ atom: Piece, _ least: Int, _ most: Int?) throws(Pattern.Fault) -> Piece {
        let size = atom.steps.count + 1
        guard max(least, most ?? least) * size <= Pattern.longest else {
            throw Pattern.Fault(found: "repetitions that come to more than \(Pattern.longest) steps")
        }
        var piece = Piece()
        for _ in 0..<least { piece.append(atom) }
        guard let most else {
            var loop = Piece(steps: [.split(1, size + 1)])
            loop.append(atom)
            loop.steps.append(.jump(0))
            piece.append(loop)
            return piece
        }
        for _ in least..<most {
            var once = Piece(steps: [.split(1, size)])
            once.append(atom)
            piece.append(once)
        }
        return piece
    }

    // MARK: One thing

    private mutating func atom(depth: Int) throws(Pattern.Fault) -> Piece {
        let first = rest.removeFirst()
        switch first {
        case "(":
            if rest.hasPrefix("?:") {
                rest = rest.dropFirst(2)
            } else if rest.first == "?" {
                throw Pattern.Fault(
                    found: "a group (?\(rest.dropFirst().prefix(1)), which cannot be matched in linear time")
            }
            let piece = try choice(depth: depth + 1)
            guard rest.first == ")" else { throw Pattern.Fault(found: "a '(' without ')'") }
            rest.removeFirst()
            return piece
        case "[": return Piece(steps: [try set()])
        case ".": return Piece(steps: [.any])
        case "^": return Piece(steps: [.start])
        case "$": return Piece(steps: [.end])
        case "*", "+", "?", "{": throw Pattern.Fault(found: "'\(first)' with nothing before it to repeat")
        case "\\":
            guard let next = rest.first else { throw Pattern.Fault(found: "a backslash at the end") }
            if next == "b" || next == "B" {
                rest.removeFirst()
                return Piece(steps: [.boundary(negated: next == "B")])
            }
            return Piece(steps: [.set([try escaped()], negated: false)])
        default: return Piece(steps: [.set([.one(first)], negated: false)])
        }
    }

    /// After the backslash.
    private mutating func escaped() throws(Pattern.Fault) -> Pattern.Item {
        guard let next = rest.popFirst() else { throw Pattern.Fault(found: "a backslash at the end") }
        switch next {
        case "d", "D": return .kind(.digit, negated: next == "D")
        case "w", "W": return .kind(.word, negated: next == "W")
        case "s", "S": return .kind(.space, negated: next == "S")
        case "t": return .one("\t")
        case "n": return .one("\n")
        case "r": return .one("\r")
        default:
            guard !next.isLetter, !next.isNumber else {
                throw Pattern.Fault(found: "'\\\(next)', a back reference or an escape that is not known")
            }
            return .one(next)
        }
    }

    /// After the bracket.
    private mutating func set() throws(Pattern.Fault) -> Pattern.Step {
        var negated = false
        if rest.first == "^" {
            negated = true
            rest.removeFirst()
        }
        var items: [Pattern.Item] = []
        while let next = rest.popFirst() {
            if next == "]", !items.isEmpty { return .set(items, negated: negated) }
            let item: Pattern.Item = next == "\\" ? try escaped() : .one(next)
            guard case .one(let low) = item, rest.first == "-", rest.dropFirst().first.map({ $0 != "]" }) ?? false
            else {
                items.append(item)
                continue
            }
            rest.removeFirst()
            guard let end = rest.popFirst() else { break }
            let last: Pattern.Item = end == "\\" ? try escaped() : .one(end)
            guard case .one(let high) = last, low <= high else {
                throw Pattern.Fault(found: "a range in brackets that runs backwards or has no end")
            }
            items.append(.range(low, high))
        }
        throw Pattern.Fault(found: "a '[' without ']'")
    }
}
