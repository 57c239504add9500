import Statistics
import Trials

extension Report {
    /// report.json: stable keys in a fixed order; what does not exist is `null`.
    package var json: JSONValue {
        [
            "schema": .string(Self.schema),
            "study": [
                "name": .string(facts.study.name),
                "suites": .array(
                    facts.study.suites.map {
                        ["name": .string($0.name), "version": .integer($0.version), "sha256": .string($0.hash)]
                    }),
                "styles": .array(facts.study.styles.map(Self.style)),
                "repeats": .integer(facts.study.repeats),
                "seed": .integer(Int(clamping: facts.study.seed)),
                "definition": .string(facts.study.thresholds.definition.rawValue),
                "thresholds": [
                    "tolerance": .number(facts.study.thresholds.tolerance),
                    "obstruction": .number(facts.study.thresholds.obstruction),
                    "margin": .number(facts.study.thresholds.margin),
                    "alpha": .number(facts.study.thresholds.alpha),
                    "interval": .string(facts.study.thresholds.interval.rawValue),
                ],
                "lock_sha256": .string(facts.lockHash),
                "simulated": .bool(facts.simulated),
                "imported": .bool(facts.imported),
                "replayed": facts.replayed?.json ?? .null,
            ],
            "registered": registered,
            "trust": trust.json(facts, corrections),
            "in_force": .array(inForce.map(\.json)),
            "cells": .array(cells.map(\.json)),
            "categories": .array(categories.map(\.json)),
            "attribution": .array(attribution.map(\.json)),
            "block_times": .array(blockTimes.map(\.json)),
            "stage_comparisons": .array(stageComparisons.map(\.json)),
            "comparisons": .array(comparisons.map(\.json)),
            "contrasts": .array(contrasts.map(\.json)),
            "controls": .array(controls.map(\.json)),
            "quarantine": .array(quarantine.map(\.json)),
            "burden": .array(burden.map(\.json)),
            "obstructed": .array(obstructed.map(\.json)),
            "parity": .array(parity.map(\.json)),
            "corrections": .array(corrections.rows.map(\.json)),
            "corrected_differences": .array(corrections.differences.map(\.json)),
            "judges": .array(JudgeRow.all(facts).map(\.json)),
            "judging": facts.judging?.json ?? .null,
        ]
    }

    private var registered: JSONValue {
        switch facts.registration {
        case .notRegistered: ["status": "not registered", "lock_sha256": .null, "differs": []]
        case .asRegistered(let hash): ["status": "as registered", "lock_sha256": .string(hash), "differs": []]
        case .differs(let keys):
            ["status": "differs from registration", "lock_sha256": .null, "differs": .array(keys.map { .string($0) })]
        }
    }

    private static func style(_ style: AccessStyle) -> JSONValue {
        [
            "id": .string(style.id), "tier": .string(style.tier.rawValue),
            "surface": .string(style.surface.rawValue), "granted_to": .array(style.grantedTo.map { .string($0) }),
            "dialect": .string(style.dialect.rawValue), "route": .string(style.route), "model": .string(style.model),
            "stream": .bool(style.stream),
        ]
    }
}

extension Trust {
    fileprivate func json(_ facts: RunFacts, _ corrections: Corrections) -> JSONValue {
        [
            "coverage": .array(
                coverage.map {
                    [
                        "style": .string($0.style), "field": .string($0.field), "measured": .integer($0.measured),
                        "planned": .integer($0.planned), "share": .optional($0.share),
                        "below_floor": .bool($0.belowFloor),
                    ]
                }),
            "coverage_floor": .number(floor),
            "drift": .array(
                drift.map {
                    [
                        "style": .string($0.style), "difference": .optional($0.difference), "p": .optional($0.p),
                        "flagged": .bool($0.flagged),
                    ]
                }),
            "accounts": .integer(Set(facts.accounts.values).count),
            "started": facts.startedAt.map { .string($0) } ?? .null,
            "ended": facts.endedAt.map { .string($0) } ?? .null,
            "ended_early": facts.endedEarly.map { .string($0) } ?? .null,
            "classifier": [
                "versions": .array(facts.classifierVersions.map { .string($0) }),
                "accuracy_on_this_model": corrections.accuracyJSON,
                "labels": corrections.labelsJSON,
                "text_decided": .integer(textDecided), "unsure": .integer(unsure),
            ],
            "look": .null,
            "served_changes": .array(
                servedChanges.map { ["style": .string($0.style), "models": .array($0.models.map { .string($0) })] }),
            "degraded": .array(
                degraded.map {
                    ["style": .string($0.style), "flag": .string($0.flag.rawValue), "trials": .integer($0.trials)]
                }),
            "errors": .array(
                errors.map {
                    ["style": .string($0.style), "kind": .string($0.kind.rawValue), "trials": .integer($0.trials)]
                }),
            "unfinished": .integer(unfinished),
            "attempts_possibly_lost": .integer(facts.lostAttempts),
        ]
    }
}

