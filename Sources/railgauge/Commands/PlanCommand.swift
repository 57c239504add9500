import ArgumentParser
import Foundation
import Reports
import Trials

struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "What a study can and cannot answer, before it is run.",
        discussion: """
            For each style and field: scenarios, the expected half-width of the interval, and what one more repeat would give \
            beside as many requests on new scenarios. For each comparison: the smallest difference that is found with 80 % \
            power, and whether "no material difference" is in reach at all. Then trials, price and time, and in words what \
            the study can and cannot answer. Nothing is sent.

            Without a pilot a rate of 10 % and an ICC of .9 are assumed; --pilot takes both, and the share of prompts that \
            differ, from a run of the same styles and fields.

            EXAMPLES
              railgauge plan my-study.yaml
              railgauge plan my-study.yaml --pilot results/20261120T130509Z-pilot
              railgauge plan my-study.yaml --solve 'differs(trusted, public, cyber) 10 points'
              railgauge plan my-study.yaml --solve 'alike(trusted, public, all) 5' --solve 'width(public, cyber) 8'
            """)

    @Argument(
        help: ArgumentHelp("A study file, or a shipped study by name.", valueName: "study"),
        completion: Completions.studies)
    var study: String
    @Option(help: ArgumentHelp("A run folder with rates to expect.", valueName: "run"), completion: Completions.runs)
    var pilot: String?
    @Option(
        help: ArgumentHelp(
            "How many scenarios it takes: differs(A, B, FIELD) POINTS, alike(A, B, FIELD) POINTS, width(STYLE, FIELD) POINTS.",
            valueName: "question"))
    var solve: [String] = []

    func run() throws {
        let file = try StudyFile(study)
        let plan = StudyPlan(study: file.study, pilot: try pilot.map { Report(try RunReading($0).facts()) })
        let answers = try solve.map(plan.solve)
        guard answers.isEmpty else { return answers.forEach(Console.outLine) }
        let preflight = try Preflight(file, environment: ProcessInfo.processInfo.environment)
        Console.out(preflight.plan)
        for line in preflight.duration { Console.outLine(line) }
        Console.outLine("")
        plan.lines.forEach(Console.outLine)
    }
}
