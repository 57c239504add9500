import ArgumentParser
import Reports
import Statistics
import Trials

/// Limits that a reader sets in place of those of the study.
struct ThresholdOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Below it a rate is within tolerance, 0 to 1.", valueName: "rate"))
    var tolerance: Double?
    @Option(help: ArgumentHelp("Above it a rate obstructs, 0 to 1.", valueName: "rate"))
    var obstruction: Double?
    @Option(help: ArgumentHelp("A smaller difference is not material, 0 to 1.", valueName: "rate"))
    var margin: Double?
    @Option(
        help: ArgumentHelp(
            "In place of --margin, a share of the reference's rate, 0.01 to 0.99: 0.25 is a quarter more or less.",
            valueName: "share"))
    var relativeMargin: Double?
    @Option(help: ArgumentHelp("Two-sided, 1e-9 to 0.5.", valueName: "share"))
    var alpha: Double?
    @Option(
        help: ArgumentHelp(
            "What counts as obstructed: \(Definition.allCases.map(\.rawValue).joined(separator: " | ")).",
            valueName: "name"))
    var definition: Definition?

    var isGiven: Bool {
        tolerance != nil || obstruction != nil || margin != nil || relativeMargin != nil || alpha != nil
            || definition != nil
    }

    func validate() throws {
        if margin != nil, relativeMargin != nil {
            throw ValidationError(
                "--margin and --relative-margin: give one, in the difference itself or in shares of the reference's rate"
            )
        }
        for (name, value, range) in [
            ("tolerance", tolerance, 0...1), ("obstruction", obstruction, 0...1), ("margin", margin, 0...1),
            ("relative-margin", relativeMargin, Thresholds.relativeMargins), ("alpha", alpha, Thresholds.alphas),
        ] {
            if let value, !range.contains(value) {
                throw ValidationError(
                    "--\(name) \(value): accepted is a number from \(range.lowerBound) to \(range.upperBound)")
            }
        }
    }

    /// The thresholds with these in place, and what was changed: `tolerance 0.05 in place of 0.1`.
    /// - Throws: `Failure` where tolerance and obstruction come to stand the wrong way round.
    func applied(to fixed: Thresholds) throws -> (thresholds: Thresholds, changes: [String]) {
        var (out, changes) = (fixed, [String]())
        func set(_ name: String, _ path: WritableKeyPath<Thresholds, Double>, _ value: Double?) {
            guard let value, value != fixed[keyPath: path] else { return }
            changes.append("\(name) \(value) in place of \(fixed[keyPath: path])")
            out[keyPath: path] = value
        }
        set("tolerance", \.tolerance, tolerance)
        set("obstruction", \.obstruction, obstruction)
        // Either of the two margins takes the place of the other.
        let limit = margin.map { Margin.points($0) } ?? relativeMargin.map { .ofReference($0) }
        if let limit, limit != fixed.limit {
            changes.append("margin \(limit.prose) in place of \(fixed.limit.prose)")
            out.relativeMargin = relativeMargin
            out.margin = margin ?? fixed.margin
        }
        set("alpha", \.alpha, alpha)
        if let definition, definition != fixed.definition {
            changes.append("definition \(definition.rawValue) in place of \(fixed.definition.rawValue)")
            out.definition = definition
        }
        guard out.tolerance < out.obstruction else {
            throw Failure(
                .badUsage,
                "--tolerance and --obstruction: found \(out.tolerance) and \(out.obstruction); accepted: a tolerance below the "
                    + "obstruction")
        }
        return (out, changes)
    }
}

extension Definition: ExpressibleByArgument {}
