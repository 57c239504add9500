import Trials

extension Replayed {
    /// The first line of a page.
    var headline: String {
        var out = "**REPLAYED. Replies of \(styles.map(Prose.cell).joined(separator: ", ")) were read from cassettes "
        out += "\(recordedWhen); nothing was sent for them."
        if simulated {
            out += " They were recorded from the built-in simulator: nothing here says anything about a model."
        }
        return out + "**"
    }
}
