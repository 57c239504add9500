import Formats
import Statistics
import Trials

/// One report: a list of sections, each computed once from the rows of a run; rendered as JSON, Markdown and CSV.
///
///     let report = Report(facts)
///     report.cell("public", "cyber", .strict)?.estimate.rate    // 0.14, or nil where nothing was measured
///     FullPage.markdown(report)
package struct Report: Sendable {
    package static let schema = "railgauge-report/1"

    /// In the order of report.json. A section reads only those before it.
    static let kinds: [any Section.Type] = [
        Opening.self, CasePage.self, Trust.self, AccessInForce.self, CheckedAccess.self, Rates.self, Categories.self,
        Attribution.self,
        BlockTimes.self, AlongTheRun.self, DesignChecks.self,
        Comparisons.self, CategoryDifferences.self, ObstructionMatrix.self, Contrasts.self, Ladders.self,
        Truncations.self, Controls.self,
        Quarantine.self, Burden.self,
        Obstructed.self, ProbeCounts.self, Parity.self, Corrections.self, Judging.self, Sensitivity.self, LeftOut.self,
    ]

    package let facts: RunFacts
    /// Of main benign probes.
    package let fields: [String]
    package let frames: [Frame]
    private(set) var sections: [any Section] = []

    package init(_ facts: RunFacts) {
        var facts = facts
        // Run order, whatever order the rows came in: sums of doubles and tables must not depend on it.
        let records = facts.records
        if records.indices.dropFirst().contains(where: { records[$0].placeInRun < records[$0 - 1].placeInRun }) {
            facts.records.sort { $0.placeInRun < $1.placeInRun }
        }
        if facts.isUnjudged {
            for index in facts.records.indices { facts.records[index].judgeable = false }
        }
        let rows = Rows(facts)
        self.facts = facts
        fields = rows.fields
        frames = rows.frames
        for kind in Self.kinds { sections.append(kind.init(rows, self)) }
    }

    /// - Precondition: the section stands in `kinds`, and before whatever reads it while a report is being made.
    func section<Kind: Section>(_ kind: Kind.Type) -> Kind {
        for section in sections { if let section = section as? Kind { return section } }
        preconditionFailure("\(kind) does not stand in Report.kinds before what reads it")
    }

    var definition: Definition { facts.study.thresholds.definition }
    var styles: [AccessStyle] { facts.study.styles }
    /// Some styles were streamed and others not.
    var mixesStreaming: Bool { Set(styles.map(\.stream)).count > 1 }
}

// MARK: Its forms

extension Report {
    /// report.json: stable keys in a fixed order; what does not exist is `null`.
    package var json: JSONValue {
        .object(JSONObject(members: [.init(key: "schema", value: .string(Self.schema))] + sections.flatMap(\.json)))
    }

    /// The file report.json: `json`, pretty, in pieces.
    /// - Parameter put: takes the next bytes.
    package func writeJSON(_ put: ([UInt8]) -> Void) {
        JSONParts.write(put) { parts in
            parts.add("schema", .string(Self.schema))
            for section in sections { section.write(to: &parts) }
        }
    }

    /// The JSON Schema of report.json, put together from the sections.
    package static var jsonSchema: JSONValue {
        let members =
            [(key: "schema", shape: Shape(json: ["const": .string(schema)]))] + kinds.flatMap { $0.schema }
        guard case .object(let body) = Shape.object(members).json else { return .null }
        let head: JSONObject = [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": "https://railgauge.invalid/schemas/report.schema.json",
            "title": "railgauge report",
            "description": "report.json. A value that does not exist is null; rates are shares from 0 to 1.",
        ]
        let foot: JSONObject = ["$defs": ["band": Shape.bandDefinition.json]]
        return .object(JSONObject(members: head.members + body.members + foot.members))
    }

    /// The tables for spreadsheets.
    package var tables: [CSVFile] { sections.flatMap { $0.files(self) } }
}

/// The full report in the order of docs/design.md section 8.
package enum FullPage {
    package static func markdown(_ report: Report) -> String { Markdown.write(blocks(report)) }

    static func blocks(_ report: Report) -> [Block] { sections(report).flatMap(\.blocks) }

    /// The sections that have something to show, each with its guests.
    static func sections(_ report: Report) -> [(id: String, name: String, blocks: [Block])] {
        report.sections.filter { type(of: $0).host == nil }.compactMap { section in
            let blocks =
                section.page(report)
                + report.sections.filter { guest in type(of: guest).host.map { $0 == type(of: section) } ?? false }
                .flatMap { $0.page(report) }
            let name = blocks.lazy.compactMap { if case .heading(_, let text) = $0 { text } else { nil } }.first
            return blocks.isEmpty ? nil : (String(describing: type(of: section)).lowercased(), name ?? "", blocks)
        }
    }
}

extension RunFacts {
    /// Whether nothing can be said of work that was not delivered. Where answers to some probes cannot be judged, their blocks can:
    /// over such trials the rate would be near 1 whatever was delivered. Few of them, where judges were asked, are unmeasured
    /// like others and stand in the missingness band.
    var isUnjudged: Bool {
        let unjudged = records.indices.count { records[$0].answeredAndUnjudged }
        let mayLack = judging == nil ? 0 : 1 - study.coverageFloor
        return Double(unjudged) > mayLack * Double(records.indices.count { records[$0].answeredAndJudgeable })
    }
}

extension TrialRecord {
    fileprivate var answeredAndUnjudged: Bool { answeredAndJudgeable && verdict?.delivered == nil }

    fileprivate var answeredAndJudgeable: Bool {
        guard judgeable, let verdict, verdict.measured, !verdict.degraded.contains(.cut) else { return false }
        return verdict.outcome == .answered
    }

    /// Imported rows all have position 0; their keys order them.
    fileprivate var placeInRun: (Int, String, String, Int) { (position, key.style, key.probe, key.repetition) }
}
