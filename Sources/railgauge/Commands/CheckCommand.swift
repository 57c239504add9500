import ArgumentParser
import Attempts
import Classifier
import Formats
import Foundation
import Reports
import Runs
import Trials

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Everything that can be known about a study before the first paid trial.",
        discussion: """
            Reads the study, its suites and every file they name, and tells all mistakes at once; holds each style against \
            what its wire can say; finds the credentials; prints the plan with its expected and its highest cost, what the \
            study can and cannot answer, and warns about what does nothing and what cannot be shown. Nothing is sent.

            With --live one neutral prompt goes to each style, one list of models is asked a credential, one profile where a \
            style sends one, and one question to each judge. What that costs is said first, and without a yes nothing leaves this \
            machine, or goes to a server on it for which the study states a price or a budget. A table says of each style: key, model listed, call, served by, parameters, access read back, \
            limits. Access is read back from OpenAI's Responses (access_programs), Anthropic's user profiles (their tiers) and, where \
            the key may read it, its workspace (human review, storage); other wires do not tell, and the table says so. Code 6: a \
            reply or a profile says that promised access is not applied.

            EXAMPLES
              railgauge check my-study.yaml
              railgauge check my-study.yaml --live --yes

            \(Exit.help)
            """)

    @Argument(
        help: ArgumentHelp("A study file, or a shipped study by name.", valueName: "study"),
        completion: Completions.studies)
    var study: String
    @Flag(help: "Also send one call a style: key, model, parameters and access are tried for real.")
    var live = false
    @Flag(help: "Yes to what --live sends and costs.")
    var yes = false
    @Option(
        help: ArgumentHelp(
            "A folder beside those of the study and its suites from which `{file: ...}` may take texts; may be given several "
                + "times.", valueName: "dir"), completion: .directory)
    var allowFiles: [String] = []

    func validate() throws { try InertFlags.refuse([("--yes", yes && !live)], "without --live: nothing is sent") }

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let file = try StudyFile(study, allowed: allowFiles)
        let preflight = try Preflight(file, environment: environment)
        for warning in preflight.warnings { Console.warning(warning) }
        Console.out(live ? preflight.plan("no trial was sent; the calls of --live are below") : preflight.plan)
        for line in preflight.duration { Console.outLine(line) }
        for line in StudyPlan(study: file.study).answerLines { Console.outLine(line) }
        switch try Registration.status(of: file) {
        case .notRegistered: Console.outLine("not registered (`railgauge register` writes the lock)")
        case .asRegistered(let hash): Console.outLine("as registered (lock sha256 \(hash))")
        case .differs(let keys):
            Console.outLine(
                "differs from the registered lock in: \(RunFacts.Registration.listed(keys).joined(separator: ", "))")
        }
        let credentials = try await Interrupts.run { try await preflight.credentials() }
        let oneAccount = try await OneAccount(preflight, credentials)
        try oneAccount.refuse()
        for warning in oneAccount.warnings { Console.warning(warning) }
        if live { try await call(preflight, credentials, environment) }
        Console.outLine("ok")
    }

    private static let interrupted =
        "interrupted: what was asked is given up, and nothing more is sent; a reply that was on its way may be billed"

    private func call(_ preflight: Preflight, _ credentials: Credentials, _ environment: [String: String]) async throws
    {
        let check = LiveCheck(preflight: preflight, credentials: credentials, environment: environment)
        let consent = Consent(
            state: StateFolder(environment: environment), preflight: preflight, credentials: credentials, yes: yes)
        if preflight.reached.contains(where: \.meetsAnAccount) { try consent.state.prepare() }
        let held = try await consent.holds()
        try consent.refuse(held)
        try consent.liveCheck(check.cost)
        let rows = try await Interrupts.run(saying: Self.interrupted) { try await check.run() }
        for line in LiveCheck.lines(rows) { Console.outLine(line) }
        if let row = rows.first(where: { $0.enforcement != nil }), let words = row.enforcement,
            let style = preflight.styles.first(where: { $0.id == row.style })
        {
            let file = try held.write(style: style, reason: words, run: "check --live", at: SystemClock().wall())
            throw Failure(
                .accountEnforcement,
                SafeText.line(
                    "\(style.id): the provider acts against this account: \(words). No run uses this credential until you delete "
                        + "\(file)"))
        }
        let questions = JudgeCall(preflight: preflight, credentials: credentials, environment: environment)
        let judged = try await Interrupts.run(saying: Self.interrupted) { try await questions.ask() }
        if !judged { throw Failure(.unreachable, "a judge could not be reached or came to no verdict") }
        let failed = rows.filter(\.unreachable).map(\.style)
        guard failed.isEmpty else {
            throw Failure(.unreachable, "\(failed.joined(separator: ", ")) could not be reached or refused the call")
        }
        let lapsed = rows.filter(\.notInForce).map(\.style)
        guard lapsed.isEmpty else {
            throw Failure(.gateViolated, "\(lapsed.joined(separator: ", ")): the promised access is not in force")
        }
    }
}
