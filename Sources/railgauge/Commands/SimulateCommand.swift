import ArgumentParser
import Foundation
import Simulator
import Trials

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Serve a scenario over loopback, as a model API with known truth.",
        discussion: """
            Speaks Anthropic Messages (/v1/messages) and OpenAI Chat Completions (/v1/chat/completions), streaming and not, \
            until it is interrupted. The first line on stdout is its address.

            --example prints the whole scenario format with its comments, itself a scenario: a file to start from.

            EXAMPLES
              railgauge simulate demo --study demo
              railgauge simulate --example > scenario.yaml
              railgauge simulate ./scenario.yaml
            """)

    @Argument(
        help: ArgumentHelp("A scenario file, or a shipped scenario by name.", valueName: "scenario"),
        completion: Completions.scenarios)
    var scenario: String?
    @Flag(help: "Print a scenario with every key and what it means, and serve nothing.")
    var example = false
    @Option(help: ArgumentHelp("Port on 127.0.0.1; 0 takes a free one. Default: 0.", valueName: "port"))
    var port: UInt16?
    @Option(
        help: ArgumentHelp(
            "A study whose probes it shall know; others get the rule without selectors.", valueName: "study"),
        completion: Completions.studies)
    var study: String?

    func validate() throws {
        guard example == (scenario == nil) else {
            throw ValidationError("Give either a scenario (a path, or a shipped one by name) or --example.")
        }
        try InertFlags.refuse(
            [("--port", example && port != nil), ("--study", example && study != nil)],
            "with --example: nothing is served")
    }

    func run() async throws {
        guard let name = scenario else { return Console.out(Scenario.help) }
        let scenario = try Simulators.scenario(name, seenFrom: nil)
        let probes = try study.map { try StudyFile($0).study.probes } ?? []
        let server = SimulatorServer(scenario: scenario, probes: probes)
        let port: UInt16
        do { port = try await server.start(port: self.port ?? 0) } catch {
            throw Failure(.couldNotFinish, "port \(self.port ?? 0) of 127.0.0.1 cannot be had: \(error); try --port 0")
        }
        Console.outLine("http://127.0.0.1:\(port)")
        for style in scenario.styles { Console.note("style \(style.id): key \(style.key)") }
        do { try await Interrupts.run { try await Task.sleep(nanoseconds: .max / 2) } } catch is CancellationError {
            await server.stop()
        }
    }
}
