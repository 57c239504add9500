import Formats
import Foundation
import Testing
import Trials

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
