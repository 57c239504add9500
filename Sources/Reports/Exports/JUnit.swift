import Access
import Formats
import Statistics
import Trials

/// The report as JUnit XML, for a build server: a test case for the coverage of each style, each promise, each style whose access
/// was checked, each level per field, and each gate that was asked for.
///
/// What obstructs, lies below the coverage floor, lapsed, or is promised and not shown, fails. What cannot be told is skipped, and so
/// is what unmeasured trials or unsure verdicts could change: it is no success. Every message has the numbers that it rests on.
package struct JUnit: Sendable {
    /// A limit on a rate, as it was written, what the run says of it, and the numbers that decided.
    package typealias GateLine = (text: String, finding: Gate.Finding, words: String)

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
        for check in report.accessVerdicts.compactMap(\.check) {
            cases.append(
                ("access in force", "\(check.style): checks against \(check.reference)", Self.result(check)))
        }
        let thresholds = report.facts.study.thresholds
        for arm in report.caseFigures?.arms ?? [] {
            let hits = arm.results.count { $0 }
            let words =
                "\(counted(hits, of: arm.results.count, "trial")) \(report.definition.clause(arm.results.count)); one prompt makes no rate"
            cases.append(("obstruction of \(arm.style)", arm.probe, .skipped(words)))
        }
        for cell in report.caseFigures == nil ? report.cells : []
        where cell.definition == report.definition && cell.frame == report.frames.first {
            cases.append(("obstruction of \(cell.style)", cell.field, Self.result(cell, thresholds)))
        }
        for gate in gates {
            let result: Result =
                switch gate.finding {
                case .met: .passed
                case .violated: .failed("surely above the limit: \(gate.words)")
                case .undecided where strictGates: .failed("not surely below the limit: \(gate.words)")
                case .undecided: .skipped("neither surely above nor surely below the limit: \(gate.words)")
                }
            cases.append(("gate", gate.text, result))
        }
    }

    private mutating func addCoverage(_ trust: Trust) {
        for row in trust.coverage where row.field == Rows.all {
            let words = "\(counted(row.measured, of: row.planned, "trial")) measured, floor \(Prose.short(trust.floor))"
            cases.append(("coverage", row.style, row.belowFloor ? .failed(words) : .passed))
        }
    }

    private mutating func addQuarantine(_ trials: Int) {
        let words =
            counted(trials, "trial carries a signal that is not known", "trials carry signals that are not known")
        cases.append(("coverage", "no signal unknown", trials == 0 ? .passed : .failed(words)))
    }

    private static func result(_ row: InForceRow) -> Result {
        switch row.standing {
        case .shown: .passed
        case .notShown: .failed("promised by \(row.promisedBy), not shown. \(row.sentence)")
        case .lapsed: .failed("promised by \(row.promisedBy), \(row.lapsedWhen). \(row.sentence)")
        case .cannotTell where row.reference == nil: .skipped(row.unreferenced)
        case .cannotTell: .skipped("too few blocks under the reference. \(row.sentence)")
        }
    }

    private static func result(_ check: AccessRecord) -> Result {
        switch check.standing {
        case .shown: .passed
        case .notShown: .failed("not shown. \(check.evidence)")
        case .lapsed: .failed("\(check.words). \(check.evidence)")
        case .cannotTell: .skipped("cannot tell. \(check.evidence)")
        }
    }

    private static func result(_ cell: Cell, _ thresholds: Thresholds) -> Result {
        guard let reading = cell.level else { return .skipped("nothing was measured") }
        let doubt = reading.doubt.map { ", which \($0) could change" } ?? ""
        let level = LevelSign(reading.statement).words(thresholds)
        let words =
            "\(level)\(doubt): \(Prose.rate(cell.estimate)), \(counted(cell.probes, "prompt"))"
            + (cell.estimate.clusters == cell.probes ? "" : " in \(counted(cell.estimate.clusters, "scenario"))")
        switch reading.level {
        case .obstructs: return .failed(words)
        case .withinTolerance where doubt.isEmpty: return .passed
        case .withinTolerance, .between, .tooFew: return .skipped(words)
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
