import Access
import Attempts
import Classifier
import Reports
import Runs
import Trials

/// The verdicts that today's rules come to on the replies of a run, as they are stored. Nothing is written.
struct Rejudging {
    let reading: RunReading
    private let replies = StoredReplies()
    private let classifier = Classifier()

    init(_ reading: RunReading) { self.reading = reading }

    /// Hands each trial with its verdict of before and of now to a body, in run order. Positive controls are left out:
    /// their replies were never stored.
    func each(_ body: (StoredExchange, Verdict) throws -> Void) throws {
        try reading.store.eachExchange { stored in
            let exchange = Exchange(
                request: stored.request, raw: stored.raw, timings: stored.timings,
                reply: try replies.read(stored.raw, of: stored.trial))
            var verdict = classifier.verdict(for: exchange, trial: stored.trial)
            // The run saw what one exchange cannot: that the style served others.
            if stored.verdict.errorKind == .promptDependent, verdict.outcome == .error {
                verdict = verdict.dependsOnPrompt
            }
            try body(stored, verdict)
        }
    }

    /// The facts of the run as today's rules see it.
    func facts() throws -> RunFacts {
        var facts = try reading.facts()
        guard !reading.info.run.imported else { return facts }
        var verdicts: [TrialKey: Verdict] = [:]
        try each { stored, verdict in
            var verdict = verdict
            verdict.version = Classifier.version
            verdicts[stored.trial.key] = verdict
        }
        for index in facts.records.indices {
            // What judges read stands, as it does in the run.
            guard facts.records[index].verdict?.decidedBy != .judge else { continue }
            if let verdict = verdicts[facts.records[index].key] { facts.records[index].verdict = verdict }
        }
        AccessRecord.mark(&facts.records, facts.study)
        facts.classifierVersions = Array(Set(facts.records.compactMap { $0.verdict?.version })).sorted()
        return facts
    }

    /// The facts by today's rules, read again only where other rules had a part in them: an upgrade between two runs is no
    /// change of the service.
    static func today(_ reading: RunReading) throws -> RunFacts {
        let facts = try reading.facts()
        let versions = Set(facts.records.compactMap { $0.verdict?.version })
        return versions.subtracting([Classifier.version]).isEmpty ? facts : try Rejudging(reading).facts()
    }
}

extension Verdict {
    /// The same error, known to be the prompt's doing. Only errors that nothing else explains are.
    fileprivate var dependsOnPrompt: Verdict {
        var verdict = self
        switch errorKind {
        case .invalidRequest, .permission, .notFound, .transport, .timeout, .cut, .server, .rateLimited:
            verdict.errorKind = .promptDependent
        case .unreadable, .overloaded, .authentication, .billing, .contextTooLong, .tooLarge,
            .accountEnforcement, .unknownSignal, .promptDependent, .local, nil:
            break
        }
        return verdict
    }
}
