import Formats
import Foundation
import GRDB
import Trials

extension RunStore {
    /// What the replies of each style say beside their verdicts, by style id. Lists of models, and what a wire lacks,
    /// are not the store's to read: they are left empty.
    ///
    /// - Parameter error: reads the error out of a reply of status 4xx.
    /// - Throws: `StoreError`
    package func parityFacts(
        error: (AccessStyle, RawReply) throws -> WireError?
    ) throws -> [String: ParityFacts] {
        try read { db in
            let styles = try StoredNames.styles(db)
            let prefilled = Set(try StoredNames.probes(db).filter { $0.value.prefill != nil }.keys)
            var facts: [Int64: ParityFacts] = [:]
            for (id, style) in styles {
                var own = ParityFacts()
                for ability in Ability.allCases {
                    own.abilities[ability] = SeenAbility(asked: ability.asked(by: style))
                }
                facts[id] = own
            }
            try Self.readAccepted(&facts, styles, prefilled, db)
            try Self.readRefused(&facts, styles, prefilled, error, db)
            try Self.readHeaders(&facts, db)
            try Self.readServed(&facts, db)
            if try ParityTables.exist(db) { try Self.readReplyFacts(&facts, db) }
            return Dictionary(uniqueKeysWithValues: styles.map { ($1.id, facts[$0] ?? ParityFacts()) })
        }
    }

    /// The abilities that a request of this style and probe asked for.
    private static func asked(_ style: AccessStyle, _ probe: Int64, _ prefilled: Set<Int64>) -> [Ability] {
        Ability.allCases.filter { $0.asked(by: style) || ($0 == .prefill && prefilled.contains(probe)) }
    }

    private static func readAccepted(
        _ facts: inout [Int64: ParityFacts], _ styles: [Int64: AccessStyle], _ prefilled: Set<Int64>, _ db: Database
    ) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT t.style, t.probe, count(CASE WHEN a.status BETWEEN 200 AND 299 THEN 1 END)
                FROM attempt a JOIN trial t ON t.id = a.trial WHERE a.state IN ('counted', 'retried')
                GROUP BY t.style, t.probe
                """)
        while let row = try rows.next() {
            guard let style = styles[row[0]] else { continue }
            let accepted: Int = row[2]
            for ability in asked(style, row[1], prefilled) {
                facts[row[0]]?.abilities[ability]?.asked = true
                facts[row[0]]?.abilities[ability]?.accepted += accepted
                if ability == .prefill, accepted > 0 { facts[row[0]]?.abilities[ability]?.probes += 1 }
            }
        }
    }

    private static func readRefused(
        _ facts: inout [Int64: ParityFacts], _ styles: [Int64: AccessStyle], _ prefilled: Set<Int64>,
        _ read: (AccessStyle, RawReply) throws -> WireError?, _ db: Database
    ) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT t.style, t.probe, a.status, e.reply_headers, e.reply
                FROM attempt a JOIN trial t ON t.id = a.trial JOIN exchange e ON e.attempt = a.id
                WHERE a.status IN (400, 404, 405, 422, 501) AND e.reply IS NOT NULL ORDER BY a.id
                """)
        while let row = try rows.next() {
            guard let style = styles[row[0]] else { continue }
            let abilities = asked(style, row[1], prefilled)
            guard !abilities.isEmpty else { continue }
            let raw = RawReply(
                status: row[2], headers: try [HeaderLine](stored: row[3]), body: [UInt8](row[4] as Data))
            guard let error = try read(style, raw) else { continue }
            for ability in abilities where ability.isNamed(in: error) {
                facts[row[0]]?.abilities[ability]?.refused += 1
                if facts[row[0]]?.abilities[ability]?.message == nil {
                    facts[row[0]]?.abilities[ability]?.message = (error.message ?? error.param).map {
                        String($0.prefix(240))
                    }
                }
            }
        }
    }

    private static func readHeaders(_ facts: inout [Int64: ParityFacts], _ db: Database) throws {
        var headers: [Int64: LimitHeaders] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT t.style, a.started_at, e.reply_headers
                FROM exchange e CROSS JOIN attempt a ON a.id = e.attempt JOIN trial t ON t.id = a.trial
                WHERE e.reply_headers LIKE '%limit%' OR e.reply_headers LIKE '%retry-after%' ORDER BY e.attempt
                """)
        while let row = try rows.next() {
            headers[row[0], default: LimitHeaders()].add(try [HeaderLine](stored: row[2]), at: row[1])
        }
        for (style, seen) in headers {
            facts[style]?.limits = seen.seen
            facts[style]?.retryAfter = seen.retryAfter
            facts[style]?.longestRetryAfter = seen.longestRetryAfter
        }
    }

    private static func readServed(_ facts: inout [Int64: ParityFacts], _ db: Database) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT t.style, a.served_model, v.served, count(*), min(a.started_at), max(a.started_at)
                FROM trial t NOT INDEXED JOIN attempt a ON a.id = t.counted
                    JOIN verdict v ON v.id = (SELECT max(w.id) FROM verdict w WHERE w.trial = t.id)
                WHERE a.served_model IS NOT NULL
                GROUP BY t.style, a.served_model, v.served ORDER BY t.style, min(a.started_at), a.served_model, v.served
                """)
        while let row = try rows.next() {
            facts[row[0]]?.served.append(
                SeenModel(
                    model: row[1], served: Served(rawValue: row[2]) ?? .unknown, replies: row[3],
                    first: UTCStamp.iso(Double(row[4] as Int64) / 1000),
                    last: UTCStamp.iso(Double(row[5] as Int64) / 1000)))
        }
    }

    private static func readReplyFacts(_ facts: inout [Int64: ParityFacts], _ db: Database) throws {
        let sums = try Row.fetchCursor(
            db,
            sql: """
                SELECT t.style, count(f.logprob_tokens), avg(f.logprob_first), count(f.fingerprint), sum(f.stated_usd)
                FROM reply_fact f JOIN attempt a ON a.id = f.attempt JOIN trial t ON t.id = a.trial GROUP BY t.style
                """)
        while let row = try sums.next() {
            facts[row[0]]?.abilities[.logprobs]?.returned = row[1]
            facts[row[0]]?.abilities[.logprobs]?.meanFirst = row[2]
            facts[row[0]]?.abilities[.seed]?.returned = row[3]
            facts[row[0]]?.statedUSD = row[4]
        }
        let words = try Row.fetchCursor(
            db,
            sql: """
                SELECT DISTINCT t.style, f.fingerprint
                FROM reply_fact f JOIN attempt a ON a.id = f.attempt JOIN trial t ON t.id = a.trial
                WHERE f.fingerprint IS NOT NULL ORDER BY t.style, f.fingerprint
                """)
        while let row = try words.next() { facts[row[0]]?.abilities[.seed]?.fingerprints.append(row[1]) }
        let programmes = try Row.fetchCursor(
            db,
            sql: """
                SELECT t.style, f.programmes, count(*)
                FROM reply_fact f JOIN attempt a ON a.id = f.attempt JOIN trial t ON t.id = a.trial
                WHERE f.programmes IS NOT NULL GROUP BY t.style, f.programmes ORDER BY t.style, f.programmes
                """)
        while let row = try programmes.next() {
            facts[row[0]]?.programmes.append(SeenProgramme(value: row[1], replies: row[2]))
        }
    }
}
