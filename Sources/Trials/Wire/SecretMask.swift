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
        ("key", /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/),
        ("token", /\bya29\.[A-Za-z0-9_-]{20,}/),
        ("token", /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,}/),
        ("token", /(?i:bearer) [A-Za-z0-9._~+\/-]{16,}=*/),
        ("account", /\b(?:org|proj|user|acct)[-_](?=[A-Za-z]*[0-9])[A-Za-z0-9]{16,}\b/),
        ("account", /\barn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:[0-9]{12}:[^\s"',;]*/),
    ]
    /// What a name or a header says to be secret: the first part stays, the second goes.
    nonisolated(unsafe) private static let named: [(name: String, shape: Regex<(Substring, Substring, Substring)>)] = [
        (
            "secret",
            /(?i)((?:authorization)["']?\s*[:=]\s*["']?(?:basic|digest|token|api-?key|key|negotiate|ntlm)\s+["']?)(?!\[masked:)([^\s"',;]{8,})/
        ),
        ("secret", /(?i)((?:set-)?cookie["']?\s*[:=]\s*["']?)(?!\[masked:)([^\s=;:"']+=[^\r\n"']{4,})/),
        (
            "secret",
            /(?i)((?:password|passwd|passphrase|secret|token|(?:api|access|private|secret|encryption|signing|account|auth|master)[_-]?key)["']?\s*[:=]\s*["']?)(?!\[masked:)([^\s"',;]{8,})/
        ),
        // Of words that have other uses only the shape of a variable, of a member and of a parameter: `PASS: test_login` is a
        // result, and PWD a folder.
        ("secret", /(?i)(\b(?:[a-z0-9]+_)+(?:pass|pwd)["']?\s*[:=]\s*["']?)(?!\[masked:)([^\s"',;]{6,})/),
        ("secret", /(?i)(\bpass\s*=\s*["']?)(?!\[masked:)([^\s"',;]{8,})/),
        ("secret", /(?i)(["'](?:pass|pwd)["']\s*:\s*["'])(?!\[masked:)([^\s"',;]{6,})/),
        ("secret", /(?i)([?&;](?:pass|pwd)=)(?!\[masked:)([^\s"',;&]{6,})/),
        ("secret", /(?i)(\blogin\s+\S+\s+password\s+)(?!\[masked:)(\S{6,})/),
        (
            "secret",
            /(\b(?:curl|wget|http)\b[^\r\n]{0,200}?\s(?:-u|--user)[= ]["']?[^\s:"']+:)(?!\[masked:)([^\s"']{4,})/
        ),
    ]
    /// Numbers of accounts have no shape of their own: the word before tells.
    nonisolated(unsafe) private static let accountNumber =
        /(?i)(\b(?:account|subscription|tenant|workspace|organi[sz]ation)(?:[ _-]?(?:id|number|no))?["']?(?:\s*[:=#\/]\s*|\s+)["']?)([0-9]{12}\b|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})/
    nonisolated(unsafe) private static let inAddress = /(:\/\/[^\s:\/@]+:)(?!\[masked:)([^\s@\/]+)(@)/

    /// - Returns: the text with `[masked: …]` in place of each, and how many there were.
    package static func masked(_ text: String) -> (text: String, count: Int) {
        var out = text
        var count = 0
        for (name, shape) in shapes {
            out = out.replacing(shape) { _ in
                count += 1
                return "[masked: \(name)]"
            }
        }
        for (name, shape) in named {
            out = out.replacing(shape) { match in
                count += 1
                return "\(match.output.1)[masked: \(name)]"
            }
        }
        out = out.replacing(accountNumber) { match in
            count += 1
            return "\(match.output.1)[masked: account]"
        }
        out = out.replacing(inAddress) { match in
            count += 1
            return "\(match.output.1)[masked: secret]@"
        }
        return (out, count)
    }
}
