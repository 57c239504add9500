/// How often one judge of a run came to a verdict, and how often not.
package struct JudgeTally: Sendable, Hashable {
    package var judge: String
    package var model: String
    package var vendor: String?
    /// `<name>-<version>-<hash>`
    package var rubric: String
    package var results: [JudgeVerdict.Result: Int] = [:]
    /// Verdicts on an excerpt of a reply that was too long.
    package var excerpts = 0
    /// Verdicts that name another outcome than the offline classifier's best guess.
    package var againstClassifier = 0
    /// HTTP requests, retries included.
    package var requests = 0
    /// Requests on disk as sent, whose reply nobody stored: they may have been paid for.
    package var possiblyLost = 0
    /// USD; nil where neither replies nor a price tell.
    package var costUSD: Double?
    /// Models that answered in its name, sorted.
    package var servedModels: [String] = []

    package init(judge: String, model: String, vendor: String? = nil, rubric: String) {
        self.judge = judge
        self.model = model
        self.vendor = vendor
        self.rubric = rubric
    }

    package var asked: Int { results.values.reduce(0, +) }
    package func count(_ result: JudgeVerdict.Result) -> Int { results[result] ?? 0 }
}

/// What the judges of a run came to together.
package struct PanelTally: Sendable, Hashable {
    package var judges: [JudgeTally]
    package var when: JudgePanel.When
    package var agree: JudgePanel.Agree
    /// Trials that the panel was asked about.
    package var trials = 0
    /// Of these, those whose outcome the panel settled.
    package var settled = 0
    /// Settled with another outcome than the offline classifier's best guess.
    package var overturned = 0
    /// Trials with verdicts of two judges or more, and those of them whose outcomes differ.
    package var readByTwo = 0
    package var disagreements = 0

    package init(judges: [JudgeTally], when: JudgePanel.When, agree: JudgePanel.Agree) {
        self.judges = judges
        self.when = when
        self.agree = agree
    }
}
