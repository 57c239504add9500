import Access
import Formats
import Trials

/// One style's parity facts: what it declares, what its grant promises, and what the run saw.
package struct ParityRow: Sendable {
    /// Where the trials of a style lie beside the period of its grant.
    package enum Period: String, Sendable, CaseIterable {
        case within = "within the promised period"
        case partly = "partly outside the promised period"
        case outside = "outside the promised period"
    }

    /// What the style's finished trials cost, as far as replies say.
    package struct Paid: Sendable {
        /// Counted replies that state tokens.
        package let replies: Int
        package let input: Int?
        package let cachedInput: Int?
        package let output: Int?
        package let reasoning: Int?
        package let statedUSD: Double?
        /// Of the same tokens at the style's own price; nil without one.
        package let declaredUSD: Double?
        package let blocked: Int
        /// Blocked trials whose reply counts tokens: these may be billed.
        package let blockedCounted: Int
        package let blockedInput: Int?
        package let blockedOutput: Int?
    }

    package let style: AccessStyle
    package let seen: ParityFacts
    package let paid: Paid
    /// nil without a promised period or without times.
    package let period: Period?
    package let tierNotApplied: Int
    /// Benign trials that the API blocked in a category that the grant says is off, by the rule of "access in force": a block
    /// without a category counts for what its prompt aims at. Checks of access are not among the prompts of a study: they were
    /// chosen because they are blocked.
    package struct ThoughOff: Sendable {
        package let main: Int
        /// Of these, blocked without a category.
        package let unnamed: Int
        /// Twins, variants, rungs and neutral prompts.
        package let others: Int
        package let sentinels: Int
    }

    /// nil where the grant names no category.
    package let blockedThoughOff: ThoughOff?
    /// Listed under no other style of the run; nil without a whole list, or where no other style has one.
    package let listedHereAlone: [String]?

    static func all(_ rows: Rows) -> [ParityRow] {
        rows.styles.compactMap { style in
            rows.facts.parity[style.id].map { ParityRow(style, $0, rows) }
        }
    }

    private init(_ style: AccessStyle, _ seen: ParityFacts, _ rows: Rows) {
        self.style = style
        self.seen = seen
        let done = (rows.byStyle[style.id] ?? []).filter { $0.verdict != nil }
        paid = Paid(style, seen, done)
        period = style.grant.flatMap { Period($0, done.compactMap(\.startedAt)) }
        tierNotApplied = done.count { $0.verdict?.degraded.contains(.tierNotApplied) ?? false }
        let promises = (style.grant?.safeguardsOff ?? []).map { Promise.off(Category(rawValue: $0)) }
        let expected = promises.map { promise -> Set<Int> in
            let reference = rows.study.reference(of: style.id, for: promise).flatMap { rows.byStyle[$0] } ?? []
            return Set(reference.lazy.filter { promise.broken(by: $0) == true }.map(\.probePlace))
        }
        let blocked = done.filter { row in
            row.expect == .answer
                && zip(promises, expected).contains {
                    $0.broken(by: row, expected: $1.contains(row.probePlace)) == true
                }
        }
        let (main, sentinels) = (blocked.filter { $0.role == .main }, blocked.count { $0.role == .sentinel })
        let unnamed = main.count { $0.verdict?.categories.allSatisfy { $0 == .unreported } ?? false }
        blockedThoughOff =
            promises.isEmpty
            ? nil
            : ThoughOff(
                main: main.count, unnamed: unnamed, others: blocked.count - main.count - sentinels, sentinels: sentinels
            )
        let others = rows.facts.parity.filter { $0.key != style.id }.compactMap(\.value.listing.list)
        if let list = seen.listing.list, list.withheld == 0, !others.isEmpty,
            others.allSatisfy({ $0.complete && $0.withheld == 0 })
        {
            let elsewhere = Set(others.flatMap { $0.models.map(\.id) })
            listedHereAlone = list.models.map(\.id).filter { !elsewhere.contains($0) }
        } else {
            listedHereAlone = nil
        }
    }
}

extension ParityRow.Paid {
    fileprivate init(_ style: AccessStyle, _ seen: ParityFacts, _ done: [Row]) {
        func sum(_ rows: [Row], _ path: KeyPath<Usage, Int?>) -> Int? {
            let known = rows.compactMap { $0.usage[keyPath: path] }
            return known.isEmpty ? nil : known.reduce(0) { $0.addingReportingOverflow($1).partialValue }
        }
        let counted = done.filter { $0.usage.input != nil || $0.usage.output != nil }
        let blocks = done.filter { $0.obstructed(.api) == true }
        let countedBlocks = blocks.filter { ($0.usage.input ?? 0) + ($0.usage.output ?? 0) > 0 }
        replies = counted.count
        input = sum(done, \.input)
        cachedInput = sum(done, \.cachedInput)
        output = sum(done, \.output)
        reasoning = sum(done, \.reasoning)
        statedUSD = seen.statedUSD
        declaredUSD = style.price.flatMap { price in
            counted.isEmpty
                ? nil
                : (Double(sum(counted, \.input) ?? 0) * price.inputUSDPerMTok
                    + Double(sum(counted, \.output) ?? 0) * price.outputUSDPerMTok) / 1e6
        }
        blocked = blocks.count
        blockedCounted = countedBlocks.count
        blockedInput = sum(countedBlocks, \.input)
        blockedOutput = sum(countedBlocks, \.output)
    }
}

