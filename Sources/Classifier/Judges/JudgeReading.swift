import Trials

extension JudgeQuestion {
    /// What a judge's reply comes to: a verdict, or one of the results that are none.
    ///
    /// - Parameter wire: what the rules for exchanges say about the judge's own reply: a judge is a model too, and is
    ///   blocked, cut and refused like any other.
    package func verdict(_ judge: Judge, exchange: Exchange, wire: Verdict) -> JudgeVerdict {
        var verdict = Self.without(.error, judge, wire)
        verdict.excerpt = excerpt
        if wire.degraded.contains(.promptCut) {
            verdict.detail = "its prompt was cut: it did not read the whole question"
            return verdict
        }
        // Its rubric and its vendor were chosen for one model; what another one thinks is nobody's judgement.
        if wire.served == .undeclaredReroute, wire.outcome != .error {
            verdict.result = .otherModel
            verdict.detail = wire.evidence.first { $0.rule.hasPrefix("served.") }?.quote ?? wire.servedModel ?? ""
            return verdict
        }
        switch wire.outcome {
        case .error: return verdict
        case .blocked:
            verdict.result = .blocked
            return verdict
        case .refused where wire.decidedBy == .wire:
            verdict.result = .refused
            return verdict
        case .empty:
            verdict.result = .unparsable
            verdict.detail = "an empty answer"
            return verdict
        case .truncated:
            verdict.result = .unparsable
            verdict.detail = "cut by its token limit before a word was said"
            return verdict
        case .answered, .partial, .refused, .unable: break
        }
        do throws(JudgeAnswer.Unparsable) {
            let answer = try JudgeAnswer(exchange.reply.text, to: self)
            verdict.result = .decided
            verdict.outcome = answer.outcome
            verdict.points = answer.points
            verdict.quote = answer.quote
            verdict.detail = ""
        } catch {
            // Only words that are no verdict are asked whether they decline to give one; who copies the ticket tried.
            let declines = wire.outcome == .refused && !exchange.reply.text.contains(ticket)
            verdict.result = declines ? .refused : .unparsable
            if !declines {
                verdict.detail = wire.degraded.contains(.cut) ? "cut by its token limit; \(error.reason)" : error.reason
            }
        }
        return verdict
    }

    /// A judge that never came to an answer.
    package static func without(_ result: JudgeVerdict.Result, _ judge: Judge, _ wire: Verdict) -> JudgeVerdict {
        let sign = wire.evidence.first { !$0.quote.isEmpty } ?? wire.evidence.first
        return JudgeVerdict(
            judge: judge.id, version: judge.version, result: result,
            detail: sign.map { "\($0.rule): \($0.quote)" } ?? wire.outcome.rawValue, servedModel: wire.servedModel)
    }
}
