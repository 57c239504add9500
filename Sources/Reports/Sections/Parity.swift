import Access
import Formats
import Trials

/// What each style declares, what its grant promises, and what the run saw, side by side.
struct Parity: Section {
    let rows: [ParityRow]

    init(_ rows: Rows, _ report: Report) { self.rows = ParityRow.all(rows) }

    // MARK: report.json and parity.csv

    static let members: [Member<Parity>] = [
        Member(
            "parity",
            "Parity facts: what each style declares, what its grant promises, and what the run saw. Empty for imported "
                + "outcomes.", columns
        ) { $0.rows }
    ]

    private static let columns = Columns<ParityRow>([
        .text("style") { $0.style.id },
        .object("declared", "What the study says of the style.", declared) { $0.style },
        .objectOrNone("promised", "What its grant says; null without one.", promised) { row in
            row.style.grant.map { ($0, row.seen.promised) }
        },
        .object("models", "The models that the provider lists for the credential.", models) { $0 },
        .list("served", "Names that counted replies gave for the model behind them.", served) { $0.seen.served },
        .object("access", nil, access) { $0 },
        .list("limits", "Limits in the headers of replies; one row for each value.", limits) { $0.seen.limits },
        .object("retry_after", nil, retryAfter) { $0.seen },
        .object("paid", nil, paid) { $0.paid },
        .list("abilities", nil, abilities) { row in
            Ability.allCases.map { ($0, row.seen.abilities[$0] ?? SeenAbility()) }
        },
        .texts("contradictions", "What was seen against what is declared or promised.") { $0.contradictions },
    ])

    private static let declared = Columns<AccessStyle>([
        .text("tier") { $0.tier.rawValue },
        .text("surface") { $0.surface.rawValue },
        .texts("granted_to") { $0.grantedTo },
        .text("route") { $0.route },
        .text("model") { $0.model },
        .texts("accept_served") { $0.acceptServed },
        .textOrNone("access_programs", "`body.access_programs`, as JSON.") { $0.body["access_programs"]?.compact },
        .numberOrNone("requests_per_minute") { $0.limits.requestsPerMinute },
        .numberOrNone("input_tokens_per_minute") { $0.limits.inputTokensPerMinute },
        .numberOrNone("input_usd_per_mtok") { $0.price?.inputUSDPerMTok },
        .numberOrNone("output_usd_per_mtok") { $0.price?.outputUSDPerMTok },
    ])

    private static let promised = Columns<(grant: Grant, models: [PromisedModel])>([
        .text("by") { $0.grant.by },
        .textOrNone("document") { $0.grant.document },
        .textOrNone("from") { $0.grant.from },
        .textOrNone("until") { $0.grant.until },
        .texts("safeguards_off") { $0.grant.safeguardsOff },
        .list(
            "models", nil,
            Columns<PromisedModel>([.text("model") { $0.model }, .word("listed") { $0.listed }])
        ) { $0.models },
    ])

    private static let models = Columns<ParityRow>([
        .any("status", .words(["listed", "not listed", "not asked"])) {
            switch $0.seen.listing {
            case .notAsked: "not asked"
            case .notListed: "not listed"
            case .listed: "listed"
            }
        },
        .textOrNone("reason", "Why there is no list.") {
            switch $0.seen.listing {
            case .notAsked(let reason), .notListed(let reason, _): reason
            case .listed: nil
            }
        },
        .textOrNone("asked_at") { $0.seen.listing.askedAt },
        .countOrNone("count", "Models in the list.") { $0.seen.listing.list?.count },
        .flagOrNone("complete", "Whether the provider did not say that there are more.") {
            $0.seen.listing.list?.complete
        },
        .word("model", "Whether the style's own model is listed.") { $0.seen.listed },
        .objectOrNone("entry", nil, listed) { $0.seen.entry },
        .any(
            "here_alone",
            Shape.list(.text).orNone.about(
                "Ids that no other style of the run has listed; null where that cannot be told.")
        ) { row in
            row.listedHereAlone.map { .array($0.map { .string($0) }) } ?? .null
        },
        .any(
            "list", listed.list.orNone.about("null without a list, and in what `report --public` writes.")
        ) { row in
            row.seen.listing.list.flatMap { $0.withheld > 0 ? nil : listed.json($0.models) } ?? .null
        },
    ])

    private static let listed = Columns<ListedModel>([
        .text("id") { $0.id },
        .textOrNone("created", "As the provider states it.") { $0.created },
        .textOrNone("deprecated") { $0.deprecated },
        .textOrNone("lifecycle", "The provider's own word.") { $0.lifecycle },
        .integerOrNone("context_tokens") { $0.contextTokens },
        .amountOrNone("input_usd_per_mtok") { $0.inputUSDPerMTok },
        .amountOrNone("output_usd_per_mtok") { $0.outputUSDPerMTok },
    ])

    private static let served = Columns<SeenModel>([
        .text("model") { $0.model },
        .word("served") { $0.served },
        .count("replies", from: 1) { $0.replies },
        .textOrNone("first") { $0.first },
        .textOrNone("last") { $0.last },
    ])

