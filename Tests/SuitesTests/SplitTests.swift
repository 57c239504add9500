import Formats
import Suites
import TestInputs
import Testing
import Trials

@testable import Suites

/// Halves that are alike, hang together, and can be held against what was published.
@Suite struct SplitTests {
    private func probe(
        _ id: String, field: String = "f", cluster: String? = nil, change: (inout Probe) -> Void = { _ in }
    ) -> Probe {
        var probe = Probe(
            id: id, suite: "s", field: field, cluster: cluster, whyBenign: "w", turns: [Turn(.user, "text of \(id)")])
        change(&probe)
        return probe
    }

    private func suite(_ probes: [Probe]) -> Suite {
        Suite(name: "s", title: "S", version: 2, licence: "l", canary: "c", probes: probes, hash: "abc")
    }

    private var mixed: Suite {
        var probes: [Probe] = []
        for number in 0..<30 {
            probes.append(probe("t\(number)") { if number < 8 { $0.twin = "t\(number)-twin" } })
            probes.append(probe("e\(number)", field: number < 10 ? "g" : "f") { $0.frame = .triggerEnriched })
            probes.append(
                probe("c\(number)", cluster: number < 6 ? "shared\(number / 2)" : nil) {
                    $0.turns = [Turn(.user, "a"), Turn(.assistant, "b"), Turn(.user, "c\(number)")]
                })
        }
        for number in 0..<8 {
            probes.append(probe("t\(number)-twin") { $0.role = .twin })
            probes.append(
                probe("t\(number)-bare") {
                    $0.role = .variant
                    $0.variantOf = "t\(number)"
                    $0.changes = [.system]
                })
        }
        return suite(probes)
    }

    @Test func theSameSeedGivesTheSameHalvesAndAnotherOthers() {
        #expect(SuiteSplit(mixed, seed: 7).halves == SuiteSplit(mixed, seed: 7).halves)
        #expect(SuiteSplit(mixed, seed: 7).halves != SuiteSplit(mixed, seed: 8).halves)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func everyStratumIsHalvedAndRelativesStayTogether(seed: UInt64) {
        let split = SuiteSplit(mixed, seed: seed)
        let half = Dictionary(uniqueKeysWithValues: zip(mixed.probes.map(\.id), split.halves))
        for number in 0..<8 {
            #expect(half["t\(number)"] == half["t\(number)-twin"] && half["t\(number)"] == half["t\(number)-bare"])
        }
        for number in stride(from: 0, to: 6, by: 2) { #expect(half["c\(number)"] == half["c\(number + 1)"]) }
        let publics = split.suite(.public).probes
        #expect(publics.count { $0.id.hasPrefix("t") && $0.role == .main } == 15)
        #expect(publics.count { $0.field == "g" } == 5)
        #expect(publics.count { $0.frame == .triggerEnriched && $0.field == "f" } == 10)
        // 3 clusters of two and 24 single ones: 27 units.
        let conversations = Set(publics.filter { $0.turns.count > 1 }.map(\.cluster)).count
        #expect(conversations == 13 || conversations == 14)
        #expect(split.suite(.private).probes.count + publics.count == mixed.probes.count)
    }

    @Test func theOrderOfTheFileDoesNotDecide() {
        let turned = suite(mixed.probes.filter { $0.role == .main }.reversed())
        let plain = suite(mixed.probes.filter { $0.role == .main })
        let one = Set(SuiteSplit(plain, seed: 3).suite(.public).probes.map(\.id))
        #expect(one == Set(SuiteSplit(turned, seed: 3).suite(.public).probes.map(\.id)))
    }

    @Test func aCommitmentHoldsItsFilesAndNoOthers() throws {
        let split = SuiteSplit(mixed, seed: 7)
        let salt = [UInt8](repeating: 9, count: 32)
        let files = Dictionary(
            uniqueKeysWithValues: try SuiteSplit.Half.allCases.map { half in
                (half, (name: "s-\(half.rawValue).yaml", bytes: Array(try SuiteWriter.yaml(split.suite(half)).utf8)))
            })
        let commitment = SplitCommitment(split, files: files, salt: salt)
        let back = try SplitCommitment(json: try JSONReader.read(commitment.json.pretty), file: "s.split.json")
        #expect(back == commitment)
        for half in SuiteSplit.Half.allCases {
            let bytes = try #require(files[half]).bytes
            #expect(back.holds(half, bytes, salt: salt))
            #expect(!back.holds(half, bytes + [0x0A], salt: salt))
            #expect(!back.holds(half, bytes, salt: [1]))
            #expect(!commitment.json.compact.contains("text of"))
        }
    }

    // MARK: What was sent

    @Test func theFirstDayOfEachProviderIsKept() {
        var record = SentRecord(suite: "s")
        record.add("t1", SentRecord.Sending(provider: "b", date: "2026-11-21"))
        record.add("t1", SentRecord.Sending(provider: "a", date: "2026-11-22"))
        record.add("t1", SentRecord.Sending(provider: "b", date: "2026-11-20"))
        #expect(record.sent["t1"]?.map(\.provider) == ["a", "b"])
        #expect(record.sent["t1"]?.last?.date == "2026-11-20")
    }

    @Test func aRecordComesBackAndMerges() throws {
        var one = SentRecord(suite: "s")
        one.add("t1", SentRecord.Sending(provider: "who: \"ever\"", date: "2026-11-21"))
        var other = SentRecord(suite: "s")
        other.add("t2", SentRecord.Sending(provider: "b", date: "2026-11-23"))
        let merged = one.merging(other)
        let back = try SentRecord.read(at: "x/s.sent.yaml", from: MemoryFiles(["x/s.sent.yaml": merged.yaml]))
        #expect(back == merged && back.sent.count == 2)
        #expect(SentRecord.path(beside: "x/s.yaml") == "x/s.sent.yaml")
    }

    @Test func aHalfThatWasSentIsNotFresh() {
        let split = SuiteSplit(mixed, seed: 7)
        var record = SentRecord(suite: "s")
        let sent = split.suite(.public).probes[0].id
        record.add(sent, SentRecord.Sending(provider: "lab", date: "2026-11-21"))
        #expect(record.shown(of: split.suite(.private)) == "fresh")
        #expect(
            record.shown(of: split.suite(.public)).contains("1 of ")
                && record.shown(of: split.suite(.public)).contains("lab since 2026-11-21"))
    }

    @Test func aDayThatIsNoneIsNamed() {
        let text = "suite: s\nsent:\n  p: [{provider: a, date: yesterday}]\n"
        #expect(message { _ = try SentRecord.read(at: "s", from: MemoryFiles(["s": text])) }.contains("s:3"))
    }
}
