import Access
import Formats
import Foundation
import Reports
import Runs
import Statistics
import Studies
import Trials

/// What would be sent, how long it takes at least, and what it costs.
extension Preflight {
    var accessChecks: AccessChecks { AccessChecks(file.study) }
    var trialsBetweenChecks: Int { order.trials.count { order.probes[$0.probe].role != .sentinel } }

    /// How often access is checked, style by style.
    private var accessPlan: String {
        let checks = accessChecks.places(trials: trialsBetweenChecks).count
        return accessChecks.watched.map {
            let needed = accessChecks.questions($0, trials: trialsBetweenChecks).first?.needed
            return
                "  \($0.style): access checked \(counted(checks, "time")) against \($0.reference), \(counted($0.sentinels.count, "sentinel")) each"
                + (needed.map { ", \($0) needed " } ?? " ")
                + "(\(accessChecks.every == 1 ? "before every trial" : "every \(accessChecks.every) trials"), and twice at the end); a lapse \($0.required ? "ends with code 6" : "is reported")\n"
        }.joined()
    }

    /// What would be sent, style by style.
    var plan: String { plan("nothing was sent") }

    /// - Parameter end: what became of it.
    func plan(_ end: String) -> String {
        var out = "study \(file.study.name), lock sha256 \(file.study.lockHash)\n"
        out += "\(file.study.suites.map { "\($0.name) v\($0.version)" }.joined(separator: ", ")); "
        out += "\(counted(file.study.repeats, "repeat")), \(file.study.inFlight) in flight\n"
        for (index, style) in file.study.styles.enumerated() where styles.contains(style) {
            let trials = order.trials.filter { $0.style == index }
            let roles = Dictionary(grouping: trials) { order.probes[$0.probe].role }
            let counts = Role.allCases.compactMap { role in roles[role].map { "\($0.count) \(role.rawValue)" } }
            out +=
                "  \(style.id): \(counted(trials.count, "trial")) (\(counts.joined(separator: ", "))), \(style.dialect.rawValue), "
            out += "\(style.model) at \(style.baseURL), key \(style.key?.label ?? "none")\n"
        }
        out += accessPlan + judgePlan
        let planned = order.trials.count { styles.contains(file.study.styles[$0.style]) }
        out += "\(counted(planned, "trial")) in all"
        if let cost {
            out += String(format: ", about %.2f USD where replies take %d tokens", cost.expected, Self.expectedTokens)
            out += String(format: ", %.2f where each is as long as its cap (a token for every ", cost.highest)
            out += "\(Self.bytesPerToken) bytes of request, no retries)"
            if let usd = file.study.budget.usd { out += String(format: "; budget.usd %.2f ends the run", usd) }
        }
        return out + "; \(end)\n"
    }

    /// The least time that declared limits leave, style by style; empty where none is declared.
    var duration: [String] {
        file.study.styles.indices.compactMap { index in
            let style = file.study.styles[index]
            guard styles.contains(style), let limit = style.limits.requestsPerMinute, limit > 0 else { return nil }
            let minutes = Double(order.trials.count { $0.style == index }) / limit
            return
                "  \(style.id): at least \(Int(minutes.rounded(.up))) min at its \(counted(Int(limit), "request")) a minute"
        }
    }

    /// What the main prompts of the headline frame take, by style and field, `all` among them.
    var loads: [StudyPlan.Place: StudyPlan.Load] {
        let headline = Dictionary(
            StudyPlan.headline(file.study).map { ($0.id, $0.field) }
        ) { first, _ in first }
        var loads: [StudyPlan.Place: StudyPlan.Load] = [:]
        for trial in order.trials {
            let style = file.study.styles[trial.style]
            guard styles.contains(style), let field = headline[order.probes[trial.probe].id] else { continue }
            let input = Double(bodies[trial.style][trial.probe] ?? 0) / Double(Self.bytesPerToken)
            let output = Double(min(style.sampling.maxOutputTokens, Self.expectedTokens))
            for field in [field, "all"] {
                let place = StudyPlan.Place(style: style.id, field: field)
                loads[place, default: StudyPlan.Load()].add(input: input, output: output, of: style)
            }
        }
        return loads
    }

    /// Of English text; other scripts and JSON take more tokens.
    static let bytesPerToken = 4

    /// Tokens of an ordinary reply, where the cap is no lower.
    static let expectedTokens = 800

    /// Every request with all that it carries (system prompt, tools, prefill) once; nil where no style has a price.
    var cost: (expected: Double, highest: Double)? {
        var total: (expected: Double, highest: Double)?
        for (index, style) in file.study.styles.enumerated() where styles.contains(style) {
            guard let price = style.price, !style.replayed else { continue }
            let cap = style.sampling.maxOutputTokens
            for trial in order.trials where trial.style == index {
                let input =
                    Double(bodies[index][trial.probe] ?? 0) / Double(Self.bytesPerToken) * price.inputUSDPerMTok / 1e6
                let (expected, highest) = total ?? (0, 0)
                total = (
                    expected + input + Double(min(cap, Self.expectedTokens)) * price.outputUSDPerMTok / 1e6,
                    highest + input + Double(cap) * price.outputUSDPerMTok / 1e6
                )
            }
        }
        if let judges = estimatedJudgeCost {
            let (expected, highest) = total ?? (0, 0)
            total = (expected + judges, highest + judges)
        }
        return total
    }
}

extension StudyPlan.Load {
    fileprivate mutating func add(input: Double, output: Double, of style: AccessStyle) {
        requests += 1
        inputTokens += input
        outputTokens += output
        if let price = style.price {
            usd = (usd ?? 0) + (input * price.inputUSDPerMTok + output * price.outputUSDPerMTok) / 1e6
        }
        if let limit = style.limits.requestsPerMinute, limit > 0 { minutes = Double(requests) / limit }
    }
}
