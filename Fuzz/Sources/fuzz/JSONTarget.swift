import Formats
import Trials

/// The JSON reader: what it reads can be written and read again, to the same bytes.
enum JSONTarget {
    static func read(_ input: Input) {
        let bytes = Array(input.body)
        do throws(JSONError) {
            let value = try JSONReader.read(bytes)
            let written = value.compactBytes
            hold(again(written) == written, "compact JSON reads back")
            hold(again(Array(value.pretty.utf8)) == written, "indented JSON reads back")
            let sorted = value.canonical
            hold(sorted.canonical == sorted, "canonical JSON is its own canonical form")
            hold(sorted.compactBytes.count == written.count, "sorting loses nothing")
            // The widest growth is a control character: no; those must be escaped. It is `1e14` with all its zeros.
            hold(written.count <= 8 * bytes.count, "\(written.count) bytes written for \(bytes.count)")
        } catch {
            hold((0...bytes.count).contains(error.offset), "an error stands inside the text: \(error.offset)")
        }
        var halves: [UInt16] = []
        // Only the halves are of interest: whether it reads was seen above.
        _ = try? JSONReader.read(input.body, loneHalves: &halves)
        hold(halves.count * 6 <= bytes.count, "each lone half is an escape of six bytes")
        hold(halves.allSatisfy { (0xD800...0xDFFF).contains($0) }, "lone halves are surrogates")
    }

    private static func again(_ written: [UInt8]) -> [UInt8]? {
        // nil fails the comparison, which is the point.
        (try? JSONReader.read(written))?.compactBytes
    }
}
