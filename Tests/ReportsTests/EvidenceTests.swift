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

    /// A page says what became of this prompt: partial help is no refusal, a changed prompt has no rate of prompts as they are,
    /// prompts chosen because they trip safeguards are called so, and a check of access is no case of its own.
    @Test func aPageSaysNoMoreThanItKnows() throws {
        var rows = TrialRecord.word("a", "1110000000", frame: .triggerEnriched)
        rows.append(
            .make(
                "a", "half",
                Verdict(outcome: .partial, layer: .modelText, served: .requested, decidedBy: .text, version: "rules-1"))
        )
        rows.append(.make("a", "version", role: .variant, variantOf: "half", changes: [.system], .blocked))
        rows.append(.make("a", "half@sentinel", role: .sentinel, .blocked))
        let pack = EvidencePack(Report(.make(rows)), TranscriptBook())
        #expect(pack.cases == 5)
        let half = try Self.text(pack, "cases/half--a.txt")
        #expect(
            half.hasPrefix("HELPED ONLY IN PART")
                && half.contains("How often: helped only in part in 1 of 1 repeat of this prompt"))
        #expect(half.contains("What happened: helped in part") && !half.contains("partial, refused"))
        #expect(!(try Self.text(pack, "cases/version--a.txt")).contains("Rate:"))
        let page = try #require(pack.files.first { $0.path.hasPrefix("cases/p") })
        #expect(
            String(decoding: page.bytes, as: UTF8.self).contains("of 10 prompts known to trip safeguards in this field")
        )
        let one = EvidencePack(
            Report(.make((1...3).map { TrialRecord.make("a", "p", repetition: $0, .blocked) })), TranscriptBook())
        let only = try Self.text(one, "cases/p--a.txt")
        #expect(!only.contains("Rate:") && only.contains("blocked or refused in 3 of 3 repeats of this prompt"))
    }

    /// Who files a complaint must see which of the pages rest on a reading that may be wrong.
    @Test func whatIsUnsureIsCalledSo() throws {
        let doubted = Verdict(
            outcome: .refused, layer: .modelText, served: .requested, decidedBy: .text, sure: false, version: "rules-1")
        let rows: [TrialRecord] = [
            .make("a", "doubted", doubted), .make("a", "half", repetition: 1, doubted),
            .make("a", "half", repetition: 2, .blocked), .make("a", "certain", .blocked),
        ]
        let pack = EvidencePack(Report(.make(rows)), TranscriptBook())
        #expect(pack.cases == 3 && pack.unsure == 1 && pack.partial == 0)
        let page = try Self.text(pack, "cases/doubted--a.txt")
        #expect(
            page.hasPrefix("FALSE POSITIVE") && page.contains(" (UNSURE)\n")
                && page.contains("How sure: unsure: read from"))
        let half = try Self.text(pack, "cases/half--a.txt")
        #expect(!half.contains("(UNSURE)") && half.contains("How sure: unsure in 1 of these 2 replies"))
        #expect(try !Self.text(pack, "cases/certain--a.txt").contains("nsure"))
        #expect(try Self.text(pack, "README.txt").contains("1 case rests on readings of words alone"))
        let table = try Self.text(pack, "trials.csv").split(separator: "\n")
        #expect(table[0].contains("decided_by,sure") && table.contains { $0.contains(",text,false,") })
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

    /// A prompt is what a person wrote: keys and account ids in it leave in no file, and page and README say so.
    @Test func secretsInAPromptAreMasked() throws {
        let secrets = [
            "sk-ant-api03-AbCdEfGhIjKlMnOpQrStUvWxYz0123456789", "org-AbCdEfGhIjKlMnOpQrStUv12", "AKIAIOSFODNN7EXAMPLE",
            "hunter2secret", "ghp_abcdefghijklmnopqrstuvwxyz0123456789", "123456789012",
            "arn:aws:iam::210987654321:role/x",
        ]
        let text =
            "Write rules. My key is \(secrets[0]), the org \(secrets[1]), AWS \(secrets[2]), password=\(secrets[3]), "
            + "\(secrets[4]), account \(secrets[5]), \(secrets[6])."
        let quoted = Verdict(
            outcome: .refused, layer: .modelText, served: .requested, decidedBy: .text,
            evidence: [Evidence(rule: "text.x", field: "text", quote: secrets[0])], version: "rules-1")
        let record = TrialRecord.make("a", "p", quoted)
        var book = TranscriptBook()
        let probe = Probe(id: "p", whyBenign: "as \(secrets[4])", turns: [Turn(.user, text)])
        book.add(record.key, probe, TranscriptBook.Said(text: ""))
        let pack = EvidencePack(Report(.make([record])), book)
        #expect(pack.masked == secrets.count)
        let archive = String(decoding: pack.tar(folder: "evidence"), as: UTF8.self)
        for secret in secrets {
            for file in pack.files {
                #expect(!String(decoding: file.bytes, as: UTF8.self).contains(secret), "\(file.path): \(secret)")
            }
            #expect(!archive.contains(secret))
        }
        let page = try Self.text(pack, "cases/p--a.txt")
        #expect(page.contains("Masked: 7 secrets in this prompt, by shape; the hash is of the unmasked text"))
        #expect(page.contains("Prompt sha256: \(SHA256.hex(Array("[user]\n\(text)\n\n".utf8)))"))
        #expect(try Self.text(pack, "README.txt").contains("7 secrets masked by shape in 1 prompt"))
        #expect(try Self.text(pack, "prompts/p.txt").contains("My key is [masked: key], the org [masked: account]"))
        // A page is cut after its secrets are masked.
        for filler in stride(from: 2900, to: 3400, by: 7) {
            var long = TranscriptBook()
            long.add(
                record.key, Probe(id: "p", turns: [Turn(.user, String(repeating: "a ", count: filler / 2) + text)]),
                TranscriptBook.Said(text: ""))
            let page = try Self.text(EvidencePack(Report(.make([record])), long), "cases/p--a.txt")
            #expect(!page.contains("sk-ant-api03"))
        }
    }

    /// Styles that differ in their credential alone are told by its place; what it is called is in no page, for the house or beyond.
    @Test func credentialsHaveAPlaceAndNoName() throws {
        var styles = ["a.key-1", "a.key-2", "c"].map { AccessStyle.make($0) }
        for (index, name) in ["ACME_PROD_KEY", "ACME_TEST_KEY", "OTHER_KEY"].enumerated() {
            styles[index].key = .environment(name)
        }
        styles[2].system = "You help."
        let facts = RunFacts.make(
            styles.flatMap { TrialRecord.word($0.id, "1100") }, styles: styles,
            compare: [Comparison(a: "a.key-2", b: "a.key-1")])
        for facts in [facts, facts.published()] {
            let report = Report(facts)
            #expect(FullPage.markdown(report).contains("a.key-2: another account (key 2 of 2)."))
            #expect(MemoPage.markdown(report).contains("a.key-2: another account (key 2 of 2)."))
            #expect(FullPage.markdown(report).contains("a.key-1: one account (key 1 of 2)."))
            #expect(FullPage.markdown(report).contains("c: system prompt"))
            #expect(!FullPage.markdown(report).contains("key 3"))
            let pack = EvidencePack(report, TranscriptBook())
            #expect(try Self.text(pack, "cases/p00--a.key-2.txt").contains("Credential: another account (key 2 of 2)"))
            let texts = pack.files.map { String(decoding: $0.bytes, as: UTF8.self) } + [FullPage.markdown(report)]
            #expect(!texts.contains { $0.contains("ACME") || $0.contains("OTHER_KEY") })
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
            ("strict(b, all) <= 0.1", .violated, "rate 50.0 %, n = 20 scenarios, lower bound 30.2 %"),
            ("strict(a, all) <= 0.9", .met, "rate 0.0 %, n = 19 scenarios, upper bound 21.6 %"),
            ("api(b, all) <= 0.6", .undecided, "rate 45.0 %, n = 20 scenarios, both bounds"),
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

    /// Each promise is a case of its own, and so is each style whose access was checked.
    @Test func promisesStandOneByOne() throws {
        var facts = PageTests.facts
        facts.study.styles[0].grant = Grant(by: "LabX", safeguardsOff: ["cyber", "bio-chem"])
        let names = try Self.cases(JUnit(Report(facts)).xml).filter { $0.group == "study.access in force" }
        #expect(names.map(\.name) == ["a: cyber against b", "a: bio-chem against b"])
        #expect(names.map(\.result) == ["", "skipped"])
    }

    /// What unsure verdicts could change is no success, and a failure that hangs on them says so.
    @Test func whatUnsureVerdictsCouldChangeIsMarked() throws {
        func rows(_ hits: Int, of all: Int) -> [TrialRecord] {
            (0..<all).map {
                .make("a", "p\($0)", $0 < hits ? .refused.unsure() : .answered.unsure())
            }
        }
        let within = try #require(
            try Self.cases(JUnit(Report(.make(rows(0, of: 60)))).xml).first { $0.group == "study.obstruction of a" })
        #expect(within.result == "skipped" && within.message.contains("which unsure verdicts could change: 0 % (0 to"))
        let above = try #require(
            try Self.cases(JUnit(Report(.make(rows(40, of: 60)))).xml).first { $0.group == "study.obstruction of a" })
        #expect(
            above.result == "failure" && above.message.hasPrefix("obstructs, which unsure verdicts could change: 67 %"))
    }

    @Test func aGateSaysTheNumbersThatItRestsOn() throws {
        let gates: [JUnit.GateLine] = [("api(a, all) <= 0.1", .undecided, "rate 20.0 %, n = 5 scenarios")]
        for (strict, result) in [(false, "skipped"), (true, "failure")] {
            let xml = JUnit(Report(.make(TrialRecord.word("a", "10000"))), gates: gates, strictGates: strict).xml
            let gate = try #require(try Self.cases(xml).last)
            #expect(gate.group == "study.gate" && gate.result == result)
            #expect(gate.message.hasSuffix(": rate 20.0 %, n = 5 scenarios"))
        }
    }

    private static func cases(_ xml: String) throws -> [CaseCounter.Case] {
        let reader = CaseCounter()
        let parser = XMLParser(data: Data(xml.utf8))
        parser.delegate = reader
        #expect(parser.parse())
        return reader.all
    }

    private final class CaseCounter: NSObject, XMLParserDelegate {
        struct Case {
            var group: String
            var name: String
            /// `failure`, `skipped`, or nothing where it passed.
            var result = ""
            var message = ""
        }

        var all: [Case] = []
        var promised = 0
        var cases: Int { all.count }

        func parser(
            _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            if element == "testcase" {
                all.append(Case(group: attributes["classname"] ?? "", name: attributes["name"] ?? ""))
            }
            if element == "failure" || element == "skipped", let last = all.indices.last {
                (all[last].result, all[last].message) = (element, attributes["message"] ?? "")
            }
            if element == "testsuite" { promised = attributes["tests"].flatMap(Int.init) ?? -1 }
        }
    }
}

/// What Inspect itself says of these files is asked by Scripts/conformance-inspect.sh.
@Suite struct InspectExportTests {
    /// The log of the style that obstructs, as Inspect reads it.
    @Test func theLogStandsInFull() throws {
        let files = InspectExport.files(Report(PageTests.facts), HTMLTests.book(PageTests.facts))
        let last = try #require(files.last)
        let log = try JSONReader.read(last.bytes)
        try PageTests.expectGolden(log.pretty, "inspect.json")
    }

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
