import HTTPTypes

/// The head of a request, checked; what many requests share is checked and rendered once.
package final class RequestHead: Sendable {
    package let request: HTTPRequest
    let target: RequestTarget

    /// Throws `TransportError` where the address is no address.
    package init(_ request: HTTPRequest) throws(TransportError) {
        self.request = request
        target = try RequestTarget(request)
    }
}

/// The URL of a request, checked before anything is opened.
struct RequestTarget {
    let origin: String
    /// Over TLS.
    let isSecure: Bool
    let url: String

    init(_ request: HTTPRequest) throws(TransportError) {
        let scheme = request.scheme?.lowercased() ?? ""
        let authority = request.authority ?? ""
        let path = request.path ?? "/"
        func fail(_ reason: String, origin: String) -> TransportError {
            TransportError(.badURL(reason: reason), origin: origin, mayHaveReachedServer: false)
        }
        guard scheme == "http" || scheme == "https" else {
            throw fail("the scheme is \(scheme.isEmpty ? "missing" : "\"\(scheme)\"")", origin: "request")
        }
        // Not printed on failure: what stands before an @ is a password.
        guard !authority.utf8.contains(UInt8(ascii: "@")) else {
            throw fail("it holds a user name or password", origin: "\(scheme)://")
        }
        isSecure = scheme == "https"
        origin = "\(scheme)://\(authority)"
        let forbidden: Set<Character> = ["/", "?", "#", "\\"]
        guard !authority.isEmpty, Self.isPrintable(authority), !authority.contains(where: forbidden.contains) else {
            throw fail("host and port are missing or malformed", origin: Self.isPrintable(authority) ? origin : scheme)
        }
        guard path.utf8.first == UInt8(ascii: "/") else { throw fail("the path does not begin with /", origin: origin) }
        guard Self.isPrintable(path), !path.utf8.contains(UInt8(ascii: "#")) else {
            throw fail("the path holds a space, a # or a character outside ASCII; write it in %xx form", origin: origin)
        }
        url = origin + path
    }

    private static func isPrintable(_ text: String) -> Bool { text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }
}
