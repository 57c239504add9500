/// The one seam between the runner and the wire: one call is one attempt, one HTTP request.
package protocol ModelClient: Sendable {
    /// Sends one attempt and reads everything that comes back.
    ///
    /// Faults of the wire are part of the exchange (`raw.fault`).
    /// - Throws: `CancellationError` when the task was cancelled; any other error means that the request could not
    ///   even be made (a style asks for what its wire cannot do).
    func attempt(_ trial: Trial) async throws -> Exchange
}
