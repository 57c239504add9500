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
            let prefilled = try StoredNames.prefilled(db)
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
            try Self.readReplyFacts(&facts, db)
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
        let rows = try FoundRows(db, Statements.accepted)
        while let row = try rows.next() {
            let (id, probe) = (try row.id("style"), try row.id("probe"))
            guard let style = styles[id] else { continue }
            let accepted = try row.count("accepted")
            for ability in asked(style, probe, prefilled) {
                facts[id]?.abilities[ability]?.asked = true
                facts[id]?.abilities[ability]?.accepted += accepted
                if ability == .prefill, accepted > 0 { facts[id]?.abilities[ability]?.probes += 1 }
            }
        }
    }

    private static func readRefused(
        _ facts: inout [Int64: ParityFacts], _ styles: [Int64: AccessStyle], _ prefilled: Set<Int64>,
        _ read: (AccessStyle, RawReply) throws -> WireError?, _ db: Database
    ) throws {
        let rows = try FoundRows(db, Statements.turnedDown)
        while let row = try rows.next() {
            let id = try row.id("style")
            guard let style = styles[id] else { continue }
            let abilities = asked(style, try row.id("probe"), prefilled)
            guard !abilities.isEmpty else { continue }
            let raw = RawReply(
                status: try row.countIfAny("status"), headers: try row.headers("reply_headers"),
                body: try row.bytes("reply"))
            guard let error = try read(style, raw) else { continue }
            for ability in abilities where ability.isNamed(in: error) {
                facts[id]?.abilities[ability]?.refused += 1
                if facts[id]?.abilities[ability]?.message == nil {
                    facts[id]?.abilities[ability]?.message = (error.message ?? error.param).map {
                        String($0.prefix(240))
                    }
                }
            }
        }
    }

    private static func readHeaders(_ facts: inout [Int64: ParityFacts], _ db: Database) throws {
        var headers: [Int64: LimitHeaders] = [:]
        let rows = try FoundRows(db, Statements.limitHeaders)
        while let row = try rows.next() {
            headers[try row.id("style"), default: LimitHeaders()].add(
                try row.headers("reply_headers"), at: try row.time("started_at"))
        }
        for (style, seen) in headers {
            facts[style]?.limits = seen.seen
            facts[style]?.retryAfter = seen.retryAfter
            facts[style]?.longestRetryAfter = seen.longestRetryAfter
        }
    }

    private static func readServed(_ facts: inout [Int64: ParityFacts], _ db: Database) throws {
        let rows = try FoundRows(db, Statements.seenModels)
        while let row = try rows.next() {
            facts[try row.id("style")]?.served.append(
                SeenModel(
                    model: try row.text("model"), served: try row.word("served"), replies: try row.count("replies"),
                    first: try row.iso("first"), last: try row.iso("last")))
        }
    }

    private static func readReplyFacts(_ facts: inout [Int64: ParityFacts], _ db: Database) throws {
        let sums = try FoundRows(db, Statements.factSums)
        while let row = try sums.next() {
            let id = try row.id("style")
            facts[id]?.abilities[.logprobs]?.returned = try row.count("logprobs")
            facts[id]?.abilities[.logprobs]?.meanFirst = try row.numberIfAny("mean_first")
            facts[id]?.abilities[.seed]?.returned = try row.count("fingerprints")
            facts[id]?.statedUSD = try row.usdIfAny("stated_usd")
        }
        let words = try FoundRows(db, Statements.fingerprints)
        while let row = try words.next() {
            facts[try row.id("style")]?.abilities[.seed]?.fingerprints.append(try row.text("fingerprint"))
        }
        let programmes = try FoundRows(db, Statements.programmes)
        while let row = try programmes.next() {
            facts[try row.id("style")]?.programmes.append(
                SeenProgramme(value: try row.text("programmes"), replies: try row.count("replies")))
        }
    }
}
