import Formats

/// Whether a request left the model no choice but to call a tool: then the tool is the form of an answer, as callers have
/// long asked for structured output.
enum ForcedCall {
    /// Reads the request as it was sent, on every wire: a style may force a tool by members of its own.
    static func isForced(_ request: [UInt8]) -> Bool {
        // Most requests hold none of these words, and some are long.
        guard let body = try? JSONReader.read(request) else { return false }
        // Chat and Responses: "required", "any", or the tool by name; Messages: `any` or `tool`.
        if let choice = body["tool_choice"] {
            let word = (choice.string ?? choice["type"]?.string ?? choice["mode"]?.string)?.lowercased() ?? ""
            return ["required", "any", "tool", "function", "custom", "allowed_tools"].contains(word)
                && choice["mode"]?.string != "auto"
        }
        if let choice = body["function_call"], choice["name"]?.string != nil { return true }
        if let choice = body["toolConfig"]?["toolChoice"] { return choice["any"] != nil || choice["tool"] != nil }
        let config = body["toolConfig"] ?? body["tool_config"]
        let calling = config?["functionCallingConfig"] ?? config?["function_calling_config"]
        return calling?["mode"]?.string?.uppercased() == "ANY"
    }
}
