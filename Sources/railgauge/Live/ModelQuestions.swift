import Classifier
import Dialects
import Runs
import Transport
import Trials

/// Asks credentials which models they may call: one GET for each credential and address, free of charge, asked once and
/// never again, whatever comes of it. It is no trial: it counts in no rate and in no budget.
struct ModelQuestions {
    struct Answer: Sendable {
        /// The first of the styles that it was asked for.
        var style: AccessStyle
        var stored: StoredListing
        /// What the provider said, where it acts against the account.
        var enforcement: String?
    }

    /// A run does not wait longer than this for a list.
    private static let timeouts = Transport.Timeouts(
        connect: .seconds(5), firstByte: .seconds(10), idle: .seconds(5), total: .seconds(10))

    let client: LiveModelClient
    let simulators: Simulators

    /// In the order of the styles; all are asked at the same time. Empty for what was asked when the task was cancelled.
    func ask(for styles: [AccessStyle]) async -> [Answer] {
        let questions = Self.questions(styles, simulators)
        return await withTaskGroup(of: (Int, Answer?).self) { group in
            for (index, question) in questions.enumerated() {
                group.addTask { (index, await answer(question)) }
            }
            var answers: [Int: Answer] = [:]
            for await (index, answer) in group { answers[index] = answer }
            return questions.indices.compactMap { answers[$0] }
        }
    }

    struct Question: Sendable {
        /// They share credential and address; the first one's credential is sent.
        var styles: [AccessStyle]
        var request: SentRequest
    }

    static func questions(_ styles: [AccessStyle], _ simulators: Simulators) -> [Question] {
        var questions: [Question] = []
        var places: [String: Int] = [:]
        for style in styles where style.asksForModels {
            guard case .ask(let request) = ModelLists.question(of: simulators.addressed(style)) else { continue }
            // A simulator knows each style by a key of its own.
            let who = style.simulated ? style.id : style.key?.label ?? ""
            let place = "\(who) \(request.url)"
            if let index = places[place] {
                questions[index].styles.append(style)
            } else {
                places[place] = questions.count
                questions.append(Question(styles: [style], request: request))
            }
        }
        return questions
    }

    private func answer(_ question: Question) async -> Answer? {
        let style = question.styles[0]
        let asked = SystemClock().wall()
        // The one error is that the task was cancelled: then nobody waits for the answer.
        guard
            let exchange = try? await client.ask(
                question.request, as: style, within: Self.timeouts, longest: ModelLists.longest)
        else { return nil }
        let stored = StoredListing(
            styles: question.styles.map(\.id), askedAt: asked, request: question.request, raw: exchange.raw,
            ended: exchange.timings.ended)
        // An error is read as that of any request; there is no prompt that it could be about.
        let trial = Trial(style: style, probe: Probe(id: "models", turns: [Turn(.user, "models")]))
        let verdict = Classifier().verdict(for: exchange, trial: trial)
        let enforced = exchange.raw.status != 200 && verdict.errorKind == .accountEnforcement
        return Answer(
            style: style, stored: stored,
            enforcement: enforced ? verdict.evidence.first?.quote ?? "no reason given" : nil)
    }
}

extension ModelQuestions.Answer {
    /// For a person at a terminal.
    var summary: String {
        switch ModelLists.read(stored.raw, of: style) {
        case .failure(let reason): return "models not listed: \(reason.text)"
        case .success(let list):
            let found = list.finding(style.model)
            let dated = found.entry?.created.map { ", created \($0)" } ?? ""
            return "\(list.models.count) models listed; \(style.model): \(found.listed.rawValue)\(dated)"
        }
    }
}

extension AccessStyle {
    /// Whether there is a provider behind it that could be asked.
    var asksForModels: Bool { !replayed && !baseURL.isEmpty }
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