    private static let access = Columns<ParityRow>([
        .list(
            "programmes", "Access programmes that replies read back.",
            Columns<SeenProgramme>([
                .text("value", "As JSON; `null` is a word: no programme was applied.") { $0.value },
                .count("replies", from: 1) { $0.replies },
            ])
        ) { $0.seen.programmes },
        .count("tier_not_applied", "Trials.") { $0.tierNotApplied },
        .wordOrNone("period") { $0.period },
        .countOrNone(
            "blocked_though_off",
            "Benign main trials that the API blocked in a category that the grant says is off; null where it names none."
        ) { $0.blockedThoughOff?.main },
        .countOrNone(
            "unnamed_blocked_though_off", "Of these, without a category: by what the prompt aims at."
        ) { $0.blockedThoughOff?.unnamed },
        .countOrNone("others_blocked_though_off", "The same of twins, variants, rungs and neutral prompts.") {
            $0.blockedThoughOff?.others
        },
        .countOrNone("sentinels_blocked_though_off", "The same of the sentinels of checks.") {
            $0.blockedThoughOff?.sentinels
        },
    ])

    private static let limits = Columns<SeenLimit>([
        .text("header") { $0.header },
        .word("kind", "`remaining`: the highest that was left, where no limit is told.") { $0.kind },
        .text("value") { $0.value },
        .count("replies", from: 1) { $0.replies },
        .textOrNone("first") { $0.first },
        .textOrNone("last") { $0.last },
    ])

    private static let retryAfter = Columns<ParityFacts>([
        .count("replies") { $0.retryAfter }, .amountOrNone("longest_seconds") { $0.longestRetryAfter },
    ])

    private static let paid = Columns<ParityRow.Paid>([
        .count("replies", "Counted replies that state tokens.") { $0.replies },
        .integerOrNone("input_tokens") { $0.input },
        .integerOrNone("cached_input_tokens") { $0.cachedInput },
        .integerOrNone("output_tokens") { $0.output },
        .integerOrNone("reasoning_tokens") { $0.reasoning },
        .numberOrNone("stated_usd", "USD that replies state, summed.") { $0.statedUSD },
        .numberOrNone("declared_price_usd", "The same tokens at the style's own price.") { $0.declaredUSD },
        .count("blocked", "Blocked trials.") { $0.blocked },
        .count("blocked_counted", "Blocked trials whose reply counts tokens.") { $0.blockedCounted },
        .integerOrNone("blocked_input_tokens") { $0.blockedInput },
        .integerOrNone("blocked_output_tokens") { $0.blockedOutput },
    ])

    private static let abilities = Columns<(ability: Ability, seen: SeenAbility)>([
        .word("ability") { $0.ability },
        .any(
            "standing",
            .words(["not asked", "not on this wire", "accepted", "refused", "accepted and refused", "no reply"])
        ) { .string($0.seen.standing) },
        .textOrNone("lacking", "Why the wire has no word for it.") { $0.seen.lacking },
        .count("accepted", "Replies of status 2xx to requests that asked for it.") { $0.seen.accepted },
        .count("refused", "Replies of status 4xx that name it.") { $0.seen.refused },
        .textOrNone("message", "What the provider said in the first of these.") { $0.seen.message },
        .countOrNone("probes", "Prefill: probes whose request carried one and was accepted.") {
            $0.seen.asked && $0.ability == .prefill ? $0.seen.probes : nil
        },
        .countOrNone(
            "returned",
            "Log probabilities: replies that brought some. Seed: replies that brought a fingerprint."
        ) { $0.seen.asked && ($0.ability == .logprobs || $0.ability == .seed) ? $0.seen.returned : nil },
        .numberOrNone(
            "mean_first_logprob", "Natural logarithm, mean over replies of that of the first visible token."
        ) { $0.seen.meanFirst },
        .any("fingerprints", Shape.list(.text).orNone) {
            $0.seen.asked && $0.ability == .seed ? .array($0.seen.fingerprints.map { .string($0) }) : .null
        },
    ])

    /// The lines of the page, a row for each style; an empty value is what nobody said.
    func files(_ report: Report) -> [CSVFile] {
        guard !rows.isEmpty else { return [] }
        let lines = ParityLines(rows: rows).lines
        return [
            CSVFile(
                name: "parity.csv", header: ["style", "fact", "source", "value"],
                rows: rows.enumerated().flatMap { index, row in
                    lines.map { [row.style.id, $0.fact, $0.source, $0.values[index] ?? ""] }
                })
        ]
    }

    // MARK: The page

    /// More styles than these make no table that can be read; the next ones have a table of their own.
    private static let stylesPerTable = 4

    func page(_ report: Report) -> [Block] {
        guard !rows.isEmpty else { return [] }
        var out: [Block] = [
            .heading(2, "10. Parity facts"),
            .text("What each access style declares, what its grant promises, and what the run saw, side by side."),
        ]
        for start in stride(from: 0, to: rows.count, by: Self.stylesPerTable) {
            let shown = Array(rows[start..<min(rows.count, start + Self.stylesPerTable)])
            out.append(
                .table(
                    ["fact", "source"] + shown.map(\.style.id),
                    ParityLines(rows: shown).lines.map { line in
                        [line.fact, line.source] + line.values.map { $0 ?? Prose.none }
                    }))
        }
        let against = contradictions
        if !against.isEmpty { out += [.text("Seen against what is declared or promised:"), .bullets(against)] }
        out.append(
            .text(
                "Models are those that the provider lists for the credential, in the first answer to one question; dates "
                    + "are the provider's. Limits are headers of replies, prices of tokens as the provider counts them: an em "
                    + "dash is what nobody said. A blocked trial that counts tokens may be billed."))
        return out
    }

    /// Sentences of what was seen against what is declared or promised.
    var contradictions: [String] {
        // Of those who were promised something first.
        (rows.filter(\.style.declaresRelaxedAccess) + rows.filter { !$0.style.declaresRelaxedAccess }).flatMap { row in
            row.contradictions.map { "\(Prose.cell(row.style.id)): \(Prose.cell($0))." }
        }
    }
}

extension Report {
    package var parity: [ParityRow] { section(Parity.self).rows }
}
