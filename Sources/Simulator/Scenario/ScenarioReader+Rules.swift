import Formats
import Trials

extension ScenarioReader {
    static func rule(_ node: ScenarioNode) throws(InputError) -> Rule {
        let members = try node.members(["probe", "field", "frame", "role", "delivered", "outcomes"])
        var rule = Rule()
        if let probes = try members["probe"]?.texts() { rule.probes = probes }
        if let fields = try members["field"]?.texts() { rule.fields = fields }
        rule.frame = try members["frame"]?.word(Frame.self)
        rule.role = try members["role"]?.word(Role.self)
        if let delivered = try members["delivered"]?.share() { rule.delivered = delivered }
        if let outcomes = members["outcomes"] { rule.outcomes = try ladder(outcomes) }
        return rule
    }

    /// The rungs in a fixed order, the worst first, so that a low draw is a bad one under every style.
    private static func ladder(_ node: ScenarioNode) throws(InputError) -> [OutcomeShare] {
        let members = try node.members([
            "answered", "partial", "refused", "refused-structured", "unable", "empty", "truncated", "cut", "blocked",
            "error",
        ])
        var ladder: [OutcomeShare] = []
        for item in try members["blocked"]?.items() ?? [] { ladder.append(try block(item)) }
        let plain: [(String, Play)] = [
            ("refused-structured", .refusedStructured), ("refused", .refused), ("partial", .partial),
            ("unable", .unable), ("empty", .empty), ("truncated", .truncated), ("cut", .cut),
        ]
        for (key, play) in plain {
            if let share = try members[key]?.share() { ladder.append(OutcomeShare(share, play)) }
        }
        for item in try members["error"]?.items() ?? [] {
            let parts = try item.members(["share", "kind"])
            guard let share = try parts["share"]?.share(), let kind = try parts["kind"]?.word(ErrorPlay.self) else {
                throw item.wrong(
                    "a key is missing",
                    accepted: "{share: 0.01, kind: \(ErrorPlay.allCases.map(\.rawValue).joined(separator: " | "))}")
            }
            ladder.append(OutcomeShare(share, .error(kind)))
        }
        let sum = ladder.reduce(0) { $0 + $1.share }
        try checkSum(sum, node)
        if let answered = try members["answered"]?.share(), abs(answered + sum - 1) > 1e-9 {
            throw node.wrong(
                "the shares sum to \(shown(answered + sum))", accepted: "a sum of 1",
                advice: "Leave 'answered' out: it takes what the others leave.")
        }
        return ladder
    }

    private static func block(_ node: ScenarioNode) throws(InputError) -> OutcomeShare {
        let members = try node.members(["share", "stage", "category", "category_raw", "signal", "rescued_by"])
        guard let share = try members["share"]?.share() else {
            throw node.wrong("no 'share'", accepted: "{share: 0.05, stage: no-text, category: cyber}")
        }
        var block = PlayedBlock()
        if let stage = members["stage"] {
            block.stage = try stage.word(Stage.self)
            if block.stage == .unknown {
                throw stage.wrong("'unknown'", accepted: "input, no-text, during-reasoning, midstream, withheld")
            }
        }
        if let category = members["category"] {
            block.category = Category(rawValue: try category.text())
            if !Category.all.contains(where: { $0 == block.category }) {
                throw category.wrong(
                    "'\(try category.text())'", accepted: Category.all.map(\.rawValue).joined(separator: ", "),
                    advice: "A category of the provider's own goes into 'category_raw'.")
            }
        }
        block.categoryRaw = try members["category_raw"]?.text()
        block.signal = try members["signal"]?.word(BlockSignal.self)
        block.rescuedBy = try members["rescued_by"]?.text()
        return OutcomeShare(share, .blocked(block))
    }
}
