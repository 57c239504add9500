import Attempts
import Formats
import Trials

extension LiveModelClient {
    /// - Parameter styles: whom to reach; default: the styles of the study that are not replayed.
    /// - Throws: `InputError` where a style asks for what its wire cannot do; `TransportError`.
    convenience init(
        study: StudyFile, styles: [AccessStyle]? = nil, simulators: Simulators, credentials: Credentials,
        environment: [String: String]
    ) throws {
        let path = study.path
        try self.init(
            (styles ?? study.study.styles.filter { !$0.replayed }).map { style in
                Destination(simulators.addressed(style)) {
                    if let played = simulators.secret(for: style) { return played }
                    return try await credentials.secret(for: style, study: path)
                }
            }, file: path, environment: environment, userAgent: "railgauge/\(Railgauge.version)",
            secrets: { credentials.known })
    }
}

extension StudyFile {
    /// Runs a body with a client of the study's styles and the simulators that play some of them. Both are closed when it ends,
    /// however it ends.
    ///
    /// - Parameter styles: whom to reach, such as judges, whom nobody plays; default: the styles that are not replayed.
    /// - Parameter finished: trials that were played in an earlier session.
    /// - Throws: what the body throws; `InputError` where a scenario does not fit, or a style asks for what its wire cannot do.
    func withClient<Value: Sendable>(
        of styles: [AccessStyle]? = nil, finished: [TrialKey] = [], credentials: Credentials,
        environment: [String: String],
        _ body: (LiveModelClient, Simulators) async throws -> Value
    ) async throws -> Value {
        let simulators = styles == nil ? try await Simulators(for: self, finished: finished) : .none
        var client: LiveModelClient?
        let result: Result<Value, any Error>
        do {
            let reached = try LiveModelClient(
                study: self, styles: styles, simulators: simulators, credentials: credentials, environment: environment)
            client = reached
            result = .success(try await body(reached, simulators))
        } catch {
            result = .failure(error)
        }
        await client?.shutdown()
        await simulators.stop()
        return try result.get()
    }
}
