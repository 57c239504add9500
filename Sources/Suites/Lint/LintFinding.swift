import Formats
import Trials

/// What a rule of `suites lint` looks at.
package enum LintRule: String, Sendable, CaseIterable {
    /// Ids and names that stand twice.
    case id
    /// Licence and canary of the file.
    case file
    /// Source and reason of benignity.
    case reasons
    case length
    /// Two probes that say nearly the same.
    case duplicate
    case twin
    case ablation
    /// Fields with too few probes of one kind.
    case balance
    /// A declared answer that its own check does not accept, or that a right reply would miss.
    case check
    /// Trigger vocabulary where there shall be none.
    case vocabulary
    /// Files, figures and attachments that a probe speaks of and does not bring.
    case material
    /// Probes cut from one template.
    case series
    /// Positive controls.
    case control
    case language
    case sentinel
    /// Rungs of a sensitivity ladder.
    case ladder
    /// What a trigger-enriched probe is enriched with.
    case trigger
    /// Lengths, voices and phrases of the set as a whole.
    case variety
    /// Text that somebody meant to replace.
    case placeholder
}

/// One thing that a reviewer would object to in suites that can be read.
package struct LintFinding: Sendable, Hashable, CustomStringConvertible {
    package enum Severity: String, Sendable {
        /// The measurement would be wrong.
        case error
        /// A person should look.
        case warning
    }

    package var suite: String
    /// nil: the suite, or one of its fields, as a whole.
    package var probe: String?
    package var rule: LintRule
    package var severity: Severity
    package var found: String
    package var accepted: String?

    package init(
        suite: String, probe: String? = nil, _ rule: LintRule, _ severity: Severity, _ found: String,
        accepted: String? = nil
    ) {
        self.suite = suite
        self.probe = probe
        self.rule = rule
        self.severity = severity
        self.found = found
        self.accepted = accepted
    }

    init(_ probe: Probe, _ rule: LintRule, _ severity: Severity, _ found: String, accepted: String? = nil) {
        self.init(suite: probe.suite, probe: probe.id, rule, severity, found, accepted: accepted)
    }

    package var description: String {
        let place = probe.map { "\(suite)/\($0)" } ?? suite
        return "\(place): \(severity.rawValue): \(found)" + (accepted.map { "; accepted: \($0)" } ?? "")
            + " [\(rule.rawValue)]"
    }

    package var json: JSONValue {
        [
            "suite": .string(suite), "probe": probe.json, "rule": .string(rule.rawValue),
            "severity": .string(severity.rawValue), "found": .string(found), "accepted": accepted.json,
        ]
    }
}
