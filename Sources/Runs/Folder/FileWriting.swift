import Foundation

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

/// Writes a file of mode 0600 whole and syncs it.
func writeFile(_ path: String, _ bytes: [UInt8]) throws(RunFolderError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .unwritable(path: path, reason: errorText(errno)) }
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
        let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw .unwritable(path: path, reason: errorText(errno)) }
        written += count
    }
    guard fsync(descriptor) == 0 else { throw .unwritable(path: path, reason: errorText(errno)) }
}

/// Makes the names in a folder durable.
func syncFolder(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
}
