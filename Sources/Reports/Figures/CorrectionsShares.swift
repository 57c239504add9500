import Trials

/// What a labelled reply stands for: the share of its cluster's measured trials that its probe has in its stratum.
///
/// One reply a probe and stratum is labelled, whatever the repeats; the plain mean of labels would give a probe with one
/// false alarm among five repeats the weight of a probe that is always refused.
struct LabelShares {
    private struct Place: Hashable {
        let probe: String
        let stratum: LabelStratum
    }

    private var inStratum: [Place: Int] = [:]
    private var inCluster: [String: Int] = [:]
    private var clusters: [String: String] = [:]

    /// - Parameter trials: of one style and cell.
    init(_ trials: [Row], _ definition: Definition) {
        for trial in trials where trial.obstructed(definition) != nil {
            inCluster[trial.cluster, default: 0] += 1
            clusters[trial.key.probe] = trial.cluster
            if let stratum = trial.verdict?.labelStratum {
                inStratum[Place(probe: trial.key.probe, stratum: stratum), default: 0] += 1
            }
        }
    }

    /// In 0...1; nil for a reply that is not among the measured trials.
    func share(of reply: LabelledReply) -> Double? {
        let place = Place(probe: reply.record.key.probe, stratum: reply.stratum)
        guard let own = inStratum[place], let cluster = clusters[place.probe], let all = inCluster[cluster] else {
            return nil
        }
        return Double(own) / Double(all)
    }
}
