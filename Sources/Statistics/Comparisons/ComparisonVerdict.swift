/// Whether two styles differ, as far as a comparison shows it.
package enum ComparisonVerdict: String, Sendable, CaseIterable {
    case differs
    /// Never "do not differ": a large p shows nothing.
    case notShown = "not shown to differ"
    /// Outside the family nothing is corrected, so that of twenty such rows one stands out where nothing differs.
    case standsOut = "stands out"
    case doesNotStandOut = "does not stand out"
}

/// How large the difference is beside the study's margin: another question than whether there is one.
package enum Materiality: String, Sendable, CaseIterable {
    /// Shown to be greater than the margin.
    case material
    /// Shown to be smaller, by two one-sided tests.
    case notMaterial = "not material"
    case unknown
}

/// The three p values of a comparison, raw or after Holm.
package struct ComparisonEvidence: Equatable, Sendable {
    /// Of "no difference on the average".
    package var difference: Double
    /// Of "the difference is at least the margin".
    package var equivalence: Double
    /// Of "the difference is at most the margin".
    package var materiality: Double

    package init(difference: Double, equivalence: Double, materiality: Double) {
        (self.difference, self.equivalence, self.materiality) = (difference, equivalence, materiality)
    }

    /// nil without pairs.
    package init?(_ comparison: PairedComparison, margin: Margin) {
        guard let p = comparison.p, let equivalence = comparison.equivalenceP(margin),
            let materiality = comparison.materialityP(margin)
        else { return nil }
        self.init(difference: p, equivalence: equivalence, materiality: materiality)
    }

    /// Each of the three questions by Holm over the family: the chance of any false "differs" stays below alpha, and so
    /// does that of any false "not material" and of any false "material".
    package static func adjust(_ family: [ComparisonEvidence]) -> [ComparisonEvidence] {
        let difference = Holm.adjust(family.map(\.difference))
        let equivalence = Holm.adjust(family.map(\.equivalence))
        let materiality = Holm.adjust(family.map(\.materiality))
        return family.indices.map {
            ComparisonEvidence(
                difference: difference[$0], equivalence: equivalence[$0], materiality: materiality[$0])
        }
    }

    /// One comparison's evidence when its own is another and the rest of the family stands.
    package static func adjust(
        _ family: [ComparisonEvidence], at index: Int, replacedBy other: ComparisonEvidence
    ) -> ComparisonEvidence {
        var family = family
        family[index] = other
        return adjust(family)[index]
    }

    /// Of adjusted evidence.
    package func verdict(alpha: Double) -> ComparisonVerdict { difference <= alpha ? .differs : .notShown }

    /// Of adjusted evidence. A difference that is not shown is not called material.
    package func materiality(alpha: Double) -> Materiality {
        if difference <= alpha, materiality <= alpha { return .material }
        return equivalence <= alpha ? .notMaterial : .unknown
    }
}
