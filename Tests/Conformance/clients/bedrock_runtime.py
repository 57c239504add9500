"""AWS's client: Converse and ConverseStream of bedrock-runtime, with a Bedrock API key as bearer."""
import json
import os

import botocore.config
import botocore.eventstream
import botocore.exceptions
import botocore.session

from table import DOCUMENT, STREAM, Planted, Row, Seen, holds, positive, some

NAME = "bedrock"
FAMILIES = ("", "bedrock")
ASKED = {"modelId": "eu.anthropic.claude-opus-5-5-v1:0", "inferenceConfig": {"maxTokens": 2000},
         "system": [{"text": "You assist an AI safety group."}],
         "additionalModelResponseFieldPaths": ["/stop_reason", "/stop_details"],
         "messages": [{"role": "user", "content": [{"text": "Why does my training loss rise after the warm-up?"}]}]}
GUARDED = {"guardrailIdentifier": "gr-sim", "guardrailVersion": "1", "trace": "enabled"}
_made = {}


def connect(base, key, timeout, retries=0, service="bedrock-runtime"):
    # The key is read when a client is made; loading the service model takes most of a second, so the session is kept.
    os.environ["AWS_BEARER_TOKEN_BEDROCK"] = key
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
    session = _made.setdefault("session", botocore.session.Session())
    settings = botocore.config.Config(retries={"total_max_attempts": 1 + retries, "mode": "standard"}, read_timeout=timeout, connect_timeout=5,
                                      proxies={}, parameter_validation=True)
    # A bearer is only put into a request that will be encrypted, so the request is made for HTTPS and sent without.
    client = session.create_client(
        service, region_name="eu-central-1", endpoint_url=base.replace("http:", "https:"), config=settings)

    def unencrypted(request, **_):
        request.url = request.url.replace("https:", "http:")
    client.meta.events.register(f"before-send.{service}", unencrypted)
    return client


def ask(base, key, stream, timeout=10, guarded=True, retries=0, **more):
    seen = Seen()
    seen["reasoning"], seen["stop"] = "", None
    client = connect(base, key, timeout, retries)
    asked = ASKED | ({"guardrailConfig": GUARDED} if guarded else {}) | more
    operation = client.meta.service_model.operation_model("ConverseStream" if stream else "Converse")
    try:
        if stream:
            reply = client.converse_stream(**asked)
            note_request(seen, reply)
            for event in events(seen, reply["stream"], operation.output_shape.members["stream"]):
                read(seen, event)
        else:
            raw = {}
            client.meta.events.register("before-parse.bedrock-runtime.Converse", lambda response_dict, **_: raw.update(response_dict))
            reply = client.converse(**asked)
            note_request(seen, reply)
            seen.problems += departures(json.loads(raw["body"]), operation.output_shape, "ConverseResponse")
            show(seen, reply)
    except botocore.exceptions.ClientError as error:
        seen["raises"], seen["message"] = type(error).__name__, error.response["Error"].get("Message")
        seen["code"] = error.response["Error"]["Code"]
        note_request(seen, error.response)
    except Exception as error:
        seen["raises"], seen["message"] = type(error).__name__, str(error)
    client.close()
    return seen


def list_models(base, key):
    seen, raw = Seen(), {}
    client = connect(base, key, 10, service="bedrock")
    client.meta.events.register("before-parse.bedrock.ListFoundationModels", lambda response_dict, **_: raw.update(response_dict))
    seen["models"] = [model["modelId"] for model in client.list_foundation_models()["modelSummaries"]]
    shape = client.meta.service_model.operation_model("ListFoundationModels").output_shape
    seen.problems += departures(json.loads(raw["body"]), shape, "ListFoundationModelsResponse")
    return seen


def note_request(seen, reply):
    meta = reply.get("ResponseMetadata", {})
    seen["request_id"], seen["status"] = meta.get("RequestId"), meta.get("HTTPStatusCode")


def events(seen, stream, shape):
    """Events as botocore parses them; each frame is first held against the service model, as the parser drops the rest."""
    frames = stream._event_generator

    def held():
        for frame in frames:
            kind = frame.headers.get(":event-type")
            if frame.headers.get(":message-type") == "event":
                if kind in shape.members:
                    seen.problems.extend(departures(json.loads(frame.payload), shape.members[kind], kind))
                else:
                    seen.problems.append((f"ConverseStreamOutput.{kind}", "unknown to the client's types"))
            yield frame
    stream._event_generator = held()
    return stream


