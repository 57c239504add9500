import Formats
import Trials

/// The nested mappings of an access style.
struct StyleDetails {
    let keys: YAMLFields

    /// Each mapping on its own, so that a mistake in one hides none in another.
    func fill(_ style: inout AccessStyle, _ mistakes: inout Mistakes) {
        style.ask = mistakes.take(try ask(), or: Ask())
        style.sampling = mistakes.take(try sampling(), or: Sampling())
        style.limits = mistakes.take(try limits(), or: RateLimits())
        style.timeouts = mistakes.take(try timeouts(), or: Timeouts())
        if let cursor = keys.optional("price") { style.price = mistakes.take(try price(cursor), or: nil) }
        if let cursor = keys.optional("grant") { style.grant = mistakes.take(try grant(cursor), or: nil) }
        if let cursor = keys.optional("in_force") { style.inForce = mistakes.take(try inForce(cursor), or: nil) }
        style.withhold = mistakes.take(try withhold(), or: [])
    }

    private func ask() throws(InputError) -> Ask {
        guard let parts = try keys.optional("ask")?.fields(accepting: ["logprobs", "seed", "continuation"]) else {
            return Ask()
        }
        return Ask(
            logprobs: try parts.optional("logprobs")?.integer(0...20),
            seed: try parts.optional("seed")?.integer(0...Int.max),
            continuation: try parts.optional("continuation")?.flag() ?? false)
    }

    private func sampling() throws(InputError) -> Sampling {
        let accepted = ["max_output_tokens", "temperature", "top_p"]
        guard let parts = try keys.optional("sampling")?.fields(accepting: accepted) else { return Sampling() }
        return Sampling(
            maxOutputTokens: try parts.optional("max_output_tokens")?.integer(1...10_000_000) ?? 4096,
            temperature: try parts.optional("temperature")?.number(0...2),
            topP: try parts.optional("top_p")?.number(0...1))
    }

    private func limits() throws(InputError) -> RateLimits {
        let accepted = ["requests_per_minute", "input_tokens_per_minute"]
        guard let parts = try keys.optional("limits")?.fields(accepting: accepted) else { return RateLimits() }
        return RateLimits(
            requestsPerMinute: try parts.optional("requests_per_minute")?.number(0.001...1e9),
            inputTokensPerMinute: try parts.optional("input_tokens_per_minute")?.number(1...1e12))
    }

    private func timeouts() throws(InputError) -> Timeouts {
        var out = Timeouts()
        guard let parts = try keys.optional("timeouts")?.fields(accepting: ["connect", "first_byte", "idle", "total"])
        else { return out }
        // A week is longer than any reply; what a clock cannot count ended the process.
        let limit = 0.001...604_800.0
        out.connect = try parts.optional("connect")?.seconds(limit) ?? out.connect
        out.firstByte = try parts.optional("first_byte")?.seconds(limit) ?? out.firstByte
        out.idle = try parts.optional("idle")?.seconds(limit) ?? out.idle
        out.total = try parts.optional("total")?.seconds(limit) ?? out.total
        return out
    }

    private func inForce(_ cursor: YAMLCursor) throws(InputError) -> InForce {
        let parts = try cursor.fields(accepting: ["status", "sentinels", "every"])
        return InForce(
            status: try parts.required("status").choice(InForce.Status.self),
            sentinels: try parts.optional("sentinels")?.string(),
            every: try parts.optional("every")?.integer(1...1_000_000))
    }

    private func withhold() throws(InputError) -> [String] {
        let accepted = ["model", "base_url", "request_id", "replies", "dates"]
        var out: [String] = []
        for item in try keys.optional("withhold")?.list() ?? [] {
            let word = try item.string()
            guard accepted.contains(word) else {
                throw item.error("found '\(word)'", accepted: accepted.joined(separator: ", "))
            }
            out.append(word)
        }
        return out
    }

    private func price(_ cursor: YAMLCursor) throws(InputError) -> Price {
        let parts = try cursor.fields(accepting: ["input_usd_per_mtok", "output_usd_per_mtok"])
        return Price(
            inputUSDPerMTok: try parts.required("input_usd_per_mtok").number(0...1e6),
            outputUSDPerMTok: try parts.required("output_usd_per_mtok").number(0...1e6))
    }

    private func grant(_ cursor: YAMLCursor) throws(InputError) -> Grant {
        let parts = try cursor.fields(accepting: ["by", "document", "from", "until", "safeguards_off", "models"])
        var grant = Grant(by: try parts.required("by").string())
        grant.document = try parts.optional("document")?.string()
        grant.from = try date(parts.optional("from"))
        grant.until = try date(parts.optional("until"))
        for item in try parts.optional("safeguards_off")?.list() ?? [] {
            let word = try item.string()
            guard Category.all.contains(where: { $0.rawValue == word && $0 != .unreported }) else {
                // A word that no block can bear would make a promise that nothing can break.
                throw item.error(
                    "found '\(word)'",
                    accepted: Category.all.filter { $0 != .unreported }.map(\.rawValue).joined(separator: ", "),
                    advice: Nearest.word(to: word, among: Category.all.map(\.rawValue)).map { "Did you mean '\($0)'?" })
            }
            grant.safeguardsOff.append(word)
        }
        grant.models = try parts.optional("models")?.strings() ?? []
        if let from = grant.from, let until = grant.until, from > until {
            throw cursor.error("the grant ends (\(until)) before it begins (\(from))")
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
            let parts = try cursor.fields(accepting: ["command", "every"])
            let words = try parts.required("command").strings()
            guard !words.isEmpty else { throw cursor.error("the command is empty", accepted: accepted) }
            return .command(words, everySeconds: try parts.optional("every")?.seconds(1...Durations.longest))
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

    static func cells(_ cursor: YAMLCursor, id: String) throws(InputError) -> Cells {
        let axes = try cursor.entries()
        // Counted before it is made: a grid multiplies.
        var count = 1
        for axis in axes {
            let (product, overflow) = count.multipliedReportingOverflow(by: max(1, try axis.value.list().count))
            count = overflow ? .max : product
        }
        guard count <= 256 else { throw cursor.error("a grid of \(count) styles", accepted: "at most 256") }
        var cells: [(labels: [String], members: [YAMLValue.Member])] = [([], [])]
        for (index, axis) in axes.enumerated() {
            let key = String(axis.key)
            guard StyleReader.gridKeys.contains(key) else {
                throw axis.value.error("a grid over '\(key)'", accepted: StyleReader.gridKeys.joined(separator: ", "))
            }
            let values = try axis.value.list()
            guard values.count > 1 else { throw axis.value.error("an axis of one value", accepted: "two or more") }
            var labels: [String] = []
            for (place, value) in values.enumerated() {
                let label =
                    "\(key)-\(key == "key" ? try keyLabel(value, place: place + 1) : self.label(value, place: place + 1))"
                guard !labels.contains(label) else { throw axis.value.error("the value \(value.shown) stands twice") }
                labels.append(label)
            }
            cells = cells.flatMap { cell in
                zip(labels, values).map { label, value in
                    (
                        cell.labels.prefix(index) + [label],
                        cell.members + [YAMLValue.Member(key: key, line: value.value.line, value: value.value)]
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

    /// The name of a variable; of a literal key, which is an error, nothing is ever named.
    private static func keyLabel(_ value: YAMLCursor, place: Int) throws(InputError) -> String {
        switch try KeyReader.key(value) {
        case .environment(let name): name.count <= 40 ? name : "\(place)"
        case .file, .command: "\(place)"
        }
    }

    private static func label(_ value: YAMLCursor, place: Int) -> String {
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
