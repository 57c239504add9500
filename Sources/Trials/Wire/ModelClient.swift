/// The one seam between the runner and the wire: one call is one attempt, one HTTP request.
package protocol ModelClient: Sendable {
    /// Sends one attempt and reads what comes back.
    ///
    /// Faults of the wire are part of the exchange (`raw.fault`).
    /// - Parameter enough: asked as the visible text of a streamed reply grows. Once it says yes no more of the reply is
    ///   taken, and the exchange says so (`WireFault.Kind.stoppedEarly`). nil: the reply is read to its end, as is one
    ///   that comes in one piece.
    /// - Throws: `CancellationError` when the task was cancelled while the request may have been on its way, `NeverSent`
    ///   when before; any other error means that the request could not
    ///   even be made (a style asks for what its wire cannot do).
    func attempt(_ trial: Trial, until enough: (@Sendable (_ text: String) -> Bool)?) async throws -> Exchange
}

/// Cancelled before anything left this machine: nothing can have been paid for.
package struct NeverSent: Error, Hashable {
    package init() {}
}

extension ModelClient {
    /// One attempt whose reply is read to its end.
    package func attempt(_ trial: Trial) async throws -> Exchange { try await attempt(trial, until: nil) }
}
