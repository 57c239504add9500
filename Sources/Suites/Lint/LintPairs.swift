import Trials

/// Rules about two or more probes at once: duplicates, twins and ablations.
extension SuiteLint {
    /// Word-3-gram Jaccard above which two probes count as near-duplicates (statistics: such a set is one probe).
    static let duplicateThreshold = 0.6
    /// Below that, and so alike that a person should look: about one word in six is another.
    static let alikeThreshold = 0.35
    /// A twin above it kept most of what its original says, the trigger words very likely among them.
    static let twinTooAlike = 0.75
    /// Length of a twin's last turn in parts of its original's.
    static let twinLength = 0.67...1.5

    // MARK: Duplicates

    func duplicateFindings(_ probes: [Probe]) -> [LintFinding] {
        var out: [LintFinding] = []
        let kept = probes.filter { $0.role != .variant }
        let twins = Dictionary(kept.compactMap { probe in probe.twin.map { (probe.id, $0) } }) { first, _ in first }
        // Texts of a few words share their grams by chance; controls are such texts.
        let grams = kept.map { LintText.grams(LintText.words($0.lastText), 3) }
        for (i, j, value) in LintText.pairs(grams, above: Self.alikeThreshold) {
            let (one, other) = (kept[i], kept[j])
            // Turns as short as "please go on" say nothing about the probe; the history does.
            if one.turns.count > 1 || other.turns.count > 1, one.turns != other.turns,
                min(grams[i].count, grams[j].count) < 8
            {
                continue
            }
            let same = one.contentHash == other.contentHash && !one.contentHash.isEmpty
            guard twins[one.id] != other.id, twins[other.id] != one.id else { continue }
            guard same || one.cluster != other.cluster else { continue }
            out.append(
                LintFinding(
                    other, .duplicate, same || value > Self.duplicateThreshold ? .error : .warning,
                    same
                        ? "the same text as \(one.id)"
                        : "\(value > Self.duplicateThreshold ? "nearly the same as" : "much like") \(one.id) (word-3-gram Jaccard \(LintText.percent(value)))",
                    accepted: "one of the two, a common cluster, or another text"))
        }
        return out
    }

    // MARK: Twins

    func twinFindings(_ probes: [Probe]) -> [LintFinding] {
        var out: [LintFinding] = []
        let all = Dictionary(probes.map { ($0.id, $0) }) { first, _ in first }
        var named: Set<String> = []
        for probe in probes {
            guard let name = probe.twin else { continue }
            named.insert(name)
            guard let twin = all[name] else {
                out.append(LintFinding(probe, .twin, .error, "the twin '\(name)' is in none of these suites"))
                continue
            }
            guard twin.role == .twin || twin.role == .neutral else {
                out.append(
                    LintFinding(
                        probe, .twin, .error, "'\(name)' has role \(twin.role.rawValue)", accepted: "role twin"))
                continue
            }
            out += pairFindings(probe, twin)
        }
        // A suite on its own may leave the original to another one; the whole set may not.
        for probe in probes where probe.role == .twin && !named.contains(probe.id) {
            out.append(
                LintFinding(
                    probe, .twin, .error, "no probe of these suites names this twin", accepted: "twin: \(probe.id)"))
        }
        return out
    }

    private func pairFindings(_ probe: Probe, _ twin: Probe) -> [LintFinding] {
        var out: [LintFinding] = []
        let ratio = Double(twin.lastText.count) / Double(max(1, probe.lastText.count))
        if !Self.twinLength.contains(ratio) {
            out.append(
                LintFinding(
                    twin, .twin, .warning, "its task is \(LintText.percent(ratio)) as long as that of \(probe.id)",
                    accepted: "67 to 150 %"))
        }
        let likeness = LintText.jaccard(
            LintText.grams(LintText.words(probe.lastText), 3), LintText.grams(LintText.words(twin.lastText), 3))
        if likeness > Self.twinTooAlike {
            out.append(
                LintFinding(
                    twin, .twin, .warning,
                    "too like \(probe.id) (word-3-gram Jaccard \(LintText.percent(likeness))): what is the contrast?",
                    accepted: "the same task with other words"))
        }
        func differ(_ what: String) {
            out.append(
                LintFinding(twin, .twin, .warning, "\(what) as \(probe.id) has", accepted: "the same task and shape"))
        }
        if probe.language != twin.language { differ("not the language") }
        if (probe.check == nil) != (twin.check == nil) {
            differ("a check on one side only: not judged in the same way")
        } else if let mine = twin.check, let its = probe.check, mine.kindName != its.kindName {
            differ("not the kind of check")
        }
        if (probe.turns.count > 1) != (twin.turns.count > 1) { differ("not the history") }
        if probe.tools.isEmpty != twin.tools.isEmpty { differ("not the tools") }
        if probe.context.isEmpty != twin.context.isEmpty { differ("not the context") }
        return out
    }

