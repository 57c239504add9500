import Attempts
import TestSupport
import Testing
import Trials

@Suite struct ClientTests {
    /// Thrown as an interruption, it would be asked for again for ever.
    @Test func aStyleWithoutAWayIsAMistakeAndNoInterruption() async throws {
        let client = try LiveModelClient([], file: "study.yaml", environment: [:], userAgent: "test")
        let error = await #expect(throws: LiveModelClient.UnknownStyle.self) {
            try await client.attempt(.make(style: .make(id: "a")))
        }
        #expect(error?.style == "a")
        #expect(error?.description.contains("'a'") == true)
        await client.shutdown()
    }
}
