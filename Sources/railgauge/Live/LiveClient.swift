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
            }, file: path, environment: environment, userAgent: "railgauge/\(Railgauge.version)")
    }
}