    // MARK: Ablations

    func ablationFindings(_ probes: [Probe]) -> [LintFinding] {
        let all = Dictionary(probes.map { ($0.id, $0) }) { first, _ in first }
        return probes.flatMap { probe -> [LintFinding] in
            guard let parent = probe.variantOf.flatMap({ all[$0] }) else { return [] }
            if !probe.contentHash.isEmpty, probe.contentHash == parent.contentHash {
                return [
                    LintFinding(
                        probe, .ablation, .error, "sends the very text of \(parent.id): nothing was changed",
                        accepted: "a variant that differs in \(probe.changes.map(\.rawValue).joined(separator: ", "))")
                ]
            }
            return probe.changes.filter { unchanged($0, probe, parent) }.map {
                LintFinding(probe, .ablation, .error, "says it changes \($0.rawValue), which is as in \(parent.id)")
            } + unnamedChanges(probe, parent)
        }
    }

    private func unchanged(_ change: Change, _ probe: Probe, _ parent: Probe) -> Bool {
        switch change {
        case .history: probe.turns.dropLast() == parent.turns.dropLast()
        case .context: probe.context == parent.context
        case .system: probe.system == parent.system
        case .preamble: probe.system == parent.system && probe.tools == parent.tools
        case .cut, .padding: probe.turns == parent.turns
        case .wording: probe.turns.last == parent.turns.last
        // An affiliation may be stated anywhere.
        case .affiliation: false
        }
    }

    /// How far the two system prompts of an affiliation contrast may differ in length.
    static let affiliationLength = 0.67...1.5

    /// All that is sent, part by part: an ablation that changes two things shows neither.
    private func unnamedChanges(_ probe: Probe, _ parent: Probe) -> [LintFinding] {
        var out: [LintFinding] = []
        func fault(_ found: String, _ accepted: String) {
            out.append(LintFinding(probe, .ablation, .error, found, accepted: accepted))
        }
        if !probe.changes.contains(.cut), !probe.changes.contains(.wording), probe.turns.last != parent.turns.last {
            fault(
                "rewrites the last turn of \(parent.id)",
                "the very words of the original, or changes: [wording]: one thing at a time")
        }
        if !probe.changes.contains(.preamble), probe.tools != parent.tools {
            fault("declares other tools than \(parent.id)", "changes: [preamble]")
        }
        if probe.prefill != parent.prefill { fault("another prefill than \(parent.id)", "the same prefill") }
        if probe.changes.contains(.affiliation) {
            switch (parent.system, probe.system) {
            case (nil, .some), (.some, nil), (nil, nil):
                fault(
                    "a system prompt on one side only, so that affiliation and system prompt are one",
                    "a neutral system prompt of equal length in the original")
            case (let one?, let other?):
                let ratio = Double(other.count) / Double(max(1, one.count))
                if !Self.affiliationLength.contains(ratio) {
                    fault(
                        "its system prompt is \(LintText.percent(ratio)) as long as that of \(parent.id)",
                        "67 to 150 %")
                }
            }
        }
        var changed: [Change] = []
        let shorter = probe.changes.contains(.cut) || probe.changes.contains(.padding)
        if !shorter, !unchanged(.history, probe, parent) { changed.append(.history) }
        if !unchanged(.context, probe, parent) { changed.append(.context) }
        let speaks = probe.changes.contains(.preamble) || probe.changes.contains(.affiliation)
        if !speaks, !unchanged(.system, probe, parent) { changed.append(.system) }
        return out
            + changed.filter { !probe.changes.contains($0) }.map {
                LintFinding(
                    probe, .ablation, .error, "changes \($0.rawValue) too, which it does not say",
                    accepted: "one thing at a time, or all of them under 'changes'")
            }
    }
}

extension Check {
    var kindName: String {
        switch kind {
        case .number: "number"
        case .exact: "exact"
        case .choice: "choice"
        case .regex: "regex"
        }
    }
}
