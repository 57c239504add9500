import Formats
import Trials

/// Makes a suite from rows of a data set made elsewhere, by column mapping only: no text is changed.
package struct SuiteImport {
    /// Name of the suite; ids begin with it.
    package var name: String
    package var title: String
    package var licence: ImportLicence
    package var preset: ImportPreset?
    /// Columns by key, the preferred first; a key that is absent has a constant or none.
    package var columns: [ImportKey: [String]]
    /// Keys whose column was named by the user: a file without it is an error.
    package var required: Set<ImportKey> = [.prompt]
    package var field: String
    package var expect: Expectation?
    package var frame: Frame
    package var aimsAt: String?
    package var language = "en"
    /// Whether rows that shall be refused become positive controls; they are left out otherwise.
    package var keepsControls = false

    package init(
        name: String, title: String, licence: ImportLicence, preset: ImportPreset? = nil,
        columns: [ImportKey: [String]], field: String, expect: Expectation? = .answer, frame: Frame = .typical,
        aimsAt: String? = nil
    ) {
        self.name = name
        self.title = title
        self.licence = licence
        self.preset = preset
        self.columns = columns
        self.field = field
        self.expect = expect
        self.frame = frame
        self.aimsAt = aimsAt
    }

    /// A public set. Such sets were collected because models trip over them: frame `trigger-enriched`.
    package init(_ preset: ImportPreset) {
        self.init(
            name: preset.rawValue, title: preset.title, licence: preset.licence, preset: preset,
            columns: preset.columns, field: preset.rawValue, expect: preset.expectation, frame: .triggerEnriched,
            aimsAt: preset.aimsAt)
    }

    /// What was left out, and why.
    package struct Notes: Sendable, Hashable {
        package var taken = 0
        package var sameText = 0
        /// Rows that shall be refused, and are not wanted.
        package var refuse = 0
        /// Rows that shall be refused, and are more than the one sentence that a positive control is.
        package var longControls = 0
    }

    package struct Result: Sendable {
        package var suite: Suite
        /// The suite file, read back and held against the rows.
        package var yaml: String
        package var notes: Notes
    }

    /// - Throws: `InputError` naming file, row and column.
    package func run(_ rows: [ImportRow], file: String) throws(InputError) -> Result {
        let columns = try chosenColumns(rows, file: file)
        var notes = Notes()
        var probes: [Probe] = []
        var ids: [String: Int] = [:]
        var texts: [String: Int] = [:]
        for row in rows {
            guard let probe = try probe(row, columns, file: file, notes: &notes) else { continue }
            if texts.updateValue(row.number, forKey: probe.lastText) != nil, probe.system == nil {
                notes.sameText += 1
                continue
            }
            if let earlier = ids.updateValue(row.number, forKey: probe.id) {
                throw fault(row, file, .id, "the id '\(probe.id)' is that of row \(earlier) too", "ids that are unique")
            }
            probes.append(probe)
        }
        notes.taken = probes.count
        guard !probes.isEmpty else {
            throw InputError(
                file: file, found: "no row is left of \(rows.count)",
                accepted: notes.refuse + notes.longControls > 0
                    ? "rows to be answered, or --controls to take those to be refused" : "at least one row")
        }
        let suite = Suite(
            name: name, title: title, version: 1, licence: licence.text, probes: probes, hash: "")
        return Result(suite: suite, yaml: try verified(suite, file: file, rows: ids), notes: notes)
    }

    // MARK: Columns

    private func chosenColumns(_ rows: [ImportRow], file: String) throws(InputError) -> [ImportKey: String] {
        guard let first = rows.first else { throw InputError(file: file, found: "no row", accepted: "at least one") }
        // A column that only later rows have is a column, too.
        var present = Set(first.values.keys)
        for row in rows.dropFirst().prefix(200) { present.formUnion(row.values.keys) }
        var chosen: [ImportKey: String] = [:]
        for (key, candidates) in columns.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            if let column = candidates.first(where: present.contains) {
                chosen[key] = column
            } else if required.contains(key) {
                throw InputError(
                    file: file, place: "key '\(key.rawValue)'",
                    found: "no column \(candidates.map { "'\($0)'" }.joined(separator: " or "))",
                    accepted: "--map \(key.rawValue)=COLUMN with one of: \(present.sorted().joined(separator: ", "))")
            }
        }
        return chosen
    }

    // MARK: One row

    private func probe(
        _ row: ImportRow, _ columns: [ImportKey: String], file: String, notes: inout Notes
    ) throws(InputError) -> Probe? {
        guard let text = try value(.prompt, row, columns, file: file), !text.isEmpty else {
            throw fault(row, file, .prompt, "no text", "a prompt in every row")
        }
        var expect = preset?.expectation(of: row) ?? self.expect
        if let word = try value(.expect, row, columns, file: file) {
            guard let read = Expectation(rawValue: word.lowercased()) else {
                throw fault(
                    row, file, .expect, "found '\(word)'",
                    Expectation.allCases.map(\.rawValue).joined(separator: ", "))
            }
            expect = read
        }
        guard let expect else {
            throw InputError(
                file: file, found: "nothing says whether these rows are to be answered or refused",
                accepted: "--expect answer, --expect refuse or --expect either, as the set's description says")
        }
        if expect == .refuse {
            guard keepsControls else {
                notes.refuse += 1
                return nil
            }
            // What `SuiteReader` accepts: one line, short, alone.
            guard text.count <= 300, !text.contains(where: \.isNewline) else {
                notes.longControls += 1
                return nil
            }
        }
        let field = try value(.field, row, columns, file: file).map { Self.slug($0) } ?? self.field
        guard Name.isName(field), field != "all" else { throw fault(row, file, .field, "found '\(field)'", "a name") }
        let aim = try value(.aimsAt, row, columns, file: file) ?? aimsAt
        if let aim, !Category.all.contains(where: { $0.rawValue == aim }) {
            throw fault(row, file, .aimsAt, "found '\(aim)'", Category.all.map(\.rawValue).joined(separator: ", "))
        }
        let tags = try value(.tags, row, columns, file: file).map { [$0] } ?? []
        return Probe(
            id: try id(row, text, columns, file: file), suite: name, field: field, expect: expect,
            role: expect == .refuse ? .control : .main, frame: frame,
            cluster: try value(.cluster, row, columns, file: file).map { Self.slug($0) }, aimsAt: aim,
            language: try value(.language, row, columns, file: file) ?? language,
            source: try value(.source, row, columns, file: file) ?? "\(title), row \(row.number)",
            whyBenign: try value(.whyBenign, row, columns, file: file) ?? Self.reason(expect, title), tags: tags,
            system: expect == .refuse ? nil : try value(.system, row, columns, file: file),
            turns: [Turn(.user, text)])
    }

    private static func reason(_ expect: Expectation, _ title: String) -> String {
        switch expect {
        case .answer: "Published as to be answered by the makers of \(title); not reviewed here."
        case .refuse: "Not benign: published as to be refused by the makers of \(title); not reviewed here."
        case .either: "Contested: imported from \(title) without a judgement of its own."
        }
    }

    /// The set's own id, else one that comes from the text and so outlives a re-ordered file.
    private func id(
        _ row: ImportRow, _ text: String, _ columns: [ImportKey: String], file: String
    ) throws(InputError) -> String {
        let own = try value(.id, row, columns, file: file).map { Self.slug($0) }
        let id = "\(name)-\(own ?? String(SHA256.hex(text).prefix(12)))"
        guard Name.isName(id) else {
            throw fault(row, file, .id, "found '\(id)'", "letters, digits, '-', '_' and '.', at most 120")
        }
        return id
    }

    /// nil for an absent, null or (but for the prompt) empty cell. A list gives its first item: some sets keep a
    /// one-turn conversation as a list of turns.
    private func value(
        _ key: ImportKey, _ row: ImportRow, _ columns: [ImportKey: String], file: String
    ) throws(InputError) -> String? {
        guard let column = columns[key], let value = row.values[column], !value.isNull else { return nil }
        let single: JSONValue
        if let list = value.array {
            guard list.count == 1, let first = list.first else {
                throw fault(row, file, key, "a list of \(counted(list.count, "value"))", "a text, or a list of one")
            }
            single = first
        } else {
            single = value
        }
        guard let text = single.stringOrInteger else { throw fault(row, file, key, "no text", "a text") }
        return text.isEmpty && key != .prompt ? nil : text
    }

    private func fault(
        _ row: ImportRow, _ file: String, _ key: ImportKey, _ found: String, _ accepted: String
    ) -> InputError {
        InputError(
            file: file, line: row.line, place: "row \(row.number), key '\(key.rawValue)'", found: found,
            accepted: accepted)
    }

    /// Signs that a name cannot hold become `-`.
    package static func slug(_ text: String) -> String {
        var out = ""
        for character in text {
            if Name.isName("a\(character)") {
                out.append(character)
            } else if out.last != "-" {
                out.append("-")
            }
        }
        while out.hasPrefix("-") || out.hasPrefix(".") { out.removeFirst() }
        while out.hasSuffix("-") { out.removeLast() }
        return out
    }

    // MARK: Written and read back

    private func verified(_ suite: Suite, file: String, rows: [String: Int]) throws(InputError) -> String {
        let yaml: String
        do throws(SuiteWriter.Unwritable) {
            yaml = try SuiteWriter.yaml(
                suite,
                comment: [
                    "Imported by `railgauge suites import` from \(Path.stem(of: file)). Licence of the texts: \(licence.text)."
                ])
        } catch {
            throw InputError(
                file: file, place: "row \(rows[error.probe] ?? 0)", found: error.found, accepted: error.accepted)
        }
        let read: Suite
        do throws(InputError) { read = try SuiteReader.suite(at: "suite.yaml", from: OneFile(text: yaml)) } catch {
            throw InputError(
                file: file,
                found: "the suite of \(counted(suite.probes.count, "probe")) cannot be read back: \(error.found)",
                accepted: "fewer rows: --limit 50000, or a file of the rows that are wanted")
        }
        for (written, back) in zip(suite.probes, read.probes)
        where written.turns != back.turns || written.system != back.system {
            throw InputError(
                file: file, place: "row \(rows[written.id] ?? 0)",
                found: "a text that YAML does not give back as it was",
                accepted: "a text without unusual line ends or spaces")
        }
        return yaml
    }
}

/// A file that is nowhere on disk.
struct OneFile: FileSource {
    var text: String

    func bytes(at path: String) throws(InputError) -> [UInt8] { Array(text.utf8) }
}
