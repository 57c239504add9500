import Foundation

/// Where suites, studies and the texts they name are read from.
package protocol FileSource: Sendable {
    /// The bytes of a file.
    /// - Throws: `InputError` naming the path.
    func bytes(at path: String) throws(InputError) -> [UInt8]

    /// The bytes of a file that another file names, as `{file: NAME}` does; its text may be sent to a provider.
    /// - Parameter file: the one that names it: a name is seen from its folder.
    /// - Throws: `InputError` naming the path, also where the name leads out of that folder.
    func bytes(named name: String, by file: String) throws(InputError) -> [UInt8]
}

extension FileSource {
    package func bytes(named name: String, by file: String) throws(InputError) -> [UInt8] {
        try bytes(at: Path.join(Path.folder(of: file), name))
    }
}

/// The file system of this machine.
package struct DiskFiles: FileSource {
    /// Larger files are refused: a suite is text that people wrote.
    package static let sizeLimit = 32 << 20

    /// Folders beside that of a suite or study from which files may be named.
    private let allowed: [String]

    package init(allowed: [String] = []) { self.allowed = allowed }

    /// A suite or study may come from anybody, and what it names is sent: so the name must lead to a plain file within
    /// its folder, or within one that the user allowed, whatever links stand in between.
    package func bytes(named name: String, by file: String) throws(InputError) -> [UInt8] {
        let folder = Path.folder(of: file)
        let path = Path.join(folder, name)
        guard let place = Self.real(path) else { return try bytes(at: path) }
        let homes = ([folder.isEmpty ? "." : folder] + allowed).compactMap(Self.real)
        guard homes.contains(where: { place.hasPrefix($0 == "/" ? $0 : "\($0)/") }) else {
            throw InputError(
                file: path, found: "it leads out of the folder of \(file)",
                advice:
                    "What a file names is sent to the provider. If you mean it, allow its folder: --allow-files DIR.")
        }
        var status = stat()
        guard stat(place, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw refusal(path, "is no plain file")
        }
        return try bytes(at: place)
    }

    /// Without links, `.` and `..`; nil where there is no such file.
    private static func real(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }

    /// The bytes of a plain file; of a pipe or a device one would wait for ever.
    package func plainBytes(at path: String) throws(InputError) -> [UInt8] {
        var status = stat()
        guard stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG else {
            throw refusal(path, "is no plain file")
        }
        return try bytes(at: path)
    }

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

extension InputError {
    /// What to do where a name led out of its folder; nil for every other error.
    package var leadsOut: String? { advice.flatMap { $0.contains("--allow-files") ? $0 : nil } }
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
