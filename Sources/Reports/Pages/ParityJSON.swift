import Trials

extension ParityRow {
    var json: JSONValue {
        [
            "style": .string(style.id), "declared": declaredJSON, "promised": promisedJSON, "models": modelsJSON,
            "served": .array(
                seen.served.map {
                    [
                        "model": .string($0.model), "served": .string($0.served.rawValue),
                        "replies": .integer($0.replies), "first": .optional($0.first), "last": .optional($0.last),
                    ]
                }),
            "access": [
                "programmes": .array(
                    seen.programmes.map { ["value": .string($0.value), "replies": .integer($0.replies)] }),
                "tier_not_applied": .integer(tierNotApplied), "period": .optional(period?.rawValue),
                "blocked_though_off": .optional(blockedThoughOff),
            ],
            "limits": .array(
                seen.limits.map {
                    [
                        "header": .string($0.header), "kind": .string($0.kind.rawValue), "value": .string($0.value),
                        "replies": .integer($0.replies), "first": .optional($0.first), "last": .optional($0.last),
                    ]
                }),
            "retry_after": [
                "replies": .integer(seen.retryAfter), "longest_seconds": .optional(seen.longestRetryAfter),
            ],
            "paid": paidJSON,
            "abilities": .array(Ability.allCases.map { json(of: $0) }),
            "contradictions": .array(contradictions.map { .string($0) }),
        ]
    }

    private var declaredJSON: JSONValue {
        [
            "tier": .string(style.tier.rawValue), "surface": .string(style.surface.rawValue),
            "granted_to": .array(style.grantedTo.map { .string($0) }), "route": .string(style.route),
            "model": .string(style.model), "accept_served": .array(style.acceptServed.map { .string($0) }),
            "access_programs": .optional(style.body["access_programs"]?.compact),
            "requests_per_minute": .optional(style.limits.requestsPerMinute),
            "input_tokens_per_minute": .optional(style.limits.inputTokensPerMinute),
            "input_usd_per_mtok": .optional(style.price?.inputUSDPerMTok),
            "output_usd_per_mtok": .optional(style.price?.outputUSDPerMTok),
        ]
    }

    private var promisedJSON: JSONValue {
        guard let grant = style.grant else { return .null }
        return [
            "by": .string(grant.by), "document": .optional(grant.document), "from": .optional(grant.from),
            "until": .optional(grant.until), "safeguards_off": .array(grant.safeguardsOff.map { .string($0) }),
            "models": .array(
                seen.promised.map { ["model": .string($0.model), "listed": .string($0.listed.rawValue)] }),
        ]
    }

    private var modelsJSON: JSONValue {
        let (status, reason): (String, String?) =
            switch seen.listing {
            case .notAsked(let reason): ("not asked", reason)
            case .notListed(let reason, _): ("not listed", reason)
            case .listed: ("listed", nil)
            }
        return [
            "status": .string(status), "reason": .optional(reason), "asked_at": .optional(seen.listing.askedAt),
            "count": .optional(seen.listing.list?.count),
            "complete": seen.listing.list.map { .bool($0.complete) } ?? .null,
            "model": .string(seen.listed.rawValue), "entry": seen.entry?.json ?? .null,
            "here_alone": listedHereAlone.map { .array($0.map { .string($0) }) } ?? .null,
            "list": seen.listing.list.flatMap { list in
                list.withheld > 0 ? nil : .array(list.models.map(\.json))
            } ?? .null,
        ]
    }

    private var paidJSON: JSONValue {
        [
            "replies": .integer(paid.replies), "input_tokens": .optional(paid.input),
            "cached_input_tokens": .optional(paid.cachedInput), "output_tokens": .optional(paid.output),
            "reasoning_tokens": .optional(paid.reasoning), "stated_usd": .optional(paid.statedUSD),
            "declared_price_usd": .optional(paid.declaredUSD), "blocked": .integer(paid.blocked),
            "blocked_counted": .integer(paid.blockedCounted), "blocked_input_tokens": .optional(paid.blockedInput),
            "blocked_output_tokens": .optional(paid.blockedOutput),
        ]
    }

    private func json(of ability: Ability) -> JSONValue {
        let own = seen.abilities[ability] ?? SeenAbility()
        return [
            "ability": .string(ability.rawValue), "standing": .string(own.standing),
            "lacking": .optional(own.lacking), "accepted": .integer(own.accepted), "refused": .integer(own.refused),
            "message": .optional(own.message), "probes": .optional(own.asked && ability == .prefill ? own.probes : nil),
            "returned": .optional(own.asked && (ability == .logprobs || ability == .seed) ? own.returned : nil),
            "mean_first_logprob": .optional(own.meanFirst),
            "fingerprints": own.asked && ability == .seed ? .array(own.fingerprints.map { .string($0) }) : .null,
        ]
    }
}

extension ListedModel {
    fileprivate var json: JSONValue {
        [
            "id": .string(id), "created": .optional(created), "deprecated": .optional(deprecated),
            "lifecycle": .optional(lifecycle), "context_tokens": .optional(contextTokens),
            "input_usd_per_mtok": .optional(inputUSDPerMTok), "output_usd_per_mtok": .optional(outputUSDPerMTok),
        ]
    }
}
