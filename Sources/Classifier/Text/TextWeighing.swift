import CTextModel
import Foundation

/// Weighs what the words of a reply say against what its sentences do.
///
/// The words' scores stand as they are; the weighing adds corrections for the signals of the outline, and the rulings of
/// the acts come last. The probabilities are a softmax with one temperature, fitted out of fold (Guo et al. 2017, "On
/// Calibration of Modern Neural Networks", section 4.2).
struct TextWeighing: Sendable {
    static let shared = TextWeighing()

    private let matrix: [SIMD4<Double>]
    private let shift: SIMD4<Double>
    private let sure: SIMD4<Double>
    private let lift: Double
    private let plainLift: Double
    private let silence: Double
    private let temperature: Double

    private init() {
        let model = ctextmodel_weights()
        let four = { (list: UnsafePointer<Float>, at: Int) in
            SIMD4(Double(list[at]), Double(list[at + 1]), Double(list[at + 2]), Double(list[at + 3]))
        }
        guard let weighing = model.weighing, let shift = model.shift, let sure = model.sure else {
            preconditionFailure("weights without a weighing: run make train")
        }
        matrix = (0..<Int(model.inputs)).map { four(weighing, $0 * 4) }
        self.shift = four(shift, 0)
        self.sure = four(sure, 0)
        lift = Double(model.lift)
        plainLift = Double(model.plain_lift)
        silence = Double(model.silence)
        temperature = Double(model.temperature)
    }

    /// The least probability at which the classifier stands by this label.
    func threshold(_ label: TextLabel) -> Double { sure[label.place] }

    func probabilities(_ words: SIMD4<Double>, _ outline: TextOutline) -> TextProbabilities {
        var scores = words + shift
        let signals = outline.signals
        precondition(matrix.count == signals.count + 12, "the weights belong to other signals: run make train")
        for (index, signal) in signals.enumerated() where signal { scores += matrix[index] }
        let centred =
            (words - words.sum() / 4).clamped(lowerBound: SIMD4(repeating: -6), upperBound: SIMD4(repeating: 6)) / 3
        let has = outline.act != nil
        for label in 0..<4 {
            scores += matrix[signals.count + (has ? 0 : 4) + label] * centred[label]
            if !has, !outline.english { scores += matrix[signals.count + 8 + label] * centred[label] }
        }
        if outline.silentAbroad { scores[TextLabel.refused.place] -= silence }
        if let ruling = outline.ruling {
            var others = scores
            others[ruling.place] = -.infinity
            scores[ruling.place] = max(scores[ruling.place], others.max() + (outline.isPlain ? plainLift : lift))
        }
        return softmax(scores)
    }

    private func softmax(_ scores: SIMD4<Double>) -> TextProbabilities {
        let top = scores.max()
        var raised = SIMD4<Double>.zero
        for label in 0..<4 { raised[label] = exp((scores[label] - top) / temperature) }
        let sum = raised.sum()
        return TextProbabilities(
            answered: raised[0] / sum, partial: raised[1] / sum, refused: raised[2] / sum, unable: raised[3] / sum)
    }
}
