import Classifier
import Runs
import Trials

/// Rules that follow the bare HTTP facts: enough to drive a runner without the real classifier.
package struct ScriptedRules: ReplyRules {
    private let other: @Sendable (Exchange, Trial) -> (verdict: Verdict, disposition: Disposition)?

    /// - Parameter other: decides first; nil falls back on the facts.
    package init(
        _ other: @escaping @Sendable (Exchange, Trial) -> (verdict: Verdict, disposition: Disposition)? = { _, _ in nil
        }
    ) {
        self.other = other
    }

    package func finding(of exchange: Exchange, trial: Trial, now: Double?) -> Finding {
        let (verdict, disposition) = decided(exchange, trial)
        return Finding(verdict: verdict, disposition: disposition)
    }

    package func hasHeardEnough(_ text: String) -> Bool { text.hasPrefix("I can't") }

    private func decided(_ exchange: Exchange, _ trial: Trial) -> (verdict: Verdict, disposition: Disposition) {
        if let decided = other(exchange, trial) { return decided }
        let reply = exchange.reply
        if let fault = exchange.raw.fault {
            let late = fault.kind == .idleTimeout || fault.kind == .firstByteTimeout || fault.kind == .totalTimeout
            let retry = Disposition.Retry(late ? .timeout : .transport)
            if reply.textDeltas + reply.reasoningDeltas > 0 {
                return (.make(outcome: .error, errorKind: .cut), .cutAfterDelta(retry))
            }
            return (.make(outcome: .error, errorKind: late ? .timeout : .transport), .retry(retry))
        }
        let after = exchange.raw.header("retry-after").flatMap(Double.init)
        let evidence = [Evidence(rule: "http", field: "http.status", quote: reply.error?.message ?? "")]
        switch exchange.raw.status ?? 0 {
        case 401: return (.make(outcome: .error, errorKind: .authentication, evidence: evidence), .credentialRefused)
        case 429:
            return (
                .make(outcome: .error, errorKind: .rateLimited, evidence: evidence),
                .retry(Disposition.Retry(.rateLimited, after: after))
            )
        case 529:
            return (
                .make(outcome: .error, errorKind: .overloaded, evidence: evidence),
                .retry(Disposition.Retry(.overloaded, after: after))
            )
        case 500...:
            return (.make(outcome: .error, errorKind: .server, evidence: evidence), .retry(Disposition.Retry(.server)))
        case 400..<500: return (.make(outcome: .error, errorKind: .invalidRequest, evidence: evidence), .done)
        default: break
        }
        switch reply.text {
        case let text where text.hasPrefix("BLOCKED"):
            return (
                .make(
                    outcome: .blocked, stage: .noText, layer: .apiSignal, categories: [.cyber], categoryRaw: "cyber",
                    evidence: [Evidence(rule: "test.block", field: "stop_reason", quote: "refusal")]), .done
            )
        case let text where text.hasPrefix("I can't"):
            return (
                .make(
                    outcome: .refused, layer: .modelText, decidedBy: .text, confidence: 0.9,
                    evidence: [Evidence(rule: "text.refused", field: "text", quote: text)]), .done
            )
        default:
            return (
                .make(
                    servedModel: reply.servedModel, decidedBy: .text, confidence: 0.97,
                    evidence: [Evidence(rule: "text.answered", field: "text", quote: reply.text)]), .done
            )
        }
    }
}
