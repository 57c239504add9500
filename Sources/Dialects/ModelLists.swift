import Formats
import Trials
import Vendors

/// How one dialect lists the models of a credential: a GET that costs nothing.
package enum ModelLists {
    package enum Question: Sendable, Hashable {
        /// Without its credential, which goes as with any other request of the style.
        case ask(SentRequest)
        /// Why there is nothing to ask.
        case none(String)
    }

    /// Bytes of the longest list that is read.
    package static let longest = 4 << 20

    /// What to ask for the models that a style's credential reaches at its address.
    package static func question(of style: AccessStyle) -> Question {
        let base = RequestRules.base(style)
        var path: String
        var query: [String: String]
        switch style.server?.models ?? .path("/models") {
        case .nowhere(let reason): return .none(reason)
        case .path(let named, let asking): (path, query) = (named, asking)
        }
        var own = [HeaderLine("accept", "application/json")]
        switch style.dialect {
        case .anthropic:
            if base.hasSuffix("/v1") { path = "/models" }
            own.append(HeaderLine("anthropic-version", "2023-06-01"))
        case .azureOpenAI: if base.hasSuffix("/v1") { path = "/models" }
        case .gemini:
            if base.contains("aiplatform.googleapis.com") || base.contains("/projects/") {
                return .none("Vertex lists models by publisher, not by what a credential may call")
            }
        case .openAIChat, .openAIResponses, .openAICompletions, .bedrock, .openAICompatible: break
        }
        return .ask(
            SentRequest(
                method: "GET", url: RequestRules.url(style, path: path, query: query),
                headers: RequestRules.headers(own, style), body: []))
    }

    /// Reads what came back. nil in the list's place: why there is none.
    package static func read(_ raw: RawReply, of style: AccessStyle) -> Result<ModelList, Reason> {
        if let fault = raw.fault {
            let mebibytes = longest >> 20
            return .failure(
                Reason(
                    fault.kind == .bodyTooLarge ? "the list is longer than \(mebibytes) MiB" : fault.kind.rawValue))
        }
        guard let status = raw.status else { return .failure(Reason("no reply")) }
        // The error body of any dialect is read as its replies are.
        guard status == 200 else {
            let said = (try? JSONReader.read(raw.body)).flatMap { WireError.read($0, .httpBody)?.message }
            return .failure(Reason("HTTP \(status)" + (said.map { ": \($0.prefix(160))" } ?? "")))
        }
        // A page that is no JSON says no more than that.
        guard let json = try? JSONReader.read(raw.body) else { return .failure(Reason("the reply is no JSON")) }
        guard let items = json["data"]?.array ?? json["models"]?.array ?? json.array else {
            return .failure(Reason("the reply holds no list"))
        }
        let more = json["has_more"]?.bool == true || json["nextPageToken"]?.filled != nil
        // A proxy that reaches a model by two ways lists it twice.
        var names: Set<String> = []
        let models = items.compactMap(ListedModel.init(wire:)).filter { names.insert($0.id).inserted }
        return .success(
            ModelList(
                models: models.sorted { $0.id < $1.id }, complete: !more,
                namesDeployments: style.dialect != .azureOpenAI))
    }

    /// Why there is no list.
    package struct Reason: Error, Hashable {
        package var text: String

        init(_ text: String) { self.text = text }
    }
}

extension ListedModel {
    /// An item of a list, whoever wrote it; nil where it names no model.
    init?(wire item: JSONValue) {
        guard let name = item["id"]?.filled ?? item["name"]?.filled ?? item.filled else { return nil }
        let id = name.hasPrefix("models/") ? String(name.dropFirst(7)) : name
        guard !id.isEmpty else { return nil }
        self.init(id: id)
        created = (item["created_at"] ?? item["created"])?.statedTime
        deprecated = (item["deprecated_at"] ?? item["deprecation"]?["inference"] ?? item["deprecation"])?.statedTime
        lifecycle = (item["lifecycle"] ?? item["lifecycle_status"])?.filled
        contextTokens =
            (item["max_input_tokens"] ?? item["inputTokenLimit"] ?? item["context_length"] ?? item["max_model_len"]
            ?? item["max_context_length"])?.int
        // Strings, in USD per token.
        inputUSDPerMTok = item["pricing"]?["prompt"]?.dollarsPerToken
        outputUSDPerMTok = item["pricing"]?["completion"]?.dollarsPerToken
    }
}

extension JSONValue {
    /// A text as it stands, or seconds since 1970 as ISO 8601 UTC. Zero, where some servers have no date, is none.
    fileprivate var statedTime: String? {
        if let text = filled { return text }
        guard let seconds = int, seconds > 0, seconds < 253_402_300_800 else { return nil }
        return UTCStamp.iso(Double(seconds))
    }

    fileprivate var dollarsPerToken: Double? {
        guard let price = string.flatMap(Double.init) ?? double, price.isFinite, price >= 0 else { return nil }
        // Nine digits: 0.000003 x 1e6 is 3, not 2.9999999999999996.
        let scaled = (price * 1e15).rounded() / 1e9
        return scaled.isFinite ? scaled : nil
    }
}

extension AccessStyle {
    /// Why this style's wire has no word for an ability; nil where it has one.
    package func lacks(_ ability: Ability) -> String? {
        var asking = self
        asking.ask = Ask()
        asking.prefill = nil
        switch ability {
        case .prefill: asking.prefill = "A"
        case .logprobs: asking.ask.logprobs = 0
        case .seed: asking.ask.seed = 1
        case .continuation:
            if dialect == .openAICompletions { return nil }
            asking.ask.continuation = true
        }
        // What else the style asks for is no matter of this ability.
        if ask.continuation { asking.ask.continuation = true }
        do throws(DialectError) {
            _ = try asking.makeDialect()
            return nil
        } catch {
            return error.found
        }
    }
}
