import ArgumentParser
import Attempts
import Classifier
import Formats
import Foundation
import Reports
import Runs
import Studies
import Trials

struct ClassifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classify",
        abstract: "Judge an old run again, or classify transcripts; nothing is sent.",
        discussion: """
            With a run folder: every stored reply is read again from its raw bytes and gets a verdict of this version's \
            rules, which counts from then on.

            With --transcripts: JSONL rows {id, prompt, response, stop_reason?, model?}, in any number and in constant \
            memory, become rows {id, outcome, confidence, sure, evidence} in the same order. `outcome` is always the best \
            guess (answered, partial, refused, unable, empty, blocked, truncated); `sure` says whether the classifier \
            stands by it. The prompt is never read. `-` is standard input.

            EXAMPLES
              railgauge classify results/20261120T130509Z-demo
              railgauge classify --transcripts replies.jsonl --output verdicts.jsonl

            \(Exit.help)
            """)

    @Argument(help: ArgumentHelp("A run folder.", valueName: "run"), completion: Completions.runs)
    var folder: String?
    @Option(
        help: ArgumentHelp("JSONL with a response in each row; - for standard input.", valueName: "file"),
        completion: .file())
    var transcripts: String?
    @Option(
        help: ArgumentHelp("Where verdicts of transcripts go. Default: standard output.", valueName: "file"),
        completion: .file())
    var output: String?

    func validate() throws {
        guard (folder == nil) != (transcripts == nil) else {
            throw ValidationError("Give either a run folder or --transcripts FILE.")
        }
        if folder != nil, output != nil { throw ValidationError("--output goes with --transcripts.") }
    }

    func run() async throws {
        if let transcripts {
            try await TranscriptClassification(input: transcripts, output: output).run()
        } else if let folder {
            try rejudge(folder)
        }
    }

    private func rejudge(_ folder: String) throws {
        let reading = try RunReading(folder, readOnly: false)
        guard !reading.info.run.imported else {
            throw Failure(.badInput, "\(folder) was imported: there are no replies to judge again")
        }
        var verdicts: [(key: TrialKey, verdict: Verdict)] = []
        var changed: [String: Int] = [:]
        try Rejudging(reading).each { stored, verdict in
            if verdict.outcome != stored.verdict.outcome {
                changed["\(stored.verdict.outcome.rawValue) -> \(verdict.outcome.rawValue)", default: 0] += 1
            }
            verdicts.append((stored.trial.key, verdict))
        }
        try reading.store.addVerdicts(verdicts, version: Classifier.version)
        Console.outLine("\(counted(verdicts.count, "trial")) judged by \(Classifier.version)")
        for (change, count) in changed.sorted(by: { $0.key < $1.key }) { Console.outLine("  \(change): \(count)") }
        if changed.isEmpty { Console.outLine("  no outcome changed") }
        // What judges said stands; what follows from it depends on the rules before them.
        let study = try Study(lock: reading.info.run.lock, file: "\(folder)/study.lock.yaml")
        if let panel = study.judge {
            let replies = StoredReplies()
            let settled = try PanelSettlement(
                panel, store: reading.store, read: { try replies.read($0.raw, of: $0.trial) }
            ).settle()
            if settled > 0 { Console.outLine("\(counted(settled, "trial")) judged by \(panel.version)") }
        }
        let report = Report(try RunReading(folder).facts())
        _ = try Outputs.write(report, book: try reading.transcripts(report), format: .all, to: reading.folder)
    }
}
