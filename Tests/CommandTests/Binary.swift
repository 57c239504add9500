import Formats
import Foundation
import TestSupport
import Testing

/// The built `railgauge`, run as a user runs it: as a process of its own, in a folder of its own.
struct Binary {
    struct Ended {
        var code: Int32
        var out: String
        var error: String

        /// The last line on stdout: the run folder of `run` and `suites import`.
        var lastLine: String { out.split(separator: "\n").last.map(String.init) ?? "" }
    }

    /// Beside the test bundle.
    static let path: String = {
        let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        return bundle.appendingPathComponent("railgauge").path
    }()

    let folder: TestFolder

    /// Runs to the end.
    func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Ended {
        let process = try start(arguments, environment: environment)
        return try process.end()
    }

    /// Runs through `sh -c`, for limits that only a shell can set; `$RAILGAUGE` is the binary.
    func shell(_ script: String) throws -> Ended {
        try Started(
            executable: "/bin/sh", arguments: ["-c", script], folder: folder, environment: ["RAILGAUGE": Self.path]
        ).end()
    }

    func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Started {
        try Started(executable: Self.path, arguments: arguments, folder: folder, environment: environment)
    }
}

/// A process whose output goes to files, so that no pipe can fill up.
final class Started {
    let process = Process()
    private let folder: TestFolder
    private let out: String
    private let error: String
    private let hasEnded = DispatchSemaphore(value: 0)

    init(executable: String, arguments: [String], folder: TestFolder, environment: [String: String]) throws {
        let name = UUID().uuidString
        self.folder = folder
        out = folder.path("out-\(name)")
        error = folder.path("err-\(name)")
        for path in [out, error] { try Data().write(to: URL(fileURLWithPath: path)) }
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        var all = ["PATH": "/usr/bin:/bin", "HOME": folder.path, "RAILGAUGE_STATE": folder.path("state")]
        all.merge(environment) { _, new in new }
        process.environment = all
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: out))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: error))
        let hasEnded = hasEnded
        process.terminationHandler = { _ in hasEnded.signal() }
        try process.run()
    }

    /// Whether it has ended, at the latest so many seconds from now.
    func ends(within seconds: Int) -> Bool {
        guard hasEnded.wait(timeout: .now() + .seconds(seconds)) == .success else { return false }
        hasEnded.signal()
        return true
    }

    func end() throws -> Binary.Ended {
        process.waitUntilExit()
        let signalled = process.terminationReason == .uncaughtSignal
        let ended = Binary.Ended(
            code: signalled ? -process.terminationStatus : process.terminationStatus,
            out: try String(contentsOfFile: out, encoding: .utf8),
            error: try String(contentsOfFile: error, encoding: .utf8))
        try PublishedSchemas.expect(ended.lastLine, in: folder)
        // Whatever a command prints as JSON is rounded by the one rule.
        if ended.out.hasPrefix("{"), let value = try? JSONReader.read(ended.out) {
            #expect(value.figures == value, "\(process.arguments ?? [])")
        }
        return ended
    }
}

/// A folder that goes away with its last owner.
final class TestFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "railgauge-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        // A left-over folder harms no later test.
        try? FileManager.default.removeItem(atPath: path)
    }

    func path(_ name: String) -> String { "\(path)/\(name)" }

    func write(_ text: String, to name: String) throws {
        let path = path(name)
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    func read(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
}

/// Whatever run a test makes, of whatever kind, its files hold the schemas that we publish.
enum PublishedSchemas {
    nonisolated(unsafe) private static let schemas = Result {
        try (report: SchemaCheck(named: "report"), trial: SchemaCheck(named: "trial"))
    }

    /// - Parameter name: what may be a folder with reports; nothing is asked of another.
    static func expect(_ name: String, in folder: TestFolder) throws {
        guard !name.isEmpty, !name.contains(" ") else { return }
        let path = name.hasPrefix("/") ? name : folder.path(name)
        if let text = try? String(contentsOfFile: "\(path)/report.json", encoding: .utf8) {
            let value = try JSONReader.read(text)
            #expect(value.figures == value, "\(name)/report.json")
            let faults = try schemas.get().report.faults(of: value)
            #expect(faults.isEmpty, "\(name)/report.json \(faults.prefix(3))")
        }
        if let text = try? String(contentsOfFile: "\(path)/trials.jsonl", encoding: .utf8) {
            for line in text.split(separator: "\n").prefix(2000) {
                let value = try JSONReader.read(String(line))
                let faults = try schemas.get().trial.faults(of: value) + (value.figures == value ? [] : ["digits"])
                #expect(faults.isEmpty, "\(name)/trials.jsonl \(faults.prefix(3)) \(line.prefix(120))")
            }
        }
    }
}
