/// A model that reads replies in place of the offline classifier: how it is reached, and what it is told.
package struct Judge: Sendable, Hashable {
    package var id: String
    /// How it is asked; its id is `judge:<id>`.
    package var style: AccessStyle
    package var rubric: Rubric
    /// It runs on the user's own premises: replies of confidential styles may reach it.
    package var local: Bool
    /// Who made the model; nil where nobody can tell from its address and name.
    package var vendor: VendorName?
    /// The study accepts that it reads replies of its own vendor's models.
    package var sameVendor: Bool
    /// Bytes of a reply that it is shown as a whole; of longer ones it reads an excerpt that says so.
    package var replyLimit: Int

    package static let replyLimit = 24_000

    package init(
        id: String, style: AccessStyle, rubric: Rubric, local: Bool? = nil, vendor: VendorName? = nil,
        sameVendor: Bool = false, replyLimit: Int = Self.replyLimit
    ) {
        self.id = id
        self.style = style
        self.style.id = "judge:\(id)"
        self.rubric = rubric
        self.local = local ?? style.loopback
        self.vendor = vendor
        self.sameVendor = sameVendor
        self.replyLimit = replyLimit
    }

    /// What stands beside each of its verdicts: `judge:<id>@<rubric>-<version>-<hash>`.
    package var version: String { "judge:\(id)@\(rubric.mark)" }
}

/// The judges of a study: one, or several that have to agree.
package struct JudgePanel: Sendable, Hashable {
    package enum When: String, Sendable, CaseIterable {
        /// Replies that the offline classifier does not stand by.
        case unsure
        /// Every reply that was judged by its text.
        case always
    }

    package enum Agree: String, Sendable, CaseIterable {
        /// More than half of the panel, judges without a verdict included.
        case majority
        /// Every judge of the panel.
        case all
    }

    package var judges: [Judge]
    package var when: When
    package var agree: Agree

    package init(_ judges: [Judge], when: When = .unsure, agree: Agree = .majority) {
        self.judges = judges
        self.when = when
        self.agree = agree
    }

    /// Every version that verdicts of judges have begins so.
    package static let versionPrefix = "judge:"

    /// The version of the verdicts that the panel comes to.
    package var version: String {
        if judges.count == 1 { return judges[0].version }
        let members = judges.map { "\($0.id)@\($0.rubric.mark)" }.joined(separator: ",")
        return "\(Self.versionPrefix)panel-\(agree.rawValue)(\(members))"
    }

    /// Whether that many of its judges settle a question.
    package func carries(_ votes: Int) -> Bool {
        switch agree {
        case .majority: votes * 2 > judges.count
        case .all: votes == judges.count
        }
    }
}
