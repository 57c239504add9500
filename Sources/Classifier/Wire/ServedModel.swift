import Trials
import Vendors

/// Compares the model that a reply names with the one that was asked for.
///
/// A name is a set of parts: family, version, size, tier, and a rest. Vendors and gateways write them in any order, with
/// other joints, with their own name before and a date behind; none of that makes another model. Only where two names
/// contradict each other in a part was another model at work. What neither explains is left open.
package enum ServedModel {
    package enum Likeness: Sendable, Hashable {
        case same
        /// A part of one contradicts the other: `version`, `size`, `tier`, `family`, `snapshot`.
        case other(String)
        case unexplained
    }

    /// Whether the served name stands for the requested model.
    package static func matches(requested: String, served: String, accepted: [String] = []) -> Bool {
        compare(requested: requested, served: served, accepted: accepted) == .same
    }

    /// - Parameter accepted: patterns of names that the study takes for the requested model.
    package static func compare(requested: String, served: String, accepted: [String] = []) -> Likeness {
        if requested == served { return .same }
        let named = served.lowercased()
        if accepted.contains(where: { glob($0.lowercased(), named) }) { return .same }
        let (asked, got) = (ModelName(requested), ModelName(served))
        if let aliases = Vendor.servedAs[asked.bare] ?? Vendor.servedAs[requested.lowercased()],
            aliases.contains(where: { glob($0, got.bare) || glob($0, named) })
        {
            return .same
        }
        guard !asked.parts.isEmpty, !got.parts.isEmpty else { return .unexplained }
        if let difference = contradiction(asked, got) { return .other(difference) }
        guard asked.owner == nil || got.owner == nil || asked.owner == got.owner else { return .unexplained }
        if asked.parts == got.parts { return .same }
        // A pointer to whatever is newest: it has no version of its own, and the rest of it comes back.
        let pointer = asked.versions.isEmpty && asked.sizes.isEmpty && got.sizes.isEmpty
        return pointer && asked.words == got.words && asked.tiers == got.tiers ? .same : .unexplained
    }

    private static func contradiction(_ asked: ModelName, _ got: ModelName) -> String? {
        if let a = asked.family, let b = got.family, a != b { return "family" }
        if !asked.sizes.isEmpty, !got.sizes.isEmpty, asked.sizes != got.sizes { return "size" }
        if !asked.versions.isEmpty, !got.versions.isEmpty, asked.versions != got.versions { return "version" }
        // A name with neither version nor size may point to anything.
        let pointer = asked.versions.isEmpty && asked.sizes.isEmpty
        if !pointer, asked.tiers != got.tiers, !asked.words.isDisjoint(with: got.words) { return "tier" }
        if let a = asked.date, let b = got.date, a != b { return "snapshot" }
        return nil
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
