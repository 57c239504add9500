import Statistics
import Trials

/// The report as JUnit XML, for a build server: a test case for each style's coverage, promise and level per field, and for each
/// gate that was asked for.
///
/// What obstructs, lies below the coverage floor, lapsed, or is promised and not shown, fails. What cannot be told is skipped: it
/// is no success.
package struct JUnit: Sendable {
    /// A limit on a rate, as it was written, and what the run says of it.
    package typealias GateLine = (text: String, finding: Gate.Finding)

    private enum Result {
        case passed
        case skipped(String)
        case failed(String)
    }

    private var cases: [(group: String, name: String, result: Result)] = []
    private let study: String

    /// - Parameter strictGates: a gate that is undecided fails.
    package init(_ report: Report, gates: [GateLine] = [], strictGates: Bool = false) {
        study = report.facts.study.name
        addCoverage(report.trust)
        addQuarantine(report.quarantine.count)
        for row in report.inForce {
            cases.append(("access in force", "\(row.style): \(row.promise.name)" + row.against, Self.result(row)))
        }
        for cell in report.cells where cell.definition == report.definition && cell.frame == report.frames.first {
            cases.append(("obstruction of \(cell.style)", cell.field, Self.result(cell)))
        }
        for gate in gates {
            let result: Result =
                switch gate.finding {
                case .met: .passed
                case .violated: .failed("surely above the limit")
                case .undecided where strictGates: .failed("not surely below the limit, unmeasured trials counted")
                case .undecided: .skipped("neither surely above nor surely below the limit")
                }
            cases.append(("gate", gate.text, result))
        }
    }

    private mutating func addCoverage(_ trust: Trust) {
        for row in trust.coverage where row.field == Rows.all {
            let words = "\(row.measured) of \(row.planned) trials measured, floor \(Prose.short(trust.floor))"
            cases.append(("coverage", row.style, row.belowFloor ? .failed(words) : .passed))
        }
    }

    private mutating func addQuarantine(_ trials: Int) {
        let words =
            "\(trials) \(trials == 1 ? "trial carries a signal that is" : "trials carry signals that are") not known"
        cases.append(("coverage", "no signal unknown", trials == 0 ? .passed : .failed(words)))
    }

    private static func result(_ row: InForceRow) -> Result {
        switch row.standing {
        case .shown: .passed
        case .notShown: .failed("promised by \(row.promisedBy), not shown. \(row.sentence)")
        case .lapsed: .failed("promised by \(row.promisedBy), lapsed. \(row.sentence)")
        case .cannotTell where row.reference == nil: .skipped("the study compares it with no style")
        case .cannotTell: .skipped("too few blocks under the reference. \(row.sentence)")
        }
    }

    private static func result(_ cell: Cell) -> Result {
        guard let reading = cell.level else { return .skipped("nothing was measured") }
        let rate = "\(Prose.rate(cell.estimate)), \(cell.probes) \(cell.probes == 1 ? "prompt" : "prompts")"
        switch reading.level {
        case .obstructs: return .failed("obstructs: \(rate)")
        case .withinTolerance where reading.dependsOnUnmeasured:
            return .skipped("within tolerance, which unmeasured trials could change: \(rate)")
        case .withinTolerance: return .passed
        case .between, .tooFew: return .skipped("\(reading.level.rawValue): \(rate)")
        }
    }

    package var xml: String {
        let failures = cases.count { if case .failed = $0.result { true } else { false } }
        let skipped = cases.count { if case .skipped = $0.result { true } else { false } }
        let name = HTML.escape(study)
        var out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"\(name)\""
        out += " tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\">\n"
        for entry in cases {
            out += "    <testcase classname=\"\(name).\(HTML.escape(entry.group))\" name=\"\(HTML.escape(entry.name))\""
            switch entry.result {
            case .passed: out += "/>\n"
            case .skipped(let words): out += "><skipped message=\"\(HTML.escape(words))\"/></testcase>\n"
            case .failed(let words): out += "><failure message=\"\(HTML.escape(words))\"/></testcase>\n"
            }
        }
        return out + "  </testsuite>\n</testsuites>\n"
    }
}

extension InForceRow {
    fileprivate var against: String { reference.map { " against \($0)" } ?? "" }
}
