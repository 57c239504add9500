import Statistics
import Trials

/// What a labelled reply stands for: the share of its cluster's measured trials that its probe has in its stratum.
///
/// Where one reply a probe and stratum is labelled, whatever the repeats, the plain mean of labels would give a probe with one
/// false alarm among five repeats the weight of a probe that is always refused. Where replies were drawn one by one, a probe
/// has as many chances as replies, and each stands for one trial.
struct LabelShares {
    private struct Place: Hashable {
        let probe: String
        let stratum: LabelStratum
    }

    private var inStratum: [Place: Int] = [:]
    private var inCluster: [String: Int] = [:]
    private var clusters: [String: String] = [:]
    private var numbers: [String: Int] = [:]

    /// - Parameter trials: of one style and cell.
    init(_ trials: [Row], _ definition: Definition) {
        for trial in trials where trial.obstructed(definition) != nil {
            inCluster[trial.cluster, default: 0] += 1
            clusters[trial.key.probe] = trial.cluster
            if numbers[trial.cluster] == nil { numbers[trial.cluster] = numbers.count }
            if let stratum = trial.verdict?.labelStratum {
                inStratum[Place(probe: trial.key.probe, stratum: stratum), default: 0] += 1
            }
        }
    }

    /// nil for a reply that is not among the measured trials, or that says nothing under the definition.
    func label(_ reply: LabelledReply, byProbe: Bool, _ definition: Definition) -> DoubleSampling.Label? {
        let place = Place(probe: reply.record.key.probe, stratum: reply.stratum)
        guard let own = inStratum[place], let cluster = clusters[place.probe], let all = inCluster[cluster] else {
            return nil
        }
        guard let human = reply.readings(definition)?.human else { return nil }
        return DoubleSampling.Label(
            share: Double(byProbe ? own : 1) / Double(all), isObstructed: human, unit: numbers[cluster])
    }
}
