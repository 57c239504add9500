import Formats
import Foundation
import GRDB
import Trials

/// Makes a run folder out of outcomes that were measured elsewhere, so that `report` and `compare` serve them too.
package enum ImportedRun {
    /// Writes all rows in one transaction and returns the path of the run folder; on an error nothing of it is left.
    ///
    /// - Parameters:
    ///   - name: the study's name in the report.
    ///   - lock: what stands in for the study: reference style, thresholds, the rows' hash.
    ///   - file: named where there is no row at all.
    ///   - next: the next row with its file and line, nil after the last.
    /// - Throws: `InputError` for rows that contradict each other or for none at all, `RunFolderError`, `StoreError`,
    ///   and what `next` throws.
    package static func write(
        results: String, name: String, file: String, lock: JSONValue, lockText: String, tool: String,
        meta: JSONValue = .object([:]), clock: any RunClock = SystemClock(),
        next: () throws -> (row: OutcomeRow, file: String, line: Int)?
    ) throws -> String {
        try makeFolder(results, mode: 0o755)
        let wall = clock.wall()
        let path = try RunFolder.make(
            results: results, study: RunFolder.fileName(name), lockText: lockText, at: wall)
        let run = RunName(
            name: (path as NSString).lastPathComponent, study: name,
            lockHash: Study.hash(ofLock: lock), lock: lock, tool: tool, imported: true, createdAt: wall,
            meta: meta)
        do {
            let store = try RunStore.create(path: "\(path)/run.sqlite", run: run) { db in
                var writing = Writing(db: db)
                while let (row, file, line) = try next() { try writing.add(row, file: file, line: line) }
                guard writing.count > 0 else {
                    throw InputError(file: file, found: "no rows", accepted: "at least one row")
                }
                try db.execute(sql: Statements.finishImported)
            }
            store.close()
            WholeFile.sync(folder: path)
            return path
        } catch {
            // Half a folder would look like a run; what cannot be removed is named by the error that follows anyway.
            try? FileManager.default.removeItem(atPath: path)
            throw error
        }
    }

    /// Styles and probes appear with the first row that names them.
    private struct Writing {
        let db: Database
        private(set) var count = 0
        private var styles: [String: Int] = [:]
        private var probes: [String: Known] = [:]

        private struct Known {
            var id: Int
            var field: String
            var expect: Expectation
            var cluster: String?
            var frame: Frame?
        }

        init(db: Database) { self.db = db }

        mutating func add(_ row: OutcomeRow, file: String, line: Int) throws {
            let style = try style(row.style)
            let probe = try probe(row, file, line)
            count += 1
            do {
                try Plan.insertTrial(
                    id: count, style: style, probe: probe, repetition: row.repetition, position: count - 1,
                    state: .done,
                    in: db)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                throw InputError(
                    file: file, line: line, place: "probe '\(row.probe)', style '\(row.style)'",
                    found: "repeat \(row.repetition) a second time",
                    accepted: "one row for each style, probe and repeat")
            }
            try StoredRow(Statements.insertVerdict, StoredVerdict.values(row.verdict, trial: Int64(count))).execute(
                in: db)
        }

        private mutating func style(_ name: String) throws -> Int {
            if let id = styles[name] { return id }
            let id = styles.count + 1
            styles[name] = id
            try Plan.insert(
                AccessStyle(id: name, baseURL: "", route: "imported", model: name, stream: false), id: id, in: db)
            return id
        }

        private mutating func probe(_ row: OutcomeRow, _ file: String, _ line: Int) throws -> Int {
            if let known = probes[row.probe] {
                func fail(_ key: String, _ found: String, _ before: String) -> InputError {
                    InputError(
                        file: file, line: line, place: "probe '\(row.probe)', key '\(key)'", found: found,
                        accepted: "the same as in its other rows: \(before)")
                }
                if known.field != row.field { throw fail("field", row.field, known.field) }
                if known.expect != row.expect { throw fail("expect", row.expect.rawValue, known.expect.rawValue) }
                if known.cluster != row.cluster {
                    throw fail("cluster", row.cluster ?? "missing", known.cluster ?? "missing")
                }
                if known.frame != row.frame {
                    throw fail("frame", row.frame?.rawValue ?? "missing", known.frame?.rawValue ?? "missing")
                }
                return known.id
            }
            let id = probes.count + 1
            probes[row.probe] = Known(
                id: id, field: row.field, expect: row.expect, cluster: row.cluster, frame: row.frame)
            try Plan.insert(
                Probe(
                    id: row.probe, suite: "imported", field: row.field, expect: row.expect,
                    role: row.expect == .refuse ? .control : .main, frame: row.frame ?? .typical, cluster: row.cluster,
                    turns: []), id: id, in: db)
            return id
        }
    }
}