extension JSONValue {
    static func optional(_ number: Double?) -> JSONValue { number.map { .number($0) } ?? .null }
    static func optional(_ number: Int?) -> JSONValue { number.map { .integer($0) } ?? .null }
    static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}

extension Interval? {
    fileprivate var json: JSONValue { ["low": .optional(self?.low), "high": .optional(self?.high)] }
}

extension Cell {
    fileprivate var json: JSONValue {
        [
            "style": .string(style), "field": .string(field), "frame": .string(frame.rawValue),
            "definition": .string(definition.rawValue), "probes": .integer(probes),
            "clusters": .integer(estimate.clusters), "trials": .integer(estimate.trials),
            "unmeasured": .integer(coverage.unmeasured), "unsure": .integer(unsure), "hits": .integer(estimate.hits),
            "rate": .optional(estimate.rate), "low": .optional(estimate.low), "high": .optional(estimate.high),
            "method": .string(estimate.method.rawValue), "n_eff": .optional(estimate.effectiveSize),
            "icc": .optional(estimate.icc), "missingness": missingness.json, "unsure_band": unsureBand.json,
            "level": level.map { .string($0.level.rawValue) } ?? .null,
            "level_depends_on_unmeasured": level.map { .bool($0.dependsOnUnmeasured) } ?? .null,
        ]
    }
}

extension CategoryRate {
    fileprivate var json: JSONValue {
        [
            "style": .string(style), "frame": .string(frame.rawValue), "category": .string(category),
            "hits": .integer(estimate.hits), "probes": .integer(probes), "rate": .optional(estimate.rate),
            "low": .optional(estimate.low), "high": .optional(estimate.high),
            "method": .string(estimate.method.rawValue),
        ]
    }
}

extension AttributionRow {
    fileprivate var json: JSONValue {
        [
            "style": .string(style), "field": .string(field), "frame": .string(frame.rawValue),
            "layer": .optional(label.layer?.rawValue), "stage": .optional(label.stage?.rawValue),
            "category": .string(label.category),
            "served": .string(label.served), "trials": .integer(estimate.hits), "share": .optional(estimate.rate),
            "share_of_obstructed": .optional(shareOfObstructed),
        ]
    }
}

extension ComparisonRow {
    fileprivate var json: JSONValue {
        var counts: PairedComparison.Counts?
        var pairs = 0
        var dropped: PairedComparison.Dropped?
        let test: String
        let method: String
        switch finding {
        case .paired(let paired):
            counts = paired.counts
            pairs = paired.pairs
            dropped = paired.dropped
            (test, method) = ("sign-flip mid-p", "tango")
        case .unpaired(let unpaired):
            // Fisher's test is one of single trials; with repeats the statistic is z on effective sizes.
            let single = unpaired.a.trials == unpaired.a.clusters && unpaired.b.trials == unpaired.b.clusters
            (test, method) = (single ? "fisher mid-p" : "pooled z", "newcombe")
        }
        return [
            "a": .string(a), "b": .string(b), "field": .string(field), "frame": .string(frame.rawValue),
            "definition": .string(definition.rawValue), "pairs": .integer(pairs),
            "dropped": .integer(dropped?.total ?? 0),
            "dropped_unmeasured": [
                "a": .integer(dropped?.unmeasuredUnderA ?? 0), "b": .integer(dropped?.unmeasuredUnderB ?? 0),
                "both": .integer(dropped?.unmeasuredUnderBoth ?? 0),
            ],
            "both": .optional(counts?.both), "only_a": .optional(counts?.onlyA), "only_b": .optional(counts?.onlyB),
            "neither": .optional(counts?.neither), "difference": .optional(difference),
            "low": .optional(interval?.low), "high": .optional(interval?.high), "p": .optional(p),
            "p_adjusted": .optional(adjustedP), "q": .optional(q), "test": .string(test), "method": .string(method),
            "difference_missingness": missingness.json,
            "verdict": verdict.map { .string($0.rawValue) } ?? .null,
            "verdict_depends_on_unmeasured": .bool(dependsOnUnmeasured),
        ]
    }
}

