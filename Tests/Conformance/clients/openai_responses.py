"""OpenAI's client: Responses, as documents, as raw events, and the snapshot that its streaming helper ends with."""
from openai_chat import connect
from openai_errors import refused
from strictness import problems
from table import DOCUMENT, STREAM, Planted, Row, Seen, holds, one_of, positive, says, some, starts

NAME = "openai-responses"
FAMILIES = ("", "openai")
ASKED = {"model": "gpt-6-sol", "max_output_tokens": 2000, "store": False, "instructions": "You assist an AI safety group.",
         "input": "Why does the training loss of my model rise after the warm-up?"}
# Members that the service sends and that its client has no type for.
KNOWN = {f"{place}.store" for place in ("Response", "ResponseCreatedEvent.response", "ResponseInProgressEvent.response",
                                        "ResponseCompletedEvent.response", "ResponseIncompleteEvent.response",
                                        "ResponseFailedEvent.response")}
KNOWN |= {"ResponseTextDeltaEvent.logprobs.bytes", "ResponseTextDeltaEvent.logprobs.top_logprobs.bytes",
          "ResponseTextDoneEvent.logprobs.bytes", "ResponseTextDoneEvent.logprobs.top_logprobs.bytes"}
HISTORY = [
    {"role": "user", "content": "Which warm-up did I use?"},
    {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "c2ltdWxhdGVk"},
    {"role": "assistant", "content": "100 steps."},
    {"role": "user", "content": "Why does the training loss of my model rise after the warm-up?"},
]


def ask(base, key, stream, timeout=10, retries=0, helper=True, asked=ASKED, known=KNOWN, **more):
    seen = Seen()
    asked = dict(asked) | more
    try:
        client = connect(base, key, timeout, retries)
        if stream:
            seen["events"], seen["deltas"] = [], 0
            events = client.responses.create(**asked, stream=True)
            seen["request_id"] = events.response.headers.get("x-request-id")
            for event in events:
                seen.problems += problems(event, known)
                read(seen, event)
            if helper and seen.get("status") == "completed":
                snapshot(seen, client, asked)
        else:
            response = client.responses.create(**asked)
            seen["request_id"] = response._request_id
            seen.problems += problems(response, known)
            show(seen, response)
    except Exception as error:
        refused(seen, error)
    return seen


def read(seen, event):
    if not seen["events"] or seen["events"][-1] != event.type:
        seen["events"].append(event.type)
    if event.sequence_number != seen.get("last", -1) + 1:
        seen["out_of_order"] = event.sequence_number
    seen["last"] = event.sequence_number
    if event.type in ("response.output_text.delta", "response.refusal.delta", "response.reasoning_text.delta",
                      "response.reasoning_summary_text.delta"):
        seen["deltas"] += 1
    if event.type == "response.output_text.delta":
        seen["text"] += event.delta
        seen["delta_logprobs"] = seen.get("delta_logprobs", 0) + len(event.logprobs or [])
    if event.type == "error":
        seen["code"], seen["message"] = event.code, event.message
    if event.type in ("response.completed", "response.incomplete", "response.failed"):
        streamed = seen["text"]
        show(seen, event.response)
        seen["text"] = streamed or seen["text"]


def show(seen, response):
    seen["status"], seen["model"] = response.status, response.model
    seen["reason"] = response.incomplete_details.reason if response.incomplete_details else None
    seen["code"] = response.error.code if response.error else None
    seen["message"] = response.error.message if response.error else None
    seen["programs"] = response.access_programs.cyber if response.access_programs else None
    seen["transformed"] = [one.reason for one in response.input_transformations or []]
    seen["text"] = response.output_text
    seen["items"] = [item.type for item in response.output]
    parts = [part for item in response.output if item.type == "message" for part in item.content]
    seen["refusal"] = "".join(part.refusal for part in parts if part.type == "refusal")
    seen["logprobs"] = sum(len(part.logprobs or []) for part in parts if part.type == "output_text")
    reasoning = [item for item in response.output if item.type == "reasoning"]
    seen["reasoning"] = "".join(part.text for item in reasoning for part in [*item.summary, *(item.content or [])])
    if response.usage:
        seen["input"], seen["output"] = response.usage.input_tokens, response.usage.output_tokens


