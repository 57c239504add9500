import ArgumentParser
import Formats
import Foundation
import Ingest
import Reports
import Runs
import Suites
import Trials
import Tries

struct TryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try",
        abstract: "One prompt of yours: is it blocked, how often, and what about it is it?",
        discussion: """
            Sends one prompt or conversation several times, and beside it versions of it in which one thing is changed (arms), \
            in random order. A file is plain text or Markdown, messages as JSON (OpenAI, Anthropic, Gemini), or an agent's log \
            (.jsonl of Claude Code or Codex: the conversation that it ends with, without other sessions and subagents; --turn says which turn; what looks like a secret in it is masked). At the end each arm is held against the full prompt, and each further \
            account against the first, by Fisher's exact test (mid-p) over trials: for this prompt, these accounts and these minutes, and for nothing else.

            Blocked is a sign of the API, refused the model's own words or its structured refusal: two columns, and one test of both. \
            After 25 blocks in a row on one account (--stop-after) the rest is not sent; `railgauge run` with the study that was \
            written goes on.

            The price is said first, and nothing is sent before a yes. A run folder is written, and beside it the study that was \
            run: `report`, `label` and `evidence` go on from there.

            \(AskedModels.help)

            EXAMPLES
              railgauge try prompt.md --model sim:try --repeats 5
              railgauge try chat.json --model anthropic:claude-sonnet-4-5 \\
                  --without history,system --usd 2 --price 3,15
              railgauge try chat.json --model anthropic:claude-sonnet-4-5 \\
                  --system mild.txt --system none.txt --usd 2
              # is it the wording, or the account?
              railgauge try chat.json --model anthropic:claude-sonnet-4-5 \\
                  --wording plain.txt --key '${LAB_KEY}' --key '${HOME_KEY}' --usd 2
              railgauge try session.jsonl --turn 12 --model openai-responses:gpt-5.6 \\
                  --pad smalltalk.json --usd 5

            \(Exit.help)
            """)

    @Argument(help: ArgumentHelp("A prompt or conversation.", valueName: "prompt-file"), completion: .file())
    var prompt: String
    @Option(help: ArgumentHelp("Trials of each arm under each model.", valueName: "n"))
    var repeats = 5
    @Option(
        help: ArgumentHelp("Parts to take away, an arm each: history, context, system, tools.", valueName: "parts"),
        completion: .list(Arm.Part.allCases.map(\.rawValue)))
    var without = ""
    @Option(
        help: ArgumentHelp("Another system prompt, an arm of its own; may be given several times.", valueName: "file"),
        completion: .file())
    var system: [String] = []
    @Option(
        help: ArgumentHelp(
            "What you ask for in the end, in other words, an arm of its own; may be given several times.",
            valueName: "file"), completion: .file())
    var wording: [String] = []
    @Option(
        help: ArgumentHelp("A document to send before the first turn; may be given several times.", valueName: "file"),
        completion: .file())
    var context: [String] = []
    @Option(
        help: ArgumentHelp("Innocuous turns (JSON) in place of the history, an arm of its own.", valueName: "file"),
        completion: .file())
    var pad: [String] = []
    @Option(help: ArgumentHelp("The user's turn to end with, from 1. Default: the last.", valueName: "n"))
    var turn: Int?
    @OptionGroup var asked: AskedModels
    @Option(
        help: ArgumentHelp(
            "Seconds between two trials of one arm; none on this machine, and none where nothing is repeated. Default: 5.",
            valueName: "seconds"))
    var gap: Double?
    @Option(
        help: ArgumentHelp(
            "Blocks in a row on one account, earlier runs of the hour included, after which nothing more is sent; no such limit on this machine. Default: 25.",
            valueName: "n"))
    var stopAfter: Int?

    func validate() throws {
        guard (1...200).contains(repeats) else { throw ValidationError("--repeats \(repeats): accepted are 1 to 200") }
        if let gap, !(0...3600).contains(gap) {
            throw ValidationError("--gap \(gap): accepted are 0 to 3600 seconds")
        }
        if let stopAfter, !(1...1_000_000).contains(stopAfter) {
            throw ValidationError("--stop-after \(stopAfter): accepted is a number from 1")
        }
        _ = try parts()
        try InertFlags.refuse([("--gap", (gap ?? 0) > 0 && repeats == 1)], "where nothing is repeated")
        try InertFlags.refuse(
            [("--gap", (gap ?? 0) > 0 && asked.staysHere)],
            "where nothing leaves this machine: trials there need not be spread")
        try InertFlags.refuse(
            [("--stop-after", stopAfter != nil && asked.staysHere)],
            "where nothing leaves this machine: no account is met there")
    }

    func run() async throws {
        let arms = try arms()
        let models = try asked.models()
        let file = try writtenStudy(arms, models)
        let table = TryWatch(TryTable(arms: arms, models: models, repeats: repeats))
        var run = StudyRun(file: file, results: asked.results)
        run.alwaysNew = true
        run.yes = asked.yes
        run.confirms = asked.costs(models)
        run.warns = false
        run.before = { preflight in try announce(arms, models, preflight, asks: asked.costs(models)) }
        run.watch = { table.show($0) }
        run.conclusion = { facts in
            table.finish()
            let told = TryTable(arms: arms, models: models, repeats: repeats, records: facts.records)
            return
                ([""] + TryTable.trials(facts.records) + [""] + told.sentences()
                + (told.measuredAnything ? [Self.scope(models, contrasts: told.contrasts)] : [])
                + (told.unsent > 0 ? [Self.rest(told.unsent, of: file)] : [])).joined(separator: "\n") + "\n"
        }
        if asked.dryRun {
            return try announce(
                arms, models, try Preflight(file, environment: ProcessInfo.processInfo.environment), asks: false)
        }
        try await run.run()
    }

    private static func scope(_ models: [TriedModel], contrasts: Int) -> String {
        let level =
            contrasts > 1
            ? " What is told is told at p \(Self.level(0.05 / Double(contrasts))): 0.05 over \(contrasts) contrasts."
            : ""
        let account = models.contains { $0.reference != nil } ? "these accounts" : "this account"
        return
            "This holds for this prompt, \(account) and these minutes. Trials are taken for independent, unless a line says "
            + "that they come in clumps.\(level)"
    }

    private static func level(_ alpha: Double) -> String { String(format: "%.4f", alpha) }

    private static func rest(_ unsent: Int, of file: StudyFile) -> String {
        "\(counted(unsent, "trial was", "trials were")) not sent; `railgauge run \(file.path)` goes on from here."
    }

    // MARK: What is tried

    private func arms() throws -> [Arm] {
        let disk = DiskFiles()
        var read = try PromptFile.read(at: prompt, turn: turn, from: disk)
        let masked = Self.isLog(prompt) ? SecretMask.mask(&read) : 0
        if masked > 0 {
            Console.note(
                "\(prompt): \(counted(masked, "secret")) masked by shape, in what is written and in what is sent")
        }
        for note in read.notes { Console.note("\(prompt): \(note)") }
        func texts(_ paths: [String]) throws -> [(name: String, text: String)] {
            try zip(Arm.names(of: paths), paths).map { name, path in
                let bytes = try disk.bytes(at: path)
                guard let text = String(validating: bytes, as: UTF8.self) else {
                    throw InputError(file: path, found: "the file is not valid UTF-8", accepted: "a text")
                }
                guard text.contains(where: { !$0.isWhitespace }) else {
                    throw InputError(file: path, found: "the file is empty", accepted: "a text")
                }
                return (name, text.hasSuffix("\n") ? String(text.unicodeScalars.dropLast()) : text)
            }
        }
        let paddings = try zip(Arm.names(of: pad), pad).map { ($0, try PromptFile.turns(at: $1, from: disk)) }
        let documents = try texts(context).map { ContextDocument(name: $0.name, text: $0.text) }
        let (systems, wordings) = (try texts(system), try texts(wording))
        let parts = try parts()
        do throws(ArmError) {
            return try Arm.arms(
                of: read, context: documents, without: parts, systems: systems, paddings: paddings,
                wordings: wordings)
        } catch {
            throw Failure(.badUsage, "\(error)")
        }
    }

    /// What an agent wrote down holds what nobody chose to send; a prompt that a person wrote is sent as it stands.
    private static func isLog(_ path: String) -> Bool { path.hasSuffix(".jsonl") }

    private func parts() throws -> [Arm.Part] {
        try without.split(separator: ",").map { word in
            guard let part = Arm.Part(rawValue: String(word)) else {
                throw ValidationError(
                    "--without \(word): accepted are " + Arm.Part.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return part
        }
    }

    /// The suite and the study, in a folder beside the run folders, named by what they hold.
    private func writtenStudy(_ arms: [Arm], _ models: [TriedModel]) throws -> StudyFile {
        let name = "try-\(SuiteImport.slug(Path.stem(of: prompt)).prefix(40))"
        let files: TryFiles
        do throws(SuiteWriter.Unwritable) {
            files = try TryFiles(
                name: name, arms: arms, models: models, repeats: repeats, seed: asked.seed, gap: gap ?? 5,
                usd: asked.usd, maxTokens: asked.maxTokens, stopAfter: stopAfter)
        } catch {
            throw InputError(file: prompt, found: error.found, accepted: error.accepted)
        }
        return try asked.written(name, suite: files.suite, study: files.study)
    }

    // MARK: Consent

    /// To the cent; less than ten cents to two digits, so that no limit reads as none.
    private static func dollars(_ usd: Double) -> String {
        usd == 0 || usd >= 0.1
            ? String(format: "%.2f", usd)
            : String(format: "%.\(Int((1 - log10(usd)).rounded(.up)))f", usd)
    }

    private func announce(_ arms: [Arm], _ models: [TriedModel], _ preflight: Preflight, asks: Bool) throws {
        let trials = arms.count * models.count * repeats
        let tokens = arms.reduce(0) { $0 + ($1.probe.sentLength + 3) / 4 } * models.count * repeats
        var line =
            "\(counted(trials, "trial")) (\(counted(arms.count, "arm")) x \(counted(models.count, "model")) x \(repeats)), "
            + "about \(counted(tokens, "token")) in, at most \(trials * asked.maxTokens) out"
        if let price = try asked.prices() {
            let most = Double(tokens) * price.input / 1e6 + Double(trials * asked.maxTokens) * price.output / 1e6
            line += ": at most about \(Self.dollars(most)) USD"
            if let usd = asked.usd, most > usd { line += "; the run stops at \(Self.dollars(usd)) USD" }
        } else if asks {
            line += "; no price is known: give --price IN,OUT, or the limit binds only where replies state a cost"
        }
        Console.note(line)
        let compared = Set(models.compactMap(\.reference))
        for model in models where model.reference != nil || compared.contains(model.style) {
            if let key = model.key { Console.note("  \(model.style): the account of \(key)") }
        }
        for arm in arms { Console.note("  \(arm.name): \(arm.words), \(counted(arm.probe.sentLength, "character"))") }
        Console.note("study: \(preflight.file.path)")
    }
}

/// Draws the table while trials end: in place on a terminal, a line a trial elsewhere.
private final class TryWatch: Sendable {
    private struct State {
        var table: TryTable
        var drawn = 0
    }
    private let state: Guarded<State>
    private let terminal = Console.errorIsTerminal

    init(_ table: TryTable) { state = Guarded(State(table: table)) }

    func show(_ event: RunEvent) {
        state.withLock { state in
            switch event {
            case .finished(let trial):
                state.table.add(trial.key, trial.verdict, requestID: trial.requestID, seconds: trial.seconds)
                if terminal { draw(&state) } else { Console.note(state.table.line(trial.key, trial.verdict)) }
            case .progress(let progress):
                state.table.spent(progress.spentUSD)
            case .note(let style, let text):
                clear(&state)
                Console.noteLine("\(style): \(text)")
            }
        }
    }

    func finish() {
        state.withLock { state in
            clear(&state)
            for line in state.table.lines() { Console.note(line) }
        }
    }

    private func draw(_ state: inout State) {
        clear(&state)
        let lines = state.table.lines(width: Console.columns - 1)
        Console.raw(lines.joined(separator: "\n") + "\n")
        state.drawn = lines.count
    }

    private func clear(_ state: inout State) {
        guard state.drawn > 0 else { return }
        Console.raw("\u{1B}[\(state.drawn)A\u{1B}[J")
        state.drawn = 0
    }
}
