import Formats
import Statistics
import Suites
import Testing
import Trials

@testable import Ingest

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
        // The share of replies and the mean of the sessions' own shares differ, and each says what it is.
        #expect(
            page.markdown.contains(
                "3 of 5 measured replies were blocked or refused: 60 % of replies; averaged over 3 sessions 55.6 % ("))
        #expect(page.markdown.contains("| 60 % | 3 sessions 55.6 % ("))
        for rate in [page.json["rate"], page.json["models"]?.array?.first?["rate"]] {
            #expect(rate?["of_replies"]?.double == 0.6 && rate?["sessions"]?.int == 3)
            #expect(abs((rate?["mean_of_sessions"]?.double ?? 0) - 5.0 / 9) < 1e-12 && rate?["high"]?.double != nil)
        }
        #expect(page.markdown.contains("1 file, 9 lines, 1 of them"))
        #expect(page.markdown.contains("your sessions, not a sample of anyone else's"))
        #expect(page.markdown.contains("| a / b   |"))
        #expect(page.json["all"]?["requests"]?.int == 6 && page.json["obstructed"]?.array?.count == 3)
    }

    /// A share that is neither none nor all is told as neither.
    @Test(arguments: [
        (1, 3000, "1 of 3001 measured replies was blocked or refused: less than 0.1 % of replies"),
        (3000, 1, "3000 of 3001 measured replies were blocked or refused: more than 99.9 % of replies"),
        (0, 9, "0 of 9 measured replies were blocked or refused: 0 % of replies"),
        (9, 0, "9 of 9 measured replies were blocked or refused: 100 % of replies"),
    ])
    func neitherNoneNorAll(_ blocked: Int, _ answered: Int, _ words: String) {
        var tally = IngestTally()
        for _ in 0..<blocked { tally.add(reply("a", .blocked)) }
        for _ in 0..<answered { tally.add(reply("a", .answered)) }
        let page = IngestPage(tally, files: 1, lines: 1, broken: 0).markdown
        #expect(page.contains(words), "\(page.prefix(400))")
        let isBetween = blocked > 0 && answered > 0
        #expect(page.contains("| \(blocked == 1 ? "less than 0.1" : "more than 99.9") % |") == isBetween)
    }

    /// Count, share and its ends are of one denominator, which is said.
    @Test func whatIsNotKeptIsOfThoseThatCouldCount() {
        var tally = IngestTally()
        tally.add(reply("a", .blocked))
        tally.add(reply("a", .error))
        var unkept = reply("b", .error)
        unkept.isKept = false
        tally.add(unkept)
        let page = IngestPage(tally, files: 1, lines: 3, broken: 0).markdown
        #expect(
            page.contains(
                "At least 1 of 2 requests that came to a reply, or to an error that may have been a block, was blocked or refused. What came back to 1 of these 2 the logs do not keep, so that the share of them lies anywhere between 50 % and 100 %. 3 requests seen"
            ), "\(page.prefix(500))")
    }

    @Test(arguments: [
        (LoggedReply.Unit.session, "1 session ", "your sessions", "## Sessions with most"),
        (.sample, "1 sample ", "your samples", "## Samples with most"),
        (.scenario, "1 scenario ", "your scenarios", "## Scenarios with most"),
    ])
    func theUnitIsNamed(_ unit: LoggedReply.Unit, _ mean: String, _ yours: String, _ head: String) {
        var tally = IngestTally()
        var one = reply("a", .blocked)
        one.unit = unit
        tally.add(one)
        let page = IngestPage(tally, files: 1, lines: 3, broken: 0)
        #expect(page.markdown.contains("averaged over \(mean)") && page.markdown.contains("a \(unit.rawValue) "))
        #expect(
            page.markdown.contains(yours) && page.markdown.contains(head)
                && page.json["units"] == [.string(unit.rawValue)])
        #expect(unit == .session || !page.markdown.contains("session"), "\(page.markdown)")
        var other = reply("b", .answered)
        other.unit = unit == .session ? .scenario : .session
        tally.add(other)
        let both = IngestPage(tally, files: 2, lines: 3, broken: 0)
        #expect(both.markdown.contains(unit == .sample ? "2 sessions and samples" : "2 sessions and scenarios"))
    }

    @Test func copiesInOneFileAreNotInSeveral() {
        var tally = IngestTally()
        for _ in 0..<3 {
            var one = reply("a", .answered)
            one.mark = CopyMark("x")
            tally.add(one)
        }
        #expect(tally.copies == 2 && tally.all.requests == 1)
        let one = IngestPage(tally, files: 1, lines: 3, broken: 0).markdown
        #expect(one.contains("2 replies that stand in this file already are left out"), "\(one)")
        let two = IngestPage(tally, files: 2, lines: 3, broken: 0).markdown
        #expect(two.contains("2 replies that stand in these files already are left out"), "\(two)")
    }

    @Test func oneOfAnythingIsSingular() {
        var tally = IngestTally()
        tally.add(reply("a", .blocked))
        let page = IngestPage(tally, files: 1, lines: 1, broken: 0).markdown
        #expect(page.contains("1 of 1 measured reply was blocked"))
        #expect(
            page.contains("averaged over 1 session ") && page.contains("1 request seen")
                && page.contains("1 file, 1 line, "))
    }

    @Test func nothingMeasuredIsNoZero() {
        var tally = IngestTally()
        for page in [
            IngestPage(tally, files: 1, lines: 0, broken: 0).markdown,
            { () -> String in
                tally.add(reply("a", .error))
                return IngestPage(tally, files: 1, lines: 1, broken: 0).markdown
            }(),
        ] {
            #expect(page.contains("Nothing was measured") && !page.contains("0 of 0"), "\(page)")
        }
        tally.add(reply("a", .answered))
        #expect(IngestPage(tally, files: 1, lines: 2, broken: 0).markdown.contains("0 of 1 measured reply was blocked"))
    }

    @Test func everythingOfAPromptThatIsSentIsMasked() throws {
        let key = "sk-ant-api03-abcdefghijklmnop1234"
        var prompt = PromptFile(
            system: "use \(key)",
            turns: [
                Turn(.user, "my key is \(key)"),
                Turn(
                    "",
                    calls: [
                        ScriptedCall(
                            name: "run", arguments: ["cmd": .string("curl -H \(key)"), "password": "hunter2hunter2"])
                    ]),
                Turn(results: [ToolResult("token=\(key)")]),
            ])
        #expect(SecretMask.mask(&prompt) == 5)
        #expect(!"\(prompt)".contains("abcdefghijklmnop1234") && !"\(prompt)".contains("hunter2"))
        #expect(prompt.turns[1].calls[0].arguments["cmd"]?.string == "curl -H [masked: key]")
    }

    @Test(arguments: [
        ("key sk-ant-api03-abcdefghijklmnop1234", 1), ("AKIAABCDEFGHIJKLMNOP", 1), ("password = \"hunter2hunter2\"", 1),
        ("https://me:geheim99@host/x", 1), ("Authorization: Bearer abcdefghijklmnopqrstuv", 1),
        ("Authorization: Basic YWRtaW46aHVudGVyMnNlY3JldA==", 1), ("DB_PASS=Tr0ub4dor3", 1), ("pass = Tr0ub4dor3", 1),
        ("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", 1),
        ("Cookie: sessionid=abcdef0123456789; theme=dark", 1), ("Set-Cookie: sid=31d4d96e407aad42; Path=/", 1),
        ("the token ring of 1985 and a password policy", 0), ("see sk-learn and task-based work", 0),
        ("a basic understanding of the matter", 0), ("all tests pass: everything is green", 0),
        ("a cookie: something that a browser keeps", 0), ("bypass: detection of it", 0),
        ("-H 'authorization: token 0123456789abcdef0123'", 1),
        ("Proxy-Authorization: Digest abcdefghijklmnopqrst", 1), ("curl -u admin:hunter2secret https://host/", 1),
        ("SecretAccessKey: wJalrXUtnFEMI/K7MDENG", 1),
        ("export PGPASSWORD=hunter2hunter2", 1), ("MYSQL_PWD=geheim1234", 1),
        ("{\"client_secret\": \"abcdefgh12345678\"}", 1), ("private_key=abcdefgh12345678", 1),
        ("ACCESS_KEY: abcdefgh12345678", 1), ("auth_token=abcdefgh12345678", 1), ("ENCRYPTION_KEY=abcdefgh12345678", 1),
        ("passphrase: correcthorsebattery", 1),
        ("a basic understanding of authorization", 0), ("the cookie: a small biscuit", 0), ("bypass=never", 0),
        ("compass: northnorthwest", 0), ("primary_key=customer_number", 0), ("foreign key: customers", 0),
        ("sort_key=descending", 0), ("git commit -u origin:mainbranch", 0),
    ])
    func secretsAreMaskedByTheirShape(_ text: String, _ count: Int) {
        let masked = SecretMask.masked(text)
        #expect(masked.count == count, "\(masked)")
        #expect((masked.text == text) == (count == 0))
    }

    /// Who asks "what do my logs say?" learns which replies came from another model.
    @Test func anotherModelThanAskedForIsCountedAndNamed() {
        var tally = IngestTally()
        func add(_ requested: String?, _ served: String?, _ kind: Served, times: Int) {
            for _ in 0..<times {
                tally.add(
                    LoggedReply(
                        file: "a.jsonl", line: 1, session: "s", requested: requested,
                        verdict: Verdict(outcome: .answered, served: kind, servedModel: served)))
            }
        }
        add("gpt-5.6", "gpt-5.6-mini", .undeclaredReroute, times: 3)
        add("claude-x", "claude-y", .declaredFallback, times: 1)
        add("gpt-5.6", "gpt-5.6-2026-09-01", .requested, times: 6)
        add(nil, "gpt-5.6", .unknown, times: 5)
        let page = IngestPage(tally, files: 1, lines: 15, broken: 0)
        #expect(
            page.markdown.contains(
                "Of 10 replies of which both models are known, 4 came from another model than was asked for."))
        #expect(page.markdown.contains("## Served by another model than asked for"))
        #expect(page.markdown.contains("| gpt-5.6 | gpt-5.6-mini | without notice | 3 |"))
        #expect(page.markdown.contains("| claude-x | claude-y | declared | 1 |"))
        #expect(page.json["models_named"] == 10)
        #expect(
            page.json["rerouted"]?[0] == [
                "requested": "gpt-5.6", "served": "gpt-5.6-mini", "kind": "undeclared-reroute", "replies": 3,
            ])
    }
}
