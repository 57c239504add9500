import Foundation
import Testing

@testable import Formats

struct FigureTests {
    @Test(arguments: [
        (0.1 + 0.2, "0.3"), (-0.36000000005783994, "-0.360000000058"), (0.9999999999999355, "1"),
        (0.6666666666666666, "0.666666666667"), (0.012579117093425046, "0.0125791170934"), (0, "0"), (1e-12, "1e-12"),
        (999_999_999_999.99995, "1e+12"), (123_456_789_012.25, "123456789012"), (1e300, "1e+300"), (2.5e-10, "2.5e-10"),
    ])
    func twelveDigitsStand(_ number: Double, _ text: String) {
        #expect(JSONValue.figure(number) == .number(Double(text) ?? .nan))
    }

    /// As the C library rounds; the last digit of a tie may fall to either side.
    @Test func itIsTheDecimalNearestToTheNumber() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            let number = Double.random(in: -1...1, using: &random) * pow(10, Double.random(in: -9...12, using: &random))
            guard case .number(let figure) = JSONValue.figure(number) else {
                Issue.record("no number")
                return
            }
            #expect(abs(figure - number) <= 5.0001e-12 * abs(number))
            #expect(Double(String(format: "%.12g", figure)) == figure, "\(number)")
            #expect(JSONValue.figure(figure) == .number(figure))
        }
    }

    @Test func everyNumberOfADocumentIsRounded() {
        let value: JSONValue = ["a": [.number(0.1 + 0.2), 3, "0.30000000000000004"], "b": ["c": .number(1.0 / 3)]]
        #expect(value.figures == ["a": [.number(0.3), 3, "0.30000000000000004"], "b": ["c": .number(0.333333333333)]])
    }
}
