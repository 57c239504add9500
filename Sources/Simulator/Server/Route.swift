import Foundation
import Trials

/// What a path asks for.
struct Route: Sendable, Equatable {
    enum Purpose: Sendable { case reply, models }

    var purpose: Purpose
    var dialect: DialectName
    /// Where the path alone says whose words are spoken.
    var profile: VendorProfile?
    /// Where the path names the model or the deployment.
    var model: String?
    /// Where the path says whether to stream.
    var stream: Bool?
    /// As it stood, without the query.
    var path = ""
    /// The query, as it stood.
    var query = ""

    init(_ purpose: Purpose, _ dialect: DialectName, profile: VendorProfile? = nil, model: String? = nil) {
        self.purpose = purpose
        self.dialect = dialect
        self.profile = profile
        self.model = model
    }

    /// nil: nothing is served there.
    init?(_ http: ReceivedRequest) {
        let parts = http.path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
        let found =
            switch http.method {
            case "POST": Self.post(parts)
            case "GET": Self.list(parts, http)
            default: Route?.none
            }
        guard let found else { return nil }
        self = found
        path = http.path
        query = http.query
    }

    /// Whose error a path is answered with where nothing is served.
    static func nearest(_ http: ReceivedRequest) -> DialectName {
        if http.header("anthropic-version") != nil { return .anthropic }
        if http.path.hasPrefix("/openai/") { return .azureOpenAI }
        if http.path.hasPrefix("/model/") { return .bedrock }
        return http.path.hasPrefix("/v1beta") || http.path.contains("/publishers/") ? .gemini : .openAIChat
    }

    private static func post(_ parts: [String]) -> Route? {
        switch parts {
        case ["v1", "messages"]: return Route(.reply, .anthropic)
        case ["v1", "chat", "completions"], ["chat", "completions"], ["beta", "chat", "completions"],
            ["api", "v1", "chat", "completions"]:
            return Route(.reply, .openAIChat)
        case ["v1", "responses"]: return Route(.reply, .openAIResponses)
        case ["v1", "completions"]: return Route(.reply, .openAICompletions)
        case ["v2", "chat"]: return Route(.reply, .openAICompatible, profile: .cohere)
        case ["openai", "v1", "chat", "completions"]: return Route(.reply, .azureOpenAI)
        default: break
        }
        if parts.count == 5, parts[0] == "openai", parts[1] == "deployments",
            parts.suffix(2) == ["chat", "completions"]
        {
            return Route(.reply, .azureOpenAI, model: decoded(parts[2]))
        }
        if parts.count == 3, parts[0] == "model", ["converse", "converse-stream"].contains(parts[2]) {
            var route = Route(.reply, .bedrock, model: decoded(parts[1]))
            route.stream = parts[2] == "converse-stream"
            return route
        }
        return gemini(parts)
    }

    /// `…/models/{model}:{action}`, under the Gemini API's versions or a Vertex project.
    private static func gemini(_ parts: [String]) -> Route? {
        guard let last = parts.last, parts.count >= 3, parts[0].hasPrefix("v1") else { return nil }
        let vertex =
            parts.count == 9 && parts[1] == "projects" && parts[3] == "locations"
            && parts[5...7] == ["publishers", "google", "models"]
        // An express key stands in place of a project.
        let express = parts.count == 5 && parts[1...3] == ["publishers", "google", "models"]
        let tuned = parts.count == 7 && parts[1] == "projects" && parts[3] == "locations" && parts[5] == "endpoints"
        let plain = parts.count == 3 && ["models", "tunedModels"].contains(parts[1])
        guard vertex || express || tuned || plain else { return nil }
        let halves = decoded(last).split(separator: ":").map(String.init)
        guard halves.count == 2, ["generateContent", "streamGenerateContent"].contains(halves[1]) else { return nil }
        var route = Route(.reply, .gemini, model: halves[0])
        route.stream = halves[1] == "streamGenerateContent"
        return route
    }

    private static func list(_ parts: [String], _ http: ReceivedRequest) -> Route? {
        switch parts {
        case ["v1", "models"] where http.header("anthropic-version") != nil: Route(.models, .anthropic)
        case ["v1", "models"] where http.header("x-goog-api-key") != nil: Route(.models, .gemini)
        case ["v1", "models"]: Route(.models, .openAIChat)
        case ["models"], ["beta", "models"], ["api", "v1", "models"]: Route(.models, .openAIChat)
        case ["openai", "models"], ["openai", "v1", "models"]: Route(.models, .azureOpenAI)
        case ["v1beta", "models"], ["v1alpha", "models"], ["v1beta1", "publishers", "google", "models"],
            ["v1", "publishers", "google", "models"]:
            Route(.models, .gemini)
        case ["foundation-models"]: Route(.models, .bedrock)
        default: oneOfGemini(parts, http)
        }
    }

    /// A model by its name.
    private static func oneOfGemini(_ parts: [String], _ http: ReceivedRequest) -> Route? {
        let versions = http.header("x-goog-api-key") == nil ? ["v1beta", "v1alpha"] : ["v1", "v1beta", "v1alpha"]
        let plain = parts.count == 3 && versions.contains(parts[0]) && parts[1] == "models"
        let vertex = parts.count == 5 && parts[0].hasPrefix("v1") && parts[1...3] == ["publishers", "google", "models"]
        return plain || vertex ? Route(.models, .gemini, model: decoded(parts[parts.count - 1])) : nil
    }

    private static func decoded(_ part: String) -> String { part.removingPercentEncoding ?? part }

    func query(_ name: String) -> String? { ReceivedRequest.value(of: name, in: query) }
}
