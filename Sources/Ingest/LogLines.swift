import Foundation

/// The lines of a file, read in pieces: memory does not grow with the log.
enum LogLines {
    /// A longer line is counted as broken: nothing that counts is so long.
    static let longest = 256 << 20

    /// - Parameter body: is given each line without its end, and its number from 1; nil for a line that is too long.
    /// - Throws: `LogFault` where the file cannot be read.
    static func each(of path: String, _ body: (UnsafeBufferPointer<UInt8>?, Int) -> Void) throws(LogFault) {
        var held: [UInt8] = []
        var tooLong = false
        var number = 0
        func end() {
            number += 1
            if tooLong { body(nil, number) } else { held.withUnsafeBufferPointer { body($0, number) } }
            held.removeAll(keepingCapacity: held.capacity < 4 * LogPieces.size)
            tooLong = false
        }
        try LogPieces.each(of: path) { bytes in
            var start = 0
            while start < bytes.count {
                let found = memchr(bytes.baseAddress! + start, 0x0A, bytes.count - start)
                let stop =
                    found.map { bytes.baseAddress!.distance(to: $0.assumingMemoryBound(to: UInt8.self)) } ?? bytes.count
                if held.count + stop - start > longest {
                    tooLong = true
                    held = []
                } else if !tooLong {
                    held.append(contentsOf: bytes[start..<stop])
                }
                guard found != nil else { break }
                end()
                start = stop + 1
            }
        }
        if !held.isEmpty || tooLong { end() }
    }

    /// Whether a line holds these bytes.
    static func holds(_ line: UnsafeBufferPointer<UInt8>, _ needle: StaticString) -> Bool {
        let length = needle.utf8CodeUnitCount
        guard let base = line.baseAddress, line.count >= length else { return false }
        let first = Int32(needle.utf8Start.pointee)
        var start = 0
        while start + length <= line.count,
            let found = memchr(base + start, first, line.count - start - length + 1)
        {
            if memcmp(found, needle.utf8Start, length) == 0 { return true }
            start = base.distance(to: found.assumingMemoryBound(to: UInt8.self)) + 1
        }
        return false
    }
}

/// A file from its beginning to its end, a piece at a time.
enum LogPieces {
    static let size = 1 << 20

    /// - Throws: `LogFault` where the file cannot be read.
    static func each(of path: String, _ body: (UnsafeBufferPointer<UInt8>) -> Void) throws(LogFault) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw LogFault(file: path, found: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: size)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw LogFault(file: path, found: String(cString: strerror(errno))) }
            if count == 0 { return }
            buffer.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<count])) }
        }
    }
}

/// Why a log cannot be read.
package struct LogFault: Error, Hashable, CustomStringConvertible {
    package var file: String
    package var found: String
    package var accepted: String?

    package init(file: String, found: String, accepted: String? = nil) {
        self.file = file
        self.found = found
        self.accepted = accepted
    }

    package var description: String { "\(file): \(found)" + (accepted.map { "; accepted: \($0)" } ?? "") }
}
