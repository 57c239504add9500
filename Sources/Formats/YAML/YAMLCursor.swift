/// A node of a study, suite or scenario together with what an error message must name.
///
/// ```swift
/// let root = YAMLCursor(try YAMLValue.parse(bytes, file: path), file: path)
/// let repeats = try root.fields(accepting: ["repeats"]).optional("repeats")?.integer(1...1000)
/// // study.yaml:3: key 'repeats': found '0'; accepted: a whole number from 1 to 1000
/// ```
package struct YAMLCursor: Sendable {
    package let value: YAMLValue
    package let file: String
    /// `probe 'x'`; nil at the top.
    package let place: String?
    package let key: String?

    package init(_ value: YAMLValue, file: String, place: String? = nil, key: String? = nil) {
        self.value = value
        self.file = file
        self.place = place
        self.key = key
    }

    /// The same node with a name for messages, in which keys are seen from here.
    package func named(_ place: String) -> YAMLCursor { YAMLCursor(value, file: file, place: place) }

    package func error(_ found: String, accepted: String? = nil, advice: String? = nil) -> InputError {
        let place = [place, key.map { "key '\($0)'" }].compactMap { $0 }.joined(separator: ", ")
        return InputError(
            file: file, line: value.line, place: place.isEmpty ? nil : place, found: found, accepted: accepted,
            advice: advice)
    }

    package var isNull: Bool { value.isNull }

    /// What stands there, for a message.
    package var shown: String {
        switch value.kind {
        case .scalar(let text, _): "'\(text.count > 40 ? text.prefix(40) + "…" : text[...])'"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    // MARK: Structure

    /// A file of a hundred thousand unknown keys was not mistyped.
    private static let mostGuesses = 100

    /// The members of a mapping; any key outside `accepting` is an error.
    package func fields(accepting keys: [String]) throws(InputError) -> YAMLFields {
        var mistakes = Mistakes()
        let fields = try fields(accepting: keys, &mistakes)
        try mistakes.raise()
        return fields
    }

    /// The same, where the known keys are read on beside unknown ones.
    package func fields(accepting keys: [String], _ mistakes: inout Mistakes) throws(InputError) -> YAMLFields {
        guard case .mapping(let members) = value.kind else {
            throw error("found \(shown)", accepted: "a mapping with the keys \(keys.joined(separator: ", "))")
        }
        for member in members where !keys.contains(member.key) {
            var refusal = error(
                "unknown key '\(member.key)'", accepted: keys.joined(separator: ", "),
                advice: mistakes.all.count < Self.mostGuesses
                    ? Nearest.word(to: member.key, among: keys).map { "Did you mean '\($0)'?" } : nil)
            refusal.line = member.line
            mistakes.add(refusal)
        }
        return YAMLFields(members: members, cursor: self)
    }

    /// The value of one key, before the others are looked at: the id that names the place in messages about them.
    package func member(_ key: String) throws(InputError) -> YAMLCursor {
        guard case .mapping(let members) = value.kind else {
            throw error("found \(shown)", accepted: "a mapping with the key \(key)")
        }
        return try YAMLFields(members: members, cursor: self).required(key)
    }

    /// The members of a mapping with free keys.
    package func entries() throws(InputError) -> [(key: String, value: YAMLCursor)] {
        guard case .mapping(let members) = value.kind else { throw error("found \(shown)", accepted: "a mapping") }
        return members.map { ($0.key, YAMLCursor($0.value, file: file, place: place, key: inner($0.key))) }
    }

    package func list() throws(InputError) -> [YAMLCursor] {
        guard case .sequence(let items) = value.kind else { throw error("found \(shown)", accepted: "a list") }
        return items.map { YAMLCursor($0, file: file, place: place, key: key) }
    }

    fileprivate func inner(_ name: String) -> String { key.map { "\($0).\(name)" } ?? name }

    // MARK: Scalars

    package func string() throws(InputError) -> String {
        switch value.kind {
        case .scalar(let text, .plain):
            guard case .string = value.json else {
                throw error(
                    "found \(shown), which YAML reads as \(kindName)", accepted: "a text",
                    advice: "Put it in quotes if the text is meant.")
            }
            return text
        case .scalar(let text, _): return text
        case .sequence, .mapping: throw error("found \(shown)", accepted: "a text")
        }
    }

    package func strings() throws(InputError) -> [String] {
        var out: [String] = []
        for item in try list() { out.append(try item.string()) }
        return out
    }

    package func integer(_ range: ClosedRange<Int>) throws(InputError) -> Int {
        guard let number = value.json.int, range.contains(number) else {
            throw error("found \(shown)", accepted: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    package func number(_ range: ClosedRange<Double>) throws(InputError) -> Double {
        guard let number = value.json.double, range.contains(number) else {
            throw error(
                "found \(shown)",
                accepted: "a number from \(JSONWriter.text(range.lowerBound)) to \(JSONWriter.text(range.upperBound))")
        }
        return number
    }

    package func flag() throws(InputError) -> Bool {
        guard let flag = value.json.bool else { throw error("found \(shown)", accepted: "true, false") }
        return flag
    }

    package func choice<Choice: RawRepresentable & CaseIterable>(_: Choice.Type) throws(InputError) -> Choice
    where Choice.RawValue == String {
        try choice(Array(Choice.allCases))
    }

    /// One of some cases, where not every one may be written.
    package func choice<Choice: RawRepresentable>(_ accepted: [Choice]) throws(InputError) -> Choice
    where Choice.RawValue == String {
        if case .scalar(let text, _) = value.kind, let choice = accepted.first(where: { $0.rawValue == text }) {
            return choice
        }
        throw unknown(among: accepted.map(\.rawValue))
    }

    /// A word that is none of those that are accepted, and the one that was probably meant.
    package func unknown(_ found: String? = nil, among words: [String]) -> InputError {
        var meant: String?
        if case .scalar(let text, _) = value.kind { meant = Nearest.word(to: text, among: words) }
        return error(
            found ?? "found \(shown)", accepted: words.joined(separator: ", "),
            advice: meant.map { "Did you mean '\($0)'?" })
    }

    /// Seconds from `45m`, `2h`, `90s`, `1d` or a bare number of seconds.
    ///
    /// - Parameter range: seconds; every place has its ends, because a clock cannot count what a double can hold.
    package func seconds(_ range: ClosedRange<Double>) throws(InputError) -> Double {
        var given = value.json.double
        if given == nil, case .scalar(let text, _) = value.kind { given = Durations.seconds(text) }
        guard let given, range.contains(given) else {
            throw error(
                "found \(shown)",
                accepted: "a duration such as 90s, 45m, 2h, 1d, from \(Durations.text(range.lowerBound)) to "
                    + Durations.text(range.upperBound))
        }
        return given
    }

    private var kindName: String {
        switch value.json {
        case .null: "null"
        case .bool: "a truth value"
        case .integer, .number: "a number"
        case .string: "text"
        case .array: "a list"
        case .object: "a mapping"
        }
    }
}

/// The members of one mapping whose keys were all checked.
package struct YAMLFields: Sendable {
    fileprivate let members: [YAMLValue.Member]
    package let cursor: YAMLCursor

    /// nil when the key is absent; a node with `isNull` when it is there and null.
    package func present(_ key: String) -> YAMLCursor? {
        members.first { $0.key == key }.map {
            YAMLCursor($0.value, file: cursor.file, place: cursor.place, key: cursor.inner(key))
        }
    }

    /// nil when the key is absent or null.
    package func optional(_ key: String) -> YAMLCursor? {
        guard let found = present(key), !found.isNull else { return nil }
        return found
    }

    package func required(_ key: String) throws(InputError) -> YAMLCursor {
        guard let found = optional(key) else { throw cursor.error("the key '\(key)' is missing") }
        return found
    }
}
