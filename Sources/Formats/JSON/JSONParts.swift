/// Writes one JSON object member after member, as `JSONValue.pretty` would write it whole, and hands the bytes on in pieces:
/// neither the tree nor the text of a large document is ever held.
///
///     JSONParts.write({ file.append(contentsOf: $0) }) { parts in
///         parts.add("schema", "railgauge-report/1")
///         parts.add("rows") { put in for row in rows { put(row.json) } }
///     }
package struct JSONParts {
    /// Bytes that are gathered before they are handed on.
    private static let piece = 1 << 18

    private let handOn: ([UInt8]) -> Void
    private var bytes: [UInt8] = []
    private var isEmpty = true

    /// - Parameters:
    ///   - handOn: takes the next bytes of the document, in order.
    ///   - members: adds the members, in order.
    package static func write(_ handOn: ([UInt8]) -> Void, _ members: (inout JSONParts) -> Void) {
        withoutActuallyEscaping(handOn) { handOn in
            var parts = JSONParts(handOn: handOn)
            members(&parts)
            parts.bytes.append(contentsOf: (parts.isEmpty ? "{}\n" : "\n}\n").utf8)
            handOn(parts.bytes)
        }
    }

    private init(handOn: @escaping ([UInt8]) -> Void) { self.handOn = handOn }

    package mutating func add(_ key: String, _ value: JSONValue) {
        begin(key)
        JSONWriter.writePretty(value, indent: 1, to: &bytes)
        passOn()
    }

    /// An array, element after element.
    /// - Parameter elements: hands each element over.
    package mutating func add(_ key: String, _ elements: ((JSONValue) -> Void) -> Void) {
        begin(key)
        var none = true
        elements { element in
            bytes.append(contentsOf: (none ? "[\n    " : ",\n    ").utf8)
            none = false
            JSONWriter.writePretty(element, indent: 2, to: &bytes)
            passOn()
        }
        bytes.append(contentsOf: (none ? "[]" : "\n  ]").utf8)
    }

    private mutating func begin(_ key: String) {
        bytes.append(contentsOf: (isEmpty ? "{\n  " : ",\n  ").utf8)
        isEmpty = false
        JSONWriter.write(key, to: &bytes)
        bytes.append(contentsOf: ": ".utf8)
    }

    private mutating func passOn() {
        guard bytes.count >= Self.piece else { return }
        handOn(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
