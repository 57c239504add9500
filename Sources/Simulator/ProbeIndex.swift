import Formats
import Trials

/// Finds the probe that a request asks, by SHA-256 over its conversation.
struct ProbeIndex: Sendable {
    private var byTurns: [String: [Probe]] = [:]
    private var byID: [String: Probe] = [:]

    init(_ probes: [Probe]) {
        let keep = AccessStyle(id: "", baseURL: "", model: "")
        var drop = keep
        drop.history = .drop
        for probe in probes {
            byID[probe.id] = probe
            let whole = Self.digest(Trial(style: keep, probe: probe).conversation.turns)
            byTurns[whole, default: []].append(probe)
            let last = Self.digest(Trial(style: drop, probe: probe).conversation.turns)
            if last != whole { byTurns[last, default: []].append(probe) }
        }
    }

    /// - Parameter named: the header `x-railgauge-probe`, which wins.
    func find(_ request: ModelRequest, named: String?) -> Probe? {
        if let named { return byID[Probe.suiteID(named)] }
        let candidates = byTurns[Self.digest(request.turns)] ?? byTurns[Self.digest(request.turns.suffix(1))] ?? []
        guard candidates.count > 1 else { return candidates.first }
        // Probes with the same turns differ in their system prompt, which stands after the style's own.
        let system = request.system ?? ""
        let matching = candidates.filter {
            $0.system.map { !$0.isEmpty && system.hasSuffix(Self.trimmed($0)) } ?? false
        }
        return matching.max { ($0.system?.count ?? 0) < ($1.system?.count ?? 0) }
            ?? candidates.first { $0.system == nil } ?? candidates.first
    }

    /// How a truth names a probe that the server was not told of.
    static func unknownID(_ request: ModelRequest) -> String { "unknown-\(digest(request.turns).prefix(12))" }

    private static func digest(_ turns: some Collection<Turn>) -> String {
        var bytes: [UInt8] = []
        for turn in turns {
            switch turn.speaker {
            case .user: bytes.append(0x75)
            case .assistant: bytes.append(0x61)
            case .tool: bytes.append(0x74)
            }
            bytes.append(contentsOf: trimmed(turn.wholeText).utf8)
            bytes.append(0)
        }
        return SHA256.hex(bytes)
    }

    /// Without white space at the ends, which dialects may strip.
    private static func trimmed(_ text: String) -> String {
        var view = text[...]
        while view.last?.isWhitespace ?? false { view.removeLast() }
        while view.first?.isWhitespace ?? false { view.removeFirst() }
        return String(view)
    }
}
