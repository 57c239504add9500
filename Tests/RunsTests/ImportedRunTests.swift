import Formats
import Foundation
import Runs
import TestSupport
import Testing
import Trials

@Suite struct ImportedRunTests {
    private func write(_ rows: [OutcomeRow], in folder: TemporaryFolder) throws -> RunStore {
        var rows = rows.enumerated().makeIterator()
        let path = try ImportedRun.write(
            results: folder.path + "/results", name: "published", file: "rows.jsonl", lock: ["reference": "a"],
            lockText: "imported\n", tool: "test", clock: ManualClock()
        ) { rows.next().map { ($0.element, $0.offset + 1) } }
        return try RunStore.open(path: path + "/run.sqlite")
    }

    @Test func rowsBecomeRecords() throws {
        let folder = try TemporaryFolder()
        let store = try write(
            [
                OutcomeRow(style: "a", probe: "p", field: "bio", outcome: .blocked, stage: .input, category: "cyber"),
                OutcomeRow(style: "b", probe: "p", field: "bio", outcome: .answered),
                OutcomeRow(style: "b", probe: "p", field: "bio", repetition: 2, outcome: .error),
                OutcomeRow(style: "b", probe: "q", field: "bio", outcome: .blocked, category: "weird", cluster: "c"),
            ], in: folder)
        let records = try store.records()
        #expect(records.map(\.key.description) == ["a/p/1", "b/p/1", "b/p/2", "b/q/1"])
        #expect(records.map { $0.verdict?.outcome } == [.blocked, .answered, .error, .blocked])
        #expect(records[0].verdict?.categories == [.cyber])
        #expect(records[0].verdict?.stage == .input)
        #expect(records[3].verdict?.categories == [.other])
        #expect(records[3].verdict?.categoryRaw == "weird")
        #expect(records[3].cluster == "c")
        #expect(records[0].startedAt == nil)
        let info = try store.info()
        #expect(info.run.imported)
        #expect(info.finishedAt != nil)
        #expect(info.finished == 4)
        #expect(!info.simulated)
    }

    @Test func contradictionsNameTheirLineAndLeaveNothing() throws {
        let folder = try TemporaryFolder()
        let row = OutcomeRow(style: "a", probe: "p", field: "bio", outcome: .answered)
        var other = row
        other.field = "chem"
        other.repetition = 2
        #expect(
            throws: InputError(
                file: "rows.jsonl", line: 2, place: "probe 'p', style 'a'", found: "repeat 1 a second time",
                accepted: "one row for each style, probe and repeat")
        ) { try write([row, row], in: folder) }
        let error = #expect(throws: InputError.self) { try write([row, other], in: folder) }
        #expect(error?.line == 2)
        #expect(throws: InputError.self) { try write([], in: folder) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/results").isEmpty)
    }

    @Test func aRowIsReadStrictly() throws {
        func row(_ text: String) throws -> OutcomeRow {
            try OutcomeRow(json: try JSONReader.read(text), file: "f", line: 3)
        }
        let good = try row(
            #"{"style":"a","probe":7,"field":"f","repeat":2,"expect":"answer","outcome":"blocked","stage":"no-text"}"#)
        #expect(
            good == OutcomeRow(style: "a", probe: "7", field: "f", repetition: 2, outcome: .blocked, stage: .noText))
        let bad = #expect(throws: InputError.self) {
            try row(#"{"style":"a","probe":"p","field":"f","expect":"answer","outcome":"denied"}"#)
        }
        #expect(bad?.line == 3)
        #expect(bad?.place == "key 'outcome'")
        #expect(bad?.accepted?.contains("refused") == true)
        #expect(throws: InputError.self) { try row("[]") }
        #expect(throws: InputError.self) {
            try row(#"{"style":"a","probe":"p","field":"all","expect":"answer","outcome":"empty"}"#)
        }
        #expect(throws: InputError.self) {
            try row(#"{"style":"a","probe":"p","field":"f","expect":"answer","outcome":"empty","x":1}"#)
        }
        #expect(throws: InputError.self) {
            try row(#"{"style":"a","probe":"p","field":"f","repeat":-1,"expect":"answer","outcome":"empty"}"#)
        }
    }
}