def snapshot(seen, client, asked):
    """The helper builds the reply from the events: it must arrive at the same outcome."""
    with client.responses.stream(**asked) as events:
        for _ in events:
            pass
        final = events.get_final_response()
    again = Seen()
    show(again, final)
    for name in ("status", "refusal", "items", "reason"):
        if again[name] != seen[name] and name != "refusal" or bool(again[name]) != bool(seen[name]):
            seen.problems.append(("snapshot." + name, f"{again[name]!r}, the events said {seen[name]!r}"))


@says("every event in the documented order")
def in_order(events):
    order = ["response.created", "response.in_progress", "response.output_item.added", "response.content_part.added"]
    places = [events.index(one) for one in order if one in events]
    return events[:2] == order[:2] and places == sorted(places) and events[-1] in (
        "response.completed", "response.incomplete", "response.failed")


@says("at least one reason")
def some_list(value):
    return isinstance(value, list) and len(value) > 0


NORMAL = {"status": "completed", "reason": None, "code": None, "text": some, "refusal": "", "model": starts("gpt-6-sol"),
          "input": positive, "output": positive, "request_id": some}
FILTERED = {"status": "incomplete", "reason": "content_filter", "request_id": some}
REFUSED = {"raises": "BadRequestError", "status": 400, "type": "invalid_request_error", "request_id": some}
LIMITED = {"raises": "RateLimitError", "status": 429, "request_id": some}


def both(style, expect, events=in_order, **more):
    return [Row(style, expect, (DOCUMENT,), **more),
            Row(style, expect | {"events": events, "out_of_order": None}, (STREAM,), **more)]


def policy(style, code, expect={}, streamed={}):
    """Refused with a status, or as a response that failed (`cyber_policy` is missing from the enumeration of its codes); in a
    stream also as an error event."""
    may = frozenset({"Response.error.code", "ResponseFailedEvent.response.error.code"})
    told = {"raises": one_of(None, "BadRequestError", "PermissionDeniedError"), "code": code} | expect
    return [Row(style, told, (DOCUMENT,), may=may), Row(style, told | streamed, (STREAM,), may=may)]


