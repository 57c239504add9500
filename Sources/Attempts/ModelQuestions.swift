import Dialects
import Trials

/// Asks credentials which models they may call: one GET for each credential and address, free of charge, asked once and
/// never again, whatever comes of it. It is no trial: it counts in no rate and in no budget.
package struct ModelQuestions {
    package struct Answer: Sendable {
        /// The styles that it was asked for; the first one's credential was sent.
        package var styles: [AccessStyle]
        /// Seconds since 1970.
        package var askedAt: Double
        package var exchange: Exchange
    }

    /// A run does not wait longer than this for a list.
    private static let timeouts = Timeouts(connect: 5, firstByte: 10, idle: 5, total: 10)

    private let client: LiveModelClient
    private let addressed: (AccessStyle) -> AccessStyle
    private let wall: @Sendable () -> Double

    /// - Parameters:
    ///   - addressed: a style with the address that is really asked.
    ///   - wall: seconds since 1970.
    package init(
        client: LiveModelClient, addressed: @escaping (AccessStyle) -> AccessStyle,
        wall: @escaping @Sendable () -> Double
    ) {
        self.client = client
        self.addressed = addressed
        self.wall = wall
    }

    /// In the order of the styles; all are asked at the same time. Empty for what was asked when the task was cancelled.
    package func ask(for styles: [AccessStyle]) async -> [Answer] {
        let questions = questions(styles)
        return await withTaskGroup(of: (Int, Answer?).self) { group in
            for (index, question) in questions.enumerated() {
                group.addTask { [client, wall] in (index, await Self.answer(question, client, wall)) }
            }
            var answers: [Int: Answer] = [:]
            for await (index, answer) in group { answers[index] = answer }
            return questions.indices.compactMap { answers[$0] }
        }
    }

    private struct Question: Sendable {
        /// They share credential and address; the first one's credential is sent.
        var styles: [AccessStyle]
        var request: SentRequest
    }

    private func questions(_ styles: [AccessStyle]) -> [Question] {
        var questions: [Question] = []
        var places: [String: Int] = [:]
        for style in styles where style.asksForModels {
            guard case .ask(let request) = ModelLists.question(of: addressed(style)) else { continue }
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

    private static func answer(
        _ question: Question, _ client: LiveModelClient, _ wall: @Sendable () -> Double
    ) async -> Answer? {
        let asked = wall()
        // The one error is that the task was cancelled: then nobody waits for the answer.
        guard
            let exchange = try? await client.ask(
                question.request, as: question.styles[0], within: timeouts, longest: ModelLists.longest)
        else { return nil }
        return Answer(styles: question.styles, askedAt: asked, exchange: exchange)
    }
}

extension AccessStyle {
    /// Whether there is a provider behind it that could be asked.
    package var asksForModels: Bool { !replayed && !baseURL.isEmpty }
}
