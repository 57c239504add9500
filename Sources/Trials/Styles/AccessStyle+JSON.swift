import Formats

extension AccessStyle {
    /// Every key of the style, resolved; the credential only by where it comes from.
    package var json: JSONValue {
        [
            "id": .string(id), "granted_to": .array(grantedTo.map { .string($0) }),
            "surface": .string(surface.rawValue), "tier": .string(tier.rawValue),
            "dialect": .string(dialect.rawValue), "profile": profile.json, "base_url": .string(baseURL),
            "route": .string(route), "model": .string(model),
            "accept_served": .array(acceptServed.map { .string($0) }), "key": key?.json ?? .null,
            "headers": Self.json(keptHeaders), "query": Self.json(query), "body": body, "reasoning": reasoning ?? .null,
            "ask": [
                "logprobs": ask.logprobs.json, "seed": ask.seed.json, "continuation": .bool(ask.continuation),
            ],
            "system": system.json, "prefill": prefill.json, "history": .string(history.rawValue),
            "stream": .bool(stream),
            "sampling": [
                "max_output_tokens": .integer(sampling.maxOutputTokens), "temperature": sampling.temperature.json,
                "top_p": sampling.topP.json,
            ],
            "limits": [
                "requests_per_minute": limits.requestsPerMinute.json,
                "input_tokens_per_minute": limits.inputTokensPerMinute.json,
            ],
            "price": price.map {
                [
                    "input_usd_per_mtok": .number($0.inputUSDPerMTok),
                    "output_usd_per_mtok": .number($0.outputUSDPerMTok),
                ]
            } ?? .null,
            "grant": grant?.json ?? .null,
            "in_force": inForce.map {
                [
                    "status": .string($0.status.rawValue), "sentinels": $0.sentinels.json, "every": $0.every.json,
                ]
            } ?? .null,
            "confidential": .bool(confidential), "withhold": .array(withhold.map { .string($0) }),
            "public_name": publicName.json,
            "timeouts": [
                "connect": .number(timeouts.connect), "first_byte": .number(timeouts.firstByte),
                "idle": .number(timeouts.idle), "total": .number(timeouts.total),
            ],
            "ca_file": caFile.json,
        ]
    }

    /// A secret in a header is no more a part of the protocol than the key is.
    private var keptHeaders: [String: String] {
        Dictionary(uniqueKeysWithValues: headers.map { ($0, HeaderLine.opensOrNames($0) ? "***" : $1) })
    }

    /// nil where a required key is missing or a word is unknown.
    package init?(json: JSONValue) {
        guard let id = json["id"]?.string, let model = json["model"]?.string, let baseURL = json["base_url"]?.string,
            let dialect = json["dialect"]?.string.flatMap(DialectName.init)
        else { return nil }
        self.init(id: id, dialect: dialect, baseURL: baseURL, model: model)
        grantedTo = (json["granted_to"]?.array ?? []).compactMap(\.string)
        surface = json["surface"]?.string.flatMap(Surface.init) ?? surface
        tier = json["tier"]?.string.flatMap(Tier.init) ?? tier
        profile = json["profile"]?.string
        route = json["route"]?.string ?? route
        acceptServed = (json["accept_served"]?.array ?? []).compactMap(\.string)
        key = json["key"].flatMap(KeySource.init(json:))
        headers = Self.texts(json["headers"])
        query = Self.texts(json["query"])
        body = json["body"] ?? body
        if let value = json["reasoning"], !value.isNull { reasoning = value }
        ask = Ask(
            logprobs: json["ask"]?["logprobs"]?.int, seed: json["ask"]?["seed"]?.int,
            continuation: json["ask"]?["continuation"]?.bool ?? false)
        system = json["system"]?.string
        prefill = json["prefill"]?.string
        history = json["history"]?.string.flatMap(HistoryMode.init) ?? history
        stream = json["stream"]?.bool ?? stream
        sampling = Sampling(
            maxOutputTokens: json["sampling"]?["max_output_tokens"]?.int ?? sampling.maxOutputTokens,
            temperature: json["sampling"]?["temperature"]?.double, topP: json["sampling"]?["top_p"]?.double)
        limits = RateLimits(
            requestsPerMinute: json["limits"]?["requests_per_minute"]?.double,
            inputTokensPerMinute: json["limits"]?["input_tokens_per_minute"]?.double)
        if let input = json["price"]?["input_usd_per_mtok"]?.double,
            let output = json["price"]?["output_usd_per_mtok"]?.double
        {
            price = Price(inputUSDPerMTok: input, outputUSDPerMTok: output)
        }
        grant = json["grant"].flatMap(Grant.init(json:))
        if let status = json["in_force"]?["status"]?.string.flatMap(InForce.Status.init) {
            inForce = InForce(
                status: status, sentinels: json["in_force"]?["sentinels"]?.string,
                every: json["in_force"]?["every"]?.int)
        }
        confidential = json["confidential"]?.bool ?? false
        withhold = (json["withhold"]?.array ?? []).compactMap(\.string)
        publicName = json["public_name"]?.string
        timeouts = Timeouts(
            connect: json["timeouts"]?["connect"]?.double ?? timeouts.connect,
            firstByte: json["timeouts"]?["first_byte"]?.double ?? timeouts.firstByte,
            idle: json["timeouts"]?["idle"]?.double ?? timeouts.idle,
            total: json["timeouts"]?["total"]?.double ?? timeouts.total)
        caFile = json["ca_file"]?.string
    }

    private static func json(_ texts: [String: String]) -> JSONValue {
        .object(
            JSONObject(
                members: texts.sorted { $0.key < $1.key }
                    .map { JSONObject.Member(key: $0.key, value: .string($0.value)) }))
    }

    private static func texts(_ value: JSONValue?) -> [String: String] {
        var out: [String: String] = [:]
        for member in value?.object?.members ?? [] { out[member.key] = member.value.string }
        return out
    }
}

extension KeySource {
    package var json: JSONValue {
        switch self {
        case .environment(let name): ["environment": .string(name)]
        case .file(let path): ["file": .string(path)]
        case .command(let words, let every):
            ["command": .array(words.map { .string($0) }), "every_seconds": every.json]
        }
    }

    package init?(json: JSONValue) {
        if let name = json["environment"]?.string {
            self = .environment(name)
        } else if let path = json["file"]?.string {
            self = .file(path)
        } else if let words = json["command"]?.array?.compactMap(\.string), !words.isEmpty {
            self = .command(words, everySeconds: json["every_seconds"]?.double)
        } else {
            return nil
        }
    }
}

extension Grant {
    package var json: JSONValue {
        [
            "by": .string(by), "document": document.json, "from": from.json, "until": until.json,
            "safeguards_off": .array(safeguardsOff.map { .string($0) }), "models": .array(models.map { .string($0) }),
        ]
    }

    package init?(json: JSONValue) {
        guard let by = json["by"]?.string else { return nil }
        self.init(
            by: by, document: json["document"]?.string, from: json["from"]?.string, until: json["until"]?.string,
            safeguardsOff: (json["safeguards_off"]?.array ?? []).compactMap(\.string),
            models: (json["models"]?.array ?? []).compactMap(\.string))
    }
}
