import Formats
import Trials

/// What every dialect refuses in a style before anything is sent.
enum RequestRules {
    /// Header names that carry credentials at one vendor or another.
    private static let credentialHeaders: Set<String> = [
        "authorization", "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie",
        "x-amz-security-token", "ocp-apim-subscription-key",
    ]
    /// What the transport writes: another value would cut the request at another place than it ends.
    private static let framingHeaders: Set<String> = [
        "content-length", "transfer-encoding", "content-encoding", "connection", "expect", "te", "trailer", "upgrade",
    ]
    private static let credentialFields: Set<String> = [
        "api_key", "apikey", "api-key", "x-api-key", "authorization", "access_token", "password", "secret",
        "secret_access_key", "client_secret", "refresh_token", "private_key",
    ]
    private static let credentialQuery: Set<String> = credentialFields.union([
        "key", "token", "sig", "signature", "auth", "code", "subscription-key", "x-amz-signature", "x-amz-credential",
        "x-amz-security-token",
    ])

    /// - Parameters:
    ///   - turns: the body member that holds what the model reads.
    ///   - replaced: further body members that would change what the study measures.
    ///   - continues: the wire goes on with a text, rather than answering turns.
    static func check(
        _ style: AccessStyle, turns: String = "messages", replaced: [String] = [], continues: Bool = false
    ) throws(DialectError) {
        for (name, value) in style.headers.sorted(by: { $0.key < $1.key }) {
            if credentialHeaders.contains(name.lowercased()) {
                throw DialectError(
                    style: style.id, key: "headers.\(name)", found: "authentication stands in a header",
                    accepted: "key: ${ENV}, file:PATH or {command: [...]}")
            }
            if framingHeaders.contains(name.lowercased()) {
                throw DialectError(
                    style: style.id, key: "headers.\(name)", found: "a header that the transport writes itself",
                    accepted: "headers of the provider's own")
            }
            let name8 = name.utf8
            let nameIsToken = !name8.isEmpty && name8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
            guard nameIsToken, value.utf8.allSatisfy({ ($0 >= 0x20 || $0 == 0x09) && $0 != 0x7F }) else {
                throw DialectError(
                    style: style.id, key: "headers.\(name)", found: "no header line can hold this name or value",
                    accepted: "one line without control characters")
            }
        }
        for name in style.query.keys.sorted() where credentialQuery.contains(name.lowercased()) {
            throw DialectError(
                style: style.id, key: "query.\(name)", found: "authentication stands in the query",
                accepted: "key: ${ENV}, file:PATH or {command: [...]}")
        }
        guard case .object(let body) = style.body else {
            throw DialectError(style: style.id, key: "body", found: "the body is no mapping", accepted: "a mapping")
        }
        try checkBody(.object(body), path: "body", style: style)
        for key in ["model", turns, "stream"] + replaced where body[key] != nil {
            let own = key == "model" || key == "stream"
            throw DialectError(
                style: style.id, key: "body.\(key)", found: "the body would replace what the study measures",
                accepted: own ? "the style's own key '\(key)'" : "the probe's turns, `system`, `prefill`")
        }
        if style.ask.continuation, !continues {
            throw DialectError(
                style: style.id, key: "ask.continuation",
                found: "\(style.dialect.rawValue) has turns, not a text to go on",
                accepted: "dialect: openai-completions, or openai-compatible with profile: vllm | llama-cpp | together")
        }
    }

    /// Tool schemas are left out: a parameter may well be called `password` there.
    private static func checkBody(_ value: JSONValue, path: String, style: AccessStyle) throws(DialectError) {
        switch value {
        case .object(let object):
            for member in object.members where member.key != "tools" {
                if credentialFields.contains(member.key.lowercased()) {
                    throw DialectError(
                        style: style.id, key: "\(path).\(member.key)", found: "authentication stands in the body",
                        accepted: "key: ${ENV}, file:PATH or {command: [...]}")
                }
                try checkBody(member.value, path: "\(path).\(member.key)", style: style)
            }
        case .array(let items):
            for item in items { try checkBody(item, path: path, style: style) }
        case .null, .bool, .integer, .number, .string: return
        }
    }

    /// The header lines that every dialect starts from.
    static func plainHeaders(_ style: AccessStyle) -> [HeaderLine] {
        [
            HeaderLine("content-type", "application/json"),
            HeaderLine("accept", style.stream ? "text/event-stream" : "application/json"),
        ]
    }

    /// What a wire has no word for.
    static func missing(_ style: AccessStyle, _ key: String, _ what: String, probe: String? = nil) -> DialectError {
        DialectError(
            style: style.id, probe: probe, key: key, found: "\(style.dialect.rawValue) has no \(what)",
            accepted: key == "ask.continuation" ? "false" : "null")
    }

    /// The members of `reasoning` by key; throws where it is no mapping.
    static func reasoning(_ style: AccessStyle) throws(DialectError) -> JSONObject {
        switch style.reasoning {
        case nil, .null: return JSONObject()
        case .object(let object): return object
        case .bool, .integer, .number, .string, .array:
            throw DialectError(
                style: style.id, key: "reasoning", found: "reasoning is no mapping", accepted: "{effort: low}")
        }
    }

    static func base(_ style: AccessStyle) -> String {
        var url = style.baseURL
        while url.hasSuffix("/") { url.removeLast() }
        return url
    }

    /// - Parameter query: the dialect's own; the style's goes before it where both name one.
    static func url(_ style: AccessStyle, path: String, query: [String: String] = [:]) -> String {
        let url = base(style) + path
        let query = query.merging(style.query) { $1 }
        guard !query.isEmpty else { return url }
        let pairs = query.sorted { $0.key < $1.key }.map { "\(escaped($0.key))=\(escaped($0.value))" }
        return url + "?" + pairs.joined(separator: "&")
    }

    /// RFC 3986: everything but the unreserved characters becomes %XX.
    static func escaped(_ text: String) -> String {
        var out: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: out.append(byte)
            default: out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The dialect's own headers, replaced by the style's where both name one (without case), then the style's rest.
    static func headers(_ own: [HeaderLine], _ style: AccessStyle) -> [HeaderLine] {
        let theirs = style.headers.sorted { $0.key < $1.key }.map { HeaderLine($0.key, $0.value) }
        let names = Set(theirs.map { $0.name.lowercased() })
        return own.filter { !names.contains($0.name) } + theirs
    }
}
