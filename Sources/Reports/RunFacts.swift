import Trials

/// Everything a report is a function of: the lock, the rows, and what the store knows of the run. No clock, no host.
package struct RunFacts: Sendable {
    package enum Registration: Sendable, Hashable {
        case notRegistered
        /// Run exactly as locked beforehand.
        case asRegistered(lockHash: String)
        /// What differs from the registered lock, one entry a key, the weightiest first.
        case differs([String])

        /// The keys that a sentence names, and how many more there are; files hold them all.
        package static func listed(_ keys: [String]) -> [String] {
            let most = 20
            guard keys.count > most else { return keys }
            return keys.prefix(most) + ["and \(keys.count - most) more"]
        }
    }

    package var study: Study
    package var lockHash: String
    package var registration: Registration
    /// Replies came from the built-in simulator.
    package var simulated: Bool
    /// Outcomes were measured elsewhere and imported.
    package var imported: Bool
    /// Replies that were read from cassettes; nil where there are none.
    package var replayed: Replayed?
    /// All planned trials in run order, finished or not.
    package var records: [TrialRecord]
    /// Where credentials came from, distinct labels, per style.
    package var accounts: [String: String]
    /// ISO 8601 UTC of the first request and the last reply; nil for imported data.
    package var startedAt: String?
    package var endedAt: String?
    /// Served models per style in order of first appearance.
    package var servedModels: [String: [String]]
    /// Attempts that were started and have no exchange: they may have been paid for and are lost.
    package var lostAttempts: Int
    /// Why the run ended early; nil when it finished.
    package var endedEarly: String?
    /// Versions of the verdicts that count.
    package var classifierVersions: [String]
    /// What people said of replies of this run.
    package var labels: [Label]
    /// What replies said beside their verdicts, by style; empty for imported data.
    package var parity: [String: ParityFacts]
    /// How others read the replies that text decides: the classifier alone, each judge alone; empty without judges.
    package var readings: [OtherReading] = []
    /// Thresholds that a reader set in place of the fixed ones, one entry each; empty: as fixed.
    package var reread: [String] = []
    /// Pairs that a reader asked to compare, after the run; empty: those of the study.
    package var asked: [Comparison] = []
    /// What the judges of the run came to; nil where none was asked.
    package var judging: PanelTally?

    package init(
        study: Study, lockHash: String = "", registration: Registration = .notRegistered, simulated: Bool = false,
        imported: Bool = false, replayed: Replayed? = nil, records: [TrialRecord], accounts: [String: String] = [:],
        startedAt: String? = nil,
        endedAt: String? = nil, servedModels: [String: [String]] = [:], lostAttempts: Int = 0,
        endedEarly: String? = nil, classifierVersions: [String] = [], labels: [Label] = [],
        parity: [String: ParityFacts] = [:], judging: PanelTally? = nil
    ) {
        self.study = study
        self.lockHash = lockHash
        self.registration = registration
        self.simulated = simulated
        self.imported = imported
        self.replayed = replayed
        self.records = records
        self.accounts = accounts
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.servedModels = servedModels
        self.lostAttempts = lostAttempts
        self.endedEarly = endedEarly
        self.classifierVersions = classifierVersions
        self.labels = labels
        self.parity = parity
        self.judging = judging
    }
}

extension RunFacts {
    /// Main prompts of one scenario and no more: its trials are counted, and no rate of prompts is made of them (`CaseFigures`).
    var isCase: Bool {
        guard !imported, let first = records.first(where: { $0.role == .main })?.cluster else { return false }
        return records.lazy.filter { $0.role == .main }.allSatisfy { $0.cluster == first }
    }
}
