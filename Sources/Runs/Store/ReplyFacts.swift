import Formats
import Foundation
import GRDB
import Trials

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

    func row(attempt: Int64) -> StoredRow {
        StoredRow(
            Statements.insertReplyFact,
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
    /// - Throws: `StoreError`; none is stored then.
    package func addListings(_ listings: [StoredListing]) throws {
        try write { db in
            for listing in listings {
                try StoredRow(
                    Statements.insertListing,
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
            try FoundRows(db, Statements.listings).map { row in
                StoredListing(
                    styles: try row.json("styles").array?.compactMap(\.string) ?? [],
                    askedAt: Double(try row.time("asked_at")) / 1000,
                    request: SentRequest(
                        method: try row.text("method"), url: try row.text("url"),
                        headers: try row.headers("request_headers"), body: []),
                    raw: RawReply(
                        status: try row.countIfAny("status"), httpVersion: try row.textIfAny("http_version"),
                        headers: try row.headers("reply_headers"), body: try row.bytes("reply"),
                        fault: try row.faultIfAny("fault")),
                    ended: try row.nanosecondsIfAny("ended_ns"))
            }
        }
    }
}
