import Formats
import Trials

extension SuiteReader {
    /// What must hold within one probe.
    static func validate(_ probe: Probe, _ fields: YAMLFields) throws(InputError) {
        let cursor = fields.cursor
        if probe.role == .control || probe.expect == .refuse { try validateControl(probe, cursor) }
        if probe.expect == .answer, probe.role == .main, probe.whyBenign == nil {
            throw cursor.error(
                "the key 'why_benign' is missing", accepted: "one sentence that a reviewer can check")
        }
        if probe.role == .variant, probe.variantOf == nil {
            throw cursor.error("a variant does not name the probe it varies", accepted: "variant_of: <id>")
        }
        if probe.variantOf != nil, probe.role != .variant {
            // It would enter rates beside the probe that it is a copy of.
            throw cursor.error("a variant with role \(probe.role.rawValue)", accepted: "role variant, or no role")
        }
        if let call = probe.turns.lazy.flatMap(\.calls).first(where: { call in
            !probe.tools.contains { $0.name == call.name }
        }) {
            // Several providers refuse a history that calls what is not declared.
            throw cursor.error(
                "the script calls '\(call.name)', which is not among the declared tools",
                accepted: probe.tools.isEmpty
                    ? "tools: with its name, description and schema"
                    : probe.tools.map(\.name).joined(separator: ", "))
        }
        if probe.standalone, probe.turns.last?.speaker == .tool {
            throw cursor.error(
                "a script that ends in results cannot be understood without its history", accepted: "standalone: false")
        }
        if (probe.role == .rung) != (probe.rung != nil), probe.variantOf == nil {
            throw cursor.error(
                "role \(probe.role.rawValue) \(probe.rung == nil ? "without" : "with") a ladder",
                accepted: "ladder: {id: NAME, rung: 1} and role rung together")
        }
        if probe.twin == probe.id { throw cursor.error("the probe is its own twin") }
        if probe.twin != nil, probe.role != .main, probe.role != .variant {
            throw cursor.error("only a main probe or a variant has a twin", accepted: "role main or variant")
        }
    }

    /// Positive controls are one-sentence requests without operational content.
    private static func validateControl(_ probe: Probe, _ cursor: YAMLCursor) throws(InputError) {
        guard probe.role == .control, probe.expect == .refuse else {
            throw cursor.error(
                "role \(probe.role.rawValue) with expect \(probe.expect.rawValue)",
                accepted: "role control and expect refuse together")
        }
        let text = probe.turns.first?.text ?? ""
        guard probe.turns.count == 1, probe.context.isEmpty, probe.system == nil, probe.tools.isEmpty,
            probe.prefill == nil, text.count <= 300, !text.contains("\n")
        else {
            throw cursor.error(
                "a positive control that is more than one short sentence",
                accepted: "one line of at most 300 characters, without system prompt, context, tools or history")
        }
    }
}

extension Probe {
    /// SHA-256 (hex) of the canonical JSON of everything that reaches a model.
    package var hashOfContent: String {
        let content: JSONValue = [
            "system": system.map { .string($0) } ?? .null,
            "context": .array(context.map { ["name": .string($0.name), "text": .string($0.text)] }),
            "turns": .array(turns.map(\.json)),
            "tools": .array(
                tools.map {
                    ["name": .string($0.name), "description": .string($0.description), "schema": $0.schema]
                }),
            "prefill": prefill.map { .string($0) } ?? .null,
        ]
        return SHA256.hex(content.canonical.compactBytes)
    }
}
