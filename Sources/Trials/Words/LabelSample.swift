import Formats

/// The replies of one access style that people are asked to label, drawn with known weights.
///
/// Only replies to main benign probes whose verdict rests on text are drawn: wire signs need no label, and replies to
/// positive controls were never stored. Seeded: the same run, seed and size give the same sample, and a larger size
/// contains every smaller one.
package struct LabelSample: Sendable {
    package struct Drawn: Sendable, Hashable {
        package var key: TrialKey
        package var sampling: LabelSampling
        package var stratum: LabelStratum
        /// How many probes it stands for: probes drawn from, over probes drawn, times the share of the probe's
        /// measured replies that could have been drawn in its place.
        package var weight: Double
        package var frame: String
    }

    package let drawn: [Drawn]

    /// - Parameters:
    ///   - records: of one style.
    ///   - size: replies; strata share them evenly, and what one cannot use goes to the others.
    ///   - quotas: of a stratified sample, in place of even shares of `size`.
    ///   - seed: nil draws by the lock alone.
    package init(
        _ records: [TrialRecord], style: String, sampling: LabelSampling, size: Int,
        quotas: [LabelStratum: Int]? = nil, lockHash: String, seed: UInt64? = nil
    ) {
        let population = Population(records)
        let frame = population.hash
        var random = SplitMix64(
            lockHash: lockHash, purpose: "label-\(sampling.rawValue)" + (seed.map { "-\($0)" } ?? ""), field: style)
        switch sampling {
        case .stratified:
            var queues: [LabelStratum: [PickedReply]] = [:]
            // Every stratum is shuffled, also an empty one, in a fixed order.
            for stratum in LabelStratum.allCases {
                queues[stratum] = population.oneOfEach(random: &random) { $0 == stratum }
            }
            let sizes = queues.mapValues(\.count)
            let quotas = quotas ?? Self.quotas(sizes, size: size)
            drawn = LabelStratum.allCases.flatMap { stratum in
                let quota = min(quotas[stratum] ?? 0, sizes[stratum] ?? 0)
                return (queues[stratum] ?? []).prefix(quota).map {
                    $0.drawn(.stratified, of: queues[stratum]?.count ?? 0, drawn: quota, frame: frame)
                }
            }
        case .random, .drawn, .chosen:
            let queue = population.oneOfEach(random: &random) { _ in true }
            let count = min(size, queue.count)
            drawn = queue.prefix(count).map { $0.drawn(.random, of: queue.count, drawn: count, frame: frame) }
        }
    }

    /// The order in which a labeller is offered drawn replies: what the classifier does not stand by, then what a judge read
    /// differently, then the rest, each in the order given.
    ///
    /// - Parameters:
    ///   - unsure: replies whose verdict by rules is not sure; a judge's later word changes nothing here.
    ///   - judgedOtherwise: replies of which a judge gave another outcome than the rules.
    package static func offered(
        _ drawn: [Drawn], unsure: Set<TrialKey>, judgedOtherwise: Set<TrialKey>
    ) -> [Drawn] {
        let rest = drawn.filter { !unsure.contains($0.key) }
        return drawn.filter { unsure.contains($0.key) } + rest.filter { judgedOtherwise.contains($0.key) }
            + rest.filter { !judgedOtherwise.contains($0.key) }
    }

    /// Hash of what a sample would be drawn from now: probes, repetitions and strata of one style.
    package static func frame(_ records: [TrialRecord]) -> String { Population(records).hash }

    /// Even shares; a stratum with fewer replies leaves the rest to the others, in the order of strata.
    static func quotas(_ sizes: [LabelStratum: Int], size: Int) -> [LabelStratum: Int] {
        var quotas: [LabelStratum: Int] = [:]
        var left = size
        while left > 0 {
            let open = LabelStratum.allCases.filter { quotas[$0, default: 0] < sizes[$0, default: 0] }
            guard !open.isEmpty else { break }
            for stratum in open where left > 0 {
                quotas[stratum, default: 0] += 1
                left -= 1
            }
        }
        return quotas
    }
}

/// A reply that was picked for its probe.
private struct PickedReply {
    var key: TrialKey
    var stratum: LabelStratum
    /// Of the probe's measured replies, those that could have been picked.
    var share: Double

    func drawn(_ sampling: LabelSampling, of size: Int, drawn: Int, frame: String) -> LabelSample.Drawn {
        LabelSample.Drawn(
            key: key, sampling: sampling, stratum: stratum, weight: Double(size) / Double(drawn) * share,
            frame: frame)
    }
}

/// Main benign replies that rest on text, by probe.
private struct Population {
    /// Sorted by probe id, then repetition.
    private let probes: [(id: String, measured: Int, replies: [(key: TrialKey, stratum: LabelStratum)])]

    init(_ records: [TrialRecord]) {
        let benign = records.filter {
            $0.role == .main && $0.expect == .answer && !$0.released && $0.verdict?.measured == true
        }
        probes = Dictionary(grouping: benign, by: \.key.probe).sorted {
            $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
        }
        .map { id, trials in
            let replies = trials.sorted { $0.key.repetition < $1.key.repetition }.compactMap { trial in
                trial.verdict?.labelStratum.map { (key: trial.key, stratum: $0) }
            }
            return (id, trials.count, replies)
        }
    }

    var hash: String {
        SHA256.hex(
            probes.flatMap { probe in
                probe.replies.map { "\(probe.id)/\($0.key.repetition)/\(probe.measured)=\($0.stratum.rawValue)" }
            }.joined(separator: "\n"))
    }

    /// The probes that have such a reply in random order, each with one of its replies.
    func oneOfEach(random: inout SplitMix64, where fits: (LabelStratum) -> Bool) -> [PickedReply] {
        var picked: [PickedReply] = []
        for probe in probes {
            let replies = probe.replies.filter { fits($0.stratum) }
            guard !replies.isEmpty else { continue }
            let reply = replies[random.below(replies.count)]
            picked.append(
                PickedReply(
                    key: reply.key, stratum: reply.stratum, share: Double(replies.count) / Double(probe.measured)))
        }
        random.shuffle(&picked)
        return picked
    }
}
