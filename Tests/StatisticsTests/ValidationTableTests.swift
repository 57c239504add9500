import Foundation
import Testing

/// docs/methods/statistics.md section 8 counts the cells of the tables that `make validate` writes.
@Suite struct ValidationTableTests {
    @Test func theCountsOfCellsAreThoseOfTheTables() throws {
        let docs = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/methods")
        let page = try String(contentsOf: docs.appending(path: "statistics.md"), encoding: .utf8)
        var named: Set<String> = []
        for match in page.matches(of: /([0-9]+) \[cells\]\(validation\/([a-z_-]+)\.csv\)/) {
            let (count, name) = (Int(match.output.1), String(match.output.2))
            let table = try String(contentsOf: docs.appending(path: "validation/\(name).csv"), encoding: .utf8)
            #expect(table.split(separator: "\n").count - 1 == count, "\(name)")
            named.insert(name)
        }
        // Lapses of access have their table in section 6.
        let tables = try FileManager.default.contentsOfDirectory(atPath: docs.appending(path: "validation").path)
        #expect(named.union(["lapses"]) == Set(tables.map { String($0.dropLast(4)) }))
    }
}
