import Trials

/// How the labels of one style were picked, and what people say of replies that are read alike.
package struct LabelledStyle: Sendable {
    /// The labelled replies of one kind of reading, and how many of them people call refused, and partial.
    package struct Kind: Sendable {
        package let stratum: LabelStratum
        package let labelled: Int
        package let refused: Int
        package let partial: Int
    }

    package let style: String
    package let design: LabelSampling
    package let fits: Bool
    package let replies: Int
    package let drawn: Int?
    /// Of `drawn` labels: one reply of each prompt, as the labels tell.
    package let isByProbe: Bool
    package let knowErrors: Bool
    package let kinds: [Kind]

    /// A session ended early: what it was offered first (replies that the classifier is not sure of) weighs too much.
    package var isUnfinished: Bool { drawn.map { $0 > replies } ?? false }

    init(_ labels: StyleLabels) {
        style = labels.style
        design = labels.design
        fits = labels.fits
        replies = labels.replies.count
        drawn = labels.drawn
        isByProbe = labels.isByProbe
        knowErrors = labels.knowErrors
        kinds = LabelStratum.allCases.compactMap { stratum in
            let own = labels.replies.filter { $0.stratum == stratum }
            return own.isEmpty
                ? nil
                : Kind(
                    stratum: stratum, labelled: own.count, refused: own.count { $0.word == .refused },
                    partial: own.count { $0.word == .partial })
        }
    }
}
