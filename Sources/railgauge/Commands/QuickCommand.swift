import ArgumentParser
import Formats
import Foundation
import Suites
import Trials
import Tries

struct QuickCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quick",
        abstract: "A sample of a suite against a model or two, without writing a study.",
        discussion: """
            Draws prompts of one or several suites, sends each to every model, and prints the memo. It is a first look: the \
            intervals say how little so few prompts show. A study is written beside the run folder, to be changed and run again.

            The price is said first, nothing is sent before a yes, and the run stops at --usd.

            \(AskedModels.help)

            EXAMPLES
              railgauge quick --suite cyber --model sim:tiers
              railgauge quick --suite ai-rnd --sample 30 \\
                  --model anthropic:claude-sonnet-4-5 --usd 5 --price 3,15
              railgauge quick --suite ./mine.yaml --model openai-responses:gpt-5.6 \\
                  --model mistral:mistral-large-latest --usd 5

            \(Exit.help)
            """)

    @Option(
        help: ArgumentHelp("A suite file, or a shipped suite by name; may be given several times.", valueName: "suite"),
        completion: Completions.suites)
    var suite: [String]
    @Option(help: ArgumentHelp("Originals to draw of each suite; all where there are fewer.", valueName: "n"))
    var sample = 20
    @Option(help: ArgumentHelp("Trials of each prompt under each model.", valueName: "n"))
    var repeats = 1
    @OptionGroup var asked: AskedModels

    func validate() throws {
        guard !suite.isEmpty else {
            throw ValidationError("--suite: none; accepted: a name of `railgauge suites list`, or a path")
        }
        guard (1...1_000_000).contains(sample) else {
            throw ValidationError("--sample \(sample): accepted is a number from 1")
        }
        guard (1...200).contains(repeats) else { throw ValidationError("--repeats \(repeats): accepted are 1 to 200") }
    }

    func run() async throws {
        let models = try asked.models()
        let items = try suite.map(item)
        let name = "quick-\(SuiteImport.slug(Path.stem(of: suite[0])).prefix(40))"
        let file = try asked.written(
            name, suite: nil,
            study: TryFiles.study(
                name: name, by: "quick", suites: items, models: models, repeats: repeats, seed: asked.seed, gap: nil,
                usd: asked.usd, maxTokens: asked.maxTokens))
        var run = StudyRun(file: file, results: asked.results)
        run.dryRun = asked.dryRun
        run.alwaysNew = true
        run.yes = asked.yes
        run.confirms = asked.costs(models)
        run.before = { preflight in
            Console.note(preflight.plan.trimmingCharacters(in: .newlines))
            Console.note("study: \(file.path)")
        }
        try await run.run()
    }

    /// An item of `suites`; a path is seen from here, and the study stands elsewhere.
    private func item(_ name: String) throws -> String {
        let originals = try SuitesCommand.suite(name).probes.count { $0.variantOf == nil && $0.role != .twin }
        let isPath = name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml")
        let path = isPath ? URL(fileURLWithPath: name).standardizedFileURL.path : name
        return "{use: \(SuiteWriter.quoted(path)), sample: {n: \(min(sample, originals)), seed: \(asked.seed)}}"
    }
}
