import Classifier
import Foundation
import Testing
import Trials

@Suite struct CrosswalkTests {
    @Test func thePublishedTableIsTheOneInUse() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appending(path: "docs/crosswalk.md")
        if ProcessInfo.processInfo.environment["RAILGAUGE_WRITE_DOCS"] != nil {
            try Crosswalk.markdown.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == Crosswalk.markdown)
    }

    @Test func everyRowIsOnceInTheTableAndOfAKnownCategory() {
        #expect(Set(Crosswalk.rows.map { "\($0.provider) \($0.raw)" }).count == Crosswalk.rows.count)
        for row in Crosswalk.rows {
            #expect(Trials.Category.all.contains(row.category) && row.raw == row.raw.lowercased())
        }
    }

    @Test func nothingIsGuessed() {
        #expect(Crosswalk.category(nil, provider: "anthropic") == nil)
        #expect(Crosswalk.category("", provider: "anthropic") == nil)
        #expect(Crosswalk.category("BIO", provider: "anthropic") == .bioChem)
        #expect(Crosswalk.category("bio", provider: "someone") == .other)
        #expect(Crosswalk.category("violence/graphic", provider: "openrouter") == .content)
    }
}
