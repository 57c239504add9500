import Foundation

/// The full grids of docs/methods/statistics.md section 8 take minutes in release: `make validate` asks for them.
enum Slow {
    static let isOn = ProcessInfo.processInfo.environment["RAILGAUGE_SLOW_TESTS"] == "1"

    /// Data sets a cell: what the full grid has, unless the environment asks for fewer; else `quick`.
    static func sets(_ full: Int, quick: Int) -> Int {
        guard isOn else { return quick }
        return ProcessInfo.processInfo.environment["RAILGAUGE_VALIDATE_SETS"].flatMap(Int.init) ?? full
    }

    /// How far a measured share may pass a bound by chance: `errors` standard errors less those that 20,000 sets have anyway.
    static func slack(_ sets: Int, errors: Double = 3) -> Double {
        func error(_ sets: Int) -> Double { (0.05 * 0.95 / Double(sets)).squareRoot() }
        return sets >= 20_000 ? 0 : errors * (error(sets) - error(20_000))
    }
}

/// Measured figures, printed only when somebody asked for the long run.
func report(_ line: @autoclosure () -> String) {
    if Slow.isOn { print(line()) }
}

/// The cells of one simulation, written as CSV where `make validate` wants them.
struct ValidationTable {
    let name: String
    private var lines: [String]

    init(_ name: String, columns: String) {
        self.name = name
        lines = [columns]
    }

    mutating func add(_ fields: any CustomStringConvertible...) {
        lines.append(
            fields.map { field in
                (field as? Double).map { String(format: "%.5g", $0) } ?? field.description
            }.joined(separator: ","))
    }

    func write() throws {
        guard Slow.isOn, let folder = ProcessInfo.processInfo.environment["RAILGAUGE_VALIDATE_TABLES"] else { return }
        try (lines.joined(separator: "\n") + "\n").write(
            toFile: "\(folder)/\(name).csv", atomically: true, encoding: .utf8)
    }
}
