import Formats
import Trials

/// The words of one vendor's Chat Completions.
struct ProfileWords {
    private let profile: VendorProfile?

    init(_ profile: VendorProfile?) { self.profile = profile }

    // MARK: Blocks

    /// The block as this vendor can show it; nil where it has no sign for one.
    func resolve(_ wanted: PlayedBlock, for request: ModelRequest) -> PlayedBlock? {
        var block = wanted
        block.rescuedBy = nil
        switch profile {
        case .vLLM, .llamaCpp, .ollama, .together, .cohere: return nil
        case .openRouter:
            if ![.moderation, .contentPolicy, .contentFilter].contains(block.signal) {
                block.signal = block.stage == .input ? .moderation : .contentFilter
            }
            if block.signal == .moderation { block.stage = .input }
            if block.signal == .contentPolicy, block.stage != .midstream || !request.stream { block.stage = .noText }
        case .deepSeek:
            block.signal = block.signal == .contentRisk || block.stage == .input ? .contentRisk : .contentFilter
            // Nobody says that it was the prompt.
            if block.signal == .contentRisk { block.stage = .noText }
        case .xAI:
            block.signal = .usageGuidelines
            if block.stage != .midstream || !request.stream { block.stage = .noText }
        case .mistral:
            // Only the guardrails that a request asks for can block it.
            guard request.body["guardrails"] != nil else { return nil }
            block.signal = .guardrail
            block.stage = .input
        case nil: block.signal = .contentFilter
        }
        if block.signal == .contentFilter, block.stage == .input { block.stage = .noText }
        (block.categoryRaw, block.category) = category(block)
        return block
    }

    func category(_ block: PlayedBlock) -> (written: String?, shown: Category) {
        if block.signal == .moderation { return Self.moderated(block) }
        return block.signal == .usageGuidelines ? Self.checked(block) : (nil, .unreported)
    }

    private static func moderated(_ block: PlayedBlock) -> (written: String?, shown: Category) {
        switch block.categoryRaw ?? "" {
        case "harassment", "hate", "self-harm", "sexual", "violence": (block.categoryRaw, .content)
        case "illicit": ("illicit", .other)
        default: block.category == .content ? ("violence", .content) : ("illicit", .other)
        }
    }

    private static func checked(_ block: PlayedBlock) -> (written: String?, shown: Category) {
        switch (block.categoryRaw ?? "", block.category) {
        case ("SAFETY_CHECK_TYPE_CHEM", _): ("SAFETY_CHECK_TYPE_CHEM", .bioChem)
        case ("SAFETY_CHECK_TYPE_BIO", _), (_, .bioChem): ("SAFETY_CHECK_TYPE_BIO", .bioChem)
        case ("SAFETY_CHECK_TYPE_CSAM", _), (_, .content): ("SAFETY_CHECK_TYPE_CSAM", .content)
        default: ("SAFETY_CHECK_TYPE_CYBER", .cyber)
        }
    }

