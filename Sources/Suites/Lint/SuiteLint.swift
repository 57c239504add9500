import Trials

/// Finds what a reviewer would object to in suites that can be read.
///
/// Every rule is a heuristic that was tuned on texts of this kind; what it cannot see, a person must. The rules are
/// about the measurement: a duplicate counts one scenario twice, a leaking twin hides a contrast, a probe that names a
/// missing file measures `unable`.
package struct SuiteLint {
    let vocabulary: TriggerVocabulary
    /// Whether a reply passes a check: what judges real replies, handed in so that a check is held against the very
    /// code that will use it. nil: only the form of checks is looked at.
    let passes: ((Check, String) -> Bool)?
    /// What the suites of this repository are held to and a person's own need not be: warnings, or errors here.
    let house: LintFinding.Severity

    package init(
        vocabulary: TriggerVocabulary, house: Bool = false, passes: ((Check, String) -> Bool)? = nil
    ) {
        self.vocabulary = vocabulary
        self.house = house ? .error : .warning
        self.passes = passes
    }

    /// Bytes of text in one probe from which no rule reads it: none was made for texts of such a length, and each reads all of
    /// it again.
    static let longest = 1 << 20

    /// In the order of the suites and their probes; findings on a suite as a whole stand before those on its probes.
    package func findings(_ suites: [Suite]) -> [LintFinding] {
        let given = suites
        var suites = suites
        for index in suites.indices { suites[index].probes.removeAll { $0.textBytes > Self.longest } }
        let probes = suites.flatMap(\.probes)
        var all = given.flatMap(\.probes).filter { $0.textBytes > Self.longest }.map {
            LintFinding(
                $0, .length, .warning, "\($0.textBytes >> 20) MB of text, which no other rule has looked at",
                accepted: "1 MB, to be looked at")
        }
        all += fileFindings(suites) + balanceFindings(suites) + varietyFindings(suites)
        for probe in probes {
            all += probeFindings(probe)
            all += checkFindings(probe)
            all += controlFindings(probe)
            all += vocabularyFindings(probe)
            all += materialFindings(probe)
            all += triggerFindings(probe)
        }
        all += ladderFindings(probes)
        all += twinFindings(probes) + ablationFindings(probes) + duplicateFindings(probes) + seriesFindings(probes)
        return sorted(all, given)
    }

    private func sorted(_ findings: [LintFinding], _ suites: [Suite]) -> [LintFinding] {
        var places: [String: Int] = [:]
        for suite in suites {
            places[suite.name] = places.count
            for probe in suite.probes { places["\(suite.name)/\(probe.id)"] = places.count }
        }
        func place(_ finding: LintFinding) -> Int {
            places[finding.probe.map { "\(finding.suite)/\($0)" } ?? finding.suite] ?? -1
        }
        return findings.enumerated().sorted { (place($0.element), $0.offset) < (place($1.element), $1.offset) }
            .map(\.element)
    }
}

extension Probe {
    /// Bytes of all that it sends.
    fileprivate var textBytes: Int {
        turns.reduce(0) { $0 + $1.text.utf8.count } + context.reduce(0) { $0 + $1.text.utf8.count }
            + (system?.utf8.count ?? 0)
    }
}
