import Trials

extension RunStore {
    /// The replies that judges read, as the offline classifier alone read them and as each judge did.
    /// - Throws: `StoreError`
    package func readings(_ panel: JudgePanel) throws -> [OtherReading] {
        try read { db in
            let (styles, probes) = (try StoredNames.styles(db), try StoredNames.probes(db))
            var offline = OtherReading(reader: "offline classifier")
            var judges = panel.judges.map { OtherReading(reader: "judge \($0.id)") }
            let versions = panel.judges.map(\.version)
            let rows = try FoundRows(db, Statements.readings)
            while let row = try rows.next() {
                guard let style = styles[try row.id("style")], let probe = probes[try row.id("probe")] else { continue }
                let key = TrialKey(style: style.id, probe: probe.id, repetition: try row.count("repetition"))
                let rules: Outcome = try row.word("rules_outcome")
                offline.outcomes[key] = rules
                guard let index = versions.firstIndex(of: try row.text("version")) else { continue }
                judges[index].outcomes[key] = try row.wordIfAny("outcome")
            }
            guard !offline.outcomes.isEmpty else { return [] }
            // What a judge did not settle stands as the classifier read it.
            for index in judges.indices {
                judges[index].outcomes.merge(offline.outcomes) { own, _ in own }
            }
            return [offline] + judges
        }
    }
}
