import ArgumentParser
import Formats
import Foundation
import Suites
import Trials

struct SuitesSplitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split", abstract: "Split a suite into a public and a private half, and commit to both by hash.",
        discussion: """
            The draw is seeded and stratified by field, frame, shape and role; variants, twins and clusters stay together. \
            Written are NAME-public.yaml, NAME-private.yaml, NAME.split.json (publish it: seed and salted SHA-256 of each \
            half) and NAME.salt (keep it with the private half; whoever gets both can hold them against what was published). \
            A half of which a probe is known to have been sent is not called fresh.

            EXAMPLES
              railgauge suites split ./mine.yaml --seed 20261120 --output halves
              railgauge suites split --verify halves/mine.split.json

            \(Exit.help)
            """)

    @Argument(help: ArgumentHelp("A suite by name or path.", valueName: "suite"), completion: Completions.suites)
    var suite: String?
    @Option(help: ArgumentHelp("Seed of the draw; required.", valueName: "n"))
    var seed: UInt64?
    @Option(
        help: ArgumentHelp("Folder for the four files; made where it is not there.", valueName: "dir"),
        completion: .directory)
    var output: String?
    @Option(help: ArgumentHelp("64 hex digits instead of 32 random bytes.", valueName: "hex"))
    var salt: String?
    @Option(help: ArgumentHelp("Hold the halves beside this file against it.", valueName: "split.json"))
    var verify: String?
    @Option(
        help: ArgumentHelp("Folder with records of what was sent, instead of the usual places.", valueName: "dir"),
        completion: .directory)
    var sent: String?

    func validate() throws {
        guard verify == nil else {
            guard suite == nil, seed == nil, output == nil else {
                throw ValidationError("--verify stands alone: it splits nothing")
            }
            try InertFlags.refuse(
                [("--salt", salt != nil), ("--sent", sent != nil)], "with --verify, which splits nothing")
            return
        }
        guard suite != nil, seed != nil, output != nil else {
            throw ValidationError(
                "a split needs a suite, --seed and --output; example: split ./mine.yaml --seed 7 --output halves")
        }
    }

    func run() throws {
        if let verify { return try hold(verify) }
        guard let name = suite, let seed, let output else { return }
        let salt = try saltBytes()
        let whole = try SuitesCommand.suite(name)
        let split = SuiteSplit(whole, seed: seed)
        let record = try SuitesSent(environment: ProcessInfo.processInfo.environment, folder: sent)
            .record(of: whole, path: SuitesCommand.isPath(name) ? name : nil)
        var files: [(name: String, text: String)] = []
        var halves: [SuiteSplit.Half: (name: String, bytes: [UInt8])] = [:]
        for half in SuiteSplit.Half.allCases {
            let suite = split.suite(half)
            let text: String
            do throws(SuiteWriter.Unwritable) {
                text = try SuiteWriter.yaml(
                    suite,
                    comment: [
                        "The \(half.rawValue) half of \(whole.name) v\(whole.version), drawn by `railgauge suites split`."
                    ])
            } catch {
                throw InputError(
                    file: name, place: "probe '\(error.probe)'", found: error.found, accepted: error.accepted)
            }
            halves[half] = ("\(suite.name).yaml", Array(text.utf8))
            files.append(("\(suite.name).yaml", text))
            let mine = record.of(suite)
            if !mine.sent.isEmpty { files.append(("\(suite.name).sent.yaml", mine.yaml)) }
        }
        let commitment = SplitCommitment(split, files: halves, salt: salt)
        files.append(("\(whole.name).split.json", commitment.json.pretty))
        files.append(("\(whole.name).salt", Self.hex(salt) + "\n"))
        try write(files, to: output)
        report(split, record)
        Console.outLine("\(output)/\(whole.name).split.json")
    }

    private func report(_ split: SuiteSplit, _ record: SentRecord) {
        for half in SuiteSplit.Half.allCases {
            let suite = split.suite(half)
            let mains = suite.probes.filter { $0.role == .main }
            let fields = Dictionary(grouping: mains, by: \.field).sorted { $0.key < $1.key }
                .map { "\($0.key) \($0.value.count)" }.joined(separator: ", ")
            Console.outLine(
                "\(half.rawValue): \(counted(suite.probes.count, "probe")), \(mains.count) main (\(fields)); \(record.shown(of: suite))"
            )
        }
        if !record.of(split.suite).sent.isEmpty {
            Console.warning(
                "part of this suite was sent: a difference between the halves on those providers is not one between seen "
                    + "and unseen texts; write new probes for the private half")
        }
    }

    private func write(_ files: [(name: String, text: String)], to folder: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw Failure(.couldNotFinish, "--output \(folder): the folder cannot be made")
        }
        // Another salt over an old commitment would make what was published impossible to open.
        for file in files where FileManager.default.fileExists(atPath: "\(folder)/\(file.name)") {
            throw Failure(.badUsage, "--output \(folder): \(file.name) is there already; accepted: a folder without it")
        }
        for file in files { try Outputs.writeWhole(file.text, to: "\(folder)/\(file.name)") }
    }

    // MARK: Salt

    private func saltBytes() throws -> [UInt8] {
        guard let salt else {
            var random = SystemRandomNumberGenerator()
            return (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
        guard let bytes = Self.bytes(salt) else { throw Failure(.badUsage, "--salt: accepted are 64 hex digits") }
        return bytes
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func bytes(_ hex: String) -> [UInt8]? {
        let digits = Array(hex.utf8)
        guard digits.count == 64 else { return nil }
        var out: [UInt8] = []
        for index in stride(from: 0, to: 64, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16) else {
                return nil
            }
            out.append(byte)
        }
        return out
    }

    // MARK: Verify

    private func hold(_ path: String) throws {
        let files = DiskFiles()
        let text = String(decoding: try files.bytes(at: path), as: UTF8.self)
        let json: JSONValue
        do throws(JSONError) { json = try JSONReader.read(Array(text.utf8)) } catch {
            throw InputError(file: path, found: error.description, accepted: "a file that `suites split` wrote")
        }
        let commitment = try SplitCommitment(json: json, file: path)
        let folder = Path.folder(of: path)
        let saltPath = Path.join(folder, "\(commitment.suite).salt")
        let hex = String(decoding: try files.bytes(at: saltPath), as: UTF8.self)
        guard let salt = Self.bytes(hex.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw InputError(file: saltPath, found: "no salt", accepted: "64 hex digits")
        }
        var broken = false
        for half in SuiteSplit.Half.allCases {
            guard let entry = commitment.entries[half] else { continue }
            let place = Path.join(folder, entry.file)
            guard FileManager.default.fileExists(atPath: place) else {
                Console.outLine("\(half.rawValue): \(place) is not there")
                continue
            }
            let holds = commitment.holds(half, try files.bytes(at: place), salt: salt)
            broken = broken || !holds
            Console.outLine(
                "\(half.rawValue): \(place) \(holds ? "is what was committed to" : "DIFFERS from what was committed to")"
            )
        }
        if broken { throw Failure(.badInput, "\(path): a half is not the one that was committed to") }
    }
}
