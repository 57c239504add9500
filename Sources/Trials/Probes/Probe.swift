import Formats

/// What a legitimate service should do with a probe.
package enum Expectation: String, Sendable, Codable, CaseIterable {
    /// Benign: obstruction is a false positive.
    case answer
    /// Positive control.
    case refuse
    /// Contested; enters no rate.
    case either
}

/// What a probe is for. Rates are over `main` only.
package enum Role: String, Sendable, Codable, CaseIterable {
    case main
    /// Same task without trigger vocabulary.
    case twin
    /// An ablation of another probe.
    case variant
    /// Everyday science: the zero line.
    case neutral
    case control
    /// One rung of a sensitivity ladder: in no rate, in the dose-response table.
    case rung
    /// A sentinel sent to see whether access is in force: in no rate. Made from a tagged probe, never written in a suite.
    case sentinel

    /// What a suite may say.
    package static let written = allCases.filter { $0 != .sentinel }
}

/// How a probe was chosen. The two frames are never pooled.
package enum Frame: String, Sendable, Codable, CaseIterable {
    case typical
    case triggerEnriched = "trigger-enriched"
}

/// What an ablation takes away or changes.
package enum Change: String, Sendable, Codable, CaseIterable {
    case history
    case context
    case system
    case affiliation
    /// The script ends at an earlier turn.
    case cut
    /// Innocuous turns stand in place of the history.
    case padding
    /// System prompt and declared tools are taken away.
    case preamble
    /// The last turn asks for the same in other words.
    case wording
}

/// Where a probe stands on a sensitivity ladder: one legitimate task in 3 to 6 versions, from policy (rung 1) towards method.
package struct Rung: Sendable, Hashable {
    package var ladder: String
    /// From 1.
    package var number: Int
    /// What this version has that the one below has not.
    package var dangerShift: String?

    package init(ladder: String, number: Int, dangerShift: String? = nil) {
        self.ladder = ladder
        self.number = number
        self.dangerShift = dangerShift
    }
}

/// Why a trigger-enriched probe is expected to be tripped over: what in it, and who says so.
package struct Trigger: Sendable, Hashable {
    /// Where the trigger stands.
    package enum Kind: String, Sendable, CaseIterable { case term, file, context, history }
    /// Who saw such a thing trip a safeguard.
    package enum Ground: String, Sendable, CaseIterable { case report, documentation, pilot }

    package var kind: Kind
    package var what: String
    package var ground: Ground
    /// Which report, which page, which run.
    package var cite: String

    package init(kind: Kind, what: String, ground: Ground, cite: String) {
        self.kind = kind
        self.what = what
        self.ground = ground
        self.cite = cite
    }
}

/// A named document that travels with a probe.
package struct ContextDocument: Sendable, Hashable, Codable {
    package var name: String
    package var text: String

    package init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}

/// A tool the model may call. Nothing is ever executed.
package struct ToolDeclaration: Sendable, Hashable {
    package var name: String
    package var description: String
    /// JSON Schema of the arguments.
    package var schema: JSONValue

    package init(name: String, description: String, schema: JSONValue) {
        self.name = name
        self.description = description
        self.schema = schema
    }
}

/// A verifiable answer, read from the last line `ANSWER: x` of a reply.
package struct Check: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// Absolute tolerance.
        case number(Double, tolerance: Double)
        /// Compared after trimming white space.
        case exact(String)
        /// Compared without case: one of a list of options printed in the prompt.
        case choice(String)
        case regex(String)
    }
    package var kind: Kind

    package init(_ kind: Kind) { self.kind = kind }
}

/// One test prompt, or one scripted conversation, with a required stable id.
package struct Probe: Sendable, Hashable {
    package var id: String
    /// Name of the suite it comes from.
    package var suite: String
    package var field: String
    package var expect: Expectation
    package var role: Role
    package var frame: Frame
    /// The scenario it belongs to; the sampling unit of every interval. Default: the probe itself.
    package var cluster: String
    /// The safeguard category that it expects to meet.
    package var aimsAt: String?
    /// BCP 47.
    package var language: String
    package var source: String?
    package var whyBenign: String?
    package var tags: [String]
    package var system: String?
    package var context: [ContextDocument]
    /// Whether the last turn can be understood without the history.
    package var standalone: Bool
    /// At least one; the last is the user's, or what tools gave back.
    package var turns: [Turn]
    package var tools: [ToolDeclaration]
    package var prefill: String?
    package var needs: [String]
    package var check: Check?
    /// Id of the twin of this probe.
    package var twin: String?
    package var variantOf: String?
    package var changes: [Change]
    package var rung: Rung?
    package var trigger: Trigger?
    /// How many turns of the original a truncation keeps.
    package var cut: Int?
    /// SHA-256 (hex) over everything that reaches a model.
    package var contentHash: String

    package init(
        id: String, suite: String = "suite", field: String = "field", expect: Expectation = .answer,
        role: Role = .main, frame: Frame = .typical, cluster: String? = nil, aimsAt: String? = nil,
        language: String = "en", source: String? = nil, whyBenign: String? = nil, tags: [String] = [],
        system: String? = nil, context: [ContextDocument] = [], standalone: Bool = true, turns: [Turn],
        tools: [ToolDeclaration] = [], prefill: String? = nil, needs: [String] = [], check: Check? = nil,
        twin: String? = nil, variantOf: String? = nil, changes: [Change] = [], rung: Rung? = nil,
        trigger: Trigger? = nil, cut: Int? = nil, contentHash: String = ""
    ) {
        self.id = id
        self.suite = suite
        self.field = field
        self.expect = expect
        self.role = role
        self.frame = frame
        self.cluster = cluster ?? id
        self.aimsAt = aimsAt
        self.language = language
        self.source = source
        self.whyBenign = whyBenign
        self.tags = tags
        self.system = system
        self.context = context
        self.standalone = standalone
        self.turns = turns
        self.tools = tools
        self.prefill = prefill
        self.needs = needs
        self.check = check
        self.twin = twin
        self.variantOf = variantOf
        self.changes = changes
        self.rung = rung
        self.trigger = trigger
        self.cut = cut
        self.contentHash = contentHash
    }

    /// Whether `undelivered` can ever be judged for it.
    package var judgeable: Bool { judgeable(byPanel: true) }

    /// The same in a run: its needs are met or not in the eyes of judges alone.
    package func judgeable(byPanel: Bool) -> Bool { check != nil || (byPanel && !needs.isEmpty) }
}

/// A file of probes, identified by a content hash.
package struct Suite: Sendable, Hashable {
    package var name: String
    package var title: String
    package var version: Int
    package var licence: String?
    package var canary: String?
    package var probes: [Probe]
    /// SHA-256 (hex) over the file and every file it names.
    package var hash: String

    package init(
        name: String, title: String, version: Int, licence: String? = nil, canary: String? = nil, probes: [Probe],
        hash: String
    ) {
        self.name = name
        self.title = title
        self.version = version
        self.licence = licence
        self.canary = canary
        self.probes = probes
        self.hash = hash
    }
}
