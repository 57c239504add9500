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

    /// - Parameter turn: for logs and conversations: the user's turn to end with, from 1; nil: the last.
    /// - Throws: `InputError` naming file and what was found.
    package static func read(
        at path: String, turn: Int? = nil, from files: any FileSource = DiskFiles()
    ) throws(InputError) -> PromptFile {
        let bytes = try files.bytes(at: path)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw InputError(file: path, found: "the file is not valid UTF-8", accepted: "a text, or messages as JSON")
        }
        var reading = PromptReading(path: path)
        if path.hasSuffix(".jsonl") {
            try reading.readLines(text)
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

/// Collects turns and joins calls with their results.
struct PromptReading {
    let path: String
    private var system: [String] = []
    private var turns: [Turn] = []
    private var tools: [ToolDeclaration] = []
    private var notes: [String] = []
    /// Ids of the calls of each assistant turn, and results by id.
    private var ids: [Int: [String]] = [:]
    private var results: [String: ToolResult] = [:]

    init(path: String) { self.path = path }

    mutating func add(_ turn: Turn) {
        let empty = turn.text.isEmpty && turn.calls.isEmpty && turn.results.isEmpty
        guard !empty else { return }
        if let last = turns.indices.last, turns[last].speaker == turn.speaker, turns[last].calls.isEmpty,
            turn.calls.isEmpty, turn.speaker != .tool
        {
            turns[last].text += "\n\n" + turn.text
        } else {
            turns.append(turn)
        }
    }

    // MARK: JSON

    mutating func readDocument(_ text: String) throws(InputError) {
        try read(document: try json(text, line: nil))
    }

    mutating func read(document value: JSONValue) throws(InputError) {
        if let declared = value["tools"]?.array { for tool in declared { declare(tool) } }
        for key in ["system", "instructions", "systemInstruction", "system_instruction"] {
            let words = Self.words(value[key]?["parts"] ?? value[key])
            if !words.isEmpty { system.append(words) }
        }
        if let single = value["input"]?.string ?? value["prompt"]?.string { return add(Turn(.user, single)) }
        guard let messages = value.array ?? (value["messages"] ?? value["input"] ?? value["contents"])?.array else {
            throw InputError(
                file: path, found: "no messages in this JSON",
                accepted: "a list of {role, content}, or an object with messages, input or contents")
        }
        for message in messages { read(message) }
    }

    /// Claude Code's and Codex's logs: one record a line, of which messages and calls count.
    mutating func readLines(_ text: String) throws(InputError) {
        var number = 0
        var known = 0
        var unread = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            guard !line.allSatisfy(\.isWhitespace) else { continue }
            guard let record = try? JSONReader.read(String(line)) else {  // a line cut off at the end of a log is usual
                unread += 1
                continue
            }
            if let message = record["message"], message["role"] != nil {
                // What the agent itself writes in the model's name is no message of the model.
                guard record["isApiErrorMessage"]?.bool != true, message["model"]?.string != "<synthetic>" else {
                    continue
                }
                read(message)
                known += 1
            } else if record["type"]?.string == "session_meta" {
                let words = Self.words(record["payload"]?["base_instructions"]?["text"])
                if !words.isEmpty, system.isEmpty { system.append(words) }
            } else if let payload = record["payload"], record["type"]?.string == "response_item" {
                read(payload)
                known += 1
            } else if record["role"] != nil {
                read(record)
                known += 1
            }
        }
        guard known > 0 else {
            throw InputError(
                file: path, found: "\(counted(number, "line")) and no message of a known log",
                accepted: "lines with {role, content}, of Claude Code or of Codex")
        }
        if unread > 0 { notes.append("\(counted(unread, "line is", "lines are")) no JSON and left out") }
    }

    private func json(_ text: String, line: Int?) throws(InputError) -> JSONValue {
        do throws(JSONError) {
            return try JSONReader.read(text)
        } catch {
            throw InputError(file: path, line: line, found: "not JSON: \(error)", accepted: "messages as JSON")
        }
    }

    private mutating func read(_ message: JSONValue) {
        switch message["type"]?.string {
        case "function_call", "custom_tool_call":
            let arguments = message["arguments"]?.string ?? message["input"]?.string ?? "{}"
            call(message["name"]?.string, Self.object(arguments), id: message["call_id"]?.string)
            return
        case "function_call_output", "custom_tool_call_output":
            result(Self.words(message["output"]), id: message["call_id"]?.string, failed: false)
            return
        case nil, .some: break
        }
        let content = message["content"] ?? message["parts"]
        switch message["role"]?.string {
        case "system", "developer":
            let words = Self.words(content)
            if !words.isEmpty { system.append(words) }
        case "user", nil:
            for block in content?.array ?? [] where block["type"]?.string == "tool_result" {
                result(
                    Self.words(block["content"]), id: block["tool_use_id"]?.string,
                    failed: block["is_error"]?.bool ?? false)
            }
            for block in content?.array ?? [] {
                guard let given = block["functionResponse"] else { continue }
                result(
                    given["response"]?["output"]?.string ?? given["response"]?.compact ?? "", id: given["name"]?.string,
                    failed: false)
            }
            add(Turn(.user, Self.words(content)))
        case "assistant", "model":
            add(Turn(.assistant, Self.words(content)))
            for block in content?.array ?? [] where block["type"]?.string == "tool_use" {
                call(block["name"]?.string, block["input"] ?? .object([:]), id: block["id"]?.string)
            }
            for block in content?.array ?? [] {
                guard let given = block["functionCall"] else { continue }
                call(given["name"]?.string, given["args"] ?? .object([:]), id: given["name"]?.string)
            }
            for item in message["tool_calls"]?.array ?? [] {
                call(
                    item["function"]?["name"]?.string, Self.object(item["function"]?["arguments"]?.string ?? "{}"),
                    id: item["id"]?.string)
            }
        case "tool": result(Self.words(content), id: message["tool_call_id"]?.string, failed: false)
        case .some(let role): notes.append("a message of role '\(role)' was left out")
        }
    }

    private mutating func call(_ name: String?, _ arguments: JSONValue, id: String?) {
        guard let name, let id else { return }
        if turns.last?.speaker != .assistant { turns.append(Turn(.assistant, "")) }
        let place = turns.count - 1
        turns[place].calls.append(ScriptedCall(name: name, arguments: arguments))
        ids[place, default: []].append(id)
    }

    private mutating func result(_ text: String, id: String?, failed: Bool) {
        guard let id else { return }
        results[id] = ToolResult(text.isEmpty ? "(no output)" : text, failed: failed)
        // Its place: results stand right behind the turn that called.
        if turns.last?.speaker != .tool { turns.append(Turn(results: [])) }
    }

    private mutating func declare(_ tool: JSONValue) {
        let function = tool["function"] ?? tool
        guard let name = function["name"]?.string else {
            for inner in tool["functionDeclarations"]?.array ?? [] { declare(inner) }
            return
        }
        tools.append(
            ToolDeclaration(
                name: name, description: function["description"]?.string ?? "",
                schema: function["input_schema"] ?? function["parameters"] ?? function["parametersJsonSchema"]
                    ?? ["type": "object"]))
    }

    // MARK: The end

    consuming func finished(endingAt turn: Int?, keepsLast: Bool = false) throws(InputError) -> PromptFile {
        var out: [Turn] = []
        var lost = 0
        for (place, turn) in turns.enumerated() where turn.speaker != .tool {
            var turn = turn
            let named = ids[place] ?? []
            var kept: [ScriptedCall] = []
            var given: [ToolResult] = []
            for (id, call) in zip(named, turn.calls) {
                guard let result = results[id] else {
                    lost += 1
                    continue
                }
                kept.append(call)
                given.append(result)
            }
            turn.calls = kept
            guard !(turn.text.isEmpty && kept.isEmpty) else { continue }
            if let last = out.indices.last, out[last].speaker == turn.speaker, out[last].calls.isEmpty, kept.isEmpty {
                out[last].text += "\n\n" + turn.text
            } else {
                out.append(turn)
            }
            if !given.isEmpty { out.append(Turn(results: given)) }
        }
        if lost > 0 {
            notes.append("\(counted(lost, "call without a result is", "calls without a result are")) left out")
        }
        if let first = out.firstIndex(where: { $0.speaker == .user }), first > 0 {
            notes.append(
                "\(counted(first, "turn before the user's first is", "turns before the user's first are")) left out")
            out.removeFirst(first)
        }
        if let turn {
            let places = out.indices.filter { out[$0].speaker == .user }
            guard turn >= 1, turn <= places.count else {
                throw InputError(
                    file: path, found: "no turn \(turn) of the user", accepted: "1 to \(places.count)")
            }
            out = Array(out.prefix(places[turn - 1] + 1))
        }
        let whole = out.count
        while !keepsLast, out.last?.speaker == .assistant { out.removeLast() }
        if out.count < whole {
            notes.append("the assistant's last turn was left out: the model's next step is the trial")
        }
        guard !out.isEmpty else {
            throw InputError(file: path, found: "no words of a user", accepted: "a prompt, or a conversation with one")
        }
        for name in Set(out.flatMap(\.calls).map(\.name)).sorted() where !tools.contains(where: { $0.name == name }) {
            tools.append(ToolDeclaration(name: name, description: name, schema: ["type": "object"]))
            notes.append("the tool '\(name)' is called and not declared: a bare declaration was added")
        }
        return PromptFile(
            system: system.isEmpty ? nil : system.joined(separator: "\n\n"), turns: out, tools: tools, notes: notes)
    }

    private static func words(_ content: JSONValue?) -> String {
        if let text = content?.string { return text }
        return (content?.array ?? []).compactMap { block in
            switch block["type"]?.string {
            case "text", "input_text", "output_text", nil: block["text"]?.string ?? block.string
            case .some: nil
            }
        }.joined(separator: "\n")
    }

    private static func object(_ text: String) -> JSONValue {
        guard let value = try? JSONReader.read(text), case .object = value else {  // free text of a custom tool
            return ["input": .string(text)]
        }
        return value
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
