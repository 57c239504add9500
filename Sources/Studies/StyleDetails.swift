import Formats
import Trials

/// The nested mappings of an access style.
struct StyleDetails {
    let keys: YAMLFields

    /// Each key on its own, so that a mistake in one hides none in another.
    func fill(_ style: inout AccessStyle, _ mistakes: inout Mistakes) {
        style.ask = ask(&mistakes)
        style.sampling = sampling(&mistakes)
        style.limits = limits(&mistakes)
        style.timeouts = timeouts(&mistakes)
        style.price = price(&mistakes)
        style.grant = grant(&mistakes)
        style.inForce = inForce(&mistakes)
        style.withhold = mistakes.items(of: keys.optional("withhold")) { item throws(InputError) in
            let accepted = ["model", "base_url", "request_id", "replies", "dates"]
            let word = try item.string()
            guard accepted.contains(word) else { throw item.unknown(among: accepted) }
            return word
        }
    }

    private func ask(_ mistakes: inout Mistakes) -> Ask {
        guard
            let parts = mistakes.fields(of: keys.optional("ask"), accepting: ["logprobs", "seed", "continuation"])
        else { return Ask() }
        return Ask(
            logprobs: mistakes.take(try parts.optional("logprobs")?.integer(0...20), or: nil),
            seed: mistakes.take(try parts.optional("seed")?.integer(0...Int.max), or: nil),
            continuation: mistakes.take(try parts.optional("continuation")?.flag() ?? false, or: false))
    }

    private func sampling(_ mistakes: inout Mistakes) -> Sampling {
        let accepted = ["max_output_tokens", "temperature", "top_p"]
        guard let parts = mistakes.fields(of: keys.optional("sampling"), accepting: accepted) else { return Sampling() }
        return Sampling(
            maxOutputTokens: mistakes.take(
                try parts.optional("max_output_tokens")?.integer(1...10_000_000) ?? 4096, or: 4096),
            temperature: mistakes.take(try parts.optional("temperature")?.number(0...2), or: nil),
            topP: mistakes.take(try parts.optional("top_p")?.number(0...1), or: nil))
    }

    private func limits(_ mistakes: inout Mistakes) -> RateLimits {
        let accepted = ["requests_per_minute", "input_tokens_per_minute"]
        guard let parts = mistakes.fields(of: keys.optional("limits"), accepting: accepted) else { return RateLimits() }
        return RateLimits(
            requestsPerMinute: mistakes.take(
                try parts.optional("requests_per_minute")?.number(0.001...1e9), or: nil),
            inputTokensPerMinute: mistakes.take(
                try parts.optional("input_tokens_per_minute")?.number(1...1e12), or: nil))
    }

    private func timeouts(_ mistakes: inout Mistakes) -> Timeouts {
        var out = Timeouts()
        let accepted = ["connect", "first_byte", "idle", "total"]
        guard let parts = mistakes.fields(of: keys.optional("timeouts"), accepting: accepted) else { return out }
        // A week is longer than any reply; what a clock cannot count ended the process.
        let limit = 0.001...604_800.0
        out.connect = mistakes.take(try parts.optional("connect")?.seconds(limit), or: nil) ?? out.connect
        out.firstByte = mistakes.take(try parts.optional("first_byte")?.seconds(limit), or: nil) ?? out.firstByte
        out.idle = mistakes.take(try parts.optional("idle")?.seconds(limit), or: nil) ?? out.idle
        out.total = mistakes.take(try parts.optional("total")?.seconds(limit), or: nil) ?? out.total
        return out
    }

    private func inForce(_ mistakes: inout Mistakes) -> InForce? {
        guard
            let parts = mistakes.fields(of: keys.optional("in_force"), accepting: ["status", "sentinels", "every"])
        else { return nil }
        let status = mistakes.take(try parts.required("status").choice(InForce.Status.self), or: nil)
        let sentinels = mistakes.take(try parts.optional("sentinels")?.string(), or: nil)
        let every = mistakes.take(try parts.optional("every")?.integer(1...1_000_000), or: nil)
        return status.map { InForce(status: $0, sentinels: sentinels, every: every) }
    }

