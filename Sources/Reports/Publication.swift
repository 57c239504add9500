import Trials

/// What may leave the house: the one place that decides it, for every file of `--public`.
///
/// A style withholds `model`, `base_url`, `request_id`, `replies`, `dates`; a `confidential` one withholds its replies too.
/// Whatever quotes a reply (evidence, the provider's own words, transcripts, names that a rule made of a reply) passes here.
package struct Publication: Sendable {
    private let withheld: [String: Set<String>]

    package init(_ study: Study) {
        withheld = Dictionary(
            study.styles.map { style in
                (style.id, Set(style.withhold).union(style.confidential ? ["replies"] : []))
            }
        ) { first, _ in first }
    }

    func words(of style: String) -> Set<String> { withheld[style] ?? [] }

    /// What every style withholds: one style's dates tell those of the styles it ran beside.
    var all: [Set<String>] { Array(withheld.values) }

    /// Whether anything that a reply of the style said may be shown.
    package func mayShowReplies(of style: String) -> Bool { !words(of: style).contains("replies") }

    /// The same verdict without words of the reply: our own part of the rule's name stays, and our own words for categories.
    package func verdict(_ verdict: Verdict, of style: String) -> Verdict {
        var out = verdict
        if words(of: style).contains("model") { out.servedModel = nil }
        guard !mayShowReplies(of: style) else { return out }
        // The provider's own word; the crosswalk's stays.
        out.categoryRaw = nil
        out.evidence = verdict.evidence.map {
            // From its third part on the name of a rule may be made of what the reply said.
            let rule = $0.rule.split(separator: ".", omittingEmptySubsequences: false).prefix(2).joined(separator: ".")
            return Evidence(rule: rule, field: $0.field, quote: "withheld")
        }
        return out
    }
}

extension RunFacts {
    /// The same facts without what each style withholds.
    ///
    /// Names of listed models are left out in any case, but for each style's own. Rates, intervals and tests are
    /// untouched: nothing that is withheld enters a number.
    package func published() -> RunFacts {
        let publication = Publication(study)
        var out = self
        for index in out.study.styles.indices {
            let style = out.study.styles[index]
            let words = publication.words(of: style.id)
            if words.contains("model") {
                out.study.styles[index].model = style.publicName ?? "withheld"
                out.study.styles[index].acceptServed = []
                out.study.styles[index].grant?.models = []
                out.servedModels[style.id] = nil
            }
            if words.contains("base_url") {
                out.study.styles[index].baseURL = "withheld"
                out.study.styles[index].route = "withheld"
            }
        }
        if publication.all.contains(where: { $0.contains("dates") }) {
            for index in out.study.styles.indices {
                out.study.styles[index].grant?.from = nil
                out.study.styles[index].grant?.until = nil
                // Its name is a date, as likely as not.
                out.study.styles[index].grant?.document = nil
            }
            out.startedAt = nil
            out.endedAt = nil
            for index in out.records.indices { out.records[index].startedAt = nil }
        }
        for index in out.records.indices {
            let style = out.records[index].key.style
            let words = publication.words(of: style)
            if words.contains("request_id") { out.records[index].requestID = nil }
            if words.contains("model") { out.records[index].requestedModel = "" }
            out.records[index].verdict = out.records[index].verdict.map { publication.verdict($0, of: style) }
            out.records[index].lastAttempt = out.records[index].lastAttempt.map { publication.verdict($0, of: style) }
        }
        for (style, facts) in parity {
            out.parity[style] = facts.published(publication.words(of: style), all: publication.all)
        }
        return out
    }
}

extension ParityFacts {
    /// - Parameter all: what every style withholds. One credential's list names the models of others, and one style's dates
    ///   tell those of the styles it ran beside.
    fileprivate func published(_ words: Set<String>, all: some Collection<Set<String>>) -> ParityFacts {
        var out = self
        if all.contains(where: { $0.contains("model") }) { out.listing = .notAsked("withheld") }
        // Models of one's own, fine-tuned ones for instance, have names that tell whose they are.
        if case .listed(var list, let at) = out.listing {
            list.withheld += list.models.count
            list.models = []
            out.listing = .listed(list, at: at)
        }
        if words.contains("base_url"), case .notListed(_, let at) = out.listing {
            out.listing = .notListed("withheld", at: at)
        }
        if words.contains("model") {
            out.entry = nil
            out.promised = []
            for index in out.served.indices { out.served[index].model = "withheld" }
            out.abilities[.seed]?.fingerprints = []
        }
        // A gateway of one's own has header names of its own.
        if words.contains("base_url") { out.limits.removeAll { $0.meaning == nil } }
        // What a reply read back, in its own words.
        if words.contains("replies") {
            for index in out.programmes.indices { out.programmes[index].value = "withheld" }
            out.abilities[.seed]?.fingerprints = []
        }
        if !words.isDisjoint(with: ["model", "base_url", "request_id", "replies"]) {
            for ability in Ability.allCases where out.abilities[ability]?.message != nil {
                out.abilities[ability]?.message = "withheld"
            }
        }
        if all.contains(where: { $0.contains("dates") }) {
            switch out.listing {
            case .notAsked: break
            case .notListed(let reason, _): out.listing = .notListed(reason, at: nil)
            case .listed(let list, _): out.listing = .listed(list, at: nil)
            }
            for index in out.served.indices { (out.served[index].first, out.served[index].last) = (nil, nil) }
            for index in out.limits.indices { (out.limits[index].first, out.limits[index].last) = (nil, nil) }
        }
        return out
    }
}
