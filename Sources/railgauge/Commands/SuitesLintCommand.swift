import ArgumentParser
import Classifier
import Formats
import Suites
import Trials

struct SuitesLintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Check suites; findings go to stdout, and an error among them makes the exit code 65.",
        discussion: """
            Looks at ids, lengths, reasons, near-duplicates, twins, ablations, the balance of fields, checks (each is held \
            against the code that judges replies), trigger vocabulary in twins and neutral probes, material that a probe \
            speaks of and does not bring, probes cut from one template, positive controls, languages, sentinels, ladders and \
            triggers; and measures how various the set is (lengths, voices, openings, phrases, how scripted assistants \
            write). Give all \
            suites of a study at once: twins and duplicates are looked for across them.

            An error is what would make the measurement wrong. What the shipped suites are held to beside it (licence, canary, \
            source, aims_at, a reason for every probe, needs or a check, length) is a warning: `check` and `run` take a suite \
            without. With --house, and where no suite is named, these are errors too.

            A line reads SUITE/PROBE: error|warning: what was found; accepted: what would do [rule]. Rules: \
            \(LintRule.allCases.map(\.rawValue).joined(separator: ", ")).

            EXAMPLES
              # all shipped suites
              railgauge suites lint
              railgauge suites lint ./mine.yaml
              # as a contribution; warnings count as errors
              railgauge suites lint ./mine.yaml --house --strict
              railgauge suites lint --without vocabulary,balance

            \(Exit.help)
            """)

    @Argument(
        help: ArgumentHelp("Suites by name or path. Default: all that are shipped.", valueName: "suite"),
        completion: Completions.suites)
    var suites: [String] = []
    @Flag(help: "Warnings, too, make the exit code 65.")
    var strict = false
    @Flag(help: "Hold a suite to all that the shipped ones are held to. On where no suite is named.")
    var house = false
    @Option(help: ArgumentHelp("Rules to leave out, separated by commas. Default: none.", valueName: "rules"))
    var without = ""
    @Option(
        help: ArgumentHelp("Trigger vocabulary to use. Default: the shipped one.", valueName: "file"),
        completion: .file())
    var vocabulary: String?
    @Flag(help: "One JSON object a line.")
    var json = false

    func validate() throws {
        try InertFlags.refuse(
            [("--vocabulary", vocabulary != nil && without.split(separator: ",").contains("vocabulary"))],
            "where --without leaves out the rule that reads it")
    }

    func run() throws {
        let read = try SuitesCommand.suites(suites)
        let left = try skipped()
        let words =
            try vocabulary.map { try TriggerVocabulary.read(at: $0, from: DiskFiles()) } ?? TriggerVocabulary.read()
        let lint = SuiteLint(vocabulary: words, house: house || suites.isEmpty) { AnswerCheck.passes($0, reply: $1) }
        let findings = lint.findings(read).filter { !left.contains($0.rule) }
        for finding in findings {
            if json { Console.out(finding.json.line) } else { Console.tell(finding.description) }
        }
        let variety = SuiteVariety(read.flatMap(\.probes))
        if json {
            Console.out(JSONValue.object(["variety": variety.json]).line)
        } else {
            for line in variety.lines { Console.outLine(line) }
        }
        let errors = findings.count { $0.severity == .error }
        let size = "\(counted(read.count, "suite")), \(counted(read.reduce(0) { $0 + $1.probes.count }, "probe"))"
        let counts = "\(counted(errors, "error")) and \(counted(findings.count - errors, "warning")) in \(size)"
        guard errors == 0, !strict || findings.isEmpty else { throw Failure(.badInput, counts) }
        if findings.isEmpty {
            if !json { Console.outLine("\(size): clean") }
        } else {
            Console.note(counts)
        }
    }

    private func skipped() throws -> Set<LintRule> {
        var out: Set<LintRule> = []
        for word in without.split(separator: ",") {
            guard let rule = LintRule(rawValue: String(word)) else {
                throw Failure(
                    .badUsage,
                    "--without \(word): accepted are " + LintRule.allCases.map(\.rawValue).joined(separator: ", "))
            }
            out.insert(rule)
        }
        return out
    }
}
