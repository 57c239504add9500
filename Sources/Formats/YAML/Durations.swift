/// Durations as people write them in studies and flags.
package enum Durations {
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
