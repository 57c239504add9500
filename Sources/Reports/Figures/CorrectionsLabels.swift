import Statistics
import Trials

/// A reply that people labelled, beside what the classifier read in it.
struct LabelledReply: Sendable {
    let record: TrialRecord
    let word: LabelWord
    let stratum: LabelStratum
    /// Number of probes it stands for; nil where nobody knows how it was chosen.
    var weight: Double?

    /// What the person and the classifier say; nil where the trial is unmeasured under the definition.
    func readings(_ definition: Definition) -> (human: Bool, classifier: Bool)? {
        guard let human = word.obstructed(definition), let classifier = record.obstructed(definition) else {
            return nil
        }
        return (human, classifier)
    }
}

/// The labels of one access style that can be held against its verdicts: main benign replies decided by text.
struct StyleLabels: Sendable {
    let style: String
    let design: LabelSampling
    /// One reply of each prompt was drawn, not replies one by one: of `drawn` labels, as the labels themselves tell.
    let isByProbe: Bool
    /// In the order of the rows.
    let replies: [LabelledReply]
    /// The verdicts are still those that the labels were drawn by.
    let fits: Bool
    /// Replies that were drawn, where the labels tell; fewer than these were labelled where a session ended early.
    let drawn: Int?
    /// Shares of these labels say how often reading errs: every reply has a weight, and no kind of reading is left out.
    let knowErrors: Bool

    /// - Parameter labels: one a reply.
    init?(_ labels: [Label], style: String, records: [TrialRecord]) {
        let byKey = Dictionary(labels.map { ($0.key, $0) }) { first, _ in first }
        let found = records.compactMap { record -> (TrialRecord, Label, LabelStratum)? in
            guard record.role == .main, record.expect == .answer, let label = byKey[record.key],
                let stratum = record.verdict?.labelStratum
            else { return nil }
            return (record, label, stratum)
        }
        // Labels drawn in different ways carry weights of different kinds; the stratified ones are the default.
        guard let design = LabelSampling.allCases.first(where: { way in found.contains { $0.1.sampling == way } })
        else { return nil }
        let all = found.filter { $0.1.sampling == design }
        // Labels of an earlier draw (before the run was judged again) give way to those of the present one.
        let frame = design == .chosen ? nil : LabelSample.frame(records)
        let current = frame == nil ? [] : all.filter { $0.1.frame == frame }
        let used = current.isEmpty ? all : current
        fits = !current.isEmpty
        self.style = style
        self.design = design
        let population = LabelledPopulation(records)
        var replies = used.map { LabelledReply(record: $0.0, word: $0.1.word, stratum: $0.2, weight: $0.1.weight) }
        drawn = fits && design == .stratified ? population.drawn(replies) : nil
        isByProbe = design == .stratified || (design == .drawn && population.wasDrawnByProbe(replies))
        if fits { population.weigh(&replies, isByProbe ? .stratified : design) }
        self.replies = replies
        let everyKind = Set(replies.map(\.stratum)) == population.strata
        knowErrors =
            replies.allSatisfy { $0.weight != nil } && (everyKind || design == .random || !fits)
    }
}

/// What the labels of a style were drawn from: its measured replies to main benign probes.
private struct LabelledPopulation {
    private var measured: [String: Int] = [:]
    private var inStratum: [LabelStratum: [String: Int]] = [:]

    init(_ records: [TrialRecord]) {
        for record in records where record.role == .main && record.expect == .answer {
            guard let verdict = record.verdict, verdict.measured else { continue }
            measured[record.key.probe, default: 0] += 1
            if let stratum = verdict.labelStratum {
                inStratum[stratum, default: [:]][record.key.probe, default: 0] += 1
            }
        }
    }

    var strata: Set<LabelStratum> { Set(inStratum.keys) }

    /// Of the probe's measured replies, those in the stratum.
    private func share(_ reply: LabelledReply) -> Double {
        let probe = reply.record.key.probe
        return Double(inStratum[reply.stratum]?[probe] ?? 0) / Double(max(1, measured[probe] ?? 1))
    }

    /// Replies drawn within strata, from the weights that they were drawn with; nil where they have none.
    func drawn(_ replies: [LabelledReply]) -> Int? {
        guard replies.allSatisfy({ $0.weight != nil }) else { return nil }
        return Dictionary(grouping: replies, by: \.stratum).reduce(0) { sum, own in
            let probes = Double(inStratum[own.key]?.count ?? 0)
            let quotas = own.value.map { Int((probes * share($0) / ($0.weight ?? 1)).rounded()) }
            return sum + max(own.value.count, quotas.max() ?? 0)
        }
    }

