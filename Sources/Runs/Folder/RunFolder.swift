import Formats
import Foundation
import Trials

/// A folder under `results/`, held by this process while it lives.
package final class RunFolder: Sendable {
    package let path: String
    package let store: RunStore
    /// False: an unfinished run of the same lock is continued.
    package let isNew: Bool
    private let lock: FileLock

    private init(path: String, store: RunStore, isNew: Bool, lock: FileLock) {
        self.path = path
        self.store = store
        self.isNew = isNew
        self.lock = lock
    }

    /// Continues the newest unfinished run of the same lock, or begins a new one.
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
        if !alwaysNew, let found = try unfinished(results, study, since: clock.wall() - freshAfter) {
            return RunFolder(
                path: found, store: try RunStore.open(path: "\(found)/run.sqlite"), isNew: false, lock: lock)
        }
        let path = try make(results: results, study: name(study), lockText: lockText, at: clock.wall())
        let run = RunName(
            name: (path as NSString).lastPathComponent, study: study.name, lockHash: study.lockHash, lock: study.lock,
            tool: tool, createdAt: clock.wall(), meta: meta)
        let store = try RunStore.create(path: "\(path)/run.sqlite", run: run, order: order ?? RunOrder(study))
        syncFolder(path)
        syncFolder(results)
        return RunFolder(path: path, store: store, isNew: true, lock: lock)
    }

    private static func hold(_ path: String) throws(RunFolderError) -> FileLock {
        do { return try FileLock(path: path) } catch {
            switch error {
            case .held: throw .locked(path: path)
            case .unusable(let reason): throw .unwritable(path: path, reason: reason)
            }
        }
    }

    /// Makes `<stamp>-<study>`, or `<stamp>-<study>-2` and so on where another run began in the same second.
    static func make(results: String, study: String, lockText: String, at wall: Double) throws(RunFolderError) -> String
    {
        let base = "\(results)/\(UTCStamp.folder(wall))-\(study)"
        for number in 1...1000 {
            let path = number == 1 ? base : "\(base)-\(number)"
            if mkdir(path, 0o700) == 0 {
                try writeFile("\(path)/study.lock.yaml", Array(lockText.utf8))
                return path
            }
            guard errno == EEXIST else { throw .unwritable(path: results, reason: errorText(errno)) }
        }
        throw .unwritable(path: results, reason: "a thousand runs of this second exist")
    }

    /// The newest folder with an unfinished run of the same lock. A folder that cannot be read is no candidate.
    private static func unfinished(_ results: String, _ study: Study, since: Double) throws -> String? {
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: results) } catch {
            throw RunFolderError.unwritable(path: results, reason: "\(error.localizedDescription)")
        }
        let part = "Z-\(name(study))"
        for folder in names.sorted(by: >) where folder.contains(part) {
            let path = "\(results)/\(folder)/run.sqlite"
            // A folder whose store is missing or broken is left alone, and a new run begins beside it.
            guard access(path, F_OK) == 0, let store = try? RunStore.open(path: path, readOnly: true) else { continue }
            defer { store.close() }
            guard let info = try? store.info() else { continue }
            if info.run.lockHash == study.lockHash, info.finishedAt == nil, !info.run.imported,
                info.run.createdAt >= since
            {
                return "\(results)/\(folder)"
            }
        }
        return nil
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
