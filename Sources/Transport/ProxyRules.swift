import Formats

/// Which proxy a request goes through, told from the usual variables of a handed-in environment.
///
/// libcurl would read the real environment itself; it is always told, so that `sim:` endpoints and tests stay direct.
struct ProxyRules: Sendable {
    private let http, https: String?
    private let exceptions: [String]

    init(environment: [String: String]) {
        func value(_ names: String...) -> String? {
            names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        let all = value("all_proxy", "ALL_PROXY")
        // HTTP_PROXY in capitals is not read: a CGI server sets it from a header that anybody can send.
        http = value("http_proxy") ?? all
        https = value("https_proxy", "HTTPS_PROXY") ?? all
        exceptions = (value("no_proxy", "NO_PROXY") ?? "").lowercased()
            .split { $0 == "," || $0 == " " || $0 == "\t" }.map(String.init)
    }

    /// What opens the proxies that are named, as it stands there and decoded: the server behind one hears it, too.
    static func secrets(environment: [String: String]) -> [Secret] {
        let names = ["http_proxy", "https_proxy", "all_proxy"].flatMap { [$0, $0.uppercased()] }
        let written = names.compactMap { environment[$0] }.compactMap { address -> String? in
            let rest = address.firstRange(of: "://").map { address[$0.upperBound...] } ?? address[...]
            guard let end = rest.lastIndex(of: "@") else { return nil }
            let user = rest[..<end]
            return String(user.firstIndex(of: ":").map { user[user.index(after: $0)...] } ?? user)
        }
        return Set(written + written.compactMap(\.percentDecoded)).sorted().map { Secret($0) }
    }

    /// The proxy URL for an origin (`scheme://host[:port]`), or an empty string for a direct connection.
    func proxy(for origin: String) -> String {
        guard let separator = origin.firstRange(of: "://") else { return "" }
        let isSecure = origin[..<separator.lowerBound] == "https"
        let (host, port) = Self.split(origin[separator.upperBound...].lowercased())
        guard let proxy = isSecure ? https : http, !Self.isLoopback(host) else { return "" }
        return isException(host, port: port ?? (isSecure ? "443" : "80")) ? "" : proxy
    }

    private func isException(_ host: String, port: String) -> Bool {
        exceptions.contains { exception in
            if exception == "*" { return true }
            if exception.contains("/") { return IPv4Block(exception)?.contains(host) ?? false }
            let (name, onlyPort) = Self.split(exception)
            if let onlyPort, onlyPort != port { return false }
            let suffix = name.drop { $0 == "." || $0 == "*" }
            return host == suffix || host.hasSuffix("." + suffix)
        }
    }

    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host.hasSuffix(".localhost") || host == "::1"
            || IPv4Block("127.0.0.0/8")?.contains(host) ?? false
    }

    /// Host and port; brackets of an IPv6 address are taken off, and a bare one is not torn at its colons.
    private static func split(_ authority: String) -> (host: String, port: String?) {
        if authority.first == "[", let end = authority.firstIndex(of: "]") {
            let rest = authority[authority.index(after: end)...]
            let host = String(authority[authority.index(after: authority.startIndex)..<end])
            return (host, rest.first == ":" ? String(rest.dropFirst()) : nil)
        }
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 ? (String(parts[0]), String(parts[1])) : (authority, nil)
    }
}

/// A block of IPv4 addresses, as in `10.0.0.0/8`.
private struct IPv4Block {
    let base: UInt32
    let mask: UInt32

    init?(_ text: String) {
        let parts = text.split(separator: "/")
        guard parts.count == 2, let base = Self.address(parts[0]), let bits = Int(parts[1]), 0...32 ~= bits else {
            return nil
        }
        mask = bits == 0 ? 0 : ~0 << UInt32(32 - bits)
        self.base = base & mask
    }

    func contains(_ host: String) -> Bool { Self.address(host[...]).map { $0 & mask == base } ?? false }

    private static func address(_ text: Substring) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var result: UInt32 = 0
        for part in parts {
            guard let octet = UInt8(part) else { return nil }
            result = result << 8 | UInt32(octet)
        }
        return result
    }
}

extension String {
    /// With `%XX` taken for bytes; nil where that is no text.
    fileprivate var percentDecoded: String? {
        var bytes: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
                rest.count >= 2
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
