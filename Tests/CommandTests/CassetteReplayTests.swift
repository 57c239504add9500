import Formats
import Foundation
import Testing

/// `base_url: replay:DIR`: what a replay is held against, and cassettes that no recording of ours wrote.
struct CassetteReplayTests: CassetteTests {
    let folder: TestFolder
    let binary: Binary

    init() throws {
        folder = try TestFolder()
        binary = Binary(folder: folder)
    }

    // MARK: What a replay is held against

    @Test func aStudyThatAsksOtherwiseIsNamedWithFileAndPath() throws {
        try writeStudy(probes: 2)
        #expect(try binary.run("run", "study.yaml", "--record", "tapes").code == 0)
        try writeReplay { $0.replacing("model: sim-1}", with: "model: sim-1, sampling: {max_output_tokens: 4095}}") }
        for command in ["check", "run"] {
            let ended = try binary.run(command, "re.yaml")
            #expect(ended.code == 65)
            #expect(ended.error.contains("tapes/public/p"), "\(ended.error)")
            #expect(ended.error.contains("recorded under max_tokens 4096, the study now asks 4095"), "\(ended.error)")
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path("results")).count { $0.hasPrefix("2") }
                == 1)
    }

    @Test func missingCassettesAreCountedAndNamed() throws {
        try writeStudy(probes: 5)
        #expect(try binary.run("run", "study.yaml", "--record", "tapes").code == 0)
        for name in try tapes() where name.hasPrefix("p2.") || name.hasPrefix("p4.") {
            try FileManager.default.removeItem(atPath: folder.path("tapes/public/\(name)"))
        }
        try writeReplay()
        let ended = try binary.run("check", "re.yaml")
        #expect(ended.code == 65)
        #expect(
            ended.error.contains(
                "4 of 10 trials have no cassette in tapes/public: p2.1.1.http, p2.2.1.http, p4.1.1.http")
                && ended.error.contains("and 1 more"), "\(ended.error)")
        try writeReplay("replay:nowhere")
        let none = try binary.run("check", "re.yaml")
        #expect(none.code == 65 && none.error.contains("nowhere/public is no folder"), "\(none.error)")
    }

    @Test func aCassetteOfAnotherTrialIsRefused() throws {
        try writeStudy(probes: 2)
        #expect(try binary.run("run", "study.yaml", "--record", "tapes").code == 0)
        try FileManager.default.removeItem(atPath: folder.path("tapes/public/p1.1.1.http"))
        try FileManager.default.copyItem(
            atPath: folder.path("tapes/public/p2.1.1.http"), toPath: folder.path("tapes/public/p1.1.1.http"))
        try writeReplay()
        let ended = try binary.run("check", "re.yaml")
        #expect(ended.code == 65 && ended.error.contains("the cassette is of the trial public/p2/1"), "\(ended.error)")
    }

    @Test func aCassetteOfAnotherAttemptIsRefused() throws {
        try writeStudy(probes: 2)
        #expect(try binary.run("run", "study.yaml", "--record", "tapes").code == 0)
        try folder.write(
            try folder.read("tapes/public/p1.1.1.http").replacing("railgauge-attempt: 1", with: "railgauge-attempt: 2"),
            to: "tapes/public/p1.1.1.http")
        try writeReplay()
        let ended = try binary.run("check", "re.yaml")
        #expect(ended.code == 65 && ended.error.contains("the cassette is of attempt 2"), "\(ended.error)")
    }

    @Test func replaysAreNotRecorded() throws {
        try writeStudy(probes: 2)
        #expect(try binary.run("run", "study.yaml", "--record", "tapes").code == 0)
        try writeReplay()
        let ended = try binary.run("run", "re.yaml", "--record", "copy")
        #expect(ended.code == 65 && ended.error.contains("the cassettes are there already"), "\(ended.error)")
    }

    // MARK: By hand

    private func writeTapes(_ files: [String: String]) throws { try SmallStudy.writeTapes(files, into: folder) }

    private static let answer = """
        HTTP/1.1 200 OK
        content-type: application/json

        {"id":"m","type":"message","role":"assistant","model":"sim-1","content":[{"type":"text","text":"Warm-up helps: lower the rate."}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":9,"output_tokens":9}}
        """
    private static func error(_ status: Int, _ head: String = "", _ error: String) -> String {
        "HTTP/1.1 \(status) Error\ncontent-type: application/json\n\(head)\n{\"type\":\"error\",\"error\":{\(error)}}"
    }

    @Test func aRecordedRetryIsPlayedAttemptByAttemptWithoutWaiting() throws {
        let slow = Self.error(429, "retry-after: 3000\n", #""type":"rate_limit_error","message":"Slow down.""#)
        try writeTapes([
            "p1.1.1.http": slow, "p1.1.2.http": slow, "p1.1.3.http": Self.answer, "p2.1.1.http": Self.answer,
            "p3.1.1.http": "no reply\nrailgauge-cassette: 1\n"
                + "railgauge-fault: {\"kind\":\"connect\",\"message\":\"refused\",\"may_have_reached_server\":false}\n\n",
            "p3.1.2.http": Self.answer,
        ])
        let began = ContinuousClock.now
        let ended = try binary.run("run", "re.yaml")
        #expect(ended.code == 0, "\(ended.error)")
        #expect(ContinuousClock.now - began < .seconds(60))
        #expect(ended.error.contains("6 cassettes hold no request"))
        #expect(ended.out.hasPrefix("**REPLAYED.") && ended.out.contains("do not say when they were recorded"))
        let rows = try trials(ended)
        #expect(rows["public/p1/1"]?["attempts"] == 3 && rows["public/p2/1"]?["attempts"] == 1)
        #expect(rows["public/p3/1"]?["attempts"] == 2)
        #expect(rows.values.allSatisfy { $0["outcome"] == "answered" })
    }

    @Test func aRecordedActionAgainstAnAccountHarmsNobodyNow() throws {
        let hold = Self.error(
            400, "",
            #""type":"invalid_request_error","message":"Your organization is on hold.","details":{"error_code":"organization_on_hold"}"#
        )
        try writeTapes(["p1.1.1.http": hold, "p2.1.1.http": Self.answer, "p3.1.1.http": Self.answer])
        let ended = try binary.run("run", "re.yaml")
        // One of three is not measured: the coverage floor is what speaks.
        #expect(ended.code == 3, "\(ended.error)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("state/holds")))
        let rows = try trials(ended)
        #expect(rows["public/p1/1"]?["error_kind"] == "account-enforcement", "\(rows)")
        #expect(rows["public/p2/1"]?["outcome"] == "answered" && rows["public/p3/1"]?["outcome"] == "answered")
    }

    @Test func aStyleThatOnlyFailedIsReplayedToItsEnd() throws {
        let down = Self.error(503, "", #""type":"api_error","message":"Down.""#)
        var files: [String: String] = [:]
        for probe in 1...3 { for attempt in 1...8 { files["p\(probe).1.\(attempt).http"] = down } }
        try writeTapes(files)
        let ended = try binary.run("run", "re.yaml")
        #expect(ended.code == 3, "\(ended.error)")
        #expect(try trials(ended).values.allSatisfy { $0["attempts"] == 8 && $0["outcome"] == "error" })
    }

    @Test func aDamagedCassetteIsNamedBeforeAnythingIsDone() throws {
        try writeTapes([
            "p1.1.1.http": Self.answer,
            "p2.1.1.http": "HTTP/1.1 200 OK\nrailgauge-cassette: 1\nrailgauge-bytes: 9\n\nx",
            "p3.1.1.http": Self.answer,
        ])
        let ended = try binary.run("run", "re.yaml")
        #expect(
            ended.code == 65 && ended.error.contains("tapes/public/p2.1.1.http:3: railgauge-bytes"), "\(ended.error)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("results")))
    }
}
