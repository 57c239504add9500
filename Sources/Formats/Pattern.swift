/// A regular expression that is matched in time proportional to the text, whatever the pattern: no backtracking, so that neither a
/// suite nor a reply can hold a run.
///
/// Characters, `.`, classes, groups, `|`, `* + ? {m,n}` (lazy or not), `^ $ \b \B \d \w \s` and their capitals, `(?i)` at the
/// beginning. What needs backtracking (back references, looking around, possessive and atomic groups) is refused.
///
///     let pattern = try Pattern("^(\\d+,?)+ mg$")
///     pattern.matches("1,250 mg")          // true: found anywhere in the text
package struct Pattern: Sendable, Hashable {
    package struct Fault: Error, Hashable {
        /// What is wrong, for a message.
        package let found: String
    }

    enum Class: Sendable, Hashable {
        case digit
        case word
        case space

        func holds(_ character: Character) -> Bool {
            switch self {
            case .digit: character.wholeNumberValue != nil && character.isNumber
            case .word: character.isLetter || character.isNumber || character == "_"
            case .space: character.isWhitespace
            }
        }
    }

    enum Item: Sendable, Hashable {
        case one(Character)
        case range(Character, Character)
        case kind(Class, negated: Bool)

        func holds(_ character: Character) -> Bool {
            switch self {
            case .one(let own): own == character
            case .range(let low, let high): low <= character && character <= high
            case .kind(let kind, let negated): kind.holds(character) != negated
            }
        }
    }

    enum Step: Sendable, Hashable {
        case any
        case set([Item], negated: Bool)
        case start
        case end
        case boundary(negated: Bool)
        /// Goes on at both places.
        case split(Int, Int)
        case jump(Int)
        case done
    }

    /// Longer programs would cost too much for each character.
    static let longest = 10_000

    private let steps: [Step]
    private let foldsCase: Bool

    /// - Throws: `Fault` where it cannot be read, or could not be matched in linear time.
    package init(_ text: String) throws(Fault) {
        var reader = PatternReader(text)
        foldsCase = reader.takesFlag()
        var program = try reader.whole().steps
        program.append(.done)
        steps = program
    }

    package func matches(_ text: String) -> Bool {
        let text = Array(foldsCase ? text.lowercased() : text)
        var now = Threads(steps.count)
        var next = Threads(steps.count)
        for place in 0...text.count {
            // A match may begin anywhere.
            if add(0, at: place, text, &now) { return true }
            guard place < text.count else { return false }
            next.clear()
            for step in now.list where takes(steps[step], text[place]) {
                if add(step + 1, at: place + 1, text, &next) { return true }
            }
            swap(&now, &next)
        }
        return false
    }

    private func takes(_ step: Step, _ character: Character) -> Bool {
        switch step {
        case .any: return !character.isNewline
        case .set(let items, let negated):
            let found =
                items.contains { $0.holds(character) }
                || (foldsCase && character.uppercased().count == 1
                    && items.contains { item in character.uppercased().first.map { item.holds($0) } ?? false })
            return found != negated
        case .start, .end, .boundary, .split, .jump, .done: return false
        }
    }

    /// Follows what takes no character; true: the pattern is matched.
    private func add(_ first: Int, at place: Int, _ text: [Character], _ threads: inout Threads) -> Bool {
        var waiting = [first]
        while let step = waiting.popLast() {
            guard threads.insert(step) else { continue }
            switch steps[step] {
            case .any, .set: break
            case .start: if place == 0 { waiting.append(step + 1) }
            case .end: if place == text.count { waiting.append(step + 1) }
            case .boundary(let negated):
                let before = place > 0 && Class.word.holds(text[place - 1])
                let after = place < text.count && Class.word.holds(text[place])
                if (before != after) != negated { waiting.append(step + 1) }
            case .split(let a, let b): waiting += [b, a]
            case .jump(let other): waiting.append(other)
            case .done: return true
            }
        }
        return false
    }
}

/// Places of a program that are alive, each once.
private struct Threads {
    private(set) var list: [Int] = []
    private var isIn: [Bool]

    init(_ count: Int) { isIn = [Bool](repeating: false, count: count) }

    mutating func insert(_ step: Int) -> Bool {
        guard !isIn[step] else { return false }
        isIn[step] = true
        list.append(step)
        return true
    }

    mutating func clear() {
        for step in list { isIn[step] = false }
        list.removeAll(keepingCapacity: true)
    }
}
