import Attempts
import Classifier
import Dialects
import Runs
import Trials

extension ModelQuestions {
    init(client: LiveModelClient, simulators: Simulators) {
        self.init(client: client, addressed: { simulators.addressed($0) }, wall: { SystemClock().wall() })
    }
}

extension StoredListing {
    init(_ answer: ModelQuestions.Answer) {
        self.init(
            styles: answer.styles.map(\.id), askedAt: answer.askedAt, request: answer.exchange.request,
            raw: answer.exchange.raw, ended: answer.exchange.timings.ended)
    }
}

extension ModelQuestions.Answer {
    /// What the provider said, where it acts against the account.
    var enforcement: String? {
        guard exchange.raw.status != 200 else { return nil }
        // An error is read as that of any request; there is no prompt that it could be about.
        let trial = Trial(style: styles[0], probe: Probe(id: "models", turns: [Turn(.user, "models")]))
        let verdict = Classifier().verdict(for: exchange, trial: trial)
        guard verdict.errorKind == .accountEnforcement else { return nil }
        return verdict.evidence.first?.quote ?? "no reason given"
    }
}

extension ModelList {
    /// Whether a model is listed, and as what. Where the list goes on, or names models and a style names deployments,
    /// an absent name says nothing.
    func finding(_ model: String) -> (listed: Listed, entry: ListedModel?) {
        let wanted = model.hasPrefix("models/") ? String(model.dropFirst(7)) : model
        if let entry = models.first(where: { $0.id == wanted }) { return (.listed, entry) }
        if let entry = models.first(where: { ServedModel.matches(requested: wanted, served: $0.id) }) {
            return (.underAnotherName, entry)
        }
        return (complete && namesDeployments ? .notListed : .cannotTell, nil)
    }
}
