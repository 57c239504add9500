/// UTC times as text, without a formatter: rows and folder names must not depend on a locale.
package enum UTCStamp {
    /// `2026-11-20T13:05:09Z`
    package static func iso(_ seconds: Double) -> String {
        let part = parts(seconds)
        return
            "\(part.year)-\(two(part.month))-\(two(part.day))T\(two(part.hour)):\(two(part.minute)):\(two(part.second))Z"
    }

    /// `20261120T130509Z`
    package static func folder(_ seconds: Double) -> String {
        let part = parts(seconds)
        return "\(part.year)\(two(part.month))\(two(part.day))T\(two(part.hour))\(two(part.minute))\(two(part.second))Z"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Civil date from days since 1970 (Howard Hinnant's `civil_from_days`).
    private static func parts(
        _ seconds: Double
    ) -> (year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
        let total = Int(seconds.rounded(.down))
        let days = (total >= 0 ? total : total - 86_399) / 86_400
        let clock = total - days * 86_400
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1,
            clock / 3600, clock / 60 % 60, clock % 60
        )
    }
}
