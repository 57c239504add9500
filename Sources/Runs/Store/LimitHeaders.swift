import Formats
import Trials

/// Gathers what the headers of replies say of rate limits, over any number of replies and in constant memory.
package struct LimitHeaders {
    private struct Seen {
        var value: String
        var replies: Int
        var first: Int64
        var last: Int64
    }

    /// A reset time would be a new value with every reply.
    private static let mostValues = 64

    /// What a header is; asked once for each spelling, not once a line.
    private enum Meaning { case retryAfter, limit(String), remaining(String), other }

    private var meanings: [String: Meaning] = [:]
    private var limits: [String: [Seen]] = [:]
    private var remaining: [String: Seen] = [:]
    private(set) var retryAfter = 0
    private(set) var longestRetryAfter: Double?

    /// Whether a header tells a limit, or what is left of one: `anthropic-ratelimit-requests-limit`,
    /// `x-ratelimit-limit-tokens`, `x-ratelimit-remaining-requests`, `ratelimit-limit`.
    package static func kind(_ name: String) -> SeenLimit.Kind? {
        let parts = name.replacing("rate-limit", with: "ratelimit").split(separator: "-")
        guard let start = parts.firstIndex(where: { $0.hasPrefix("ratelimit") || $0 == "tokenlimit" }) else {
            return nil
        }
        let rest = parts[(start + 1)...]
        if rest.contains("limit") { return .limit }
        return rest.contains("remaining") ? .remaining : nil
    }

    /// - Parameter at: milliseconds since 1970.
    mutating func add(_ headers: [HeaderLine], at: Int64) {
        for line in headers {
            switch meaning(line.name) {
            case .retryAfter:
                retryAfter += 1
                if let seconds = Double(line.value), seconds.isFinite, seconds >= 0 {
                    longestRetryAfter = max(longestRetryAfter ?? 0, seconds)
                }
            case .limit(let name): add(name, line.value, at)
            case .remaining(let name): addRemaining(name, line.value, at)
            case .other: continue
            }
        }
    }

    private mutating func meaning(_ spelling: String) -> Meaning {
        if let known = meanings[spelling] { return known }
        let name = spelling.lowercased()
        let found: Meaning =
            if name == "retry-after" { .retryAfter } else {
                switch Self.kind(name) {
                case .limit: .limit(name)
                case .remaining: .remaining(name)
                case nil: .other
                }
            }
        // A server that makes up names must not fill the memory.
        if meanings.count < 4096 { meanings[spelling] = found }
        return found
    }

    private mutating func add(_ name: String, _ value: String, _ at: Int64) {
        var seen = limits[name] ?? []
        if let index = seen.firstIndex(where: { $0.value == value }) {
            seen[index].replies += 1
            seen[index].first = min(seen[index].first, at)
            seen[index].last = max(seen[index].last, at)
        } else if seen.count < Self.mostValues {
            seen.append(Seen(value: value, replies: 1, first: at, last: at))
        }
        limits[name] = seen
    }

    /// The highest counts: a limit is at least as high.
    private mutating func addRemaining(_ name: String, _ value: String, _ at: Int64) {
        guard let number = Double(value), number.isFinite else { return }
        var seen = remaining[name] ?? Seen(value: value, replies: 0, first: at, last: at)
        if number > Double(seen.value) ?? 0 { seen.value = value }
        seen.replies += 1
        seen.first = min(seen.first, at)
        seen.last = max(seen.last, at)
        remaining[name] = seen
    }

    /// By name, then in the order of first appearance. What is left of a limit is told where no limit is.
    var seen: [SeenLimit] {
        var out: [SeenLimit] = []
        for (name, values) in limits.sorted(by: { $0.key < $1.key }) {
            for value in values.sorted(by: { ($0.first, $0.value) < ($1.first, $1.value) }) {
                out.append(Self.seen(name, .limit, value))
            }
        }
        guard limits.isEmpty else { return out }
        return remaining.sorted { $0.key < $1.key }.map { Self.seen($0.key, .remaining, $0.value) }
    }

    private static func seen(_ name: String, _ kind: SeenLimit.Kind, _ seen: Seen) -> SeenLimit {
        SeenLimit(
            header: name, kind: kind, value: seen.value, replies: seen.replies,
            first: UTCStamp.iso(Double(seen.first) / 1000), last: UTCStamp.iso(Double(seen.last) / 1000))
    }
}
