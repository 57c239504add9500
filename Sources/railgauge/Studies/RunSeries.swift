import Access
import Formats
import Foundation
import Reports
import Runs
import Studies
import Trials

/// Run folders read one after the other, each with what rates over time need of it; what stands in the next as it stood in the last
/// is read once.
///
///     var series = RunSeries()
///     for folder in nights { let facts = try series.facts(folder) }
struct RunSeries {
    private var known = KnownContents()
    private var lock: (text: String, study: Study)?

    /// The facts that `RunReading.facts` tells, without parity facts, labels and judges, and with records that say no more than
    /// their verdicts.
    /// - Throws: `StoreError`, `RunFolderError.noRun`, `InputError` where the lock cannot be read
    mutating func facts(_ folder: String) throws -> RunFacts {
        let path = "\(folder)/run.sqlite"
        guard access(path, F_OK) == 0 else {
            throw RunFolderError.noRun(path: folder, reason: "it holds no run.sqlite")
        }
        let store = try RunStore.open(path: path, readOnly: true)
        defer { store.close() }
        var outcomes = try store.outcomes(&known)
        let study = try study(of: outcomes, folder)
        AccessRecord.mark(&outcomes.records, study)
        let replayed = Replayed(json: outcomes.run.meta["replayed"])
        let versions = Set(outcomes.records.lazy.compactMap { $0.verdict?.version }).sorted()
        return RunFacts(
            study: study, lockHash: outcomes.run.lockHash, simulated: outcomes.simulated,
            imported: outcomes.run.imported, replayed: replayed, records: outcomes.records,
            // A replay says something of the days on which it was recorded.
            startedAt: replayed?.from ?? outcomes.startedAt, servedModels: outcomes.servedModels,
            classifierVersions: versions)
    }

    private mutating func study(of outcomes: RunOutcomes, _ folder: String) throws -> Study {
        if let lock, lock.text == outcomes.lockText { return lock.study }
        let study = try Study(lock: outcomes.run.lock, file: "\(folder)/study.lock.yaml")
        lock = (outcomes.lockText, study)
        return study
    }
}
