/// How the text classifier read modern replies of models and prompts left out of its training, labelled by two models that
/// agreed. Made by Training/train.sh; do not edit. See docs/methods/text-classifier.md.
package struct TextFigures: Sendable {
    package var replies: Int
    package var refusals: Int
    /// Of the refusals, the share that it calls refused.
    package var found: Double
    /// Of what it calls refused, the share that is.
    package var right: Double
    package var sure: Double
    package var wrongWhereSure: Double

    package static let all = TextFigures(
        replies: 206, refusals: 57, found: 0.912, right: 0.897, sure: 0.811,
        wrongWhereSure: 0.018)
    package static let english = TextFigures(
        replies: 134, refusals: 30, found: 0.967, right: 0.879, sure: 0.866,
        wrongWhereSure: 0.017)
    package static let others = TextFigures(
        replies: 72, refusals: 27, found: 0.852, right: 0.920, sure: 0.708,
        wrongWhereSure: 0.020)
}
