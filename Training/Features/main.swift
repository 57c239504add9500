// Writes the features of replies for training: reads JSONL rows with `response`, writes little-endian UInt32 words:
// for every row the number of features, then block and hash of each, then the number of signals of the outline,
// the signals (0 or 1), the ruling (label, or 4 for none), whether the reply is silent abroad, the number of its acts, and
// for every label whether the classifier may be sure of it, whether it reads as English, and whether the
// ruling is a plain one. Compiled together with the classifier's sources.
import Foundation

var input = FileHandle.standardInput.readDataToEndOfFile()
var output = [UInt32]()
for line in input.split(separator: 0x0A) {
    guard let row = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
        var reply = row["response"] as? String
    else { fatalError("a row without `response`") }
    reply.withUTF8 { bytes in
        let reading = TextReading(bytes, range: TextVisible.range(in: bytes))
        let features = TextFeatures(reading).list
        output.append(UInt32(features.count))
        for feature in features {
            output.append(UInt32(feature.block.rawValue))
            output.append(feature.hash)
        }
        let outline = TextOutline(reading)
        let signals = outline.signals
        output.append(UInt32(signals.count))
        output.append(contentsOf: signals.map { $0 ? 1 : 0 })
        output.append(outline.ruling.map { UInt32($0.place) } ?? 4)
        output.append(outline.silentAbroad ? 1 : 0)
        output.append(UInt32(reading.acts.list.count))
        output.append(contentsOf: TextLabel.allCases.map { outline.allowsSure(of: $0) ? 1 : 0 })
        output.append(outline.english ? 1 : 0)
        output.append(outline.isPlain ? 1 : 0)
    }
}
output.withUnsafeBytes { FileHandle.standardOutput.write(Data($0)) }
