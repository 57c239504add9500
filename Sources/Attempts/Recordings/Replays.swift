import Dialects
import Formats
import Foundation
import Trials

/// The recordings behind `replay:DIR` addresses, held against the study before anything is done.
package struct Replays: Sendable {
    /// The attempts of a trial, in order.
    private var attempts: [TrialKey: [String]] = [:]
    private var dialects: [String: any Dialect] = [:]
    private let next = Guarded<[TrialKey: Int]>([:])

    package private(set) var facts = Replayed()
    /// Cassettes that say no request, so that nothing shows which one they answer.
    private(set) var unasked = 0

    /// For what never meets a recording.
    package static let none = Replays()

    private init() {}

    /// Finds and reads a cassette of every trial that will be asked for.
    ///
    /// - Parameters:
    ///   - file: the study, from whose folder recordings are seen.
    ///   - styles: those that this run sends.
    ///   - trials: the trials of a style.
    /// - Throws: `InputError` where one is missing, unreadable, or answers another request than the study would send.
    package init(
        _ file: String, styles: [AccessStyle], trials: (AccessStyle) -> [Trial]
    ) throws(InputError) {
        for style in styles where style.replayed {
            guard let recording = style.recording else { continue }
            do throws(DialectError) {
                dialects[style.id] = try style.unaddressed.makeDialect()
            } catch {
                throw error.inputError(file: file)
            }
            let folder = Path.join(
                Path.join(Path.folder(of: file), recording.folder), Cassette.folder(style: recording.style))
            let recorded = try Self.list(folder, style, file)
            let trials = trials(style)
            var missing: [String] = []
            for trial in trials {
                let key = trial.key
                let own = recorded["\(key.probe).\(key.repetition)"] ?? [:]
                let first = Cassette.file(probe: key.probe, repetition: key.repetition, attempt: 1)
                guard !own.isEmpty else {
                    missing.append(first)
                    continue
                }
                for number in 1...own.count {
                    guard let name = own[number] else {
                        throw InputError(
                            file: folder, place: "trial \(key)",
                            found: "attempt \(number) is missing, and a later one is there",
                            accepted: "all attempts of a trial, in order", advice: "Take the recording whole.")
                    }
                    let path = "\(folder)/\(name)"
                    try hold(try Self.cassette(path), path, trial, number, as: recording.style)
                    attempts[key, default: []].append(path)
                }
            }
            guard missing.isEmpty else { throw Self.missing(missing, of: trials.count, folder, style, file) }
            facts.styles.append(style.id)
        }
    }

    /// By probe and repetition, file names by attempt.
    private static func list(
        _ folder: String, _ style: AccessStyle, _ file: String
    ) throws(InputError) -> [String: [Int: String]] {
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
            throw InputError(
                file: file, place: "style '\(style.id)', key 'base_url'",
                found: "\(folder) is no folder that can be read",
                accepted: "replay:DIR with a folder '\(Path.stem(of: folder))' in it, or replay:DIR#style",
                advice: "`railgauge run STUDY --record DIR` makes one.")
        }
        var found: [String: [Int: String]] = [:]
        for name in names {
            guard let part = Cassette.parse(file: name) else { continue }
            found["\(part.probe).\(part.repetition)", default: [:]][part.attempt] = name
        }
        return found
    }

    private static func missing(
        _ names: [String], of trials: Int, _ folder: String, _ style: AccessStyle, _ file: String
    ) -> InputError {
        let shown = names.sorted().prefix(3).joined(separator: ", ")
        return InputError(
            file: file, place: "style '\(style.id)', key 'base_url'",
            found:
                "\(names.count) of \(counted(trials, "trial")) \(names.count == 1 ? "has" : "have") no cassette in \(folder): \(shown)"
                + (names.count > 3 ? " and \(names.count - 3) more" : ""),
            accepted: "a recording of every trial that the study asks for",
            advice: "Let the run that is recorded come to its end, or take the part of the suites that was recorded.")
    }

    private static func cassette(_ path: String) throws(InputError) -> Cassette {
        try CassetteReader.read(try DiskFiles().plainBytes(at: path), file: path)
    }

    /// A cassette must be what its name says, and answer what the study asks.
    private mutating func hold(
        _ cassette: Cassette, _ path: String, _ trial: Trial, _ number: Int, as recordedStyle: String
    ) throws(InputError) {
        let key = TrialKey(style: recordedStyle, probe: trial.probe.id, repetition: trial.repetition)
        if let said = cassette.key, said != key {
            throw InputError(
                file: path, place: "trial \(trial.key)", found: "the cassette is of the trial \(said)",
                accepted: "\(key), as the file name says")
        }
        if let said = cassette.attempt, said != number {
            throw InputError(
                file: path, place: "trial \(trial.key)", found: "the cassette is of attempt \(said)",
                accepted: "attempt \(number), as the file name says")
        }
        let request: SentRequest?
        do throws(DialectError) {
            request = try dialects[trial.style.id]?.request(for: trial)
        } catch {
            throw error.inputError(file: path)
        }
        if let request, let difference = cassette.difference(from: request, base: AccessStyle.nowhere) {
            throw InputError(
                file: path, place: "trial \(trial.key)", found: difference,
                accepted: "a reply to the very request that the study makes",
                advice: "Restore the study as it was recorded, or record anew.")
        }
        if cassette.request == nil { unasked += 1 }
        if cassette.simulated || SimulatorMark.stands(in: cassette.raw.headers) { facts.simulated = true }
        if let time = cassette.recorded {
            facts.from = min(facts.from ?? time, time)
            facts.until = max(facts.until ?? time, time)
        }
    }

    /// The next recorded attempt of a trial, as if it came from the wire.
    /// - Throws: `InputError` where the file is not what it was when the run began.
    package func attempt(_ trial: Trial) throws -> Exchange {
        let key = trial.key
        guard let dialect = dialects[trial.style.id], let paths = attempts[key] else { throw CancellationError() }
        let index = next.withLock { next in
            let index = next[key] ?? 0
            next[key] = index + 1
            return min(index, paths.count - 1)
        }
        let cassette = try Self.cassette(paths[index])
        let reply = dialect.read(cassette.raw, prefill: trial.prefill)
        var timings = cassette.timings
        timings.firstText = reply.firstTextAt
        let request = try cassette.request ?? dialect.request(for: trial)
        var exchange = Exchange(request: request, raw: cassette.raw, timings: timings, reply: reply)
        exchange.anotherRecorded = index + 1 < paths.count
        return exchange
    }
}

