import Formats
import Foundation
import Testing
import Trials

/// Labelling as a person does it: keys in, labels out, the terminal as it was.
struct LabelTests {
    private let folder: TestFolder
    private let binary: Binary

    init() throws {
        folder = try TestFolder()
        binary = Binary(folder: folder)
    }

    /// A finished run of 20 probes under two styles; both answer, refuse and help in part.
    private func finishedRun(more: String = "") throws -> String {
        try SmallStudy.write(into: folder, repeats: 1, more: more)
        let ended = try binary.run("run", "study.yaml", "--quiet")
        #expect(ended.code == 0, "\(ended.error)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("results"))
        return "results/" + (try #require(names.first { $0.hasPrefix("2") }))
    }

    /// Types lines into `railgauge label`.
    private func label(_ run: String, keys: String, _ options: String = "") throws -> Binary.Ended {
        try folder.write(keys, to: "keys")
        return try binary.shell("$RAILGAUGE label \(run) \(options) < keys")
    }

    private func exported(_ run: String) throws -> [JSONValue] {
        let ended = try binary.run("label", run, "--export", "-")
        #expect(ended.code == 0, "\(ended.error)")
        return try ended.out.split(separator: "\n").map { try JSONReader.read(String($0)) }
    }

    @Test func aPipedSessionLabelsGoesBackAndIsContinued() throws {
        let run = try finishedRun()
        // A wrong key, an empty line and a word count as what they are; `b` returns to the reply before.
        let first = try label(run, keys: "x\n\na\nrefused\nb\np\ns\nq\nr\n", "--sample 8 --labeller anna")
        #expect(first.code == 0, "\(first.error)")
        #expect(first.out == "2 of 8 replies labelled by anna\n")
        #expect(try exported(run).map { $0["label"]?.string ?? "" }.sorted() == ["answered", "partial"])

        let second = try label(run, keys: String(repeating: "u\n", count: 20), "--sample 8 --labeller anna")
        #expect(second.error.contains("8 replies drawn, 2 of them already labelled by anna"))
        #expect(second.out == "8 of 8 replies labelled by anna\n")
        let labels = try exported(run)
        #expect(labels.count == 8 && labels.count { $0["label"]?.string == "unable" } == 6)
        #expect(Set(labels.compactMap { $0["style"]?.string }) == ["public", "railfree"])
        #expect(labels.allSatisfy { ($0["weight"]?.double ?? 0) >= 1 && $0["stratum"]?.string != nil })
    }

    /// On top of what is labelled, the labelled ones among them: nobody reads a reply twice.
    @Test func theNarrowestDrawGoesOnFromTheLabels() throws {
        let run = try finishedRun()
        let first = try label(run, keys: String(repeating: "a\n", count: 8), "--sample 8 --labeller anna")
        #expect(first.out == "8 of 8 replies labelled by anna\n")
        let more = try label(run, keys: String(repeating: "a\n", count: 9), "--narrowest --sample 6 --labeller anna")
        #expect(more.error.contains("14 replies drawn, 8 of them already labelled by anna"), "\(more.error)")
        #expect(more.out == "14 of 14 replies labelled by anna\n")
        #expect(Set(try exported(run).compactMap { $0["sampling"]?.string }) == ["stratified"])
    }

    @Test func whatIsReadTellsNothingOfStyleModelOrVerdict() throws {
        let run = try finishedRun()
        let ended = try label(run, keys: String(repeating: "s\n", count: 50), "--sample 50")
        #expect(ended.error.contains("=== PROMPT\nPrompt number"))
        #expect(ended.error.contains("=== REPLY"))
        for word in ["public", "railfree", "sim-1", "stratum", "verdict", "p1/"] {
            #expect(!ended.error.contains(word), "\(word)")
        }
    }

    @Test func twoLabellersReadTheSameRepliesAndAgree() throws {
        let run = try finishedRun()
        #expect(try label(run, keys: String(repeating: "a\n", count: 12), "--sample 12 --labeller anna").code == 0)
        #expect(try label(run, keys: String(repeating: "r\n", count: 12), "--sample 12 --labeller ben").code == 0)
        let table = try binary.run("label", run, "--agreement")
        #expect(table.out.hasPrefix("anna, ben: 12 replies by both\n  all words: 0.0 % the same, kappa 0.00"))
        let report = try JSONReader.read(try folder.read("\(run)/report.json"))
        let labels = report["trust"]?["classifier"]?["labels"]
        #expect(labels?["replies"]?.int == 12)
        #expect(labels?["labellers"] == ["anna", "ben"])
        #expect(labels?["agreement"]?.array?.first?["words"]?["raw"]?.double == 0)
        #expect(try folder.read("\(run)/memo.md").contains("12 replies labelled by anna, ben"))
    }

    /// Every text-decided reply labelled as a person would have it gives the raw rate back, by double sampling.
    @Test func labelsOfEveryReplyCarryThroughToTheReport() throws {
        let run = try finishedRun()
        let trials = try folder.read("\(run)/trials.jsonl").split(separator: "\n").map {
            try JSONReader.read(String($0))
        }
        let rows = trials.filter { $0["decided_by"]?.string == "text" && $0["style"]?.string == "public" }
        #expect(rows.count > 5)
        #expect(try label(run, keys: String(repeating: "a\n", count: 99), "--sample 99 --style public").code == 0)
        let all = try JSONReader.read(try folder.read("\(run)/report.json"))
        func row(_ report: JSONValue, _ definition: String) -> JSONValue? {
            report["corrections"]?.array?.first {
                $0["style"]?.string == "public" && $0["field"]?.string == "all"
                    && $0["definition"]?.string == definition
            }
        }
        // Nobody was refused in the eyes of this labeller: what is left is what the API blocked.
        let corrected = try #require(row(all, "strict"))
        #expect(corrected["method"]?.string == "double-sampling" && corrected["labels_of"]?.string == "style")
        #expect(corrected["labels"]?.int == rows.count)
        let blocked = trials.count { $0["outcome"]?.string == "blocked" && $0["style"]?.string == "public" }
        #expect(abs((corrected["corrected"]?.double ?? -1) - Double(blocked) / 20) < 1e-9)
        #expect(row(all, "model")?["corrected"]?.double == 0)
        #expect(all["corrected_differences"]?.array?.first?["may_be_the_judges"]?.bool == true)
    }

    @Test func exportedLabelsComeBackElsewhereAndStrangersAreNamed() throws {
        let run = try finishedRun()
        #expect(try label(run, keys: "a\nr\np\nu\n", "--sample 4 --labeller anna").code == 0)
        #expect(try binary.run("label", run, "--export", "labels.jsonl").code == 0)
        let text = try folder.read("labels.jsonl")
        try folder.write(text.replacing("anna", with: "ben"), to: "ben.jsonl")
        let added = try binary.run("label", run, "--import", "ben.jsonl")
        #expect(added.out == "4 labels added\n", "\(added.error)")
        let again = try binary.run("label", run, "--import", "ben.jsonl")
        #expect(again.out == "0 labels added; 4 stood there already\n", "\(again.error)")
        #expect(try exported(run).count == 8)
        #expect(try binary.run("label", run, "--agreement").out.contains("100.0 % the same"))

        for (bad, message) in [
            (#"{"style": "public", "probe": "nobody", "label": "refused", "labeller": "x"}"#, "public/nobody/1"),
            (
                #"{"style": "public", "probe": "p1", "label": "censored", "labeller": "x"}"#,
                "bad.jsonl:1: unknown label"
            ),
            (#"{"style": "public", "probe": "p1", "label": "refused"}"#, "labeller"),
            ("nonsense", "bad.jsonl:1"),
        ] {
            try folder.write(bad + "\n", to: "bad.jsonl")
            let ended = try binary.run("label", run, "--import", "bad.jsonl")
            #expect(ended.code == 65 && ended.error.contains(message), "\(ended.error)")
        }
        #expect(try exported(run).count == 8)
    }

    /// A table that others made holds no replies: what to label is drawn here, read elsewhere and brought back.
    @Test func importedRunsAreDrawnHereAndLabelledElsewhere() throws {
        let rows = (1...40).map { probe in
            #"{"style": "a", "probe": "p\#(probe)", "field": "f", "expect": "answer", "outcome": "\#(probe <= 10 ? "refused" : "answered")"}"#
        }
        try folder.write(rows.joined(separator: "\n"), to: "rows.jsonl")
        let imported = try binary.run("suites", "import", "--outcomes", "rows.jsonl")
        #expect(imported.code == 0, "\(imported.error)")
        let run =
            "results/" + (try #require(FileManager.default.contentsOfDirectory(atPath: folder.path("results")).first))
        let session = try label(run, keys: "a\n")
        #expect(session.code == 65 && session.error.contains("--draw FILE"), "\(session.error)")
        let drawn = try binary.run("label", run, "--sample", "20", "--draw", "todo.jsonl")
        #expect(drawn.code == 0 && drawn.out.contains("20 replies to label in todo.jsonl"), "\(drawn.error)")
        let open = try folder.read("todo.jsonl").split(separator: "\n").map(String.init)
        // Blind to what was read.
        #expect(open.count == 20 && !open.contains { $0.contains("refused") || $0.contains("answered") })
        try folder.write(
            open.dropLast().map { $0.replacing(#""label":null"#, with: #""label":"answered""#) }.joined(separator: "\n")
                + "\n" + (open.last ?? ""), to: "done.jsonl")
        let back = try binary.run("label", run, "--import", "done.jsonl", "--labeller", "anna")
        #expect(back.out == "19 labels added; 1 row without a label left out\n", "\(back.out)\(back.error)")
        func corrected() throws -> JSONValue? {
            try JSONReader.read(try folder.read("\(run)/report.json"))["corrections"]?.array?.first {
                $0["field"]?.string == "all" && $0["definition"]?.string == "strict"
            }
        }
        #expect(try corrected()?["method"]?.string == "double-sampling" && corrected()?["corrected"]?.double == 0)

        // The same labels without a word on how they were picked, and with one.
        let bare = (1...20).map { #"{"style": "a", "probe": "p\#($0)", "label": "answered", "labeller": "anna"}"# }
        try folder.write(bare.joined(separator: "\n"), to: "bare.jsonl")
        let chosen = try binary.run("label", run, "--import", "bare.jsonl")
        #expect(chosen.error.contains("without a word on how the replies were picked"))
        let again = try binary.run("suites", "import", "--outcomes", "rows.jsonl", "--results", "again")
        #expect(again.code == 0, "\(again.error)")
        let other =
            "again/" + (try #require(FileManager.default.contentsOfDirectory(atPath: folder.path("again")).first))
        func correctedOfOther() throws -> JSONValue? {
            try JSONReader.read(try folder.read("\(other)/report.json"))["corrections"]?.array?.first {
                $0["field"]?.string == "all" && $0["definition"]?.string == "strict"
            }
        }
        #expect(try binary.run("label", other, "--import", "bare.jsonl").code == 0)
        #expect(try correctedOfOther()?["reason"]?.string == "the labels were chosen, not drawn")
        #expect(try binary.run("label", other, "--import", "bare.jsonl", "--picked", "drawn").code == 0)
        #expect(try correctedOfOther()?["method"]?.string == "double-sampling")
        #expect(try binary.run("label", other, "--picked", "drawn").code == 64)
    }

    @Test func badUsageIsNamed() throws {
        let run = try finishedRun()
        #expect(try binary.run("label").code == 64)
        #expect(try binary.run("label", run, "--sample", "0").code == 64)
        #expect(try binary.run("label", run, "--export", "x", "--agreement").code == 64)
        let ended = try binary.run("label", run, "--style", "nobody")
        #expect(ended.code == 64 && ended.error.contains("public, railfree"))
    }

    @Test func comparedRunsKeepTheirOwnLabels() throws {
        let run = try finishedRun()
        #expect(try label(run, keys: String(repeating: "a\n", count: 99), "--sample 99").code == 0)
        let ended = try binary.run("compare", run, run, "--format", "json")
        #expect(ended.error.contains("a run differs from itself in nothing"), "\(ended.error)")
        let stranger = try binary.run("compare", run, "--pair", "foo,public")
        #expect(stranger.code == 64 && stranger.error.contains("there is no style 'foo'"), "\(stranger.error)")
        #expect(ended.code == 0, "\(ended.error)")
        let rows = try JSONReader.read(ended.out)["corrected_differences"]?.array ?? []
        let row = rows.first { $0["field"]?.string == "all" && $0["definition"]?.string == "strict" }
        #expect(row?["difference"]?.double == 0 && row?["may_be_the_judges"]?.bool == false)
        #expect(try binary.run("compare", run).out.contains("errors differ between the styles"))
    }

    // MARK: A real terminal

    @Test(arguments: [nil, SIGTERM, SIGINT, SIGHUP, SIGQUIT] as [Int32?])
    func theTerminalIsAsItWas(signal: Int32?) throws {
        let run = try finishedRun()
        let terminal = try PseudoTerminal()
        let before = terminal.modes
        let process = try terminal.start(["label", run, "--sample", "8", "--labeller", "anna"], in: folder)
        #expect(terminal.waits(for: "Labeller anna  1 of 8"))
        #expect(terminal.modes != before)
        terminal.type("a")
        #expect(terminal.waits(for: "Labeller anna  2 of 8"))
        if let signal { kill(process.processIdentifier, signal) } else { terminal.type("\u{3}") }
        #expect(terminal.exitCode(of: process) == 130)
        #expect(terminal.modes == before)
        // The label was stored before the next reply was shown.
        #expect(try exported(run).count == 1)
    }

    @Test func quittingRestoresTheTerminalToo() throws {
        let run = try finishedRun()
        let terminal = try PseudoTerminal()
        let before = terminal.modes
        let process = try terminal.start(["label", run, "--sample", "8"], in: folder)
        #expect(terminal.waits(for: "1 of 8"))
        // An arrow key is no answer.
        terminal.type("\u{1B}[A")
        terminal.type("q")
        #expect(terminal.exitCode(of: process) == 0)
        #expect(terminal.modes == before)
        #expect(try exported(run).isEmpty)
    }

    // MARK: Versions of verdicts

    @Test func versionsOfVerdictsAreHeldAgainstEachOther() throws {
        let run = try finishedRun()
        let same = try binary.run("compare", run, "--verdicts", "first", "last")
        #expect(same.code == 64 && same.error.contains("railgauge classify"))
        // An older version of the rules, which read every refusal as partial help.
        let sql = """
            import sqlite3, sys
            store = sqlite3.connect(sys.argv[1])
            columns = [row[1] for row in store.execute('PRAGMA table_info(verdict)') if row[1] != 'id']
            chosen = ', '.join({'version': "'older'", 'outcome': "replace(outcome, 'refused', 'partial')"}.get(c, c) for c in columns)
            store.execute('UPDATE verdict SET id = id + 100000')
            store.execute(f"INSERT INTO verdict ({', '.join(columns)}) SELECT {chosen} FROM verdict")
            store.execute("UPDATE verdict SET id = id - 100000 WHERE version = 'older' AND id > 100000")
            store.execute("UPDATE verdict SET id = id - 100000 WHERE version = 'older' AND id > 100000")
            store.commit()
            """
        try folder.write(sql, to: "older.py")
        guard try binary.shell("command -v python3").code == 0 else { return }
        let made = try binary.shell("python3 older.py \(run)/run.sqlite")
        #expect(made.code == 0, "\(made.error)")
        let refused = try folder.read("\(run)/trials.jsonl").split(separator: "\n")
            .count { $0.contains(#""outcome":"refused""#) }
        let moved = try binary.run("compare", run, "--verdicts", "older", "last", "--format", "json")
        #expect(moved.code == 0, "\(moved.error)")
        let json = try JSONReader.read(moved.out)
        #expect(json["changed"]?.int == refused && refused > 0)
        #expect(
            json["changes"]?.array?.allSatisfy { $0["from"]?.string == "partial" && $0["to"]?.string == "refused" }
                == true)
        let strict = json["moves"]?.array?.first {
            $0["style"]?.string == "public" && $0["field"]?.string == "all" && $0["definition"]?.string == "strict"
        }
        #expect((strict?["moved"]?.double ?? 0) > 0)
        let broad = json["moves"]?.array?.filter { $0["definition"]?.string == "broad" } ?? []
        #expect(!broad.isEmpty && broad.allSatisfy { $0["moved"]?.double == 0 })
        let page = try binary.run("compare", run, "--verdicts", "older", "last")
        #expect(page.out.contains("| partial | refused |") && page.out.contains("## work not delivered"))
    }
}
