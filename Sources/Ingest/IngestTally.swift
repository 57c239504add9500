import Formats
import Statistics
import Trials

/// Counts of logged replies with their denominators. Memory grows with sessions and obstructed replies, and by a hash a reply.
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
        /// A reply came, or an error that may have been a block, and the log does not keep what it said.
        package var unkept = 0

        package var obstructed: Int { blocked + refused }

        /// Of the measured replies; nil without any, and where the log keeps what some replies said and not what others did:
        /// errors are kept where answers are not. It has no interval: replies of one session are not independent.
        package var share: Double? { measured == 0 || unkept > 0 ? nil : Double(obstructed) / Double(measured) }

        /// Requests whose outcome could count: measured, or not kept.
        package var open: Int { measured + unkept }

        /// What the share of `open` lies between where some replies are not kept: all of them helpful, or none.
        package var bounds: (low: Double, high: Double)? {
            guard unkept > 0 else { return nil }
            return (Double(obstructed) / Double(open), Double(obstructed + unkept) / Double(open))
        }

        fileprivate mutating func add(_ reply: LoggedReply) {
            requests += 1
            if !reply.isKept { unkept += 1 }
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

    /// What was asked for, and what replied.
    package struct Reroute: Sendable, Hashable {
        package let requested: String
        package let served: String
        package let kind: Served
    }

    package private(set) var all = Counts()
    package private(set) var byModel: [String: Counts] = [:]
    package private(set) var byDay: [String: Counts] = [:]
    package private(set) var bySession: [String: Counts] = [:]
    /// Blocked and refused replies by category.
    package private(set) var byCategory: [String: Int] = [:]
    /// From the model asked to the model that answered in its place.
    package private(set) var fallbacks: [String: Int] = [:]
    /// Replies of another model than was asked for, as the wire names both: dates and aliases are no other model.
    package private(set) var rerouted: [Reroute: Int] = [:]
    /// Replies of which both models are known.
    package private(set) var named = 0
    /// Replies of the built-in simulator.
    package private(set) var simulated = 0
    package private(set) var obstructed: [LoggedReply] = []
    /// What the replies come in.
    package private(set) var units: Set<LoggedReply.Unit> = []
    /// Replies that were there already: continued sessions copy what came before.
    package private(set) var copies = 0
    private var sessionsByModel: [String: [String: Counts]] = [:]
    private var seen: Set<CopyMark> = []

    package init() {}

    /// - Returns: whether it counts; a copy of a reply that was added before does not.
    @discardableResult
    package mutating func add(_ reply: LoggedReply) -> Bool {
        if let mark = reply.mark, !seen.insert(mark).inserted {
            copies += 1
            return false
        }
        units.insert(reply.unit)
        let model = reply.requested ?? "unknown"
        all.add(reply)
        if reply.isSimulated { simulated += 1 }
        if let requested = reply.requested, let served = reply.verdict.servedModel {
            named += 1
            switch reply.verdict.served {
            case .requested, .unknown: break
            case .declaredFallback, .undeclaredReroute:
                rerouted[Reroute(requested: requested, served: served, kind: reply.verdict.served), default: 0] += 1
            }
        }
        byModel[model, default: Counts()].add(reply)
        byDay[reply.day, default: Counts()].add(reply)
        bySession[reply.session, default: Counts()].add(reply)
        sessionsByModel[model, default: [:]][reply.session, default: Counts()].add(reply)
        guard reply.obstructed == true else { return true }
        byCategory[reply.verdict.categoryLabel ?? "unreported", default: 0] += 1
        if let fallback = reply.fallback { fallbacks["\(model) -> \(fallback)", default: 0] += 1 }
        var kept = reply
        kept.asked = nil
        obstructed.append(kept)
        return true
    }

    /// Mean over sessions of each session's own share of replies blocked or refused; that, a sample or a
    /// scenario is the sampling unit.
    /// It is not the share of all replies (`Counts.share`) where sessions differ in length.
    package func rate(ofModel model: String? = nil) -> RateEstimate {
        let sessions = model.map { sessionsByModel[$0] ?? [:] } ?? bySession
        guard sessions.values.allSatisfy({ $0.unkept == 0 }) else { return RateEstimate([]) }
        return RateEstimate(
            sessions.sorted { $0.key < $1.key }.filter { $0.value.measured > 0 }
                .map { Tally(hits: min($0.value.obstructed, $0.value.measured), measured: $0.value.measured) })
    }
}
