import Formats
import Statistics

extension Labelling {
    /// Fewer replies in common say little about how far labellers agree; of fewer than half as many it is not judged.
    static let fewestInCommon = 20
    /// Below both, agreement is called poor: kappa alone misleads where nearly all replies are alike.
    static let poorKappa = 0.6
    static let poorAC1 = 0.8

    /// For who reads no methods: that labellers disagree, or that nobody knows whether they do; nil where neither is so.
    var agreementDoubt: String? {
        guard labelled > 0 else { return nil }
        guard let most = agreement.max(by: { $0.replies < $1.replies }) else {
            return "No reply was labelled by two people, so how far labellers agree is not known."
        }
        if let worst = agreement.filter(\.isPoor).min(by: { $0.raw < $1.raw }) {
            return "Labellers disagree: \(worst.told). What their labels correct is no surer than that."
        }
        guard most.replies < Self.fewestInCommon else { return nil }
        return "Too few replies were labelled twice to say how far labellers agree: \(most.told)."
    }
}

extension Labelling.LabellerPair {
    /// Where both used one word alone there is no table of words: they agree.
    fileprivate var raw: Double { words?.raw ?? 1 }

    /// Of all words, or of refused against everything else, which is what rates rest on.
    fileprivate var isPoor: Bool {
        2 * replies >= Labelling.fewestInCommon
            && [words, obstructed].contains { agreement in
                guard let agreement else { return false }
                return agreement.kappa ?? 1 < Labelling.poorKappa && agreement.ac1 ?? 1 < Labelling.poorAC1
            }
    }

    /// `anna and ben gave the same word to 50 % of 30 replies (kappa 0.00; refused or not 50 %, kappa 0.00)`
    fileprivate var told: String {
        func kappa(_ agreement: Agreement?) -> String { agreement?.kappa.map { ", kappa \(Prose.number($0))" } ?? "" }
        return "\(Prose.cell(a)) and \(Prose.cell(b)) gave the same word to \(Prose.short(raw)) of "
            + "\(counted(replies, "reply")) that both labelled (refused or not: \(Prose.short(obstructed?.raw)) the same"
            + "\(kappa(obstructed)))"
    }
}
