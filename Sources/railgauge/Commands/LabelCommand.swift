import ArgumentParser
import Dialects
import Formats
import Foundation
import Reports
import Runs
import Trials

struct LabelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: "Label replies of a run by hand, blind to style, model and verdict; nothing is sent.",
        discussion: """
            Drawn are replies to main benign probes whose verdict rests on their text: by default at random within strata \
            of the classifier's verdict, from which reports take corrected rates. The same run, seed and sample size give \
            every labeller the same replies; each answer is stored at once, and the next session goes on where this one \
            ended. Replies that the classifier is not sure of come first, then those that a judge reads differently; the weights are \
            those of the whole draw, so label it to its end. Keys: a answered, p partial, r refused, u unable (asks for material, lacks a tool, did not \
            understand), e empty, s skip, b back, q quit; space and - turn pages. Where standard input is no terminal, the \
            first letter of each line is the key.

            --draw FILE writes the same draw as JSONL with `label` null, for replies that are read elsewhere or are not stored here \
            (imported runs); fill in `label` and bring the file back with --import. Labels that say nothing of how they were \
            picked correct no rate: --picked says it for a whole file.

            With --probes two raters judge whether the probes of a suite are benign, blind to each other: y benign, \
            c contested, n not benign. Reviews are lines of <suite>.review.jsonl.

            EXAMPLES
              railgauge label results/20261120T130509Z-demo --sample 100 --labeller anna
              railgauge label RUN --style public --random --sample 60 --labeller ben
              railgauge label RUN --narrowest --sample 100
              railgauge label RUN --agreement
              railgauge label RUN --export labels.jsonl
              railgauge label RUN --sample 120 --draw todo.jsonl
              railgauge label RUN --import todo.jsonl --labeller anna
              railgauge label RUN --import theirs.jsonl --picked drawn
              railgauge label --probes ./mine.yaml --labeller anna

            \(Exit.help)
            """)

    enum Way: String, EnumerableFlag {
        case stratified
        case random
        case narrowest

        static func help(for way: Way) -> ArgumentHelp? {
            switch way {
            case .stratified: "Draw at random within strata of the classifier's verdict (default)."
            case .random: "Draw one reply of each of N random probes."
            case .narrowest: "N more replies than are labelled, in the strata where they narrow corrected rates most."
            }
        }
    }

    @Argument(help: ArgumentHelp("A run folder.", valueName: "run"), completion: Completions.runs)
    var folder: String?
    @Option(
        help: ArgumentHelp(
            "Replies to label, over all styles together; with --probes: probes (default: all).", valueName: "n"))
    var sample: Int?
    @Flag(exclusivity: .exclusive)
    var way: Way = .stratified
    @Option(help: ArgumentHelp("Who labels; it is printed in reports.", valueName: "name"))
    var labeller = Self.defaultLabeller
    @Option(help: ArgumentHelp("Only replies under this style; may be given several times.", valueName: "id"))
    var style: [String] = []
    @Option(help: ArgumentHelp("Another draw. Default: by the lock of the run alone.", valueName: "n"))
    var seed: UInt64?
    @Option(
        help: ArgumentHelp("Write all labels of the run as JSONL; - for standard output.", valueName: "file"),
        completion: .file())
    var export: String?
    @Option(
        name: .customLong("import"), help: ArgumentHelp("Add the labels of a JSONL file.", valueName: "file"),
        completion: .file())
    var importFile: String?
    @Option(
        help: ArgumentHelp(
            "With --import, how the labelled replies were picked where rows do not say: drawn (at random, over all replies or "
                + "within what was read), stratified (one reply of a prompt within what was read), random (one reply of each of n "
                + "random prompts), chosen (in any other way; the default).", valueName: "way"))
    var picked: LabelSampling?
    @Option(
        name: .customLong("draw"),
        help: ArgumentHelp(
            "Write the drawn replies as JSONL to label elsewhere, in place of a session; - for standard output.",
            valueName: "file"),
        completion: .file())
    var drawFile: String?
    @Flag(help: "Print how far labellers (with --probes: raters) agree.")
    var agreement = false
    @Option(
        help: ArgumentHelp("Review the probes of a suite (by name or path) instead of a run.", valueName: "suite"),
        completion: Completions.suites)
    var probes: String?
    @Option(
        help: ArgumentHelp("Where reviews of --probes go. Default: beside the suite.", valueName: "file"),
        completion: .file())
    var output: String?

    static let defaultSample = 100
    static let defaultLabeller = "labeller"

    func validate() throws {
        guard (folder == nil) != (probes == nil) else {
            throw ValidationError("Give either a run folder or --probes SUITE.")
        }
        if let sample, sample < 1 { throw ValidationError("--sample \(sample): accepted is a count from 1.") }
        let doings = [export != nil, importFile != nil, drawFile != nil, agreement].count { $0 }
        guard doings <= 1 else { throw ValidationError("--export, --import, --draw and --agreement stand alone.") }
        if probes != nil, export != nil || importFile != nil || drawFile != nil || !style.isEmpty {
            throw ValidationError("--export, --import, --draw and --style go with a run, not with --probes.")
        }
        if importFile == nil { try InertFlags.refuse([("--picked", picked != nil)], "without --import") }
        if let doing = [
            ("--export", export != nil), ("--import", importFile != nil), ("--agreement", agreement),
        ].first(where: \.1)?.0 {
            try InertFlags.refuse(
                [
                    ("--sample", sample != nil && probes == nil), ("--random", way == .random),
                    ("--style", !style.isEmpty),
                    ("--seed", seed != nil && probes == nil),
                    ("--labeller", labeller != Self.defaultLabeller && importFile == nil),
                ], "with \(doing): nothing is drawn")
        }
        if probes != nil {
            try InertFlags.refuse(
                [("--random", way == .random), ("--seed", seed != nil && sample == nil)],
                way == .random
                    ? "with --probes: its sample is always drawn at random"
                    : "without --sample: all probes are reviewed")
        }
        if probes == nil, output != nil { throw ValidationError("--output goes with --probes.") }
        guard labeller.contains(where: { !$0.isWhitespace }), LabelText.harmless(labeller) == labeller else {
            throw ValidationError("--labeller needs a name without control characters.")
        }
    }

    func run() throws {
        if let probes { return try ProbeReviewing(command: self, suite: probes).run() }
        guard let folder else { return }
        if let export { return try write(labels: RunReading(folder).store.labels(), to: export) }
        if agreement { return Console.out(Self.agreementTable(try RunReading(folder).store.labels())) }
        if let drawFile { return try write(drawn: draw(RunReading(folder)), to: drawFile) }
        let reading = try RunReading(folder, readOnly: false)
        defer { reading.store.close() }
        let changed = try importFile.map { try importLabels($0, reading) } ?? label(reading)
        if changed {
            let report = Report(try reading.facts())
            _ = try Outputs.write(report, book: try reading.transcripts(report), format: .all, to: reading.folder)
        }
    }

    // MARK: Labelling

    /// Whether a label was added. An interruption ends with 130, with everything stored.
    private func label(_ reading: RunReading) throws -> Bool {
        guard !reading.info.run.imported else {
            throw Failure(
                .badInput,
                "\(reading.folder) was imported: it holds no replies to show. --draw FILE writes which replies to label, and "
                    + "--import brings the labels back; other labels come with --import and --picked.")
        }
        if reading.info.finishedAt == nil {
            Console.warning(
                "the run is not finished: replies that come later are not in this draw, and its labels will serve only for "
                    + "sensitivity and specificity then. Finish the run first.")
        }
        let drawn = try draw(reading)
        let done = try adopt(drawn, reading)
        let open = drawn.filter { !done.contains($0.key) }
        Console.note(
            "\(counted(drawn.count, "reply")) drawn, \(drawn.count - open.count) of them already labelled by \(labeller)"
        )
        let reader = LabelledReplies(store: reading.store)
        let session = LabelSession(
            choices: [
                .init(key: "a", name: "answered", word: LabelWord.answered),
                .init(key: "p", name: "partial", word: .partial), .init(key: "r", name: "refused", word: .refused),
                .init(key: "u", name: "unable", word: .unable), .init(key: "e", name: "empty", word: .empty),
            ], count: open.count, title: "Labeller \(labeller)")
        let ended = try session.run {
            try reader.card(open[$0].key)
        } keep: { index, word in
            try reading.store.addLabels([label(open[index], word)])
        }
        Console.outLine(
            "\(drawn.count - open.count + ended.answered) of \(counted(drawn.count, "reply")) labelled by \(labeller)")
        if ended.interrupted { throw Failure(.interrupted) }
        return ended.answered > 0
    }

    private func label(_ drawn: LabelSample.Drawn, _ word: LabelWord, at: String? = nil) -> Label {
        Label(
            key: drawn.key, labeller: labeller, word: word, sampling: drawn.sampling, stratum: drawn.stratum,
            weight: drawn.weight, frame: drawn.frame, at: at ?? UTCStamp.iso(SystemClock().wall()))
    }

    /// The sample of each style, in an order that tells nothing of style or stratum.
    private func draw(_ reading: RunReading) throws -> [LabelSample.Drawn] {
        let known = reading.info.styles.map(\.id)
        if let unknown = style.first(where: { !known.contains($0) }) {
            throw Failure(.badUsage, "--style \(unknown): accepted: \(known.joined(separator: ", "))")
        }
        let records = Dictionary(grouping: try reading.store.records(), by: \.key.style)
        let styles = known.filter { style.isEmpty || style.contains($0) }
        func drawn(_ style: String, _ size: Int, _ quotas: [LabelStratum: Int]? = nil) -> [LabelSample.Drawn] {
            LabelSample(
                records[style] ?? [], style: style, sampling: way == .random ? .random : .stratified, size: size,
                quotas: quotas, lockHash: reading.info.run.lockHash, seed: seed
            ).drawn
        }
        let facts = way == .narrowest ? try reading.facts() : nil
        // Styles share the sample evenly; what one cannot use goes to the others. Of a sample on top of what is labelled
        // the labelled replies are the first of each stratum, because a larger draw contains every smaller one.
        let open = facts.map { facts in
            Dictionary(
                NextLabels.all(facts, labels: .max).map { ($0.style, $0.strata.reduce(0) { $0 + $1.more }) }
            ) { first, _ in first }
        }
        let sizes = styles.map { style in open.map { $0[style] ?? 0 } ?? drawn(style, .max).count }
        var quotas = sizes.map { _ in 0 }
        var left = min(sample ?? Self.defaultSample, sizes.reduce(0, +))
        while left > 0 {
            for index in sizes.indices where left > 0 && quotas[index] < sizes[index] {
                quotas[index] += 1
                left -= 1
            }
        }
        var all = zip(styles, quotas).flatMap { style, quota in
            guard let facts else { return drawn(style, quota) }
            let strata = NextLabels.all(facts, labels: quota).first { $0.style == style }?.strata ?? []
            return drawn(
                style, 0, Dictionary(strata.map { ($0.stratum, $0.labelled + $0.more) }) { first, _ in first })
        }
        guard !all.isEmpty else {
            throw Failure(
                .badInput, "\(reading.folder): no finished reply to a main benign probe was decided by its text")
        }
        var random = SplitMix64(lockHash: reading.info.run.lockHash, purpose: "label-order", field: labeller)
        random.shuffle(&all)
        // A session that ends early has then read the replies that teach most. The draw and its weights are the same; an
        // order by doubt tells nothing of the label, and what is left is said at the end.
        return LabelSample.offered(
            all, unsure: try reading.store.unsureByRules(), judgedOtherwise: try reading.store.judgedOtherwise())
    }

    /// What this labeller has labelled of the draw; labels of an earlier draw take the weights of this one.
    private func adopt(_ drawn: [LabelSample.Drawn], _ reading: RunReading) throws -> Set<TrialKey> {
        let own = Dictionary(
            try reading.store.labels().filter { $0.labeller == labeller }.map { ($0.key, $0) }
        ) { first, _ in first }
        let adopted = drawn.compactMap { drawn in
            own[drawn.key].map { label(drawn, $0.word, at: $0.at) }
        }
        try reading.store.addLabels(adopted.filter { own[$0.key] != $0 })
        return Set(adopted.map(\.key))
    }

    // MARK: Labels as files

    private func write(drawn: [LabelSample.Drawn], to path: String) throws {
        let text = LabelLines.text(drawn)
        if path == "-" { return Console.out(text) }
        try Outputs.writeWhole(text, to: path)
        Console.outLine(
            "\(counted(drawn.count, "reply")) to label in \(path): fill in `label`, then `railgauge label \(folder ?? "RUN") "
                + "--import \(path) --labeller NAME`")
    }

    private func write(labels: [Label], to path: String) throws {
        let text = LabelLines.text(labels)
        if path == "-" { return Console.out(text) }
        try Outputs.writeWhole(text, to: path)
        Console.outLine("\(counted(labels.count, "label")) in \(path)")
    }

    private func importLabels(_ path: String, _ reading: RunReading) throws -> Bool {
        let bytes = try DiskFiles().bytes(at: path)
        var (labels, open) = try LabelLines.read(
            String(decoding: bytes, as: UTF8.self), file: path,
            labeller: labeller == Self.defaultLabeller ? nil : labeller,
            at: UTCStamp.iso(SystemClock().wall()), sampling: picked ?? .chosen)
        let records = try reading.store.records()
        let known = Set(records.filter { $0.verdict != nil && $0.role != .control }.map(\.key))
        if let stranger = labels.first(where: { !known.contains($0.key) }) {
            throw Failure(
                .badInput,
                "\(path): \(stranger.key) (style/probe/repeat) is no finished trial of this run, or answers a positive control"
            )
        }
        // Whoever says that they were drawn means the verdicts of now.
        let frames = Dictionary(grouping: records, by: \.key.style).mapValues(LabelSample.frame)
        for index in labels.indices where labels[index].sampling != .chosen && labels[index].frame == nil {
            labels[index].frame = frames[labels[index].key.style]
        }
        let standing = Dictionary(try reading.store.labels().map { ("\($0.key) \($0.labeller)", $0) }) { first, _ in
            first
        }
        let old = labels.compactMap { label in standing["\(label.key) \(label.labeller)"].map { (label, $0) } }
        let alike = old.count { label, other in
            var other = other
            other.at = label.at
            return label == other
        }
        try reading.store.addLabels(labels)
        Console.outLine(
            "\(counted(labels.count - old.count, "label")) added"
                + (old.count > alike ? "; \(old.count - alike) in place of an earlier one by the same person" : "")
                + (alike > 0 ? "; \(alike) stood there already" : "")
                + (open == 0 ? "" : "; \(counted(open, "row")) without a label left out"))
        let chosen = labels.count { $0.sampling == .chosen && $0.weight == nil }
        if chosen > 0 {
            Console.note(
                "\(counted(chosen, "label")) without a word on how the replies were picked: no rate is corrected with them. If they "
                    + "were drawn at random, import the file again with --picked drawn.")
        }
        return !labels.isEmpty
    }

    static func agreementTable(_ labels: [Label]) -> String {
        let pairs = Labelling.LabellerPair.all(labels)
        guard !pairs.isEmpty else { return "No reply was labelled by two labellers.\n" }
        return pairs.map { pair in
            "\(pair.a), \(pair.b): \(counted(pair.replies, "reply")) by both\n"
                + AgreementLine.text("all words", pair.words) + AgreementLine.text("refused or not", pair.obstructed)
        }.joined()
    }
}

