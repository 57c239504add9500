/// What one reader made of replies that text decides: the offline classifier, or one judge alone.
package struct OtherReading: Sendable, Hashable {
    package var reader: String
    /// Of trials that it read; all others stand as the run counts them, or as the offline classifier read them.
    package var outcomes: [TrialKey: Outcome]

    package init(reader: String, outcomes: [TrialKey: Outcome] = [:]) {
        self.reader = reader
        self.outcomes = outcomes
    }
}
