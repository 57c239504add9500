import ArgumentParser
import Foundation
import Reports
import Trials

struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "What a study can and cannot answer, before it is run.",
        discussion: """
            For each style and field: scenarios, the expected half-width of the interval, what one more repeat would give \
            beside as many requests on new scenarios, and the chance of each level. For each comparison: the smallest \
            difference that is found with 80 % power, and the chance to show that the styles are alike. Then requests, \
            tokens, price and time of each, and in words what the study can and cannot answer. Nothing is sent.

            Without a pilot a rate of 10 % and an ICC of .9 are assumed; --pilot takes both, and the share of prompts that \
            differ, from a run of the same styles and fields; what it lacks is said and stands in brackets.

            EXAMPLES
              railgauge plan my-study.yaml
              railgauge plan my-study.yaml --pilot results/20261120T130509Z-pilot
              railgauge plan my-study.yaml \\
                  --solve 'differs(trusted, public, cyber) 10 points'
              railgauge plan my-study.yaml --solve 'alike(trusted, public, all) 5' \\
                  --solve 'width(public, cyber) 8'
              # a quarter of the rate of public
              railgauge plan my-study.yaml --solve 'alike(trusted, public, all) 25 %'
              # with half-width and power over scenarios
              railgauge plan my-study.yaml --html plan.html
            """)

    @Argument(
        help: ArgumentHelp("A study file, or a shipped study by name.", valueName: "study"),
        completion: Completions.studies)
    var study: String
    @Option(help: ArgumentHelp("A run folder with rates to expect.", valueName: "run"), completion: Completions.runs)
    var pilot: String?
    @Option(
        help: ArgumentHelp(
            "How many scenarios it takes: differs(A, B, FIELD) POINTS, alike(A, B, FIELD) POINTS or SHARE % (of the rate of B), width(STYLE, FIELD) POINTS.",
            valueName: "question"))
    var solve: [String] = []

    @Option(help: ArgumentHelp("Write the plan with its pictures as a page.", valueName: "file"), completion: .file())
    var html: String?

    /// - Throws: `Failure` 65 where it has no rate of any style and field of the study.
    private static func pilot(_ folder: String, for study: Study) throws -> Report {
        let pilot = Report(try RunReading(folder).facts())
        let (held, lacking) = StudyPlan(study: study).held(by: pilot)
        guard !held.isEmpty else {
            throw Failure(
                .badInput,
                "--pilot \(folder): it has no rate of any style and field of this study (\(lacking.joined(separator: "; "))); "
                    + "accepted: a run of the same styles and fields")
        }
        if !lacking.isEmpty {
            Console.warning("the pilot has no rate of \(lacking.joined(separator: "; ")): there one is assumed")
        }
        return pilot
    }

    func validate() throws {
        if html != nil, !solve.isEmpty { throw ValidationError("--solve answers on stdout: it goes without --html") }
    }

    func run() throws {
        try Outputs.refuse("--html", html, over: [study])
        let file = try StudyFile(study)
        let pilot = try pilot.map { try Self.pilot($0, for: file.study) }
        guard solve.isEmpty else {
            let plan = StudyPlan(study: file.study, pilot: pilot)
            let fields = plan.fields.map(\.field)
            for text in solve {
                do throws(PlanQuestion.Fault) {
                    Console.outLine(plan.solve(try PlanQuestion(text, study: file.study, fields: fields)))
                } catch { throw Failure(.badUsage, "--solve \(text): \(error.found); accepted: \(error.accepted)") }
            }
            return
        }
        let preflight = try Preflight(file, environment: ProcessInfo.processInfo.environment)
        let page = PlanPage(StudyPlan(study: file.study, pilot: pilot, loads: preflight.loads))
        Console.out(preflight.plan)
        for line in preflight.duration { Console.outLine(line) }
        Console.outLine("")
        Console.out(page.markdown)
        if let html {
            try Outputs.writeWhole(String(decoding: try page.html(), as: UTF8.self), to: html)
            Console.note("the plan with its pictures: \(html)")
        }
    }
}
