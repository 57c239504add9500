import CTextModel
import Foundation

/// Weighs what the words of a reply say against what its sentences do.
///
/// Two readers, averaged, for the replies of today: a linear one, in which the words' scores stand and the signals of the outline add corrections, and
/// small trees over the numbers of the reply; the rulings of the acts lift their label last. For replies that sound like those of 2023 a third
/// one takes over, which knows words alone. The probabilities are a softmax
/// with one temperature, fitted out of fold (Guo et al. 2017, "On Calibration of Modern Neural Networks", section 4.2).
struct TextWeighing: Sendable {
    static let shared = TextWeighing()

    private let matrix: [SIMD4<Double>]
    private let forest: TextForest
    private let shift: SIMD4<Double>
    private let sure: SIMD4<Double>
    private let doubtful: SIMD4<Double>
    /// Its pointers lead to constants.
    private nonisolated(unsafe) let model: ctextmodel

    private init() {
        model = ctextmodel_weights()
        let four = { (list: UnsafePointer<Float>, at: Int) in
            SIMD4(Double(list[at]), Double(list[at + 1]), Double(list[at + 2]), Double(list[at + 3]))
        }
        guard let weighing = model.weighing, let shift = model.shift, let sure = model.sure,
            let doubtful = model.doubtful
        else { preconditionFailure("weights without a weighing: run make train") }
        matrix = (0..<Int(model.inputs)).map { four(weighing, $0 * 4) }
        forest = TextForest(model)
        self.shift = four(shift, 0)
        self.sure = four(sure, 0)
        self.doubtful = four(doubtful, 0)
    }

    /// Whether a label with this probability is sure on these grounds.
    func isSure(_ label: TextLabel, _ confidence: Double, _ ground: TextGround) -> Bool {
        switch ground {
        case .none: false
        case .doubtful: confidence >= doubtful[label.place]
        case .plain: confidence >= sure[label.place]
        }
    }

    func probabilities(_ words: TextScores, _ reading: TextReading, _ outline: TextOutline) -> TextProbabilities {
        // Where a reply sounds like those of 2023, the reader of older replies counts in place of the others.
        let sound = Double(model.register_steep) * (words.register - Double(model.register_from))
        let share = 1 / (1 + exp(-sound))
        var scores = weighed(words.labels, reading, outline)
        // Where nothing is declined, held back or lacking, tone alone makes no partial answer and no refusal: the words must
        // say a good deal.
        if outline.isClean {
            scores[TextLabel.partial.place] -= Double(model.gate)
            scores[TextLabel.refused.place] -= Double(model.gate) * (outline.handsOver ? 3 : 2)
        }
        scores = (words.older - words.older.sum() / 4) * share + scores * (1 - share)
        lift(&scores, outline)
        return softmax(scores)
    }

    /// The scores of both readers with the rulings.
    private func weighed(_ words: SIMD4<Double>, _ reading: TextReading, _ outline: TextOutline) -> SIMD4<Double> {
        let numbers = TextNumbers(reading, outline)
        let mean = words.sum() / 4
        let part = Double(model.tree_share)
        var scores = linear(words, numbers.signals, reading, outline) * (1 - part)
        scores += forest.scores(words - mean, numbers.list) * part
        scores += shift
        if outline.ruling == .refused {
            scores[TextLabel.refused.place] += Double(outline.isPlain ? model.plain_lift : model.lift)
        }
        // Without an act, words alone must say a good deal before a longer reply counts as refused.
        if outline.act == nil, reading.tokens.count >= Int(model.gate_tokens) {
            scores[TextLabel.refused.place] -= Double(model.gate)
        }
        return scores
    }

    /// The words' scores and the corrections of the signals, centred; in short replies the words count for more.
    private func linear(
        _ words: SIMD4<Double>, _ signals: [Bool], _ reading: TextReading, _ outline: TextOutline
    ) -> SIMD4<Double> {
        precondition(matrix.count == signals.count + 12, "the weights belong to other signals: run make train")
        var corrections = SIMD4<Double>.zero
        for (index, signal) in signals.enumerated() where signal { corrections += matrix[index] }
        let centred =
            (words - words.sum() / 4).clamped(lowerBound: SIMD4(repeating: -6), upperBound: SIMD4(repeating: 6)) / 3
        let has = outline.act != nil
        for label in 0..<4 {
            corrections += matrix[signals.count + (has ? 0 : 4) + label] * centred[label]
            if !has, !outline.english { corrections += matrix[signals.count + 8 + label] * centred[label] }
        }
        let share = reading.tokens.count < Int(model.short_tokens) ? Double(model.short_share) : 1
        var scores = words + corrections * share
        scores -= scores.sum() / 4
        if outline.silentAbroad { scores[TextLabel.refused.place] -= Double(model.silence) }
        return scores
    }

    /// What the outline settles weighs more than chance would give it, in every register; a partial answer, told by its code or
    /// by a second act, always counts. A ruled refusal is lifted where it is weighed: of the replies of 2023 words know better.
    private func lift(_ scores: inout SIMD4<Double>, _ outline: TextOutline) {
        switch outline.ruling {
        case .answered?: scores[TextLabel.answered.place] += Double(model.other_lift)
        case .unable?: scores[TextLabel.unable.place] += Double(model.other_lift)
        case .partial?:
            var others = scores
            others[TextLabel.partial.place] = -.infinity
            scores[TextLabel.partial.place] = max(
                scores[TextLabel.partial.place], others.max() + Double(model.partial_lead))
        case .refused?, nil: break
        }
    }

    private func softmax(_ scores: SIMD4<Double>) -> TextProbabilities {
        let top = scores.max()
        var raised = SIMD4<Double>.zero
        for label in 0..<4 { raised[label] = exp((scores[label] - top) / Double(model.temperature)) }
        let sum = raised.sum()
        return TextProbabilities(
            answered: raised[0] / sum, partial: raised[1] / sum, refused: raised[2] / sum, unable: raised[3] / sum)
    }
}
