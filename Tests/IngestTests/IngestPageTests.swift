import Formats
import Ingest
import Statistics
import Testing
import Trials

@Suite struct IngestPageTests {
    private func reply(
        _ session: String, _ outcome: Outcome, _ category: [Trials.Category] = [], day: String = "2026-09-01"
    ) -> LoggedReply {
        LoggedReply(
            file: "a.jsonl", line: 3, session: session, at: "\(day)T00:00:00Z", requestID: "req", requested: "m",
            verdict: Verdict(
                outcome: outcome, errorKind: outcome == .error ? .timeout : nil, categories: category,
                evidence: [Evidence(rule: "r", field: "f", quote: "a | b\u{202E}\n")]))
    }

    @Test func everyCountHasItsDenominatorAndTheUnitIsTheSession() {
        var tally = IngestTally()
        for reply in [
            reply("a", .blocked, [.cyber]), reply("a", .blocked, [.cyber]), reply("a", .answered),
            reply("b", .answered),
            reply("b", .error), reply("c", .refused, day: "2026-09-02"),
        ] { tally.add(reply) }
        #expect(tally.all.requests == 6 && tally.all.measured == 5 && tally.all.obstructed == 3)
        #expect(tally.byDay["2026-09-02"]?.refused == 1 && tally.byCategory["cyber"] == 2)
        let rate = tally.rate()
        #expect(rate.clusters == 3 && abs((rate.rate ?? 0) - (2.0 / 3 + 0 + 1) / 3) < 1e-12)
        let page = IngestPage(tally, files: 1, lines: 9, broken: 1)
        #expect(page.markdown.contains("3 of 5 measured replies were blocked or refused"))
        #expect(page.markdown.contains("your sessions, not a sample of anyone else's"))
        #expect(page.markdown.contains("| a / b   |"))
        #expect(page.json["all"]?["requests"]?.int == 6 && page.json["obstructed"]?.array?.count == 3)
    }

    @Test(arguments: [
        ("key sk-ant-api03-abcdefghijklmnop1234", 1), ("AKIAABCDEFGHIJKLMNOP", 1), ("password = \"hunter2hunter2\"", 1),
        ("https://me:geheim99@host/x", 1), ("Authorization: Bearer abcdefghijklmnopqrstuv", 1),
        ("the token ring of 1985 and a password policy", 0), ("see sk-learn and task-based work", 0),
    ])
    func secretsAreMaskedByTheirShape(_ text: String, _ count: Int) {
        let masked = SecretMask.masked(text)
        #expect(masked.count == count, "\(masked)")
        #expect((masked.text == text) == (count == 0))
    }
}
