import Formats

extension Probe {
    /// The whole probe, for the run store.
    package var json: JSONValue {
        [
            "id": .string(id), "suite": .string(suite), "field": .string(field), "expect": .string(expect.rawValue),
            "role": .string(role.rawValue), "frame": .string(frame.rawValue), "cluster": .string(cluster),
            "aims_at": aimsAt.json, "language": .string(language), "source": source.json,
            "why_benign": whyBenign.json, "tags": .array(tags.map { .string($0) }), "system": system.json,
            "context": .array(context.map { ["name": .string($0.name), "text": .string($0.text)] }),
            "standalone": .bool(standalone), "turns": .array(turns.map(\.json)),
            "tools": .array(
                tools.map { ["name": .string($0.name), "description": .string($0.description), "schema": $0.schema] }),
            "prefill": prefill.json, "needs": .array(needs.map { .string($0) }), "check": check?.json ?? .null,
            "twin": twin.json, "variant_of": variantOf.json, "changes": .array(changes.map { .string($0.rawValue) }),
            "ladder": rung.map { ["id": .string($0.ladder), "rung": .integer($0.number)] } ?? .null,
            "danger_shift": (rung?.dangerShift).json, "trigger": trigger?.json ?? .null,
            "cut": cut.map { .integer($0) } ?? .null, "content_sha256": .string(contentHash),
        ]
    }

    /// nil where a required key is missing or a word is unknown.
    package init?(json: JSONValue) {
        guard let id = json["id"]?.string, let suite = json["suite"]?.string, let field = json["field"]?.string,
            let expect = json["expect"]?.string.flatMap(Expectation.init),
            let role = json["role"]?.string.flatMap(Role.init),
            let frame = json["frame"]?.string.flatMap(Frame.init), let turnList = json["turns"]?.array
        else { return nil }
        self.init(
            id: id, suite: suite, field: field, expect: expect, role: role, frame: frame,
            cluster: json["cluster"]?.string, aimsAt: json["aims_at"]?.string,
            language: json["language"]?.string ?? "en", source: json["source"]?.string,
            whyBenign: json["why_benign"]?.string, tags: (json["tags"]?.array ?? []).compactMap(\.string),
            system: json["system"]?.string,
            context: (json["context"]?.array ?? []).map {
                ContextDocument(name: $0["name"]?.string ?? "", text: $0["text"]?.string ?? "")
            },
            standalone: json["standalone"]?.bool ?? true,
            turns: turnList.map { Turn(json: $0) ?? Turn(.user, "") },
            tools: (json["tools"]?.array ?? []).map {
                ToolDeclaration(
                    name: $0["name"]?.string ?? "", description: $0["description"]?.string ?? "",
                    schema: $0["schema"] ?? .object([:]))
            },
            prefill: json["prefill"]?.string, needs: (json["needs"]?.array ?? []).compactMap(\.string),
            check: json["check"].flatMap(Check.init(json:)), twin: json["twin"]?.string,
            variantOf: json["variant_of"]?.string,
            changes: (json["changes"]?.array ?? []).compactMap { $0.string.flatMap(Change.init) },
            rung: json["ladder"].flatMap { ladder in
                guard let id = ladder["id"]?.string, let number = ladder["rung"]?.int else { return nil }
                return Rung(ladder: id, number: number, dangerShift: json["danger_shift"]?.string)
            },
            trigger: json["trigger"].flatMap(Trigger.init(json:)), cut: json["cut"]?.int,
            contentHash: json["content_sha256"]?.string ?? "")
    }
}

extension Trigger {
    package var json: JSONValue {
        [
            "kind": .string(kind.rawValue), "what": .string(what), "ground": .string(ground.rawValue),
            "cite": .string(cite),
        ]
    }

    package init?(json: JSONValue) {
        guard let kind = json["kind"]?.string.flatMap(Kind.init), let what = json["what"]?.string,
            let ground = json["ground"]?.string.flatMap(Ground.init), let cite = json["cite"]?.string
        else { return nil }
        self.init(kind: kind, what: what, ground: ground, cite: cite)
    }
}

extension Check {
    package var json: JSONValue {
        switch kind {
        case .number(let value, let tolerance):
            ["kind": "number", "value": .number(value), "tolerance": .number(tolerance)]
        case .exact(let text): ["kind": "exact", "value": .string(text)]
        case .choice(let text): ["kind": "choice", "value": .string(text)]
        case .regex(let text): ["kind": "regex", "value": .string(text)]
        }
    }

    package init?(json: JSONValue) {
        switch (json["kind"]?.string, json["value"]) {
        case ("number", let value?):
            guard let number = value.double else { return nil }
            self.init(.number(number, tolerance: json["tolerance"]?.double ?? 0))
        case ("exact", .string(let text)): self.init(.exact(text))
        case ("choice", .string(let text)): self.init(.choice(text))
        case ("regex", .string(let text)): self.init(.regex(text))
        default: return nil
        }
    }
}
