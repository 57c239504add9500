import Formats
import Suites
import Trials

/// The probes that show whether a style's access is in force: of the suite that `in_force.sentinels` names, else those of
/// the study that are tagged `sentinel`.
struct SentinelSelection {
    let path: String
    let suites: SuiteSelection

    /// Tagged probes that a check takes at most, where the study names no suite of its own for it.
    static let most = 12

    /// By style.
    /// - Throws: `InputError` where a check has nothing to send, or nothing to be held against.
    func read(_ study: Study) throws(InputError) -> [String: [Probe]] {
        var out: [String: [Probe]] = [:]
        for style in study.styles {
            guard let inForce = style.inForce, inForce.status != .off else { continue }
            guard study.compare.contains(where: { $0.a == style.id }) else {
                throw error(
                    style, "", found: "nothing to hold the style against: no comparison has it as 'a'",
                    accepted: "compare: [{a: \(style.id), b: the ordinary access}], or in_force: {status: off}")
            }
            out[style.id] = try sentinels(of: style, inForce, study)
        }
        return out
    }

    private func sentinels(of style: AccessStyle, _ inForce: InForce, _ study: Study) throws(InputError) -> [Probe] {
        var all: [Probe]
        if let name = inForce.sentinels {
            do throws(InputError) { all = try suites.suite(named: name).probes } catch {
                guard error.line == nil, error.place == nil else { throw error }
                throw self.error(
                    style, ".sentinels", found: "suite '\(name)': \(error.found)",
                    accepted: "a shipped suite by name, or a path such as ./sentinels.yaml")
            }
        } else {
            all = study.probes.filter(\.isSentinel)
        }
        all.removeAll { $0.role != .main || $0.expect != .answer }
        // A prompt that aims elsewhere is let through whether or not the promise holds.
        let off = Set(style.grant?.safeguardsOff ?? [])
        if !off.isEmpty { all.removeAll { $0.aimsAt.map { !off.contains($0) } ?? false } }
        guard !all.isEmpty else {
            let aimed = off.isEmpty ? "" : " that aims at \(off.sorted().joined(separator: " or "))"
            throw error(
                style, inForce.sentinels == nil ? "" : ".sentinels",
                found: "no benign main prompt\(aimed)"
                    + (inForce.sentinels == nil
                        ? " is tagged 'sentinel' in the suites of this study" : " is in that suite"),
                accepted: "prompts that the ordinary access blocks: tags: [sentinel] in a suite, or "
                    + "in_force: {sentinels: ./sentinels.yaml}")
        }
        guard inForce.sentinels == nil, all.count > Self.most else { return all }
        var random = SplitMix64(seed: study.seed)
        var ids = all.map(\.id).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        random.shuffle(&ids)
        // As many of each category as there are: a lapse of one is seen by its own sentinels alone.
        let aims = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0.aimsAt ?? "") })
        var turn: [String: Int] = [:]
        let ranked = ids.map { id -> (turn: Int, id: String) in
            turn[aims[id] ?? "", default: 0] += 1
            return (turn[aims[id] ?? ""] ?? 0, id)
        }
        let rounds = ranked.enumerated().sorted { ($0.element.turn, $0.offset) < ($1.element.turn, $1.offset) }
        let drawn = Set(rounds.prefix(Self.most).map(\.element.id))
        return all.filter { drawn.contains($0.id) }
    }

    private func error(_ style: AccessStyle, _ key: String, found: String, accepted: String) -> InputError {
        InputError(
            file: path, place: "style '\(style.id)', key 'in_force\(key)'", found: found, accepted: accepted)
    }
}