    private func price(_ mistakes: inout Mistakes) -> Price? {
        guard
            let parts = mistakes.fields(
                of: keys.optional("price"), accepting: ["input_usd_per_mtok", "output_usd_per_mtok"])
        else { return nil }
        let input = mistakes.take(try parts.required("input_usd_per_mtok").number(0...1e6), or: nil)
        let output = mistakes.take(try parts.required("output_usd_per_mtok").number(0...1e6), or: nil)
        guard let input, let output else { return nil }
        return Price(inputUSDPerMTok: input, outputUSDPerMTok: output)
    }

    private func grant(_ mistakes: inout Mistakes) -> Grant? {
        let accepted = ["by", "document", "from", "until", "safeguards_off", "models"]
        guard let cursor = keys.optional("grant"), let parts = mistakes.fields(of: cursor, accepting: accepted) else {
            return nil
        }
        let by = mistakes.take(try parts.required("by").string(), or: "")
        var grant = Grant(by: by)
        grant.document = mistakes.take(try parts.optional("document")?.string(), or: nil)
        grant.from = mistakes.take(try date(parts.optional("from")), or: nil)
        grant.until = mistakes.take(try date(parts.optional("until")), or: nil)
        grant.safeguardsOff = mistakes.items(of: parts.optional("safeguards_off")) { item throws(InputError) in
            // A word that no block can bear would make a promise that nothing can break.
            let words = Category.all.filter { $0 != .unreported }.map(\.rawValue)
            let word = try item.string()
            guard words.contains(word) else { throw item.unknown("found '\(word)'", among: words) }
            return word
        }
        grant.models = mistakes.items(of: parts.optional("models")) { item throws(InputError) in try item.string() }
        if let from = grant.from, let until = grant.until, from > until {
            mistakes.add(
                (parts.optional("until") ?? cursor).error("the grant ends (\(until)) before it begins (\(from))"))
        }
        return grant
    }

    private func date(_ cursor: YAMLCursor?) throws(InputError) -> String? {
        guard let cursor else { return nil }
        let text = try cursor.string()
        guard text.wholeMatch(of: /\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])/) != nil else {
            throw cursor.error("found \(cursor.shown)", accepted: "a date such as 2026-11-05")
        }
        return text
    }
}

/// Reads where a credential comes from. A literal key is an error, and is not repeated in the message.
enum KeyReader {
    static let accepted = "${ENV}, file:PATH or {command: [...], every: 45m}"

    static func key(_ cursor: YAMLCursor) throws(InputError) -> KeySource {
        if case .mapping = cursor.value.kind {
            var mistakes = Mistakes()
            let parts = mistakes.fields(of: cursor, accepting: ["command", "every"])
            let words = mistakes.take(try parts?.required("command").strings() ?? [], or: nil)
            if words?.isEmpty == true { mistakes.add(cursor.error("the command is empty", accepted: accepted)) }
            let every = mistakes.take(try parts?.optional("every")?.seconds(1...Durations.longest), or: nil)
            try mistakes.raise()
            return .command(words ?? [], everySeconds: every)
        }
        guard case .scalar(let text, _) = cursor.value.kind else {
            throw cursor.error("found \(cursor.shown)", accepted: accepted)
        }
        if text.hasPrefix("${"), text.hasSuffix("}") {
            let name = String(text.dropFirst(2).dropLast())
            guard name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil else {
                throw cursor.error("no name of an environment variable stands in ${} (not shown)", accepted: accepted)
            }
            return .environment(name)
        }
        if text.hasPrefix("file:"), text.count > 5 { return .file(String(text.dropFirst(5))) }
        throw cursor.error(
            "a literal key (not shown)", accepted: accepted,
            advice: "Keys never stand in a study; if this file was shared, replace the key.")
    }
}

