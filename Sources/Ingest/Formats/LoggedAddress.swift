import Trials

/// What the address of a request says: which wire it speaks, and where the model stands there, which one.
enum LoggedAddress {
    /// nil for what is no call of a model (a list of models, a file, an embedding).
    static func dialect(_ url: String) -> DialectName? {
        let path = url.prefix { $0 != "?" }
        if path.hasSuffix("/messages") { return .anthropic }
        if path.hasSuffix("/chat/completions") { return .openAICompatible }
        if path.hasSuffix("/responses") { return .openAIResponses }
        if path.hasSuffix("/completions") { return .openAICompletions }
        if path.hasSuffix(":generateContent") || path.hasSuffix(":streamGenerateContent") { return .gemini }
        if path.hasSuffix("/converse") || path.hasSuffix("/converse-stream") { return .bedrock }
        return nil
    }

    static func model(_ url: String) -> String? {
        url.firstMatch(of: /\/models?\/([^\/:?]+)/).map { String($0.output.1) }
    }
}
