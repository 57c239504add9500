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
    /// In the order of the rows.
    let replies: [LabelledReply]
    /// The verdicts are still those that the labels were drawn by.
    let fits: Bool

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
        var replies = used.map { LabelledReply(record: $0.0, word: $0.1.word, stratum: $0.2, weight: $0.1.weight) }
        if fits, design == .stratified { Self.weigh(&replies, records) }
        self.replies = replies
    }

    /// Weights by what was labelled in fact: a session may have ended early, or a second draw may have added to it.
    private static func weigh(_ replies: inout [LabelledReply], _ records: [TrialRecord]) {
        var measured: [String: Int] = [:]
        var inStratum: [LabelStratum: [String: Int]] = [:]
        for record in records where record.role == .main && record.expect == .answer {
            guard let verdict = record.verdict, verdict.measured else { continue }
            measured[record.key.probe, default: 0] += 1
            if let stratum = verdict.labelStratum {
                inStratum[stratum, default: [:]][record.key.probe, default: 0] += 1
            }
        }
        let labelled = Dictionary(grouping: replies, by: \.stratum).mapValues(\.count)
        for index in replies.indices {
            let (probe, stratum) = (replies[index].record.key.probe, replies[index].stratum)
            guard let trials = measured[probe], let own = inStratum[stratum]?[probe], let count = labelled[stratum]
            else { continue }
            let probes = Double(inStratum[stratum]?.count ?? 0)
            replies[index].weight = probes / Double(count) * Double(own) / Double(trials)
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
        // Without weights every reply counts once.
        let weighs = read.allSatisfy { $0.reply.weight != nil }
        func weight(_ reply: LabelledReply) -> Double { weighs ? reply.weight ?? 1 : 1 }
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
