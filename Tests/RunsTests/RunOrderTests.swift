import Runs
import TestSupport
import Testing
import Trials

@Suite struct RunOrderTests {
    private func styles(_ ids: String...) -> [AccessStyle] { ids.map { .make(id: $0) } }

    @Test func everyProbeMeetsEveryStyleOncePerRepeat() {
        let study = Study.make(probes: Study.probes(20), repeats: 3, styles: styles("a", "b"))
        let order = RunOrder(study)
        let keys = order.trials.map(order.key)
        #expect(keys.count == 120)
        #expect(Set(keys).count == 120)
        #expect(order.trials.map(\.position) == Array(0..<120))
    }

    @Test func stylesOfAProbeStandSideBySideAndInBothOrders() {
        let study = Study.make(probes: Study.probes(40), styles: styles("a", "b"))
        let order = RunOrder(study)
        var first: Set<String> = []
        for pair in stride(from: 0, to: 80, by: 2) {
            #expect(order.trials[pair].probe == order.trials[pair + 1].probe)
            first.insert(order.styles[order.trials[pair].style].id)
        }
        #expect(first == ["a", "b"])
    }

    @Test func anotherRepeatIsAnotherOrder() {
        let order = RunOrder(.make(probes: Study.probes(30), repeats: 2))
        #expect(order.trials[..<30].map(\.probe) != order.trials[30...].map(\.probe))
    }

    @Test func theSameLockGivesTheSameOrderWhateverTheOrderOfTheSuites() {
        let probes = Study.probes(30)
        let one = Study.make(probes: probes, lockHash: "abc")
        let other = Study.make(probes: probes.reversed(), lockHash: "abc")
        let third = Study.make(probes: probes, lockHash: "abd")
        let keys = { (study: Study) in RunOrder(study).trials.map(RunOrder(study).key) }
        #expect(keys(one) == keys(other))
        #expect(keys(one) != keys(third))
    }

    @Test func controlsGoOnlyWhereTheStudyNamesThem() {
        let probes = [Probe.make(id: "benign"), .make(id: "control", expect: .refuse, role: .control)]
        let order = RunOrder(.make(probes: probes, controls: ["b"], styles: styles("a", "b")))
        let sent = order.trials.map(order.key).filter { $0.probe == "control" }
        #expect(sent.map(\.style) == ["b"])
    }

    @Test func repliesToControlsAreCapped() throws {
        let probes = [Probe.make(id: "control", expect: .refuse, role: .control)]
        let order = RunOrder(.make(probes: probes, controls: ["public"]))
        let trial = order.trial(try #require(order.trials.first))
        #expect(trial.style.sampling.maxOutputTokens == 64)
        let short = AccessStyle.make(sampling: Sampling(maxOutputTokens: 16))
        let other = RunOrder(.make(probes: probes, controls: ["public"], styles: [short]))
        #expect(other.trial(try #require(other.trials.first)).style.sampling.maxOutputTokens == 16)
    }

    @Test func withoutHistoryOnlyWhatStandsAloneIsSent() {
        let turns = [Turn(.user, "a"), Turn(.assistant, "b"), Turn(.user, "c")]
        let probes = [
            Probe.make(id: "alone", standalone: true, turns: turns),
            .make(id: "needs", standalone: false, turns: turns),
            .make(id: "single", standalone: false),
        ]
        let order = RunOrder(
            .make(probes: probes, styles: [.make(id: "keep"), .make(id: "drop", history: .drop)]))
        let sent = Set(order.trials.map { order.key($0).description })
        #expect(sent == ["keep/alone/1", "keep/needs/1", "keep/single/1", "drop/alone/1", "drop/single/1"])
    }

    @Test(arguments: [
        ("https://api.example.org/v1", true), ("http://127.0.0.1:8080", false), ("http://localhost/v1", false),
        ("http://[::1]:80/v1", false), ("sim:calm", false),
        // A name that merely begins with 127. is somebody's host.
        ("http://127.example.org", true),
    ])
    func liveIsWhatLeavesThisMachine(url: String, live: Bool) {
        #expect(AccessStyle.make(baseURL: url).loopback == !live)
    }
}
