import Runs
import Trials

/// What `run --record` will record, and why not the rest; known before anything is sent.
struct RecordingPlan {
    let folder: String
    let styles: [AccessStyle]
    private let study: Study
    private let confidential: [String]
    private let replayed: [String]

    /// - Throws: `Failure` (65) where nothing may be recorded, or the folder holds something else.
    init(folder: String, preflight: Preflight) throws {
        self.folder = folder
        study = preflight.file.study
        confidential = preflight.styles.filter { $0.confidential && !$0.replayed }.map(\.id)
        replayed = preflight.styles.filter(\.replayed).map(\.id)
        styles = preflight.styles.filter { !$0.confidential && !$0.replayed }
        guard !styles.isEmpty else {
            throw Failure(.badInput, "--record \(folder): nothing may be recorded. " + reasons.joined(separator: ". "))
        }
        _ = try Recorder.run(recordedIn: folder)
    }

    private var reasons: [String] {
        var out: [String] = []
        if !confidential.isEmpty {
            out.append("\(confidential.joined(separator: ", ")): `confidential: true`, so no reply reaches a cassette")
        }
        if !replayed.isEmpty {
            out.append("\(replayed.joined(separator: ", ")): replayed, so the cassettes are there already")
        }
        return out
    }

    var warnings: [String] {
        var out = reasons.map { "--record: \($0)" }
        let named = study.controls.filter { id in styles.contains { $0.id == id } }
        if !named.isEmpty, study.probes.contains(where: { $0.role == .control }) {
            out.append("--record: positive controls are sent and not recorded")
        }
        return out
    }

    /// A folder goes on with the recording of an unfinished run, and of no other: told before a run folder is made, and so
    /// is a folder that cannot be written.
    func checkRun(in results: String, new: Bool) throws {
        guard let run = try Recorder.run(recordedIn: folder) else { return try Recorder.prepare(folder) }
        // A run that cannot be read is none to continue.
        if !new, let reading = try? RunReading("\(results)/\(run)"), reading.info.finishedAt == nil { return }
        throw Failure(
            .badInput,
            "--record \(folder): it records the run \(run), which this one does not continue; nothing was sent. Name "
                + "another folder: recordings are never mixed or overwritten.")
    }

    func begin(_ run: RunFolder, quiet: Bool) throws -> Recorder {
        let name = try run.store.info().run.name
        let recorder = try Recorder(folder: folder, run: name, study: study, styles: styles)
        let recorded = Set(styles.map(\.id))
        let controls = Set(study.probes.filter { $0.role == .control }.map(\.id))
        let earlier = try run.store.records().count {
            $0.verdict != nil && recorded.contains($0.key.style) && !controls.contains($0.key.probe)
                && !recorder.holds($0.key)
        }
        if earlier > 0, !quiet {
            Console.warning(
                "--record: \(earlier) trials were finished before this recording began and are not in it, so it cannot be "
                    + "replayed as the whole study; `--new` begins anew")
        }
        return recorder
    }
}
