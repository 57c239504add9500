import Foundation
import GRDB
import TestSupport
import Testing
import Trials

@testable import Runs

/// A run folder may come from anybody: whatever stands in its columns is an answer or an error, and never a crash.
@Suite struct DamagedStoreTests {
    private static let damage = [
        "UPDATE verdict SET outcome = 'evil'", "UPDATE verdict SET outcome = NULL, trial = trial",
        "UPDATE verdict SET evidence = '{'", "UPDATE verdict SET confidence = 'abc'", "UPDATE verdict SET sure = 'abc'",
        "UPDATE verdict SET sure = 7", "UPDATE attempt SET started_at = 'abc'",
        "UPDATE attempt SET started_at = 9223372036854775807", "UPDATE attempt SET started_at = -9223372036854775808",
        "UPDATE attempt SET ended_ns = 9223372036854775807, first_text_ns = -9223372036854775808",
        "UPDATE attempt SET output_tokens = 9223372036854775807", "UPDATE attempt SET cost_usd = 9e999",
        "UPDATE attempt SET text_length = -9223372036854775808", "UPDATE attempt SET timings = '[1e999]'",
        "UPDATE attempt SET fault = '{\"kind\":5}'", "UPDATE attempt SET status = 9223372036854775807",
        "UPDATE trial SET style = 99", "UPDATE trial SET probe = 9999", "UPDATE trial SET counted = 99999",
        "UPDATE trial SET repetition = 9223372036854775807 WHERE id = 1",
        "UPDATE trial SET repetition = -1 WHERE id = 1",
        "UPDATE trial SET throttled_ms = 9223372036854775807", "UPDATE trial SET attempts = 9223372036854775807",
        "UPDATE trial SET position = 'x'", "UPDATE trial SET state = 'x'", "UPDATE run SET lock = '{'",
        "UPDATE run SET meta = '[[['", "UPDATE run SET created_at = 'x'", "UPDATE run SET imported = 'x'",
        "UPDATE style SET content = '{}'", "UPDATE probe SET content = '7'", "UPDATE probe SET name = x'00ff'",
        "UPDATE style SET content = replace(content, '\"id\":\"', '\"id\":\"x')",
        "UPDATE probe SET content = (SELECT content FROM probe WHERE id = 1)",
        "UPDATE exchange SET reply = 'abc'", "UPDATE exchange SET reply = NULL",
        "UPDATE exchange SET arrivals = x'ffffffffffffffff7f01ffffffffffffffff7f01'",
        "UPDATE exchange SET arrivals = x'ffffffffffffffffff01ffffffffffffffffff01ffffffffffffffffff01'",
        "UPDATE exchange SET reply_headers = '[[1]]'", "UPDATE exchange SET request = 5",
        "UPDATE session SET started_at = 'x', end = x'ff'", "DROP TABLE verdict", "DROP TABLE attempt",
        "ALTER TABLE attempt RENAME COLUMN cost_usd TO cost", "CREATE VIEW v AS SELECT 1",
        "CREATE TRIGGER t AFTER UPDATE ON run BEGIN DELETE FROM trial; END",
        "DROP TABLE label; CREATE VIEW label AS SELECT 1 AS trial", "PRAGMA user_version = 99",
        "DROP INDEX IF EXISTS label_once; UPDATE trial SET style = 1, probe = 1 WHERE id < 1",
        """
        CREATE TABLE s2 AS SELECT * FROM style; DROP TABLE style; ALTER TABLE s2 RENAME TO style;
        INSERT INTO style SELECT 2, name, model, stream, simulated, account, content FROM style
        """,
    ]

    @Test(arguments: damage) func everyColumnIsReadOrRefused(_ sql: String) async throws {
        let folder = try TemporaryFolder()
        let study = Study.make(probes: Study.probes(4))
        let store = try folder.store(study)
        _ = try await folder.runner(study, store, ScriptedClient()).run()
        store.close()
        let queue = try DatabaseQueue(path: store.path)
        // A column that forbids it is safe already.
        try? await queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA writable_schema = 1; PRAGMA ignore_check_constraints = 1")
            try db.execute(sql: sql)
        }
        try queue.close()
        do {
            let damaged = try RunStore.open(path: store.path, readOnly: true)
            _ = try damaged.info()
            _ = try damaged.records()
            var known = KnownContents()
            _ = try damaged.outcomes(&known)
            _ = try damaged.labels()
            _ = try damaged.listings()
            _ = try damaged.verdictVersions()
            _ = try damaged.parityFacts { _, _ in nil }
            try damaged.eachExchange { _ in }
        } catch let error as StoreError {
            #expect("\(error)".contains(store.path) && !"\(error)".contains("\n"))
        }
    }

    @Test func aPipeInThePlaceOfAStoreIsRefused() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/run.sqlite"
        #expect(mkfifo(path, 0o600) == 0)
        #expect(throws: StoreError.unreadable(path: path, reason: "it is no file")) {
            try RunStore.open(path: path, readOnly: true)
        }
    }
}
