import Classifier
import Testing
import Trials

@Suite struct RetryAfterTests {
    /// Header lines, body, now, seconds.
    static let table: [([HeaderLine], String, Double?, Double?)] = [
        ([HeaderLine("Retry-After", "30")], "", nil, 30),
        ([HeaderLine("retry-after", " 1.5 ")], "", nil, 1.5),
        ([HeaderLine("retry-after", "-3")], "", nil, 0),
        ([HeaderLine("retry-after-ms", "1500"), HeaderLine("retry-after", "9")], "", nil, 1.5),
        // A date is a distance from the reply's own clock, else from ours.
        (
            [
                HeaderLine("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"),
                HeaderLine("date", "Sun, 06 Nov 1994 08:49:07 GMT"),
            ], "", 0, 30
        ),
        ([HeaderLine("retry-after", "Sunday, 06-Nov-94 08:49:37 GMT")], "", 784_111_767, 10),
        ([HeaderLine("retry-after", "Sun Nov  6 08:49:37 1994")], "", 784_111_800, 0),
        ([HeaderLine("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT")], "", nil, nil),
        ([HeaderLine("retry-after", "soon")], "", 0, nil),
        ([], #"{"error":{"details":[{"retryDelay":"17.5s"}]}}"#, nil, 17.5),
        ([], #"{"error":{"metadata":{"retry_after_seconds":4}}}"#, nil, 4),
        ([], "<html>", nil, nil),
        // Only limits of which nothing is left count; the longest wins.
        (
            [
                HeaderLine("x-ratelimit-remaining-requests", "0"), HeaderLine("x-ratelimit-reset-requests", "6ms"),
                HeaderLine("x-ratelimit-remaining-tokens", "0"), HeaderLine("x-ratelimit-reset-tokens", "6m0s"),
            ], "", nil, 360
        ),
        (
            [HeaderLine("x-ratelimit-remaining-tokens", "5"), HeaderLine("x-ratelimit-reset-tokens", "6m0s")], "", nil,
            nil
        ),
        (
            [
                HeaderLine("anthropic-ratelimit-requests-remaining", "0"),
                HeaderLine("anthropic-ratelimit-requests-reset", "1994-11-06T08:49:37Z"),
            ], "", 784_111_770, 7
        ),
        ([], "", 0, nil),
    ]

    @Test(arguments: table)
    func everyFormIsRead(_ headers: [HeaderLine], _ body: String, _ now: Double?, _ seconds: Double?) {
        #expect(RetryAfter.seconds(headers: headers, body: Array(body.utf8), now: now) == seconds)
    }

    @Test(arguments: [("1h2m3s", 3723.0), ("6ms", 0.006), ("1s", 1), ("2d", 172_800)])
    func durationsAddUp(_ text: String, _ seconds: Double) { #expect(RetryAfter.duration(text) == seconds) }

    @Test(arguments: ["", "s", "6", "6y", "1..2s", "-1s", "6m 0s"]) func otherTextsAreNoDuration(_ text: String) {
        #expect(RetryAfter.duration(text) == nil)
    }

    @Test(arguments: ["999999999999999999999", String(repeating: "9", count: 400), "99999999999999999999d"])
    func waitOfAgesIsCutToWhatAnIntegerHolds(_ text: String) {
        #expect(RetryAfter.seconds(headers: [HeaderLine("Retry-After", text)]) == 3.2e9)
    }

    @Test func offsetsOfTimestampsCount() {
        #expect(HTTPDate.rfc3339("1994-11-06T10:49:37.500+02:00") == 784_111_777.5)
        #expect(HTTPDate.seconds("Tue, 29 Feb 2028 00:00:00 GMT") == 1_835_395_200)
    }

    @Test func theProvidersOwnWordOnRetryingIsRead() {
        #expect(RetryAfter.shouldRetry([HeaderLine("X-Should-Retry", "false")]) == false)
        #expect(RetryAfter.shouldRetry([HeaderLine("x-should-retry", "true")]) == true)
        #expect(RetryAfter.shouldRetry([]) == nil)
    }
}
