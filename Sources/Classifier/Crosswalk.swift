import Trials
import Vendors

/// The one published table from the providers' safeguard categories to ours.
///
/// A named category that the table does not know is `other`, its raw word kept beside it; where the provider names
/// none, there is none (`unreported` in reports). Nothing is guessed from the prompt or from an explanation's prose.
package enum Crosswalk {
    package struct Row: Sendable, Hashable {
        package var provider: String
        /// Lower case.
        package var raw: String
        package var category: Category

        fileprivate init(_ provider: String, _ raw: String, _ category: Category) {
            self.provider = provider
            self.raw = raw
            self.category = category
        }
    }

    package static let rows: [Row] = Vendor.known.flatMap { vendor in
        vendor.categories.map { Row(vendor.name, $0.key, $0.value) }
    }

    private static let table: [String: [String: Category]] = rows.reduce(into: [:]) { table, row in
        table[row.provider, default: [:]][row.raw] = row.category
    }

    /// nil where the provider named none, or only the act of blocking.
    ///
    /// - Parameter raw: as reported; a part after `/` is a name within the category.
    package static func category(_ raw: String?, provider: String) -> Category? {
        guard let raw, !raw.isEmpty else { return nil }
        let word = raw.lowercased()
        let stem = word.prefix { $0 != "/" }
        let category = table[provider]?[word] ?? table[provider]?[String(stem)] ?? .other
        return category == .unreported ? nil : category
    }
}

extension Crosswalk {
    /// The table as it is published in `docs/crosswalk.md`.
    package static var markdown: String {
        """
        # Safeguard categories: the crosswalk

        Left what a provider reports, right the category it is counted under. A named category that is not listed counts as
        `other`, with its own word kept beside it; where a provider names none, or only the act of blocking, the report says `unreported`.
        What follows a `/` is a name within the category (`topic/Weapons`). Nothing is guessed.

        | provider | reported | counted as |
        |---|---|---|

        """ + rows.map { "| \($0.provider) | `\($0.raw)` | \($0.category.rawValue) |\n" }.joined()
    }
}
