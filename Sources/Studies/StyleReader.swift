import Formats
import Trials
import Vendors

/// Reads `styles:` of a study: inheritance (`like`), grids, and every key of an access style.
struct StyleReader {
    static let styleKeys = [
        "id", "like", "grid", "granted_to", "surface", "tier", "dialect", "profile", "base_url", "route", "model",
        "accept_served", "key", "headers", "query", "body", "reasoning", "ask", "system", "prefill", "history",
        "stream", "sampling", "limits", "price", "grant", "in_force", "confidential", "withhold", "public_name",
        "timeouts", "ca_file",
    ]
    static let gridKeys = ["system", "prefill", "history", "stream", "reasoning", "body", "sampling", "headers"]

    let path: String
    let files: any FileSource
    /// What is read, for messages: judges are reached like styles.
    var noun = "style"

    /// The styles in file order, and the pairs of grid cells that differ in one thing.
    func styles(_ cursor: YAMLCursor) throws(InputError) -> ([AccessStyle], [Comparison]) {
        var members: [String: [YAMLValue.Member]] = [:]
        var out: [AccessStyle] = []
        var pairs: [Comparison] = []
        for item in try cursor.list() {
            let id = try Name.read(try item.member("id"))
            let named = item.named("\(noun) '\(id)'")
            let own = try named.fields(accepting: Self.styleKeys)
            let merged = try inherit(named, own, members)
            members[id] = merged
            if let grid = own.optional("grid") {
                let cells = try GridReader.cells(grid, id: id)
                for cell in cells.cells {
                    out.append(try style(override(merged, cell.members), id: cell.id, named, merged))
                }
                pairs += cells.pairs
            } else {
                out.append(try style(merged, id: id, named, merged))
            }
        }
        guard !out.isEmpty else { throw cursor.error("the study has no style", accepted: "at least one style") }
        for (index, style) in out.enumerated() where out[..<index].contains(where: { $0.id == style.id }) {
            throw cursor.error("the style id '\(style.id)' stands twice")
        }
        return (out, pairs)
    }

    /// A style that is `like` another takes over each of its keys as a whole, unless it states the key itself.
    private func inherit(
        _ cursor: YAMLCursor, _ own: YAMLFields, _ earlier: [String: [YAMLValue.Member]]
    ) throws(InputError) -> [YAMLValue.Member] {
        guard case .mapping(let members) = cursor.value.kind else { return [] }
        guard let like = own.optional("like") else { return members }
        let name = try like.string()
        guard let parent = earlier[name] else {
            throw like.error(
                "no style '\(name)' stands before this one",
                accepted: earlier.keys.sorted().joined(separator: ", "))
        }
        return override(parent.filter { !["id", "like", "grid"].contains($0.key) }, members)
    }

    private func override(_ base: [YAMLValue.Member], _ own: [YAMLValue.Member]) -> [YAMLValue.Member] {
        base.filter { member in !own.contains { $0.key == member.key } } + own
    }

    private func style(
        _ members: [YAMLValue.Member], id: String, _ cursor: YAMLCursor, _ line: [YAMLValue.Member]
    ) throws(InputError) -> AccessStyle {
        let value = YAMLValue(.mapping(members), line: cursor.value.line)
        let keys = try YAMLCursor(value, file: cursor.file, place: "\(noun) '\(id)'").fields(accepting: Self.styleKeys)
        var style = AccessStyle(id: id, baseURL: "", model: try keys.required("model").string())
        style.dialect = try keys.required("dialect").choice(DialectName.self)
        style.profile = try keys.optional("profile")?.string()
        style.baseURL = try baseURL(keys, style)
        style.grantedTo = try keys.optional("granted_to")?.strings() ?? []
        style.surface = try keys.optional("surface")?.choice(Surface.self) ?? .samplingAPI
        style.tier = try keys.optional("tier")?.choice(Tier.self) ?? .public
        style.route = try keys.optional("route")?.string() ?? "direct"
        style.acceptServed = try keys.optional("accept_served")?.strings() ?? []
        style.key = try keys.optional("key").map { cursor throws(InputError) in try KeyReader.key(cursor) }
        style.headers = try texts(keys.optional("headers"))
        style.query = try texts(keys.optional("query"))
        style.body = try mapping(keys.optional("body")) ?? .object([:])
        style.reasoning = try mapping(keys.optional("reasoning"))
        style.system = try keys.optional("system").map { cursor throws(InputError) in try text(cursor) }
        style.prefill = try keys.optional("prefill").map { cursor throws(InputError) in try text(cursor) }
        style.history = try keys.optional("history")?.choice(HistoryMode.self) ?? .keep
        style.stream = try keys.optional("stream")?.flag() ?? true
        style.confidential = try keys.optional("confidential")?.flag() ?? false
        style.publicName = try keys.optional("public_name")?.string()
        style.caFile = try keys.optional("ca_file").map { cursor throws(InputError) in
            Path.join(Path.folder(of: path), try cursor.string())
        }
        try StyleDetails(keys: keys).fill(&style)
        return style
    }

