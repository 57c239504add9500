import Formats
import Trials

/// Reads a suite file and every file it names.
///
/// ```swift
/// let suite = try SuiteReader.suite(at: "probes/cyber.yaml", from: ShippedFiles())
/// suite.probes.count { $0.role == .main }
/// ```
package struct SuiteReader {
    static let suiteKeys = ["suite", "title", "version", "licence", "canary_guid", "defaults", "probes"]
    static let defaultKeys = [
        "field", "aims_at", "expect", "role", "frame", "language", "cluster", "source", "why_benign", "tags",
        "standalone", "system",
    ]
    static let probeKeys = [
        "id", "field", "source", "why_benign", "cluster", "expect", "role", "frame", "aims_at", "language", "tags",
        "system", "context", "standalone", "prompt", "turns", "tools", "prefill", "needs", "check", "twin",
        "variant_of", "changes", "ladder", "danger_shift", "trigger", "cut_at", "padding",
    ]

    let path: String
    let files: any FileSource
    /// Content of every file read, by its path as written, for the hash.
    private var read: [String: [UInt8]] = [:]

    private init(path: String, files: any FileSource) {
        self.path = path
        self.files = files
    }

    /// - Throws: `InputError` naming file, line, probe and key.
    package static func suite(at path: String, from files: any FileSource = DiskFiles()) throws(InputError) -> Suite {
        var reader = SuiteReader(path: path, files: files)
        return try reader.suite()
    }

    private mutating func suite() throws(InputError) -> Suite {
        let bytes = try files.bytes(at: path)
        let root = YAMLCursor(try YAMLValue.parse(bytes, file: path), file: path)
        let fields = try root.fields(accepting: Self.suiteKeys)
        let name = try Name.read(try fields.required("suite"))
        let defaults = try fields.optional("defaults").map { cursor throws(InputError) in
            try cursor.fields(accepting: Self.defaultKeys)
        }
        let items = try fields.required("probes").list()
        var probes: [Probe] = []
        var lines: [String: Int] = [:]
        var mistakes = Mistakes()
        // What a broken probe is named in elsewhere is no second mistake.
        var broken: Set<String> = []
        for item in items {
            do throws(InputError) {
                let probe = try self.probe(item, suite: name, defaults: defaults, earlier: probes)
                if let line = lines[probe.id] {
                    throw item.named("probe '\(probe.id)'").error("the id stands on line \(line) already")
                }
                lines[probe.id] = item.value.line
                probes.append(probe)
                for shorter in try truncations(of: probe, item) {
                    if let line = lines[shorter.id] {
                        throw item.named("probe '\(probe.id)'").error(
                            "its truncation '\(shorter.id)' stands on line \(line)")
                    }
                    lines[shorter.id] = item.value.line
                    probes.append(shorter)
                }
            } catch {
                let parent = try? item.member("variant_of").string()
                if let id = try? item.member("id").string() { broken.insert(id) }
                if parent.map(broken.contains) ?? false { continue }
                mistakes.add(error)
            }
        }
        try mistakes.raise()
        return Suite(
            name: name, title: try fields.optional("title")?.string() ?? name,
            version: try fields.required("version").integer(1...1_000_000),
            licence: try fields.optional("licence")?.string(), canary: try fields.optional("canary_guid")?.string(),
            probes: probes, hash: hash(of: bytes))
    }

    /// SHA-256 over the suite file and, sorted by path, every file it names: length-prefixed, so that no two differ
    /// only in where one ends.
    private func hash(of bytes: [UInt8]) -> String {
        var all: [UInt8] = Array("suite \(bytes.count)\n".utf8) + bytes
        for (path, bytes) in read.sorted(by: { $0.key < $1.key }) {
            all += Array("file \(path) \(bytes.count)\n".utf8) + bytes
        }
        return SHA256.hex(all)
    }

    // MARK: One probe

    private mutating func probe(
        _ item: YAMLCursor, suite: String, defaults: YAMLFields?, earlier: [Probe]
    ) throws(InputError) -> Probe {
        let id = try Name.read(try item.member("id"))
        let fields = try item.named("probe '\(id)'").fields(accepting: Self.probeKeys)
        let given = Given(fields: fields, defaults: defaults)

        var parent: Probe?
        if let named = fields.optional("variant_of") {
            let wanted = try named.string()
            parent = earlier.first { $0.id == wanted }
            guard parent != nil else {
                throw named.error(
                    "no probe '\(wanted)' stands before this one", accepted: "the id of an earlier probe of this suite")
            }
        }
        var changes: [Change] = []
        for change in try fields.optional("changes")?.list() ?? [] { changes.append(try change.choice(Change.self)) }
        if parent == nil, let cursor = fields.optional("changes") {
            throw cursor.error("only a variant changes something", accepted: "variant_of: <id> beside it")
        }
        if !changes.contains(.padding), let cursor = fields.optional("padding") {
            throw cursor.error("nothing is padded here", accepted: "variant_of: <id> and changes: [padding] beside it")
        }
        if changes.contains(.cut) {
            throw fields.cursor.error(
                "a truncation as a variant of its own", accepted: "cut_at: [turn, …] in the original")
        }
        if parent != nil, changes.isEmpty {
            throw fields.cursor.error(
                "a variant does not say what it changes",
                accepted: "changes: \(Change.allCases.filter { $0 != .cut }.map(\.rawValue).joined(separator: ", "))")
        }

        var probe = parent ?? Probe(id: id, turns: [])
        probe.id = id
        probe.suite = suite
        if let parent {
            probe.variantOf = parent.id
            probe.role = .variant
            probe.twin = nil
            probe.tags = []
            probe.whyBenign = parent.whyBenign
            probe.rung = nil
            probe.cut = nil
            if changes.contains(.history) { probe.turns = Array(probe.turns.suffix(1)) }
            if changes.contains(.context) { probe.context = [] }
            if changes.contains(.system) || changes.contains(.preamble) { probe.system = nil }
            if changes.contains(.preamble) { probe.tools = [] }
            if changes.contains(.padding) { try pad(&probe, fields) }
            probe.changes = changes
        }
        try labels(&probe, given, inherited: parent != nil)
        try content(&probe, fields, given)
        try judgement(&probe, fields)
        try Self.validate(probe, fields)
        probe.contentHash = probe.hashOfContent
        return probe
    }

    private func labels(_ probe: inout Probe, _ given: Given, inherited: Bool) throws(InputError) {
        // A variant takes its parent's labels before the file's defaults.
        let look = inherited ? Given(fields: given.fields, defaults: nil) : given
        if let field = look["field"] {
            probe.field = try Name.read(field)
            guard probe.field != "all" else {
                throw field.error("found 'all', the name of the pooled row in reports", accepted: "another name")
            }
        } else if !inherited {
            throw given.fields.cursor.error("the key 'field' is missing here and in 'defaults'")
        }
        if let role = look["role"] { probe.role = try role.choice(Role.written) }
        if let expect = look["expect"] { probe.expect = try expect.choice(Expectation.self) }
        if let frame = look["frame"] { probe.frame = try frame.choice(Frame.self) }
        if let aim = look["aims_at"] {
            let text = try aim.string()
            guard Category.all.contains(where: { $0.rawValue == text }) else {
                throw aim.error(
                    "found '\(text)'", accepted: Category.all.map(\.rawValue).joined(separator: ", "))
            }
            probe.aimsAt = text
        }
        if let language = look["language"] { probe.language = try language.string() }
        if let source = look["source"] { probe.source = try source.string() }
        if let reason = look["why_benign"] { probe.whyBenign = try reason.string() }
        if let tags = look["tags"] { probe.tags = try tags.strings() }
        if let cluster = look["cluster"] {
            probe.cluster = try Name.read(cluster)
        } else if !inherited {
            probe.cluster = probe.id
        }
        if let standalone = look["standalone"] { probe.standalone = try standalone.flag() }
        if let ladder = given.fields.optional("ladder") {
            let parts = try ladder.fields(accepting: ["id", "rung"])
            probe.rung = Rung(
                ladder: try Name.read(try parts.required("id")), number: try parts.required("rung").integer(1...9),
                dangerShift: try given.fields.optional("danger_shift")?.string())
            // Rungs are versions of one task: one scenario.
            if given.fields.present("cluster") == nil, let rung = probe.rung { probe.cluster = rung.ladder }
            if given.fields.present("role") == nil { probe.role = .rung }
        } else if let shift = given.fields.optional("danger_shift") {
            throw shift.error("no ladder beside it", accepted: "ladder: {id: NAME, rung: 1}")
        }
        if let trigger = given.fields.optional("trigger") { probe.trigger = try Self.trigger(trigger) }
    }

    private mutating func content(_ probe: inout Probe, _ fields: YAMLFields, _ given: Given) throws(InputError) {
        if let system = fields.present("system") ?? given.defaults?.present("system"),
            probe.variantOf == nil
                || fields.present("system") != nil
        {
            probe.system = system.isNull ? nil : try text(system)
        }
        if let context = fields.present("context") {
            probe.context = []
            for document in context.isNull ? [] : try context.list() {
                let parts = try document.fields(accepting: ["name", "file", "text"])
                let name = try parts.required("name").string()
                switch (parts.optional("file"), parts.optional("text")) {
                case (let file?, nil):
                    probe.context.append(ContextDocument(name: name, text: try contents(of: file)))
                case (nil, let inline?):
                    probe.context.append(ContextDocument(name: name, text: try inline.string()))
                case (nil, nil), (_?, _?):
                    throw document.error("a document needs one of the keys file and text")
                }
            }
        }
        switch (fields.optional("prompt"), fields.optional("turns")) {
        case (let prompt?, nil):
            // In a variant the new prompt replaces the last turn and keeps what is left of the history.
            probe.turns = probe.turns.dropLast() + [Turn(.user, try text(prompt))]
        case (nil, let turns?):
            probe.turns = try conversation(turns)
            // What a tool gave means nothing without the call before it.
            if probe.turns.last?.speaker == .tool, fields.present("standalone") == nil { probe.standalone = false }
        case (nil, nil):
            guard !probe.turns.isEmpty else { throw fields.cursor.error("the probe has neither 'prompt' nor 'turns'") }
        case (_?, _?): throw fields.cursor.error("the probe has both 'prompt' and 'turns'", accepted: "one of them")
        }
        if let prefill = fields.present("prefill") { probe.prefill = prefill.isNull ? nil : try text(prefill) }
        if let tools = fields.present("tools") {
            probe.tools = []
            for tool in tools.isNull ? [] : try tools.list() {
                let parts = try tool.fields(accepting: ["name", "description", "schema"])
                let schema = try parts.required("schema")
                guard case .mapping = schema.value.kind else {
                    throw schema.error("found \(schema.shown)", accepted: "a JSON Schema as a mapping")
                }
                probe.tools.append(
                    ToolDeclaration(
                        name: try parts.required("name").string(),
                        description: try parts.required("description").string(), schema: schema.value.json))
            }
        }
    }

    private func judgement(_ probe: inout Probe, _ fields: YAMLFields) throws(InputError) {
        if let needs = fields.present("needs") { probe.needs = needs.isNull ? [] : try needs.strings() }
        if let check = fields.present("check") { probe.check = check.isNull ? nil : try CheckReader.check(check) }
        if let twin = fields.optional("twin") { probe.twin = try Name.read(twin) }
    }

    // MARK: Texts

    /// A text in place, or the file it names; exactly one final newline is stripped.
    mutating func text(_ cursor: YAMLCursor) throws(InputError) -> String {
        var text: String
        if case .mapping = cursor.value.kind {
            text = try contents(of: try cursor.fields(accepting: ["file"]).required("file"))
        } else {
            text = try cursor.string()
            try refuseLayout(text, cursor)
        }
        if text.utf8.last == UInt8(ascii: "\n") { text = String(text.unicodeScalars.dropLast()) }
        guard !text.isEmpty else { throw cursor.error("the text is empty") }
        return text
    }

    /// YAML's own indentation eats or forbids such layout, unless the author stated the indentation.
    private func refuseLayout(_ text: String, _ cursor: YAMLCursor) throws(InputError) {
        guard text.first == " " || text.contains("\t") else { return }
        if case .scalar(_, .block) = cursor.value.kind, statesIndentation(line: cursor.value.line) { return }
        throw cursor.error(
            text.first == " " ? "the text begins with a space" : "the text holds a tab",
            accepted: "such a text in a file of its own ({file: path}) or under '|2'")
    }

    private func statesIndentation(line: Int) -> Bool {
        guard let lines = sourceLines, lines.indices.contains(line - 1) else { return false }
        return lines[line - 1].contains(/[|>][-+]?[1-9]/)
    }

    private var sourceLines: [Substring]? {
        (try? files.bytes(at: path)).map {  // read before without error; asked again only on this rare path
            String(decoding: $0, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        }
    }

    private mutating func contents(of cursor: YAMLCursor) throws(InputError) -> String {
        let name = try cursor.string()
        let bytes: [UInt8]
        do throws(InputError) {
            bytes = try files.bytes(named: name, by: path)
        } catch {
            throw cursor.error(
                "'\(name)': \(error.found)", accepted: "a file, seen from \(path)", advice: error.leadsOut)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw cursor.error("the file '\(name)' is not valid UTF-8")
        }
        if read[name] == nil { read[name] = bytes }
        return text
    }
}

/// A probe's own key, or the default of the file.
private struct Given {
    var fields: YAMLFields
    var defaults: YAMLFields?

    subscript(key: String) -> YAMLCursor? {
        if let own = fields.present(key) { return own.isNull ? nil : own }
        return defaults?.optional(key)
    }
}
