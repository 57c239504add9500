import Classifier
import Trials

/// One row of the signal table: a transcript, and all that must be read out of it.
struct Row: Sendable, CustomStringConvertible {
    var dialect: DialectName
    var transcript: String
    var outcome: Outcome
    var error: ErrorKind?
    var stage: Stage?
    var layer: Layer?
    var categories: [Trials.Category] = []
    var raw: String?
    var served: Served
    var degraded: [Degraded] = []
    var rule: String
    var disposition = Disposition.done
    /// What the style says beside its dialect.
    var change: @Sendable (inout AccessStyle) -> Void = { _ in }
    var prompt = "Why does my loss rise?"

    var description: String { "\(dialect.rawValue)/\(transcript)" }

    static func blocked(
        _ dialect: DialectName, _ transcript: String, _ stage: Stage, _ layer: Layer, _ category: Trials.Category?,
        raw: String? = nil, rule: String, served: Served = .requested, degraded: [Degraded] = []
    ) -> Row {
        Row(
            dialect: dialect, transcript: transcript, outcome: .blocked, stage: stage, layer: layer,
            categories: category.map { [$0] } ?? [], raw: raw, served: served, degraded: degraded, rule: rule)
    }

    static func error(
        _ dialect: DialectName, _ transcript: String, _ kind: ErrorKind, rule: String,
        _ disposition: Disposition = .done, served: Served = .unknown
    ) -> Row {
        Row(
            dialect: dialect, transcript: transcript, outcome: .error, error: kind, served: served, rule: rule,
            disposition: disposition)
    }

    static func result(
        _ dialect: DialectName, _ transcript: String, _ outcome: Outcome, _ layer: Layer? = nil, rule: String = "",
        served: Served = .requested, degraded: [Degraded] = []
    ) -> Row {
        Row(
            dialect: dialect, transcript: transcript, outcome: outcome, layer: layer, served: served,
            degraded: degraded, rule: rule)
    }

    /// The rules that must stand in the evidence beside the deciding one.
    var further: [String] {
        let flags = degraded.filter { ![.cut, .acted, .rescued, .noEndMarker].contains($0) }.map {
            "degraded.\($0.rawValue)"
        }
        switch served {
        case .requested, .unknown: return flags
        case .declaredFallback: return ["served.declared-fallback"] + flags
        case .undeclaredReroute:
            return [transcript.contains("other-provider") ? "served.other-provider" : "served.reroute"] + flags
        }
    }

    /// The same under a style that says more than its dialect.
    func under(prompt: String? = nil, _ change: @escaping @Sendable (inout AccessStyle) -> Void) -> Row {
        var row = self
        row.change = change
        if let prompt { row.prompt = prompt }
        return row
    }

    static let all = anthropic + chat + responses + completions + compatible + azure + gemini + bedrock + met
}