    /// A block that is an error; nil where it is a reply that stops.
    func refusal(_ block: PlayedBlock) -> (status: Int, body: String)? {
        switch block.signal {
        case .moderation:
            return (
                403,
                #"{"error":{"code":403,"message":"The prompt requires moderation and was flagged.","#
                    + #""metadata":{"reasons":[\#(category(block).written.quotedOrNull)],"flagged_input":"…","#
                    + #""provider_name":"Simulated","model_slug":"sim/sim-1"}},"user_id":"user_sim"}"#
            )
        case .contentPolicy:
            return (
                403,
                #"{"error":{"code":403,"message":"The provider declined the request under its content policy.","#
                    + #""metadata":{"error_type":"content_policy_violation","provider_name":"Simulated"}},"#
                    + #""user_id":"user_sim"}"#
            )
        case .contentRisk:
            return (
                400,
                OpenAI.errorBody(code: "invalid_request_error", message: "Content Exists Risk")
            )
        case .usageGuidelines:
            let check = category(block).written ?? ""
            let text =
                "Content violates usage guidelines. Team: 00000000-0000-4000-8000-000000000000, "
                + "API key ID: 11111111-1111-4111-8111-111111111111, Model: grok-sim, Failed check: \(check)"
            return (403, #"{"code":"permission-denied","error":\#(text.quoted)}"#)
        case .guardrail:
            return (
                403,
                #"{"object":"error","message":"The request was blocked by a guardrail.","type":"guardrail_blocked","#
                    + #""param":null,"code":"3051"}"#
            )
        case .contentFilter, .stopReason, .legacyFilter, .invalidPrompt, .cyberPolicy, .bioPolicy, .misalignment,
            .responsibleAI, .errorToxic, .promptFeedback, .finishReason, .contentFiltered, .refusalStop, nil:
            return nil
        }
    }

    // MARK: Replies

    func form(_ performance: Performance, _ request: ModelRequest) -> ChatForm {
        var form = ChatForm()
        form.head = ""
        let finish = ChatWriter(form: form, performance: performance, request: request).finish
        switch profile {
        case .openRouter:
            form.idPrefix = "gen-sim"
            form.head = #","provider":"Simulated","system_fingerprint":null"#
            form.reasoning = .member("reasoning")
            form.choice = #","native_finish_reason":"\#(finish)""#
            form.openChoice = #","native_finish_reason":null"#
            form.opening = [WireEvent(": OPENROUTER PROCESSING\n\n")]
            form.usage = #","cost":\#(Double(performance.inputTokens + 4 * performance.outputTokens) / 1e6)"#
        case .vLLM:
            form.reasoning = .member("reasoning")
            form.choice = #","stop_reason":null"#
            form.openChoice = #","stop_reason":null"#
            form.tail = request.stream ? "" : #","prompt_logprobs":null,"kv_transfer_params":null"#
        case .llamaCpp:
            form.head = #","system_fingerprint":"b0-sim""#
            form.refusal = false
            form.tail =
                #","timings":{"prompt_n":\#(performance.inputTokens),"prompt_ms":1.0,"#
                + #""predicted_n":\#(performance.outputTokens),"predicted_ms":1.0}"#
        case .ollama:
            form.head = #","system_fingerprint":"fp_ollama""#
            form.refusal = false
            form.reasoning = .member("reasoning")
            form.logprobs = false
        case .deepSeek:
            form.idPrefix = "sim-"
            form.head = #","system_fingerprint":"fp_sim""#
            form.refusal = false
            form.unexplainedWord = "insufficient_system_resource"
            form.usageInLastChunk = true
            form.usage =
                #","prompt_cache_hit_tokens":0,"prompt_cache_miss_tokens":\#(performance.inputTokens)"#
        case .xAI:
            form.idPrefix = "sim-"
            form.head = #","system_fingerprint":"fp_sim""#
            form.usage =
                #","cost_in_usd_ticks":\#((performance.inputTokens + 4 * performance.outputTokens) * 10_000),"#
                + #""num_sources_used":0"#
        case .mistral:
            form.idPrefix = "sim"
            form.refusal = false
            form.reasoning = .parts
            form.unexplainedWord = "error"
            form.usageInLastChunk = true
        case .together:
            form.idPrefix = "sim-"
            form.refusal = false
            form.stopWord = "eos"
            form.usageInLastChunk = true
        case .cohere, nil: break
        }
        return form
    }

    var streamError: String {
        switch profile {
        case .openRouter:
            #"{"id":"gen-sim","object":"chat.completion.chunk","created":0,"model":"","provider":"Simulated","#
                + #""error":{"code":502,"message":"Provider disconnected","metadata":{"error_type":"provider_unavailable"}},"#
                + #""choices":[{"index":0,"delta":{"content":""},"finish_reason":"error","native_finish_reason":null}]}"#
        case .vLLM, .llamaCpp, .ollama, .deepSeek, .xAI, .mistral, .together, .cohere, nil:
            OpenAI.errorBody(type: "server_error", code: nil, message: OpenAI.serverError)
        }
    }

    // MARK: The service

    func identity(_ name: String) -> [HeaderLine] {
        switch profile {
        case .openRouter: [HeaderLine("x-generation-id", "gen-sim\(name)"), HeaderLine("x-provider-name", "Simulated")]
        case .vLLM, .xAI, .deepSeek, .together, nil: [HeaderLine("x-request-id", "req_sim\(name)")]
        case .mistral: [HeaderLine("mistral-correlation-id", "sim\(name)")]
        case .llamaCpp: [HeaderLine("server", "llama.cpp")]
        case .ollama, .cohere: []
        }
    }

    /// One entry of the list of models.
    func model(_ id: String) -> String {
        switch profile {
        case .openRouter:
            #"{"id":\#(id.quoted),"canonical_slug":\#(id.quoted),"name":\#(id.quoted),"created":\#(OpenAI.created),"#
                + #""context_length":131072,"pricing":{"prompt":"0.000001","completion":"0.000004"}}"#
        case .vLLM:
            #"{"id":\#(id.quoted),"object":"model","created":\#(OpenAI.created),"owned_by":"vllm","root":\#(id.quoted),"#
                + #""parent":null,"max_model_len":131072,"permission":[]}"#
        case .mistral:
            #"{"id":\#(id.quoted),"object":"model","created":\#(OpenAI.created),"owned_by":"mistralai","name":\#(id.quoted),"#
                + #""capabilities":{"completion_chat":true,"completion_fim":false,"function_calling":true,"#
                + #""fine_tuning":false,"vision":false},"max_context_length":131072,"aliases":[],"deprecation":null,"#
                + #""type":"base"}"#
        case .llamaCpp, .ollama, .deepSeek, .xAI, .together, .cohere, nil:
            OpenAI.model(id)
        }
    }
}