extension ContrastRow {
    fileprivate var json: JSONValue {
        switch content {
        case .paired(let kind, let frame, let pair):
            [
                "style": .string(style), "contrast": .string(kind.name), "frame": .string(frame.rawValue),
                "pairs": .integer(pair.pairs),
                "both": .number(pair.counts.both), "only_a": .number(pair.counts.onlyA),
                "only_b": .number(pair.counts.onlyB), "neither": .number(pair.counts.neither),
                "difference": .optional(pair.difference), "low": .optional(pair.interval?.low),
                "high": .optional(pair.interval?.high), "p": .optional(pair.p),
            ]
        case .neutral(let rate):
            [
                "style": .string(style), "contrast": "neutral", "probes": .integer(rate.clusters),
                "hits": .integer(rate.hits), "rate": .optional(rate.rate), "low": .optional(rate.low),
                "high": .optional(rate.high),
            ]
        case .repeats(let mixed, let probes, let icc):
            [
                "style": .string(style), "contrast": "repeats", "probes": .integer(probes), "mixed": .integer(mixed),
                "icc": .optional(icc),
            ]
        }
    }
}

extension ControlRow {
    fileprivate var json: JSONValue {
        [
            "style": .string(style), "probes": .integer(estimate.clusters), "trials": .integer(estimate.trials),
            "unmeasured": .integer(unmeasured), "hits": .integer(estimate.hits),
            "true_positive_rate": .optional(estimate.rate), "low": .optional(estimate.low),
            "high": .optional(estimate.high), "discrimination": .optional(discrimination),
            "discrimination_low": .optional(discriminationInterval?.low),
            "discrimination_high": .optional(discriminationInterval?.high),
        ]
    }
}

extension InForceRow {
    fileprivate var json: JSONValue {
        [
            "style": .string(style), "reference": .optional(reference), "promised_by": .string(promisedBy),
            "until": .optional(until), "safeguards_off": .array(safeguardsOff.map { .string($0) }),
            "reference_blocks": .number(referenceBlocks), "freed": .number(freed), "p": .optional(p),
            "standing": .string(standing.rawValue),
        ]
    }
}

extension QuarantineRow {
    fileprivate var json: JSONValue {
        [
            "style": .string(key.style), "probe": .string(key.probe), "repetition": .integer(key.repetition),
            "kind": .string(kind.rawValue), "rule": .optional(evidence?.rule), "field": .optional(evidence?.field),
            "quote": .optional(evidence?.quote),
        ]
    }
}

extension BurdenRow {
    fileprivate var json: JSONValue {
        [
            "style": .string(style), "trials": .integer(trials), "attempts": .integer(attempts),
            "median_seconds_to_answer": .optional(medianSecondsToAnswer),
            "median_seconds_to_block": .optional(medianSecondsToBlock), "input_tokens": .optional(inputTokens),
            "output_tokens": .optional(outputTokens), "tokens_lost": .optional(tokensLost),
            "cost_usd": .optional(costUSD), "throttled_seconds": .number(throttledSeconds),
        ]
    }
}

extension ObstructedRow {
    var json: JSONValue {
        [
            "style": .string(record.key.style), "probe": .string(record.key.probe),
            "repetition": .integer(record.key.repetition), "field": .string(record.field),
            "frame": .string(record.frame.rawValue), "outcome": .string(verdict.outcome.rawValue),
            "layer": .optional(verdict.layer?.rawValue), "stage": .optional(verdict.stage?.rawValue),
            "category": .optional(verdict.categoryLabel), "category_raw": .optional(verdict.categoryRaw),
            "aims_at": .optional(record.aimsAt), "served": .string(verdict.served.rawValue),
            "sure": .bool(verdict.sure), "request_id": .optional(record.requestID),
            "rule": .optional(verdict.evidence.first?.rule),
            "field_of_evidence": .optional(verdict.evidence.first?.field),
            "quote": .optional(verdict.evidence.first?.quote), "text_length": .integer(record.textLength),
            "tokens_before": .optional(record.tokensBeforeBlock), "seconds": .optional(record.endSeconds),
            "seconds_to_block": .optional(record.secondsToBlock),
        ]
    }
}
