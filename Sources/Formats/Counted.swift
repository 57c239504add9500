/// A count with its noun, as all prose of the program writes it: `1 reply`, `3 replies`, `0 false positives`.
///
/// - Parameters:
///   - one: the noun in the singular; its last word takes the plural.
///   - many: the plural where English does not form it by rule, or where a word follows the noun.
package func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    count == 1 ? "1 \(one)" : "\(count) \(many ?? plural(one))"
}

/// A part of a count, with the noun of the whole: `1 of 1 trial`, `3 of 14 trials`.
package func counted(_ count: Int, of all: Int, _ one: String, _ many: String? = nil) -> String {
    "\(count) of \(counted(all, one, many))"
}

private func plural(_ noun: String) -> String {
    if ["s", "x", "ch", "sh"].contains(where: noun.hasSuffix) { return noun + "es" }
    if let last = noun.last, last == "y", let before = noun.dropLast().last, !"aeiou".contains(before) {
        return noun.dropLast() + "ies"
    }
    return noun + "s"
}
