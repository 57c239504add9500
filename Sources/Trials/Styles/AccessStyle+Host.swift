extension AccessStyle {
    /// Whether nothing of it leaves this machine: the built-in simulator, cassettes, or a loopback address.
    package var loopback: Bool {
        if simulated || replayed { return true }
        guard let host = hostAsWritten else { return false }
        let dotted = host.split(separator: ".", omittingEmptySubsequences: false)
        return host == "localhost" || host == "::1"
            || (dotted.count == 4 && dotted[0] == "127" && dotted.allSatisfy { UInt8($0) != nil })
    }

    /// Host part of the base URL, in lower case; nil where there is none.
    package var host: String? { hostAsWritten?.lowercased() }

    private var hostAsWritten: Substring? {
        guard let scheme = baseURL.firstRange(of: "://") else { return nil }
        var rest = baseURL[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
        return rest.first == "[" ? rest.dropFirst().prefix { $0 != "]" } : rest.prefix { $0 != ":" }
    }
}
