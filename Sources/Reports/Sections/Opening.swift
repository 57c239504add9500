import Formats
import Trials

/// What was studied, and how the page begins.
struct Opening: Section {
    private let facts: RunFacts

    init(_ rows: Rows, _ report: Report) { facts = rows.facts }

    // MARK: report.json

    static let members: [Member<Opening>] = [
        Member("study", columns.shape) { columns.json($0.facts) },
        Member("registered", registration.shape) { registration.json($0.facts.registration) },
    ]

    private static let columns = Columns<RunFacts>([
        .text("name") { $0.study.name },
        .list("suites", nil, suites) { $0.study.suites },
        .list("styles", nil, styles) { $0.study.styles },
        .count("repeats", from: 1) { $0.study.repeats },
        .count("seed") { Int(clamping: $0.study.seed) },
        .word(
            "definition", "The study's own definition of obstruction: levels, tests and attribution are read under it."
        ) {
            $0.study.thresholds.definition
        },
        .object("thresholds", nil, thresholds) { $0.study.thresholds },
        .text("lock_sha256") { $0.lockHash },
        .flag("simulated") { $0.simulated },
        .flag("imported", "Outcomes were measured elsewhere.") { $0.imported },
        .objectOrNone("replayed", "Replies that were read from cassettes; null where there are none.", replayed) {
            $0.replayed
        },
    ])

    private static let suites = Columns<SuiteReference>([
        .text("name") { $0.name },
        .any("version", .number("integer")) { .integer($0.version) },
        .text("sha256") { $0.hash },
    ])

    private static let styles = Columns<AccessStyle>([
        .text("id") { $0.id },
        .word("tier") { $0.tier },
        .word("surface") { $0.surface },
        .texts("granted_to") { $0.grantedTo },
        .word("dialect") { $0.dialect },
        .text("route") { $0.route },
        .text("model") { $0.model },
        .flag("stream") { $0.stream },
    ])

    private static let replayed = Columns<Replayed>([
        .texts("styles") { $0.styles },
        .textOrNone("from", "UTC time of the first recorded attempt.") { $0.from },
        .textOrNone("until") { $0.until },
        .flag("simulated", "Some were recorded from the built-in simulator.") { $0.simulated },
    ])

    private static let thresholds = Columns<Thresholds>([
        .any("tolerance", .number(least: 0, most: 1)) { .number($0.tolerance) },
        .any("obstruction", .number(least: 0, most: 1)) { .number($0.obstruction) },
        .any("margin", .number(least: 0, most: 1)) { .number($0.margin) },
        .share("relative_margin", "In place of `margin`, of the reference's rate; null: `margin` decides.") {
            $0.relativeMargin
        },
        .any("alpha", .number()) { .number($0.alpha) },
        .word("interval") { $0.interval },
    ])

    private static let registration = Columns<RunFacts.Registration>([
        .any("status", .words(["not registered", "as registered", "differs from registration"])) {
            switch $0 {
            case .notRegistered: "not registered"
            case .asRegistered: "as registered"
            case .differs: "differs from registration"
            }
        },
        .textOrNone("lock_sha256") { if case .asRegistered(let hash) = $0 { hash } else { nil } },
        .texts("differs") { if case .differs(let keys) = $0 { keys } else { [] } },
    ])

    // MARK: The page

    func page(_ report: Report) -> [Block] {
        let findings = Findings(report: report)
        return Headline(report: report).blocks + [
            .heading(1, "Over-refusal report: \(Prose.cell(facts.study.name))"),
            .bullets(
                findings.overall
                    + findings.inForce.map { "Access in force? " + $0 }),
        ] + setting(report)
    }

    /// What was asked, how, and what each style sends.
    func setting(_ report: Report) -> [Block] {
        var out: [Block] = [
            .text(Headline(report: report).scope),
            .table(
                ["style", "tier", "dialect", "route", "model", "streamed"],
                facts.study.styles.map {
                    [$0.id, $0.tier.rawValue, $0.dialect.rawValue, $0.route, $0.model, $0.stream ? "yes" : "no"]
                }),
        ]
        let styles = facts.study.styles
        let sent = styles.map { style in
            (style.id, (style.credential(among: styles).map { [$0] } ?? []) + style.sent(quoting: 300))
        }.filter { !$0.1.isEmpty }
        if !sent.isEmpty {
            out.append(.text("What a style sends beside the prompt:"))
            out.append(.bullets(sent.map { "\(Prose.cell($0.0)): \($0.1.joined(separator: "; "))." }))
        }
        return out
    }
}

extension AccessStyle {
    /// `another account (key 2 of 2)`, where styles differ in their credential and in nothing else; nil elsewhere. What a
    /// credential is called stands in no report.
    func credential(among styles: [AccessStyle]) -> String? {
        func rest(_ style: AccessStyle) -> JSONValue {
            guard case .object(let object) = style.json else { return style.json }
            return .object(JSONObject(members: object.members.filter { !["id", "key"].contains($0.key) }))
        }
        var keys: [KeySource] = []
        let own = rest(self)
        for style in styles where rest(style) == own {
            if let key = style.key, !keys.contains(key) { keys.append(key) }
        }
        guard keys.count > 1, let place = key.flatMap({ keys.firstIndex(of: $0) }) else { return nil }
        return "\(place == 0 ? "one account" : "another account") (key \(place + 1) of \(keys.count))"
    }
}
