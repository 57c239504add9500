import Foundation
import Testing

@testable import Classifier

/// The ten replies that the methods page draws out get the verdicts that it prints, from the events that it draws.
@Suite struct TextWorkedTests {
    /// Reply, events and verdict of every row of the page's table; `⏎` stands for a line break, `[…]` marks the cue.
    static let rows: [(reply: String, events: String, verdict: String)] = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let page = root.appending(path: "docs/methods/text-classifier.md")
        guard let text = try? String(contentsOf: page, encoding: .utf8),
            let part = text.split(separator: "## Ten replies").last?.split(separator: "\n## ").first
        else { return [] }
        return part.split(separator: "\n").filter { $0.hasPrefix("| \"") }.map { line in
            let cells = line.dropFirst(2).dropLast(2).components(separatedBy: " | ")
            let cue = /\[([a-z' ]*)\]/.ignoresCase()
            let reply = cells[0].dropFirst().dropLast().replacing(cue) { $0.output.1 }.replacing("⏎", with: "\n")
            return (String(reply), cells[1], String(cells[cells.count - 1].prefix { $0.isLetter }))
        }
    }()

    @Test func thePageHoldsTen() { #expect(Self.rows.count == 10) }

    @Test(arguments: rows) func theVerdictIsThatOfThePage(_ reply: String, _ events: String, _ verdict: String) {
        let read = TextClassifier().classify(reply)
        #expect("\(read.label)" == verdict)
        // The act that evidence names is the one that the page draws, with its object; no act stands where it draws none.
        let object = read.evidence.rule.firstMatch(of: /\((\w+)\)/).map { String($0.output.1) }
        if let object { #expect(events.contains(object), "\(read.evidence.rule)") }
        #expect((object == nil) == (events.contains("no act") || verdict == "unable"), "\(read.evidence.rule)")
    }
}
