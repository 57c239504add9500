import Access
import Attempts
import Formats
import Foundation
import Reports
import Runs
import Studies
import Trials

/// A run folder, read back: the facts that a report is a function of.
struct RunReading {
    let folder: String
    let store: RunStore
    let info: RunInfo

    /// - Throws: `StoreError`, `RunFolderError.noRun`
    init(_ argument: String, readOnly: Bool = true) throws {
        folder = argument.hasSuffix("/") ? String(argument.dropLast()) : argument
        let path = folder.hasSuffix(".sqlite") ? folder : "\(folder)/run.sqlite"
        guard access(path, F_OK) == 0 else {
            throw RunFolderError.noRun(path: folder, reason: "it holds no run.sqlite")
        }
        store = try RunStore.open(path: path, readOnly: readOnly)
        info = try store.info()
    }

    func facts() throws -> RunFacts {
        let study = try Study(lock: info.run.lock, file: "\(folder)/study.lock.yaml")
        var records = try store.records()
        AccessRecord.mark(&records, study)
        let replayed = Replayed(json: info.run.meta["replayed"])
        // A replay says something of the days on which it was recorded, not of the day on which it was played.
        let others = Set(study.styles.map(\.id)).subtracting(replayed?.styles ?? [])
        let started =
            records.lazy.filter { others.contains($0.key.style) }.compactMap { $0.startedAt }
            + [replayed?.from, replayed?.until].compactMap { $0 }
        var facts = RunFacts(
            study: study, lockHash: info.run.lockHash,
            registration: RunFacts.Registration(json: info.run.meta["registration"]), simulated: info.simulated,
            imported: info.run.imported, replayed: replayed, records: records,
            accounts: accounts,
            startedAt: started.min(), endedAt: started.max(),
            servedModels: Dictionary(grouping: info.servedModels, by: \.style).mapValues { $0.map(\.model) },
            lostAttempts: info.possiblyLost, endedEarly: endedEarly,
            classifierVersions: Array(Set(records.compactMap { $0.verdict?.version })).sorted(),
            labels: try store.labels(), parity: try ParityReading(store: store, study: study).facts(info),
            judging: try study.judge.flatMap { try store.panelTally($0) })
        facts.readings = try study.judge.map { try store.readings($0) } ?? []
        return facts
    }

    /// Where the credential of each style comes from; two names of one key are one account.
    private var accounts: [String: String] {
        let own = Dictionary(uniqueKeysWithValues: info.styles.map { ($0.id, $0.account) })
        let shared = info.run.meta["one_account"]
        return Dictionary(
            uniqueKeysWithValues: own.map { id, account in
                (id, shared?[id]?.string.flatMap { own[$0] } ?? account)
            })
    }

    /// Why the run is less than its study asked for: trials that are left, signals in quarantine, thin coverage, access that
    /// lapsed.
    func shortcomings() throws -> [(exit: Exit, why: String)] {
        guard !info.run.imported else { return [] }
        let study = try Study(lock: info.run.lock, file: "\(folder)/study.lock.yaml")
        let left = info.planned - info.finished
        let unfinished =
            left > 0
            ? [
                (
                    exit: Exit.incomplete,
                    why:
                        "the run is not finished: \(left) of \(counted(info.planned, "trial")) \(left == 1 ? "is" : "are") left"
                )
            ] : []
        return unfinished
            + (try store.shortcomings(of: study)).map { (Exit(rawValue: $0.exitCode) ?? .incomplete, "\($0)") }
    }

    /// Required access that the report as a whole does not show; a lapse that checks found stands in `shortcomings`.
    func accessNotShown(_ report: Report) -> [(exit: Exit, why: String)] {
        guard !info.run.imported, info.finishedAt != nil else { return [] }
        return report.accessVerdicts.filter(\.required).compactMap { verdict -> (exit: Exit, why: String)? in
            switch verdict.standing {
            case .lapsed: verdict.isLapseOfChecks ? nil : (.gateViolated, verdict.line)
            case .notShown: (.gateViolated, verdict.line)
            case .cannotTell: verdict.isSilent ? (.incomplete, verdict.line) : nil
            case .shown: nil
            }
        }
    }

    /// Beyond so many finished trials only those that were obstructed keep their texts in the page.
    static let mostTranscripts = 50_000

    /// What was said: all finished trials but positive controls, whose replies are never stored.
    func transcripts(_ report: Report) throws -> TranscriptBook {
        var book = TranscriptBook()
        guard !info.run.imported else { return book }
        let reader = StoredReplies()
        let tooMany = info.finished > Self.mostTranscripts
        try store.eachReply(of: tooMany ? Set(report.obstructed.map(\.record.key)) : nil) { trial, raw in
            book.add(trial.key, trial.probe, TranscriptBook.Said(try reader.read(raw, of: trial)))
        }
        return book
    }

    private var endedEarly: String? {
        guard info.finishedAt == nil, !info.run.imported else { return nil }
        if info.planned == info.finished, info.run.lock["judge"] != nil { return "judges still to be asked" }
        return info.sessions.last.map { $0.end ?? "killed, or still going on" } ?? "never started"
    }
}