extension Replays {
    /// What a run says of itself, with where its replies come from.
    package func described(_ meta: JSONObject) -> JSONValue {
        var meta = meta
        if !facts.styles.isEmpty { meta["replayed"] = facts.json }
        return .object(meta)
    }

    package func warnings(_ study: Study) -> [String] {
        guard !facts.styles.isEmpty else { return [] }
        var out = [
            "\(facts.styles.joined(separator: ", ")): replies are read from cassettes \(facts.recordedWhen), nothing is "
                + "sent"
                + (facts.simulated
                    ? "; they were recorded from the built-in simulator: nothing is measured about a model" : "")
        ]
        let controls = study.controls.filter(facts.styles.contains)
        if !controls.isEmpty, study.probes.contains(where: { $0.role == .control }) {
            out.append(
                "\(controls.joined(separator: ", ")): positive controls are in no recording, so none is replayed")
        }
        if unasked > 0 {
            let hold = unasked == 1 ? "cassette holds" : "cassettes hold"
            out.append("\(unasked) \(hold) no request: nothing shows that they answer what the study asks")
        }
        return out
    }

    /// A study that replays alone spends nothing and can harm no account: no budget ends it, and no stop rule.
    package func unlimited(_ study: Study) -> Study {
        guard study.styles.allSatisfy(\.replayed) else { return study }
        var study = study
        study.budget = Budget()
        study.stopIf = StopIf()
        return study
    }
}
