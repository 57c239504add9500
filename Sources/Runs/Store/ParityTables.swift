import Formats
import Foundation
import GRDB
import Trials

/// The tables behind the parity facts. Stores of earlier versions get them when they are opened to be written, and are
/// read without them.
enum ParityTables {
    static let create = """
        CREATE TABLE IF NOT EXISTS reply_fact (
            attempt INTEGER PRIMARY KEY REFERENCES attempt, logprob_tokens INTEGER, logprob_first REAL,
            logprob_mean REAL, fingerprint TEXT, programmes TEXT, stated_usd REAL);
        CREATE TABLE IF NOT EXISTS model_listing (
            id INTEGER PRIMARY KEY, asked_at INTEGER NOT NULL, styles TEXT NOT NULL, method TEXT NOT NULL,
            url TEXT NOT NULL, request_headers TEXT NOT NULL, status INTEGER, http_version TEXT,
            reply_headers TEXT NOT NULL, reply BLOB NOT NULL, fault TEXT, ended_ns INTEGER);
        """

    static func exist(_ db: Database) throws -> Bool { try db.tableExists("reply_fact") }
}

/// What a reply says beside its verdict. Few replies say any of it, so it has a row of its own.
struct ReplyFact: Sendable {
    var logProbabilities: LogProbabilities?
    /// Kept where a seed was asked for.
    var fingerprint: String?
    /// Access programmes as read back; `null` is a word here.
    var programmes: JSONValue?
    var statedUSD: Double?

    /// nil where the reply says none of it.
    init?(_ reply: Reply, _ style: AccessStyle) {
        logProbabilities = reply.logProbabilities
        fingerprint = style.ask.seed == nil ? nil : reply.annotations["system_fingerprint"]?.string
        programmes = reply.annotations["access_programs"]
        statedUSD = reply.usage.costUSD
        if logProbabilities == nil, fingerprint == nil, programmes == nil, statedUSD == nil { return nil }
    }

    private static let insert = StoredRow.insert(
        "reply_fact",
        ["attempt", "logprob_tokens", "logprob_first", "logprob_mean", "fingerprint", "programmes", "stated_usd"])

    func row(attempt: Int64) -> StoredRow {
        StoredRow(
            Self.insert,
            [
                .integer(attempt), .integer(logProbabilities?.tokens), .real(logProbabilities?.first),
                .real(logProbabilities?.mean), .text(fingerprint), .json(programmes), .real(statedUSD),
            ])
    }
}

/// The answer to a question for the models of a credential, as bytes.
package struct StoredListing: Sendable, Hashable {
    /// Ids of the styles that it was asked for: they share credential and address.
    package var styles: [String]
    /// Seconds since 1970.
    package var askedAt: Double
    package var request: SentRequest
    /// Without secrets.
    package var raw: RawReply
    /// Nanoseconds from the question to the end of the reply.
    package var ended: Int64?

    package init(styles: [String], askedAt: Double, request: SentRequest, raw: RawReply, ended: Int64? = nil) {
        self.styles = styles
        self.askedAt = askedAt
        self.request = request
        self.raw = raw
        self.ended = ended
    }
}

extension RunStore {
    private static let insertListing = StoredRow.insert(
        "model_listing",
        [
            "asked_at", "styles", "method", "url", "request_headers", "status", "http_version", "reply_headers",
            "reply", "fault", "ended_ns",
        ])

    /// - Throws: `StoreError`; none is stored then.
    package func addListings(_ listings: [StoredListing]) throws {
        try write { db in
            for listing in listings {
                try StoredRow(
                    Self.insertListing,
                    [
                        .integer(milliseconds(listing.askedAt)),
                        .json(.array(listing.styles.map { .string($0) })), .text(listing.request.method),
                        .text(listing.request.url), .text(listing.request.headers.stored),
                        .integer(listing.raw.status), .text(listing.raw.httpVersion),
                        .text(listing.raw.headers.stored), .blob(listing.raw.body), .json(listing.raw.fault?.stored),
                        .integer(listing.ended),
                    ]
                ).execute(in: db)
            }
        }
    }

    /// In the order in which they were asked.
    /// - Throws: `StoreError`
    package func listings() throws -> [StoredListing] {
        try read { db in
            guard try ParityTables.exist(db) else { return [] }
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT asked_at, styles, method, url, request_headers, status, http_version, reply_headers, reply,
                        fault, ended_ns FROM model_listing ORDER BY id
                    """
            ).map { row in
                let fault = try (row[9] as String?).map { try JSONReader.read($0) }.flatMap(WireFault.init(stored:))
                return StoredListing(
                    styles: try JSONReader.read(row[1] as String).array?.compactMap(\.string) ?? [],
                    askedAt: Double(row[0] as Int64) / 1000,
                    request: SentRequest(
                        method: row[2], url: row[3], headers: try [HeaderLine](stored: row[4]), body: []),
                    raw: RawReply(
                        status: row[5], httpVersion: row[6], headers: try [HeaderLine](stored: row[7]),
                        body: [UInt8](row[8] as Data), fault: fault),
                    ended: row[10])
            }
        }
    }
}
