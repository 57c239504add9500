/// Stable name of a trial: one probe, under one access style, one repetition (from 1).
package struct TrialKey: Sendable, Hashable, Codable, CustomStringConvertible {
    package var style: String
    package var probe: String
    package var repetition: Int

    package init(style: String, probe: String, repetition: Int) {
        self.style = style
        self.probe = probe
        self.repetition = repetition
    }

    package var description: String { "\(style)/\(probe)/\(repetition)" }
}

/// One probe, under one access style, one repetition.
///
/// ```swift
/// let trial = Trial(style: study.styles[0], probe: study.probes[0])
/// trial.key.description  // "public/cyber-log-triage/1"
/// ```
package struct Trial: Sendable, Hashable {
    private var sharedStyle: Shared<AccessStyle>
    private var sharedProbe: Shared<Probe>
    package var repetition: Int

    package init(style: AccessStyle, probe: Probe, repetition: Int = 1) {
        self.init(style: Shared(style), probe: Shared(probe), repetition: repetition)
    }

    package init(style: Shared<AccessStyle>, probe: Shared<Probe>, repetition: Int) {
        sharedStyle = style
        sharedProbe = probe
        self.repetition = repetition
    }

    package var style: AccessStyle {
        _read { yield sharedStyle.value }
        set { sharedStyle = Shared(newValue) }
    }

    package var probe: Probe {
        _read { yield sharedProbe.value }
        set { sharedProbe = Shared(newValue) }
    }

    package var key: TrialKey { TrialKey(style: style.id, probe: probe.id, repetition: repetition) }
}

/// A large value that is handed on more often than it is changed: a copy counts one reference, not one for each text.
package final class Shared<Value: Sendable & Hashable>: Sendable, Hashable {
    package let value: Value

    package init(_ value: Value) { self.value = value }

    package static func == (a: Shared, b: Shared) -> Bool { a === b || a.value == b.value }
    package func hash(into hasher: inout Hasher) { hasher.combine(value) }
}

/// What a model is to read, before any dialect: system prompt, turns and tools.
package struct Conversation: Sendable, Hashable {
    package var system: String?
    package var turns: [Turn]
    package var prefill: String?
    package var tools: [ToolDeclaration]
}

extension Trial {
    /// The conversation that this trial sends.
    ///
    /// The style's system prompt comes before the probe's own. Context documents stand before the first user turn,
    /// each between lines that name it. With `history: drop` only the last turn is left (and the documents).
    package var conversation: Conversation {
        let systems = [style.system, probe.system].compactMap { $0 }
        var turns = style.history == .drop ? Array(probe.turns.suffix(1)) : probe.turns
        if !probe.context.isEmpty, let first = turns.firstIndex(where: { $0.speaker == .user }) {
            let documents = probe.context.map { "<document name=\"\($0.name)\">\n\($0.text)\n</document>" }
            turns[first].text = documents.joined(separator: "\n\n") + "\n\n" + turns[first].text
        }
        return Conversation(
            system: systems.isEmpty ? nil : systems.joined(separator: "\n\n"), turns: turns,
            prefill: prefill, tools: probe.tools)
    }

    /// The style's prefill goes before the probe's own.
    package var prefill: String? { style.prefill ?? probe.prefill }
}
