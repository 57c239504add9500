// Writes the features of replies for training: reads JSONL rows with `response`, writes little-endian UInt32 words:
// for every row the number of features, then block and hash of each. Compiled together with the classifier's sources.
import Foundation

var input = FileHandle.standardInput.readDataToEndOfFile()
var output = [UInt32]()
for line in input.split(separator: 0x0A) {
    guard let row = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
        var reply = row["response"] as? String
    else { fatalError("a row without `response`") }
    reply.withUTF8 { bytes in
        let features = TextFeatures(TextReading(bytes, range: TextVisible.range(in: bytes))).list
        output.append(UInt32(features.count))
        for feature in features {
            output.append(UInt32(feature.block.rawValue))
            output.append(feature.hash)
        }
    }
}
output.withUnsafeBytes { FileHandle.standardOutput.write(Data($0)) }
