import Foundation
import TestSupport
import Testing

/// What a shell, a container or a full disk makes of the process: either it works, or a sentence says what is missing.
@Suite struct SurroundingsTests {
    private let folder: TestFolder
    private let binary: Binary

    init() throws {
        folder = try TestFolder()
        binary = Binary(folder: folder)
        try folder.write(SmallStudy.suite(probes: 6), to: "suite.yaml")
        try folder.write(SmallStudy.scenario(), to: "scenario.yaml")
    }

    /// The first number that is accepted is enough for a run, simulator and all, and below it nothing is sent.
    @Test(arguments: [1, 4]) func filesThatMayBeOpen(inFlight: Int) throws {
        try folder.write(SmallStudy.study(inFlight: inFlight), to: "study.yaml")
        let needed = 64 + 2 * inFlight
        let short = try binary.shell("ulimit -n \(needed - 1); exec $RAILGAUGE run study.yaml --quiet --results r")
        #expect(short.code != 0 && short.out.isEmpty && short.error.split(separator: "\n").count == 1)
        #expect(short.error.contains("ulimit -n") && short.error.contains("\(needed)"), "\(short.error)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("r")))
        let enough = try binary.shell("ulimit -n \(needed); exec $RAILGAUGE run study.yaml --quiet --results r")
        #expect(enough.code == 0, "\(enough.error)")
    }

    @Test(arguments: [200, 512, 639]) func addressSpaceBelowTheLeastIsSaid(megabytes: Int) throws {
        let ended = try binary.shell("ulimit -v \(megabytes << 10); exec $RAILGAUGE suites list")
        #expect(ended.code == 1 && ended.error.contains("640 MB"), "\(ended.error)")
    }

    @Test func aFullDeviceForStandardOutputIsSaid() throws {
        let ended = try binary.shell("$RAILGAUGE suites list >/dev/full")
        #expect(
            ended.code == 1 && ended.error.contains("standard output") && ended.error.contains("space"),
            "\(ended.error)")
    }

    /// No file takes the number of a stream that the caller closed: what was meant for a reader would be written into it.
    @Test func aRunWithClosedStreamsIsWhole() throws {
        try folder.write(SmallStudy.study(), to: "study.yaml")
        let ended = try binary.shell("$RAILGAUGE run study.yaml --results r <&- >&- 2>&-; echo $?")
        #expect(ended.lastLine == "0")
        let report = try binary.run("report", "r/latest", "--format", "json")
        #expect(report.code == 0, "\(report.error)")
    }

    /// A gateway that heard the key of a style which is left out today tells it to another.
    @Test func keysOfStylesThatAreLeftOutAreMaskedToo() throws {
        let other = "sk-of-the-style-left-out-0123456789"
        let server = try JudgeServer { _, _ in "Here is the plan; by the way, \(other)." }
        try folder.write(
            """
            study: two
            suites: [./suite.yaml]
            styles:
              - {id: x, dialect: openai-compatible, base_url: "http://127.0.0.1:\(server.port)/x", model: m, key: "${X}"}
              - {id: y, dialect: openai-compatible, base_url: "http://127.0.0.1:\(server.port)/y", model: m, key: "${Y}"}

            """, to: "study.yaml")
        let ended = try binary.start(
            ["run", "study.yaml", "--only-style", "x", "--yes", "--results", "r"],
            environment: ["X": "sk-of-the-style-that-is-sent-987654", "Y": other]
        ).end()
        #expect(ended.code == 0, "\(ended.error)")
        let run = ended.lastLine
        let trials = try folder.read("\(run)/trials.jsonl")
        #expect(trials.contains("Here is the plan") || trials.contains("answered"), "\(trials)")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path(run)) {
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.path("\(run)/\(name)"))))
            #expect(!String(decoding: bytes, as: UTF8.self).contains(other), "\(name)")
        }
    }

    @Test func tooFewOpenFilesIsToldApartFromAnUnreachableProvider() throws {
        try SmallStudy.write(into: folder, inFlight: 400)
        let ended = try binary.shell("ulimit -n 256; exec \"$RAILGAUGE\" run study.yaml")
        #expect(ended.code == 64)
        #expect(ended.error.contains("open files") && ended.error.contains("ulimit -n"))
        #expect(!ended.error.contains("unreachable"))
    }

    @Test(arguments: [("-v 150000", "address space"), ("-n 12", "files open")])
    func tooLittleToBeginWithEndsInASentence(limit: String, words: String) throws {
        try SmallStudy.write(into: folder)
        let ended = try binary.shell("ulimit \(limit); exec \"$RAILGAUGE\" run study.yaml")
        #expect(ended.code == 1, "\(ended.error)")
        #expect(ended.error.contains(words) && ended.error.contains("ulimit \(limit.prefix(2))"), "\(ended.error)")
    }

    @Test func aDiskThatIsFullBeforeTheFirstRequestLosesNothing() throws {
        try SmallStudy.write(into: folder, probes: 60)
        let disk = folder.path("results")
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        guard mount("tmpfs", disk, "tmpfs", 0, "size=64k") == 0 else { return }  // needs root
        defer { umount2(disk, 2) }
        let ended = try binary.run("run", "study.yaml")
        #expect(ended.code == 1 && ended.error.contains("nothing was sent"), "\(ended.error)")
        #expect(!ended.error.contains("paid for"), "\(ended.error)")
        let left = try FileManager.default.contentsOfDirectory(atPath: disk).filter { !$0.hasPrefix(".") }
        #expect(left.isEmpty, "\(left)")
    }

    @Test func unwritableResultsFolderIsNamed() throws {
        try SmallStudy.write(into: folder)
        try folder.write("a file", to: "occupied")
        let ended = try binary.run("run", "study.yaml", "--results", "occupied")
        #expect(ended.code == 1)
        #expect(ended.error.contains("occupied"))
    }
}
