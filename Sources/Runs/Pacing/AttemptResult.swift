import Classifier
import Formats
import Trials

/// What one attempt came to, as far as pacing and retries care.
struct AttemptResult {
    var verdict: Verdict
    var disposition: Disposition
    var status: Int?
    var fault: WireFault?
    /// Text or reasoning had come.
    var sawDelta: Bool
    /// When it was sent, on the run's clock.
    var began: Double
    /// How long it took, by the wire's own clock: what waited here is no time of the server's. nil: by the run's clock.
    var seconds: Double?
    /// USD; nil where nobody knows.
    var cost: Double?
    /// Of a replayed attempt: whether the recording holds another one of the trial.
    var anotherRecorded: Bool?

    func took(now: Double) -> Double { seconds ?? (now - began) }

    /// Turned down with a 4xx.
    var turnedDown: Bool { status.map { (400..<500).contains($0) } ?? false }

    /// An error that names no safeguard and no known limit: the prompt's doing, or the style's.
    var unexplained: Bool {
        switch verdict.errorKind {
        case .invalidRequest, .permission, .notFound, .unreadable, .server, nil: true
        case .transport, .timeout, .cut, .rateLimited, .overloaded, .authentication, .billing, .contextTooLong,
            .tooLarge, .accountEnforcement, .unknownSignal, .promptDependent, .local:
            false
        }
    }

    /// What went wrong, for a person.
    var words: String {
        if let fault { return SafeText.line(fault.message, longest: 500) }
        let quote = verdict.evidence.first { !$0.quote.isEmpty }.map { ": \($0.quote)" } ?? ""
        return SafeText.line((status.map { "HTTP \($0)" } ?? "no reply") + quote, longest: 500)
    }
}

/// What becomes of a trial after an attempt.
struct Ruling {
    /// The verdict that stands; nil: the trial stays open.
    var finish: Verdict?
    /// Open trials that this attempt decided as well.
    var others: [(position: Int, verdict: Verdict)] = []
    var notes: [String] = []
    /// USD that the attempt may have cost, where nobody knows.
    var presumedUSD: Double = 0
}

extension Verdict {
    /// Broken off a second time. A marker that nobody knows stays one: it must reach the quarantine.
    var cut: Verdict {
        var verdict = self
        verdict.outcome = .error
        if verdict.errorKind != .unknownSignal { verdict.errorKind = .cut }
        return verdict
    }

    /// The same 4xx, now that the style is known to serve others.
    var promptDependent: Verdict {
        var verdict = self
        verdict.errorKind = .promptDependent
        return verdict
    }
}
