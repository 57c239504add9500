import Formats
import Foundation
import Statistics
import Trials

/// How numbers read in Markdown: fixed digits, an em dash for what does not exist.
enum Prose {
    static let none = "—"

    static func percent(_ share: Double?) -> String {
        share.map { fixed($0 * 100, digits: 1) + " %" } ?? none
    }

    static func interval(_ interval: Interval?) -> String {
        interval.map { "[\(fixed($0.low * 100, digits: 1)), \(fixed($0.high * 100, digits: 1))]" } ?? none
    }

    static func number(_ value: Double?, digits: Int = 2) -> String { value.map { fixed($0, digits: digits) } ?? none }

    /// A declared figure as shortly as it can be written: `600`, `2.5`.
    static func amount(_ value: Double?) -> String {
        value.map { JSONValue.number($0).compact }.map { $0.hasSuffix(".0") ? String($0.dropLast(2)) : $0 } ?? none
    }

    static func p(_ value: Double?) -> String {
        guard let value else { return none }
        return value < 0.0001 ? "< 0.0001" : fixed(value, digits: 4)
    }

    /// `cyber, bio-chem and ai-rnd`.
    static func list(_ words: [String]) -> String {
        words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " and " + (words.last ?? "")
    }

    /// A count that may hold halves (ties).
    static func count(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : fixed(value, digits: 1)
    }

    /// Without locale, so that the same rows give the same bytes everywhere.
    static func fixed(_ value: Double, digits: Int) -> String {
        let text = String(format: "%.\(digits)f", value)
        return text.hasPrefix("-") && !text.contains(where: { ("1"..."9").contains($0) })
            ? String(text.dropFirst()) : text
    }

    /// Text from outside on an HTML page, before it is escaped: one line, and nothing that changes how the page reads.
    static func plain(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\r", "\t", "\u{2028}", "\u{2029}": out.append(" ")
            default:
                let kind = scalar.properties.generalCategory
                out.append(kind == .control || kind == .format ? "\u{FFFD}" : scalar)
            }
        }
        return String(out)
    }

    /// Text from a model or a suite must not break the page or smuggle markup into it.
    static func cell(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            // The backslash too: one that stands before a `|` would take the escape for itself.
            case "|", "\\", "`", "*": out += "\\" + String(scalar)
            // A link or an image, which would be fetched when the page is opened.
            case "(" where out.utf8.last == UInt8(ascii: "]"): out += "\\("
            case "\n", "\r", "\t", "\u{2028}", "\u{2029}": out += " "
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            default:
                // Control and direction-changing characters would change how the page reads.
                if scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format {
                    out += "\u{FFFD}"
                } else {
                    out.unicodeScalars.append(scalar)
                }
            }
        }
        return out
    }

    /// A difference of two rates, in percentage points; the sign always stands.
    static func points(_ difference: Double?, digits: Int = 1) -> String {
        difference.map { ($0 > 0 ? "+" : "") + fixed($0 * 100, digits: digits) } ?? none
    }

    // MARK: For readers

    /// A difference without a sign: `10 points`, `3.5 points`.
    static func size(_ difference: Double) -> String { digits(difference) + " points" }

    /// A share as people say it: `14 %`, below ten `3.5 %`, and `0 %`.
    static func short(_ share: Double?) -> String { share.map { digits($0) + " %" } ?? none }

    /// `14 % (10 to 19)`.
    static func rate(_ estimate: RateEstimate) -> String { rate(estimate.rate, estimate.interval) }

    static func rate(_ rate: Double?, _ interval: Interval?) -> String {
        guard let rate else { return none }
        return short(rate) + (interval.map { " (\(digits($0.low)) to \(digits($0.high)))" } ?? "")
    }

    /// What could be: `13 % to 19 %`.
    static func band(_ interval: Interval) -> String { "\(short(interval.low)) to \(short(interval.high))" }

    /// `-53 (-73 to -27)`.
    static func difference(_ row: ComparisonRow) -> String {
        row.isTooFew ? none : span(row.difference, row.interval, signed: true)
    }

    /// A difference in points with its interval.
    static func span(_ difference: Double?, _ interval: Interval?, signed: Bool = false) -> String {
        func points(_ value: Double) -> String { Self.points(value, whole: 0.0995, signed: signed) }
        guard let difference else { return none }
        return points(difference) + (interval.map { " (\(points($0.low)) to \(points($0.high)))" } ?? "")
    }

    /// The bounds of a difference in points: `-73 to -27`.
    static func range(_ interval: Interval?) -> String {
        guard let interval else { return none }
        func bound(_ value: Double) -> String { points(value, whole: 0.0095, signed: true) }
        return "\(bound(interval.low)) to \(bound(interval.high))"
    }

    private static func digits(_ share: Double, whole: Double = 0.0995) -> String {
        let text = fixed(share * 100, digits: abs(share) < whole ? 1 : 0)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// Of a difference, what is not 0 never reads as 0: an interval from 0.04 would seem to hold 0 where the words beside it say that it
    /// does not.
    private static func points(_ value: Double, whole: Double, signed: Bool) -> String {
        let points = abs(value * 100)
        let small = points < 0.05 && points > 1e-7
        let text =
            small
            ? fixed(value * 100, digits: points < 0.0005 ? 7 : points < 0.005 ? 3 : 2) : digits(value, whole: whole)
        return (signed && value > 0 && text != "0" ? "+" : "") + text
    }
}

extension Margin {
    /// What a difference is held against: `10 points`, `25 % of the reference's rate`.
    package var prose: String {
        switch self {
        case .points(let points): Prose.size(points)
        case .ofReference(let share): "\(Prose.short(share)) of the reference's rate"
        }
    }
}
