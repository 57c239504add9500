import Formats
import Foundation
import Statistics
import Testing
import Trials

@testable import Reports

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite struct EvidenceTests {
    private static func text(_ pack: EvidencePack, _ path: String) throws -> String {
        String(decoding: try #require(pack.files.first { $0.path == path }).bytes, as: UTF8.self)
    }

    private static let pack = EvidencePack(Report(PageTests.facts), HTMLTests.book(PageTests.facts))

    @Test func aPageStandsInFull() throws {
        try PageTests.expectGolden(try Self.text(Self.pack, "cases/cyber-00--b.txt"), "evidence.txt")
    }

    @Test func everyObstructedPromptHasAPageThatAFormTakes() {
        let pages = Self.pack.files.filter { $0.path.hasPrefix("cases/") }
        #expect(pages.count == 11 && Self.pack.cases == 11)
        #expect(pages.allSatisfy { String(decoding: $0.bytes, as: UTF8.self).count < EvidencePack.longestPage })
    }

    @Test func aLongPromptIsCutOnThePageAndWholeBesideIt() throws {
        var book = TranscriptBook()
        let facts = PageTests.facts
        for record in facts.records {
            book.add(
                record.key, Probe(id: record.key.probe, turns: [Turn(.user, String(repeating: "word ", count: 2000))]),
                TranscriptBook.Said(text: ""))
        }
        let pack = EvidencePack(Report(facts), book, probes: ["cyber-00"])
        #expect(pack.cases == 1)
        let page = try Self.text(pack, "cases/cyber-00--b.txt")
        #expect(page.count < EvidencePack.longestPage && page.contains("prompts/cyber-00.txt"))
        #expect(try Self.text(pack, "prompts/cyber-00.txt").count > 10_000)
    }

    @Test func theSumsAreThoseOfTheFiles() throws {
        let sums = try Self.text(Self.pack, "SHA256SUMS").split(separator: "\n")
        #expect(sums.count == Self.pack.files.count - 1)
        for file in Self.pack.files.dropLast() {
            #expect(sums.contains("\(SHA256.hex(file.bytes))  \(file.path)"[...]))
        }
    }

    /// Prompts of others may be withheld; credentials, accounts and controls never leave.
    @Test func whatIsWithheldIsInNoFile() {
        let redacted = EvidencePack(Report(PageTests.facts), HTMLTests.book(PageTests.facts), redact: true)
        for file in redacted.files {
            let text = String(decoding: file.bytes, as: UTF8.self)
            for word in ["The prompt cyber", "A reply to", "I can't help", "${KEY}", "control-1"] {
                #expect(!text.contains(word), "\(file.path): \(word)")
            }
        }
        for file in Self.pack.files {
            let text = String(decoding: file.bytes, as: UTF8.self)
            #expect(!text.contains("${KEY}") && !text.contains("control-1"), "\(file.path)")
        }
    }

    /// Read by a tar that we did not write.
    @Test func theArchiveHoldsTheSameFiles() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "railgauge-tar-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let archive = folder.appending(path: "evidence.tar")
        try Data(Self.pack.tar(folder: "evidence")).write(to: archive)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/tar")
        process.arguments = ["-xf", archive.path, "-C", folder.path]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        for file in Self.pack.files {
            #expect(try Data(contentsOf: folder.appending(path: "evidence/\(file.path)")) == Data(file.bytes))
        }
    }
}

@Suite struct JUnitTests {
    @Test func theXMLStandsInFull() throws {
        let gates: [JUnit.GateLine] = [
            ("strict(b, all) <= 0.1", .violated), ("strict(a, all) <= 0.9", .met), ("api(b, all) <= 0.6", .undecided),
        ]
        try PageTests.expectGolden(JUnit(Report(PageTests.facts), gates: gates).xml, "junit.xml")
    }

    /// Whatever names hold, a parser that we did not write reads as many cases as the head says.
    @Test func hostileNamesLeaveItXML() throws {
        var facts = PageTests.facts
        facts.study.name = "a\"<&>\u{0}\u{8}\u{202E}'"
        let xml = JUnit(Report(facts)).xml
        let reader = CaseCounter()
        let parser = XMLParser(data: Data(xml.utf8))
        parser.delegate = reader
        #expect(parser.parse(), "\(parser.parserError.map { "\($0)" } ?? "")")
        #expect(reader.cases == reader.promised && reader.cases > 4)
    }

    /// What was never measured is no success.
    @Test func whatCannotBeToldIsSkipped() {
        let xml = JUnit(Report(.make(TrialRecord.word("a", "--")))).xml
        #expect(xml.contains("<skipped message=\"nothing was measured\"/>"))
        #expect(xml.contains("0 of 2 trials measured"))
    }

    private final class CaseCounter: NSObject, XMLParserDelegate {
        var cases = 0
        var promised = 0

