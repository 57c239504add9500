import Formats
import Statistics
import Trials

/// What the logs say, for a person and for programs.
package struct IngestPage: Sendable {
    private let tally: IngestTally
    private let files: Int
    private let lines: Int
    private let broken: Int
    /// Obstructed replies that are listed; all of them are in the JSON.
    package static let listed = 50

    package init(_ tally: IngestTally, files: Int, lines: Int, broken: Int) {
        self.tally = tally
        self.files = files
        self.lines = lines
        self.broken = broken
    }

    package var markdown: String {
        var out = "# What these logs say\n\n"
        if tally.simulated > 0 {
            out +=
                "SIMULATED: \(counted(tally.simulated, of: tally.all.requests, "reply")) came from the built-in simulator; "
            out += "\(tally.simulated == 1 ? "it says" : "they say") nothing about any model.\n\n"
        }
        let all = tally.all
        let rate = tally.rate()
        if let bounds = all.bounds {
            out += "At least \(all.obstructed) of \(counted(all.open, "request")) "
            out += "that came to a reply, or to an error that may have been a block, "
            out +=
                "\(all.obstructed == 1 ? "was" : "were") blocked or refused. What came back to \(all.unkept) of these \(all.open) the "
            out +=
                "logs do not keep, so that the share of them lies anywhere between \(Self.percent(bounds.low)) % and "
            out += "\(Self.percent(bounds.high)) %"
        } else if all.measured == 0 {
            // 0 of 0 is no finding.
            out += "Nothing was measured: no reply in these logs can be judged"
        } else {
            let were = all.obstructed == 1 || all.measured == 1 ? "was" : "were"
            out += "\(all.obstructed) of \(counted(all.measured, "measured reply")) \(were) blocked or refused"
        }
        if let share = all.share { out += ": \(Self.percent(share)) % of replies" }
        if let shown = shown(rate) { out += "; averaged over \(shown), \(unitOfInterval)" }
        out +=
            ". \(counted(all.requests, "request")) seen, \(all.requests - all.measured) of them without a reply that "
        out += "can be judged.\n\n"
        if tally.named > 0 {
            out +=
                "Of \(counted(tally.named, "reply")) of which both models are known, \(reroutes.reduce(0) { $0 + $1.replies }) came "
            out += "from another model than was asked for.\n\n"
        }
        out += "These are your \(units), not a sample of anyone else's. "
        out += "\(counted(files, "file")), \(counted(lines, "line")), \(broken) of them broken and left out."
        if tally.copies > 0 {
            out += " \(counted(tally.copies, "reply that stands", "replies that stand")) in "
            out += "\(files == 1 ? "this file" : "these files") already \(tally.copies == 1 ? "is" : "are") left out."
        }
        out += "\n\n"
        out += "## By model\n\n"
        out += Self.table(
            [
                "model", "requests", "measured", "blocked", "refused", "partial", "unsure", "of replies",
                "averaged over \(units)",
            ],
            tally.byModel.sorted { $0.key < $1.key }.map { model, counts in
                Self.cells(model, counts) + [
                    Self.share(counts),
                    shown(tally.rate(ofModel: model)) ?? "—",
                ]
            })
        if !reroutes.isEmpty {
            out += "\n## Served by another model than asked for\n\n"
            out += Self.table(
                ["asked for", "served", "said", "replies"],
                reroutes.map {
                    [
                        $0.reroute.requested, $0.reroute.served,
                        $0.reroute.kind == .declaredFallback ? "declared" : "without notice", "\($0.replies)",
                    ]
                })
        }
        if !tally.fallbacks.isEmpty {
            out += "\n## Answered by another model after a block\n\n"
            out += Self.table(
                ["asked -> answered", "replies"],
                tally.fallbacks.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { [$0.key, "\($0.value)"] })
        }
        out += "\n## By category\n\n"
        out += Self.table(
            ["category", "replies"],
            tally.byCategory.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { [$0.key, "\($0.value)"] })
        out += "\n## By day\n\n"
        out += Self.table(
            ["day", "requests", "measured", "blocked", "refused", "partial", "unsure"],
            tally.byDay.sorted { $0.key < $1.key }.map { Self.cells($0.key, $0.value) })
        let worst = tally.bySession.filter { $0.value.obstructed > 0 }
            .sorted { ($1.value.obstructed, $0.key) < ($0.value.obstructed, $1.key) }.prefix(20)
        out += "\n## \(units.prefix(1).uppercased())\(units.dropFirst()) with most\n\n"
        out += Self.table(
            [
                kinds.map(\.rawValue).joined(separator: " or "), "requests", "measured", "blocked", "refused",
                "partial", "unsure",
            ],
            worst.map { Self.cells($0.key, $0.value) })
        out += "\n## Which replies\n\n"
        out += Self.table(
            ["#", "when", "model", "outcome", "category", "request id", "where", "words"],
            tally.obstructed.prefix(Self.listed).enumerated().map { place, reply in
                [
                    "\(place + 1)", reply.at ?? "—", reply.requested ?? "—", reply.verdict.outcome.rawValue,
                    reply.verdict.categoryLabel ?? "—", reply.requestID ?? "—", "\(reply.file):\(reply.line)",
                    String((reply.verdict.evidence.first?.quote ?? "").prefix(80)),
                ]
            })
        if tally.obstructed.count > Self.listed {
            out += "\n\(tally.obstructed.count - Self.listed) more in the JSON.\n"
        }
        return out
    }

    /// The most frequent first.
    private var reroutes: [(reroute: IngestTally.Reroute, replies: Int)] {
        tally.rerouted.map { (reroute: $0.key, replies: $0.value) }.sorted {
            ($1.replies, $0.reroute.requested, $0.reroute.served, $0.reroute.kind.rawValue)
                < ($0.replies, $1.reroute.requested, $1.reroute.served, $1.reroute.kind.rawValue)
        }
    }

    package var json: JSONValue {
        func counts(
            _ map: [String: IngestTally.Counts], rate: ((String) -> RateEstimate)? = nil
        ) -> JSONValue {
            .array(
                map.sorted { $0.key < $1.key }.map { key, counts in
                    var object = Self.object(counts)
                    object["name"] = .string(key)
                    if let rate { object["rate"] = Self.rate(counts, rate(key)) }
                    return .object(object)
                })
        }
        return [
            "schema": "railgauge-ingest/1", "files": .integer(files), "lines": .integer(lines),
            "broken_lines": .integer(broken), "copies": .integer(tally.copies), "all": .object(Self.object(tally.all)),
            "rate": Self.rate(tally.all, tally.rate()),
            "models": counts(tally.byModel) { tally.rate(ofModel: $0) }, "days": counts(tally.byDay),
            "units": .array(kinds.map { .string($0.rawValue) }), "sessions": counts(tally.bySession),
            "simulated": .integer(tally.simulated), "models_named": .integer(tally.named),
            "rerouted": .array(
                reroutes.map {
                    [
                        "requested": .string($0.reroute.requested), "served": .string($0.reroute.served),
                        "kind": .string($0.reroute.kind.rawValue), "replies": .integer($0.replies),
                    ]
                }),
            "categories": .object(
                JSONObject(
                    members: tally.byCategory.sorted { $0.key < $1.key }
                        .map { JSONObject.Member(key: $0.key, value: .integer($0.value)) })),
            "obstructed": .array(tally.obstructed.map(\.json)),
        ]
    }

    // MARK: The unit

    private var kinds: [LoggedReply.Unit] {
        let found = LoggedReply.Unit.allCases.filter(tally.units.contains)
        return found.isEmpty ? [.session] : found
    }

    /// In the plural: what the intervals take for independent.
    private var units: String { kinds.map { "\($0.rawValue)s" }.joined(separator: " and ") }

    private var unitOfInterval: String {
        let each = kinds.map { "a \($0.rawValue)" }.joined(separator: " or ")
        return
            "\(each) \(kinds == [.scenario] ? "(a prompt with its near-duplicates) " : "")being the unit of the interval"
    }

    /// `of_replies` is pooled and has no interval; `low` and `high` belong to `mean_of_sessions`.
    private static func rate(_ counts: IngestTally.Counts, _ rate: RateEstimate) -> JSONValue {
        [
            "of_replies": counts.share.json, "of_replies_low": (counts.bounds?.low).json,
            "of_replies_high": (counts.bounds?.high).json, "sessions": .integer(rate.clusters),
            "mean_of_sessions": rate.rate.json,
            "low": rate.low.json, "high": rate.high.json,
        ]
    }

    // MARK: Cells

    private static func cells(_ name: String, _ counts: IngestTally.Counts) -> [String] {
        [name, counts.requests, counts.measured, counts.blocked, counts.refused, counts.partial, counts.unsure]
            .map { "\($0)" }
    }

    private static func object(_ counts: IngestTally.Counts) -> JSONObject {
        [
            "requests": .integer(counts.requests), "measured": .integer(counts.measured),
            "blocked": .integer(counts.blocked), "refused": .integer(counts.refused),
            "partial": .integer(counts.partial), "unsure": .integer(counts.unsure), "unkept": .integer(counts.unkept),
        ]
    }

    private func shown(_ rate: RateEstimate) -> String? {
        guard let value = rate.rate, let low = rate.low, let high = rate.high else { return nil }
        let kind = kinds.map(\.rawValue).joined(separator: " or ")
        let over = counted(rate.clusters, kind, units)
        return "\(over) \(Self.percent(value)) % (\(Self.tenths(low)) to \(Self.tenths(high)))"
    }

    private static func share(_ counts: IngestTally.Counts) -> String {
        if let bounds = counts.bounds {
            return "\(percent(bounds.low)) to \(percent(bounds.high)) %, not kept: \(counts.unkept)"
        }
        return counts.share.map { "\(percent($0)) %" } ?? "—"
    }

    /// Neither none nor all where it is neither.
    private static func percent(_ share: Double) -> String {
        if share > 0, share < 0.001 { return "less than 0.1" }
        return share > 0.999 && share < 1 ? "more than 99.9" : tenths(share)
    }

    /// An end of an interval may be rounded outwards to none or all.
    private static func tenths(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }

    private static func table(_ head: [String], _ rows: [[String]]) -> String {
        guard !rows.isEmpty else { return "None.\n" }
        func line(_ cells: [String]) -> String { "| \(cells.map(safe).joined(separator: " | ")) |\n" }
        return line(head) + "|" + String(repeating: " --- |", count: head.count) + "\n" + rows.map(line).joined()
    }

    /// Words of a log in a cell: no line ends, no column marks, no control or bidirectional characters.
    private static func safe(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate: " "
                    default: scalar == "|" ? "/" : scalar
                    }
                }))
    }
}
