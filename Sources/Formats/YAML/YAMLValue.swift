import Yams

/// A YAML document with the line of every node, resolved by the core schema only.
package struct YAMLValue: Sendable {
    package enum Style: Sendable { case plain, quoted, block }
    package enum Kind: Sendable {
        case scalar(String, Style)
        case sequence([YAMLValue])
        case mapping([Member])
    }
    package struct Member: Sendable {
        package var key: String
        package var line: Int
        package var value: YAMLValue

        package init(key: String, line: Int, value: YAMLValue) {
            self.key = key
            self.line = line
            self.value = value
        }
    }

    package var kind: Kind
    /// 1-based.
    package var line: Int

    package init(_ kind: Kind, line: Int) {
        self.kind = kind
        self.line = line
    }

    /// Aliases are expanded; a document that grows beyond this many nodes is refused.
    static let nodeLimit = 1_000_000

    /// - Throws: `InputError` with the line of the fault.
    package static func parse(_ bytes: [UInt8], file: String) throws(InputError) -> YAMLValue {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw InputError(file: file, found: "the file is not valid UTF-8", accepted: "YAML in UTF-8")
        }
        // Some editors begin a file with a byte order mark, which the parser would read as content.
        let marked = text.unicodeScalars.first == "\u{FEFF}"
        let root: Node?
        do {
            root = try Yams.compose(yaml: marked ? String(text.unicodeScalars.dropFirst()) : text)
        } catch let error as YamlError {
            let found = brief(error)
            // The parser's own limit, which counts what is nested and not the brackets in a text.
            let nested = found.contains("Maximum nesting level")
            throw InputError(
                file: file, line: line(of: error),
                found: nested ? "lists and mappings are nested too deep" : "not YAML: \(found)",
                accepted: nested ? "less than a thousand, one in the other" : nil)
        } catch {
            throw InputError(file: file, found: "not YAML: \(error)")
        }
        guard let root else { throw InputError(file: file, found: "the file is empty", accepted: "a YAML mapping") }
        var budget = nodeLimit
        return try convert(root, file: file, line: 1, budget: &budget)
    }

    private static func convert(
        _ node: Node, file: String, line: Int, budget: inout Int
    ) throws(InputError) -> YAMLValue {
        let line = node.mark?.line ?? line
        budget -= 1
        guard budget > 0 else {
            throw InputError(file: file, line: line, found: "more than \(nodeLimit) nodes after aliases are expanded")
        }
        switch node {
        case .scalar(let scalar):
            let style: Style =
                switch scalar.style {
                case .literal, .folded: .block
                case .singleQuoted, .doubleQuoted: .quoted
                case .any, .plain: .plain
                }
            return YAMLValue(.scalar(scalar.string, style), line: line)
        case .sequence(let sequence):
            var items: [YAMLValue] = []
            for item in sequence { items.append(try convert(item, file: file, line: line, budget: &budget)) }
            return YAMLValue(.sequence(items), line: line)
        case .mapping(let mapping):
            var members: [Member] = []
            for (key, value) in mapping {
                guard case .scalar(let name) = key else {
                    throw InputError(file: file, line: key.mark?.line ?? line, found: "a key that is no plain text")
                }
                let keyLine = key.mark?.line ?? line
                members.append(
                    Member(
                        key: name.string, line: keyLine,
                        value: try convert(value, file: file, line: keyLine, budget: &budget)))
            }
            return YAMLValue(.mapping(members), line: line)
        case .alias:
            throw InputError(file: file, line: line, found: "an alias that could not be resolved")
        }
    }

    private static func line(of error: YamlError) -> Int? {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: nil
        }
    }

    /// One line of what the parser found.
    private static func brief(_ error: YamlError) -> String {
        switch error {
        case .scanner(let context, let problem, _, _), .parser(let context, let problem, _, _),
            .composer(let context, let problem, _, _):
            ([context?.text, problem].compactMap { $0 }).joined(separator: ", ")
        case .duplicatedKeysInMapping(let duplicates, _):
            "the key \(duplicates.map { "'\($0)'" }.joined(separator: ", ")) stands twice in the mapping that begins here"
        default: "\(error)".split(separator: "\n").first.map(String.init) ?? "unknown fault"
        }
    }
}

extension YAMLValue {
    package var isNull: Bool {
        if case .scalar(let text, .plain) = kind { ["", "~", "null", "Null", "NULL"].contains(text) } else { false }
    }

    /// The value by the YAML 1.2 core schema: no yes/no, no sexagesimal numbers, no dates.
    package var json: JSONValue {
        switch kind {
        case .sequence(let items): return .array(items.map(\.json))
        case .mapping(let members):
            return .object(JSONObject(members: members.map { JSONObject.Member(key: $0.key, value: $0.value.json) }))
        case .scalar(let text, .quoted), .scalar(let text, .block): return .string(text)
        case .scalar(let text, .plain):
            if isNull { return .null }
            if ["true", "True", "TRUE"].contains(text) { return .bool(true) }
            if ["false", "False", "FALSE"].contains(text) { return .bool(false) }
            return Self.number(text) ?? .string(text)
        }
    }

    private static func number(_ text: String) -> JSONValue? {
        let digits = text.hasPrefix("+") || text.hasPrefix("-") ? text.dropFirst() : Substring(text)
        // The core schema knows neither a sign before these two nor one behind their prefix.
        if text.hasPrefix("0o") {
            return text.contains("-") ? nil : Int(text.dropFirst(2), radix: 8).map { .integer($0) }
        }
        if text.hasPrefix("0x") {
            return text.contains("-") ? nil : Int(text.dropFirst(2), radix: 16).map { .integer($0) }
        }
        if !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return Int(text).map { .integer($0) } ?? Double(text).map { .number($0) }
        }
        if digits == ".inf" { return .number(text.hasPrefix("-") ? -.infinity : .infinity) }
        let mantissa = digits.utf8.allSatisfy {
            (0x30...0x39).contains($0) || [0x2E, 0x65, 0x45, 0x2B, 0x2D].contains($0)
        }
        guard mantissa, let first = digits.utf8.first, (0x30...0x39).contains(first) || first == 0x2E else {
            return nil
        }
        return Double(text).map { .number($0) }
    }
}