def departures(value, shape, place):
    """Members that the service model requires and that are missing, that it does not know, or of another type."""
    if value is None:
        return
    if shape.type_name == "structure":
        if not isinstance(value, dict):
            yield place, f"{value!r:.80} is no structure"
            return
        for name in shape.required_members:
            if value.get(name) is None and shape.members[name].serialization.get("location") is None:
                yield f"{place}.{name}", "required and missing"
        for name, inner in value.items():
            if name in shape.members:
                # A document is free JSON.
                if not getattr(shape.members[name], "is_document_type", False):
                    yield from departures(inner, shape.members[name], f"{place}.{name}")
            # Padding against the measurement of lengths, which every event may carry.
            elif name != "p":
                yield f"{place}.{name}", "unknown to the client's types"
        if getattr(shape, "is_tagged_union", False) and len([one for one in value if one in shape.members]) != 1:
            yield place, "not exactly one member of a union"
    elif shape.type_name == "list":
        for item in value:
            yield from departures(item, shape.member, place)
    elif shape.type_name == "map":
        for item in value.values():
            yield from departures(item, shape.value, place)
    elif shape.type_name == "string":
        if not isinstance(value, str):
            yield place, f"{value!r:.80} is no text"
        elif getattr(shape, "enum", None) and value not in shape.enum:
            yield place, f"{value!r} is not in the enumeration"
    elif shape.type_name in ("integer", "long"):
        if not isinstance(value, int) or isinstance(value, bool):
            yield place, f"{value!r:.80} is no whole number"
    elif shape.type_name == "boolean" and not isinstance(value, bool):
        yield place, f"{value!r:.80} is no boolean"


def read(seen, event):
    seen.setdefault("events", [])
    kind = next(iter(event))
    if not seen["events"] or seen["events"][-1] != kind:
        seen["events"].append(kind)
    body = event[kind]
    if kind == "contentBlockDelta":
        delta = body["delta"]
        seen["text"] += delta.get("text", "")
        seen["reasoning"] += delta.get("reasoningContent", {}).get("text", "")
    if kind == "messageStop":
        seen["stop"], seen["fields"] = body["stopReason"], body.get("additionalModelResponseFields")
    if kind == "metadata":
        measure(seen, body)


def show(seen, reply):
    seen["stop"], seen["fields"] = reply["stopReason"], reply.get("additionalModelResponseFields")
    content = reply["output"]["message"]["content"]
    seen["text"] = "".join(block.get("text", "") for block in content)
    seen["reasoning"] = "".join(
        block.get("reasoningContent", {}).get("reasoningText", {}).get("text", "") for block in content)
    measure(seen, reply)


def measure(seen, body):
    seen["input"], seen["output"] = body["usage"]["inputTokens"], body["usage"]["outputTokens"]
    seen["latency"] = body["metrics"]["latencyMs"]
    trace = body.get("trace", {})
    guardrail = trace.get("guardrail", {})
    seen["input_acted"] = acted(guardrail.get("inputAssessment", {}).values())
    seen["output_acted"] = acted(one for several in guardrail.get("outputAssessments", {}).values() for one in several)
    every = [*guardrail.get("inputAssessment", {}).values(), *[
        one for several in guardrail.get("outputAssessments", {}).values() for one in several]]
    seen["origins"] = {origin for one in every for origin in one.get("appliedGuardrailDetails", {}).get("guardrailOrigin", [])}
    seen["invoked"] = trace.get("promptRouter", {}).get("invokedModelId")


def acted(assessments):
    """Types and names of what a guardrail acted on."""
    found = set()
    for assessment in assessments:
        for policy in assessment.values():
            for items in policy.values() if isinstance(policy, dict) else []:
                for item in items if isinstance(items, list) else []:
                    if isinstance(item, dict) and item.get("action") in ("BLOCKED", "ANONYMIZED"):
                        found.add(item.get("type", item.get("name", "?")))
    return found


NORMAL = {"stop": "end_turn", "text": some, "input": positive, "output": positive, "latency": positive, "request_id": some,
          "status": 200}
ORDER = ["messageStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata"]
# A refusal of Claude comes as a stop reason that the service model does not list.
REFUSAL = {"stop": "refusal", "request_id": some, "status": 200}
DOCUMENT_ODD, STREAM_ODD = frozenset({"ConverseResponse.stopReason"}), frozenset({"messageStop.stopReason"})


def refusal(style, expect, **more):
    return [Row(style, REFUSAL | expect, (DOCUMENT,), DOCUMENT_ODD, **more), Row(style, REFUSAL | expect, (STREAM,), STREAM_ODD, **more)]


def category(name):
    def check(fields):
        return fields["stop_reason"] == "refusal" and fields["stop_details"]["category"] == name
    check.says = f"additionalModelResponseFields with the category {name}"
    return check


def raised(kind, status):
    return {"raises": kind, "code": kind, "status": status, "request_id": some, "message": some}


