import Formats
import Testing

@Suite struct JSONPartsTests {
    private static func write(_ members: (inout JSONParts) -> Void) -> (text: String, pieces: Int) {
        var (bytes, pieces): ([UInt8], Int) = ([], 0)
        JSONParts.write(
            {
                bytes += $0
                pieces += 1
            }, members)
        return (String(decoding: bytes, as: UTF8.self), pieces)
    }

    @Test func memberAfterMemberIsTheWholeDocument() {
        let row: JSONValue = ["name": "a \"b\"", "list": [1, .null, ["x": .number(2.5)]], "none": [], "empty": [:]]
        let whole: JSONValue = ["schema": "s", "rows": [row, 7, row], "none": [], "object": row]
        let (text, _) = Self.write { parts in
            parts.add("schema", "s")
            parts.add("rows") { put in for item in [row, 7, row] { put(item) } }
            parts.add("none") { _ in }
            parts.add("object", row)
        }
        #expect(text == whole.pretty)
        #expect(Self.write { _ in }.text == JSONValue.object([:]).pretty)
    }

    @Test func aLargeDocumentIsHandedOnInPieces() throws {
        let row = JSONValue.string(String(repeating: "x", count: 10_000))
        let (text, pieces) = Self.write { parts in parts.add("rows") { put in for _ in 0..<200 { put(row) } } }
        #expect(pieces > 5)
        #expect(text == JSONValue.object(["rows": .array(Array(repeating: row, count: 200))]).pretty)
    }
}
