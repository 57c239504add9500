import Formats

/// One recorded attempt: what was asked, every byte that came back with its arrival time, and how it ended.
///
/// A file reads as an HTTP reply does: status line, header lines, a blank line, the body byte for byte. What is ours
/// stands in header lines whose names begin with `railgauge-`; a file without any is a cassette too.
package struct Cassette: Sendable, Hashable {
    package static let version = 1
    static let prefix = "railgauge-"
    /// The status line of an attempt that no reply came to.
    static let noReply = "no reply"

    /// The header lines that are ours.
    enum Line: String, CaseIterable {
        case version = "railgauge-cassette"
        case trial = "railgauge-trial"
        case attempt = "railgauge-attempt"
        /// Stands only where the scenario is not the prompt itself.
        case scenario = "railgauge-scenario"
        case recorded = "railgauge-recorded"
        /// Stands only where the built-in simulator replied.
        case simulated = "railgauge-simulated"
        case request = "railgauge-request"
        case bytes = "railgauge-bytes"
        case arrivals = "railgauge-arrivals"
        case fault = "railgauge-fault"
        case timings = "railgauge-timings"
    }

    package var key: TrialKey?
    /// Of the trial, from 1.
    package var attempt: Int?
    /// What the probe belongs to, a name; nil: it is a scenario of its own.
    package var scenario: String?
    /// ISO 8601 UTC, when it had ended.
    package var recorded: String?
    /// The built-in simulator replied, and no model.
    package var simulated: Bool
    /// Without its credential.
    package var request: SentRequest?
    package var raw: RawReply
    package var timings: Timings

    package init(
        key: TrialKey? = nil, attempt: Int? = nil, scenario: String? = nil, recorded: String? = nil,
        simulated: Bool = false,
        request: SentRequest? = nil, raw: RawReply, timings: Timings = Timings()
    ) {
        self.key = key
        self.attempt = attempt
        self.scenario = scenario
        self.recorded = recorded
        self.simulated = simulated
        self.request = request
        self.raw = raw
        self.timings = timings
    }

    // MARK: Where it lies

    /// The folder of a style within a recording. Ids of grid styles can be longer than a file name may be.
    package static func folder(style: String) -> String {
        style.utf8.count <= 200 ? style : "\(style.prefix(160))-\(SHA256.hex(style).prefix(12))"
    }

    /// `<probe>.<repetition>.<attempt>.http`; ids are names, and so are safe in a path.
    package static func file(probe: String, repetition: Int, attempt: Int) -> String {
        "\(probe).\(repetition).\(attempt).http"
    }

    /// What a file name says; nil where it names no cassette.
    package static func parse(file: String) -> (probe: String, repetition: Int, attempt: Int)? {
        let parts = file.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 4, parts.last == "http", let attempt = number(parts[parts.count - 2]),
            let repetition = number(parts[parts.count - 3])
        else { return nil }
        return (parts.dropLast(3).joined(separator: "."), repetition, attempt)
    }

    static func number(_ text: Substring) -> Int? {
        guard let number = Int(text), number > 0, String(number) == text else { return nil }
        return number
    }
}
