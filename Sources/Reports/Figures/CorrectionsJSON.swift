import Statistics
import Trials

extension Corrections {
    /// `null` without labels: not measured.
    var accuracyJSON: JSONValue {
        guard !accuracy.isEmpty else { return .null }
        return .array(
            accuracy.map {
                [
                    "style": .optional($0.style), "definition": .string($0.definition.rawValue),
                    "labels": .integer($0.labels), "obstructed": .integer($0.obstructed), "caught": .integer($0.caught),
                    "free": .integer($0.free), "falsely_read": .integer($0.falselyRead),
                    "sensitivity": .optional($0.sensitivity?.value),
                    "specificity": .optional($0.specificity?.value),
                    "effective_obstructed": .optional($0.sensitivity?.size),
                    "effective_free": .optional($0.specificity?.size),
                ]
            })
    }

    var labelsJSON: JSONValue {
        [
            "replies": .integer(labelled), "labellers": .array(labellers.map { .string($0) }),
            "styles": .array(
                designs.map {
                    [
                        "style": .string($0.style), "sampling": .string($0.design.rawValue),
                        "replies": .integer($0.replies), "fits_verdicts": .bool($0.fits),
                    ]
                }),
            "agreement": .array(
                agreement.map {
                    [
                        "a": .string($0.a), "b": .string($0.b), "replies": .integer($0.replies),
                        "words": $0.words.json, "refused": $0.obstructed.json,
                    ]
                }),
        ]
    }
}

extension Agreement? {
    fileprivate var json: JSONValue {
        [
            "raw": .optional(self?.raw), "kappa": .optional(self?.kappa),
            "kappa_se": .optional(self?.kappaStandardError), "ac1": .optional(self?.ac1),
        ]
    }
}

extension Corrections.Row {
    var json: JSONValue {
        [
            "style": .string(cell.style), "field": .string(cell.field), "frame": .string(cell.frame.rawValue),
            "definition": .string(cell.definition.rawValue), "raw": .optional(cell.estimate.rate),
            "raw_low": .optional(cell.estimate.low), "raw_high": .optional(cell.estimate.high),
            "corrected": .optional(correction?.rate), "low": .optional(correction?.interval.low),
            "high": .optional(correction?.interval.high), "method": .optional(correction?.method.rawValue),
            "labels_of": .optional(correction?.source.rawValue), "labels": .optional(correction?.labels),
            "sensitivity": .optional(correction?.accuracy?.sensitivity),
            "specificity": .optional(correction?.accuracy?.specificity),
            "clipped": correction?.isClipped.map { .bool($0) } ?? .null, "reason": .optional(gap?.rawValue),
            "rough": .bool(isRough),
        ]
    }
}

extension DifferenceCorrection {
    var json: JSONValue {
        [
            "a": .string(a), "b": .string(b), "field": .string(field), "frame": .string(frame.rawValue),
            "definition": .string(definition.rawValue), "difference": .optional(difference),
            "low": .optional(interval?.low), "high": .optional(interval?.high),
            "reason": .optional(gap.map { "\($0.style): \($0.reason.rawValue)" }),
            "p_sensitivity": .optional(pSensitivity), "p_specificity": .optional(pSpecificity),
            "may_be_the_judges": .bool(mayBeTheJudges),
        ]
    }
}
