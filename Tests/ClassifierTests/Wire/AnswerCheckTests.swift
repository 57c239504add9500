import Classifier
import Testing
import Trials

@Suite struct AnswerCheckTests {
    static let table: [(Check.Kind, String, Bool)] = [
        (.number(0.00042, tolerance: 1e-6), "So it is.\nANSWER: 0.00042", true),
        (.number(0.00042, tolerance: 1e-6), "ANSWER: 4.2e-4", true),
        (.number(0.00042, tolerance: 1e-6), "**ANSWER: 4.2 × 10⁻⁴**", true),
        (.number(0.00042, tolerance: 1e-6), "ANSWER: $4.2 \\times 10^{-4}$", true),
        (.number(0.00042, tolerance: 1e-6), "ANSWER: 0.00043", false),
        (.number(1_234_567, tolerance: 0), "ANSWER: 1,234,567 bp", true),
        (.number(1_234_567, tolerance: 0), "ANSWER: 1 234 567", true),
        (.number(-3.5, tolerance: 0), "answer: −3.5 kcal/mol", true),
        (.number(12, tolerance: 0.5), "ANSWER: about 12.4%", true),
        (.number(0.3, tolerance: 0), "ANSWER: 0.30", true),
        (.number(7, tolerance: 0), "ANSWER: 5\nWait.\nANSWER: 7", true),
        (.number(7, tolerance: 0), "It is 7.", false),
        (.number(7, tolerance: 0), "ANSWER: none", false),
        (.exact("ATG"), "ANSWER:  `ATG` ", true),
        (.exact("ATG"), "ANSWER: atg", false),
        (.choice("Left"), "> ANSWER: (left).", true),
        (.choice("Left"), "ANSWER: right", false),
        (.regex("^[ACGT]+$"), "ANSWER: GATTACA", true),
        (.regex("^[ACGT]+$"), "ANSWER: GATTACA!", false),
        (.regex("("), "ANSWER: x", false),
    ]

