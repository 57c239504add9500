/// Durations as people write them in studies and flags.
package enum Durations {
    /// A year and a day: longer than any run.
    package static let longest: Double = 366 * 86_400

    /// As people write it: `366d`, `0.001s`.
    package static func text(_ seconds: Double) -> String {
        seconds >= 86_400 && seconds.truncatingRemainder(dividingBy: 86_400) == 0
            ? "\(JSONWriter.text(seconds / 86_400))d" : "\(JSONWriter.text(seconds))s"
    }

    /// Seconds of `90s`, `45m`, `12h` or `1d`; nil for anything else.
    package static func seconds(_ text: String) -> Double? {
        guard let unit = text.last, text.first?.isNumber ?? false, let amount = Double(text.dropLast()), amount >= 0,
            amount.isFinite
        else { return nil }
        switch unit {
        case "s": return amount
        case "m": return amount * 60
        case "h": return amount * 3600
        case "d": return amount * 86_400
        default: return nil
        }
    }
}
