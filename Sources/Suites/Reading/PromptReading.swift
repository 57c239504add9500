import Formats
import Trials

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

    /// Claude Code's and Codex's logs: one record a line, of which messages and calls of one conversation count.
    mutating func readLines(_ bytes: [UInt8], before end: Int?) throws(InputError) {
        // A line ends with LF, whatever stands before it; Swift takes CR LF for one character.
        let lines = bytes.split(separator: 0x0A, maxSplits: end ?? .max, omittingEmptySubsequences: false)
        func record(_ number: Int) -> JSONValue? {
            try? JSONReader.read(Array(lines[number - 1]))  // a line cut off at the end of a log is usual
        }
        var conversation = LogConversation(before: end)
        var unread = 0
        for number in 1...min(lines.count, end ?? .max) where !lines[number - 1].allSatisfy({ $0 <= 0x20 }) {
            if let record = record(number) { conversation.see(record, line: number) } else { unread += 1 }
        }
        var known = 0
        let (kept, said) = conversation.lines()
        for number in kept { if let record = record(number), read(record: record) { known += 1 } }
        guard known > 0 else {
            throw InputError(
                file: path, found: "\(counted(lines.count, "line")) and no message of a known log",
                accepted: "lines with {role, content}, of Claude Code or of Codex")
        }
        notes += said
        if unread > 0 { notes.append("\(counted(unread, "line is", "lines are")) no JSON and left out") }
    }

    /// - Returns: whether it is a message or a call.
    private mutating func read(record: JSONValue) -> Bool {
        if let message = record["message"], message["role"] != nil {
            // What the agent itself writes in the model's name is no message of the model.
            guard record["isApiErrorMessage"]?.bool != true, message["model"]?.string != "<synthetic>" else {
                return false
            }
            read(message)
        } else if record["type"]?.string == "session_meta" {
            let words = Self.words(record["payload"]?["base_instructions"]?["text"])
            if !words.isEmpty, system.isEmpty { system.append(words) }
            return false
        } else if let payload = record["payload"], record["type"]?.string == "response_item" {
            read(payload)
        } else if let history = record["payload"]?["replacement_history"]?.array {
            for item in history { read(item) }
        } else if record["role"] != nil {
            read(record)
        } else {
            return false
        }
        return true
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
