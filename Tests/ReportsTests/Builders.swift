import Foundation
import Reports
import Trials

extension Verdict {
    static let answered = Verdict(outcome: .answered, served: .requested, decidedBy: .text, version: "rules-1")
    static let blocked = Verdict.blocked([.cyber])
    static let refused = Verdict(
        outcome: .refused, layer: .modelText, served: .requested, decidedBy: .text, confidence: 0.98,
        evidence: [Evidence(rule: "text.refused", field: "text", quote: "I can't help with that.")], version: "rules-1")
    static let lost = Verdict(outcome: .error, errorKind: .overloaded, version: "rules-1")

    static func blocked(_ categories: [Category], _ stage: Stage? = .midstream) -> Verdict {
        Verdict(
            outcome: .blocked, stage: stage, layer: .apiSignal, categories: categories,
            categoryRaw: categories.first?.rawValue, served: .requested,
            evidence: [Evidence(rule: "wire.refusal", field: "stop_reason", quote: "refusal")], version: "rules-1")
    }

    func unsure() -> Verdict {
        var copy = self
        copy.decidedBy = .text
        copy.sure = false
        return copy
    }
}

extension TrialRecord {
    static func make(
        _ style: String = "a", _ probe: String, repetition: Int = 1, field: String = "f", frame: Frame = .typical,
        role: Role = .main, expect: Expectation = .answer, cluster: String? = nil, twin: String? = nil,
        variantOf: String? = nil, changes: [Change] = [], rung: Rung? = nil, cut: Int? = nil, judgeable: Bool = false,
        released: Bool = false,
        position: Int = 0, requestID: String? = nil, cost: Double? = nil, seconds: Double? = nil,
        _ verdict: Verdict?
    ) -> TrialRecord {
        TrialRecord(
            key: TrialKey(style: style, probe: probe, repetition: repetition), field: field, frame: frame, role: role,
            expect: expect, cluster: cluster, twin: twin, variantOf: variantOf, changes: changes, rung: rung, cut: cut,
            judgeable: judgeable,
            verdict: verdict, released: released, position: position, requestID: requestID, costUSD: cost,
            endSeconds: seconds)
    }

    /// Probe i (named `p00`, `p01`, …) is hit in the first `hits[i]` of its `measured[i]` repeats; the rest of the
    /// `planned` is lost.
    static func counts(
        _ style: String = "a", hits: [Int], measured: [Int], planned: Int, field: String = "f"
    ) -> [TrialRecord] {
        hits.indices.flatMap { index in
            (1...planned).map { repetition in
                let verdict: Verdict =
                    repetition <= hits[index] ? .blocked : repetition <= measured[index] ? .answered : .lost
                return make(
                    style, name(index), repetition: repetition, field: field, position: index * planned + repetition,
                    verdict)
            }
        }
    }

    /// One row a probe; `1` is a block, `r` a refusal, `0` an answer, `-` a trial that was lost.
    static func word(
        _ style: String, _ word: String, field: String = "f", prefix: String = "p", frame: Frame = .typical
    ) -> [TrialRecord] {
        word.enumerated().map { index, letter in
            let verdict: Verdict? =
                switch letter {
                case "1": .blocked
                case "r": .refused
                case "0": .answered
                case "-": .lost
                default: nil
                }
            return make(style, name(index, prefix), field: field, frame: frame, position: index, verdict)
        }
    }

    static func name(_ index: Int, _ prefix: String = "p") -> String { prefix + (index < 10 ? "0" : "") + "\(index)" }
}

extension AccessStyle {
    static func make(_ id: String, tier: Tier = .public, grant: Grant? = nil, stream: Bool = true) -> AccessStyle {
        AccessStyle(
            id: id, grantedTo: [id == "a" ? "auditors" : "everybody"], tier: tier, dialect: .anthropic,
            baseURL: "http://127.0.0.1:9", model: "model-1", stream: stream, grant: grant)
    }
}

extension RunFacts {
    /// The styles of the rows in order of first appearance; `a` is compared with each of the others.
    static func make(
        _ records: [TrialRecord], styles: [AccessStyle]? = nil, compare: [Comparison]? = nil,
        thresholds: Thresholds = Thresholds(), family: [String] = ["comparison", "field"], repeats: Int = 1,
        registration: Registration = .notRegistered, simulated: Bool = false, imported: Bool = false,
        servedModels: [String: [String]] = [:], endedEarly: String? = nil
    ) -> RunFacts {
        var ids: [String] = []
        for record in records where !ids.contains(record.key.style) { ids.append(record.key.style) }
        let styles = styles ?? ids.map { .make($0) }
        let study = Study(
            name: "study",
            suites: [SuiteReference(name: "suite", version: 1, hash: String(repeating: "ab", count: 32))],
            probes: [], repeats: repeats, compare: compare ?? ids.dropFirst().map { Comparison(a: ids[0], b: $0) },
            family: family, thresholds: thresholds, styles: styles)
        return RunFacts(
            study: study, lockHash: String(repeating: "cd", count: 32), registration: registration,
            simulated: simulated,
            imported: imported, records: records,
            accounts: Dictionary(uniqueKeysWithValues: styles.map { ($0.id, "${KEY}") }),
            startedAt: imported ? nil : "2026-11-20T20:00:00Z", endedAt: imported ? nil : "2026-11-20T22:00:00Z",
            servedModels: servedModels, endedEarly: endedEarly, classifierVersions: ["rules-1"])
    }
}

/// |value - expected| <= 1e-8 (1 + |expected|): the worked values are printed with nine digits.
func isClose(_ value: Double?, _ expected: Double, _ tolerance: Double = 1e-8) -> Bool {
    guard let value else { return false }
    return abs(value - expected) <= tolerance * (1 + abs(expected))
}

extension TrialTable {
    /// trials.csv, whole.
    static func csv(_ facts: RunFacts) -> String { whole { writeCSV(facts, $0) } }
    /// trials.jsonl, whole.
    static func jsonLines(_ facts: RunFacts) -> String { whole { writeJSONLines(facts, $0) } }

    private static func whole(_ pieces: (([UInt8]) -> Void) -> Void) -> String {
        var bytes: [UInt8] = []
        pieces { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }
}
