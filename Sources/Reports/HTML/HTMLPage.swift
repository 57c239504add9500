import Formats
import Foundation
import Mustache
import Trials

/// report.html: one file that needs nothing else, for people. The memo, every section with its pictures, and a browser of the
/// trials. Its script and style sheet are the only ones that its Content-Security-Policy lets run, by their hashes.
package struct HTMLPage: Sendable {
    /// Bytes of prompts and replies that the page itself holds. Beyond them replies stand in transcripts.html.
    package static let mostText = 64 << 20

    /// The files: report.html, and transcripts.html where the texts are too many for one page.
    /// - Throws: `InputError` where the program was built without its templates.
    package static func files(_ report: Report, _ book: TranscriptBook) throws -> [(name: String, bytes: [UInt8])] {
        let page = try HTMLPage()
        let apart = book.size > mostText
        var out = [(name: "report.html", bytes: page.write(report, book, apart: apart))]
        if apart { out.append(("transcripts.html", page.writeTranscripts(report, book))) }
        return out
    }

    private let library: MustacheLibrary
    private let style: String
    private let script: String

    init() throws {
        let shipped = ShippedFiles()
        func text(_ name: String) throws -> String {
            String(decoding: try shipped.bytes(at: "Templates/\(name)"), as: UTF8.self)
        }
        var library = MustacheLibrary()
        for name in ["page", "blocks", "table", "browser"] {
            library.register(try MustacheTemplate(string: text("\(name).mustache")), named: name)
        }
        self.library = library
        style = try text("report.css")
        script = try text("report.js")
    }

    private func write(_ report: Report, _ book: TranscriptBook, apart: Bool) -> [UInt8] {
        let data = TrialData(report, book, texts: !apart)
        let memo = Self.pictured(MemoPage(report: report).blocks, report)
        // The memo stands before them: the opening adds what was asked, and how.
        let opening: [Block] = [.heading(2, "What was asked, and how")] + report.section(Opening.self).setting(report)
        let full = FullPage.sections(report).map { section -> [String: Any] in
            let blocks = section.id == "opening" ? opening : section.blocks
            let name = section.id == "opening" ? "What was asked, and how" : section.name
            return ["id": section.id, "name": HTML.inline(name), "blocks": HTML.context(blocks)]
        }
        return render(
            [
                "title": Prose.plain("\(report.facts.study.name): over-refusal report"),
                "study": Prose.plain(report.facts.study.name),
                "memo": HTML.context(memo), "sections": full, "browser": browser(report, book, apart: apart),
            ], data)
    }

    /// The memo as a page of its own: no browser of trials, and no script.
    /// - Throws: `InputError` where the program was built without its templates.
    package static func memo(_ report: Report) throws -> [UInt8] {
        try HTMLPage().write(
            title: "\(report.facts.study.name): over-refusal memo",
            [("Memo", pictured(MemoPage(report: report).blocks, report))], id: "memo")
    }

    /// The summary as a page of its own.
    /// - Throws: `InputError` where the program was built without its templates.
    package static func summary(_ report: Report) throws -> [UInt8] {
        let blocks = pictured(SummaryPage.blocks(report), report)
        return try HTMLPage().write(
            title: "\(report.facts.study.name): over-refusal summary", [("Summary", blocks)], id: "memo")
    }

    /// Without the title, which the page has, and with the picture of the overall sentences behind them.
    private static func pictured(_ blocks: [Block], _ report: Report) -> [Block] {
        var out = blocks.filter { if case .heading(1, _) = $0 { false } else { true } }
        if let picture = ObstructionMatrix.overview(report), picture.isLow,
            let place = out.firstIndex(where: \.isHeading)
        {
            out.insert(.picture(picture), at: place)
        }
        return out
    }

    /// A page of blocks without a browser of trials.
    func write(title: String, _ sections: [(name: String, blocks: [Block])], id: String = "part") -> [UInt8] {
        render([
            "title": Prose.plain(title), "memo": [],
            "sections": sections.enumerated().map { place, section -> [String: Any] in
                [
                    "id": sections.count == 1 ? id : "\(id)-\(place)", "name": HTML.escape(section.name),
                    "blocks": HTML.context(section.blocks),
                ]
            },
        ])
    }

    private func writeTranscripts(_ report: Report, _ book: TranscriptBook) -> [UInt8] {
        render(
            [
                "title": Prose.plain("\(report.facts.study.name): transcripts"),
                "study": Prose.plain(report.facts.study.name),
                "memo": [], "sections": [], "browser": browser(report, book, apart: false),
            ], TrialData(report, book, texts: true))
    }

    private func browser(_ report: Report, _ book: TranscriptBook, apart: Bool) -> [String: Any] {
        let done = report.facts.records.count { $0.verdict != nil }
        var notes: [String] = []
        if apart {
            notes.append("The replies are too many for one page: `transcripts.html`, beside this file, holds them.")
        } else if book.said.isEmpty {
            notes.append("No reply is stored with this report: the browser shows what was decided, and why.")
        } else if book.said.count < done {
            notes.append(
                "Replies of \(counted(book.said.count, of: done, "trial")) are here. Those of positive controls are never stored, and some "
                    + "may be withheld.")
        }
        return ["trials": counted(done, "finished trial"), "notes": notes.map(HTML.inline), "apart": apart]
    }

    /// Stands in the page where its data go: they are put between what the templates made, not through them.
    private static let place = "railgauge-trial-data"

    private func render(_ context: [String: Any], _ data: TrialData? = nil) -> [UInt8] {
        var context = context
        context["data"] = Self.place
        context["style"] = style
        context["script"] = script
        context["style_hash"] = Self.hash(style)
        context["script_hash"] = Self.hash(script)
        let text = library.render(context, withTemplate: "page") ?? ""
        guard let data, let place = text.range(of: ">\(Self.place)</script>", options: .backwards) else {
            return Array(text.utf8)
        }
        let base64 = data.base64
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count + base64.count)
        out.append(contentsOf: text[..<place.lowerBound].utf8)
        out.append(UInt8(ascii: ">"))
        out.append(contentsOf: base64)
        out.append(contentsOf: "</script>".utf8)
        out.append(contentsOf: text[place.upperBound...].utf8)
        return out
    }

    /// As a Content-Security-Policy names an inline script.
    private static func hash(_ text: String) -> String {
        "sha256-" + Data(SHA256.digest(Array(text.utf8))).base64EncodedString()
    }
}
