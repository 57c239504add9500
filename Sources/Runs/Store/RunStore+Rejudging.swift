import Formats
import Foundation
import GRDB
import Trials

/// The reply that counts for a trial, as bytes: the dialect reads them again.
package struct StoredExchange: Sendable, Hashable {
    package var trial: Trial
    package var request: SentRequest
    package var raw: RawReply
    package var timings: Timings
    /// The verdict that counts now.
    package var verdict: Verdict
}

extension RunStore {
    /// Hands the counted exchange of every finished trial to a body, in run order and a page at a time, so that memory stays flat.
    ///
    /// Positive controls are left out: their replies were never stored, their verdicts stand.
    /// - Throws: `StoreError`, and what the body throws.
    package func eachExchange(_ body: (StoredExchange) throws -> Void) throws {
        let (styles, probes) = try read { db in (try StoredNames.styles(db), try StoredNames.probes(db)) }
        var after = -1
        while true {
            let page = try read { db in
                try self.page("t.position > \(after)", styles: styles, probes: probes, in: db)
            }
            guard let last = page.last else { return }
            after = last.position
            for item in page { try body(item.exchange) }
        }
    }

    /// Hands the counted exchanges of some trials to a body, in run order. Positive controls and trials that are not
    /// finished are left out.
    /// - Throws: `StoreError`, and what the body throws.
    package func eachExchange(of keys: Set<TrialKey>, _ body: (StoredExchange) throws -> Void) throws {
        if keys.isEmpty { return }
        let (styles, probes, ids) = try read { db in
            let styles = try StoredNames.styles(db)
            let probes = try StoredNames.probes(db)
            var ids: [Int64] = []
            let rows = try Row.fetchCursor(
                db, sql: "SELECT id, style, probe, repetition FROM trial WHERE state = 'done' ORDER BY position")
            while let row = try rows.next() {
                guard let style = styles[row[1]], let probe = probes[row[2]] else { continue }
                let key = TrialKey(style: style.id, probe: probe.id, repetition: row[3])
                if keys.contains(key) { ids.append(row[0]) }
            }
            return (styles, probes, ids)
        }
        for start in stride(from: 0, to: ids.count, by: Self.pageLength) {
            let some = ids[start..<min(ids.count, start + Self.pageLength)].map(String.init).joined(separator: ", ")
            let page = try read { db in
                try self.page("t.id IN (\(some))", styles: styles, probes: probes, in: db)
            }
            for item in page { try body(item.exchange) }
        }
    }

    private static let pageLength = 200

    /// - Parameter which: a condition on the trial `t`, made of numbers alone.
    private func page(
        _ which: String, styles: [Int64: AccessStyle], probes: [Int64: Probe], in db: Database
    ) throws -> [(position: Int, exchange: StoredExchange)] {
        let verdict = StoredVerdict.columns.dropFirst().map { "v.\($0)" }.joined(separator: ", ")
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT t.position, t.style, t.probe, t.repetition, a.status, a.fault, a.timings, e.method, e.url,
                    e.request_headers, e.request, e.http_version, e.reply_headers, e.reply, e.arrivals, \(verdict)
                FROM trial t JOIN attempt a ON a.id = t.counted JOIN exchange e ON e.attempt = a.id
                    JOIN verdict v ON v.id = (SELECT max(w.id) FROM verdict w WHERE w.trial = t.id)
                WHERE \(which) AND t.state = 'done' AND e.reply IS NOT NULL
                ORDER BY t.position LIMIT \(Self.pageLength)
                """)
        var page: [(position: Int, exchange: StoredExchange)] = []
        while let row = try rows.next() {
            guard let style = styles[row[1]], let probe = probes[row[2]] else { continue }
            let fault = try (row[5] as String?).map { try JSONReader.read($0) }.flatMap(WireFault.init(stored:))
            let raw = RawReply(
                status: row[4], httpVersion: row[11], headers: try [HeaderLine](stored: row[12]),
                body: [UInt8](row[13] as Data), arrivals: StoredArrivals.decode([UInt8](row[14] as Data)), fault: fault)
            let exchange = StoredExchange(
                trial: Trial(style: style, probe: probe, repetition: row[3]),
                request: SentRequest(
                    method: row[7], url: row[8], headers: try [HeaderLine](stored: row[9]),
                    body: [UInt8](row[10] as Data)),
                raw: raw, timings: Timings(stored: try (row[6] as String?).map { try JSONReader.read($0) } ?? .null),
                verdict: try StoredVerdict.read(row, from: 15))
            page.append((row[0], exchange))
        }
        return page
    }

    /// Adds verdicts of another version of the rules, or of a judge; they count from now on. A verdict of the same
    /// trial and version is replaced.
    /// - Throws: `StoreError`; none is stored then.
    package func addVerdicts(_ verdicts: [(key: TrialKey, verdict: Verdict)], version: String) throws {
        try write { db in
            for (key, verdict) in verdicts {
                guard let id = try Self.trialID(key, in: db) else {
                    throw StoreError.failed(path: self.path, reason: "there is no trial \(key)")
                }
                var verdict = verdict
                verdict.version = version
                try StoredRow(StoredVerdict.deleteOld, [.integer(id), .text(version)]).execute(in: db)
                try StoredRow(StoredVerdict.insert, StoredVerdict.values(verdict, trial: id)).execute(in: db)
            }
        }
    }

    private static func trialID(_ key: TrialKey, in db: Database) throws -> Int64? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT t.id FROM trial t WHERE t.style = (SELECT id FROM style WHERE name = ?)
                    AND t.probe = (SELECT id FROM probe WHERE name = ?) AND t.repetition = ? AND t.state = 'done'
                """)
        return try Int64.fetchOne(statement, arguments: [key.style, key.probe, key.repetition])
    }
}
