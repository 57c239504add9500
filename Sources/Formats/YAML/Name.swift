/// Names that become file names, CSV cells and keys: letters, digits, `-`, `_` and `.`.
package enum Name {
    package static func read(_ cursor: YAMLCursor) throws(InputError) -> String {
        let text = try cursor.string()
        guard isName(text) else {
            throw cursor.error(
                "found \(cursor.shown)", accepted: "letters, digits, '-', '_' and '.', at most 120, no leading '.'")
        }
        return text
    }

    package static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 120 && !text.hasPrefix(".")
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                    || [0x2D, 0x5F, 0x2E].contains($0)
            }
    }
}
