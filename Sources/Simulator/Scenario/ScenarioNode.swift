import Formats
import Trials
import Yams

/// One value of the scenario file, with the place an error names.
struct ScenarioNode {
    let file: String
    let node: Node
    /// Keys from the top: `styles.public.rules[2].outcomes`.
    let path: String

    func wrong(_ found: String, accepted: String? = nil, advice: String? = nil) -> InputError {
        InputError(
            file: file, line: node.mark?.line, place: path.isEmpty ? nil : "key '\(path)'", found: found,
            accepted: accepted, advice: advice)
    }

    /// The members of a mapping in file order; any other key is an error at its own line.
    func members(_ accepted: [String]) throws(InputError) -> [String: ScenarioNode] {
        var members: [String: ScenarioNode] = [:]
        for (key, value) in try anyMembers("a mapping with the keys \(accepted.joined(separator: ", "))") {
            guard accepted.contains(key) else {
                throw InputError(
                    file: file, line: value.keyLine, place: path.isEmpty ? nil : "key '\(path)'",
                    found: "unknown key '\(key)'", accepted: accepted.joined(separator: ", "))
            }
            members[key] = value.node
        }
        return members
    }

    /// The members of a mapping whose keys are names of the user's own.
    func anyMembers(_ accepted: String) throws(InputError) -> [(
        key: String, value: (node: ScenarioNode, keyLine: Int?)
    )] {
        guard let mapping = node.mapping else { throw wrong("not a mapping", accepted: accepted) }
        var members: [(key: String, value: (node: ScenarioNode, keyLine: Int?))] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string else { throw wrong("a key is not text", accepted: accepted) }
            if members.contains(where: { $0.key == name }) {
                throw InputError(
                    file: file, line: key.mark?.line, place: path.isEmpty ? nil : "key '\(path)'",
                    found: "key '\(name)' stands twice")
            }
            let inner = ScenarioNode(file: file, node: value, path: path.isEmpty ? name : "\(path).\(name)")
            members.append((name, (inner, key.mark?.line)))
        }
        return members
    }

    func items() throws(InputError) -> [ScenarioNode] {
        guard let sequence = node.sequence else { throw wrong("not a list", accepted: "a list") }
        return sequence.enumerated().map {
            ScenarioNode(file: file, node: $0.element, path: "\(path)[\($0.offset + 1)]")
        }
    }

    func text() throws(InputError) -> String {
        guard let text = node.scalar?.string, !text.isEmpty else { throw wrong("not a text", accepted: "a text") }
        return text
    }

    /// One text, or a list of texts.
    func texts() throws(InputError) -> [String] {
        guard node.sequence != nil else { return [try text()] }
        var texts: [String] = []
        for item in try items() { texts.append(try item.text()) }
        return texts
    }

    func flag() throws(InputError) -> Bool {
        switch try text() {
        case "true": return true
        case "false": return false
        case let other: throw wrong("'\(other)'", accepted: "true, false")
        }
    }

    func integer(_ range: ClosedRange<Int>) throws(InputError) -> Int {
        let text = try text()
        guard let value = Int(text), range.contains(value) else {
            let top = range.upperBound == .max ? "up" : "to \(range.upperBound)"
            throw wrong("'\(text)'", accepted: "a whole number from \(range.lowerBound) \(top)")
        }
        return value
    }

    func number(_ range: ClosedRange<Double>) throws(InputError) -> Double {
        let text = try text()
        guard let value = Double(text), range.contains(value) else {
            throw wrong("'\(text)'", accepted: "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    func share() throws(InputError) -> Double { try number(0...1) }

    func word<Word: RawRepresentable & CaseIterable>(_: Word.Type) throws(InputError) -> Word
    where Word.RawValue == String {
        let text = try text()
        guard let word = Word(rawValue: text) else {
            throw wrong("'\(text)'", accepted: Word.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return word
    }

    /// Seconds, a day at the most, from `40ms`, `0.2ms` or `1.5s`.
    func duration() throws(InputError) -> Double {
        let text = try text()
        let scales = [("ms", 0.001), ("s", 1.0)]
        for (unit, scale) in scales where text.hasSuffix(unit) {
            if let value = Double(text.dropLast(unit.count)), value >= 0, value * scale <= 86_400 {
                return value * scale
            }
        }
        if text == "0" { return 0 }
        throw wrong("'\(text)'", accepted: "a time such as 40ms, 0.2ms or 1.5s, at most 86400s")
    }
}
