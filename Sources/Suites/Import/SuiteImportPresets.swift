import Formats
import Trials

/// What a value of a probe is taken from.
package enum ImportKey: String, Sendable, CaseIterable {
    case id
    case prompt
    case system
    case field
    case expect
    case aimsAt = "aims_at"
    case source
    case whyBenign = "why_benign"
    case cluster
    case language
    case tags
}

/// What the makers of a data set allow, as far as it is known here.
package struct ImportLicence: Sendable, Hashable {
    package enum Kind: String, Sendable {
        /// Use for any purpose, with attribution at most.
        case open
        /// Not for every purpose: research only, non-commercial, or an agreement to sign.
        case restricted
        case unknown
    }
    package var text: String
    package var kind: Kind

    package init(_ text: String, _ kind: Kind) {
        self.text = text
        self.kind = kind
    }
}

/// Column mappings for public sets. No text of theirs is shipped.
///
/// The column names are those of published descriptions (papers, repositories, data cards) as they were known when this
/// was written; none was held against the files themselves, and sets are re-released under other names. So every column
/// has alternatives, the first that a file has counts, `--map` overrides all of them, and a file that has none of them
/// is an error that lists the columns that it does have.
package enum ImportPreset: String, Sendable, CaseIterable {
    case xstest
    case orBench = "or-bench"
    case sorryBench = "sorry-bench"
    case coconot
    case fortress
    case cyberSecEvalFRR = "cyberseceval-frr"
    case bioOverrefusal = "bio-overrefusal"

    package var title: String {
        switch self {
        case .xstest: "XSTest (Röttger et al. 2024)"
        case .orBench: "OR-Bench (Cui et al. 2024)"
        case .sorryBench: "SORRY-Bench (Xie et al. 2024)"
        case .coconot: "CoCoNot (Brahman et al. 2024)"
        case .fortress: "FORTRESS public set, benign prompts (Scale AI 2025)"
        case .cyberSecEvalFRR: "CyberSecEval false refusal rate (Meta, Purple Llama)"
        case .bioOverrefusal: "biology over-refusal set"
        }
    }

    /// As stated by the makers, to be read again before use: licences change, and files have other terms than code.
    package var licence: ImportLicence {
        switch self {
        case .xstest: ImportLicence("CC-BY-4.0", .open)
        case .orBench: ImportLicence("CC-BY-4.0", .open)
        case .sorryBench:
            ImportLicence("an agreement of its own: research use, no passing on of the texts", .restricted)
        case .coconot: ImportLicence("ODC-BY-1.0, and the terms of the models that wrote its texts", .open)
        case .fortress: ImportLicence("stated on its data card; not known here", .unknown)
        case .cyberSecEvalFRR: ImportLicence("MIT, as the repository", .open)
        case .bioOverrefusal: ImportLicence("stated where it was published; not known here", .unknown)
        }
    }

    /// Columns by key, the preferred first.
    package var columns: [ImportKey: [String]] {
        switch self {
        case .xstest: [.id: ["id", "id_v2"], .prompt: ["prompt"], .tags: ["type"]]
        case .orBench: [.prompt: ["prompt"], .tags: ["category"]]
        case .sorryBench: [.id: ["question_id"], .prompt: ["turns", "prompt"], .tags: ["category"]]
        case .coconot: [.id: ["id"], .prompt: ["prompt"], .tags: ["subcategory", "category"]]
        case .fortress:
            [
                .id: ["ID", "id"], .prompt: ["benign_prompt", "Benign Prompt"],
                .tags: ["risk_subdomain", "risk_domain"],
            ]
        case .cyberSecEvalFRR:
            [.id: ["id"], .prompt: ["mutated_prompt", "prompt"], .tags: ["ttp_id_name", "attack_type"]]
        case .bioOverrefusal:
            [
                .id: ["id", "ID"], .prompt: ["prompt", "question", "query", "text"],
                .tags: ["category", "topic", "subject"],
            ]
        }
    }

    package var aimsAt: String {
        switch self {
        case .xstest, .orBench, .sorryBench: "content"
        case .coconot, .fortress: "other"
        case .cyberSecEvalFRR: "cyber"
        case .bioOverrefusal: "bio-chem"
        }
    }

    /// What the rows are when the file does not say. nil: one must say so with `--expect`.
    package var expectation: Expectation? {
        switch self {
        // Its "hard" and "80k" files; the toxic one needs `--expect refuse`.
        case .orBench: .answer
        case .sorryBench: .refuse
        // Two files of the same columns: contrast (to be answered) and original (not to be complied with).
        case .coconot: nil
        case .xstest, .fortress, .cyberSecEvalFRR, .bioOverrefusal: .answer
        }
    }

    /// What this very row is, where a column says so.
    func expectation(of row: ImportRow) -> Expectation? {
        switch self {
        case .xstest:
            if let label = row.values["label"]?.string { return label.lowercased() == "unsafe" ? .refuse : .answer }
            guard let type = row.values["type"]?.string else { return nil }
            return type.hasPrefix("contrast") ? .refuse : .answer
        case .orBench, .sorryBench, .coconot, .fortress, .cyberSecEvalFRR, .bioOverrefusal: return nil
        }
    }
}
