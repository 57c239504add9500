import Foundation

/// A file of which any stretch can be read.
final class RandomFile {
    let path: String
    /// In bytes.
    let size: Int
    private let descriptor: Int32

    /// - Throws: `LogFault` where it cannot be opened.
    init(_ path: String) throws(LogFault) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw LogFault(file: path, found: String(cString: strerror(errno))) }
        size = max(0, Int(lseek(descriptor, 0, SEEK_END)))
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// - Throws: `LogFault` where the file has no such bytes.
    func bytes(at offset: Int, count: Int) throws(LogFault) -> [UInt8] {
        guard offset >= 0, count >= 0, offset <= size - count else {
            throw fault("a file that ends before what it names", accepted: "a whole file")
        }
        var out = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = out.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress! + done, count - done, off_t(offset + done))
            }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else {
                throw fault(got < 0 ? String(cString: strerror(errno)) : "a file that has become shorter")
            }
            done += got
        }
        return out
    }

    func fault(_ found: String, accepted: String? = nil) -> LogFault {
        LogFault(file: path, found: found, accepted: accepted)
    }
}
