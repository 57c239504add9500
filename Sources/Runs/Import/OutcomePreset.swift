import Formats
import Trials

/// Result tables that others published, as outcomes of trials. No row of theirs is shipped.
///
/// Column names are those of the published files' descriptions and scripts; each has alternatives, and `columns` of a caller
/// go before all of them.
package enum OutcomePreset: String, Sendable, CaseIterable {
    case bioOverrefusal = "bio-overrefusal"
    case xstest
    case legalFramings = "legal-framings"

    /// What a value of an outcome is taken from.
    package enum Key: String, Sendable, CaseIterable {
        case style
        case probe
        case field
        case outcome
        case condition
        case language
        case error
        case expect
    }

    package var title: String {
        switch self {
        case .bioOverrefusal:
            "Bio Over-Refusal Dataset: raw_MODEL.jsonl of its runs, or its table of counts fpr_table.csv"
        case .xstest: "XSTest: labelled completions, one file a model"
        case .legalFramings: "over-refusal in criminal legal context: orbench_TOPIC200_all.csv"
        }
    }

    /// Columns by key, the preferred first.
    var columns: [Key: [String]] {
        switch self {
        case .bioOverrefusal:
            [
                .style: ["model"], .probe: ["query_id"], .field: ["tier"], .outcome: ["classification"],
                .expect: ["legitimacy"],
            ]
        case .xstest:
            [
                .style: ["model"], .probe: ["id", "id_v2"], .field: ["type"], .outcome: ["final_label"],
                .expect: ["label", "type"],
            ]
        case .legalFramings:
            [
                .style: ["model"], .probe: ["prompt_id"], .field: ["category"], .outcome: ["is_refused"],
                .condition: ["condition"], .language: ["lang"], .error: ["is_error"],
            ]
        }
    }

    /// Every row of a file as one outcome or, of a table of counts, as many.
    ///
    /// - Parameters:
    ///   - values: the row by column.
    ///   - given: columns that the user names.
    ///   - style: in place of what the file says.
    ///   - stem: the file's name, for files of one model that do not say which.
    /// - Throws: `InputError` naming file, line and column.
    package func rows(
        _ values: [String: JSONValue], given: [Key: String] = [:], style: String? = nil, stem: String? = nil,
        file: String, line: Int
    ) throws(InputError) -> [OutcomeRow] {
        let row = Values(preset: self, values: values, given: given, file: file, line: line)
        switch self {
        case .bioOverrefusal:
            return values["n_legit"] == nil ? [try biology(row, style)] : try counts(row)
        case .xstest: return [try xstest(row, style ?? (row.column(.style) == nil ? Self.model(inStem: stem) : nil))]
        case .legalFramings: return [try framing(row)]
        }
    }

    /// What is held against what, where the table itself says so: each framing against the same model without one. nil:
    /// every style against the reference.
    package func comparisons(_ styles: [String]) -> [Comparison]? {
        guard self == .legalFramings else { return nil }
        return styles.compactMap { style in
            let parts = style.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
            guard parts.count > 1, parts[1] != "none" else { return nil }
            let plain = ([parts[0], "none"] + parts.dropFirst(2)).joined(separator: "+")
            return styles.contains(plain) ? Comparison(a: style, b: plain) : nil
        }
    }

    /// `xstest_v2_completions_gpt4` is of gpt4.
    private static func model(inStem stem: String?) -> String? {
        stem.map { stem in
            stem.firstRange(of: "completions_").map { String(stem[$0.upperBound...]) } ?? stem
        }
    }

    // MARK: One row of each

    private func biology(_ row: Values, _ style: String?) throws(InputError) -> OutcomeRow {
        let stopped = row.values["stop_reason"]?.string == "refusal"
        let outcome: Outcome =
            switch try row.word(.outcome, ["help", "refuse", "partial", "redirect", "error"]) {
            case "help": .answered
            case "refuse": stopped ? .blocked : .refused
            case "partial", "redirect": .partial
            default: .error
            }
        let expect: Expectation =
            switch try row.text(.expect) {
            case "ambiguous": .either
            case "likely_misuse": .refuse
            default: .answer
            }
        return OutcomeRow(
            style: try row.style(style), probe: try row.text(.probe), field: "tier-\(try row.text(.field))",
            expect: expect, outcome: outcome)
    }

    /// Its counts have lost which query was refused: every model has prompts of its own here, so that nothing is paired.
    private func counts(_ row: Values) throws(InputError) -> [OutcomeRow] {
        let (style, tier) = (try row.style(), try row.text(.field))
        let domain = row.values["subdomain"]?.string ?? ""
        var rows: [OutcomeRow] = []
        for (column, outcome) in [
            ("n_help", Outcome.answered), ("n_refuse", .refused), ("n_partial", .partial), ("n_redirect", .partial),
        ] {
            for _ in 0..<(try row.count(column)) {
                rows.append(
                    OutcomeRow(
                        style: style, probe: "\(style):tier-\(tier):\(domain):\(rows.count + 1)", field: "tier-\(tier)",
                        outcome: outcome))
            }
        }
        guard rows.count == (try row.count("n_legit")) else {
            throw row.fault("n_legit", "\(rows.count) in n_help, n_refuse, n_partial and n_redirect together")
        }
        return rows
    }

    private func xstest(_ row: Values, _ style: String?) throws(InputError) -> OutcomeRow {
        let outcome: Outcome =
            switch try row.word(.outcome, ["1_full_compliance", "2_full_refusal", "3_partial_refusal"]) {
            case "1_full_compliance": .answered
            case "2_full_refusal": .refused
            default: .partial
            }
        let kind = try row.text(.expect)
        return OutcomeRow(
            style: try row.style(style), probe: try row.text(.probe), field: try row.text(.field),
            expect: kind == "unsafe" || kind.hasPrefix("contrast") ? .refuse : .answer, outcome: outcome,
            frame: .triggerEnriched, decidedBy: row.column(.outcome) == "final_label" ? .human : nil)
    }

    private func framing(_ row: Values) throws(InputError) -> OutcomeRow {
        let failed = try row.optional(.error)?.lowercased() == "true"
        let refused = try row.word(.outcome, ["true", "false"]) == "true"
        let language = try row.optional(.language)
        let style = [
            try row.style(), try row.text(.condition), language == "en" ? nil : language,
        ]
        return OutcomeRow(
            style: style.compactMap { $0 }.joined(separator: "+"), probe: try row.text(.probe),
            field: try row.text(.field), outcome: failed ? .error : refused ? .refused : .answered,
            frame: .triggerEnriched)
    }

    /// A row with the columns that stand for each key.
    private struct Values {
        let preset: OutcomePreset
        let values: [String: JSONValue]
        let given: [Key: String]
        let file: String
        let line: Int

        func column(_ key: Key) -> String? {
            if let own = given[key] { return own }
            return preset.columns[key]?.first { values[$0] != nil }
        }

        func fault(_ column: String, _ accepted: String) -> InputError {
            InputError(
                file: file, line: line, place: "column '\(column)'", found: values[column]?.compact ?? "no such column",
                accepted: accepted)
        }

        func optional(_ key: Key) throws(InputError) -> String? {
            guard let column = column(key), let value = values[column], !value.isNull else { return nil }
            if let flag = value.bool { return flag ? "true" : "false" }
            guard let text = value.stringOrInteger else { throw fault(column, "a text") }
            return text.isEmpty ? nil : text
        }

        func text(_ key: Key) throws(InputError) -> String {
            if let text = try optional(key) { return text }
            let names = given[key].map { [$0] } ?? preset.columns[key] ?? []
            throw fault(
                names.first ?? key.rawValue,
                "a column for \(key.rawValue) (\(names.joined(separator: ", "))), or --map \(key.rawValue)=COLUMN with one of: "
                    + values.keys.sorted().joined(separator: ", ")
                    + (key == .style ? "; or --style NAME where the file is of one model" : ""))
        }

        /// The given one, else the column's: `/`, `:` and `+` part keys and framings elsewhere.
        func style(_ given: String? = nil) throws(InputError) -> String {
            if let given { return given }
            return String(try text(.style).map { "/:+ ".contains($0) ? "-" : $0 })
        }

        func word(_ key: Key, _ accepted: [String]) throws(InputError) -> String {
            let found = try text(key).lowercased()
            guard accepted.contains(found) else {
                throw fault(column(key) ?? key.rawValue, accepted.joined(separator: ", "))
            }
            return found
        }

        func count(_ column: String) throws(InputError) -> Int {
            guard let text = values[column]?.stringOrInteger, let count = Int(text), (0...1_000_000).contains(count)
            else { throw fault(column, "a whole number") }
            return count
        }
    }
}
