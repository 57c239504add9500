import Trials

/// What a reader must know of how the labels were picked before a corrected rate is believed.
struct LabelDesignProse {
    let designs: [LabelledStyle]

    /// Empty where every label was drawn here and every drawn reply labelled.
    var sentences: [String] {
        func names(_ fits: (LabelledStyle) -> Bool) -> String? {
            let found = designs.filter(fits).map { Prose.cell($0.style) }
            return found.isEmpty ? nil : Prose.list(found)
        }
        var out: [String] = []
        if let styles = names({ $0.design == .chosen && !$0.knowErrors }) {
            out.append(
                "The labels of \(styles) were chosen, not drawn: they say how often a kind of reading is right, and correct no "
                    + "rate. Whoever drew them at random says so (`railgauge label RUN --import FILE --picked drawn`); "
                    + "`railgauge label RUN --draw FILE` draws replies to label anywhere.")
        }
        if let styles = names({ $0.design == .chosen && $0.knowErrors }) {
            out.append("The labels of \(styles) were chosen elsewhere, and count by the weights that came with them.")
        }
        for isByProbe in [false, true] {
            guard let styles = names({ $0.design == .drawn && $0.isByProbe == isByProbe }) else { continue }
            out.append(
                "The labels of \(styles) were drawn elsewhere, as whoever brought them says: the corrected rate takes labelled "
                    + "replies for a random part of those that are read alike, and is wrong where they were picked for what they "
                    + "say"
                    + (isByProbe
                        ? "; for no prompt is labelled twice, one reply of each was drawn."
                        : ", or where one reply of each prompt was drawn (`--picked stratified`)."))
        }
        for style in designs where style.isUnfinished {
            out.append(
                "Under \(Prose.cell(style.style)) \(style.replies) of \(style.drawn ?? style.replies) drawn replies are "
                    + "labelled: what the classifier is not sure of came first, so that the corrected rate leans towards it "
                    + "until all are.")
        }
        return out
    }
}

extension LabelSampling {
    var prose: String {
        switch self {
        case .stratified: "at random within what was read, one reply of a prompt"
        case .random: "one reply of each of some random prompts"
        case .drawn: "at random elsewhere, as stated"
        case .chosen: "chosen, or not known"
        }
    }
}

extension LabelStratum {
    var prose: String {
        switch self {
        case .refused: "refused"
        case .partial: "partial"
        case .answeredSure: "not obstructed, sure"
        case .answeredNotSure: "not obstructed, not sure"
        }
    }
}
