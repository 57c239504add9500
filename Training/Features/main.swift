// Writes the features of replies for training: reads JSONL rows with `response` (and `blind`: read without words of declining), writes little-endian UInt32 words:
// for every row the number of features, then block and hash of each; the number of numbers for the trees, then each as the
// bits of a Float (the outline's signals stand last; their count follows); then the ruling (label, or 4 for none), whether the reply is silent
// abroad, the number of its acts, for every label the ground on which the classifier may be sure of it (0 to 2), whether it
// reads as English, whether the ruling is a plain one, and the number of tokens. Compiled together with the classifier's sources.
import Foundation

var input = FileHandle.standardInput.readDataToEndOfFile()
var output = [UInt32]()
for line in input.split(separator: 0x0A) {
    guard let row = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
        var reply = row["response"] as? String
    else { fatalError("a row without `response`") }
    // A reply that is one JSON value is read by its texts, as the classifier reads it.
    if let values = reply.withUTF8({ TextValues($0, TextVisible.range(in: $0)) }) { reply = values.text }
    reply.withUTF8 { bytes in
        let reading = TextReading(bytes, range: TextVisible.range(in: bytes), blind: row["blind"] as? Bool ?? false)
        let features = TextFeatures(reading).list
        output.append(UInt32(features.count))
        for feature in features {
            output.append(UInt32(feature.block.rawValue))
            output.append(feature.hash)
        }
        let outline = TextOutline(reading)
        let numbers = TextNumbers(reading, outline).list
        output.append(UInt32(numbers.count))
        output.append(contentsOf: numbers.map { Float($0).bitPattern })
        output.append(UInt32(outline.signals.count))
        output.append(outline.ruling.map { UInt32($0.place) } ?? 4)
        output.append(outline.silentAbroad ? 1 : 0)
        output.append(UInt32(reading.acts.list.count))
        output.append(contentsOf: TextLabel.allCases.map { UInt32(outline.ground(for: $0).rawValue) })
        output.append(outline.english ? 1 : 0)
        output.append(outline.isPlain ? 1 : 0)
        output.append(UInt32(reading.tokens.count))
    }
}
output.withUnsafeBytes { FileHandle.standardOutput.write(Data($0)) }
