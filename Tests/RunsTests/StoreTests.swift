import Classifier
import Formats
import Foundation
import GRDB
import TestSupport
import Testing
import Trials

@testable import Runs

@Suite struct StoreTests {
    private func ask<Value: DatabaseValueConvertible>(_ store: RunStore, _ sql: String) throws -> Value? {
        try store.database.read { db in try Value.fetchOne(db, sql: sql) }
    }

    @Test func aStoreIsPrivateAndNamesItsFormat() throws {
        let folder = try TemporaryFolder()
        let store = try folder.store(.make())
        let mode = try FileManager.default.attributesOfItem(atPath: store.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try ask(store, "PRAGMA user_version") == 1)
        #expect(try ask(store, "PRAGMA application_id") == 0x5247_4147)
        #expect(try ask(store, "PRAGMA journal_mode") == "wal")
        #expect(try ask(store, "PRAGMA synchronous") == 2)
        #expect(try ask(store, "SELECT state FROM trial") == "pending")
    }

    @Test func aClosedStoreIsOneFileThatCanBeCopied() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(3))
        let store = try folder.store(study)
        _ = try await folder.runner(study, store, ScriptedClient()).run()
        store.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["run.sqlite"])
        let copy = folder.path + "/copy.sqlite"
        try FileManager.default.copyItem(atPath: store.path, toPath: copy)
        #expect(try RunStore.open(path: copy, readOnly: true).records().count == 3)
        let again = try RunStore.open(path: copy)
        #expect(try ask(again, "PRAGMA journal_mode") == "wal")
        #expect(try ask(again, "PRAGMA synchronous") == 2)
    }

    /// A series of runs reads less of each trial, another way: what both say is the same, also where the next run has other
    /// contents than the last.
    @Test func aSeriesReadsTheVerdictsThatARunHas() async throws {
        var known = KnownContents()
        for probes in [3, 5, 3] {
            let folder = try TemporaryFolder()
            let study = Study.make(probes: Study.probes(probes))
            let store = try folder.store(study)
            _ = try await folder.runner(study, store, ScriptedClient()).run()
            let (records, info, outcomes) = (try store.records(), try store.info(), try store.outcomes(&known))
            #expect(outcomes.records.count == probes && outcomes.run.study == info.run.study)
            #expect(outcomes.run.lock == info.run.lock && outcomes.run.lockHash == info.run.lockHash)
            #expect(outcomes.startedAt == records.compactMap(\.startedAt).min())
            #expect(
                outcomes.servedModels
                    == Dictionary(grouping: info.servedModels, by: \.style).mapValues { $0.map(\.model) })
            for (own, whole) in zip(outcomes.records, records) {
                #expect(own.key == whole.key && own.cluster == whole.cluster && own.field == whole.field)
                #expect(own.role == whole.role && own.frame == whole.frame && own.expect == whole.expect)
                #expect(own.judgeable == whole.judgeable && own.released == whole.released)
                #expect(
                    own.verdict?.outcome == whole.verdict?.outcome
                        && own.verdict?.categories == whole.verdict?.categories)
                #expect(
                    own.verdict?.degraded == whole.verdict?.degraded && own.verdict?.version == whole.verdict?.version)
                #expect(own.verdict?.sure == whole.verdict?.sure && own.verdict?.decidedBy == whole.verdict?.decidedBy)
                for definition in Definition.allCases {
                    #expect(
                        own.verdict?.obstructed(definition, judgeable: own.judgeable)
                            == whole.verdict?.obstructed(definition, judgeable: whole.judgeable))
                }
            }
        }
    }

    /// The simulator may stand behind any address: what its replies say of themselves decides, and a replay is no new one.
    @Test(arguments: [("http://127.0.0.1:9/v1", true), ("replay:recording", false)])
    func repliesOfTheSimulatorAreKnownAtAnyAddress(_ address: String, _ expected: Bool) async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(3), styles: [.make(baseURL: address)])
        let store = try folder.store(study)
        #expect(try !store.info().simulated)
        let client = ScriptedClient { trial, _ in
            trial.probe.id == study.probes[1].id
                ? .make(headers: [HeaderLine("X-Railgauge-Simulated", "true")]) : .answered()
        }
        _ = try await folder.runner(study, store, client).run()
        var known = KnownContents()
        #expect(try store.info().simulated == expected && store.outcomes(&known).simulated == expected)
    }

    @Test func closingWhileAnotherReadsDoesNotWaitAndLosesNothing() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(3))
        let store = try folder.store(study)
        let reader = try RunStore.open(path: store.path, readOnly: true)
        #expect(try reader.records().count == 3)
        _ = try await folder.runner(study, store, ScriptedClient()).run()
        let began = SystemClock().now()
        store.close()
        #expect(SystemClock().now() - began < 5)
        #expect(try reader.records().allSatisfy { $0.verdict != nil })
    }

    @Test func otherFilesAreNoStores() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/x.sqlite"
        #expect(throws: StoreError.unreadable(path: path, reason: "there is no such file")) {
            try RunStore.open(path: path)
        }
        try Data(repeating: 65, count: 5000).write(to: URL(fileURLWithPath: path))
        #expect(throws: StoreError.unreadable(path: path, reason: "it is no SQLite file")) {
            try RunStore.open(path: path)
        }
        let other = folder.path + "/y.sqlite"
        try DatabaseQueue(path: other).write { db in try db.execute(sql: "CREATE TABLE t (x)") }
        #expect(throws: StoreError.unreadable(path: other, reason: "it is no run store")) {
            try RunStore.open(path: other)
        }
        let store = try folder.store(.make(), name: "z.sqlite")
        try store.database.write { db in try db.execute(sql: "PRAGMA user_version = 9") }
        store.close()
        #expect(throws: StoreError.self) { try RunStore.open(path: folder.path + "/z.sqlite") }
    }

    /// A store of somebody's in which a style goes by the name of another.
    @Test func contentUnderAnotherNameIsDamage() throws {
        let folder = try TemporaryFolder()
        let store = try folder.store(.make(), name: "z.sqlite")
        _ = try store.records()
        for table in ["style", "probe"] {
            try store.database.write { db in
                try db.execute(sql: "UPDATE \(table) SET content = json_set(content, '$.id', 'another') WHERE id = 1")
            }
            var known = KnownContents()
            #expect(throws: StoreError.self) { try store.records() }
            #expect(throws: StoreError.self) { try store.outcomes(&known) }
        }
        store.close()
    }

    @Test func noRequestLeavesBeforeItsAttemptIsOnDisk() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(30), inFlight: 4)
        let store = try folder.store(study)
        let path = store.path
        let client = ScriptedClient { trial, _ in
            let reader = try RunStore.open(path: path, readOnly: true)
            let started = try await reader.database.read { db in
                try Int.fetchOne(
                    db,
                    sql: """
                        SELECT count(*) FROM attempt a JOIN trial t ON t.id = a.trial JOIN probe p ON p.id = t.probe
                        WHERE p.name = ? AND a.state = 'started'
                        """, arguments: [trial.probe.id])
            }
            #expect(started == 1)
            return .answered()
        }
        #expect(try await folder.runner(study, store, client).run().end == .done)
        #expect(client.sent.count == 30)
    }

    @Test func anExchangeReadsBackAsItWas() async throws {
        let folder = try TemporaryFolder()
        let tool = ToolDeclaration(name: "read", description: "d", schema: ["type": "object"])
        let probe = Probe.make(tools: [tool], check: Check(.number(0.00042, tolerance: 1e-6)), changes: [.history])
        let study = Study.make(probes: [probe], styles: [.make(acceptServed: ["model-*"], stream: false)])
        let store = try folder.store(study)
        var exchange = Exchange.answered("\u{FFFD} ünï \0 text")
        exchange.raw.body = [0, 255, 10, 13, 34]
        exchange.raw.headers = [
            HeaderLine("Set-Cookie", "a=\"b\""), HeaderLine("set-cookie", "c"), HeaderLine("X", ""),
        ]
        exchange.raw.arrivals = [
            Arrival(end: 1, at: 5_000_000_000), Arrival(end: 1, at: 5_000_000_001), Arrival(end: 5, at: 9_000_000_000),
        ]
        exchange.timings.connected = 12
        exchange.timings.reusedConnection = true
        let kept = exchange
        _ = try await folder.runner(study, store, ScriptedClient { _, _ in kept }).run()
        var read: [StoredExchange] = []
        try store.eachExchange { read.append($0) }
        let stored = try #require(read.first)
        #expect(read.count == 1)
        #expect(stored.raw == kept.raw)
        #expect(stored.request == kept.request)
        #expect(stored.timings == kept.timings)
        #expect(stored.trial.probe == probe)
        #expect(stored.trial.style == study.styles[0])
    }

    @Test func theNewestVerdictCountsAndTheRequestsStayUnsent() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(450))
        let store = try folder.store(study)
        _ = try await folder.runner(study, store, ScriptedClient()).run()
        var keys: [TrialKey] = []
        try store.eachExchange { keys.append($0.trial.key) }
        #expect(keys.count == 450)
        #expect(try store.records().map(\.key) == keys)
        try store.addVerdicts(keys.map { ($0, .make(outcome: .refused)) }, version: "2")
        #expect(try store.records().allSatisfy { $0.verdict?.outcome == .refused && $0.verdict?.version == "2" })
        // The old rules again: their verdict is written anew, and counts.
        try store.addVerdicts([(keys[7], .make(outcome: .unable))], version: "1")
        #expect(try store.records()[7].verdict?.outcome == .unable)
        #expect(try store.info().attempts == 450)
        #expect(throws: StoreError.self) {
            try store.addVerdicts(
                [(keys[0], .make()), (TrialKey(style: "x", probe: "y", repetition: 1), .make())], version: "3")
        }
        #expect(try store.records()[0].verdict?.version == "2")
    }

    @Test func aVerdictReadsBackWhole() async throws {
        let folder = try TemporaryFolder()
        let verdict = Verdict(
            outcome: .blocked, errorKind: nil, stage: .duringReasoning, layer: .apiSignal,
            categories: [.cyber, .bioChem],
            categoryRaw: "frontier cyber", served: .declaredFallback, servedModel: "m", degraded: [.rescued, .cut],
            decidedBy: .judge, confidence: 0.25, sure: false, delivered: true,
            evidence: [Evidence(rule: "r", field: "f", quote: "q\n\"")], version: "7")
        let study = Study.make()
        let store = try folder.store(study)
        _ = try await folder.runner(study, store, ScriptedClient(), rules: ScriptedRules { _, _ in (verdict, .done) })
            .run()
        #expect(try store.records().first?.verdict == verdict)
    }

    // MARK: Positive controls

    @Test(arguments: ["Sure, the SECRET-WORD is", "I can't do that, SECRET-WORD"])
    func aReplyToAControlNeverReachesTheStore(text: String) async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(
            probes: [.make(id: "control", expect: .refuse, role: .control)], controls: ["public"])
        let store = try folder.store(study)
        let client = ScriptedClient { _, _ in
            var exchange = Exchange.answered(text)
            exchange.reply.reasoning = "SECRET-WORD"
            return exchange
        }
        _ = try await folder.runner(study, store, client).run()
        let refused = text.hasPrefix("I can't")
        let record = try #require(try store.records().first)
        #expect(record.verdict?.outcome == (refused ? .refused : .answered))
        #expect(record.verdict?.evidence.map(\.quote) == [""])
        #expect(record.verdict?.evidence.map(\.field) == [refused ? "text[0..<\(text.count)]" : "text"])
        #expect(record.textLength == text.count)
        var exchanges = 0
        try store.eachExchange { _ in exchanges += 1 }
        #expect(exchanges == 0)
        #expect(try ask(store, "SELECT reply_sha256 FROM exchange") == SHA256.hex(text))
        #expect(try ask(store, "SELECT bytes FROM attempt") == text.utf8.count)
        store.close()
        try expectNowhere("SECRET-WORD", in: folder)
    }

    /// Every file, the write-ahead log included.
    private func expectNowhere(_ word: String, in folder: TemporaryFolder) throws {
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + file))
            #expect(bytes.range(of: Data(word.utf8)) == nil, "\(file)")
        }
    }

    /// Whatever place the server of a control writes into.
    @Test func nothingThatTheServerOfAControlCouldWriteReachesADisk() async throws {
        let folder = try TemporaryFolder()
        let word = "SECRET-WORD"
        let study = Study.make(
            probes: (0..<4).map { .make(id: "control\($0)", expect: .refuse, role: .control) }, controls: ["public"])
        let store = try folder.store(study)
        let client = ScriptedClient { trial, attempt in
            var exchange = Exchange.answered("I can't do that. \(word)", model: "m-\(word)")
            exchange.raw.headers = [
                HeaderLine("x-reply", word), HeaderLine("x-request-id", word), HeaderLine("retry-after", word),
                HeaderLine("date", word),
            ]
            exchange.reply.requestID = word
            exchange.reply.annotations = ["system_fingerprint": .string(word)]
            if trial.probe.id == "control1" {
                exchange.raw.fault = WireFault(kind: .encoding, message: word, mayHaveReachedServer: true)
            }
            return exchange
        }
        let rules = ScriptedRules { exchange, trial in
            guard trial.probe.id != "control1" else { return nil }
            let verdict = Verdict.make(
                outcome: trial.probe.id == "control2" ? .blocked : .error,
                errorKind: trial.probe.id == "control2" ? nil : .unknownSignal,
                categories: [Category(rawValue: word)], categoryRaw: word, served: .undeclaredReroute,
                servedModel: word,
                evidence: [Evidence(rule: "vendor.error.\(word)", field: "choices.\(word)", quote: word)])
            return (verdict, .done)
        }
        _ = try await folder.runner(study, store, client, rules: rules).run()
        #expect(try store.records().allSatisfy { $0.verdict != nil })
        try expectNowhere(word, in: folder)
        store.close()
        try expectNowhere(word, in: folder)
    }

    @Test func aRetriedReplyToAControlIsWithheldToo() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: [.make(id: "control", role: .control)], controls: ["public"])
        let store = try folder.store(study)
        let client = ScriptedClient { _, attempt in
            guard attempt == 1 else { return .answered("fine") }
            var exchange = Exchange.fault(partialText: "SECRET")
            exchange.raw.body = Array("SECRET".utf8)
            return exchange
        }
        _ = try await folder.runner(study, store, client).run()
        #expect(try ask(store, "SELECT count(*) FROM exchange WHERE reply IS NULL") == 2)
    }

    // MARK: Full disk

    @Test func aFullDiskEndsTheRunWithEveryFinishedTrialStored() async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(300), inFlight: 4)
        let store = try folder.store(study)
        try await store.database.write { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 60)")
        }
        let finished = Collected<TrialKey>()
        let summary = try await folder.runner(
            study, store, ScriptedClient { _, _ in .answered(String(repeating: "word ", count: 2000)) }
        ) {
            if case .finished(let trial) = $0 { finished.add(trial.key) }
        }.run()
        #expect(summary.end == .couldNotFinish(reason: "\(StoreError.full(path: store.path))"))
        #expect(summary.end.exitCode == 1)
        #expect("\(summary.end)".contains(store.path))
        store.close()
        let reopened = try RunStore.open(path: store.path)
        let stored = try reopened.records().filter { $0.verdict != nil }.map(\.key)
        #expect(!stored.isEmpty)
        #expect(Set(stored) == Set(finished.all))
        let second = ScriptedClient()
        #expect(try await folder.runner(study, reopened, second).run().end == .done)
        #expect(second.sent.count == 300 - stored.count)
    }

    @Test func aFullFileSystemEndsTheRunTheSameWay() async throws {
        let folder = try TemporaryFolder()
        let disk = folder.path + "/disk"
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        guard mount("tmpfs", disk, "tmpfs", 0, "size=600k") == 0 else { return }  // needs root
        defer { umount2(disk, 2) }
        let study = Study.make(probes: Study.probes(200), inFlight: 4)
        let path = disk + "/run.sqlite"
        let store = try RunStore.create(
            path: path, run: RunName(name: "r", study: "s", lockHash: study.lockHash, createdAt: 0),
            order: RunOrder(study))
        let finished = Collected<TrialKey>()
        let summary = try await folder.runner(
            study, store, ScriptedClient { _, _ in .answered(String(repeating: "word ", count: 2000)) }
        ) {
            if case .finished(let trial) = $0 { finished.add(trial.key) }
        }.run()
        #expect(summary.end.exitCode == 1)
        #expect("\(summary.end)".contains("is full"))
        store.close()
        #expect(mount("tmpfs", disk, "tmpfs", 32, "size=20m") == 0)  // MS_REMOUNT
        let reopened = try RunStore.open(path: path)
        let stored = try reopened.records().filter { $0.verdict != nil }.map(\.key)
        #expect(!stored.isEmpty)
        #expect(Set(stored) == Set(finished.all))
        #expect(try await folder.runner(study, reopened, ScriptedClient()).run().end == .done)
        reopened.close()
    }

    @Test func aPlanOfAnotherStudyIsNotContinued() async throws {
        let folder = try TemporaryFolder()
        let store = try folder.store(.make(probes: Study.probes(3)))
        let client = ScriptedClient()
        await #expect(throws: StoreError.self) {
            try await folder.runner(.make(probes: Study.probes(4)), store, client).run()
        }
        #expect(client.sent.isEmpty)
    }

    @Test func arrivalsReadBack() {
        let arrivals = (0..<300).map { Arrival(end: $0 * $0, at: Int64($0) * 123_456_789) }
        #expect(StoredArrivals.decode(StoredArrivals.encode(arrivals)) == arrivals)
        #expect(StoredArrivals.decode([0x80]).isEmpty)
    }
}
