import Formats
import Statistics
import Trials

/// The parity facts as lines: one fact, where it comes from, and its value under each style. The page and parity.csv show
/// the same ones.
struct ParityLines {
    struct Line {
        var fact: String
        /// `declared` by the study, `promised` by the grant, `measured` by the run.
        var source: String
        /// nil: not known, or nothing said.
        var values: [String?]
    }

    let rows: [ParityRow]

    var lines: [Line] {
        (declared + models + access + limits + price + abilities).filter { line in
            // That nobody said what was paid is a finding; other lines without a word are none.
            line.values.contains { $0 != nil } || line.fact == "paid, USD"
        }
    }

    private func line(_ fact: String, _ source: String, _ value: (ParityRow) -> String?) -> Line {
        Line(fact: fact, source: source, values: rows.map(value))
    }

    private var declared: [Line] {
        [
            line("tier", "declared") { $0.style.tier.rawValue },
            line("surface", "declared") { $0.style.surface.rawValue },
            line("user groups", "declared") { Self.list($0.style.grantedTo) },
            line("route", "declared") { $0.style.route },
        ]
    }

    private var models: [Line] {
        [
            line("model", "declared") { row in
                row.style.acceptServed.isEmpty
                    ? row.style.model
                    : "\(row.style.model) (accepted: \(row.style.acceptServed.joined(separator: ", ")))"
            },
            line("model", "promised") { row in
                Self.list(row.seen.promised.map { "\($0.model) (\($0.listed.rawValue))" })
            },
            line("model", "measured") { $0.ownEntry },
            line("models of the credential", "measured") { $0.credentialModels },
            line("newest of them", "measured") { row in
                // By the provider's dates, which are ISO 8601: text order is theirs. Names order what is equally new.
                let dated = (row.seen.listing.list?.models ?? []).filter { $0.created != nil }
                    .sorted { ($1.created ?? "", $0.id) < ($0.created ?? "", $1.id) }
                return Self.list(dated.prefix(3).map { "\($0.id) (\($0.created?.prefix(10) ?? ""))" })
            },
            line("served by", "measured") { row in
                Self.list(
                    row.seen.served.map { seen in
                        "\(seen.model): \(counted(seen.replies, "reply"))"
                            + Self.span(seen.first, seen.last)
                            + (seen.served == .requested ? "" : " (\(seen.served.rawValue))")
                    }, "; ")
            },
        ]
    }

    private var access: [Line] {
        [
            line("access programme", "declared") { row in
                row.style.body["access_programs"].map { $0.compact }
            },
            line("access programme", "measured") { row in
                var parts = row.seen.programmes.map { "\($0.value): \($0.replies)" }
                if row.tierNotApplied > 0 { parts.append("not applied in \(counted(row.tierNotApplied, "trial"))") }
                return parts.isEmpty ? nil : "read back " + parts.joined(separator: "; ")
            },
            line("grant", "promised") { row in
                guard let grant = row.style.grant else { return nil }
                var parts = ["by \(grant.by)"]
                if let document = grant.document { parts.append(document) }
                if let from = grant.from { parts.append("from \(from)") }
                if let until = grant.until { parts.append("until \(until)") }
                if !grant.safeguardsOff.isEmpty {
                    parts.append("off: \(grant.safeguardsOff.joined(separator: ", "))")
                }
                return parts.joined(separator: "; ")
            },
            line("grant", "measured") { row in
                var parts: [String] = []
                if let period = row.period { parts.append("trials \(period.rawValue)") }
                if let blocked = row.blockedThoughOff {
                    let unnamed = blocked.unnamed > 0 ? " (\(blocked.unnamed) without a category, by aim)" : ""
                    parts.append("benign trials blocked in categories promised off: \(blocked.main)\(unnamed)")
                    if blocked.others > 0 { parts.append("of twins, variants and the like: \(blocked.others)") }
                    if blocked.sentinels > 0 { parts.append("sentinels of checks: \(blocked.sentinels)") }
                }
                return Self.list(parts, "; ")
            },
        ]
    }

    private var limits: [Line] {
        SeenLimit.Meaning.allCases.flatMap { meaning in
            [
                line(meaning.prose, "declared") { $0.style.limits.declared(meaning).map { Prose.amount($0) } },
                line(meaning.prose, "measured") { row in
                    Self.list(row.seen.limits.filter { $0.meaning == meaning }.map(Self.limit), "; ")
                },
            ]
        } + [
            line("other limits in headers", "measured") { row in
                let other = row.seen.limits.filter { $0.meaning == nil }
                return Self.list(other.map { "\($0.header): \(Self.limit($0))" }, "; ")
            },
            line("asked to wait", "measured") { row in
                guard row.seen.retryAfter > 0 else { return "never" }
                let longest = row.seen.longestRetryAfter.map { ", at most \(Prose.amount($0)) s" } ?? ""
                return "\(counted(row.seen.retryAfter, "reply"))\(longest)"
            },
        ]
    }

