import Foundation

/// Where suites, studies and the texts they name are read from.
package protocol FileSource: Sendable {
    /// The bytes of a file.
    /// - Throws: `InputError` naming the path.
    func bytes(at path: String) throws(InputError) -> [UInt8]
}

/// The file system of this machine.
package struct DiskFiles: FileSource {
    /// Larger files are refused: a suite is text that people wrote.
    package static let sizeLimit = 32 << 20

    package init() {}

    package func bytes(at path: String) throws(InputError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw refusal(path, String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw refusal(path, String(cString: strerror(errno))) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw refusal(path, "is a folder") }
        var out: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            guard count >= 0 else { throw refusal(path, String(cString: strerror(errno))) }
            if count == 0 { return out }
            out.append(contentsOf: chunk[..<count])
            guard out.count <= Self.sizeLimit else { throw refusal(path, "is larger than 32 MiB") }
        }
    }

    private func refusal(_ path: String, _ reason: String) -> InputError {
        InputError(file: path, found: "the file cannot be read: \(reason)", advice: "Check the path and its rights.")
    }
}

/// Paths, as text: `/` separates, nothing is looked up.
package enum Path {
    package static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The last part without its extension.
    package static func stem(of path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }

    /// `path` seen from `folder`; absolute paths stay as they are, `.` and inner `..` are resolved.
    package static func join(_ folder: String, _ path: String) -> String {
        let whole = path.hasPrefix("/") || folder.isEmpty ? path : "\(folder)/\(path)"
        var parts: [Substring] = []
        for part in whole.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
        }
        return (whole.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }
}
