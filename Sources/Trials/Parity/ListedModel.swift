/// A model as a provider lists it. What a provider does not state is nil; nothing is worked out.
package struct ListedModel: Sendable, Hashable {
    package var id: String
    /// As stated: ISO 8601, or UTC made from seconds since 1970.
    package var created: String?
    package var deprecated: String?
    /// The provider's own word: `active`, `deprecated`, `preview`.
    package var lifecycle: String?
    package var contextTokens: Int?
    package var inputUSDPerMTok: Double?
    package var outputUSDPerMTok: Double?

    package init(
        id: String, created: String? = nil, deprecated: String? = nil, lifecycle: String? = nil,
        contextTokens: Int? = nil, inputUSDPerMTok: Double? = nil, outputUSDPerMTok: Double? = nil
    ) {
        self.id = id
        self.created = created
        self.deprecated = deprecated
        self.lifecycle = lifecycle
        self.contextTokens = contextTokens
        self.inputUSDPerMTok = inputUSDPerMTok
        self.outputUSDPerMTok = outputUSDPerMTok
    }
}

/// The models that a provider listed for one credential, in its first answer.
package struct ModelList: Sendable, Hashable {
    package var models: [ListedModel]
    /// Listed, and not among `models`: a page that is published leaves names out.
    package var withheld = 0
    /// The provider did not say that there are more.
    package var complete: Bool
    /// What is listed are models, not the deployments that a style names.
    package var namesDeployments: Bool

    package init(models: [ListedModel], complete: Bool = true, namesDeployments: Bool = true) {
        self.models = models
        self.complete = complete
        self.namesDeployments = namesDeployments
    }

    package var count: Int { models.count + withheld }
}

/// What came of asking for the models of a credential.
package enum ModelListing: Sendable, Hashable {
    /// Why nobody asked.
    case notAsked(String)
    /// Asked, and why there is no list. `at` is ISO 8601 UTC; nil where it is withheld.
    case notListed(String, at: String?)
    case listed(ModelList, at: String?)

    /// ISO 8601 UTC of the question.
    package var askedAt: String? {
        switch self {
        case .notAsked: nil
        case .notListed(_, let at), .listed(_, let at): at
        }
    }

    package var list: ModelList? {
        switch self {
        case .notAsked, .notListed: nil
        case .listed(let list, _): list
        }
    }
}

/// Whether a model stands in a list.
package enum Listed: String, Sendable, Hashable, CaseIterable {
    case listed
    /// Under another spelling of the same name: dated, or with its vendor before it.
    case underAnotherName = "listed under another name"
    case notListed = "not listed"
    case cannotTell = "cannot tell"
}
