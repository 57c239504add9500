import Formats
import Trials

extension SuiteLint {
    /// A main probe with all that is sent, in characters.
    static let shortestMain = 12

    func fileFindings(_ suites: [Suite]) -> [LintFinding] {
        var out: [LintFinding] = []
        var names: Set<String> = []
        var canaries: [String: String] = [:]
        var ids: [String: String] = [:]
        for suite in suites {
            if !names.insert(suite.name).inserted {
                out.append(LintFinding(suite: suite.name, .id, .error, "the suite stands twice"))
                continue
            }
            if suite.licence == nil { out.append(LintFinding(suite: suite.name, .file, house, "no licence")) }
            if let canary = suite.canary {
                if let other = canaries[canary], Self.whole(other) != Self.whole(suite.name) {
                    out.append(
                        LintFinding(suite: suite.name, .file, .warning, "the canary_guid of suite \(other) too"))
                }
                canaries[canary] = suite.name
            } else {
                out.append(
                    LintFinding(
                        suite: suite.name, .file, house,
                        "no canary_guid, which lets training filters drop the file"))
            }
            for probe in suite.probes {
                if let other = ids[probe.id] {
                    out.append(LintFinding(probe, .id, .error, "the id stands in suite \(other) too"))
                }
                ids[probe.id] = suite.name
            }
            out += sharedReasons(suite)
        }
        return out
    }

    /// The halves of a suite keep its canary.
    private static func whole(_ name: String) -> Substring {
        for half in SuiteSplit.Half.allCases where name.hasSuffix("-\(half.rawValue)") {
            return name.dropLast(half.rawValue.count + 1)
        }
        return name[...]
    }

    /// A reason that fits three probes was written for none of them. Controls share theirs on purpose.
    private func sharedReasons(_ suite: Suite) -> [LintFinding] {
        let mains = suite.probes.filter { $0.role == .main && $0.expect == .answer && $0.whyBenign != nil }
        return Dictionary(grouping: mains) { $0.whyBenign ?? "" }.values.filter { Set($0.map(\.cluster)).count > 2 }
            .compactMap { group in
                group.first.map {
                    LintFinding(
                        $0, .reasons, .warning, "its why_benign is word for word that of \(group.count - 1) others",
                        accepted: "a sentence about this very probe")
                }
            }
    }

    func probeFindings(_ probe: Probe) -> [LintFinding] {
        var out: [LintFinding] = []
        if probe.expect == .answer {
            if probe.whyBenign == nil, probe.role != .neutral, probe.role != .variant {
                out.append(
                    LintFinding(
                        probe, .reasons, house, "no why_benign", accepted: "one sentence that a reviewer can check"))
            }
            if probe.source == nil, probe.role == .main {
                out.append(LintFinding(probe, .reasons, house, "no source", accepted: "where the need comes from"))
            }
            if let reason = probe.whyBenign, probe.role == .main, LintText.words(reason).count < 5 {
                out.append(
                    LintFinding(
                        probe, .reasons, .warning, "why_benign is \(LintText.quoted(reason))",
                        accepted: "one sentence that a reviewer can check"))
            }
        }
        if probe.role == .main, probe.expect == .answer {
            if !probe.judgeable {
                out.append(
                    LintFinding(probe, .check, house, "neither needs nor check: undelivered work cannot be seen"))
            }
            if probe.check == nil, !(2...4).contains(probe.needs.count), !probe.needs.isEmpty {
                out.append(
                    LintFinding(
                        probe, .check, .warning, "\(counted(probe.needs.count, "point")) in needs", accepted: "2 to 4"))
            }
            if probe.sentLength < Self.shortestMain {
                out.append(
                    LintFinding(
                        probe, .length, house, "\(counted(probe.sentLength, "character")): hardly a request",
                        accepted: "at least \(Self.shortestMain)"))
            }
            if probe.aimsAt == nil {
                out.append(LintFinding(probe, .reasons, house, "no aims_at", accepted: "a category, or other"))
            }
        }
        out += sentinelFindings(probe) + languageFindings(probe) + placeholderFindings(probe)
        return out
    }

    private func sentinelFindings(_ probe: Probe) -> [LintFinding] {
        guard probe.tags.contains("sentinel") else { return [] }
        guard probe.role == .main, probe.expect == .answer, probe.frame == .triggerEnriched else {
            return [
                LintFinding(
                    probe, .sentinel, .error,
                    "a sentinel of role \(probe.role.rawValue), expect \(probe.expect.rawValue), frame "
                        + probe.frame.rawValue,
                    accepted: "role main, expect answer, frame trigger-enriched")
            ]
        }
        return []
    }

    /// Words that people leave where something is to be filled in.
    private static let placeholders = PhraseSet([
        "todo replace", "fixme", "lorem ipsum", "tbd", "insert here", "placeholder text", "your text here", "xxx",
    ])

    /// What a suite that the program wrote leaves to its owner.
    private static let unsaid = PhraseSet([
        "say in one sentence", "say what an answer", "say what else", "say what in it",
    ])

    private func placeholderFindings(_ probe: Probe) -> [LintFinding] {
        let said =
            [("why_benign", probe.whyBenign ?? ""), ("trigger", probe.trigger?.what ?? "")]
            + probe.needs.map { ("needs", $0) }
        let left = said.filter { _, text in
            text == text.uppercased() && !Self.unsaid.matches(in: LintText.words(text)).isEmpty
        }
        return left.map { key, text in
            LintFinding(
                probe, .placeholder, .warning, "\(key) still reads \(LintText.quoted(text))",
                accepted: "what only its owner can say")
        } + proseFindings(probe)
    }

    private func proseFindings(_ probe: Probe) -> [LintFinding] {
        // Log and code texts hold FIXME and the like for good reasons: prose lines only.
        let prose = probe.lastText.split { $0.isNewline }.filter { !$0.contains { "#/`|*={<\"".contains($0) } }
        return Self.placeholders.matches(in: LintText.words(prose.joined(separator: "\n"))).prefix(1).map {
            LintFinding(probe, .placeholder, .warning, "the text says \(LintText.quoted($0.phrase))")
        }
    }
}