/// `grid: {system: [null, {file: …}], history: [keep, drop]}`: one style for each combination.
enum GridReader {
    struct Cells {
        var cells: [(id: String, members: [YAMLValue.Member])] = []
        var pairs: [Comparison] = []
    }

    /// - Parameter mistakes: what is wrong with an axis costs that axis; the values of the others are still read.
    static func cells(_ cursor: YAMLCursor, id: String, _ mistakes: inout Mistakes) -> Cells {
        var axes: [(key: String, labels: [String], values: [YAMLCursor])] = []
        for entry in mistakes.take(try cursor.entries(), or: []) {
            mistakes.attempt { () throws(InputError) in
                axes.append(try axis(String(entry.key), entry.value))
            }
        }
        // Counted before it is made: a grid multiplies.
        var count = 1
        for axis in axes {
            let (product, overflow) = count.multipliedReportingOverflow(by: axis.values.count)
            count = overflow ? .max : product
        }
        guard count <= 256 else {
            mistakes.add(cursor.error("a grid of \(count) styles", accepted: "at most 256"))
            return Cells(cells: [(id, [])])
        }
        var cells: [(labels: [String], members: [YAMLValue.Member])] = [([], [])]
        for axis in axes {
            cells = cells.flatMap { cell in
                zip(axis.labels, axis.values).map { label, value in
                    (
                        cell.labels + [label],
                        cell.members + [YAMLValue.Member(key: axis.key, line: value.value.line, value: value.value)]
                    )
                }
            }
        }
        func name(_ labels: [String]) -> String { ([id] + labels).joined(separator: ".") }
        var out = Cells(cells: cells.map { (name($0.labels), $0.members) })
        for (index, later) in cells.enumerated() {
            for earlier in cells[..<index] where zip(later.labels, earlier.labels).count(where: { $0 != $1 }) == 1 {
                out.pairs.append(Comparison(a: name(later.labels), b: name(earlier.labels)))
            }
        }
        return out
    }

    private static func axis(
        _ key: String, _ axis: YAMLCursor
    ) throws(InputError) -> (key: String, labels: [String], values: [YAMLCursor]) {
        guard StyleReader.gridKeys.contains(key) else {
            var error = axis.error("a grid over '\(key)'", accepted: StyleReader.gridKeys.joined(separator: ", "))
            error.advice = Nearest.word(to: key, among: StyleReader.gridKeys).map { "Did you mean '\($0)'?" }
            throw error
        }
        let values = try axis.list()
        guard values.count > 1 else { throw axis.error("an axis of one value", accepted: "two or more") }
        if key == "key" { try differing(values) }
        var labels: [String] = []
        for (place, value) in values.enumerated() {
            let label = "\(key)-\(try self.label(value, of: key, place: place + 1))"
            guard !labels.contains(label) else { throw axis.error("the value \(value.shown) stands twice") }
            labels.append(label)
        }
        return (key, labels, values)
    }

    /// Two places of one credential would be two accounts in the report.
    private static func differing(_ values: [YAMLCursor]) throws(InputError) {
        var seen: Set<KeySource> = []
        for value in values {
            let key = try KeyReader.key(value)
            guard seen.insert(key).inserted else { throw value.error("the value \(value.shown) stands twice") }
        }
    }

    /// Ids of styles stand in every report. A credential has its place alone: what it is called is nobody's but its owner's.
    private static func label(_ value: YAMLCursor, of key: String, place: Int) throws(InputError) -> String {
        guard key != "key" else { return "\(place)" }
        switch value.value.kind {
        case .scalar where value.isNull: return "none"
        case .scalar(let text, _): return Name.isName(text) && text.count <= 24 ? text : "\(place)"
        case .mapping(let members):
            if members.count == 1, members[0].key == "file", case .scalar(let path, _) = members[0].value.kind {
                let stem = Path.stem(of: path)
                return Name.isName(stem) ? stem : "\(place)"
            }
            return "\(place)"
        case .sequence: return "\(place)"
        }
    }
}
