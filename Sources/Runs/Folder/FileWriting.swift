import Formats
import Foundation
import Trials

/// Makes a folder and its parents.
func makeFolder(_ path: String, mode: mode_t) throws(RunFolderError) {
    if mkdir(path, mode) == 0 || errno == EEXIST { return try checkFolder(path) }
    let code = errno
    let parent = (path as NSString).deletingLastPathComponent
    guard code == ENOENT, !parent.isEmpty, parent != path else {
        throw .unwritable(path: path, reason: errorText(code))
    }
    try makeFolder(parent, mode: 0o755)
    guard mkdir(path, mode) == 0 || errno == EEXIST else { throw .unwritable(path: path, reason: errorText(errno)) }
}

private func checkFolder(_ path: String) throws(RunFolderError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .unwritable(path: path, reason: errorText(errno)) }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw .unwritable(path: path, reason: errorText(ENOTDIR)) }
}

/// Writes a file of mode 0600 whole and durably.
func writeFile(_ path: String, _ bytes: [UInt8]) throws(RunFolderError) {
    do throws(WholeFile.Failure) { try WholeFile.write(bytes, to: path) } catch {
        throw .unwritable(path: error.path, reason: error.reason)
    }
}