    private var price: [Line] {
        [
            line("price", "declared") { row in
                row.style.price.map { Self.price($0.inputUSDPerMTok, $0.outputUSDPerMTok) }
            },
            line("price in the list of models", "measured") { row in
                guard let entry = row.seen.entry, entry.inputUSDPerMTok != nil || entry.outputUSDPerMTok != nil else {
                    return nil
                }
                return Self.price(entry.inputUSDPerMTok, entry.outputUSDPerMTok)
            },
            line("paid, USD", "measured") { row in
                var parts: [String] = []
                if let stated = row.paid.statedUSD {
                    parts.append("\(Prose.number(stated, digits: 4)) stated by replies")
                }
                if let declared = row.paid.declaredUSD {
                    parts.append("\(Prose.number(declared, digits: 4)) at the declared price")
                }
                return Self.list(parts, "; ")
            },
            line("tokens", "measured") { row in
                let paid = row.paid
                guard paid.input != nil || paid.output != nil else { return nil }
                func part(_ word: String, _ count: Int?) -> String {
                    count.map { " (\(word) \($0))" } ?? ""
                }
                return "in \(paid.input.map(String.init) ?? Prose.none)\(part("cached", paid.cachedInput)), "
                    + "out \(paid.output.map(String.init) ?? Prose.none)\(part("reasoning", paid.reasoning))"
            },
            line("blocked trials that count tokens", "measured") { row in
                guard row.paid.blocked > 0 else { return nil }
                guard row.paid.blockedCounted > 0 else { return "0 of \(row.paid.blocked)" }
                return "\(row.paid.blockedCounted) of \(row.paid.blocked) "
                    + "(in \(row.paid.blockedInput.map(String.init) ?? Prose.none), "
                    + "out \(row.paid.blockedOutput.map(String.init) ?? Prose.none))"
            },
        ]
    }

    private var abilities: [Line] {
        Ability.allCases.flatMap { ability in
            [
                line(ability.rawValue, "declared") { row in
                    switch ability {
                    case .prefill: row.style.prefill.map { counted($0.unicodeScalars.count, "character") }
                    case .logprobs: row.style.ask.logprobs.map { counted($0, "alternative") }
                    case .seed: row.style.ask.seed.map(String.init)
                    case .continuation: Ability.continuation.asked(by: row.style) ? "yes" : nil
                    }
                },
                line(ability.rawValue, "measured") { $0.seen.abilities[ability]?.prose(ability) },
            ]
        }
    }

    private static func list(_ items: [String], _ separator: String = ", ") -> String? {
        items.isEmpty ? nil : items.joined(separator: separator)
    }

    private static func span(_ first: String?, _ last: String?) -> String {
        guard let first, let last else { return "" }
        return first == last ? ", \(first)" : ", \(first) to \(last)"
    }

    private static func limit(_ limit: SeenLimit) -> String {
        (limit.kind == .remaining ? "at least \(limit.value) left" : limit.value) + span(limit.first, limit.last)
    }

    private static func price(_ input: Double?, _ output: Double?) -> String {
        "\(Prose.amount(input)) in, \(Prose.amount(output)) out, USD per million tokens"
    }
}

extension ParityRow {
    /// More names than these make no cell.
    private static let mostNames = 8

    fileprivate var ownEntry: String? {
        guard seen.listing.list != nil || seen.entry != nil || seen.listed != .cannotTell else { return nil }
        var parts = [seen.listed.rawValue]
        if seen.listed == .notListed, seen.served.contains(where: { $0.served == .requested }) {
            parts.append("and replied all the same")
        }
        if let entry = seen.entry {
            if entry.id != style.model { parts.append("as \(entry.id)") }
            if let created = entry.created { parts.append("created \(created)") }
            if let deprecated = entry.deprecated { parts.append("deprecated \(deprecated)") }
            if let lifecycle = entry.lifecycle { parts.append(lifecycle) }
            if let context = entry.contextTokens { parts.append("\(counted(context, "token")) of context") }
        }
        return parts.joined(separator: ", ")
    }

    fileprivate var credentialModels: String {
        switch seen.listing {
        case .notAsked(let reason): return "not asked: \(reason)"
        case .notListed(let reason, let at): return "not listed: \(reason)" + (at.map { " (asked \($0))" } ?? "")
        case .listed(let list, let at):
            var out = list.complete ? "\(list.count)" : "\(list.count) and more"
            if let at { out += ", asked \(at)" }
            if let alone = listedHereAlone, !alone.isEmpty {
                let shown = alone.prefix(Self.mostNames).joined(separator: ", ")
                let rest = alone.count - min(alone.count, Self.mostNames)
                out += "; under no other style: \(shown)" + (rest > 0 ? " and \(rest) more" : "")
            }
            return out
        }
    }
}

extension SeenAbility {
    fileprivate func prose(_ ability: Ability) -> String {
        if !asked { return lacking.map { "not on this wire (\($0))" } ?? "not asked" }
        var parts: [String] = []
        if accepted > 0 {
            var detail = "accepted (\(counted(accepted, "reply"))"
            switch ability {
            case .prefill: detail += ", \(counted(probes, "probe"))"
            case .logprobs:
                detail += ", returned in \(returned)"
                if let meanFirst { detail += ", first token \(Prose.number(meanFirst)) on average" }
            case .seed:
                detail +=
                    returned == 0
                    ? ", no fingerprint"
                    : fingerprints.isEmpty
                        ? "" : ", fingerprints \(fingerprints.prefix(4).joined(separator: ", "))"
                if fingerprints.count > 4 { detail += " and \(fingerprints.count - 4) more" }
            case .continuation: break
            }
            parts.append(detail + ")")
        }
        if refused > 0 { parts.append("refused (\(refused))" + (message.map { ": \"\($0)\"" } ?? "")) }
        return parts.isEmpty ? "asked; no reply tells" : parts.joined(separator: "; ")
    }
}
