extension TriedModel {
    /// What is wrong with a `--model`.
    package struct Fault: Error, Hashable {
        package var found: String
        package var accepted: String
    }

    /// Where a vendor's clients look for the key, by dialect or profile.
    ///
    /// Nothing else is ever read from the environment: the study that is written names the variable.
    package static func variable(dialect: String, profile: String?) -> String {
        switch profile ?? dialect {
        case "openai-chat", "openai-responses", "openai-completions": "OPENAI_API_KEY"
        case "azure-openai": "AZURE_OPENAI_API_KEY"
        case "bedrock": "AWS_BEARER_TOKEN_BEDROCK"
        case "openai-compatible": "OPENAI_API_KEY"
        case let name: name.uppercased().map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined() + "_API_KEY"
        }
    }

    package static let keySources = "${ENV} (in single quotes) or file:PATH; a command that prints it stands in a study"

    /// Whether a `--key` says where the key is, and is none itself.
    package static func isKeySource(_ text: String) -> Bool {
        text.wholeMatch(of: /\$\{[A-Za-z_][A-Za-z0-9_]*\}/) != nil || (text.hasPrefix("file:") && text.count > 5)
    }

    /// `anthropic:claude-x`, `openrouter:vendor/model` (a profile), `sim:SCENARIO` or `sim:SCENARIO:STYLE`.
    ///
    /// - Parameters:
    ///   - dialects: every dialect by name.
    ///   - profiles: every profile of the compatible family by name.
    ///   - taken: ids of styles so far; the new one is unlike them.
    /// - Throws: `Fault` with what is accepted.
    package init(
        flag: String, dialects: [String], profiles: [String], baseURL: String?, key: String?,
        price: (input: Double, output: Double)?, taken: [String]
    ) throws(Fault) {
        let parts = flag.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, !parts[1].isEmpty else {
            throw Fault(found: "'\(flag)'", accepted: "DIALECT:MODEL, such as anthropic:claude-sonnet-4-5, or sim:try")
        }
        if parts[0] == "sim" {
            let names = parts[1].split(separator: ":", maxSplits: 1).map(String.init)
            self.init(
                style: names.count == 2 ? names[1] : "public", dialect: "anthropic", model: "sim-model-1",
                baseURL: "sim:\(names[0])")
            guard !taken.contains(style) else {
                throw Fault(found: "the style '\(style)' twice", accepted: "each style of a scenario once")
            }
            return
        }
        let isDialect = dialects.contains(parts[0])
        guard isDialect || profiles.contains(parts[0]) else {
            throw Fault(
                found: "no dialect '\(parts[0])'", accepted: (dialects + profiles + ["sim"]).joined(separator: ", "))
        }
        var style = parts[1].map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) ? String($0) : "-" }
            .joined()
        while style.hasPrefix(".") || style.hasPrefix("-") { style.removeFirst() }
        style = String(style.prefix(100))
        let plain = style.isEmpty ? "model" : style
        style = plain
        var number = 2
        while taken.contains(style) {
            style = "\(plain)-\(number)"
            number += 1
        }
        let profile = isDialect ? nil : parts[0]
        let local = baseURL.map { $0.hasPrefix("http://127.") || $0.hasPrefix("http://localhost") } ?? false
        self.init(
            style: style, dialect: isDialect ? parts[0] : "openai-compatible", profile: profile, model: parts[1],
            baseURL: baseURL,
            key: key ?? (local ? nil : "${\(Self.variable(dialect: parts[0], profile: profile))}"), price: price)
    }
}