GUARDED_INPUT = {"stop": "guardrail_intervened", "input_acted": {"DENY"}, "output_acted": set(), "text": some}
GUARDED_OUTPUT = {"stop": "guardrail_intervened", "input_acted": set(), "output_acted": {"DENY"}, "text": some}
ROWS = [
    Row("answered", NORMAL, (DOCUMENT,)),
    Row("answered", NORMAL | {"events": ORDER}, (STREAM,)),
    Row("answered", NORMAL, ask={"guarded": False}),
    Row("partial", NORMAL),
    Row("refused", NORMAL),
    Row("refused-structured", NORMAL),
    Row("unable", NORMAL),
    Row("reasoning", NORMAL | {"reasoning": some}),
    Row("empty", {"stop": "end_turn", "text": "", "output": 0}),
    Row("truncated", {"stop": "max_tokens", "text": "", "output": positive}),
    Row("cut", {"stop": "max_tokens", "text": some}),
    Row("block-input", GUARDED_INPUT),
    *refusal("block-no-text", {"text": "", "fields": category("cyber")}),
    *refusal("block-during-reasoning", {"text": "", "reasoning": some, "fields": category("cyber")}),
    *refusal("block-midstream", {"text": some, "fields": category("cyber")}),
    Row("block-withheld", GUARDED_OUTPUT),
    *refusal("block-uncategorised", {"fields": category(None)}),
    *refusal("block-bio-chem", {"fields": category("bio")}),
    *refusal("block-ai-rnd", {"fields": category("frontier_llm")}),
    *refusal("block-reasoning", {"fields": category("reasoning_extraction")}),
    *refusal("block-other", {"fields": category("general_harms")}),
    Row("bedrock-guardrail-input", {"stop": "guardrail_intervened", "input_acted": {"VIOLENCE"}, "output_acted": set(),
                                    "origins": {"REQUEST"}}),
    # A guardrail of the account acts although the request named none.
    Row("bedrock-guardrail-input",
        {"stop": "guardrail_intervened", "input_acted": {"VIOLENCE"}, "origins": {"ACCOUNT_ENFORCED"}}, ask={"guarded": False}),
    Row("bedrock-guardrail-output", {"stop": "guardrail_intervened", "input_acted": set(), "output_acted": {"VIOLENCE"}}),
    Row("bedrock-guardrail-pii", {"stop": "guardrail_intervened", "output_acted": {"EMAIL"}}),
    Row("bedrock-content-filtered", {"stop": "content_filtered", "text": some}),
    Row("rerouted", NORMAL | {"invoked": holds("sim-small")}),
    Row("unknown-stop", {"stop": "policy_pause", "text": some}, (DOCUMENT,), DOCUMENT_ODD),
    Row("unknown-stop", {"stop": "policy_pause", "text": some}, (STREAM,), STREAM_ODD),
    Row("unexplained-stop", {"stop": "malformed_model_output"}),
    Row("account-hold", {"raises": "AccessDeniedException", "status": 403}),
    Row("permission", raised("AccessDeniedException", 403)),
    Row("invalid-request", raised("ValidationException", 400)),
    Row("context-too-long", raised("ValidationException", 400)),
    Row("spend-limit", {"raises": "ServiceQuotaExceededException", "request_id": some}),
    Row("html-page", {"raises": "ClientError"}),
    Row("rate-limited", raised("ThrottlingException", 429)),
    Row("overloaded", raised("ModelNotReadyException", 429)),
    Row("server-error", raised("InternalServerException", 500)),
    Row("bad-gateway", {"raises": "ClientError"}),
    Row("unavailable", raised("ServiceUnavailableException", 503)),
    Row("retried", NORMAL, ask={"retries": 1}),
    Row("reset", {"raises": "ConnectionClosedError"}),
    Row("stall", {"raises": "ReadTimeoutError"}, ask={"timeout": 0.5}),
    Row("stream-error", raised("InternalServerException", 500), (DOCUMENT,)),
    Row("stream-error", {"raises": "EventStreamError", "text": some}, (STREAM,)),
    Row("reset-midstream", {"raises": "ConnectionClosedError"}, (DOCUMENT,)),
    Row("reset-midstream", {"raises": "ProtocolError", "text": some}, (STREAM,)),
    # The client takes half a document for a reply without members; it is our reading of its bytes that fails.
    Row("cut-off", {"raises": "JSONDecodeError"}, (DOCUMENT,)),
    Row("cut-off", {"stop": None, "text": some}, (STREAM,)),
    Row("comments", NORMAL),
    # It asks for no compression and undoes none.
    Row("compressed", {"raises": "UnicodeDecodeError"}, (DOCUMENT,)),
    Row("compressed", {"raises": "ChecksumMismatch"}, (STREAM,)),
    Row("drip", NORMAL),
    Row("invalid-utf8", {"raises": "UnicodeDecodeError"}),
]
CANNOT = {}
PLANTED = [
    Planted("answered", DOCUMENT, b'"stopReason"', b'"stopCause"'),
    Planted("answered", DOCUMENT, b'"inputTokens"', b'"tokensIn"'),
    Planted("block-input", DOCUMENT, b'"inputAssessment"', b'"promptAssessment"'),
    Planted("answered", STREAM, b'"latencyMs"', b'"latency"'),
    Planted("answered", STREAM, b'"contentBlockIndex"', b'"blockIndex"'),
    Planted("rate-limited", DOCUMENT, b'"message"', b'"remarks"'),
]
LISTS = {"list of models": list_models}
