extension HeaderLine {
    /// Whether a header of this name opens a session or names an account, so that no file may keep its value. Rate limits
    /// that are counted by organisation name nobody.
    package static func opensOrNames(_ name: String) -> Bool {
        // By byte: every header of every exchange passes here, and Unicode's own search took longer than the classifier.
        let name = name.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        func holds(_ word: [UInt8]) -> Bool {
            guard name.count >= word.count else { return false }
            return (0...(name.count - word.count)).contains { start in
                word.indices.allSatisfy { name[start + $0] == word[$0] }
            }
        }
        // A challenge says how to authenticate, and is no answer to one.
        if holds(rateLimit) || holds(challenge) { return false }
        return opening.contains(where: holds)
            || endings.contains { name.count >= $0.count && name.suffix($0.count) == $0[...] }
    }

    private static let rateLimit = Array("ratelimit".utf8)
    private static let challenge = Array("authenticate".utf8)
    private static let opening = [
        "cookie", "auth", "organization", "account-id", "secret", "password", "credential", "bearer", "jwt",
    ]
    .map { Array($0.utf8) }
    private static let endings = ["-key", "-token", "-session", "-project", "-signature"]
        .map { Array($0.utf8) }
}
