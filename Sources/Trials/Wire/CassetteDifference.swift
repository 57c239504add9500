import Formats

extension Cassette {
    /// What the recorded request and another one differ in first, for a person; nil where they ask the same.
    ///
    /// Compared are the method, the end of the address (the server may be reached by another one today) and the body as
    /// JSON. Headers are not: they hold what changes from day to day.
    ///
    /// - Parameter base: the base address that `request` was written for.
    /// - Returns: nil, too, where no request was recorded.
    package func difference(from request: SentRequest, base: String) -> String? {
        guard let recorded = self.request else { return nil }
        if recorded.method != request.method {
            return "recorded as \(recorded.method), the study now sends \(request.method)"
        }
        let path = request.url.hasPrefix(base) ? String(request.url.dropFirst(base.count)) : request.url
        guard recorded.url.hasSuffix(path) else {
            return "recorded at \(recorded.url), the study now asks …\(path)"
        }
        guard recorded.body != request.body else { return nil }
        // Two bodies that are no JSON are compared as bytes, which they were.
        guard let theirs = try? JSONReader.read(recorded.body), let ours = try? JSONReader.read(request.body) else {
            return "another body was recorded"
        }
        return JSONDifference.first(theirs, ours).map {
            "recorded under \($0.path) \($0.left), the study now asks \($0.right)"
        }
    }
}

/// The first place at which two JSON values differ, in the order of their members.
package enum JSONDifference {
    package struct Place: Sendable, Hashable {
        /// `messages[0].content`
        package var path: String
        /// Compact JSON, shortened; `nothing` where the member is absent.
        package var left: String
        package var right: String
    }

    package static func first(_ left: JSONValue, _ right: JSONValue) -> Place? { first(left, right, at: "") }

    private static func first(_ left: JSONValue?, _ right: JSONValue?, at path: String) -> Place? {
        guard left?.canonical != right?.canonical else { return nil }
        if let a = left?.object, let b = right?.object {
            for key in a.keys + b.keys.filter({ a[$0] == nil }) {
                let inner = path.isEmpty ? key : "\(path).\(key)"
                if let found = first(a[key], b[key], at: inner) { return found }
            }
        }
        if let a = left?.array, let b = right?.array {
            for index in 0..<max(a.count, b.count) {
                let place = "\(path)[\(index)]"
                let (one, other) = (index < a.count ? a[index] : nil, index < b.count ? b[index] : nil)
                if let found = first(one, other, at: place) { return found }
            }
        }
        let (one, other) = shown(left, right)
        return Place(path: path.isEmpty ? "the body" : path, left: one, right: other)
    }

    /// Long texts from shortly before the place where they part.
    private static func shown(_ left: JSONValue?, _ right: JSONValue?) -> (String, String) {
        let (a, b) = (left?.compact ?? "nothing", right?.compact ?? "nothing")
        guard a.count > 60 || b.count > 60 else { return (a, b) }
        let common = zip(a, b).prefix { $0 == $1 }.count
        let start = max(0, common - 20)
        func part(_ text: String) -> String {
            (start > 0 ? "…" : "") + text.dropFirst(start).prefix(60) + (text.count > start + 60 ? "…" : "")
        }
        return (part(a), part(b))
    }
}
