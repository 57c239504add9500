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
    static let gridKeys = [
        "system", "prefill", "history", "stream", "reasoning", "body", "sampling", "headers", "key",
    ]

    let path: String
    let files: any FileSource
    /// What is read, for messages: judges are reached like styles.
    var noun = "style"

    /// The styles in file order, and the pairs of grid cells that differ in one thing.
    func styles(_ cursor: YAMLCursor) throws(InputError) -> ([AccessStyle], [Comparison]) {
        var members: [String: [YAMLValue.Member]] = [:]
        var out: [AccessStyle] = []
        var pairs: [Comparison] = []
        var mistakes = Mistakes()
        for item in try cursor.list() {
            do throws(InputError) {
                let id = try Name.read(try item.member("id"))
                let named = item.named("\(noun) '\(id)'")
                let own = try named.fields(accepting: Self.styleKeys, &mistakes)
                let merged = try inherit(named, own, members)
                members[id] = merged
                var cells = GridReader.Cells(cells: [(id, [])])
                if let grid = own.optional("grid") {
                    cells = GridReader.cells(grid, id: id, &mistakes)
                }
                for cell in cells.cells {
                    do throws(InputError) {
                        out.append(try style(override(merged, cell.members), id: cell.id, named))
                    } catch {
                        Self.add(error, &mistakes)
                    }
                }
                pairs += cells.pairs
            } catch {
                mistakes.add(error)
            }
        }
        try mistakes.raise()
        guard !out.isEmpty else { throw cursor.error("the study has no style", accepted: "at least one style") }
        for (index, style) in out.enumerated() where out[..<index].contains(where: { $0.id == style.id }) {
            throw cursor.error("the style id '\(style.id)' stands twice")
        }
        return (out, pairs)
    }

    /// What a style takes over from another, or a grid's cells have in common, is wrong once.
    private static func add(_ error: InputError, _ mistakes: inout Mistakes) {
        for one in error.all
        where !mistakes.all.contains(where: { $0.line == one.line && $0.found == one.found && $0.line != nil }) {
            mistakes.add(one)
        }
    }

    /// A style that is `like` another takes over each of its keys as a whole, unless it states the key itself.
    private func inherit(
        _ cursor: YAMLCursor, _ own: YAMLFields, _ earlier: [String: [YAMLValue.Member]]
    ) throws(InputError) -> [YAMLValue.Member] {
        guard case .mapping(let members) = cursor.value.kind else { return [] }
        guard let like = own.optional("like") else { return members }
        let name = try like.string()
        guard let parent = earlier[name] else {
            guard !earlier.isEmpty else {
                throw like.error(
                    "no style '\(name)' stands before this one", accepted: "a \(noun) that stands above it in the file")
            }
            throw like.unknown("no style '\(name)' stands before this one", among: earlier.keys.sorted())
        }
        return override(parent.filter { !["id", "like", "grid"].contains($0.key) }, members)
    }

    private func override(_ base: [YAMLValue.Member], _ own: [YAMLValue.Member]) -> [YAMLValue.Member] {
        base.filter { member in !own.contains { $0.key == member.key } } + own
    }

    private func style(
        _ members: [YAMLValue.Member], id: String, _ cursor: YAMLCursor
    ) throws(InputError) -> AccessStyle {
        let value = YAMLValue(.mapping(members), line: cursor.value.line)
        // Unknown keys are told once, where they stand.
        var known = Mistakes()
        let keys = try YAMLCursor(value, file: cursor.file, place: "\(noun) '\(id)'")
            .fields(accepting: Self.styleKeys, &known)
        var mistakes = Mistakes()
        var style = AccessStyle(
            id: id, baseURL: "", model: mistakes.take(try model(keys), or: ""))
        let dialect = mistakes.take(try keys.required("dialect").choice(DialectName.self), or: nil)
        style.dialect = dialect ?? style.dialect
        style.profile = mistakes.take(try keys.optional("profile")?.string(), or: nil)
        // Without its dialect nobody knows whose default is meant.
        if dialect != nil || keys.optional("base_url") != nil {
            style.baseURL = mistakes.take(try baseURL(keys, style), or: "")
        }
        style.grantedTo = mistakes.take(try keys.optional("granted_to")?.strings() ?? [], or: [])
        style.surface = mistakes.take(try keys.optional("surface")?.choice(Surface.self), or: nil) ?? .samplingAPI
        style.tier = mistakes.take(try keys.optional("tier")?.choice(Tier.self), or: nil) ?? .public
        style.route = mistakes.take(try keys.optional("route")?.string(), or: nil) ?? "direct"
        style.acceptServed = mistakes.items(of: keys.optional("accept_served"), glob)
        if let cursor = keys.optional("key") { style.key = mistakes.take(try KeyReader.key(cursor), or: nil) }
        style.headers = mistakes.take(try texts(keys.optional("headers")), or: [:])
        style.query = mistakes.take(try texts(keys.optional("query")), or: [:])
        style.body = mistakes.take(try mapping(keys.optional("body")), or: nil) ?? .object([:])
        style.reasoning = mistakes.take(try mapping(keys.optional("reasoning")), or: nil)
        if let cursor = keys.optional("system") { style.system = mistakes.take(try text(cursor), or: nil) }
        if let cursor = keys.optional("prefill") { style.prefill = mistakes.take(try text(cursor), or: nil) }
        style.history = mistakes.take(try keys.optional("history")?.choice(HistoryMode.self), or: nil) ?? .keep
        style.stream = mistakes.take(try keys.optional("stream")?.flag(), or: nil) ?? true
        style.confidential = mistakes.take(try keys.optional("confidential")?.flag(), or: nil) ?? false
        style.publicName = mistakes.take(try keys.optional("public_name")?.string(), or: nil)
        if let cursor = keys.optional("ca_file") {
            style.caFile = mistakes.take(Path.join(Path.folder(of: path), try cursor.string()), or: nil)
        }
        StyleDetails(keys: keys).fill(&style, &mistakes)
        try mistakes.raise()
        return style
    }

    private func model(_ keys: YAMLFields) throws(InputError) -> String { try keys.required("model").string() }

    /// Names in which `*` stands for any text and `?` for a character; other marks of globs would be taken as they stand.
    private func glob(_ item: YAMLCursor) throws(InputError) -> String {
        let glob = try item.string()
        guard !glob.isEmpty, !glob.allSatisfy({ $0 == "*" }) else {
            throw item.error("'\(glob)' accepts every model, so that no reroute is seen", accepted: "part of a name")
        }
        guard !glob.contains(where: "[]{}!\\".contains) else {
            throw item.error(
                "found \(item.shown)", accepted: "a name in which * stands for any text and ? for one character")
        }
        return glob
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
