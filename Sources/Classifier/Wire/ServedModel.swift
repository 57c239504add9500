import Trials

/// Compares the model that a reply names with the one that was asked for.
package enum ServedModel {
    /// Whether the served name stands for the requested model: equal but for case and a vendor prefix, a dated
    /// snapshot of it, or one of the accepted patterns.
    package static func matches(requested: String, served: String, accepted: [String] = []) -> Bool {
        if requested == served { return true }
        let wanted = requested.lowercased()
        let named = served.lowercased()
        if accepted.contains(where: { glob($0.lowercased(), named) }) { return true }
        let alias = wanted.hasSuffix("-latest") ? String(wanted.dropLast(7)) : wanted
        return [wanted, alias].contains { sameButForPrefix($0, named) }
            || suffix(of: named, beyond: alias).map(isDate) == true
            // A dated name that comes back without its date names no other model.
            || suffix(of: wanted, beyond: named).map(isDate) == true
    }

    private static func sameButForPrefix(_ a: String, _ b: String) -> Bool {
        a == b || a.hasSuffix("/" + b) || b.hasSuffix("/" + a)
    }

    /// What follows the shorter name in the longer one, a vendor prefix on either side set apart.
    private static func suffix(of longer: String, beyond shorter: String) -> Substring? {
        guard !shorter.isEmpty else { return nil }
        for stem in [shorter, tail(shorter)] {
            if longer.hasPrefix(stem) { return longer.dropFirst(stem.count) }
            if stem == shorter, let range = longer.firstRange(of: "/" + stem) { return longer[range.upperBound...] }
        }
        return nil
    }

    private static func tail(_ name: String) -> String {
        name.lastIndex(of: "/").map { String(name[name.index(after: $0)...]) } ?? name
    }

    /// `-20250929`, `-2026-09-01`, `@20250929`, the four digits of older snapshots (`-0613`, `-2411`), and the numbered
    /// versions of one vendor (`-001`).
    static func isDate(_ text: Substring) -> Bool {
        guard let mark = text.first, mark == "-" || mark == "@" else { return false }
        let rest = text.dropFirst()
        guard rest.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D }) else { return false }
        let parts = rest.split(separator: "-", omittingEmptySubsequences: false)
        if parts.map(\.count) == [4, 2, 2] { return isDay(parts[0], parts[1], parts[2]) }
        guard parts.count == 1 else { return false }
        switch rest.count {
        case 8: return isDay(rest.prefix(4), rest.dropFirst(4).prefix(2), rest.suffix(2))
        case 3: return rest.hasPrefix("00") && rest != "000"
        case 4:
            guard let first = Int(rest.prefix(2)), let second = Int(rest.suffix(2)) else { return false }
            return ((1...12).contains(first) && (1...31).contains(second))
                || ((23...39).contains(first) && (1...12).contains(second))
        default: return false
        }
    }

    private static func isDay(_ year: Substring, _ month: Substring, _ day: Substring) -> Bool {
        guard let year = Int(year), let month = Int(month), let day = Int(day) else { return false }
        return (2020...2099).contains(year) && (1...12).contains(month) && (1...31).contains(day)
    }

    /// `*` for any run, `?` for one character; no other character is special.
    package static func glob(_ pattern: String, _ text: String) -> Bool {
        let pattern = Array(pattern)
        let text = Array(text)
        var p = 0
        var t = 0
        var star: (pattern: Int, text: Int)?
        while t < text.count {
            if p < pattern.count, pattern[p] == "*" {
                star = (p, t)
                p += 1
            } else if p < pattern.count, pattern[p] == "?" || pattern[p] == text[t] {
                p += 1
                t += 1
            } else if let back = star {
                star = (back.pattern, back.text + 1)
                p = back.pattern + 1
                t = back.text + 1
            } else {
                return false
            }
        }
        while p < pattern.count, pattern[p] == "*" { p += 1 }
        return p == pattern.count
    }
}
