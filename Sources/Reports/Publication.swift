import Trials

extension RunFacts {
    /// The same facts without what each style withholds: `model`, `base_url`, `request_id`, `replies`, `dates`.
    ///
    /// Names of listed models are left out in any case, but for each style's own. Rates, intervals and tests are
    /// untouched: nothing that is withheld enters a number.
    package func published() -> RunFacts {
        var out = self
        var withheld: [String: Set<String>] = [:]
        for index in out.study.styles.indices {
            let style = out.study.styles[index]
            let words = Set(style.withhold)
            withheld[style.id] = words
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
        // One style's dates tell those of the styles it ran beside.
        if withheld.values.contains(where: { $0.contains("dates") }) {
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
            let words = withheld[out.records[index].key.style] ?? []
            if words.contains("request_id") { out.records[index].requestID = nil }
            if words.contains("model") {
                out.records[index].requestedModel = ""
                out.records[index].verdict?.servedModel = nil
            }
            if words.contains("replies"), let evidence = out.records[index].verdict?.evidence {
                out.records[index].verdict?.evidence = evidence.map {
                    Evidence(rule: $0.rule, field: $0.field, quote: "withheld")
                }
            }
        }
        for (style, facts) in parity {
            out.parity[style] = facts.published(withheld[style] ?? [], all: withheld.values)
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