extension ParityRow.Period {
    fileprivate init?(_ grant: Grant, _ times: [String]) {
        guard grant.from != nil || grant.until != nil, !times.isEmpty else { return nil }
        let inside = times.count(where: grant.covers)
        self = inside == times.count ? .within : inside == 0 ? .outside : .partly
    }
}

extension SeenAbility {
    /// What became of it, in one word or two.
    package var standing: String {
        if !asked { return lacking == nil ? "not asked" : "not on this wire" }
        switch (accepted > 0, refused > 0) {
        case (true, false): return "accepted"
        case (false, true): return "refused"
        case (true, true): return "accepted and refused"
        case (false, false): return "no reply"
        }
    }
}

extension ParityRow {
    /// What the run saw against what is declared or promised; each a sentence that begins with what was expected.
    package var contradictions: [String] {
        var out: [String] = []
        let models = seen.listing.list.map { counted($0.count, "model") } ?? "models"
        // A model that replies is there, listed or not.
        if seen.listed == .notListed, !seen.served.contains(where: { $0.served == .requested }) {
            out.append("its model \(style.model) is not among the \(models) that its credential lists")
        }
        for promised in seen.promised where promised.listed == .notListed && promised.model != style.model {
            out.append(
                "the promised model \(promised.model) is not among the \(models) that its credential lists")
        }
        for other in seen.served where other.served == .undeclaredReroute {
            out.append(
                "it asks for \(style.model), and \(other.model) served \(counted(other.replies, "reply")), undeclared")
        }
        for meaning in SeenLimit.Meaning.allCases {
            let told = seen.limits.filter { $0.meaning == meaning && $0.kind == .limit }
            let lowest = told.compactMap { limit in Double(limit.value).map { (limit, $0) } }.min { $0.1 < $1.1 }
            guard let declared = style.limits.declared(meaning), let (limit, value) = lowest, value < declared else {
                continue
            }
            out.append(
                "it declares \(Prose.amount(declared)) \(meaning.prose), and \(limit.header) says \(limit.value)")
        }
        for ability in Ability.allCases {
            guard let own = seen.abilities[ability] else { continue }
            if own.refused > 0 {
                let said = own.message.map { ": \"\($0)\"" } ?? ""
                out.append(
                    "\(ability.prose) \(ability.verb) asked for and refused in \(own.refused) "
                        + "\(own.refused == 1 ? "reply" : "replies")\(said)")
            }
            if ability == .logprobs, own.accepted > 0, own.returned == 0 {
                out.append(
                    "\(ability.prose) \(ability.verb) asked for, and none of \(own.accepted) accepted replies brought any"
                )
            }
        }
        switch period {
        case .within, nil: break
        case .partly, .outside: out.append("its trials lie \(period?.rawValue ?? "")")
        }
        if let words = blockedThoughOff?.prose {
            out.append("\(style.grant?.safeguardsOff.joined(separator: ", ") ?? "") should be off, and \(words)")
        }
        return out
    }
}

extension ParityRow.ThoughOff {
    /// `48 benign trials were blocked there (beside them 70 sentinels of its checks)`; nil where nothing was blocked.
    fileprivate var prose: String? {
        let beside = [
            others > 0 ? "\(others) of twins, variants and the like" : nil,
            sentinels > 0 ? counted(sentinels, "sentinel of its checks", "sentinels of its checks") : nil,
        ].compactMap { $0 }
        guard main > 0 || !beside.isEmpty else { return nil }
        guard main > 0 else {
            return
                "\(Prose.list(beside)) \(others + sentinels == 1 ? "was" : "were") blocked there (of the trials that make "
                + "rates, none)"
        }
        let named =
            unnamed > 0
            ? ", \(unnamed == main ? "" : "\(unnamed) of them ")without a category, by what the prompt aims at" : ""
        return counted(main, "benign trial was", "benign trials were") + " blocked there" + named
            + (beside.isEmpty ? "" : " (beside them \(Prose.list(beside)))")
    }
}

extension RateLimits {
    func declared(_ meaning: SeenLimit.Meaning) -> Double? {
        switch meaning {
        case .requestsPerMinute: requestsPerMinute
        case .inputTokensPerMinute: inputTokensPerMinute
        }
    }
}

extension SeenLimit.Meaning {
    var prose: String {
        switch self {
        case .requestsPerMinute: "requests per minute"
        case .inputTokensPerMinute: "input tokens per minute"
        }
    }
}

extension Ability {
    var prose: String {
        switch self {
        case .prefill: "a prefill"
        case .logprobs: "log probabilities"
        case .seed: "a seed"
        case .continuation: "a continuation"
        }
    }

    fileprivate var verb: String { self == .logprobs ? "were" : "was" }
}
