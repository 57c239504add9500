import Formats
import Trials

/// How long a provider asks to wait, in all the forms that are in use.
package enum RetryAfter {
    /// Seconds, never negative; nil where the reply names none. Order: `retry-after-ms`, `retry-after`, the body
    /// (`retryDelay`, `retry_after_seconds`), then the resets of limits that stand at 0.
    ///
    /// - Parameter now: Unix seconds, for the forms that name a moment; the reply's own `Date` goes first.
    package static func seconds(headers: [HeaderLine], body: [UInt8] = [], now: Double? = nil) -> Double? {
        asked(headers, body, now).map { min($0, longest) }
    }

    /// A century, in seconds: a longer wait is a slip of the server, and may be a number that no integer holds.
    private static let longest = 3.2e9

    private static func asked(_ headers: [HeaderLine], _ body: [UInt8], _ now: Double?) -> Double? {
        var fields: [String: String] = [:]
        for line in headers where fields[line.name.lowercased()] == nil { fields[line.name.lowercased()] = line.value }
        let here = fields["date"].flatMap(HTTPDate.seconds) ?? now
        if let text = fields["retry-after-ms"], let value = number(text) { return max(0, value / 1000) }
        if let text = fields["retry-after"], let wait = wait(text, now: here) { return wait }
        if let wait = inBody(body) { return wait }
        return resets(fields, now: here)
    }

    /// What `x-should-retry` says; nil where it is absent or says neither.
    package static func shouldRetry(_ headers: [HeaderLine]) -> Bool? {
        switch headers.first(where: { $0.name.lowercased() == "x-should-retry" })?.value.lowercased() {
        case "true": true
        case "false": false
        default: nil
        }
    }

    /// Seconds (`30`, `1.5`), a duration (`17.5s`, `6m0s`, `120ms`, `1h2m`), or a moment (HTTP-date, RFC 3339).
    package static func wait(_ text: String, now: Double?) -> Double? {
        if let seconds = number(text) ?? duration(text) { return max(0, seconds) }
        guard let now, let moment = HTTPDate.seconds(text) ?? HTTPDate.rfc3339(text) else { return nil }
        return max(0, moment - now)
    }

    /// `6m0s`, `17.5s`, `6ms`, `1h2m3s`: number and unit, one after the other; nil for anything else.
    package static func duration(_ text: String) -> Double? {
        var total = 0.0
        var rest = Substring(trimmed(text))
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            guard let value = Double(digits) else { return nil }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(unit.count)
            switch unit {
            case "ms": total += value / 1000
            case "s": total += value
            case "m": total += value * 60
            case "h": total += value * 3600
            case "d": total += value * 86400
            default: return nil
            }
        }
        return total
    }

    private static func number(_ text: String) -> Double? {
        let text = trimmed(text)
        guard text.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2E || $0 == 0x2D }) else { return nil }
        return Double(text)
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    private static func inBody(_ body: [UInt8]) -> Double? {
        guard !body.isEmpty, body.count < 1 << 20 else { return nil }
        // A body that is no JSON names no wait.
        guard let json = try? JSONReader.read(body) else { return nil }
        return find(json)
    }

    /// The first wait that a document names, wherever it stands.
    static func find(_ json: JSONValue) -> Double? {
        switch json {
        case .object(let object):
            for member in object.members {
                switch member.key {
                case "retryDelay", "retry_after_seconds", "retry_after":
                    if let seconds = member.value.double { return max(0, seconds) }
                    if let text = member.value.string, let seconds = wait(text, now: nil) { return seconds }
                default: break
                }
                if let found = find(member.value) { return found }
            }
            return nil
        case .array(let items): return items.lazy.compactMap(find).first
        case .null, .bool, .integer, .number, .string: return nil
        }
    }

    /// The longest reset among the limits of which nothing remains.
    private static func resets(_ fields: [String: String], now: Double?) -> Double? {
        var longest: Double?
        for (name, value) in fields where trimmed(value) == "0" {
            let reset: String
            if name.hasPrefix("x-ratelimit-remaining-") {
                reset = "x-ratelimit-reset-" + name.dropFirst("x-ratelimit-remaining-".count)
            } else if name.hasPrefix("anthropic-ratelimit-"), name.hasSuffix("-remaining") {
                reset = name.dropLast("remaining".count) + "reset"
            } else {
                continue
            }
            guard let text = fields[reset], let seconds = wait(text, now: now) else { continue }
            longest = max(longest ?? 0, seconds)
        }
        return longest
    }
}