    /// Whether no probe is labelled twice within a stratum where replies drawn one by one would have met one twice: with three
    /// pairs expected the chance of none is exp(-3), 5 %. Without repeats the two are one.
    func wasDrawnByProbe(_ replies: [LabelledReply]) -> Bool {
        if inStratum.values.allSatisfy({ $0.values.allSatisfy { $0 == 1 } }) { return true }
        var expected = 0.0
        for (stratum, own) in Dictionary(grouping: replies, by: \.stratum) {
            guard Set(own.map(\.record.key.probe)).count == own.count else { return false }
            let counts = (inStratum[stratum] ?? [:]).values
            let all = Double(counts.reduce(0, +))
            guard all > 1 else { continue }
            let pairs = Double(counts.reduce(0) { $0 + $1 * ($1 - 1) }) / (all * (all - 1))
            expected += Double(own.count * (own.count - 1)) / 2 * pairs
        }
        return expected >= 3
    }

    /// Weights by what was labelled in fact: a session may have ended early, or a second draw may have added to it.
    func weigh(_ replies: inout [LabelledReply], _ design: LabelSampling) {
        let labelled = Dictionary(grouping: replies, by: \.stratum)
        for (stratum, own) in labelled {
            let probes = Double(inStratum[stratum]?.count ?? 0)
            // Drawn one by one, a reply stands for one trial of its probe.
            func trial(_ probe: String) -> Double { 1 / Double(max(1, measured[probe] ?? 1)) }
            let trials = (inStratum[stratum] ?? [:]).map { Double($0.value) * trial($0.key) }.sorted().reduce(0, +)
            let seen = own.map { trial($0.record.key.probe) }.sorted().reduce(0, +)
            for index in replies.indices where replies[index].stratum == stratum {
                switch design {
                case .stratified: replies[index].weight = probes / Double(own.count) * share(replies[index])
                case .drawn: replies[index].weight = trials / seen * trial(replies[index].record.key.probe)
                case .random:
                    if replies[index].weight != nil { break }
                    let probe = replies[index].record.key.probe
                    let text = inStratum.values.reduce(0) { $0 + ($1[probe] ?? 0) }
                    replies[index].weight = Double(text) * trial(probe)
                case .chosen: break
                }
            }
        }
    }
}

/// How well the readings of one style, or of the whole run, agree with people, under one definition.
package struct AccuracyRow: Sendable {
    /// nil: all styles of the run together.
    package let style: String?
    package let definition: Definition
    /// Labelled replies that people call obstructed, and those of them that the classifier does too.
    package let obstructed: Int
    package let caught: Int
    /// Labelled replies that people do not call obstructed, and those of them that the classifier does.
    package let free: Int
    package let falselyRead: Int
    /// nil without replies that people call obstructed.
    package let sensitivity: Share?
    /// nil without replies that people do not call obstructed.
    package let specificity: Share?

    /// A share among labelled replies by the weights of the draw.
    package struct Share: Sendable {
        package let value: Double
        /// Distinct labelled probes, or with weights their effective number.
        package let size: Double
    }

    package var accuracy: ClassifierAccuracy? {
        guard let sensitivity, let specificity else { return nil }
        return ClassifierAccuracy(
            sensitivity: sensitivity.value, specificity: specificity.value, positives: sensitivity.size,
            negatives: specificity.size)
    }

    package var labels: Int { obstructed + free }

    /// Enough labels on both sides for Rogan and Gladen's estimate.
    package var suffices: Bool {
        accuracy.map { min($0.positives, $0.negatives) >= CorrectedRate.neededLabels } ?? false
    }

    /// - Parameter replies: with weights, all of them.
    init(_ replies: [LabelledReply], style: String?, definition: Definition) {
        let read = replies.compactMap { reply in reply.readings(definition).map { (reply: reply, readings: $0) } }
        let positives = read.filter(\.readings.human)
        let negatives = read.filter { !$0.readings.human }
        self.style = style
        self.definition = definition
        obstructed = positives.count
        caught = positives.count(where: \.readings.classifier)
        free = negatives.count
        falselyRead = negatives.count(where: \.readings.classifier)
        func weight(_ reply: LabelledReply) -> Double { reply.weight ?? 1 }
        func share(
            _ side: [(reply: LabelledReply, readings: (human: Bool, classifier: Bool))], readAs reading: Bool
        ) -> Share? {
            guard !side.isEmpty else { return nil }
            let hits = side.reduce(0) { $0 + ($1.readings.classifier == reading ? weight($1.reply) : 0) }
            let probes = Double(Set(side.map { "\($0.reply.record.key.style)/\($0.reply.record.key.probe)" }).count)
            let effective = ClassifierAccuracy.effectiveNumber(weights: side.map { weight($0.reply) })
            return Share(
                value: hits / side.reduce(0) { $0 + weight($1.reply) }, size: min(probes, effective ?? probes))
        }
        sensitivity = share(positives, readAs: true)
        specificity = share(negatives, readAs: false)
    }
}
