import Classifier
import Formats
import Testing
import Trials

/// Every transcript with a few bytes changed: whatever comes, it is read and judged, and the verdict says why.
@Suite struct MutationTests {
    @Test(arguments: Row.all) func changedBytesNeverTrap(_ row: Row) throws {
        var style = Transcript.style(row.dialect)
        if row.transcript.hasPrefix("cohere-") { style.profile = "cohere" }
        row.change(&style)
        let trial = Trial(style: style, probe: Probe(id: "p", turns: [Turn(.user, "Why does my loss rise?")]))
        let whole = try Transcript.exchange(row.dialect, row.transcript, style: style).raw
        guard !whole.body.isEmpty else { return }
        var random = SplitMix64(seed: 20_261_120)
        for _ in 0..<24 {
            var raw = whole
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let at = Int.random(in: raw.body.indices, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: raw.body[at] = UInt8.random(in: 0...255, using: &random)
                case 1: raw.body.insert(UInt8.random(in: 0...255, using: &random), at: at)
                case 2: raw.body.replaceSubrange(at..., with: raw.body[at...].dropFirst(3))
                default: raw.body.insert(contentsOf: raw.body[at...].prefix(40), at: at)
                }
                if raw.body.isEmpty { raw.body = [0] }
            }
            let verdict = Classifier().finding(of: try Transcript.exchange(raw, style: style), trial: trial).verdict
            #expect(!verdict.evidence.isEmpty)
            #expect((verdict.outcome == .blocked) == (verdict.stage != nil))
        }
    }
}
