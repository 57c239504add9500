/// What a reviewer would object to in suites that can be read.
package enum SuiteLint {
    /// Word-3-gram Jaccard above which two probes of one field count as near-duplicates (statistics.md section 7).
    static let duplicateThreshold = 0.6
    /// A main probe's last turn with all that stands before it, in characters.
    static let shortestMain = 120

    package static func findings(_ suites: [Suite]) -> [String] {
        var out: [String] = []
        var seen: [String: String] = [:]
        for suite in suites {
            if suite.licence == nil { out.append("\(suite.name): no licence") }
            if suite.canary == nil {
                out.append("\(suite.name): no canary_guid, which lets training filters drop the file")
            }
            for probe in suite.probes {
                if let other = seen[probe.id] { out.append("\(suite.name)/\(probe.id): the id stands in \(other) too") }
                seen[probe.id] = suite.name
                out += findings(probe).map { "\(suite.name)/\(probe.id): \($0)" }
            }
        }
        let all = Dictionary(suites.flatMap(\.probes).map { ($0.id, $0) }) { first, _ in first }
        for probe in suites.flatMap(\.probes) {
            guard let name = probe.twin else { continue }
            guard let twin = all[name] else {
                out.append("\(probe.suite)/\(probe.id): the twin '\(name)' is in none of these suites")
                continue
            }
            if twin.role != .twin && twin.role != .neutral {
                out.append("\(probe.suite)/\(probe.id): '\(name)' has role \(twin.role.rawValue), not twin")
            }
            let ratio = Double(twin.sentLength) / Double(max(1, probe.sentLength))
            if ratio < 0.5 || ratio > 2 {
                out.append(
                    "\(probe.suite)/\(probe.id): its twin is \(Int(ratio * 100)) % as long; accepted: 50 to 200 %")
            }
        }
        return out + nearDuplicates(suites.flatMap(\.probes))
    }

    private static func findings(_ probe: Probe) -> [String] {
        var out: [String] = []
        if probe.expect == .answer, probe.whyBenign == nil, probe.role != .neutral { out.append("no why_benign") }
        if probe.expect == .answer, probe.source == nil, probe.role == .main { out.append("no source") }
        if probe.role == .main, probe.expect == .answer {
            if !probe.judgeable { out.append("neither needs nor check: undelivered work cannot be seen") }
            if probe.sentLength < shortestMain {
                out.append("only \(probe.sentLength) characters: no researcher's prompt")
            }
            if probe.aimsAt == nil { out.append("no aims_at") }
        }
        if probe.check != nil, !(probe.turns.last?.text.contains("ANSWER") ?? false) {
            out.append("has a check and does not ask for the line `ANSWER: x`")
        }
        return out
    }

    private static func nearDuplicates(_ probes: [Probe]) -> [String] {
        var out: [String] = []
        let groups = Dictionary(grouping: probes.filter { $0.role != .variant && $0.role != .twin }, by: \.field)
        for (_, group) in groups.sorted(by: { $0.key < $1.key }) {
            let grams = group.map { Self.grams($0.turns.last?.text ?? "") }
            for i in group.indices {
                for j in group.indices where j > i && group[i].cluster != group[j].cluster {
                    let shared = grams[i].intersection(grams[j]).count
                    let all = grams[i].count + grams[j].count - shared
                    guard all > 0, Double(shared) / Double(all) > duplicateThreshold else { continue }
                    out.append(
                        "\(group[i].suite)/\(group[i].id): nearly the same as \(group[j].id) "
                            + "(word-3-gram Jaccard \(Double(shared * 100 / all) / 100))")
                }
            }
        }
        return out
    }

    private static func grams(_ text: String) -> Set<Int> {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
        guard words.count > 2 else { return Set([words.hashValue]) }
        return Set((0..<words.count - 2).map { Array(words[$0..<$0 + 3]).hashValue })
    }
}

extension Probe {
    /// Characters of everything that is sent.
    fileprivate var sentLength: Int {
        turns.reduce(0) { $0 + $1.text.count } + context.reduce(0) { $0 + $1.text.count } + (system?.count ?? 0)
    }
}
