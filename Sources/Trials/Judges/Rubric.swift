import Formats

/// What a judge is told: a versioned file with one section for the task, one for each outcome and one for the points.
///
/// ```
/// # rubric help, version 1
/// ## task
/// ...
/// ## answered
/// ...
/// ```
package struct Rubric: Sendable, Hashable {
    package static let defaultName = "help"
    package static let folder = "probes/rubrics"
    /// Raised whenever what surrounds the rubric in a question changes: judges then read another question.
    package static let form = "form-1"

    package var name: String
    package var version: Int
    package var task: String
    /// What each outcome means, in the rubric's words.
    package var outcomes: [Outcome: String]
    /// How the points of a probe's `needs` are to be held against a reply.
    package var points: String
    /// SHA-256 (hex) over the file and the form of the question around it.
    package var hash: String

    package init(
        name: String, version: Int, task: String = "", outcomes: [Outcome: String] = [:], points: String = "",
        hash: String
    ) {
        self.name = name
        self.version = version
        self.task = task
        self.outcomes = outcomes
        self.points = points
        self.hash = hash
    }

    /// Name, version and the beginning of the hash: what a verdict is filed under.
    package var mark: String { "\(name)-\(version)-\(hash.prefix(8))" }

    /// - Throws: `InputError` with the line.
    package static func read(_ bytes: [UInt8], file: String) throws(InputError) -> Rubric {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw InputError(file: file, found: "the file is not valid UTF-8", accepted: "a rubric in UTF-8")
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let head = lines.first?.wholeMatch(of: /# rubric ([a-z0-9][a-z0-9-]*), version ([1-9][0-9]{0,5})/),
            let version = Int(head.output.2)
        else {
            throw InputError(
                file: file, line: 1, found: "found '\(lines.first?.prefix(60) ?? "")'",
                accepted: "# rubric NAME, version N")
        }
        let sections = try sections(lines, file: file)
        var outcomes: [Outcome: String] = [:]
        for outcome in JudgeVerdict.outcomes { outcomes[outcome] = sections[outcome.rawValue] }
        return Rubric(
            name: String(head.output.1), version: version, task: sections["task"] ?? "", outcomes: outcomes,
            points: sections["points"] ?? "", hash: SHA256.hex("\(form)\n\(text)"))
    }

    private static let titles = ["task"] + JudgeVerdict.outcomes.map(\.rawValue) + ["points"]

    private static func sections(_ lines: [Substring], file: String) throws(InputError) -> [String: String] {
        var sections: [String: String] = [:]
        var title: String?
        for (index, line) in lines.enumerated().dropFirst() {
            if line.hasPrefix("## ") {
                let found = String(line.dropFirst(3))
                guard titles.contains(found), sections[found] == nil else {
                    throw InputError(
                        file: file, line: index + 1,
                        found: titles.contains(found) ? "a second section '\(found)'" : "a section '\(found)'",
                        accepted: "each of \(titles.joined(separator: ", ")), once")
                }
                title = found
                sections[found] = ""
            } else if let title {
                sections[title, default: ""] += "\(line)\n"
            } else if !line.allSatisfy(\.isWhitespace) {
                throw InputError(file: file, line: index + 1, found: "text before the first section")
            }
        }
        for title in titles {
            let trimmed = (sections[title] ?? "").trimmedLines
            guard !trimmed.isEmpty else {
                throw InputError(
                    file: file, found: "the section '\(title)' is missing or empty", accepted: "## \(title)")
            }
            sections[title] = trimmed
        }
        return sections
    }
}

extension String {
    /// Without white space around it.
    fileprivate var trimmedLines: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
