import Formats
import Statistics
import Testing
import Trials

@testable import Reports

struct PublicationTests {
    @Test func whatAStyleWithholdsIsInNoPageAndNumbersStay() {
        var style = AccessStyle(id: "secret", baseURL: "https://internal.example", model: "codename-7")
        style.withhold = ["model", "base_url", "request_id", "replies", "dates"]
        style.publicName = "model P"
        let records = (0..<12).map { index in
            TrialRecord(
                key: TrialKey(style: "secret", probe: "p\(index)", repetition: 1), field: "cyber",
                verdict: Verdict(
                    outcome: index < 4 ? .blocked : .answered, servedModel: "codename-7-2026",
                    evidence: [Evidence(rule: "r", field: "text", quote: "words of the model")]),
                requestID: "req-77", requestedModel: "codename-7", startedAt: "2026-11-20T10:00:00Z")
        }
        let facts = RunFacts(
            study: Study(name: "s", probes: [], styles: [style]), records: records, startedAt: "2026-11-20T10:00:00Z",
            endedAt: "2026-11-20T10:05:00Z", servedModels: ["secret": ["codename-7", "codename-8"]])
        let open = Report(facts)
        let closed = Report(facts.published())
        let pages = [
            FullPage.markdown(closed), MemoPage.markdown(closed), closed.json.pretty, TrialTable.csv(closed.facts),
        ]
        for page in pages {
            for word in ["codename", "internal.example", "req-77", "words of the model", "2026-11-20"] {
                #expect(!page.contains(word), "\(word)")
            }
        }
        #expect(pages[0].contains("model P"))
        #expect(open.cells.map(\.estimate) == closed.cells.map(\.estimate))
    }

    /// Rules, categories and field names quote replies; a confidential style withholds them without being asked.
    @Test(arguments: [true, false]) func noWordOfAReplyLeaves(_ confidential: Bool) throws {
        var style = AccessStyle(id: "secret", baseURL: "https://h", model: "m")
        style.confidential = confidential
        style.withhold = confidential ? [] : ["replies"]
        let records = (0..<12).map { index in
            TrialRecord(
                key: TrialKey(style: "secret", probe: "p\(index)", repetition: 1), field: "cyber",
                verdict: Verdict(
                    outcome: index < 4 ? .blocked : .error, errorKind: index < 4 ? nil : .unknownSignal,
                    categories: [.cyber], categoryRaw: "CANARY",
                    evidence: [Evidence(rule: "openai.error.CANARY", field: "error.code", quote: "CANARY")]))
        }
        let facts = RunFacts(study: Study(name: "s", probes: [], styles: [style]), records: records)
        var book = TranscriptBook()
        for record in records {
            book.add(
                record.key, Probe(id: record.key.probe, turns: [Turn(.user, "?")]), TranscriptBook.Said(text: "CANARY"))
        }
        let closed = Report(facts.published())
        let shown = book.published(Publication(facts.study))
        var pages = [
            FullPage.markdown(closed), MemoPage.markdown(closed), SummaryPage.markdown(closed), closed.json.pretty,
            TrialTable.csv(closed.facts), TrialTable.jsonLines(closed.facts), ObstructedTable.jsonLines(closed, shown),
        ]
        pages += closed.tables.map(\.text)
        pages += EvidencePack(closed, shown).files.map { String(decoding: $0.bytes, as: UTF8.self) }
        for page in pages { #expect(!page.contains("CANARY")) }
        // The page holds its trials compressed: what they are made of tells.
        #expect(
            !String(decoding: inflated(TrialData(closed, shown, texts: true).bytes), as: UTF8.self).contains("CANARY"))
        #expect(
            closed.json["obstructed"]?[0]?["rule"] == "openai.error"
                && closed.json["obstructed"]?[0]?["category"] == "cyber")
        #expect(
            String(decoding: inflated(TrialData(Report(facts), book, texts: true).bytes), as: UTF8.self).contains(
                "CANARY"))
    }
}
