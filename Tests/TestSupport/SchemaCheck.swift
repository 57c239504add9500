import Formats

/// As much of JSON Schema 2020-12 as our own schemas use. An unknown keyword is a fault of the schema: nothing passes unread.
package struct SchemaCheck {
    private let root: JSONValue
    private let patterns: [String: Regex<AnyRegexOutput>]

    package init(_ schema: JSONValue) throws {
        root = schema
        var patterns: [String: Regex<AnyRegexOutput>] = [:]
        func walk(_ value: JSONValue) throws {
            if let pattern = value["pattern"]?.string { patterns[pattern] = try Regex(pattern) }
            for member in value.object?.members ?? [] { try walk(member.value) }
            for item in value.array ?? [] { try walk(item) }
        }
        try walk(schema)
        self.patterns = patterns
    }

    /// Of a schema that is shipped: `trial`, `report`.
    package init(named name: String) throws {
        try self.init(try JSONReader.read(try ShippedFiles().bytes(at: "Schemas/\(name).schema.json")))
    }

    /// What is wrong, each with its path; empty where the value holds.
    package func faults(of value: JSONValue) -> [String] { faults(value, root, "") }

    private func faults(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
        var out: [String] = []
        func fault(_ text: String) { out.append("\(path.isEmpty ? "/" : path): \(text)") }
        for member in schema.object?.members ?? [] {
            let rule = member.value
            switch member.key {
            case "$schema", "$id", "title", "description", "$defs": break
            case "$ref":
                var target = root
                for part in (rule.string ?? "").split(separator: "/").dropFirst() {
                    target = target[String(part)] ?? .null
                }
                out += faults(value, target, path)
            case "type":
                let types = rule.array?.compactMap(\.string) ?? [rule.string ?? ""]
                if !types.contains(where: { Self.isOf($0, value) }) {
                    fault("\(value.compact.prefix(80)) is no \(types)")
                }
            case "enum":
                if !(rule.array ?? []).contains(value) {
                    fault("\(value.compact.prefix(80)) is none of \(rule.compact)")
                }
            case "const": if rule != value { fault("\(value.compact.prefix(80)) is not \(rule.compact)") }
            case "pattern":
                if let text = value.string, let pattern = patterns[rule.string ?? ""],
                    text.firstMatch(of: pattern) == nil
                {
                    fault("'\(text)' does not match \(rule.compact)")
                }
            case "minimum":
                if let number = value.double, number < rule.double ?? 0 { fault("\(number) is below \(rule.compact)") }
            case "maximum":
                if let number = value.double, number > rule.double ?? 0 { fault("\(number) is above \(rule.compact)") }
            case "items":
                for (index, item) in (value.array ?? []).enumerated() { out += faults(item, rule, "\(path)/\(index)") }
            case "uniqueItems":
                let items = value.array ?? []
                for (index, item) in items.enumerated() where items[..<index].contains(item) { fault("\(item) twice") }
            case "properties":
                for property in value.object?.members ?? [] {
                    if let own = rule[property.key] { out += faults(property.value, own, "\(path)/\(property.key)") }
                }
            case "additionalProperties":
                for property in value.object?.members ?? [] where schema["properties"]?[property.key] == nil {
                    if rule == false {
                        fault("'\(property.key)' is not known")
                    } else {
                        out += faults(property.value, rule, "\(path)/\(property.key)")
                    }
                }
            case "required":
                guard let object = value.object else { break }
                for name in rule.array?.compactMap(\.string) ?? [] where object[name] == nil {
                    fault("'\(name)' is missing")
                }
            case "oneOf":
                let right = (rule.array ?? []).count { faults(value, $0, path).isEmpty }
                if right != 1 { fault("\(right) of the forms of oneOf hold") }
            default: fault("the schema has a keyword that is not checked: \(member.key)")
            }
        }
        return out
    }

    private static func isOf(_ type: String, _ value: JSONValue) -> Bool {
        switch type {
        case "object": value.object != nil
        case "array": value.array != nil
        case "string": value.string != nil
        case "boolean": value == true || value == false
        case "null": value == .null
        case "integer": value.double.map { $0 == $0.rounded() } ?? false
        case "number": value.double != nil
        default: false
        }
    }
}
