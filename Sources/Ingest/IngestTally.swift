import Formats
import Statistics
import Trials

/// Counts of logged replies with their denominators. Memory grows with sessions and obstructed replies, not with the log.
package struct IngestTally: Sendable {
    package struct Counts: Sendable, Hashable {
        /// Requests seen.
        package var requests = 0
        /// Of these, measured.
        package var measured = 0
        package var blocked = 0
        package var refused = 0
        package var partial = 0
        /// Decided by text without the classifier standing by it.
        package var unsure = 0

        package var obstructed: Int { blocked + refused }

        fileprivate mutating func add(_ reply: LoggedReply) {
            requests += 1
            guard reply.obstructed != nil else { return }
            measured += 1
            switch reply.verdict.outcome {
            case .blocked: blocked += 1
            case .refused: refused += 1
            case .partial: partial += 1
            case .answered, .unable, .empty, .truncated, .error:
                if reply.obstructed == true { blocked += 1 }
            }
            if reply.verdict.decidedBy == .text, !reply.verdict.sure { unsure += 1 }
        }
    }

    package private(set) var all = Counts()
    package private(set) var byModel: [String: Counts] = [:]
    package private(set) var byDay: [String: Counts] = [:]
    package private(set) var bySession: [String: Counts] = [:]
    /// Blocked and refused replies by category.
    package private(set) var byCategory: [String: Int] = [:]
    /// From the model asked to the model that answered in its place.
    package private(set) var fallbacks: [String: Int] = [:]
    package private(set) var obstructed: [LoggedReply] = []
    private var sessionsByModel: [String: [String: Counts]] = [:]

    package init() {}

    package mutating func add(_ reply: LoggedReply) {
        let model = reply.requested ?? "unknown"
        all.add(reply)
        byModel[model, default: Counts()].add(reply)
        byDay[reply.day, default: Counts()].add(reply)
        bySession[reply.session, default: Counts()].add(reply)
        sessionsByModel[model, default: [:]][reply.session, default: Counts()].add(reply)
        guard reply.obstructed == true else { return }
        byCategory[reply.verdict.categoryLabel ?? "unreported", default: 0] += 1
        if let fallback = reply.fallback { fallbacks["\(model) -> \(fallback)", default: 0] += 1 }
        obstructed.append(reply)
    }

    /// Mean over sessions of the share of replies blocked or refused; a session is the sampling unit.
    package func rate(ofModel model: String? = nil) -> RateEstimate {
        let sessions = model.map { sessionsByModel[$0] ?? [:] } ?? bySession
        return RateEstimate(
            sessions.sorted { $0.key < $1.key }.filter { $0.value.measured > 0 }
                .map { Tally(hits: min($0.value.obstructed, $0.value.measured), measured: $0.value.measured) })
    }
}
