/// What the built-in simulator's server says of itself in every reply, so that a run against it is known for one, whatever
/// address it was reached at.
package enum SimulatorMark {
    package static let header = "x-railgauge-simulated"

    package static let line = HeaderLine(header, "true")

    /// Whether a reply with these header lines came from it.
    package static func stands(in headers: [HeaderLine]) -> Bool {
        headers.contains { $0.name.utf8.count == header.utf8.count && $0.name.lowercased() == header }
    }
}
