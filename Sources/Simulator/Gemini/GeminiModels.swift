import Formats
import Trials

extension GeminiWire {
    /// One model by its name, or all of them by `pageSize` (default 50) and `pageToken`.
    func models(_ ids: [String]) -> String {
        let route = route ?? Route(.models, .gemini)
        let describe = GeminiAsk.isVertex(route) ? Self.publisherModel : Self.model
        if let one = route.model { return String(decoding: describe(one).bytes, as: UTF8.self) }
        let size = route.query("pageSize").flatMap { Int($0) } ?? 0
        let start = min(max(0, route.query("pageToken").flatMap { Int($0) } ?? 0), ids.count)
        let page = ids[start..<min(start + (size > 0 ? min(size, 1000) : 50), ids.count)]
        var list = JSONObject()
        list[GeminiAsk.isVertex(route) ? "publisherModels" : "models"] = .array(page.map(describe))
        if page.endIndex < ids.count { list["nextPageToken"] = .string(String(page.endIndex)) }
        return String(decoding: JSONValue.object(list).bytes, as: UTF8.self)
    }

    private static func model(_ id: String) -> JSONValue {
        [
            "name": .string("models/\(id)"), "version": "001", "displayName": .string(id),
            "description": "A simulated model.", "inputTokenLimit": 1_048_576, "outputTokenLimit": 65_536,
            "supportedGenerationMethods": ["generateContent", "countTokens", "createCachedContent"],
            "temperature": 1, "topP": .number(0.95), "topK": 64, "maxTemperature": 2, "thinking": true,
        ]
    }

    private static func publisherModel(_ id: String) -> JSONValue {
        [
            "name": .string("publishers/google/models/\(id)"), "versionId": "001", "openSourceCategory": "PROPRIETARY",
            "launchStage": "GA", "publisherModelTemplate": "projects/{user-project}/locations/{location}",
        ]
    }
}
