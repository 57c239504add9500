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
    ///
    /// First which trials, then their replies by id.
    /// - Throws: `StoreError`, and what the body throws.
    package func eachExchange(_ body: (StoredExchange) throws -> Void) throws {
        let (styles, probes, ids) = try read { db in
            let styles = try StoredNames.styles(db)
            let probes = try StoredNames.probes(db)
            var ids: [Int64] = []
            let rows = try FoundRows(db, Statements.keys)
            while let row = try rows.next() { ids.append(try row.id("id")) }
            return (styles, probes, ids)
        }
        for some in Statements.pages(of: ids) {
            let page = try read { db in
                try Self.exchanges(Statements.exchanges(some), styles: styles, probes: probes, in: db)
            }
            for item in page { try body(item.exchange) }
        }
    }

    /// Hands the replies of some trials, or of all that are finished, to a body, in run order and one at a time. Positive
    /// controls are left out. When each byte came stands in `eachExchange` alone.
    /// - Throws: `StoreError`, and what the body throws.
    package func eachReply(of keys: Set<TrialKey>? = nil, _ body: (Trial, RawReply) throws -> Void) throws {
        try read { db in
            let styles = try StoredNames.styles(db).mapValues(Shared.init)
            let probes = try StoredNames.probes(db).mapValues(Shared.init)
            let rows = try FoundRows(db, Statements.replies)
            while let row = try rows.next() {
                guard let style = styles[try row.id("style")], let probe = probes[try row.id("probe")] else { continue }
                let trial = Trial(style: style, probe: probe, repetition: try row.count("repetition"))
                if let keys, !keys.contains(trial.key) { continue }
                try body(trial, try row.rawReply())
            }
        }
    }

    struct FoundExchange {
        var trial: Int64
        var exchange: StoredExchange
    }

    /// The rows of `Statements.exchanges`.
    static func exchanges(
        _ sql: String, _ arguments: StatementArguments = [], styles: [Int64: AccessStyle], probes: [Int64: Probe],
        in db: Database
    ) throws -> [FoundExchange] {
        let rows = try FoundRows(db, sql, arguments)
        var found: [FoundExchange] = []
        while let row = try rows.next() {
            guard let style = styles[try row.id("style")], let probe = probes[try row.id("probe")] else { continue }
            let exchange = StoredExchange(
                trial: Trial(style: style, probe: probe, repetition: try row.count("repetition")),
                request: SentRequest(
                    method: try row.text("method"), url: try row.text("url"),
                    headers: try row.headers("request_headers"), body: try row.bytes("request")),
                raw: try row.rawReply(), timings: Timings(stored: try row.jsonIfAny("timings") ?? .null),
                verdict: try StoredVerdict.read(row))
            found.append(FoundExchange(trial: try row.id("id"), exchange: exchange))
        }
        return found
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
                try StoredRow(Statements.deleteVerdict, [.integer(id), .text(version)]).execute(in: db)
                try StoredRow(Statements.insertVerdict, StoredVerdict.values(verdict, trial: id)).execute(in: db)
            }
        }
    }

    private static func trialID(_ key: TrialKey, in db: Database) throws -> Int64? {
        try Int64.fetchOne(
            try db.cachedStatement(sql: Statements.trialOfKey), arguments: [key.style, key.probe, key.repetition])
    }
}

extension FoundRow {
    /// Status, fault, version, headers and body of a reply, with its arrivals where the statement selects them.
    func rawReply() throws -> RawReply {
        let body = try bytes("reply")
        return RawReply(
            status: try countIfAny("status"), httpVersion: try textIfAny("http_version"),
            headers: try headers("reply_headers"), body: body,
            arrivals: StoredArrivals.decode(try bytesIfAny("arrivals") ?? [], of: body.count),
            fault: try faultIfAny("fault"))
    }
}
