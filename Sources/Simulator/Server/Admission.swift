import Foundation
import Trials

/// What the rate limits say to one request, and the headers that say it (docs/methods/wire.md sections 1.5 and 2.4).
struct Admission: Sendable {
    enum Limit: Sendable { case requests, inputTokens }

    /// Seconds since 1970.
    var now: Double
    var form: SimulatedLimits.Form
    /// Seconds to wait; nil: admitted.
    var wait: Double?
    var refusedBy: Limit?
    var requests: Bucket?
    var tokens: Bucket?

    init(now: Double, form: SimulatedLimits.Form) {
        self.now = now
        self.form = form
    }

    /// nil: admitted.
    var retry: RetryWait? { wait.map { RetryWait(seconds: $0, form: form, now: now) } }

    static func retryAfter(_ seconds: Double, form: SimulatedLimits.Form, now: Double) -> [HeaderLine] {
        switch form {
        case .seconds: [HeaderLine("retry-after", Timestamp.decimal(seconds))]
        case .httpDate: [HeaderLine("retry-after", Timestamp.httpDate((now + seconds).rounded(.up)))]
        case .milliseconds: [HeaderLine("retry-after-ms", String(Int((seconds * 1000).rounded(.up))))]
        }
    }
}

/// Times as headers write them. By hand, because formatters cost more than a whole reply.
enum Timestamp {
    /// A whole number of seconds where it is at least one, rounded up; decimals below.
    static func decimal(_ seconds: Double) -> String {
        seconds >= 1 ? String(Int((seconds - 1e-6).rounded(.up))) : "\((seconds * 1000).rounded(.up) / 1000)"
    }

    /// `6ms`, `1s`, `6m0s`.
    static func openAIDuration(_ seconds: Double) -> String {
        if seconds < 1 { return "\(Int((seconds * 1000).rounded(.up)))ms" }
        let whole = Int((seconds - 1e-6).rounded(.up))
        return whole < 60 ? "\(whole)s" : "\(whole / 60)m\(whole % 60)s"
    }

    /// `2026-11-20T08:00:00Z`.
    static func rfc3339(_ seconds: Double) -> String {
        let time = Civil(seconds.rounded(.up))
        return "\(two(time.year / 100))\(two(time.year % 100))-\(two(time.month))-\(two(time.day))"
            + "T\(two(time.hour)):\(two(time.minute)):\(two(time.second))Z"
    }

    /// `Fri, 20 Nov 2026 08:00:00 GMT`.
    static func httpDate(_ seconds: Double) -> String {
        let time = Civil(seconds)
        let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(days[time.weekday]), \(two(time.day)) \(months[time.month - 1]) \(time.year) "
            + "\(two(time.hour)):\(two(time.minute)):\(two(time.second)) GMT"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// The Gregorian date of a time since 1970, by the days of a 400-year era that begins in March.
    private struct Civil {
        var year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int
        /// 0 is Thursday, the first day of 1970.
        var weekday: Int

        init(_ seconds: Double) {
            let total = max(0, Int(seconds))
            let days = total / 86_400
            weekday = days % 7
            hour = total % 86_400 / 3_600
            minute = total % 3_600 / 60
            second = total % 60
            let shifted = days + 719_468
            let dayOfEra = shifted % 146_097
            let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
            let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
            let marchMonth = (5 * dayOfYear + 2) / 153
            day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
            month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
            year = yearOfEra + shifted / 146_097 * 400 + (month <= 2 ? 1 : 0)
        }
    }
}
