import Formats

/// Replies that were read from cassettes: nothing was sent for them when the run was made.
package struct Replayed: Sendable, Hashable {
    /// Ids of the styles that were replayed.
    package var styles: [String]
    /// ISO 8601 UTC of the first and the last recorded attempt; nil where the cassettes do not say.
    package var from: String?
    package var until: String?
    /// Some of them were recorded from the built-in simulator.
    package var simulated: Bool

    package init(styles: [String] = [], from: String? = nil, until: String? = nil, simulated: Bool = false) {
        self.styles = styles
        self.from = from
        self.until = until
        self.simulated = simulated
    }

    /// nil where there is no such object, or no style in it.
    package init?(json: JSONValue?) {
        let styles = (json?["styles"]?.array ?? []).compactMap(\.string)
        guard !styles.isEmpty else { return nil }
        self.init(
            styles: styles, from: json?["from"]?.string, until: json?["until"]?.string,
            simulated: json?["simulated"]?.bool ?? false)
    }

    package var json: JSONValue {
        [
            "styles": .array(styles.map { .string($0) }), "from": from.map { .string($0) } ?? .null,
            "until": until.map { .string($0) } ?? .null, "simulated": .bool(simulated),
        ]
    }

    /// Of two runs that are read as one.
    package func joined(with other: Replayed) -> Replayed {
        Replayed(
            styles: styles + other.styles, from: [from, other.from].compactMap { $0 }.min(),
            until: [until, other.until].compactMap { $0 }.max(), simulated: simulated || other.simulated)
    }

    package var recordedWhen: String {
        guard let from = from?.prefix(10), let until = until?.prefix(10) else {
            return "that do not say when they were recorded"
        }
        return from == until ? "recorded on \(from)" : "recorded from \(from) to \(until)"
    }
}
