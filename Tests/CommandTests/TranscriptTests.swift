import Classifier
import Formats
import Foundation
import Testing
import Trials
import Vendors

@testable import railgauge

/// `classify --transcripts`: a tool of its own.
struct TranscriptTests {
    private let folder: TestFolder
    private let binary: Binary

    init() throws {
        folder = try TestFolder()
        binary = Binary(folder: folder)
    }

    @Test func rowsComeBackInOrderWithABestGuess() throws {
        let replies = [
            "I'm sorry, but I can't help with that request.",
            "Use a warm-up of 500 steps, then log the gradient norm of each layer and compare both runs.", "",
            "I can't see the file you mention. Could you paste its contents?",
        ]
        let rows = (0..<2000).map { #"{"id": \#($0), "prompt": "p", "response": "\#(replies[$0 % 4])"}"# }
        try folder.write(rows.joined(separator: "\n") + "\n", to: "in.jsonl")
        let ended = try binary.run("classify", "--transcripts", "in.jsonl", "--output", "out.jsonl")
        #expect(ended.code == 0, "\(ended.error)")
        let verdicts = try folder.read("out.jsonl").split(separator: "\n").map { try JSONReader.read(String($0)) }
        #expect(verdicts.count == 2000)
        #expect(verdicts.enumerated().allSatisfy { $1["id"]?.int == $0 })
        #expect(verdicts.prefix(4).map { $0["outcome"]?.string } == ["refused", "answered", "empty", "unable"])
        let keys = Set(["id", "outcome", "confidence", "sure", "evidence"])
        #expect(verdicts.allSatisfy { Set($0.object?.keys ?? []) == keys })
    }

    @Test func stopReasonDecidesBeforeTheText() throws {
        try folder.write(
            #"{"id": "a", "prompt": "p", "response": "Step one", "stop_reason": "refusal"}"# + "\n", to: "in.jsonl")
        let ended = try binary.run("classify", "--transcripts", "in.jsonl")
        #expect(try JSONReader.read(ended.out)["outcome"]?.string == "blocked")
    }

    /// How each wire words the ends of a reply: what a row with a text is read as, and one without.
    static let stops: [(words: [String], withText: Outcome, without: Outcome)] = [
        (
            ["end_turn", "stop_sequence", "stop", "completed", "STOP", "COMPLETE", "eos", "eos_token", ""], .answered,
            .empty
        ),
        (["max_tokens", "length", "max_output_tokens", "MAX_TOKENS", "model_length"], .answered, .truncated),
        (["tool_use", "tool_calls", "function_call", "TOOL_CALL"], .answered, .answered),
        (
            [
                "refusal", "content_filter", "SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "RECITATION",
                "MODEL_ARMOR", "guardrail_intervened", "content_filtered", "CONTENT_FILTERED", "ERROR_TOXIC",
                "sensitive",
                "content_filter: PROHIBITED_CONTENT", "Content-Filter", "FinishReason.SAFETY", "moderation_blocked",
            ], .blocked, .blocked
        ),
        (
            [
                "ERROR", "error", "network_error", "insufficient_system_resource", "OTHER", "MALFORMED_FUNCTION_CALL",
                "malformed_model_output", "failed", "policy_v9", "halted",
            ], .error, .error
        ),
    ]

    @Test func everyWiresStopWordsAreReadAsInARun() throws {
        let classifier = TextClassifier()
        let said = "Use a warm-up of 500 steps, then log the gradient norm of each layer and compare both runs."
        for (words, withText, without) in Self.stops {
            for word in words {
                let texts = TranscriptVerdict(response: said, stopReason: word, classifier)
                #expect(texts.outcome == withText, "\(word): \(texts.outcome)")
                let empty = TranscriptVerdict(response: " \n", stopReason: word, classifier)
                #expect(empty.outcome == without, "\(word): \(empty.outcome)")
                if without == .error { #expect(!empty.sure && !texts.sure) }
            }
        }
        // No vendor's word is unknown here, and none that a run calls a block or a fault comes out as an answer.
        for vendor in Vendor.known {
            for (word, meaning) in vendor.stops {
                let outcome = TranscriptVerdict(response: said, stopReason: word, classifier).outcome
                switch meaning {
                case .normal, .length, .toolCall: #expect(outcome == .answered, "\(vendor.name) \(word)")
                case .blocked: #expect(outcome == .blocked, "\(vendor.name) \(word)")
                case .failed, .spoilt, .absent, .unknown: #expect(outcome == .error, "\(vendor.name) \(word)")
                }
            }
        }
        // A sentence beside a call declines nothing.
        let beside = TranscriptVerdict(
            response: "I can't help with that directly, so I will look it up.", stopReason: "tool_use", classifier)
        #expect(beside.outcome == .answered)
    }

    @Test(arguments: [
        (#"{"id": 1, "prompt": "p"}"#, "the key 'response' is missing"),
        (#"{"id": 1, "response": 7}"#, "the key 'response' holds something else"),
        (#"{"response": "x"}"#, "the key 'id' is missing"), ("[1]", "the row is no object"),
        (#"{"id": 1, "response": "x""#, "not JSON at byte"),
    ])
    func badRowIsNamedWithItsLineAndLeavesNoFile(row: String, message: String) throws {
        try folder.write(#"{"id": 0, "response": "fine"}"# + "\n" + row + "\n", to: "in.jsonl")
        let ended = try binary.run("classify", "--transcripts", "in.jsonl", "--output", "out.jsonl")
        #expect(ended.code == 65)
        #expect(ended.error.contains("in.jsonl:2: ") && ended.error.contains(message), "\(ended.error)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("out.jsonl")))
    }
}
