import Trials

extension TrialRecord {
    /// Whether the wire ended with the block: a fallback's answer, where one followed, has times and tokens of its own.
    private var endsInBlock: Bool {
        guard let verdict else { return false }
        return verdict.outcome == .blocked && !verdict.degraded.contains(.rescued)
    }

    /// Seconds from the start of the counted attempt to its end; nil unless that end is the block.
    var secondsToBlock: Double? { endsInBlock ? endSeconds : nil }

    /// Output tokens as the provider counts them, reasoning included, of a trial that was obstructed; nil where it does not
    /// say, or where they are those of a fallback.
    var tokensBeforeBlock: Int? {
        verdict?.degraded.contains(.rescued) ?? false ? nil : usage.output
    }
}

/// Five figures of a sample. Quartiles lie on the line between neighbours (Hyndman and Fan's type 7).
package struct Spread: Sendable, Equatable {
    package let known: Int
    package let least: Double
    package let lowerQuartile: Double
    package let median: Double
    package let upperQuartile: Double
    package let most: Double

    /// nil over nothing.
    package init?(_ values: [Double]) {
        guard let first = values.min(), let last = values.max() else { return nil }
        let sorted = values.sorted()
        func at(_ share: Double) -> Double {
            let place = share * Double(sorted.count - 1)
            let low = Int(place.rounded(.down))
            let high = min(low + 1, sorted.count - 1)
            return sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
        }
        (known, least, most) = (values.count, first, last)
        (lowerQuartile, median, upperQuartile) = (at(0.25), at(0.5), at(0.75))
    }
}

/// When the blocks of one cell fell, and what had come by then.
package struct BlockTimeRow: Sendable {
    package let style: String
    package let field: String
    package let frame: Frame
    /// nil: all stages together.
    package let stage: Stage?
    /// nil for imported data, which does not say.
    package let stream: Bool?
    /// Benign main trials that the API blocked.
    package let blocks: Int
    package let seconds: Spread?
    package let tokens: Spread?
    /// Blocks with which visible text came, the model's or a guardrail's own; it is kept. nil for imported data.
    package let withText: Int?

    static func all(_ rows: Rows) -> [BlockTimeRow] {
        rows.styles.flatMap { style in
            rows.frames.flatMap { frame in
                rows.fieldsWithAll.flatMap { field in
                    let blocks = rows.mains(style.id, field, frame).filter { $0.verdict?.outcome == .blocked }
                    guard !blocks.isEmpty else { return [BlockTimeRow]() }
                    let stages = Stage.allCases.filter { stage in blocks.contains { $0.stageOfBlock == stage } }
                    return ([nil] + stages).map { stage in
                        BlockTimeRow(
                            style, field, frame, stage,
                            stage.map { own in blocks.filter { $0.stageOfBlock == own } } ?? blocks,
                            imported: rows.facts.imported)
                    }
                }
            }
        }
    }

    private init(
        _ style: AccessStyle, _ field: String, _ frame: Frame, _ stage: Stage?, _ blocks: [Row], imported: Bool
    ) {
        self.style = style.id
        self.field = field
        self.frame = frame
        self.stage = stage
        stream = imported ? nil : style.stream
        self.blocks = blocks.count
        seconds = Spread(blocks.compactMap(\.record.secondsToBlock))
        tokens = Spread(blocks.compactMap { $0.record.tokensBeforeBlock.map(Double.init) })
        withText = imported ? nil : blocks.count { $0.textLength > 0 }
    }
}

extension Row {
    /// A block that names no stage fell at an unknown one.
    fileprivate var stageOfBlock: Stage { record.verdict?.stage ?? .unknown }
}

/// Stages and times of two compared styles beside each other, where both were streamed or neither was: without streaming
/// nobody sees when a block fell.
package struct StageComparison: Sendable {
    package struct Count: Sendable {
        package let stage: Stage
        package let a: Int
        package let b: Int
    }

    package let a: String
    package let b: String
    package let frame: Frame
    /// nil: comparable. Else why not.
    package let obstacle: String?
    /// Measured benign main trials.
    package let trialsA: Int
    package let trialsB: Int
    /// Stages at which either was blocked; empty where they are not compared.
    package let stages: [Count]
    /// nil where they are not compared, too.
    package let medianSecondsA: Double?
    package let medianSecondsB: Double?

    static func all(_ rows: Rows) -> [StageComparison] {
        rows.study.compare.flatMap { pair -> [StageComparison] in
            guard let a = rows.styles.first(where: { $0.id == pair.a }),
                let b = rows.styles.first(where: { $0.id == pair.b })
            else { return [] }
            return rows.frames.map { StageComparison(a, b, $0, rows) }
        }
    }

    private init(_ a: AccessStyle, _ b: AccessStyle, _ frame: Frame, _ rows: Rows) {
        let trials = [a, b].map { rows.mains($0.id, Rows.all, frame) }
        let blocks = trials.map { $0.filter { $0.verdict?.outcome == .blocked } }
        self.a = a.id
        self.b = b.id
        self.frame = frame
        trialsA = trials[0].count { $0.obstructed(.api) != nil }
        trialsB = trials[1].count { $0.obstructed(.api) != nil }
        guard !rows.facts.imported, a.stream == b.stream else {
            obstacle =
                rows.facts.imported
                ? "imported outcomes do not say whether they were streamed"
                : "\(a.stream ? a.id : b.id) is streamed and \(a.stream ? b.id : a.id) is not"
            stages = []
            (medianSecondsA, medianSecondsB) = (nil, nil)
            return
        }
        obstacle = nil
        stages = Stage.allCases.compactMap { stage in
            let counts = blocks.map { $0.count { $0.stageOfBlock == stage } }
            return counts == [0, 0] ? nil : Count(stage: stage, a: counts[0], b: counts[1])
        }
        medianSecondsA = Spread(blocks[0].compactMap(\.record.secondsToBlock))?.median
        medianSecondsB = Spread(blocks[1].compactMap(\.record.secondsToBlock))?.median
    }
}
