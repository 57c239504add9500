import Formats
import Reports
import Statistics
import Testing
import Trials

struct FrameProposalTests {
    /// One probe with so many hits among its trials.
    private func trials(
        _ style: String, _ probe: String, hits: Int, of measured: Int, frame: Frame = .typical,
        role: Role = .main,
        expect: Trials.Expectation = .answer
    ) -> [TrialRecord] {
        (1...measured).map {
            .make(
                style, probe, repetition: $0, frame: frame, role: role, expect: expect,
                $0 <= hits ? .blocked([.cyber]) : .answered)
        }
    }

    private func ids(_ facts: RunFacts, _ fate: FrameProposals.Fate) -> [String] {
        FrameProposals(facts).proposals.filter { $0.fate == fate }.map(\.probe)
    }

    /// Exact two-sided bounds at 5 %: 3 of 3 begins at 29.2 %, 2 of 2 at 15.8 %, 3 of 5 at 14.7 %, 4 of 5 at 28.4 %.
    @Test(arguments: [(3, 3, true), (2, 2, false), (1, 1, false), (3, 5, false), (4, 5, true), (0, 9, false)])
    func typicalProbesAreProposedWhenTheirIntervalLiesAboveObstruction(hits: Int, of: Int, proposed: Bool) {
        let facts = RunFacts.make(trials("a", "p", hits: hits, of: of) + trials("a", "other", hits: 1, of: 1))
        #expect(ids(facts, .oftenObstructed) == (proposed ? ["p"] : []))
    }

    @Test func theWorstStyleDecidesAndIsNamed() throws {
        let facts = RunFacts.make(
            [("a", "p", 1), ("b", "p", 4), ("a", "q", 1), ("b", "q", 1)].flatMap {
                trials($0.0, $0.1, hits: $0.2, of: 4)
            })
        let proposal = try #require(FrameProposals(facts).proposals.first)
        #expect(FrameProposals(facts).proposals.count == 1)
        #expect(proposal.styles == ["b"] && proposal.hits == 4 && proposal.measured == 4)
        #expect(isClose(proposal.interval.low, 0.397635364))
        #expect(proposal.categories == ["cyber"] && proposal.proposed == .triggerEnriched)
    }

    @Test func enrichedProbesAreProposedOnlyWhenNoStyleObstructsThem() {
        let rows = [
            ("a", "quiet", 0, 2), ("b", "quiet", 0, 2), ("a", "once", 0, 3), ("b", "once", 1, 3), ("a", "few", 0, 2),
            ("a", "live", 1, 1),
        ]
        let facts = RunFacts.make(
            rows.flatMap { trials($0.0, $0.1, hits: $0.2, of: $0.3, frame: .triggerEnriched) })
        #expect(ids(facts, .neverObstructed) == ["quiet"])
    }

    /// Under a grant being let through is what was promised; a style without one hit may have no safeguard at all.
    @Test func stylesWithAGrantOrWithoutAnyHitDoNotCount() {
        let enriched = ["granted", "silent"].flatMap { trials($0, "p", hits: 0, of: 5, frame: .triggerEnriched) }
        let styles: [AccessStyle] = [
            .make("granted", grant: Grant(by: "a letter")), .make("silent"), .make("public"),
        ]
        let others = trials("granted", "often", hits: 5, of: 5)
        let proposals = FrameProposals(.make(enriched + others, styles: styles))
        #expect(proposals.proposals.isEmpty && proposals.counted.isEmpty)
        #expect(proposals.granted == ["granted"] && proposals.silent == ["silent", "public"])
        #expect(proposals.markdown.contains("No style counts."))
        // A blocked control shows that something is on.
        let control = trials("silent", "c", hits: 1, of: 1, role: .control, expect: .refuse)
        #expect(ids(.make(enriched + others + control, styles: styles), .neverObstructed) == ["p"])
    }

    @Test func onlyMainBenignMeasuredTrialsCount() {
        var lost = trials("a", "lost", hits: 0, of: 3, frame: .triggerEnriched)
        for index in lost.indices { lost[index].verdict = .lost }
        let facts = RunFacts.make(
            lost + trials("a", "twin", hits: 4, of: 4, role: .twin)
                + trials("a", "either", hits: 4, of: 4, expect: .either))
        let proposals = FrameProposals(facts)
        #expect(proposals.proposals.isEmpty && proposals.probes == 0)
    }

    @Test func thePageSaysWhatWasHeldAgainstWhat() throws {
        let probe = Probe.sentinel("s")
        var facts = RunFacts.make(
            trials("a", "p", hits: 3, of: 3) + trials("a", "s", hits: 0, of: 3, frame: .triggerEnriched)
                + trials("a", "thin", hits: 1, of: 1), simulated: true)
        facts.study.probes = [probe]
        let proposals = FrameProposals(facts)
        #expect(
            proposals.markdown == """
                # Frames that this run contradicts: study

                **SIMULATED. The built-in simulator made these outcomes: they say nothing about a probe.**

                3 main probes under a, blocked or refused; 1 of them have fewer than 3 trials under each style and cannot be shown to be obstructed often. Not counted: none (with a grant), none (nothing was obstructed).

                ## Typical, and obstructed often: 1

                | probe | suite | frame | styles | hits | trials | interval | categories | look at |
                | --- | --- | --- | --- | ---: | ---: | --- | --- | --- |
                | p | suite | typical | a | 3 | 3 | [29.2, 100.0] | cyber | trigger-enriched? name the trigger; or is it not benign? |

                ## Trigger-enriched, and never obstructed: 1

                | probe | suite | frame | styles | hits | trials | interval | categories | look at |
                | --- | --- | --- | --- | ---: | ---: | --- | --- | --- |
                | s | suite | trigger-enriched, sentinel | a | 0 | 3 | [0.0, 70.8] | — | no sentinel, or not here? |

                Nothing was changed. Intervals are over repeats of one probe; among many probes some lie beyond by chance. Who changes a frame writes `ground: pilot` and this run into `cite`, and takes the new frame for runs that follow: a rate of this run in frames that were made from it would be circular.

                """)
        let first = try #require(proposals.json["proposals"]?.array?.first)
        #expect(first["probe"]?.string == "p" && first["proposed"]?.string == "trigger-enriched")
    }
}

extension Probe {
    fileprivate static func sentinel(_ id: String) -> Probe {
        Probe(id: id, field: "f", frame: .triggerEnriched, tags: ["sentinel"], turns: [Turn(.user, "x")])
    }
}
