import Trials

/// The budget: what was spent, what the requests in flight may cost at worst, and what is left.
struct Ledger {
    private let budget: Budget
    /// Bytes of text that a probe and a style's own prompts send; by index in the run order.
    let probeBytes: [Int]
    let styleBytes: [Int]
    private(set) var attempts: Int
    /// USD as the replies and the prices tell it.
    private(set) var spent: Double
    /// Beside it, the worst case of replies that told no usage.
    private var presumed: Double
    private var reserved: Double = 0
    /// When the time is up, on the run's clock.
    let deadline: Double?
    private(set) var anyPrice: Bool

    /// - Parameters:
    ///   - before: what earlier sessions took, those that were killed included.
    ///   - probeBytes: where the texts are made only as they are sent.
    init(
        budget: Budget, order: RunOrder, before: Spent = Spent(), now: Double,
        probeBytes: [Int]? = nil
    ) {
        self.budget = budget
        attempts = before.attempts
        spent = before.usd
        presumed = before.presumed
        deadline = budget.wallSeconds.map { now + max(0, $0 - before.seconds) }
        anyPrice = before.usd > 0 || order.styles.contains { $0.price != nil }
        self.probeBytes =
            probeBytes
            ?? order.probes.map { probe in
                probe.turns.reduce(0) { $0 + $1.bytes }
                    + probe.context.reduce(0) { $0 + $1.text.utf8.count } + (probe.system?.utf8.count ?? 0)
            }
        styleBytes = order.styles.map { ($0.system?.utf8.count ?? 0) + ($0.prefill?.utf8.count ?? 0) }
    }

    /// Requests or time are used up.
    func exhausted(now: Double) -> RunEnd? {
        if let most = budget.requests, attempts >= most { return .budget(.requests(most)) }
        if let deadline, now >= deadline { return .budget(.wall(budget.wallSeconds ?? 0)) }
        return nil
    }

    /// Money does not cover this reservation beside what is in flight.
    func cannotAfford(_ reservation: Double) -> RunEnd? {
        guard let most = budget.usd, reservation > 0 || spent >= most else { return nil }
        return spent + presumed + reserved + reservation > most ? .budget(.usd(most)) : nil
    }

    /// USD that a request may cost: half as many input tokens again as estimated, and every output token that it
    /// may use; after some replies of the style, the dearest of them.
    ///
    /// - Parameters:
    ///   - largest: the dearest reply so far.
    ///   - isKnown: there were enough replies for it to stand.
    func worstCase(price: Price?, largest: Double?, isKnown: Bool, inputTokens: Double, outputTokens: Int) -> Double {
        if isKnown, let largest { return largest }
        guard let price else { return largest ?? 0 }
        return (1.5 * inputTokens * price.inputUSDPerMTok + Double(outputTokens) * price.outputUSDPerMTok) / 1e6
    }

    mutating func reserve(_ amount: Double) {
        attempts += 1
        reserved += amount
    }

    mutating func settle(reserved amount: Double, cost: Double?, reached: Bool) {
        reserved = max(0, reserved - amount)
        if let cost {
            spent += cost
            anyPrice = true
        } else if reached {
            presumed += amount
        }
    }
}

extension AccessStyle {
    /// USD of one attempt; nil where neither the reply nor a price tells.
    package func cost(_ usage: Usage) -> Double? {
        if let cost = usage.costUSD { return cost }
        guard let price else { return nil }
        // A side that is not told may have cost anything: what it may have at worst is presumed, as where nothing is told.
        func side(_ tokens: Int?, _ perMTok: Double) -> Double? {
            perMTok == 0 ? 0 : tokens.map { Double($0) * perMTok }
        }
        guard usage.input != nil || usage.output != nil, let input = side(usage.input, price.inputUSDPerMTok),
            let output = side(usage.output, price.outputUSDPerMTok)
        else { return nil }
        return (input + output) / 1e6
    }
}
