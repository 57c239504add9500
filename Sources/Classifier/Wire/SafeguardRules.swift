import Trials
import Vendors

/// Blocks, wherever they stand. Tested before any generic rule of errors: as errors they hide under 400 and 403.
///
/// Vendors' own rules go first, held against the error and against each upstream error inside it; what none of them
/// knows is held against the lexicon that all share.
struct SafeguardRules {
    let exchange: Exchange
    let trial: Trial
    let stop: StopSign

    private var reply: Reply { _read { yield exchange.reply } }

    func block() -> BlockSign? {
        // One copy for all rules: each would make its own of what a trial only lends.
        let style = trial.style
        // Also one that came after the reply had said that it was over: a safeguard that comes last is one.
        if let error = reply.error {
            for error in [error] + reply.innerErrors {
                for rule in Vendor.errorRules { if let sign = rule(error, exchange, style) { return sign } }
            }
            if let sign = inError() { return sign }
        }
        for rule in Vendor.replyRules { if let sign = rule(reply, stop, style) { return sign } }
        return inReply()
    }

    // MARK: The lexicon

    private func inError() -> BlockSign? {
        let status = exchange.raw.status
        // Words about the account, about money or about a key are read by the rules for errors.
        guard GenericErrors.ofAccount(reply, status: status, dialect: trial.style.dialect) == nil else { return nil }
        for said in reply.said {
            if let hit = SafeguardLexicon.word(said.value) { return sign("word", hit, said) }
        }
        // A sentence says less than a word: under these a server speaks of other things.
        guard !Self.ofOtherMatters.contains(status ?? 400), (status ?? 400) < 500 else { return nil }
        for said in reply.said {
            if let hit = SafeguardLexicon.sentence(said.value) { return sign("phrase", hit, said) }
        }
        return nil
    }

    private static let ofOtherMatters: Set<Int> = [401, 402, 404, 405, 408, 409, 413, 429]

    private func inReply() -> BlockSign? {
        // A guardrail that only masked stopped nothing.
        guard Vendor.masked(reply) == nil else { return nil }
        if stop == .blocked || (stop == .unknown && reply.stopReason.flatMap(SafeguardLexicon.word) != nil) {
            return BlockSign(
                rule: "generic.stop-word", field: "stop", quote: reply.stopReason ?? "", layer: routed(false),
                categoriesRaw: [], provider: "generic")
        }
        for said in reply.said {
            if said.path.hasPrefix("header.") {
                let name = String(said.path.dropFirst("header.".count))
                guard let hit = SafeguardLexicon.header(name, said.value) else { continue }
                return sign("header", hit, said)
            }
            guard reply.error == nil, let hit = SafeguardLexicon.member(String(said.key), said.value) else { continue }
            return sign("member", hit, said)
        }
        return nil
    }

    private func sign(_ kind: String, _ hit: SafeguardLexicon.Hit, _ said: SaidWord) -> BlockSign {
        BlockSign(
            rule: "generic.\(kind)", field: said.path, quote: hit.quote, layer: routed(hit.ofGateway),
            provider: "generic", saysInput: hit.saysInput,
            saysOutput: hit.saysOutput,
            // A guardrail that acted puts its own words in place of the model's.
            canned: kind == "member" && reply.textDeltas <= 1 && said.path.lowercased().contains("guardrail"))
    }

    /// Whose words they are as far as the route says.
    private func routed(_ ofGateway: Bool) -> Layer { ofGateway ? .gateway : .apiSignal }
}

extension Reply {
    /// The reply had come to its end, as far as the model is concerned, when something failed after it.
    var endedBeforeError: Bool {
        guard textDeltas > 0 || !toolCalls.isEmpty, annotations["error_after_stop"] != nil else { return false }
        switch StopSign(stopReason) {
        case .normal, .length, .toolCall: return true
        case .blocked, .failed, .spoilt, .absent, .unknown: return false
        }
    }
}
