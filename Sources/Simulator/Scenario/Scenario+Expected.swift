import Trials

extension Scenario {
    /// The rule that a probe meets under a style.
    package func rule(style: String, probe: String?, field: String?, frame: Frame?, role: Role?) -> Rule? {
        self.style(style)?.rules.first { $0.matches(probe: probe, field: field, frame: frame, role: role) }
    }

    /// The true rate of a definition for a main probe of one field and frame without a rule of its own.
    ///
    /// A share of measured trials (docs/methods/statistics.md section 1), computed from the scenario, not from what was
    /// played.
    /// `undelivered` is for probes with a `check`. Nil: no such style or rule, or nothing is ever measured.
    package func expectedRate(style: String, field: String, frame: Frame, definition: Definition) -> Double? {
        guard let rule = rule(style: style, probe: nil, field: field, frame: frame, role: .main) else { return nil }
        return rate(rule, style: style, definition: definition)
    }

    /// The mean true rate over these probes, each of weight 1 as in a report; it knows per-probe rules.
    ///
    /// With `undelivered` only probes with a `check` enter. Nil when none does.
    package func expectedRate(style: String, probes: [Probe], definition: Definition) -> Double? {
        let rates = probes.filter { definition != .undelivered || $0.check != nil }.compactMap { probe in
            rule(style: style, probe: probe.id, field: probe.field, frame: probe.frame, role: probe.role)
                .flatMap { rate($0, style: style, definition: definition) }
        }
        return rates.isEmpty ? nil : rates.reduce(0, +) / Double(rates.count)
    }

    private func rate(_ rule: Rule, style: String, definition: Definition) -> Double? {
        var share = rule.shares
        share[.truncated] = nil
        share[.error] = nil
        let cut = rule.share { $0 == .cut }
        let measured = share.values.reduce(0, +)
        let whole = measured - cut
        let api = share[.blocked] ?? 0
        let model = share[.refused] ?? 0
        func over(_ part: Double, _ total: Double) -> Double? { total > 0 ? part / total : nil }
        switch definition {
        case .api: return over(api, measured)
        case .model: return over(model, measured)
        case .strict: return over(api + model, measured)
        case .broad: return over(api + model + (share[.partial] ?? 0), whole)
        case .undelivered:
            let requested = 1 - (self.style(style)?.reroute?.share ?? 0)
            let answered = (share[.answered] ?? 0) - cut
            return over(whole - answered * rule.delivered * requested, whole)
        }
    }
}

extension Rule {
    /// Share of each outcome; they sum to 1.
    package var shares: [Outcome: Double] {
        var shares: [Outcome: Double] = [:]
        for rung in outcomes { shares[rung.play.outcome, default: 0] += rung.share }
        shares[.answered, default: 0] += 1 - outcomes.reduce(0) { $0 + $1.share }
        return shares
    }

    func share(where matches: (Play) -> Bool) -> Double {
        outcomes.reduce(0) { $0 + (matches($1.play) ? $1.share : 0) }
    }
}
