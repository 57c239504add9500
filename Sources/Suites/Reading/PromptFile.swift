import Formats
import Trials

/// One prompt or conversation as people have it at hand: plain text, Markdown, messages as JSON, or an agent's log.
///
/// Nothing is made up: a call whose result is not in the file is left out, and `notes` says so.
///
/// ```swift
/// let prompt = try PromptFile.read(at: "blocked.json", from: DiskFiles())
/// prompt.turns.last  // what the model is to answer next
/// ```
package struct PromptFile: Sendable, Hashable {
    package var system: String?
    /// Begins and ends with the user, or ends with results of tools.
    package var turns: [Turn]
    package var tools: [ToolDeclaration]
    /// What was left out or added, one sentence each.
    package var notes: [String]

    package init(system: String?, turns: [Turn], tools: [ToolDeclaration] = [], notes: [String] = []) {
        self.system = system
        self.turns = turns
        self.tools = tools
        self.notes = notes
    }

    /// - Parameters:
    ///   - turn: for logs and conversations: the user's turn to end with, from 1; nil: the last.
    ///   - end: for agents' logs: the line of the reply whose conversation it is, from 1; nil: the one that the log ends with.
    /// - Throws: `InputError` naming file and what was found.
    package static func read(
        at path: String, turn: Int? = nil, before end: Int? = nil, from files: any FileSource = DiskFiles()
    ) throws(InputError) -> PromptFile {
        let bytes = try files.bytes(at: path)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw InputError(file: path, found: "the file is not valid UTF-8", accepted: "a text, or messages as JSON")
        }
        var reading = PromptReading(path: path)
        if path.hasSuffix(".jsonl") {
            try reading.readLines(bytes, before: end)
        } else if path.hasSuffix(".json") {
            try reading.readDocument(text)
        } else {
            reading.add(Turn(.user, text.trimmed))
        }
        return try reading.finished(endingAt: turn)
    }

    /// The body of a request that a log holds.
    /// - Parameter path: of the log, for messages.
    /// - Throws: `InputError`
    package static func read(_ request: JSONValue, of path: String) throws(InputError) -> PromptFile {
        var reading = PromptReading(path: path)
        try reading.read(document: request)
        return try reading.finished(endingAt: nil)
    }
}

extension PromptFile {
    /// Turns that may stand before others: those of a file of messages, the assistant's last among them.
    /// - Throws: `InputError`
    package static func turns(at path: String, from files: any FileSource = DiskFiles()) throws(InputError) -> [Turn] {
        let bytes = try files.bytes(at: path)
        var reading = PromptReading(path: path)
        try reading.readDocument(String(decoding: bytes, as: UTF8.self))
        return try reading.finished(endingAt: nil, keepsLast: true).turns
    }
}

extension String {
    /// Without white space at its ends.
    fileprivate var trimmed: String {
        var view = self[...]
        while view.last?.isWhitespace ?? false { view.removeLast() }
        while view.first?.isWhitespace ?? false { view.removeFirst() }
        return String(view)
    }
}