    private func baseURL(_ keys: YAMLFields, _ style: AccessStyle) throws(InputError) -> String {
        guard let cursor = keys.optional("base_url") else {
            guard let url = style.server?.addresses[style.dialect] ?? nil else {
                throw keys.cursor.error(
                    "the key 'base_url' is missing",
                    advice: "\(style.profile ?? style.dialect.rawValue) has no default.")
            }
            return url
        }
        let url = try cursor.string()
        if url.hasPrefix("sim:") { return url }
        if url.hasPrefix("replay:") { return try replay(url, cursor) }
        // First, because every later message may quote the address.
        guard !url.contains("@") else {
            throw cursor.error("a credential stands in the address (not shown)", accepted: "key: ${ENV}")
        }
        guard !url.contains("?"), !url.contains("#") else {
            throw cursor.error("a query stands in the address (not shown)", accepted: "query: {name: value}")
        }
        // Each dialect adds the call itself: with it twice every request would be "not found".
        let calls = ["/chat/completions", "/messages", "/responses", "/completions", "/converse", "/generateContent"]
        if let call = calls.first(where: { url.hasSuffix($0) || url.hasSuffix("\($0)/") }) {
            throw cursor.error(
                "the address ends in '\(call)', which is added to every request", accepted: "the address without it")
        }
        let rest = url.hasPrefix("https://") ? url.dropFirst(8) : url.hasPrefix("http://") ? url.dropFirst(7) : ""
        guard let first = rest.first, first != "/", !rest.contains(" ") else {
            throw cursor.error("found \(cursor.shown)", accepted: "https://…, http://…, sim:SCENARIO or replay:DIR")
        }
        return url.hasSuffix("/") ? String(url.dropLast()) : url
    }

    private func replay(_ url: String, _ cursor: YAMLCursor) throws(InputError) -> String {
        let parts = url.dropFirst("replay:".count).split(separator: "#", omittingEmptySubsequences: false)
        guard parts.count <= 2, !parts[0].isEmpty, parts.count == 1 || Name.isName(String(parts[1])) else {
            throw cursor.error("found \(cursor.shown)", accepted: "replay:DIR, or replay:DIR#style")
        }
        return url
    }

    private func texts(_ cursor: YAMLCursor?) throws(InputError) -> [String: String] {
        var out: [String: String] = [:]
        for (key, value) in try cursor?.entries() ?? [] {
            guard case .scalar(let text, _) = value.value.kind else {
                throw value.error("found \(value.shown)", accepted: "a text")
            }
            out[key] = text
        }
        return out
    }

    private func mapping(_ cursor: YAMLCursor?) throws(InputError) -> JSONValue? {
        guard let cursor else { return nil }
        guard case .mapping = cursor.value.kind else {
            throw cursor.error("found \(cursor.shown)", accepted: "a mapping")
        }
        return cursor.value.json
    }

    /// A text in place or `{file: path}`; exactly one final newline is stripped.
    private func text(_ cursor: YAMLCursor) throws(InputError) -> String {
        var text: String
        if case .mapping = cursor.value.kind {
            let name = try cursor.fields(accepting: ["file"]).required("file")
            let bytes: [UInt8]
            do throws(InputError) {
                bytes = try files.bytes(named: try name.string(), by: path)
            } catch {
                throw name.error(
                    "\(name.shown): \(error.found)", accepted: "a file, seen from \(path)", advice: error.leadsOut)
            }
            guard let valid = String(validating: bytes, as: UTF8.self) else {
                throw name.error("the file \(name.shown) is not valid UTF-8")
            }
            text = valid
        } else {
            text = try cursor.string()
        }
        if text.utf8.last == UInt8(ascii: "\n") { text = String(text.unicodeScalars.dropLast()) }
        return text
    }
}
