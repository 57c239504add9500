import Access
import Attempts
import Dialects
import Formats
import Foundation
import Reports
import Runs
import Statistics
import Studies
import Transport
import Trials

/// All that can be known of a study before the first request.
struct Preflight {
    let file: StudyFile
    /// The styles that will be sent.
    let styles: [AccessStyle]
    let order: RunOrder
    let environment: [String: String]
    /// What is replayed, held against the study.
    let replays: Replays
    /// Bytes of the request body of each probe that a style is asked, by style and probe.
    let bodies: [[Int: Int]]

    /// - Throws: `InputError` for the study, `Failure` (64) for flags.
    init(
        _ file: StudyFile, onlyStyle: [String] = [], environment: [String: String], wall: Double = SystemClock().wall()
    ) throws {
        self.file = file
        self.environment = environment
        for id in onlyStyle where !file.study.styles.contains(where: { $0.id == id }) {
            throw Failure(
                .badUsage,
                "--only-style \(id): the study has no such style; accepted: "
                    + file.study.styles.map(\.id).joined(separator: ", "))
        }
        styles = file.study.styles.filter { onlyStyle.isEmpty || onlyStyle.contains($0.id) }
        let order = RunOrder(file.study)
        self.order = order
        var mistakes = Mistakes()
        Self.checkGrants(styles, file: file.path, today: String(UTCStamp.iso(wall).prefix(10)), &mistakes)
        mistakes.attempt { () throws(InputError) in try Simulators.check(file) }
        bodies = file.study.styles.indices.map { Self.bodies(of: $0, order, file, &mistakes) }
        Self.checkJudges(file, &mistakes)
        if !order.trials.contains(where: { [styles] in styles.contains(file.study.styles[$0.style]) }) {
            mistakes.add(Self.nothingToSend(file, styles))
        }
        mistakes.edit(file.lines.located)
        try mistakes.raise()
        replays = try Replays(file.path, styles: styles) { style in
            let index = file.study.styles.firstIndex(of: style)
            return order.trials.filter { $0.style == index }.map { order.trial($0) }
        }
        OpenFileLimit.raiseToHard()
        // The simulator's end of a connection stands in this process too.
        let ends = self.styles.contains(where: \.simulated) ? 2 : 1
        let (most, needed) = (OpenFileLimit.maximumInFlight / ends, OpenFileLimit.reserve + ends * file.study.inFlight)
        guard file.study.inFlight <= most else {
            throw Failure(
                .badUsage,
                "\(file.path): pacing.in_flight \(file.study.inFlight) needs \(needed) open files, and this system gives "
                    + "\(OpenFileLimit.current); accepted: "
                    + (most > 0 ? "in_flight of \(most) at most, or a higher limit" : "a higher limit")
                    + " (`ulimit -n \(needed)`)")
        }
    }

    /// Bytes of each request of a style, by probe; what its wire cannot say is a mistake.
    private static func bodies(
        of index: Int, _ order: RunOrder, _ file: StudyFile, _ mistakes: inout Mistakes
    ) -> [Int: Int] {
        let style = file.study.styles[index]
        if let ca = style.caFile, access(ca, R_OK) != 0 {
            mistakes.add(
                InputError(
                    file: file.path, place: "style '\(style.id)', key 'ca_file'",
                    found: "\(ca): \(String(cString: strerror(errno)))", accepted: "a PEM file that can be read"))
        }
        var own: [Int: Int] = [:]
        do throws(DialectError) {
            let style = style.unaddressed
            let dialect = try style.makeDialect()
            for probe in Set(order.trials.lazy.filter { $0.style == index }.map(\.probe)).sorted() {
                own[probe] = try dialect.request(for: Trial(style: style, probe: order.probes[probe])).body.count
            }
        } catch {
            mistakes.add(error.inputError(file: file.path))
        }
        for (probe, bytes) in own.sorted(by: { $0.key < $1.key }) where bytes > largestRequest {
            mistakes.add(
                InputError(
                    file: file.path, place: "style '\(style.id)', probe '\(order.probes[probe].id)'",
                    found: "a request of \(bytes >> 20) MiB", accepted: "at most \(largestRequest >> 20) MiB"))
        }
        return own
    }

    /// A plan without a trial would be no run: what its prompts are, and what would send them.
    private static func nothingToSend(_ file: StudyFile, _ styles: [AccessStyle]) -> InputError {
        let names = styles.map(\.id).joined(separator: ", ")
        let rest = file.study.probes.filter { $0.role != .control }
        if rest.isEmpty, !file.study.probes.isEmpty {
            return InputError(
                file: file.path, place: "key 'controls'",
                found: "nothing to send: the suites hold positive controls alone, and \(names) "
                    + "\(styles.count == 1 ? "is" : "are") not sent them",
                accepted: "controls: [\(styles.first?.id ?? "STYLE")], or a suite with other prompts")
        }
        return InputError(
            file: file.path, place: "styles \(names)",
            found: rest.isEmpty
                ? "nothing to send: what was chosen of the suites holds no prompt"
                : "nothing to send: `history: drop` leaves out every prompt, for none can be understood without its history",
            accepted: rest.isEmpty
                ? "suites, filters and roles that leave a prompt" : "history: keep, or prompts that stand alone")
    }

    /// No documented API takes a larger body.
    static let largestRequest = 32 << 20

    /// A promise that has run out, or has not begun, promises nothing.
    private static func checkGrants(
        _ styles: [AccessStyle], file: String, today: String, _ mistakes: inout Mistakes
    ) {
        for style in styles where !style.replayed {
            guard let grant = style.grant else { continue }
            func fail(_ key: String, _ found: String) -> InputError {
                InputError(
                    file: file, place: "style '\(style.id)', key 'grant.\(key)'", found: found,
                    accepted: "a grant that is in force on the day of the run, or none")
            }
            // Dates of ISO 8601 sort as texts.
            if let until = grant.until, until < today { mistakes.add(fail("until", "the grant ended on \(until)")) }
            if let from = grant.from, from > today { mistakes.add(fail("from", "the grant begins on \(from)")) }
        }
    }

    /// The credentials of all styles that will be sent, fetched once so that a missing one is found now.
    func credentials() async throws -> Credentials {
        let clock = SystemClock()
        let credentials = Credentials(
            environment: environment, folder: Path.folder(of: file.path), now: { clock.now() })
        var mistakes = Mistakes()
        for style in reached where !style.simulated && !style.replayed {
            do { _ = try await credentials.secret(for: style, study: file.path) } catch {
                try Task.checkCancellation()
                mistakes.add(file.lines.located(error))
            }
        }
        try mistakes.raise()
        // A gateway may show to one style what it heard of another, in this session or in an earlier one: keys that are at hand
        // are masked, too, though nothing is sent with them.
        for style in file.study.styles where !styles.contains(style) && !style.simulated && !style.replayed {
            switch style.key {
            case .environment, .file: _ = try? await credentials.secret(for: style, study: file.path)
            case .command, nil: continue
            }
        }
        return credentials
    }
}
