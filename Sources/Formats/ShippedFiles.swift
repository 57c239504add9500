import CShipped

/// Suites, studies, scenarios and schemas that are part of the binary, by their path in the repository.
package struct ShippedFiles: FileSource {
    package init() {}

    package func bytes(at path: String) throws(InputError) -> [UInt8] {
        guard let file = Self.all.first(where: { $0.path == path }) else {
            throw InputError(file: path, found: "no such file is shipped")
        }
        return Array(file.bytes)
    }

    /// Names of the files in one folder with that ending, without folder and ending, sorted.
    package func names(in folder: String, ending: String = ".yaml") -> [String] {
        Self.all.map(\.path).filter { $0.hasPrefix(folder + "/") && $0.hasSuffix(ending) }
            .map { String($0.dropFirst(folder.count + 1).dropLast(ending.count)) }
            .filter { !$0.contains("/") }
    }

    private static var all: some Sequence<(path: String, bytes: UnsafeBufferPointer<UInt8>)> {
        sequence(state: 0) { index -> (path: String, bytes: UnsafeBufferPointer<UInt8>)? in
            defer { index += 1 }
            guard let file = railgauge_shipped_at(index)?.pointee else { return nil }
            return (String(cString: file.path), UnsafeBufferPointer(start: file.bytes, count: file.count))
        }
    }
}
