import ArgumentParser
import Foundation
import Reports
import Trials

struct RegisterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Write the lock of a study beside it, before it is run.",
        discussion: """
            The lock holds everything that fixes the run, with content hashes of suites and probes. Reports of later runs say \
            "as registered", or list what differs. It carries no third-party timestamp: publish the hash to have one.
            """)

    @Argument(help: ArgumentHelp("A study file.", valueName: "study"), completion: Completions.studies)
    var study: String
    @Option(
        help: ArgumentHelp(
            "A folder beside those of the study and its suites from which `{file: ...}` may take texts; may be given several "
                + "times.", valueName: "dir"), completion: .directory)
    var allowFiles: [String] = []

    func run() throws {
        let file = try StudyFile(study, allowed: allowFiles)
        guard !file.isShipped else {
            throw Failure(.badUsage, "\(study) is shipped in the binary; copy it to a file of your own first")
        }
        // What `check` refuses is nothing to publish.
        _ = try Preflight(file, environment: ProcessInfo.processInfo.environment)
        if access(file.registeredPath, F_OK) == 0 {
            guard case .asRegistered = try Registration.status(of: file) else {
                throw Failure(
                    .badInput,
                    "\(file.registeredPath) registers another version of this study; delete it yourself if that is meant"
                )
            }
        } else {
            try Outputs.writeWhole(file.lockText, to: file.registeredPath)
        }
        Console.outLine("\(file.registeredPath)\nlock sha256 \(file.study.lockHash)")
    }
}