        func parser(
            _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            if element == "testcase" { cases += 1 }
            if element == "testsuite" { promised = attributes["tests"].flatMap(Int.init) ?? -1 }
        }
    }
}

/// What Inspect itself says of these files is asked by Scripts/conformance-inspect.sh.
@Suite struct InspectExportTests {
    private static func logs(_ facts: RunFacts) throws -> [JSONValue] {
        try InspectExport.files(Report(facts), HTMLTests.book(facts)).map { try JSONReader.read($0.bytes) }
    }

    @Test func everyFinishedTrialIsASample() throws {
        let logs = try Self.logs(PageTests.facts)
        #expect(logs.count == 2)
        for (log, style) in zip(logs, ["a", "b"]) {
            let own = PageTests.facts.records.filter { $0.key.style == style && $0.verdict != nil }
            let samples = try #require(log["samples"]?.array)
            #expect(samples.count == own.count && log["results"]?["total_samples"]?.int == own.count)
            #expect(samples.count { $0["error"] != nil } == own.count { !($0.verdict?.measured ?? false) })
            #expect(
                samples.count { $0["scores"]?["obstructed"]?["value"]?.int == 1 }
                    == own.count { $0.verdict?.obstructed(.strict, judgeable: false) == true })
            #expect(Set(samples.compactMap { $0["uuid"]?.string }).count == own.count)
        }
    }

    @Test func whatWasBlockedEndsInAFilter() throws {
        let samples = try #require(try Self.logs(PageTests.facts)[1]["samples"]?.array)
        let blocked = try #require(samples.first { $0["id"]?.string == "cyber-00" })
        #expect(blocked["output"]?["choices"]?[0]?["stop_reason"]?.string == "content_filter")
        #expect(blocked["input"]?[0]?["content"]?.string == "The prompt cyber-00?")
        #expect(blocked["metadata"]?["category"]?.string == "cyber")
    }

    /// Replies of positive controls are never stored: their samples say so.
    @Test func whatIsNotStoredIsNotMadeUp() throws {
        let control = try #require(
            try Self.logs(PageTests.facts)[0]["samples"]?.array?.first { $0["id"]?.string == "control-1" })
        #expect(control["input"]?[0]?["content"]?.string == "(not stored)")
        #expect(control["output"]?["choices"]?[0]?["message"]?["content"]?[0]?["text"]?.string == "(not stored)")
    }
}

@Suite struct TrendTests {
    private static func facts(_ word: String, rules: String = "rules-1", served: String = "m1") -> RunFacts {
        var facts = RunFacts.make(TrialRecord.word("a", word), servedModels: ["a": [served]])
        facts.classifierVersions = [rules]
        return facts
    }

    private static func trend(_ runs: [RunFacts]) -> Trend {
        var trend = Trend(study: "study", definition: .strict, alpha: 0.05)
        for (index, facts) in runs.enumerated() { trend.add("run-\(index)", facts) }
        trend.finish()
        return trend
    }

    private static let calm = String(repeating: "0", count: 30)
    private static let blocked = String(repeating: "1", count: 15) + String(repeating: "0", count: 15)

    @Test func aChangeThatSurvivesCorrectionIsNamed() throws {
        let trend = Self.trend([Self.facts(Self.calm), Self.facts(Self.calm), Self.facts(Self.blocked, served: "m2")])
        #expect(trend.tests == 4 && trend.points.count == 6)
        #expect(Set(trend.changes.map(\.to)) == ["run-2"])
        let page = TrendPage.markdown([trend])
        #expect(page.contains("run-2 against run-1: under a, all fields, +50 (+33 to +67) points on 30 prompts"))
        #expect(page.contains("the model behind it went by other names"))
    }

    @Test func runsOfOtherRulesAreKeptApart() {
        let trend = Self.trend([Self.facts(Self.calm), Self.facts(Self.blocked, rules: "rules-2")])
        #expect(trend.tests == 0 && trend.changes.isEmpty && trend.ruleChanges == ["run-1"])
        #expect(TrendPage.markdown([trend]).contains("run-1 was judged by other rules than the run before it"))
    }

    @Test func nothingFoundIsNotCalledNoChange() {
        let page = TrendPage.markdown([Self.trend([Self.facts(Self.calm), Self.facts(Self.calm)])])
        #expect(page.contains("it does not show that there was none"))
    }

    @Test func thePageAndTheTableHoldEveryRun() throws {
        let trend = Self.trend([Self.facts(Self.calm), Self.facts(Self.blocked)])
        let html = String(decoding: try TrendPage.html([trend]), as: UTF8.self)
        #expect(html.contains("Rates over time: study") && !html.contains("trial-data"))
        #expect(TrendPage.csv([trend]).split(separator: "\n").count == 5)
    }
}
