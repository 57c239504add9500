import Formats
import Trials

/// Reads the turns of scripted agents back out of requests, each wire's joints by themselves: who called what, and what
/// came back. Written apart from `Dialects`, so that a call that is written wrongly is not found.
enum ScriptTurns {
    /// A user's message: results of tools first, as a turn of their own, then the words.
    static func user(_ text: String, results: [ToolResult]) -> [Turn] {
        guard !results.isEmpty else { return [Turn(.user, text)] }
        return [Turn(results: results)] + (text.isEmpty ? [] : [Turn(.user, text)])
    }

    static func assistant(_ text: String, calls: [ScriptedCall]) -> Turn { Turn(text, calls: calls) }

    /// Arguments as a JSON text, which must be an object.
    static func call(_ name: String?, json: String?) throws(MalformedRequest) -> ScriptedCall {
        guard let name, let json, let arguments = try? JSONReader.read(json), case .object = arguments else {
            // The reader's reason would be in other words than any vendor's.
            throw MalformedRequest("tool_calls: name and arguments (a JSON object as text) are required")
        }
        return ScriptedCall(name: name, arguments: arguments)
    }

    static func call(_ name: String?, value: JSONValue?) throws(MalformedRequest) -> ScriptedCall {
        guard let name, let value, case .object = value else {
            throw MalformedRequest("a call of a tool needs a name and an object of arguments")
        }
        return ScriptedCall(name: name, arguments: value)
    }

    /// Every result must name a call of the turn before, and every call must have one.
    static func paired(_ calls: [String], _ results: [String]) throws(MalformedRequest) {
        guard Set(calls) == Set(results), calls.count == results.count else {
            throw MalformedRequest("tool results \(results) do not answer the calls \(calls) of the turn before")
        }
    }
}
