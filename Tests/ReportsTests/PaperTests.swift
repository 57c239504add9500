import Formats
import Foundation
import Statistics
import Studies
import Testing
import Trials

@testable import Reports

/// The memo is one sheet of paper and the summary two or three, whatever was studied: what does not fit is left out by importance,
/// and named.
@Suite struct PaperTests {
    private static let studies = ShippedFiles().names(in: "probes/studies")

    /// A study as it is shipped, with trials as a provider on a bad day would answer them: blocks in every style, some unmeasured, some
    /// unsure, some that no rule knows.
    private static func facts(_ name: String, seed: UInt64 = 7) throws -> RunFacts {
        let study = try StudyReader.study(
            at: "probes/studies/\(name).yaml", from: ShippedFiles(), shipped: ShippedFiles())
        return badDay(study, seed: seed)
    }

    private static func badDay(_ study: Study, seed: UInt64 = 7) -> RunFacts {
        var random = SplitMix64(seed: seed)
        func chance(_ share: Double) -> Bool { Double(random.below(1_000_000)) < share * 1_000_000 }
        var records: [TrialRecord] = []
        for repetition in 1...study.repeats {
            for probe in study.probes {
                for (place, style) in study.styles.enumerated() {
                    let rate = [0.35, 0.15, 0.03][place % 3]
                    let verdict: Verdict
                    if chance(0.07) {
                        verdict = .lost
                    } else if chance(0.002) {
                        verdict = Verdict(outcome: .error, errorKind: .unknownSignal, version: "rules-1")
                    } else if chance(rate) {
                        verdict =
                            chance(0.3)
                            ? (chance(0.3) ? .refused.unsure() : .refused)
                            : .blocked(
                                [Category.all[random.below(4)]], Stage.allCases[random.below(Stage.allCases.count)])
                    } else {
                        verdict = chance(0.1) ? .answered.unsure() : .answered
                    }
                    var record = TrialRecord.make(
                        style.id, probe.id, repetition: repetition, field: probe.field, frame: probe.frame,
                        role: probe.role, expect: probe.expect, cluster: probe.cluster, twin: probe.twin,
                        variantOf: probe.variantOf, changes: probe.changes, rung: probe.rung, cut: probe.cut,
                        position: records.count, verdict)
                    record.startedAt = "2026-11-20T20:00:00Z"
                    records.append(record)
                }
            }
        }
        return RunFacts(
            study: study, lockHash: String(repeating: "cd", count: 32), simulated: true, records: records,
            startedAt: "2026-11-20T20:00:00Z", endedAt: "2026-11-20T22:00:00Z",
            servedModels: Dictionary(uniqueKeysWithValues: study.styles.map { ($0.id, ["model-1", "model-1-mini"]) }),
            classifierVersions: ["rules-1"])
    }

    /// More of everything than any study should have: 14 styles with long system prompts and promises, 16 fields with long names.
    private static func crowd() -> RunFacts {
        var study = RunFacts.make([]).study
        study.name = "crowd"
        study.styles = (0..<14).map { index in
            var style = AccessStyle.make(
                "laboratory-account.system-\(index).history-keep",
                grant: index == 0 ? nil : Grant(by: "LabX", safeguardsOff: ["cyber", "bio-chem", "ai-rnd"]))
            style.system = String(
                repeating: "You assist the safety group of a university laboratory. ", count: 1 + index % 3)
            return style
        }
        study.compare = study.styles.dropFirst().map { Comparison(a: $0.id, b: study.styles[0].id) }
        study.probes = (0..<16).flatMap { field in
            (0..<12).map { index in
                var probe = Probe(id: "p-\(field)-\(index)", turns: [Turn(.user, "?")])
                probe.field = "a-field-with-a-long-name-\(field)"
                probe.frame = index < 3 ? .triggerEnriched : .typical
                return probe
            }
        }
        return badDay(study)
    }

    @Test(arguments: studies + ["crowd"]) func whatIsLeftOutIsNamed(_ name: String) throws {
        let report = Report(name == "crowd" ? Self.crowd() : try Self.facts(name))
        for (paper, blocks) in [
            (Paper.memo(ObstructionMatrix.overview(report)), MemoPage(report: report).blocks),
            (.summary, SummaryPage.blocks(report)),
        ] {
            let lines = blocks.reduce(0) { $0 + Paper.height($1) }
            #expect(
                lines <= paper.lines + 6, "\(lines) lines: only the words on what was left out may stand behind the end"
            )
            let text = Markdown.write(blocks)
            #expect(text.contains("How sure") && text.contains("What follows") && text.contains("Asked: "))
            let findings = Findings(report: report)
            for (part, items) in [
                (findings.whatChanges, findings.changes),
                ("Who declined, and when", Whereabouts(report: report).layers),
            ] where !items.isEmpty && !text.contains("## \(part)") {
                #expect(text.contains("of “\(part)”"), "\(part)")
            }
        }
    }

    @Test(.enabled(if: Browser.path != nil, HTMLTests.skip), arguments: studies + ["crowd"])
    func memoAndSummaryPrintOnAsManySheetsAsPromised(_ name: String) throws {
        let report = Report(name == "crowd" ? Self.crowd() : try Self.facts(name))
        let folder = FileManager.default.temporaryDirectory.appending(path: "railgauge-paper-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (length, bytes, most) in [
            ("memo", try HTMLPage.memo(report), 1), ("summary", try HTMLPage.summary(report), 3),
        ] {
            // The browser's own paper is Letter.
            for paper in name == "crowd" || name == "public-trusted-railfree" ? ["Letter", "A4"] : ["Letter"] {
                let file = folder.appending(path: "\(length).html")
                try Data(Self.sized(bytes, paper).utf8).write(to: file)
                let printed = folder.appending(path: "\(length).pdf")
                try Browser.pdf(file, to: printed)
                let sheets = Browser.sheets(try Data(contentsOf: printed))
                #expect(sheets >= 1 && sheets <= most, "\(name), \(length) on \(paper): \(sheets) sheets")
            }
        }
    }

    /// Its policy lets no other style sheet in.
    private static func sized(_ page: [UInt8], _ paper: String) -> String {
        String(decoding: page, as: UTF8.self)
            .replacing(/<meta http-equiv="Content-Security-Policy"[^>]*>/, with: "")
            .replacing("</head>", with: "<style>@page{size:\(paper)}</style></head>")
    }
}
