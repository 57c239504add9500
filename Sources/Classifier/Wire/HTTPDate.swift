/// Moments in reply headers, as Unix seconds. Written out because the room has no Foundation.
package enum HTTPDate {
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// The preferred form and the two old ones of RFC 9110 section 5.6.7.
    package static func seconds(_ text: String) -> Double? {
        let words = text.split { $0 == " " || $0 == "," || $0 == "-" }.map { $0.lowercased() }
        guard words.count >= 5 else { return nil }
        // `Sun Nov  6 08:49:37 1994`
        if let month = months.firstIndex(of: words[1]) {
            guard let day = Int(words[2]), let clock = clock(words[3]), let year = Int(words[4]) else { return nil }
            return moment(year, month + 1, day, clock)
        }
        // `Sun, 06 Nov 1994 08:49:37 GMT` and `Sunday, 06-Nov-94 08:49:37 GMT`
        guard let day = Int(words[1]), let month = months.firstIndex(of: words[2]), var year = Int(words[3]),
            let clock = clock(words[4])
        else { return nil }
        if year < 100 { year += year < 70 ? 2000 : 1900 }
        return moment(year, month + 1, day, clock)
    }

    /// `2026-11-20T12:00:05Z`, with fractions or an offset.
    package static func rfc3339(_ text: String) -> Double? {
        let halves = text.split(whereSeparator: { $0 == "T" || $0 == "t" || $0 == " " })
        guard halves.count == 2 else { return nil }
        let date = halves[0].split(separator: "-").compactMap { Int($0) }
        guard date.count == 3 else { return nil }
        var time = String(halves[1])
        var offset = 0.0
        if let last = time.last, last == "Z" || last == "z" {
            time.removeLast()
        } else if let sign = time.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            let parts = time[time.index(after: sign)...].split(separator: ":").compactMap { Double($0) }
            guard parts.count == 2 else { return nil }
            offset = (parts[0] * 3600 + parts[1] * 60) * (time[sign] == "-" ? -1 : 1)
            time = String(time[..<sign])
        } else {
            return nil
        }
        guard let clock = clock(time) else { return nil }
        return moment(date[0], date[1], date[2], clock).map { $0 - offset }
    }

    private static func clock(_ text: String) -> Double? {
        let parts = text.split(separator: ":").compactMap { Double($0) }
        guard parts.count == 3, parts[0] < 24, parts[1] < 60, parts[2] < 61, parts.allSatisfy({ $0 >= 0 }) else {
            return nil
        }
        return parts[0] * 3600 + parts[1] * 60 + parts[2]
    }

    /// Days since 1970-01-01 in the proleptic Gregorian calendar, years counted from March.
    private static func moment(_ year: Int, _ month: Int, _ day: Int, _ clock: Double) -> Double? {
        guard (1...12).contains(month), (1...31).contains(day), (1600...9999).contains(year) else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
        return Double(days) * 86400 + clock
    }
}
