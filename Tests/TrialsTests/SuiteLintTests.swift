import Testing
import Trials

@Suite struct SuiteLintTests {
    private let long = (0..<40).map { "word\($0)" }.joined(separator: " ")

    private func main(_ id: String, _ text: String, cluster: String? = nil) -> Probe {
        Probe(
            id: id, suite: "s", field: "f", cluster: cluster, aimsAt: "cyber", source: "a lab", whyBenign: "w",
            turns: [Turn(.user, text)], needs: ["n"])
    }

    private func findings(_ probes: [Probe], licence: String? = "CC-BY-4.0", canary: String? = "g") -> [String] {
        SuiteLint.findings([
            Suite(name: "s", title: "S", version: 1, licence: licence, canary: canary, probes: probes, hash: "h")
        ])
    }

    @Test func aGoodProbeHasNoFinding() { #expect(findings([main("a", long)]).isEmpty) }

    @Test func aSuiteNeedsALicenceAndACanary() {
        #expect(
            findings([], licence: nil, canary: nil) == [
                "s: no licence", "s: no canary_guid, which lets training filters drop the file",
            ])
    }

    @Test func aMainProbeNeedsSourceAimNeedsAndLength() {
        let probe = Probe(id: "a", suite: "s", field: "f", turns: [Turn(.user, "short")])
        #expect(
            findings([probe]) == [
                "s/a: no why_benign", "s/a: no source", "s/a: neither needs nor check: undelivered work cannot be seen",
                "s/a: only 5 characters: no researcher's prompt", "s/a: no aims_at",
            ])
    }

    @Test func aCheckIsAskedFor() {
        var probe = main("a", long)
        probe.check = Check(.exact("7"))
        #expect(findings([probe]) == ["s/a: has a check and does not ask for the line `ANSWER: x`"])
        probe.turns = [Turn(.user, long + " End with `ANSWER: x`.")]
        #expect(findings([probe]).isEmpty)
    }

    @Test func aTwinIsThereAndOfItsKindAndLength() {
        var probe = main("a", long)
        probe.twin = "b"
        #expect(findings([probe]) == ["s/a: the twin 'b' is in none of these suites"])
        var twin = main("b", (0..<200).map { "other\($0)" }.joined(separator: " "))
        #expect(findings([probe, twin]).contains("s/a: 'b' has role main, not twin"))
        twin.role = .twin
        #expect(findings([probe, twin]).count == 1)
        #expect(findings([probe, twin])[0].hasSuffix("% as long; accepted: 50 to 200 %"))
    }

    @Test func nearDuplicatesAreNamedUnlessTheyShareACluster() {
        let close = main("b", long + " more")
        #expect(
            findings([main("a", long), close]) == ["s/a: nearly the same as b (word-3-gram Jaccard 0.97)"])
        #expect(findings([main("a", long, cluster: "c"), main("b", long + " more", cluster: "c")]).isEmpty)
        #expect(findings([main("a", long), main("b", String(long.reversed()))]).isEmpty)
    }

    @Test func anIdOfTwoSuitesIsNamed() {
        let one = Suite(
            name: "one", title: "", version: 1, licence: "x", canary: "g", probes: [main("a", long)], hash: "")
        let two = Suite(
            name: "two", title: "", version: 1, licence: "x", canary: "g", probes: [main("a", long)], hash: "")
        #expect(SuiteLint.findings([one, two]).contains("two/a: the id stands in one too"))
    }
}
