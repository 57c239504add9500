import Formats
import Foundation
import Trials

/// What tests of cassettes stand on: a folder with a study that is recorded into `tapes`, and one that replays them.
protocol CassetteTests {
    var folder: TestFolder { get }
    var binary: Binary { get }
}

extension CassetteTests {
    /// The small study on a scenario in which much goes wrong, and much is asked again.
    func writeStudy(probes: Int = 30, more: String = "") throws {
        try SmallStudy.write(
            into: folder, probes: probes, more: more,
            publicOutcomes: "{refused: 0.1, cut: 0.1, empty: 0.05, truncated: 0.05, "
                + "blocked: [{share: 0.1, stage: no-text, category: cyber}, {share: 0.1, stage: midstream}]}")
        let scenario = try folder.read("scenario.yaml").replacing(
            "    correlation: 0.8",
            with:
                "    correlation: 0.8\n    faults: [{kind: overloaded, share: 0.1, retry_after: 0s}, {kind: reset, share: 0.1}]"
        )
        try folder.write(scenario, to: "scenario.yaml")
    }

    func writeReplay(_ address: String = "replay:tapes", _ change: (String) -> String = { $0 }) throws {
        try folder.write(
            change(try folder.read("study.yaml").replacing("sim:./scenario.yaml", with: address)), to: "re.yaml")
    }

    func tapes(_ style: String = "public") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path("tapes/\(style)")).sorted()
    }

    /// What a trial came to and how long it took, without where it stood in the order and what was waited for.
    func trials(_ run: Binary.Ended) throws -> [String: JSONValue] {
        var trials: [String: JSONValue] = [:]
        for line in try folder.read("\(run.lastLine)/trials.jsonl").split(separator: "\n") {
            guard case .object(var row) = try JSONReader.read(String(line)) else { continue }
            for key in ["position", "throttled_seconds", "started_at"] { row[key] = nil }
            let key = "\(row["style"]?.string ?? "")/\(row["probe"]?.string ?? "")/\(row["repetition"]?.int ?? 0)"
            trials[key] = .object(row)
        }
        return trials
    }
}
