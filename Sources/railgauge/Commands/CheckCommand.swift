import ArgumentParser
import Attempts
import Classifier
import Foundation
import Reports
import Runs
import Trials

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Everything that can be known about a study before the first paid trial.",
        discussion: """
            Reads the study, its suites and every file they name; holds each style against what its wire can say; finds the \
            credentials; prints the plan and warns about what the study cannot show. With --live one neutral prompt goes to \
            each style, and one question to each judge.

            \(Exit.help)
            """)

    @Argument(help: ArgumentHelp("A study file, or a shipped study by name.", valueName: "study"))
    var study: String
    @Flag(help: "Also send one call a style: key, model and parameters are tried for real.")
    var live = false
    @Option(
        help: ArgumentHelp(
            "A folder beside those of the study and its suites from which `{file: ...}` may take texts; may be given several "
                + "times.", valueName: "dir"))
    var allowFiles: [String] = []

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let file = try StudyFile(study, allowed: allowFiles)
        let preflight = try Preflight(file, environment: environment)
        for warning in preflight.warnings { Console.warning(warning) }
        Console.out(preflight.plan)
        switch try Registration.status(of: file) {
        case .notRegistered: Console.outLine("not registered (`railgauge register` writes the lock)")
        case .asRegistered(let hash): Console.outLine("as registered (lock sha256 \(hash))")
        case .differs(let keys): Console.outLine("differs from the registered lock in: \(keys.joined(separator: ", "))")
        }
        let credentials = try await Interrupts.run { try await preflight.credentials() }
        if live { try await call(preflight, credentials, environment) }
        Console.outLine("ok")
    }

    private func call(_ preflight: Preflight, _ credentials: Credentials, _ environment: [String: String]) async throws
    {
        let file = preflight.file
        let neutral =
            preflight.order.probes.first { $0.role == .neutral }
            ?? preflight.order.probes.first {
                $0.expect == .answer
            }
        guard let neutral else { return }
        let simulators = try await Simulators(for: file)
        let client = try LiveModelClient(
            study: file, simulators: simulators, credentials: credentials, environment: environment)
        var failed = false
        for style in preflight.styles {
            guard !style.replayed else {
                Console.outLine("  \(style.id): replayed, so there is nobody to call")
                continue
            }
            let trial = Trial(style: style, probe: neutral)
            let exchange = try await client.attempt(trial)
            let verdict = Classifier().verdict(for: exchange, trial: trial)
            let what =
                verdict.errorKind.map { "\(verdict.outcome.rawValue) (\($0.rawValue))" } ?? verdict.outcome.rawValue
            let quote = verdict.evidence.first.map { ", \($0.field): \($0.quote)" } ?? ""
            Console.outLine(
                "  \(style.id): \(what), served by \(verdict.servedModel ?? "unknown") (\(verdict.served.rawValue))"
                    + (verdict.outcome == .error ? quote : ""))
            failed = failed || verdict.outcome == .error
        }
        if file.study.listsModels {
            for answer in await ModelQuestions(client: client, simulators: simulators).ask(for: preflight.styles) {
                Console.outLine("  \(answer.styles.map(\.id).joined(separator: ", ")): \(answer.summary)")
            }
        }
        await client.shutdown()
        await simulators.stop()
        let judged = try await JudgeCall(preflight: preflight, credentials: credentials, environment: environment).ask()
        if !judged { throw Failure(.unreachable, "a judge could not be reached or came to no verdict") }
        if failed { throw Failure(.unreachable, "a style could not be reached or refused the call") }
    }
}
