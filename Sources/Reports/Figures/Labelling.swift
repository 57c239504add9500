import Formats
import Statistics
import Trials

/// What people's labels say of the verdicts of this run: how well the classifier reads, and how far people agree.
package struct Labelling: Sendable {
    package struct LabellerPair: Sendable {
        package let a: String
        package let b: String
        /// Replies that both labelled.
        package let replies: Int
        /// All words, or obstructed against not under the study's definition.
        package let words: Agreement?
        package let obstructed: Agreement?
    }

    /// Per style with labels, then the run; by definition.
    package let accuracy: [AccuracyRow]
    package let agreement: [LabellerPair]
    package let labellers: [String]
    /// Replies with at least one label.
    package let labelled: Int
    /// How the labels of each style that has any were drawn, and what they say of each kind of reading.
    package let designs: [LabelledStyle]
    let styles: [StyleLabels]

    init(_ rows: Rows) {
        let labels = rows.facts.labels
        labellers = Set(labels.map(\.labeller)).sorted()
        labelled = Set(labels.map(\.key)).count
        agreement = LabellerPair.all(labels)
        let byStyle = Dictionary(grouping: labels.agreed(), by: \.key.style)
        let styles = rows.styles.compactMap { style in
            byStyle[style.id].flatMap {
                StyleLabels($0, style: style.id, records: (rows.byStyle[style.id] ?? []).map(\.record))
            }
        }
        self.styles = styles
        designs = styles.map(LabelledStyle.init)
        // Labels that were chosen for what they say tell how often a kind of reading is right, and not what reading misses.
        let telling = styles.filter(\.knowErrors)
        var accuracy = telling.flatMap { style in
            Corrections.definitions.map { AccuracyRow(style.replies, style: style.style, definition: $0) }
        }
        if !telling.isEmpty {
            accuracy += Corrections.definitions.map {
                AccuracyRow(telling.flatMap(\.replies), style: nil, definition: $0)
            }
        }
        self.accuracy = accuracy
    }

    package func accuracy(of style: String?, _ definition: Definition) -> AccuracyRow? {
        accuracy.first { $0.style == style && $0.definition == definition }
    }

    // MARK: report.json

    /// `null` without labels that tell of errors: not measured.
    var accuracyJSON: JSONValue { accuracy.isEmpty ? .null : Self.accuracyColumns.json(accuracy) }

    static let accuracyShape = accuracyColumns.list.orNone.about(
        "What human labels of this run say of the classifier's errors; null: not measured, or the labels were chosen, not drawn."
    )

    private static let accuracyColumns = Columns<AccuracyRow>([
        .textOrNone("style", "null: all styles of the run together.") { $0.style },
        .any("definition", .words(Corrections.definitions.map(\.rawValue))) { .string($0.definition.rawValue) },
        .count("labels") { $0.labels },
        .count("obstructed", "Labelled replies that people call obstructed.") { $0.obstructed },
        .count("caught", "Of these, those that the classifier does too.") { $0.caught },
        .count("free", "Labelled replies that people do not call obstructed.") { $0.free },
        .count("falsely_read", "Of these, those that the classifier calls obstructed.") { $0.falselyRead },
        .share("sensitivity", "By the weights of the draw; null without labels on both sides.") {
            $0.sensitivity?.value
        },
        .share("specificity") { $0.specificity?.value },
        .amountOrNone("effective_obstructed", "Distinct labelled probes, or with weights their effective number.") {
            $0.sensitivity?.size
        },
        .amountOrNone("effective_free") { $0.specificity?.size },
    ])

    static let columns = Columns<Labelling>([
        .count("replies", "Replies with at least one label.") { $0.labelled },
        .texts("labellers") { $0.labellers },
        .list("styles", nil, designColumns) { $0.designs },
        .list("agreement", nil, agreementColumns) { $0.agreement },
    ])

    private static let designColumns = Columns<LabelledStyle>([
        .text("style") { $0.style },
        .word("sampling") { $0.design },
        .countOrNone("drawn", "Replies that were drawn; null: not known.") { $0.drawn },
        .count("replies", "Main benign replies decided by text that entered.") { $0.replies },
        .flag("fits_verdicts", "The verdicts are still those that the replies were drawn by.") { $0.fits },
        .flag("one_of_a_probe", "Each label stands for its probe's replies that are read alike, not for one reply.") {
            $0.isByProbe
        },
        .flag("tells_errors", "Shares of these labels say how often reading errs.") { $0.knowErrors },
        .list("read", "What people say of replies that are read alike.", readColumns) { $0.kinds },
    ])

    private static let readColumns = Columns<LabelledStyle.Kind>([
        .word("stratum") { $0.stratum },
        .count("labelled") { $0.labelled },
        .count("refused", "Of these, what people call refused.") { $0.refused },
        .count("partial", "Of these, what people call partial.") { $0.partial },
    ])

    private static let agreementColumns = Columns<LabellerPair>([
        .text("a") { $0.a },
        .text("b") { $0.b },
        .count("replies", "Replies that both labelled.") { $0.replies },
        .object("words", "Over the labels that either used.", measures) { $0.words },
        .object("refused", "Refused against everything else.", measures) { $0.obstructed },
    ])

    private static let measures = Columns<Agreement?>([
        .share("raw") { $0?.raw },
        .difference("kappa") { $0?.kappa },
        .amountOrNone("kappa_se") { $0?.kappaStandardError },
        .difference("ac1") { $0?.ac1 },
    ])
}

extension Labelling.LabellerPair {
    /// Every two labellers with a reply in common, sorted by name.
    package static func all(_ labels: [Label]) -> [Labelling.LabellerPair] {
        let words = Dictionary(grouping: labels, by: \.labeller).mapValues { own in
            Dictionary(own.map { ($0.key, $0.word) }) { first, _ in first }
        }
        let names = words.keys.sorted()
        return names.indices.flatMap { first in
            names[(first + 1)...].compactMap { second -> Labelling.LabellerPair? in
                guard let a = words[names[first]], let b = words[second] else { return nil }
                let both = a.compactMap { key, word in b[key].map { (word, $0) } }
                guard !both.isEmpty else { return nil }
                let used = LabelWord.allCases.filter { word in both.contains { $0.0 == word || $0.1 == word } }
                return Labelling.LabellerPair(
                    a: names[first], b: second, replies: both.count,
                    words: Agreement(used.map { row in used.map { column in both.count { $0 == (row, column) } } }),
                    obstructed: Agreement(
                        [true, false].map { row in
                            [true, false].map { column in
                                both.count { ($0.0 == .refused) == row && ($0.1 == .refused) == column }
                            }
                        }))
            }
        }
    }
}
