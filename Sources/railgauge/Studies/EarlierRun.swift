import Formats
import Foundation
import Reports
import Runs
import Statistics
import Trials

/// An earlier night, held against this one: did the service change?
///
/// Pairs are probe and repeat, differences are this night minus the earlier one, and both are read by the same rules.
/// Each style and frame gives one test of the study's own definition over all fields; Holm's correction runs over them,
/// and what stays at or below `thresholds.alarm_alpha` is an alarm.
struct EarlierRun {
    /// nil: there is no earlier night yet.
    let reading: RunReading?

    /// - Parameter word: a run folder, or `latest`.
    /// - Throws: `Failure` 64 where the runs have nothing in common; `RunFolderError`, `StoreError`. Nothing was sent then.
    init(_ word: String, results: String, study: Study) throws {
        guard word == "latest" else {
            let reading = try RunReading(word)
            guard reading.info.finishedAt != nil else {
                throw Failure(.badUsage, "--since \(word): that run is not finished; nothing was sent")
            }
            guard reading.info.styles.contains(where: { style in study.styles.contains { $0.id == style.id } }) else {
                throw Failure(
                    .badUsage,
                    "--since \(word): no style of that run is in this study; its styles: "
                        + reading.info.styles.map(\.id).joined(separator: ", ") + "; nothing was sent")
            }
            guard try Self.shared(reading, study).common > 0 else {
                throw Failure(
                    .badUsage,
                    "--since \(word): that run and this study have no probe in common: no change can be seen; name a run of the "
                        + "same suites; nothing was sent")
            }
            self.reading = reading
            return
        }
        reading = Self.latest(in: results, study)
    }

    /// Probes of the study that the earlier night had too.
    private static func shared(_ reading: RunReading, _ study: Study) throws -> (common: Int, of: Int) {
        let before = Set(try reading.store.records().map(\.key.probe))
        let own = Set(study.probes.map(\.id))
        return (own.intersection(before).count, own.count)
    }

    /// What the comparison cannot see; nil where all probes are in both. `nothing`: it sees nothing at all.
    func blindness(_ study: Study) throws -> (text: String, nothing: Bool)? {
        guard let reading else { return nil }
        let (common, all) = try Self.shared(reading, study)
        guard common < all else { return nil }
        return ("--since: \(counted(common, of: all, "probe")) in common with \(reading.info.run.name)", common == 0)
    }

    private static func latest(in results: String, _ study: Study) -> RunReading? {
        // Where nothing can be listed there was no earlier night; a folder that cannot be read is told by the run itself.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: results)) ?? []
        for name in names.sorted(by: >) where name.hasSuffix("Z-\(study.name)") || name.contains("Z-\(study.name)-") {
            guard let reading = try? RunReading("\(results)/\(name)"), reading.info.finishedAt != nil,
                reading.info.run.study == study.name, !reading.info.run.imported
            else { continue }
            return reading
        }
        return nil
    }

    /// One line for each change.
    func changes(to reading: RunReading) throws -> [String] {
        guard let before = self.reading else { return [] }
        let now = try Rejudging.today(reading)
        let facts = try Rejudging.today(before).joined(with: now)
        let thresholds = now.study.thresholds
        let rows = Report(facts).comparisons.filter {
            $0.field == "all" && $0.definition == thresholds.definition && $0.p != nil
        }
        let adjusted = Holm.adjust(rows.map { $0.p ?? 1 })
        return zip(rows, adjusted).compactMap { row, p in
            guard p <= thresholds.alarmAlpha else { return nil }
            let style = String(row.b.dropLast("@1".count))
            let change = row.difference.map { String(format: "%+.1f points, ", 100 * $0) } ?? ""
            return "\(style) changed since \(before.info.run.name): \(thresholds.definition.prose), frame "
                + "\(row.frame.rawValue), \(change)p \(String(format: "%.2g", p)) <= \(thresholds.alarmAlpha)"
        }
    }
}
