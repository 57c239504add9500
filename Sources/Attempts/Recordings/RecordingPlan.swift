import Formats
import Trials

/// What `run --record` will record, and why not the rest; known before anything is sent.
package struct RecordingPlan {
    let folder: String
    let styles: [AccessStyle]
    private let study: Study
    private let confidential: [String]
    private let replayed: [String]

    /// - Parameter sent: the styles that this run sends.
    /// - Throws: where nothing may be recorded, or the folder holds something else.
    package init(folder: String, study: Study, sent: [AccessStyle]) throws(RecordingRefusal) {
        self.folder = folder
        self.study = study
        confidential = sent.filter { $0.confidential && !$0.replayed }.map(\.id)
        replayed = sent.filter(\.replayed).map(\.id)
        styles = sent.filter { !$0.confidential && !$0.replayed }
        guard !styles.isEmpty else {
            throw RecordingRefusal(
                description: "--record \(folder): nothing may be recorded. " + reasons.joined(separator: ". "))
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

    package var warnings: [String] {
        var out = reasons.map { "--record: \($0)" }
        let named = study.controls.filter { id in styles.contains { $0.id == id } }
        if !named.isEmpty, study.probes.contains(where: { $0.role == .control }) {
            out.append("--record: positive controls are sent and not recorded")
        }
        return out
    }

    /// A folder goes on with the recording of an unfinished run, and of no other: told before a run folder is made, and so
    /// is a folder that cannot be written.
    ///
    /// - Parameter continues: whether this run would go on with the unfinished run of that name.
    package func prepare(continues: (String) -> Bool) throws(RecordingRefusal) {
        guard let run = try Recorder.run(recordedIn: folder) else { return try Recorder.prepare(folder) }
        guard continues(run) else {
            throw RecordingRefusal(
                description:
                    "--record \(folder): it records the run \(run), which this one does not continue; nothing was "
                    + "sent. Name another folder: recordings are never mixed or overwritten.")
        }
    }

    /// - Parameters:
    ///   - run: its name.
    ///   - finished: the trials that were finished before.
    ///   - warn: is told what will be missing.
    package func begin(
        run: String, finished: [TrialKey], wall: @escaping @Sendable () -> Double,
        warn: @escaping @Sendable (String) -> Void
    ) throws(RecordingRefusal) -> Recorder {
        let recorder = try Recorder(folder: folder, run: run, study: study, styles: styles, wall: wall, warn: warn)
        let recorded = Set(styles.map(\.id))
        let controls = Set(study.probes.filter { $0.role == .control }.map(\.id))
        let earlier = finished.count {
            recorded.contains($0.style) && !controls.contains($0.probe) && !recorder.holds($0)
        }
        if earlier > 0 {
            warn(
                "--record: \(counted(earlier, "trial was", "trials were")) finished before the recording began, so it cannot be replayed as "
                    + "the whole study; `--new` begins anew")
        }
        return recorder
    }
}
