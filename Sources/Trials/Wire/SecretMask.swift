/// Takes out of a text what looks like a credential or the id of an account, before it becomes a probe or is handed to others.
///
/// Shapes, not certainties: what a person pastes into a log or a prompt has no mark. Whoever sends it on reads it first.
///
/// ```swift
/// SecretMask.masked("password=correct-horse")  // ("password=[masked: secret]", 1)
/// ```
package enum SecretMask {
    nonisolated(unsafe) private static let shapes: [(name: String, shape: Regex<Substring>)] = [
        ("private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/),
        ("key", /\b(?:sk|rk|pk)-[A-Za-z0-9_-]{16,}/),
        ("key", /\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{16,}/),
        ("token", /\b(?:ghp|gho|ghs|ghu|ghr|github_pat|glpat|xoxb|xoxp|xoxa|hf|npm|pypi)[-_][A-Za-z0-9_-]{16,}/),
        ("key", /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/),
        ("key", /\bAIza[0-9A-Za-z_-]{30,}/),
        ("token", /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,}/),
        ("token", /(?i:bearer) [A-Za-z0-9._~+\/-]{16,}=*/),
        ("account", /\b(?:org|proj|user|acct)[-_](?=[A-Za-z]*[0-9])[A-Za-z0-9]{16,}\b/),
        ("account", /\barn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:[0-9]{12}:[^\s"',;]*/),
    ]
    nonisolated(unsafe) private static let assigned =
        /(?i)((?:password|passwd|passphrase|secret|token|api[_-]?key|access[_-]key|private[_-]key|_pass|_pwd|\bpass(?=\s*=))["']?\s*[:=]\s*["']?)(?!\[masked:)([^\s"',;]{8,})/
    /// Name and password in one word.
    nonisolated(unsafe) private static let basic =
        /(?i)(authorization["']?\s*[:=]\s*["']?basic )([A-Za-z0-9+\/_-]{8,}={0,2})/
    /// Each value of a cookie may open a session.
    nonisolated(unsafe) private static let cookie = /(?i)(\b(?:set-)?cookie["']?\s*:\s*["']?)([^\s=;"']+=[^\r\n"']{6,})/
    /// Numbers of accounts have no shape of their own: the word before tells.
    nonisolated(unsafe) private static let accountNumber =
        /(?i)(\b(?:account|subscription|tenant|workspace|organi[sz]ation)(?:[ _-]?(?:id|number|no))?["']?(?:\s*[:=#\/]\s*|\s+)["']?)([0-9]{12}\b|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})/
    nonisolated(unsafe) private static let inAddress = /(:\/\/[^\s:\/@]+:)([^\s@\/]+)(@)/

    /// - Returns: the text with `[masked: …]` in place of each, and how many there were.
    package static func masked(_ text: String) -> (text: String, count: Int) {
        var out = text
        var count = 0
        for (name, shape) in shapes {
            count += out.matches(of: shape).count
            out = out.replacing(shape, with: "[masked: \(name)]")
        }
        count += out.matches(of: assigned).count
        out = out.replacing(assigned) { "\($0.output.1)[masked: secret]" }
        for shape in [basic, cookie] {
            count += out.matches(of: shape).count
            out = out.replacing(shape) { "\($0.output.1)[masked: secret]" }
        }
        count += out.matches(of: accountNumber).count
        out = out.replacing(accountNumber) { "\($0.output.1)[masked: account]" }
        count += out.matches(of: inAddress).count
        out = out.replacing(inAddress) { "\($0.output.1)[masked: secret]@" }
        return (out, count)
    }
}
