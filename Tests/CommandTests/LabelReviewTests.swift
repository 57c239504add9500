import Formats
import Foundation
import Testing
import Trials

/// Two raters judge the probes of a suite, blind to each other.
struct LabelReviewTests {
    private let folder: TestFolder
    private let binary: Binary

    init() throws {
        folder = try TestFolder()
        binary = Binary(folder: folder)
        try folder.write(SmallStudy.suite(probes: 6), to: "suite.yaml")
    }

    private func review(_ rater: String, keys: String) throws -> Binary.Ended {
        try folder.write(keys, to: "keys")
        return try binary.shell("$RAILGAUGE label --probes ./suite.yaml --labeller \(rater) < keys")
    }

    @Test func reviewsAreKeptBesideTheSuiteAndContinued() throws {
        let first = try review("anna", keys: "y\nb\nc\ny\nq\n")
        #expect(first.code == 0, "\(first.error)")
        #expect(first.out == "2 of 6 probes reviewed by anna: ./suite.review.jsonl\n" || first.out.hasPrefix("2 of 6"))
        #expect(first.error.contains("=== USER\nPrompt number") && first.error.contains("=== STATED REASON\na test"))
        // Going back wrote a second line; the later one counts.
        let lines = try folder.read("suite.review.jsonl").split(separator: "\n")
        #expect(lines.count == 3 && lines[1].contains("contested"))

        // The second rater sees nothing of the first one's answers until all probes are read.
        let half = try review("ben", keys: "y\ny\n")
        #expect(!half.out.contains("contested") && !half.error.contains("anna"))
        let whole = try review("ben", keys: String(repeating: "y\n", count: 9))
        #expect(whole.out.contains("6 of 6 probes reviewed by ben"))
        #expect(whole.out.contains("anna, ben: 2 probes by both"))
        #expect(whole.out.contains("contested, to be set to `expect: either` or taken out: 1\n"))
        #expect(whole.out.contains("anna contested, ben benign"))
        #expect(try binary.run("label", "--probes", "./suite.yaml", "--agreement").out.contains("50.0 % the same"))
    }

    @Test func aChangedProbeIsReadAgain() throws {
        #expect(try review("anna", keys: String(repeating: "y\n", count: 6)).out.contains("6 of 6"))
        try folder.write(
            SmallStudy.suite(probes: 6).replacing("Prompt number 3:", with: "Question 3:"), to: "suite.yaml")
        #expect(try review("anna", keys: "").error.contains("6 probes, 5 of them already reviewed by anna"))
    }

    @Test func aBrokenReviewFileIsNamed() throws {
        try folder.write("{\"probe\": \"p1\"}\n", to: "suite.review.jsonl")
        let ended = try review("anna", keys: "y\n")
        #expect(ended.code == 65 && ended.error.contains("suite.review.jsonl:1"), "\(ended.error)")
    }
}
