import Formats
import Foundation
import Trials

/// A folder under `results/`, held by this process while it lives.
package final class RunFolder: Sendable {
    /// What an open folder is for.
    package enum Purpose: Sendable {
        case begin
        /// An unfinished run of the same lock.
        case goOn
        /// Every trial is done and paid for; the reports were not written, or not all of them.
        case report
    }

    package let path: String
    package let store: RunStore
    package let purpose: Purpose
    private let lock: FileLock

    package var isNew: Bool { purpose == .begin }

    private init(path: String, store: RunStore, purpose: Purpose, lock: FileLock) {
        self.path = path
        self.store = store
        self.purpose = purpose
        self.lock = lock
    }

    /// Continues the newest run of the same lock that is unfinished or lacks its reports, or begins a new one.
    ///
    /// - Parameters:
    ///   - freshAfter: seconds after which an unfinished run is too old to be continued.
    ///   - alwaysNew: begin a new run in any case.
    ///   - order: that of the study, where it is known already.
    /// - Throws: `RunFolderError`, `StoreError`. Nothing has been sent then.
    package static func open(
        results: String, study: Study, lockText: String, tool: String, freshAfter: Double = 12 * 3600,
        alwaysNew: Bool = false, meta: JSONValue = .object([:]), order: RunOrder? = nil,
        clock: any RunClock = SystemClock()
    ) throws -> RunFolder {
        let results = results.count > 1 && results.hasSuffix("/") ? String(results.dropLast()) : results
        try makeFolder(results, mode: 0o755)
        let lock = try hold("\(results)/.\(name(study))-\(study.lockHash.prefix(12)).lock")
        if !alwaysNew, let found = try open(results, study, since: clock.wall() - freshAfter) {
            let store: RunStore
            do { store = try RunStore.open(path: "\(found.path)/run.sqlite") } catch let error as StoreError {
                throw RunFolderError.unreadable(path: found.path, reason: "\(error)")
            }
            nameLatest(results, found.path)
            return RunFolder(path: found.path, store: store, purpose: found.purpose, lock: lock)
        }
        let path = try make(results: results, study: name(study), lockText: lockText, at: clock.wall())
        let run = RunName(
            name: (path as NSString).lastPathComponent, study: study.name, lockHash: study.lockHash, lock: study.lock,
            tool: tool, createdAt: clock.wall(), meta: meta)
        let store: RunStore
        do {
            store = try RunStore.create(path: "\(path)/run.sqlite", run: run, order: order ?? RunOrder(study))
        } catch {
            // Nothing was sent for it and nothing is in it.
            discard(path)
            guard case .full = error as? StoreError else { throw error }
            throw RunFolderError.unwritable(path: results, reason: "its disk is full, and nothing was sent")
        }
        WholeFile.sync(folder: path)
        WholeFile.sync(folder: results)
        nameLatest(results, path)
        return RunFolder(path: path, store: store, purpose: .begin, lock: lock)
    }

    private static func hold(_ path: String) throws(RunFolderError) -> FileLock {
        do { return try FileLock(path: path) } catch {
            switch error {
            case .held: throw .locked(path: path)
            case .unusable(let reason): throw .unwritable(path: path, reason: reason)
            }
        }
    }

    /// The link `latest` beside the run folders. What is no link of that name is left alone, and a file system that
    /// has no links does without.
    private static func nameLatest(_ results: String, _ path: String) {
        let latest = "\(results)/latest"
        var status = stat()
        if lstat(latest, &status) == 0, status.st_mode & S_IFMT != S_IFLNK { return }
        let temporary = "\(results)/.latest-\(getpid())"
        unlink(temporary)
        guard symlink((path as NSString).lastPathComponent, temporary) == 0 else { return }
        if rename(temporary, latest) != 0 { unlink(temporary) }
    }

    /// Makes `<stamp>-<study>`, or `<stamp>-<study>-2` and so on where another run began in the same second.
    static func make(results: String, study: String, lockText: String, at wall: Double) throws(RunFolderError) -> String
    {
        let base = "\(results)/\(UTCStamp.folder(wall))-\(study)"
        for number in 1...1000 {
            let path = number == 1 ? base : "\(base)-\(number)"
            if mkdir(path, 0o700) == 0 {
                do { try writeFile("\(path)/study.lock.yaml", Array(lockText.utf8)) } catch {
                    discard(path)
                    throw .unwritable(path: results, reason: "\(error.reason), and nothing was sent")
                }
                return path
            }
            guard errno == EEXIST else { throw .unwritable(path: results, reason: errorText(errno)) }
        }
        throw .unwritable(path: results, reason: "a thousand runs of this second exist")
    }

    /// Takes away a folder that was made a moment ago. Where that fails, too, it stays: a later run passes it over.
    private static func discard(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

    /// The newest folder of the same lock that is not over. Only folders young enough are opened: their names say when
    /// they began.
    private static func open(
        _ results: String, _ study: Study, since: Double
    ) throws -> (path: String, purpose: Purpose)? {
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: results) } catch {
            throw RunFolderError.unwritable(path: results, reason: "\(error.localizedDescription)")
        }
        let part = "Z-\(name(study))"
        let oldest = UTCStamp.folder(max(0, since))
        for folder in names.sorted(by: >) where folder.contains(part) && folder >= oldest {
            let path = "\(results)/\(folder)/run.sqlite"
            // Killed before its plan was stored: nothing was sent for it.
            if access(path, F_OK) != 0 || RunStore.isUnborn(path: path) { continue }
            do {
                let store = try RunStore.open(path: path, readOnly: true)
                defer { store.close() }
                let run = try store.info().run
                let state = try store.state()
                guard run.lockHash == study.lockHash, !run.imported, run.createdAt >= since else { continue }
                if !state.finished { return ("\(results)/\(folder)", .goOn) }
                if !state.reported { return ("\(results)/\(folder)", .report) }
            } catch let error as StoreError {
                throw RunFolderError.unreadable(path: "\(results)/\(folder)", reason: "\(error)")
            }
        }
        return nil
    }

    /// What a finished run came to, of which nothing is left to send.
    /// - Throws: `StoreError`
    package func concluded(_ study: Study) throws -> RunSummary {
        let info = try store.info()
        var progress = RunProgress()
        progress.done = info.finished
        progress.planned = info.planned
        progress.attempts = info.attempts
        let ends = try store.shortcomings(of: study)
        return RunSummary(
            ends: ends.isEmpty ? [.done] : ends, progress: progress, complete: true, possiblyLost: info.possiblyLost,
            servedModels: info.servedModels)
    }

    /// A study's name as part of a file name.
    private static func name(_ study: Study) -> String { fileName(study.name) }

    static func fileName(_ name: String) -> String {
        let kept = name.unicodeScalars.map { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil) || scalar == "-"
                || scalar == "_" || scalar == "." ? Character(scalar) : "-"
        }
        let text = String(String(kept).prefix(80))
        return text.hasPrefix(".") || text.isEmpty ? "study\(text)" : text
    }
}
