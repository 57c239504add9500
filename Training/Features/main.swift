// Writes the features of replies for training: reads JSONL rows with `response`, writes little-endian UInt32 words:
// for every row the number of features, then block and hash of each, then the number of values of the outline and their
// bits. Compiled together with the classifier's sources.
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
        let outline = TextOutline(reading).values
        output.append(UInt32(outline.count))
        output.append(contentsOf: outline.map(\.bitPattern))
    }
}
output.withUnsafeBytes { FileHandle.standardOutput.write(Data($0)) }
