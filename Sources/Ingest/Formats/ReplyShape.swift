import Formats
import Trials

/// Which wire a kept reply came over, by its members.
enum ReplyShape {
    /// Of a whole body, strictly: what merely looks like one may be anything in a log.
    ///
    /// - Parameter isError: whether the body of an error counts.
    static func dialect(of body: JSONObject, isError: Bool = true) -> DialectName? {
        if body["type"]?.string == "message", body["role"] != nil || body["stop_reason"] != nil { return .anthropic }
        switch body["object"]?.string {
        case "chat.completion": return .openAICompatible
        case "response": return .openAIResponses
        case "text_completion": return .openAICompletions
        case nil, .some: break
        }
        if body["candidates"] != nil || body["promptFeedback"] != nil { return .gemini }
        if body["stopReason"] != nil, body["output"]?["message"] != nil { return .bedrock }
        guard isError, body["error"]?.object != nil else { return nil }
        return body["type"]?.string == "error" ? .anthropic : .openAICompatible
    }

    /// Of what is known to be of a reply: a body, one event of a stream, an error page.
    static func dialect(ofPiece document: JSONValue) -> DialectName? {
        let type = document["type"]?.string ?? ""
        if ["message", "message_start", "ping", "error", "content_block_start"].contains(type) {
            // Both call an event `error`; only one of them numbers it.
            return type == "error" && document["sequence_number"] != nil ? .openAIResponses : .anthropic
        }
        if type.hasPrefix("response.") { return .openAIResponses }
        if document["error"]?["status"]?.string != nil, document["error"]?["code"]?.int != nil { return .gemini }
        if let body = document.object, let found = dialect(of: body) { return found }
        if document["choices"] != nil { return .openAICompatible }
        if document["usageMetadata"] != nil { return .gemini }
        if document["output"]?["message"] != nil || document["stopReason"] != nil || document["message"]?.string != nil
        {
            return .bedrock
        }
        return document["error"] != nil ? .openAICompatible : nil
    }
}
