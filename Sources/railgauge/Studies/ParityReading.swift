import Attempts
import Dialects
import Formats
import Runs
import Trials

/// The parity facts of a run, read back: what its replies say beside their verdicts, and what its credentials may call.
struct ParityReading {
    let store: RunStore
    let study: Study

    /// By style id; empty for outcomes that were measured elsewhere.
    /// - Throws: `StoreError`
    func facts(_ info: RunInfo) throws -> [String: ParityFacts] {
        guard !info.run.imported else { return [:] }
        var dialects: [String: any Dialect] = [:]
        let listings = try store.listings()
        var facts = try store.parityFacts { style, raw in
            if dialects[style.id] == nil {
                dialects[style.id] = try style.unaddressed.makeDialect()
            }
            return dialects[style.id]?.read(raw).error
        }
        for style in study.styles {
            guard var own = facts[style.id] else { continue }
            for ability in Ability.allCases { own.abilities[ability]?.lacking = style.lacks(ability) }
            own.listing = listing(of: style, listings)
            if let list = own.listing.list {
                (own.listed, own.entry) = list.finding(style.model)
                own.promised = (style.grant?.models ?? []).map {
                    PromisedModel(model: $0, listed: list.finding($0).listed)
                }
            } else {
                own.promised = (style.grant?.models ?? []).map { PromisedModel(model: $0, listed: .cannotTell) }
            }
            facts[style.id] = own
        }
        return facts
    }

    private func listing(of style: AccessStyle, _ stored: [StoredListing]) -> ModelListing {
        if let found = stored.last(where: { $0.styles.contains(style.id) }) {
            let at = UTCStamp.iso(found.askedAt)
            switch ModelLists.read(found.raw, of: style) {
            case .success(let list): return .listed(list, at: at)
            case .failure(let reason): return .notListed(reason.text, at: at)
            }
        }
        if !study.listsModels { return .notAsked("switched off in the study") }
        if !style.asksForModels { return .notAsked("replayed, so there is nobody to ask") }
        switch ModelLists.question(of: style) {
        case .none(let reason): return .notAsked(reason)
        case .ask: return .notAsked("nobody asked")
        }
    }
}
