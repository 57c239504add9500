import Formats
import Trials

/// The reader of cassettes: what it reads can be written, and reads again as the same attempt.
enum CassetteTarget {
    static func read(_ input: Input) {
        do throws(InputError) {
            let cassette = try CassetteReader.read(Array(input.body), file: "f")
            let ends = cassette.raw.arrivals.map(\.end)
            hold(ends == ends.sorted(), "arrivals rise")
            hold((ends.last ?? 0) <= cassette.raw.body.count, "arrivals end with the body")
            let written = cassette.bytes
            // Line ends within a header become spaces, and what stands before them is dropped: once, not each time.
            // What it refuses of its own writing is a failure, whatever the reason.
            guard let again = try? CassetteReader.read(written, file: "f") else {
                hold(false, "what was written can be read")
                return
            }
            hold(again.raw.body == cassette.raw.body, "the body stands")
            hold(again.raw.status == cassette.raw.status, "the status stands")
            hold(again.raw.arrivals == cassette.raw.arrivals, "arrivals stand")
            hold(again.raw.headers.count == cassette.raw.headers.count, "every header stands")
            hold(again.request?.body == cassette.request?.body, "the body of the request stands")
            hold(again.timings == cassette.timings && again.key == cassette.key, "what is ours stands")
        } catch {
            hold(!error.found.isEmpty, "an error says what was found")
        }
    }

    /// A seed with every line that is ours.
    static func recorded(_ raw: RawReply) -> [UInt8] {
        var raw = raw
        raw.arrivals = [Arrival(end: raw.body.count / 2, at: 1_500_000), Arrival(end: raw.body.count, at: 2_000_000)]
        raw.fault = WireFault(kind: .connectionLost, message: "lost", mayHaveReachedServer: true)
        var timings = Timings()
        timings.sent = 1_000_000
        timings.ended = 2_500_000
        timings.reusedConnection = true
        return Cassette(
            key: TrialKey(style: "s", probe: "p", repetition: 1), attempt: 1, recorded: "2026-11-21T04:00:00Z",
            simulated: true,
            request: SentRequest(
                method: "POST", url: "http://127.0.0.1:9/v1", headers: [HeaderLine("content-type", "application/json")],
                body: Array(#"{"model":"m","max_tokens":5}"#.utf8)),
            raw: raw, timings: timings
        ).bytes
    }
}
