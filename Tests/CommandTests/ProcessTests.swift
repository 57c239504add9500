import Formats
import Foundation
import Runs
import Testing
import Trials

/// The program as cron and people meet it: whole processes, exit codes, signals, a full disk.
@Suite(.serialized)
struct ProcessTests {
    private let folder: TestFolder
    private let binary: Binary

    init() throws {
        folder = try TestFolder()
        binary = Binary(folder: folder)
    }

    @Test func runPrintsTheRunFolderLastAndQuietPrintsNothing() throws {
        try SmallStudy.write(into: folder)
        let loud = try binary.run("run", "study.yaml")
        #expect(loud.code == 0, "\(loud.error)")
        #expect(FileManager.default.fileExists(atPath: folder.path("\(loud.lastLine)/report.json")))
        #expect(loud.out.hasPrefix("**SIMULATED."))
        let quiet = try binary.run("run", "study.yaml", "--new", "--quiet")
        #expect(quiet.code == 0)
        #expect(quiet.out.isEmpty && quiet.error.isEmpty)
    }

    @Test func runFoldersAreReadableByTheirOwnerOnly() throws {
        try SmallStudy.write(into: folder, probes: 4)
        let run = try binary.run("run", "study.yaml")
        func mode(_ name: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: folder.path(name))[.posixPermissions] as? Int
        }
        #expect(try mode(run.lastLine) == 0o700)
        #expect(try mode("\(run.lastLine)/run.sqlite") == 0o600)
        #expect(try mode("\(run.lastLine)/report.json") == 0o600)
    }

    /// Every output, in two places of the world: all files of the run folder, the evidence, the trend, JUnit and the logs of Inspect.
    @Test func sameRowsGiveTheSameBytes() throws {
        try SmallStudy.write(into: folder)
        let run = try binary.run("run", "study.yaml").lastLine
        func everything(_ environment: [String: String]) throws -> [String: Data] {
            for arguments in [
                ["report", run], ["evidence", run], ["evidence", run, "--redact", "--output", "\(run)/redacted"],
                ["report", run, "--format", "inspect", "--output", "\(run)/logs"],
                ["trend", "results", "--output", "\(run)/trend"],
                ["report", run, "--public", "--output", "\(run)/public"],
            ] {
                let ended = try binary.start(arguments, environment: environment).end()
                #expect(ended.code == 0, "\(arguments): \(ended.error)")
            }
            var out = [
                "junit": Data(
                    try binary.start(["report", run, "--format", "junit"], environment: environment).end().out.utf8),
                "compare": Data(
                    try binary.start(["compare", run, "--pair", "railfree,public"], environment: environment).end().out
                        .utf8),
            ]
            let all = FileManager.default.enumerator(atPath: folder.path(run))?.compactMap { $0 as? String } ?? []
            for name in all where !name.hasPrefix("run.sqlite") {
                out[name] = FileManager.default.contents(atPath: folder.path("\(run)/\(name)"))
            }
            return out
        }
        let here = try everything(["TZ": "UTC", "LC_ALL": "C"])
        let there = try everything(["TZ": "Pacific/Chatham", "LANG": "de_DE.UTF-8", "LC_ALL": "tr_TR.UTF-8"])
        #expect(here.keys.sorted() == there.keys.sorted())
        for (name, bytes) in here { #expect(there[name] == bytes, "\(name)") }
        for name in [
            "memo.md", "summary.md", "report.md", "report.html", "report.json", "cells.csv", "trials.csv",
            "trials.jsonl",
            "evidence.tar", "evidence/SHA256SUMS", "trend/trend.html", "trend/trend.md", "trend/trend.csv", "junit",
        ] { #expect(here[name]?.isEmpty == false, "\(name)") }
        #expect(here.keys.contains { $0.hasPrefix("logs/") && $0.hasSuffix(".json") })
        // Anyone can check the pack, with a program that is not ours.
        for pack in ["evidence", "redacted"] {
            let sums = try binary.shell("cd '\(folder.path("\(run)/\(pack)"))' && sha256sum --quiet -c SHA256SUMS")
            #expect(sums.code == 0 && sums.error.isEmpty, "\(sums.error)\(sums.out)")
        }
        for (name, bytes) in here where name.hasPrefix("evidence/cases/") {
            #expect(String(decoding: bytes, as: UTF8.self).count < 4000, "\(name)")
        }
    }

    /// Neither the key nor the name by which it is found leaves in evidence.
    @Test func evidenceNamesNoCredential() throws {
        try SmallStudy.write(into: folder)
        let study = try folder.read("study.yaml").replacing(
            "model: sim-1}", with: "model: sim-1, key: \"${RG_SECRET_NAME}\"}")
        try folder.write(study, to: "study.yaml")
        let secret = "sk-ant-not-a-key-0123456789abcdefghij"
        let run = try binary.run("run", "study.yaml", environment: ["RG_SECRET_NAME": secret])
        #expect(run.code == 0, "\(run.error)")
        #expect(try binary.run("evidence", run.lastLine).code == 0)
        let pack = folder.path("\(run.lastLine)/evidence")
        let names = FileManager.default.enumerator(atPath: pack)?.compactMap { $0 as? String } ?? []
        #expect(names.contains { $0.hasPrefix("cases/") })
        for path in names.map({ "\(pack)/\($0)" }) + ["\(pack).tar"] {
            guard let bytes = FileManager.default.contents(atPath: path) else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            for word in [secret, "RG_SECRET_NAME", "sim-public", "x-api-key"] {
                #expect(!text.contains(word), "\(path): \(word)")
            }
        }
    }

    /// A gate that no report will hold is found out before anything is paid.
    @Test(arguments: ["strict(nobody, all) <= 0.1", "strict(public, nothing) <= 0.1"])
    func aGateOnWhatTheStudyLacksSendsNothing(_ gate: String) throws {
        try SmallStudy.write(into: folder)
        let run = try binary.run("run", "study.yaml", "--gate", gate)
        #expect(run.code == 64 && run.error.contains("there is no such rate; styles: "), "\(run.error)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("results")))
    }

    @Test func rejudgingWithTheSameRulesChangesNothing() throws {
        try SmallStudy.write(into: folder)
        let run = try binary.run("run", "study.yaml")
        let before = try folder.read("\(run.lastLine)/report.json")
        let again = try binary.run("classify", run.lastLine)
        #expect(again.code == 0, "\(again.error)")
        #expect(again.out.contains("no outcome changed"))
        #expect(try folder.read("\(run.lastLine)/report.json") == before)
    }

    // MARK: Interruption

    @Test(arguments: [2, 11, 23])
    func interruptionBySignalContinuesToTheSameTrials(after finished: Int) throws {
        try SmallStudy.write(into: folder, latency: "20ms")
        let first = try binary.start(["run", "study.yaml"])
        #expect(FolderWatch.wait(in: folder) { finishedTrials() >= finished })
        first.process.interrupt()
        let ended = try first.end()
        #expect(ended.code == 130, "\(ended.error)")
        let kept = finishedTrials()
        #expect(kept >= finished && kept < 80)
        let second = try binary.run("run", "study.yaml")
        #expect(second.code == 0, "\(second.error)")
        try expectWhole(second)
    }

    @Test(arguments: [1, 9, 30])
    func killedProcessContinuesToTheSameTrials(after finished: Int) throws {
        try SmallStudy.write(into: folder, latency: "20ms")
        let first = try binary.start(["run", "study.yaml"])
        #expect(FolderWatch.wait(in: folder) { finishedTrials() >= finished })
        kill(first.process.processIdentifier, SIGKILL)
        #expect(try first.end().code == -SIGKILL)
        let second = try binary.run("run", "study.yaml")
        #expect(second.code == 0, "\(second.error)")
        #expect(second.error.contains("continuing"))
        try expectWhole(second)
        // At most those in flight may have been paid for and lost.
        let store = try RunStore.open(path: folder.path("\(second.lastLine)/run.sqlite"), readOnly: true)
        #expect(try store.info().possiblyLost <= 4)
    }

    @Test func secondProcessOnTheSameStudyIsRefused() throws {
        try SmallStudy.write(into: folder, latency: "50ms")
        let first = try binary.start(["run", "study.yaml"])
        #expect(FolderWatch.wait(in: folder) { finishedTrials() >= 1 })
        let second = try binary.run("run", "study.yaml")
        #expect(second.code == 75)
        #expect(second.error.contains("another run of this study holds"))
        first.process.interrupt()
        _ = try first.end()
    }

    /// When the work is done and only words are left to print, a signal ends the program as it ends any other.
    @Test func afterTheWorkSignalsAreWhatTheyAreElsewhere() throws {
        try SmallStudy.write(into: folder, probes: 4)
        // A pipe that is full: the program waits in the middle of its last words.
        let path = folder.path("full")
        try #require(mkfifo(path, 0o600) == 0)
        let pipe = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
        try #require(pipe >= 0)
        defer { close(pipe) }
        let fill = [UInt8](repeating: 0x2E, count: 4096)
        while write(pipe, fill, fill.count) > 0 {}
        let run = try Started(
            executable: "/bin/sh", arguments: ["-c", "exec \"$RAILGAUGE\" run study.yaml > full"], folder: folder,
            environment: ["RAILGAUGE": Binary.path])
        let isWritten = FolderWatch.wait(in: folder) {
            let results = folder.path("results")
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: results),
                let name = names.first(where: { $0.hasSuffix("-small") })
            else { return false }
            return FileManager.default.fileExists(atPath: "\(results)/\(name)/summary.md")
        }
        #expect(isWritten)
        run.process.terminate()
        let hasEnded = run.ends(within: 60)
        #expect(hasEnded)
        // Read empty, so that a program which hears no signal comes to its end all the same.
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        while !run.ends(within: 0), read(pipe, &bytes, bytes.count) != 0 {}
        #expect(try run.end().code == -SIGTERM)
    }

    // MARK: Limits of the machine

    @Test func fullDiskLosesNothingAndSaysWhere() throws {
        try SmallStudy.write(into: folder, probes: 60)
        // Files may not grow beyond this many 512-byte blocks: the store meets a full disk in mid-run.
        let full = try binary.shell("trap '' XFSZ; ulimit -f 900; exec \"$RAILGAUGE\" run study.yaml")
        #expect(full.code == 1, "code \(full.code), \(full.error)")
        #expect(full.error.contains("results/"), "\(full.error)")
        let kept = finishedTrials()
        #expect(kept > 0 && kept < 240)
        let second = try binary.run("run", "study.yaml")
        #expect(second.code == 0, "\(second.error)")
        try expectWhole(second, trials: 240)
    }

    @Test func quietIsOneLineOrNone() throws {
        try SmallStudy.write(into: folder)
        let plan = try binary.run("run", "study.yaml", "--dry-run", "--quiet")
        #expect(plan.code == 0 && plan.out.isEmpty && plan.error.isEmpty, "\(plan.out)\(plan.error)")
        try folder.write("study: x\nsuites: [./none.yaml]\nrepeats: 0\nseeds: 1\nstyles: []\n", to: "bad.yaml")
        for arguments in [["run", "bad.yaml", "--quiet"], ["run", "study.yaml", "--quiet", "--max-trials", "-1"]] {
            let bad = try binary.start(arguments).end()
            #expect(bad.code == (arguments[1] == "bad.yaml" ? 65 : 64))
            #expect(bad.out.isEmpty && bad.error.split(separator: "\n").count == 1, "\(bad.error)")
        }
        #expect(try binary.run("run", "bad.yaml", "--quiet").error.contains("more mistake"))
    }

    @Test func trendCountsARunOnceAndMarksAnUnfinishedOne() throws {
        try SmallStudy.write(into: folder)
        let first = try binary.run("run", "study.yaml")
        #expect(first.code == 0)
        _ = try binary.run("run", "study.yaml", "--new", "--max-trials", "10")
        let page = try binary.run("trend", "results", "--format", "md")
        #expect(page.out.contains("small: 2 runs"), "\(page.out)")
        #expect(!page.out.contains("latest") && page.out.contains("(unfinished)"), "\(page.out)")
        #expect(page.out.contains("is not finished: 70 of 80 trials are left"), "\(page.out)")
        #expect(try binary.run("trend", "results", "--format", "md", "--output", "x").code == 64)
    }

    @Test func aLengthWithoutMarkdownOnStdoutIsAnError() throws {
        try SmallStudy.write(into: folder, probes: 4)
        let run = try binary.run("run", "study.yaml").lastLine
        for more in [[], ["--format", "json"], ["--format", "md", "--output", "x"]] {
            let ended = try binary.start(["report", run, "--length", "memo"] + more).end()
            #expect(
                ended.code == 64 && ended.error.contains("--length memo has an effect only on Markdown or HTML"),
                "\(ended.error)")
        }
        #expect(try binary.run("report", run, "--length", "memo", "--format", "md").code == 0)
        // Markdown and HTML from one source.
        for length in ["memo", "summary"] {
            let page = try binary.run("report", run, "--length", length, "--format", "html")
            #expect(
                page.code == 0 && page.out.contains("over-refusal \(length)</h1>")
                    && !page.out.contains("<script"))
        }
    }

    // MARK: What happened, by exit code

    @Test func signalsInQuarantineExitThreeAndAreNamedFirst() throws {
        try SmallStudy.write(into: folder, publicOutcomes: "{error: [{share: 0.3, kind: unknown-stop}]}")
        let ended = try binary.run("run", "study.yaml")
        #expect(ended.code == 3, "\(ended.error)")
        #expect(ended.out.split(separator: "\n")[1].hasPrefix("- Quarantine:"))
    }

    /// A page, 100 MB, nesting, a cut gzip body: each is a named error of its own trial, and the run goes on.
    @Test(arguments: [
        ("html-page", "unreadable"), ("huge", "too-large"), ("deep-json", "unreadable"),
        ("truncated-gzip", "unreadable"),
    ])
    func hostileReplyEndsInANamedError(kind: String, expected: String) throws {
        try SmallStudy.write(
            into: folder, probes: 12, repeats: 1, publicOutcomes: "{error: [{share: 0.2, kind: \(kind)}]}")
        let ended = try binary.run("run", "study.yaml")
        #expect(ended.code == 0 || ended.code == 3, "\(ended.error)")
        let rows = try folder.read("\(ended.lastLine)/trials.jsonl").split(separator: "\n")
            .map { try JSONReader.read(String($0)) }
        #expect(rows.count == 24)
        let kinds = Set(rows.compactMap { $0["error_kind"]?.string })
        #expect(!kinds.isEmpty && kinds.isSubset(of: [expected, "prompt-dependent", "transport"]), "\(kinds)")
        #expect(rows.contains { $0["outcome"]?.string == "answered" && $0["style"]?.string == "public" })
    }

    @Test func accountEnforcementStopsAtOnceAndHoldsLaterRuns() throws {
        try SmallStudy.write(into: folder, publicOutcomes: "{error: [{share: 0.5, kind: account-hold}]}")
        let ended = try binary.run("run", "study.yaml")
        #expect(ended.code == 7, "\(ended.error)")
        #expect(finishedTrials() < 80)
        let later = try binary.run("run", "study.yaml", "--new")
        #expect(later.code == 7)
        #expect(later.error.contains("delete"))
    }

    @Test func unreachableProviderExitsFour() throws {
        try folder.write(SmallStudy.suite(probes: 4), to: "suite.yaml")
        // Port 9 of loopback: nothing listens there.
        try folder.write(
            """
            study: nobody
            suites: [./suite.yaml]
            styles: [{id: s, dialect: openai-compatible, base_url: "http://127.0.0.1:9/v1", model: m}]
            """, to: "study.yaml")
        let ended = try binary.run("run", "study.yaml", "--quiet")
        #expect(ended.code == 4)
        #expect(ended.error.split(separator: "\n").count == 1)
        #expect(ended.error.contains("s:"))
    }

    /// The same prompts, a night later: silence while nothing changed, one line and exit 6 when something did.
    @Test func aNightIsHeldAgainstAnEarlierOne() throws {
        try SmallStudy.write(into: folder, probes: 30, publicOutcomes: "{refused: 0.02}")
        let first = try binary.run("run", "study.yaml", "--quiet", "--since", "latest")
        #expect(first.code == 0, "there is no earlier night: \(first.error)")
        let same = try binary.run("run", "study.yaml", "--quiet", "--new", "--since", "latest")
        #expect(same.code == 0 && same.error.isEmpty && same.out.isEmpty, "\(same.error)")
        let night = try binary.run("run", "study.yaml", "--quiet", "--new", "--print-run").lastLine
        try SmallStudy.write(
            into: folder, probes: 30, publicOutcomes: "{blocked: [{share: 0.9, stage: no-text, category: cyber}]}")
        let changed = try binary.run("run", "study.yaml", "--quiet", "--new", "--since", "latest")
        #expect(changed.code == 6, "\(changed.error)")
        let lines = changed.error.split(separator: "\n")
        #expect(lines.count == 1 && lines[0].contains("public changed since"), "\(changed.error)")
        #expect(!changed.error.contains("railfree changed"))
        let named = try binary.run("run", "study.yaml", "--quiet", "--new", "--since", night)
        #expect(named.code == 6, "\(named.error)")
        // Other prompts: nothing can be compared, and that is said.
        try folder.write(
            try folder.read("suite.yaml").replacing("{id: p", with: "{id: q").replacing(
                "Prompt number", with: "Question number"), to: "suite.yaml")
        let other = try binary.run("run", "study.yaml", "--quiet", "--new", "--since", night)
        #expect(other.code == 64 && other.error.contains("no probe in common"), "\(other.error)")
        let latest = try binary.run("run", "study.yaml", "--quiet", "--new", "--since", "latest")
        #expect(latest.code == 0 && latest.error.contains("0 of 30 probes in common"), "\(latest.error)")
    }

    @Test func maxTrialsStopsAndTheNextCallGoesOn() throws {
        try SmallStudy.write(into: folder)
        let first = try binary.run("run", "study.yaml", "--max-trials", "10")
        #expect(first.code == 5)
        #expect(finishedTrials() == 10)
        let second = try binary.run("run", "study.yaml")
        #expect(second.code == 0)
        try expectWhole(second)
    }

    @Test func aRaisedBudgetContinuesTheSameRun() throws {
        try SmallStudy.write(into: folder, more: "budget: {requests: 12}")
        let first = try binary.run("run", "study.yaml")
        #expect(first.code == 5, "\(first.error)")
        try SmallStudy.write(into: folder, more: "budget: {requests: 500}")
        let second = try binary.run("run", "study.yaml")
        #expect(second.code == 0, "\(second.error)")
        #expect(second.lastLine == first.lastLine)
        try expectWhole(second)
    }

    @Test func aViolatedGateExitsSixAndSaysWhichOfThreeItWas() throws {
        try SmallStudy.write(into: folder, probes: 60)
        let run = try binary.run("run", "study.yaml")
        let gates = try binary.run(
            "report", run.lastLine, "--gate", "strict(public, all) <= 0.05", "--gate", "strict(railfree, all) <= 0.5")
        #expect(gates.code == 6, "\(gates.error)")
        // A gate's line has the numbers that it rests on.
        let line =
            /violated: strict\(public, all\) <= 0\.05: rate \d+\.\d %, n = 60 scenarios, 120 trials, lower bound \d+\.\d % \(one-sided, 95 %\)/
        #expect(gates.error.contains(line), "\(gates.error)")
        #expect(gates.error.contains("met: strict(railfree, all) <= 0.5"))
        #expect(try binary.run("report", run.lastLine, "--gate", "strict(railfree, all) <= 0.03").code == 0)
        let strict = try binary.run("report", run.lastLine, "--gate", "strict(railfree, all) <= 0.03", "--gate-strict")
        #expect(strict.code == 6, "\(strict.error)")
        #expect(try binary.run("report", run.lastLine, "--gate", "strict(nobody, all) <= 0.1").code == 64)
        #expect(try binary.run("report", run.lastLine, "--gate", "strict public").code == 64)
    }

    // MARK: Helpers of this suite

    /// Finished trials of the only run folder; 0 while there is none.
    private func finishedTrials() -> Int {
        let results = folder.path("results")
        // While the process is starting, the folder or its store may not be there yet.
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: results),
            let run = names.first(where: { $0.hasSuffix("-small") }),
            let store = try? RunStore.open(path: "\(results)/\(run)/run.sqlite", readOnly: true)
        else { return 0 }
        return (try? store.info().finished) ?? 0
    }

    /// Every planned trial is there once, and finished.
    private func expectWhole(_ run: Binary.Ended, trials: Int = 80) throws {
        let store = try RunStore.open(path: folder.path("\(run.lastLine)/run.sqlite"), readOnly: true)
        let records = try store.records()
        #expect(records.count == trials)
        #expect(Set(records.map(\.key)).count == trials)
        #expect(records.allSatisfy { $0.verdict != nil })
    }
}
