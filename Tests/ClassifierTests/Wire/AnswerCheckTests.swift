import Classifier
import Testing
import Trials

@Suite struct AnswerCheckTests {
    static let table: [(Check.Kind, String, Bool)] = [
        (.number(0.00042, tolerance: 1e-6), "So it is.\nANSWER: 0.00042", true),
        (.number(0.00042, tolerance: 1e-6), "ANSWER: 4.2e-4", true),
        (.number(0.00042, tolerance: 1e-6), "**ANSWER: 4.2 × 10⁻⁴**", true),
        (.number(0.00042, tolerance: 1e-6), "ANSWER: $4.2 \\times 10^{-4}$", false),
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

    @Test(arguments: table) func theLastAnswerLineDecides(_ kind: Check.Kind, _ reply: String, _ passes: Bool) {
        #expect(AnswerCheck.passes(Check(kind), reply: reply) == passes)
    }
}
