import Formats
import Trials

extension Vendor {
    static let bedrock = Vendor(
        name: "bedrock", title: "AWS Bedrock", addresses: [.bedrock: nil], makes: ["nova", "titan"], maker: "amazon",
        models: .nowhere("Bedrock lists models on another host than it serves them from"),
        stops: [
            "guardrail_intervened": .blocked, "content_filtered": .blocked, "malformed_model_output": .spoilt,
            "malformed_tool_use": .spoilt,
        ],
        codes: [
            "AccessDeniedException": .permission, "UnrecognizedClientException": .authentication,
            "ExpiredTokenException": .authentication, "ResourceNotFoundException": .notFound,
            "ThrottlingException": .rateLimited, "ServiceQuotaExceededException": .rateLimited,
            "ServiceUnavailableException": .overloaded, "ModelNotReadyException": .overloaded,
            "ModelTimeoutException": .timeout, "InternalServerException": .server,
            "ModelStreamErrorException": .server, "ValidationException": .invalidRequest,
            "ConflictException": .invalidRequest,
        ],
        categories: [
            "insults": .content, "hate": .content, "sexual": .content, "violence": .content, "misconduct": .other,
            "prompt_attack": .other, "topic": .other, "word": .content, "pii": .privacy, "regex": .other,
            "grounding": .other,
        ],
        requestIDs: ["x-amzn-requestid"],
        reply: { reply, stop, style in
            guard style.dialect == .bedrock else { return nil }
            if reply.stopReason == "guardrail_intervened" { return guardrail(reply, style) }
            // The published list of stop reasons has no such word; the model's own field says it all the same.
            if reply.stopReason == "refusal" { return refusal(reply, field: "stopReason") }
            let own = "additionalModelResponseFields.stop_reason"
            if reply.annotations[own]?.string == "refusal" { return refusal(reply, field: own) }
            guard reply.stopReason == "content_filtered" else { return nil }
            return BlockSign(
                rule: "bedrock.stop-reason.content-filtered", field: "stopReason", quote: "content_filtered",
                layer: .outputFilter, provider: "bedrock", saysOutput: true)
        })

    /// The trace says which side acted. Guardrails of the account or the organisation act unasked.
    /// One that only masked names and numbers stopped nothing: that is no block, see `masked`.
    private static func guardrail(_ reply: Reply, _ style: AccessStyle) -> BlockSign? {
        let (inputs, outputs) = assessments(reply)
        let stopped = inputs.flatMap { acted($0) }
        let held = outputs.flatMap { acted($0) }
        if stopped.isEmpty, held.isEmpty, masked(reply) != nil { return nil }
        var sign = BlockSign(
            rule: "bedrock.guardrail", field: "stopReason", quote: "guardrail_intervened", layer: .apiSignal,
            provider: "bedrock", canned: true)
        if !stopped.isEmpty {
            sign.rule = "bedrock.guardrail.input"
            sign.field = "trace.guardrail.inputAssessment"
            sign.layer = .inputFilter
            sign.saysInput = true
        } else if !held.isEmpty {
            sign.rule = "bedrock.guardrail.output"
            sign.field = "trace.guardrail.outputAssessments"
            sign.layer = .outputFilter
            sign.saysOutput = true
            // Only this mode shows text before it is judged; the guardrail's message is one delta of its own.
            let shown = style.body["guardrailConfig"]?["streamProcessingMode"]?.string == "async"
            sign.canned = !(shown && reply.textDeltas > 1)
        }
        let names = stopped.isEmpty ? held : stopped
        if !names.isEmpty {
            sign.quote = names.joined(separator: ", ")
            sign.categoriesRaw = names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        }
        let origins = (inputs + outputs).compactMap { $0["appliedGuardrailDetails"]?["guardrailOrigin"] }
            .flatMap { $0.array?.compactMap(\.string) ?? [$0.string].compactMap { $0 } }
        for origin in Set(origins).sorted() {
            sign.more.append(
                Evidence(
                    rule: "bedrock.guardrail.origin", field: "appliedGuardrailDetails.guardrailOrigin", quote: origin))
        }
        return sign
    }

    private static func assessments(_ reply: Reply) -> (inputs: [JSONValue], outputs: [JSONValue]) {
        let trace = reply.annotations["trace.guardrail"]
        return (
            trace?["inputAssessment"]?.object?.members.map(\.value) ?? [],
            (trace?["outputAssessments"]?.object?.members ?? []).flatMap { $0.value.array ?? [$0.value] }
        )
    }

    /// What a guardrail masked in a reply that it let through; nil where it stopped something or masked nothing.
    package static func masked(_ reply: Reply) -> (quote: String, input: Bool)? {
        guard reply.stopReason == "guardrail_intervened" else { return nil }
        let (inputs, outputs) = assessments(reply)
        guard (inputs + outputs).allSatisfy({ acted($0).isEmpty }) else { return nil }
        let shown = outputs.flatMap { acted($0, masking: true) }
        let sent = inputs.flatMap { acted($0, masking: true) }
        let names = shown.isEmpty ? sent : shown
        return names.isEmpty ? nil : (names.joined(separator: ", "), shown.isEmpty)
    }

    /// The items of an assessment that did something, each by its policy and name.
    private static func acted(_ assessment: JSONValue, masking: Bool = false) -> [String] {
        let lists: [(policy: String, list: String, prefix: String, name: String)] = [
            ("topicPolicy", "topics", "topic/", "name"), ("contentPolicy", "filters", "", "type"),
            ("wordPolicy", "customWords", "word", ""), ("wordPolicy", "managedWordLists", "word/", "type"),
            ("sensitiveInformationPolicy", "piiEntities", "pii/", "type"),
            ("sensitiveInformationPolicy", "regexes", "regex/", "name"),
            ("contextualGroundingPolicy", "filters", "grounding/", "type"),
        ]
        return lists.flatMap { entry in
            (assessment[entry.policy]?[entry.list]?.array ?? []).compactMap { item in
                guard let action = item["action"]?.string, action != "NONE", masking || action != "ANONYMIZED" else {
                    return nil
                }
                return entry.prefix + (item[entry.name]?.string ?? "")
            }
        }
    }
}
