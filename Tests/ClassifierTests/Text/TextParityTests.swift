import Foundation
import Testing

@testable import Classifier

/// The training script and this code must agree on every number: the script writes what it computes for our own
/// examples beside the weights, and this test holds the classifier against it.
@Suite struct TextParityTests {
    private struct Row: Decodable {
        var response: String
        var probabilities: [Double]
    }

    @Test func probabilitiesAgreeWithTheTrainingScript() throws {
        let root = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = try Data(contentsOf: root.appending(path: "Training/parity.jsonl"))
        let rows = try file.split(separator: 0x0A).map { try JSONDecoder().decode(Row.self, from: Data($0)) }
        #expect(rows.count > 40)
        let classifier = TextClassifier()
        for row in rows {
            let own = classifier.classify(row.response).probabilities
            for (label, expected) in zip(TextLabel.allCases, row.probabilities) {
                // Weights are stored in 16 bits: the difference stays in the third decimal.
                #expect(abs(own[label] - expected) < 0.002, "\(label) of \(row.response)")
            }
        }
    }
}