    /// Language, what stands behind `ANSWER:`, a number, and whether the answer may mean it.
    static let numbers: [(String?, String, Double, Bool)] = [
        // A comma or a point ends the whole digits.
        ("fr", "96,2", 96.2, true), ("fr", "0,0627", 0.0627, true), ("de", "3,5 mg", 3.5, true),
        ("fr", "96.2", 96.2, true), (nil, "96,2", 96.2, true), ("en", "0.30", 0.3, true), (nil, "0,123", 0.123, true),
        (nil, "0,123", 123, false), ("en", ".5", 0.5, true), ("de", "-0,75 kJ/mol", -0.75, true),
        // Groups.
        ("es", "6.117", 6117, true), ("es", "6.117", 6.117, true), ("en", "6,117", 6117, true),
        ("de", "1.234.567", 1_234_567, true), ("en", "1,234,567.5", 1_234_567.5, true),
        ("de", "1.234.567,5", 1_234_567.5, true), ("fr", "12\u{202F}500", 12500, true), ("de", "12'500", 12500, true),
        ("en", "12,34", 1234, false), ("en", "1234,567", 1234.567, true),
        // Both readings are common numbers: the language decides.
        ("en", "1.000", 1, true), ("en", "1.000", 1000, false), ("de", "1.000", 1000, true), ("de", "1.000", 1, false),
        ("en", "25,000", 25000, true), ("en", "25,000", 25, false), ("fr", "25,000", 25, true),
        (nil, "1,000", 1000, true),
        // Powers of ten.
        ("en", "4.2e-4", 0.00042, true), ("de", "4,2·10⁻⁴", 0.00042, true), ("en", "4.2 × 10^-4", 0.00042, true),
        ("en", "$4.2 \\times 10^{-4}$", 0.00042, true), ("fr", "$4{,}2 \\cdot 10^{-4}$", 0.00042, true),
        ("en", "4.2E-04 (not 10⁻⁴)", 0.00042, true), ("en", "10⁻⁴", 0.0001, true), ("en", "3E+5 cells", 300_000, true),
        // Fractions, per cent, units, words, marks.
        ("en", "3/4", 0.75, true), ("en", "$\\frac{3}{4}$", 0.75, true), ("en", "½", 0.5, true),
        ("en", "3/4", 3, false),
        ("en", "96.2 %", 96.2, true), ("en", "96.2%", 0.962, true), ("de", "96,2 %", 96.2, true),
        ("en", "about **12.4**", 12.4, true), ("en", "≈ 7", 7, true), ("en", "~7 kDa", 7, true),
        ("ja", "０．０６２７", 0.0627, true), ("zh", "１２", 12, true), ("en", "x2 = 5", 5, true), ("en", "H2O: 18", 18, true),
        ("en", "1½", 1.5, true), ("en", "2 3/4 cups", 2.75, true), ("en", "$1\\frac{1}{2}$", 1.5, true),
        ("en", "1½", 5.5, false),
        ("en", "12 500/3", 12.5, false), ("ar", "٠٫٠٦٢٧", 0.0627, true), ("hi", "१२", 12, true),
        ("en", "12.4 ± 0.3", 12.4, true), ("en", "\\boxed{42}", 42, true), ("en", "12,34,567", 1_234_567, true),
        ("en", "5.", 5, true), ("en", "5 mg/ml", 5, true), ("en", "none", 0, false),
        ("en", "√2 ≈ 1.414", 1.414, true), ("en", "\\(5 \\times 10^{3}\\)", 5000, true), ("en", "2^10", 1024, true),
        ("en", "4.2 10^-4", 0.00042, true), ("en", "50% (0.5)", 0.5, true), ("fr", "1,5e-3", 0.0015, true),
        ("de", "1'234.5 CHF", 1234.5, true), ("es", "1.234.567,8", 1_234_567.8, true), ("it", "circa 3,14", 3.14, true),
        ("fr", "environ 1\u{2009}234,5 kg", 1234.5, true), ("ru", "примерно 0,05", 0.05, true),
        // Scripts without case put no space in front of a number.
        ("zh", "约12.5", 12.5, true), ("ko", "약12.5", 12.5, true), ("ja", "答えは１２．５です", 12.5, true),
        // Words that change the number; the bare one stays a reading.
        ("en", "12.5 percent", 0.125, true), ("fr", "12,5 pour cent", 0.125, true), ("zh", "百分之12.5", 0.125, true),
        ("en", "0.5 ‰", 0.0005, true), ("en", "minus 5", -5, true), ("en", "minus 5", 5, false),
        ("en", "1.2 million", 1_200_000, true), ("en", "1.2 million", 1.2, true), ("de", "1,2 Mio. t", 1_200_000, true),
        ("de", "2 Billionen", 2e12, true), ("en", "2 billion", 2e9, true), ("es", "5 mil", 5000, true),
        ("es", "5 mil millones", 5e9, true), ("es", "5 miligramos", 5000, false), ("zh", "约 3.5 万", 35000, true),
        ("ja", "2億", 2e8, true), ("ru", "3 тыс.", 3000, true), ("en", "3 out of 4", 0.75, true),
        ("en", "1 in 4", 0.25, true), ("en", "1:2", 0.5, true),
        // A range or a choice commits to none of its numbers.
        ("en", "10-12", 10, false), ("en", "10 to 12", 12, false), ("en", "between 10 and 12", 10, false),
        ("en", "3 or 4", 3, false), ("de", "3 mg oder 4 mg", 4, false), ("zh", "10至12", 10, false),
        ("en", "5 mg (10 mg at most)", 5, true), ("en", "10 or 10.0", 10, true),
    ]

    @Test(arguments: numbers)
    func numbersAreReadAsTheyAreWritten(_ language: String?, _ answer: String, _ value: Double, _ passes: Bool) {
        let check = Check(.number(value, tolerance: 1e-9))
        #expect(AnswerCheck.passes(check, reply: "ANSWER: \(answer)", language: language) == passes)
    }

    /// Both ends of a range must lie within the tolerance.
    @Test(
        arguments: [
            ("en", "10-12", 11, 1, true), ("en", "10 to 13", 11, 1, false), ("en", "10 to 12 %", 0.11, 0.02, true),
            ("zh", "10~12", 11, 1, true), ("en", "-3 to -1", -2, 1, true), ("fr", "entre 10 et 12", 11, 1, true),
            ("de", "von 10 mg bis 12 mg", 11, 1, true),
        ] as [(String, String, Double, Double, Bool)])
    func aRangeMeansWhatBothEndsMean(
        _ language: String, _ answer: String, _ value: Double, _ tolerance: Double, _ passes: Bool
    ) {
        let check = Check(.number(value, tolerance: tolerance))
        #expect(AnswerCheck.passes(check, reply: "ANSWER: \(answer)", language: language) == passes)
    }

    @Test(arguments: table) func theLastAnswerLineDecides(_ kind: Check.Kind, _ reply: String, _ passes: Bool) {
        #expect(AnswerCheck.passes(Check(kind), reply: reply) == passes)
    }
}
