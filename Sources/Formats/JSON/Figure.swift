import Foundation

/// The one rounding of every number that leaves in JSON or CSV: twelve significant digits. What lies behind them is rounding of
/// sums and of searches, and differs between machines.
///
/// ```swift
/// JSONValue.figure(0.1 + 0.2)                       // 0.3
/// (["low": .number(-0.36000000005783994)] as JSONValue).figures
/// ```
extension JSONValue {
    package static func figure(_ number: Double) -> JSONValue {
        let size = abs(number)
        // Within these bounds the power of ten is exact, so that the quotient is the double nearest to the decimal.
        guard size >= 1e-9, size < 1e12 else {
            return .number(size == 0 ? number : Double(String(format: "%.12g", number)) ?? number)
        }
        let power = tens[max(0, 11 - Int(log10(size).rounded(.down)))]
        return .number((number * power).rounded() / power)
    }

    /// The same value with every number in it so rounded.
    package var figures: JSONValue {
        switch self {
        case .number(let number): .figure(number)
        case .array(let items): .array(items.map(\.figures))
        case .object(let object):
            .object(JSONObject(members: object.members.map { JSONObject.Member(key: $0.key, value: $0.value.figures) }))
        case .null, .bool, .integer, .string: self
        }
    }

    /// 10^0 to 10^22: all that a double holds exactly.
    private static let tens: [Double] = (0...22).map { Double("1e\($0)") ?? 1 }
}
