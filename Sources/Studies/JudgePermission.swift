import Trials
import Vendors

/// Whether a judge may read the replies of an access style.
package enum JudgePermission: Sendable, Hashable {
    case free
    /// Its vendor made the model under test, and the study says that it may (`same_vendor: true`).
    case sameVendor(VendorName?)
    /// The style is confidential; the judge's vendor made the model under test and has seen its replies anyway.
    case confidential(VendorName?)
    /// Nobody can tell who made one of the two models; they are taken for strangers.
    case unknownVendor
    case refused(reason: String, advice: String)
}

extension Judge {
    /// A judge must not share a vendor with the model under test, unless the study says so: models are kinder to
    /// their own kind. Replies of a confidential style stay on the premises or with their vendor, whatever that rule
    /// says.
    package func permission(for style: AccessStyle) -> JudgePermission {
        let sharesVendor = sharesVendor(with: style)
        if style.confidential {
            if local { return .free }
            if sharesVendor { return .confidential(vendor) }
            return .refused(
                reason: "the style '\(style.id)' is confidential, and judge '\(id)' is neither local nor of its vendor",
                advice:
                    "Take a judge on your own premises (`local: true`) or of \(style.vendor?.rawValue ?? "its vendor")."
            )
        }
        if sharesVendor {
            if sameVendor { return .sameVendor(vendor) }
            return .refused(
                reason: "judge '\(id)' and the model of style '\(style.id)' are of one vendor "
                    + "(\(vendor?.rawValue ?? "the same model"))",
                advice: "Take a judge of another vendor, or say `same_vendor: true`; reports print it.")
        }
        return vendor == nil || (style.vendor == nil && !style.simulated) ? .unknownVendor : .free
    }

    private func sharesVendor(with other: AccessStyle) -> Bool {
        if style.model == other.model && style.baseURL == other.baseURL { return true }
        guard let vendor, let theirs = other.vendor else { return false }
        return vendor == theirs
    }
}

extension JudgePanel {
    /// One line for each pair of judge and style that a reader has to know of.
    package func notices(_ styles: [AccessStyle]) -> [String] {
        judges.flatMap { judge in
            styles.compactMap { style -> String? in
                switch judge.permission(for: style) {
                case .free, .refused: return nil
                case .sameVendor(let vendor):
                    let whose = vendor.map { "its own vendor's model (\($0.rawValue))" } ?? "the model that it is"
                    return "judge \(judge.id) reads replies of \(whose) under \(style.id), as the study allows: models "
                        + "tend to be kind to their own kind"
                case .confidential(let vendor):
                    return "\(style.id) is confidential: judge \(judge.id) may read it because its vendor is the same "
                        + "(\(vendor?.rawValue ?? "the same model")); this overrides the rule that a judge be of another "
                        + "vendor"
                case .unknownVendor:
                    return "nobody can tell whether judge \(judge.id) and the model of \(style.id) are of one vendor; "
                        + "they are taken for strangers"
                }
            }
        }
    }
}
