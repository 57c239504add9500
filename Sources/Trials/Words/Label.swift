/// What a person may say of a reply. Keys of the labelling session are the first letters.
package enum LabelWord: String, Sendable, Codable, CaseIterable {
    case answered
    case partial
    case refused
    case unable
    case empty

    /// Whether the reply counts as obstructed in the eyes of the person; nil where a label says nothing: it knows
    /// neither the wire nor whether the work was delivered.
    package func obstructed(_ definition: Definition) -> Bool? {
        switch definition {
        case .api, .undelivered: nil
        case .model, .strict: self == .refused
        case .broad: self == .refused || self == .partial
        }
    }
}

/// Where a reply stood in the eyes of the classifier when replies were drawn for labelling.
package enum LabelStratum: String, Sendable, Codable, CaseIterable {
    case refused
    case partial
    /// Read as no obstruction (`unable` included), and the classifier stands by it.
    case answeredSure = "answered-sure"
    case answeredNotSure = "answered-not-sure"
}

extension Verdict {
    /// Decided by reading text, so that the verdict may be wrong as a reading; a wire sign beside it stands as it is.
    package var decidedByText: Bool {
        (decidedBy == .text || decidedBy == .judge) && !degraded.contains(.rescued)
    }

    /// nil where text did not decide, or the trial is unmeasured.
    package var labelStratum: LabelStratum? {
        guard decidedByText, measured else { return nil }
        switch outcome {
        case .refused: return .refused
        case .partial: return .partial
        case .answered, .unable, .empty: return sure ? .answeredSure : .answeredNotSure
        case .blocked, .truncated, .error: return nil
        }
    }
}

/// How a labelled reply was chosen.
package enum LabelSampling: String, Sendable, Codable, CaseIterable {
    /// At random within strata of the classifier's verdict.
    case stratified
    /// One reply of each of n random probes.
    case random
    /// Replies drawn at random one by one, over all of them or within what the classifier read; whoever drew them says so.
    case drawn
    /// In any other way, or in one that nobody told: such labels correct no rate.
    case chosen
}

/// What one person said of one reply.
package struct Label: Sendable, Hashable {
    package var key: TrialKey
    package var labeller: String
    package var word: LabelWord
    package var sampling: LabelSampling
    package var stratum: LabelStratum?
    /// How many probes this label stands for, were all that were drawn with it labelled; nil where not known.
    package var weight: Double?
    /// Hash of what was drawn from; nil where not known. When the verdicts change it no longer fits.
    package var frame: String?
    /// ISO 8601 UTC.
    package var at: String

    package init(
        key: TrialKey, labeller: String, word: LabelWord, sampling: LabelSampling = .stratified,
        stratum: LabelStratum? = nil, weight: Double? = nil, frame: String? = nil, at: String = "1970-01-01T00:00:00Z"
    ) {
        self.key = key
        self.labeller = labeller
        self.word = word
        self.sampling = sampling
        self.stratum = stratum
        self.weight = weight
        self.frame = frame
        self.at = at
    }
}

extension Sequence<Label> {
    /// One label a reply: the word of most labellers; among equals that of whoever labelled most (then by name).
    package func agreed() -> [Label] {
        var diligence: [String: Int] = [:]
        for label in self { diligence[label.labeller, default: 0] += 1 }
        func comesFirst(_ a: Label, _ b: Label) -> Bool {
            (-diligence[a.labeller, default: 0], a.labeller) < (-diligence[b.labeller, default: 0], b.labeller)
        }
        return Dictionary(grouping: self, by: \.key).values.compactMap { labels in
            var votes: [LabelWord: Int] = [:]
            for label in labels { votes[label.word, default: 0] += 1 }
            let most = votes.values.max()
            return labels.filter { votes[$0.word] == most }.min(by: comesFirst)
        }.sorted { ($0.key.style, $0.key.probe, $0.key.repetition) < ($1.key.style, $1.key.probe, $1.key.repetition) }
    }
}