ROWS = [
    *both("answered", NORMAL),
    *both("partial", NORMAL),
    *both("refused", NORMAL),
    *both("refused-structured", NORMAL | {"text": "", "refusal": some}),
    *both("unable", NORMAL),
    *both("reasoning", NORMAL | {"reasoning": some, "items": ["reasoning", "message"]}),
    *both("empty", {"status": "completed", "text": "", "output": 0}),
    *both("truncated", {"status": "incomplete", "reason": "max_output_tokens", "text": "", "output": positive}),
    *both("cut", {"status": "incomplete", "reason": "max_output_tokens", "text": some}),
    *policy("block-input", "cyber_policy"),
    *both("block-no-text", FILTERED | {"text": ""}),
    *both("block-during-reasoning", FILTERED | {"text": "", "reasoning": some}),
    *both("block-midstream", FILTERED | {"text": some}),
    *both("block-withheld", FILTERED | {"text": "", "output": positive}),
    *both("block-uncategorised", FILTERED),
    *both("block-bio-chem", FILTERED),
    *both("block-ai-rnd", FILTERED),
    *both("block-reasoning", FILTERED),
    *both("block-other", FILTERED),
    *policy("openai-invalid-prompt", "invalid_prompt", {"message": holds("limited access")}),
    *policy("openai-bio-policy", "bio_policy"),
    *policy("openai-cyber-policy-midstream", "cyber_policy", streamed={"text": some}),
    *policy("openai-misalignment", "misalignment_policy_violation", streamed={"text": some}),
    *both("openai-tier-not-applied", NORMAL | {"programs": None}, ask={"access_programs": {"cyber": "daybreak_blue"}}),
    *both("answered", NORMAL | {"programs": "daybreak_blue"}, ask={"access_programs": {"cyber": "daybreak_blue"}}),
    *both("openai-reasoning-dropped", NORMAL | {"transformed": some_list}, ask={"input": HISTORY}),
    *both("answered", NORMAL | {"logprobs": positive}, ask={"include": ["message.output_text.logprobs"], "top_logprobs": 2}),
    *both("rerouted", NORMAL | {"model": starts("sim-small")}),
    Row("unknown-stop", {"status": "incomplete", "reason": "policy_pause"}, (DOCUMENT,), frozenset({"Response.incomplete_details.reason"})),
    Row("unknown-stop", {"status": "incomplete", "reason": "policy_pause"}, (STREAM,),
        frozenset({"ResponseIncompleteEvent.response.incomplete_details.reason"})),
    Row("unexplained-stop", {"status": "incomplete"}, (DOCUMENT,), frozenset({"Response.incomplete_details.reason"})),
    Row("unexplained-stop", {"status": "incomplete"}, (STREAM,),
        frozenset({"ResponseIncompleteEvent.response.incomplete_details.reason"})),
    Row("permission", {"raises": "PermissionDeniedError", "status": 403}),
    Row("account-hold", {"raises": "AuthenticationError", "status": 401, "code": "account_deactivated"}),
    Row("invalid-request", REFUSED | {"code": "invalid_prompt"}),
    Row("context-too-long", REFUSED | {"code": "context_length_exceeded"}),
    Row("spend-limit", LIMITED | {"code": "insufficient_quota"}),
    Row("html-page", {"raises": "PermissionDeniedError", "status": 403}),
    Row("rate-limited", LIMITED | {"code": "rate_limit_exceeded", "retry_after": some}),
    Row("overloaded", {"raises": "InternalServerError", "status": 503}),
    Row("server-error", {"raises": "InternalServerError", "status": 500, "type": "server_error"}),
    Row("bad-gateway", {"raises": "InternalServerError", "status": 502}),
    Row("unavailable", {"raises": "InternalServerError", "status": 503}),
    *both("retried", NORMAL, ask={"retries": 1}),
    Row("reset", {"raises": "APIConnectionError"}),
    Row("stall", {"raises": "APITimeoutError"}, ask={"timeout": 0.5}),
    Row("stream-error", {"raises": "InternalServerError", "status": 500}, (DOCUMENT,)),
    Row("stream-error", {"code": "server_error", "text": some}, (STREAM,)),
    Row("reset-midstream", {"raises": "APIConnectionError"}, (DOCUMENT,)),
    Row("reset-midstream", {"raises": "APIConnectionError", "text": some}, (STREAM,)),
    Row("cut-off", {"raises": "APIConnectionError"}, (DOCUMENT,)),
    # No terminal event: the client says nothing of it.
    Row("cut-off", {"status": None, "text": some}, (STREAM,)),
    *both("comments", NORMAL),
    *both("compressed", NORMAL),
    *both("drip", NORMAL),
    Row("invalid-utf8", {"raises": "UnicodeDecodeError"}),
]
CANNOT = {}
PLANTED = [
    Planted("answered", DOCUMENT, b'"parallel_tool_calls"', b'"parallel_calls"'),
    Planted("answered", DOCUMENT, b'"output_text"', b'"output_words"'),
    Planted("answered", STREAM, b'"content_index"', b'"part_index"'),
    Planted("refused-structured", STREAM, b'response.refusal.delta', b'response.refused.delta'),
    Planted("block-no-text", DOCUMENT, b'"incomplete_details"', b'"incomplete_detail"'),
]