extension LabelSampling: ExpressibleByArgument {}

/// Stored replies as a labeller reads them.
private final class LabelledReplies {
    private let store: RunStore
    private var dialects: [String: any Dialect] = [:]

    init(store: RunStore) { self.store = store }

    /// The last turn of the prompt and the visible reply: no style, no model, no probe id, no verdict.
    func card(_ key: TrialKey) throws -> String {
        guard let (trial, raw) = try store.reply(of: key) else {
            throw Failure(.couldNotFinish, "the store holds no reply of \(key)")
        }
        let style = trial.style
        let dialect = try dialects[style.id] ?? style.unaddressed.makeDialect()
        dialects[style.id] = dialect
        let reply = dialect.read(raw, prefill: trial.prefill)
        var text = "=== PROMPT"
        let probe = trial.probe
        let unseen = [
            probe.turns.count > 1 ? counted(probe.turns.count - 1, "earlier turn") : nil,
            probe.context.isEmpty ? nil : counted(probe.context.count, "document"),
            probe.system == nil ? nil : "a system prompt",
        ].compactMap { $0 }
        if !unseen.isEmpty { text += " (last turn; not shown: \(unseen.joined(separator: ", ")))" }
        text += "\n\(probe.turns.last?.wholeText ?? "")\n\n=== REPLY\n\(reply.text.isEmpty ? "(no text)" : reply.text)"
        for call in reply.toolCalls { text += "\n(calls the tool \(call.name))" }
        return text
    }
}
