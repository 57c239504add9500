import Formats
import Foundation
import Suites
import Trials

/// Where records of what was sent are kept: beside a suite of the user's own (`mine.sent.yaml`), and for every suite,
/// shipped ones too, in `sent/` of the state folder. Both count.
struct SuitesSent {
    private let stateFolder: String
    /// Read instead of the usual places.
    private let folder: String?

    init(environment: [String: String], folder: String? = nil) {
        stateFolder = "\(StateFolder(environment: environment).path)/sent"
        self.folder = folder
    }

    /// - Parameter path: of the suite's file; nil for a shipped one.
    func record(of suite: Suite, path: String?) throws(InputError) -> SentRecord {
        var record = SentRecord(suite: suite.name)
        for file in places(suite.name, path) where FileManager.default.fileExists(atPath: file) {
            record = record.merging(try SentRecord.read(at: file, from: DiskFiles()))
        }
        return record
    }

    private func places(_ name: String, _ path: String?) -> [String] {
        if let folder { return ["\(folder)/\(name).sent.yaml"] }
        return ["\(stateFolder)/\(name).sent.yaml"] + (path.map { [SentRecord.path(beside: $0)] } ?? [])
    }

    /// Notes in the state folder that these probes went to a provider on that day; call it before the first request.
    /// - Throws: `InputError` for a record that cannot be read, `Failure` (1) where the folder cannot be written.
    func note(suite: String, probes: [String], provider: String, date: String) throws {
        let path = "\(stateFolder)/\(suite).sent.yaml"
        do {
            try FileManager.default.createDirectory(
                atPath: stateFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Failure(
                .couldNotFinish, "\(stateFolder) cannot be written; set RAILGAUGE_STATE to a folder that can be.")
        }
        var record = SentRecord(suite: suite)
        if FileManager.default.fileExists(atPath: path) { record = try SentRecord.read(at: path, from: DiskFiles()) }
        let before = record
        for probe in probes { record.add(probe, SentRecord.Sending(provider: provider, date: date)) }
        if record != before { try Outputs.writeWhole(record.yaml, to: path) }
    }
}
