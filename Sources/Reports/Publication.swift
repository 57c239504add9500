import Trials

extension RunFacts {
    /// The same facts without what each style withholds: `model`, `base_url`, `request_id`, `replies`, `dates`.
    ///
    /// Rates, intervals and tests are untouched: nothing that is withheld enters a number.
    package func published() -> RunFacts {
        var out = self
        var withheld: [String: Set<String>] = [:]
        for index in out.study.styles.indices {
            let style = out.study.styles[index]
            let words = Set(style.withhold)
            withheld[style.id] = words
            if words.contains("model") {
                out.study.styles[index].model = style.publicName ?? "withheld"
                out.servedModels[style.id] = nil
            }
            if words.contains("base_url") {
                out.study.styles[index].baseURL = "withheld"
                out.study.styles[index].route = "withheld"
            }
        }
        // One style's dates tell those of the styles it ran beside.
        if withheld.values.contains(where: { $0.contains("dates") }) {
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
        return out
    }
}
