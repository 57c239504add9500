import Formats

/// Where the keys of a study stand, for mistakes that show only when all of it is known: a grant that has ended, a variable
/// that is not set, a parameter that a wire does not carry.
///
/// ```swift
/// StudyLines(root, file: "study.yaml").located(error)   // style 'a', key 'grant.until': the line of `until`
/// ```
package struct StudyLines: Sendable {
    private let root: YAMLValue
    private let file: String

    package init(_ root: YAMLValue, file: String) {
        self.root = root
        self.file = file
    }

    /// The mistake with its line, and those beside it with theirs, where they are of this file and name a style or a judge.
    package func located(_ error: InputError) -> InputError {
        var out = error
        out.others = error.others.map(located)
        guard error.file == file, error.line == nil, let place = error.place else { return out }
        let key = place.firstMatch(of: /key '([^']+)'/).map { $0.output.1.split(separator: ".").map(String.init) } ?? []
        if let found = place.firstMatch(of: /^(style|judge) '([^']+)'/) {
            out.line = line(of: String(found.output.2), in: found.output.1 == "style" ? "styles" : "judge", key)
        } else if let first = key.first, let member = Self.member(root, first) {
            out.line = Self.deepest(member, Array(key.dropFirst()))
        }
        return out
    }

    /// Of the deepest part of the key that stands there; the item's own where none does.
    private func line(of id: String, in list: String, _ key: [String]) -> Int? {
        let items = Self.items(Self.member(root, list)?.value)
        func named(_ id: String) -> YAMLValue? {
            items.first { Self.text(Self.member($0, "id")?.value) == id }
                // A cell of a grid: the style's own id, and what tells its cells apart.
                ?? items.first { Self.text(Self.member($0, "id")?.value).map { id.hasPrefix("\($0).") } ?? false }
        }
        guard let item = named(id) else { return nil }
        guard let first = key.first else { return item.line }
        var holder: YAMLValue? = item
        for _ in items {
            if let member = holder.flatMap({ Self.member($0, first) }) {
                return Self.deepest(member, Array(key.dropFirst()))
            }
            holder = holder.flatMap { Self.text(Self.member($0, "like")?.value) }.flatMap(named)
        }
        let inGrid = Self.member(item, "grid").flatMap { Self.member($0.value, first) }
        return inGrid?.line ?? item.line
    }

    private static func deepest(_ member: YAMLValue.Member, _ rest: [String]) -> Int {
        guard let first = rest.first, let next = Self.member(member.value, first) else { return member.line }
        return deepest(next, Array(rest.dropFirst()))
    }

    private static func member(_ value: YAMLValue, _ key: String) -> YAMLValue.Member? {
        guard case .mapping(let members) = value.kind else { return nil }
        return members.first { $0.key == key }
    }

    /// `judge:` is one, a list, or a panel.
    private static func items(_ value: YAMLValue?) -> [YAMLValue] {
        guard let value else { return [] }
        switch value.kind {
        case .sequence(let items): return items
        case .mapping: return member(value, "judges").map { items($0.value) } ?? [value]
        case .scalar: return []
        }
    }

    private static func text(_ value: YAMLValue?) -> String? {
        guard case .scalar(let text, _)? = value?.kind else { return nil }
        return text
    }
}
