import Formats
import Trials

extension TrialTable {
    /// The JSON Schema of one line of trials.jsonl; its words are those of the enums, so that none can be missing.
    package static var jsonSchema: JSONValue {
        guard case .object(let body) = Shape.object(shapes).json else { return .null }
        let head: JSONObject = [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": "https://railgauge.invalid/schemas/trial.schema.json",
            "title": "railgauge trial",
            "description": .string(
                "One line of trials.jsonl: a planned trial and the verdict that counts; of an open trial, what its last attempt "
                    + "met. A value that does not exist is null."),
        ]
        return .object(JSONObject(members: head.members + body.members))
    }

    /// The columns in their order.
    private static let shapes: [(key: String, shape: Shape)] = [
        ("style", .text), ("probe", .text), ("repetition", .count(from: 1).about("From 1.")), ("suite", .text),
        ("field", .text), ("frame", .word(Frame.self)),
        ("role", .word(Role.self).about("sentinel: sent to see whether access is in force; in no rate.")),
        ("expect", .word(Expectation.self)), ("cluster", .text),
        ("aims_at", .text.orNone.about("The category that the probe expects to meet.")),
        ("language", .text.about("BCP 47.")),
        (
            "state",
            .word(TrialRecord.State.self).about(
                "pending: not asked yet. open: asked, and no attempt counts yet; outcome, layer, rule and the like tell what the "
                    + "last attempt met, and measured is false. released: no longer planned, by a stopping rule.")
        ),
        ("outcome", .word(Outcome.self).orNone), ("error_kind", .word(ErrorKind.self).orNone),
        ("stage", .word(Stage.self).orNone), ("layer", .word(Layer.self).orNone), ("category", Shape.category.orNone),
        ("category_raw", .text.orNone.about("As the provider wrote it.")), ("served", .word(Served.self).orNone),
        ("served_model", .text.orNone), ("degraded", Shape.list(.word(Degraded.self)).unique),
        ("decided_by", .word(DecidedBy.self).orNone),
        ("confidence", .number(least: 0, most: 1).orNone.about("Of the outcome, where text decided.")),
        ("sure", .flag.orNone.about("Whether the classifier stands by it.")),
        (
            "delivered",
            .flag.orNone.about(
                "Whether the work came; null where that cannot be judged. The rate `undelivered` is over trials with a value."
            )
        ),
        ("measured", .flag.orNone.about("Whether it enters any rate.")),
        ("attempts", .count().about("HTTP requests.")),
        ("position", .count().about("Place in the run order, from 0.")),
        (
            "http_status",
            .number("integer").orNone.about("Of the attempt that counts, or of the last one of an open trial.")
        ),
        ("request_id", .text.orNone), ("input_tokens", .count().orNone), ("output_tokens", .count().orNone),
        ("cost_usd", .number(least: 0).orNone),
        ("first_text_seconds", .number(least: 0).orNone.about("From the start of the counted attempt.")),
        ("end_seconds", .number(least: 0).orNone),
        ("throttled_seconds", .number(least: 0).about("Spent waiting for limits and retries.")),
        ("text_length", .count().about("Characters of visible text.")), ("text_deltas", .count()),
        ("started_at", .text.orNone.about("ISO 8601, UTC.")), ("rule", .text.orNone.about("The rule that decided.")),
        ("evidence_field", .text.orNone.about("Where the sign was seen.")),
        ("evidence", .text.orNone.about("The sign, quoted: at most 240 characters.")),
        ("verdict_version", .text.orNone.about("Version of the rules.")),
    ]
}
