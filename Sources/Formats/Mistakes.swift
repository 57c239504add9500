/// What is wrong with a file, gathered while reading goes on, so that its author sees all of it at once.
///
/// ```swift
/// var mistakes = Mistakes()
/// let repeats = mistakes.take(try fields.required("repeats").integer(1...1000), or: 1)
/// try mistakes.raise()     // the first, which carries the others
/// ```
package struct Mistakes {
    package private(set) var all: [InputError] = []
    private var known: Set<InputError> = []

    package init() {}

    package mutating func add(_ error: InputError) {
        for one in error.all where known.insert(one).inserted { all.append(one) }
    }

    /// The value, or what stands in for it while the rest is read; nothing of it is used once `raise` has thrown.
    package mutating func take<Value>(
        _ value: @autoclosure () throws(InputError) -> Value, or other: @autoclosure () -> Value
    ) -> Value {
        do throws(InputError) { return try value() } catch {
            add(error)
            return other()
        }
    }

    package mutating func attempt(_ body: () throws(InputError) -> Void) {
        do throws(InputError) { try body() } catch { add(error) }
    }

    /// The members of a mapping that may be absent; its unknown keys are mistakes, and the known ones are read on.
    /// - Returns: nil where there is none, or it is no mapping.
    package mutating func fields(of cursor: YAMLCursor?, accepting keys: [String]) -> YAMLFields? {
        guard let cursor else { return nil }
        var found = Mistakes()
        let fields: YAMLFields?
        do throws(InputError) { fields = try cursor.fields(accepting: keys, &found) } catch {
            found.add(error)
            fields = nil
        }
        for error in found.all { add(error) }
        return fields
    }

    /// What can be read of a list, item by item.
    package mutating func items<Value>(
        of cursor: YAMLCursor?, _ read: (YAMLCursor) throws(InputError) -> Value
    ) -> [Value] {
        guard let cursor, let items = take(try cursor.list(), or: nil) else { return [] }
        var out: [Value] = []
        for item in items {
            do throws(InputError) { out.append(try read(item)) } catch { add(error) }
        }
        return out
    }

    /// What is known only now of each, such as its line.
    package mutating func edit(_ change: (InputError) -> InputError) { all = all.map(change) }

    /// In the order of the lines, file by file.
    /// - Throws: the first mistake, with the others; nothing where there is none.
    package func raise() throws(InputError) {
        let sorted = all.enumerated().sorted { a, b in
            a.element.file == b.element.file
                ? (a.element.line ?? .max, a.offset) < (b.element.line ?? .max, b.offset) : a.offset < b.offset
        }.map(\.element)
        guard var first = sorted.first else { return }
        first.others = Array(sorted.dropFirst())
        throw first
    }
}
