import Formats
import Trials

/// Probes that speak of a file, a figure or an attachment and do not bring it: a model can only ask for it, and a
/// request for missing material is `unable`, which says nothing about safeguards.
extension SuiteLint {
    /// What only a document beside the prompt can answer.
    private static let absent = PhraseSet([
        "attached", "i attach", "i have attached", "see attachment", "the attachment", "attachments", "enclosed",
        "i uploaded", "i have uploaded", "uploaded file", "the screenshot", "this screenshot", "screenshot below",
        "the linked", "at this link", "see the link", "in the pdf", "the pdf below", "the image below", "this image",
        "the picture below", "the photo below", "in this repo",
        "in this repository",
        "im anhang", "angehängt", "anbei", "ci joint", "en pièce jointe", "adjunto", "adjunta", "em anexo",
        "anexo", "in allegato",
    ])
    private static let shortestStandalone = 150
    private static let endings: Set<String> = [
        "py", "md", "csv", "tsv", "log", "ipynb", "yaml", "yml", "json", "jsonl", "txt", "tex", "pdf", "png", "jpg",
        "r",
        "sh", "cpp", "rs", "go", "toml", "xlsx", "docx", "fastq", "bam", "vcf", "parquet", "pcap", "sql", "js", "ts",
    ]
    /// Words by which a reader is sent to a file, in the three words before its name.
    private static let readWords: Set<String> = [
        "see", "read", "open", "review", "check", "summarise", "summarize", "look", "at", "fix", "edit", "compare",
        "explain", "debug", "refactor", "described", "me", "on",
    ]

    /// What a sentence about a file says it does.
    private static let subjectWords: Set<String> = [
        "is", "are", "has", "holds", "contains", "lists", "comes", "shows", "describes", "gives",
    ]

    func materialFindings(_ probe: Probe) -> [LintFinding] {
        guard probe.role != .control, probe.tools.isEmpty else { return [] }
        let user = probe.turns.filter { $0.speaker == .user }.map(\.text)
        let pasted = probe.turns.contains { Self.holdsPaste($0.text) }
        var out: [LintFinding] = []
        if probe.context.isEmpty, !pasted {
            let words = LintText.words(user.joined(separator: "\n"))
            for (_, at) in Self.absent.matches(in: words) {
                let around = words[max(0, at - 4)..<min(words.count, at + 6)].joined(separator: " ")
                out.append(
                    LintFinding(
                        probe, .material, .warning, "speaks of material that it does not bring: '… \(around) …'",
                        accepted: "the text under context or in the prompt"))
            }
        }
        return out + fileFindings(probe, user, pasted) + figureFindings(probe, user) + standaloneFindings(probe)
    }

    /// `history: drop` sends the last turn alone.
    private func standaloneFindings(_ probe: Probe) -> [LintFinding] {
        guard probe.standalone, probe.turns.count > 1, probe.lastText.count < Self.shortestStandalone else { return [] }
        return [
            LintFinding(
                probe, .material, .warning,
                "marked standalone (the default), and its last turn of \(counted(probe.lastText.count, "character")) hardly is",
                accepted: "standalone: false")
        ]
    }

    /// A file that is sent to be read, or that a sentence is about, and that no other place of the probe holds.
    private func fileFindings(_ probe: Probe, _ user: [String], _ pasted: Bool) -> [LintFinding] {
        let brought = probe.context.map { "\($0.name)\n\($0.text)" }.joined(separator: "\n") + (probe.system ?? "")
        for text in user {
            let tokens = text.split { $0.isWhitespace || "()[]{}<>\"'`,;:".contains($0) }
            for (place, token) in tokens.enumerated() {
                let name = token.last == "." || token.last == "?" ? token.dropLast() : token
                guard let dot = name.lastIndex(of: "."), dot != name.startIndex, !name.contains("://"),
                    Self.endings.contains(name[name.index(after: dot)...].lowercased()),
                    name[..<dot].contains(where: \.isLetter), !brought.contains(name)
                else { continue }
                let before = tokens[max(0, place - 3)..<place].map { $0.lowercased() }
                let next = place + 1 < tokens.count ? tokens[place + 1].lowercased() : ""
                let isRead = !pasted && before.contains { Self.readWords.contains($0) }
                guard isRead || (!pasted && Self.subjectWords.contains(next)) else { continue }
                return [
                    LintFinding(
                        probe, .material, .warning, "sends the reader to '\(name)', which is nowhere in the probe",
                        accepted: "the file under context")
                ]
            }
        }
        return []
    }

    /// "See Figure 2" in a probe in which no other place speaks of Figure 2.
    private func figureFindings(_ probe: Probe, _ user: [String]) -> [LintFinding] {
        let all = LintText.words(probe.allText)
        for text in user {
            let words = LintText.words(text)
            for place in words.indices.dropFirst() where ["figure", "fig"].contains(words[place - 1]) {
                guard words[place].first?.isNumber ?? false, place >= 2,
                    ["see", "in", "from", "look", "at", "read"].contains(words[place - 2])
                else { continue }
                let spoken = all.indices.dropFirst().count {
                    ["figure", "fig"].contains(all[$0 - 1]) && all[$0] == words[place]
                }
                if spoken < 2 {
                    return [
                        LintFinding(
                            probe, .material, .warning,
                            "sends the reader to figure \(words[place]), which it does not bring",
                            accepted: "what the figure shows, in words or as a table")
                    ]
                }
            }
        }
        return []
    }

    /// Three lines that are no prose and no list of wishes: code, a table, a log, a quoted mail.
    static func holdsPaste(_ text: String) -> Bool {
        if text.contains("```") { return true }
        let odd = text.split { $0.isNewline }.filter { line in
            let bare = line.drop { $0.isWhitespace }
            guard let first = bare.first, let last = bare.reversed().first(where: { !$0.isWhitespace }) else {
                return false
            }
            if isListItem(bare) { return false }
            if line.first?.isWhitespace ?? false { return true }
            if "|>#$[{*".contains(first) { return true }
            return bare.count < 120 && !".?!:,;。？！：".contains(last)
        }
        return odd.count >= 3
    }

    private static func isListItem(_ line: Substring) -> Bool {
        if line.hasPrefix("- ") || line.hasPrefix("* ") || line.hasPrefix("(") { return true }
        let rest = line.drop { $0.isNumber || $0.isLetter }
        return line.count - rest.count <= 2 && (rest.hasPrefix(". ") || rest.hasPrefix(") "))
    }
}
