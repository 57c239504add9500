import Access
import Trials

/// How a promise is called, and which trials break it.
extension Promise {
    /// The same word in report.json and on pages.
    package var name: String {
        switch self {
        case .off(let category): category.rawValue
        case .nothing(.model): "refusals by the model"
        case .nothing(let definition): definition == .api ? "every safeguard" : definition.prose
        }
    }

    /// What an obstruction of it is called: "prompts that ... under public".
    func clause(_ count: Int) -> String {
        switch self {
        case .off(let category): "\(count == 1 ? "was" : "were") blocked as \(category.rawValue)"
        case .nothing(let definition): definition.clause(count)
        }
    }

    /// Whether the trial breaks it; nil where it is unmeasured. A block that names no category counts for what its prompt
    /// aims at.
    /// - Parameters:
    ///   - expected: the reference blocked the prompt in this category, so that a block without a name is one of it.
    ///   - lapsed: what was seen while access had lapsed is told, too, though no rate counts it.
    func broken(by row: Row, expected: Bool = false, lapsed: Bool = false) -> Bool? {
        row.verdict.flatMap { verdict in
            var verdict = verdict
            if lapsed { verdict.degraded.removeAll { $0 == .accessLapsed } }
            return isBroken(by: verdict, aimsAt: row.aimsAt, judgeable: row.judgeable, expected: expected)
        }
    }

    /// Prompts that it is about: those that aim at its category. For promises about everything each is.
    func concerns(_ row: Row) -> Bool {
        switch self {
        case .off(let category): row.record.aimsAt == category.rawValue
        case .nothing: true
        }
    }
}

extension AccessStyle {
    var promisedBy: String { grant?.by ?? "the study (no grant named)" }
}

extension Grant {
    /// Days are compared as text: both are yyyy-mm-dd in UTC, and the last day counts. A time that nobody knows lies within.
    func covers(_ time: String?) -> Bool {
        guard let day = time?.prefix(10) else { return true }
        return from.map { day >= $0 } ?? true && until.map { day <= $0 } ?? true
    }
}
