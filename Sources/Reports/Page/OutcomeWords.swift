import Formats
import Trials

extension Frame {
    /// `1 ordinary research prompt`, `30 prompts known to trip safeguards`
    func counted(_ count: Int) -> String {
        switch self {
        case .typical: Formats.counted(count, "ordinary research prompt")
        case .triggerEnriched:
            Formats.counted(count, "prompt known to trip safeguards", "prompts known to trip safeguards")
        }
    }

    var noun: String {
        switch self {
        case .typical: "ordinary research prompts"
        case .triggerEnriched: "prompts known to trip safeguards"
        }
    }
}

extension Layer {
    var prose: String {
        switch self {
        case .inputFilter: "stopped by a filter on the prompt"
        case .outputFilter: "stopped by a filter on the answer"
        case .apiSignal: "blocked by the API"
        case .modelStructured: "declined in the model's refusal field"
        case .modelText: "refused by the model in its own words"
        case .gateway: "stopped by a gateway"
        case .declaredFallback: "declined and answered by a declared fallback"
        case .undeclaredReroute: "rerouted without notice"
        }
    }
}

extension Outcome {
    /// What obstructed where no evidence names a layer.
    var unattributed: String {
        switch self {
        case .blocked: "blocked by a layer that nothing names"
        case .refused: "refused by the model"
        case .partial: "helped only in part"
        case .answered, .unable, .empty: "without the work done"
        case .truncated, .error: "of no known outcome"
        }
    }
}

extension Stage {
    var prose: String {
        switch self {
        case .input: "at the prompt"
        case .noText: "before any text"
        case .duringReasoning: "while it reasoned"
        case .midstream: "in the middle of the answer"
        case .withheld: "written and withheld"
        case .unknown: "at a point nobody named"
        }
    }
}

extension Change {
    var prose: String {
        switch self {
        case .history: "their history"
        case .context: "their context"
        case .system: "the system prompt"
        case .affiliation: "the stated affiliation"
        case .cut: "length (cut at an earlier turn)"
        case .padding: "padding (innocuous turns in place of the history)"
        case .preamble: "preamble (without system prompt and tools)"
        case .wording: "the wording of the request"
        }
    }
}
