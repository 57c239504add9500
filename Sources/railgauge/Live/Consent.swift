import Attempts
import Formats
import Foundation
import Runs
import Trials

/// What must be said and agreed to before anything leaves this machine: holds on accounts, the first live run on a
/// credential, what a live check costs.
struct Consent {
    let state: StateFolder
    let preflight: Preflight
    let credentials: Credentials
    let yes: Bool

    /// Where holds stand, and which keys they may stand on.
    func holds() async throws -> HoldFolder {
        // The salt first and the await on a line of its own: the optimiser of Swift 6.3 crashes on the shorter form.
        let salt = try state.salt()
        let keyed = preflight.reached.filter { $0.meetsAnAccount && $0.key != nil }
        var fingerprints: [String: String] = [:]
        for style in keyed {
            let fingerprint = try await credentials.fingerprint(of: style, study: preflight.file.path, salt: salt)
            fingerprints[style.id] = fingerprint
        }
        var holds = state.holds
        holds.fingerprints = fingerprints
        return holds
    }

    /// - Throws: `Failure` 7 where an account is on hold.
    func refuse(_ holds: HoldFolder) throws {
        guard let hold = holds.holds(on: preflight.reached).first else { return }
        throw Failure(
            .accountEnforcement,
            "style '\(hold.style)': the account (\(hold.account)) is on hold since a provider acted against it; nothing was "
                + "sent. Clear it up with the provider, then delete \(hold.file)")
    }

    /// An account is somebody's livelihood: the first live run on it needs an explicit yes.
    ///
    /// - Parameter confirms: whether a yes is asked for in any case, as by commands that say the price first: one question is
    ///   for both.
    /// - Throws: `Failure` 64 without one.
    func run(confirms: Bool) async throws {
        let accounts = state.unconfirmed(preflight.reached)
        guard !accounts.isEmpty else {
            if confirms, !yes { try ask(nil) }
            return
        }
        var lines: [String] = []
        for account in accounts { lines.append(try await line(account)) }
        let advice =
            "A provider may act against an account that sends many blocked prompts. Use a key of a project of its own, so that "
            + "nothing else hangs on it, and tell the provider beforehand where you can."
        let text =
            "first live run on \(accounts.count == 1 ? "this credential" : "these credentials"):\n"
            + lines.map { "  \($0)\n" }.joined() + advice
        if yes { Console.note(text) } else { try ask(text) }
        try state.confirm(accounts)
    }

    /// Which key, how many trials of how many prompts, and how many of these aim at a safeguard.
    private func line(_ account: String) async throws -> String {
        let order = preflight.order
        let own = preflight.styles.filter { $0.account == account && $0.meetsAnAccount }
        var out = account
        if let style = (own + preflight.judges.map(\.style)).first(where: { $0.account == account }),
            let secret = try await credentials.secret(for: style, study: preflight.file.path)
        {
            out += " (key \(secret.tail))"
        }
        let ids = Set(own.map(\.id))
        let trials = order.trials.filter { ids.contains(order.styles[$0.style].id) }
        guard !trials.isEmpty else { return out + ": questions to a judge" }
        let probes = Set(trials.map(\.probe)).sorted().map { order.probes[$0] }
        return out + ": \(counted(trials.count, "trial")) of \(Self.texts(probes)) under "
            + "\(own.map(\.id).joined(separator: ", ")); \(Self.aims(probes))"
    }

    /// `3 prompts and 2 versions of them`
    private static func texts(_ probes: [Probe]) -> String {
        let versions = probes.count { $0.role == .variant }
        let prompts = probes.count - versions
        guard versions > 0 else { return counted(prompts, "prompt") }
        return "\(counted(prompts, "prompt")) and \(counted(versions, "version")) of \(prompts == 1 ? "it" : "them")"
    }

    /// How many aim at a safeguard. What its author did not say is not known: of those only everyday science and twins, written
    /// to trip nothing, aim at none.
    private static func aims(_ probes: [Probe]) -> String {
        let aims = Dictionary(grouping: probes.compactMap(\.aimsAt), by: { $0 }).mapValues(\.count)
        let unsaid = probes.count { $0.aimsAt == nil && ![.neutral, .twin].contains($0.role) }
        let all = probes.count
        var out: [String] = []
        if !aims.isEmpty {
            let count = aims.values.reduce(0, +)
            out.append(
                "\(count) \(count == 1 ? "aims" : "aim") at a safeguard ("
                    + aims.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }.joined(
                        separator: ", ") + ")")
        }
        if unsaid == all {
            out.append("nobody has said whether \(all == 1 ? "it aims" : "they aim") at a safeguard")
        } else if unsaid > 0 {
            out.append("of \(unsaid) nobody has said")
        }
        return out.isEmpty ? "none aims at a safeguard" : out.joined(separator: ", ")
    }

    /// - Parameter cost: what the check sends, and what that costs.
    /// - Throws: `Failure` 64 without a yes, where something leaves this machine or may cost.
    func liveCheck(_ cost: String) throws {
        guard mayCost else { return Console.note(cost) }
        if yes { Console.note(cost) } else { try ask(cost) }
    }

    /// Whether what is sent may be billed: it leaves this machine, or goes to a proxy on it for which the study states a price or a
    /// budget.
    private var mayCost: Bool {
        let asked = preflight.reached.filter(\.meetsAnAccount)
        return asked.contains { !$0.loopback || $0.price != nil }
            || !asked.isEmpty && preflight.file.study.budget.usd != nil
    }

    private func ask(_ text: String?) throws {
        guard Console.inputIsTerminal, Console.errorIsTerminal else {
            throw Failure(.badUsage, (text.map { "\($0)\nN" } ?? "n") + "othing was sent; say yes with --yes")
        }
        if let text { Console.note(text) }
        // Whoever sees the question may interrupt it.
        let answer = Interrupts.asking(saying: "nothing was sent") {
            Console.raw("Send? [y/N] ")
            return readLine()
        }
        if answer == nil { Console.raw("\n") }
        guard let answer, ["y", "yes"].contains(answer.lowercased()) else {
            throw Failure(.badUsage, "nothing was sent")
        }
    }
}
