"""Anthropic's client: Messages, as documents and as streams."""
import functools

import anthropic
import pydantic
from anthropic.types.shared import ErrorResponse

from strictness import problems
from table import DOCUMENT, STREAM, Planted, Row, Seen, holds, positive, some

NAME = "anthropic"
FAMILIES = ("", "anthropic")
ASKED = {"model": "claude-opus-5-5", "max_tokens": 2000,
         "messages": [{"role": "user", "content": "Why does the training loss of my model rise after the warm-up?"}]}


def ask(base, key, stream, fallbacks=None, beta=False, timeout=10, retries=0):
    seen = Seen()
    client = connect(base, key, timeout, retries)
    messages, asked = client.messages, dict(ASKED)
    if fallbacks or beta:
        messages = client.beta.messages
    if fallbacks:
        asked |= {"fallbacks": fallbacks, "betas": ["server-side-fallback-2026-07-01"]}
    try:
        if stream:
            with messages.stream(**asked) as events:
                seen["request_id"] = events.request_id
                for event in events:
                    read(seen, event)
                show(seen, events.get_final_message())
        else:
            message = messages.create(**asked)
            seen["request_id"] = message._request_id
            seen.problems += problems(message)
            show(seen, message)
    except anthropic.APIError as error:
        refused(seen, error)
    except Exception as error:
        seen["raises"], seen["message"] = type(error).__name__, str(error)
    return seen


@functools.cache
def root(base):
    return anthropic.Anthropic(base_url=base, api_key="none", max_retries=0)


def connect(base, key, timeout, retries=0):
    """One pool of connections for all keys: each new one would load certificates."""
    return root(base).with_options(api_key=key, timeout=timeout, max_retries=retries)


def list_models(base, key):
    seen = Seen()
    for model in connect(base, key, 10).models.list():
        seen.problems += problems(model)
        seen.setdefault("models", []).append(model.id)
    return seen


def read(seen, event):
    # Events of the client's own making repeat what the wire said.
    if type(event).__module__.startswith("anthropic.lib") and event.type not in ("content_block_stop", "message_stop"):
        return
    if event.type not in ("content_block_stop", "message_stop"):
        seen.problems += problems(event)
    if event.type == "content_block_delta" and event.delta.type == "text_delta":
        seen["text"] += event.delta.text
        seen["deltas"] = seen.get("deltas", 0) + 1
    seen.setdefault("events", []).append(event.type)


def show(seen, message):
    seen["stop"] = message.stop_reason
    seen["details"] = type(message.stop_details).__name__ if message.stop_details else None
    seen["category"] = message.stop_details.category if message.stop_details else None
    seen["text"] = "".join(block.text for block in message.content if block.type == "text")
    seen["reasoning"] = "".join(block.thinking for block in message.content if block.type == "thinking")
    seen["blocks"] = [block.type for block in message.content]
    seen["model"] = message.model
    seen["input"], seen["output"] = message.usage.input_tokens, message.usage.output_tokens
    seen["iterations"] = [one.type for one in getattr(message.usage, "iterations", None) or []]


def refused(seen, error):
    seen["raises"], seen["message"] = type(error).__name__, error.message
    if not isinstance(error, anthropic.APIStatusError):
        return
    seen["status"], seen["type"], seen["request_id"] = error.status_code, error.type, error.request_id
    seen["code"] = getattr(error, "error_code", None)
    seen["retry_after"] = error.response.headers.get("retry-after")
    if isinstance(error.body, dict):
        try:
            # `details` is read by the client (`error_code`), and its type does not name it.
            seen.problems += problems(ErrorResponse.model_validate(error.body), {"ErrorResponse.error.details"})
        except pydantic.ValidationError as wrong:
            seen.problems += [("ErrorResponse." + ".".join(map(str, one["loc"])), one["msg"]) for one in wrong.errors()]


NORMAL = {"stop": "end_turn", "details": None, "text": some, "model": "claude-opus-5-5", "input": positive,
          "output": positive, "request_id": some}
BLOCKED = {"stop": "refusal", "details": holds("RefusalStopDetails"), "category": "cyber", "request_id": some}
REFUSED = {"request_id": some, "status": 400, "type": "invalid_request_error"}

ROWS = [
    Row("answered", NORMAL | {"blocks": ["text"]}),
    Row("partial", NORMAL),
    Row("refused", NORMAL),
    # Without a refusal field the model's words are all there is.
    Row("refused-structured", NORMAL),
    Row("unable", NORMAL),
    Row("reasoning", NORMAL | {"reasoning": some, "blocks": ["thinking", "text"]}),
    Row("empty", {"stop": "end_turn", "text": "", "output": 0}),
    Row("truncated", {"stop": "max_tokens", "text": "", "output": positive}),
    Row("cut", {"stop": "max_tokens", "text": some}),
    Row("block-input", BLOCKED | {"text": "", "output": 0, "blocks": []}),
    Row("block-no-text", BLOCKED | {"text": "", "output": 0, "blocks": []}),
    Row("block-during-reasoning", BLOCKED | {"text": "", "reasoning": some}),
    Row("block-midstream", BLOCKED | {"text": some, "output": positive}),
    Row("block-withheld", BLOCKED | {"text": "", "output": positive}),
    Row("block-uncategorised", BLOCKED | {"category": None}),
    Row("block-bio-chem", BLOCKED | {"category": "bio"}),
    Row("block-ai-rnd", BLOCKED | {"category": "frontier_llm"}),
    Row("block-reasoning", BLOCKED | {"category": "reasoning_extraction"}),
    Row("block-other", BLOCKED | {"category": "general_harms"}),
    Row("rerouted", NORMAL | {"model": "sim-small"}),
    Row("anthropic-legacy-filter", REFUSED | {"raises": "BadRequestError", "message": holds("content filtering")}, (DOCUMENT,)),
    Row("anthropic-legacy-filter",
        {"raises": "APIStatusError", "type": "invalid_request_error", "text": some, "request_id": some,
         "message": holds("content filtering")}, (STREAM,)),
    Row("anthropic-rescued",
        {"stop": "end_turn", "text": some, "blocks": ["fallback", "text"], "model": "sim-small",
         "iterations": ["message", "fallback_message"]}, ask={"fallbacks": [{"model": "sim-small"}]}),
    Row("unknown-stop", {"stop": "policy_pause", "text": some}, (DOCUMENT,), odd=frozenset({"Message.stop_reason"})),
    Row("unknown-stop", {"stop": "policy_pause", "text": some}, (STREAM,),
        odd=frozenset({"RawMessageDeltaEvent.delta.stop_reason"})),
    Row("unexplained-stop", {"stop": "policy_pause"}, (DOCUMENT,), odd=frozenset({"Message.stop_reason"})),
    Row("unexplained-stop", {"stop": "policy_pause"}, (STREAM,), odd=frozenset({"RawMessageDeltaEvent.delta.stop_reason"})),
    Row("permission", {"raises": "PermissionDeniedError", "status": 403, "type": "permission_error"}),
    Row("account-hold", REFUSED | {"raises": "OrganizationOnHoldError", "code": "organization_on_hold"}),
    Row("invalid-request", REFUSED | {"raises": "BadRequestError"}),
    Row("context-too-long", REFUSED | {"raises": "BadRequestError", "message": holds("too long")}),
    Row("spend-limit", {"raises": "ContractSpendLimitReachedError", "status": 429, "type": "rate_limit_error",
                        "code": "contract_spend_limit_reached"}),
    Row("html-page", {"raises": "PermissionDeniedError", "status": 403}),
    Row("rate-limited", {"raises": "RateLimitError", "status": 429, "type": "rate_limit_error", "retry_after": some}),
    Row("overloaded", {"raises": "OverloadedError", "status": 529, "type": "overloaded_error"}),
    Row("server-error", {"raises": "InternalServerError", "status": 500, "type": "api_error"}),
    Row("bad-gateway", {"raises": "InternalServerError", "status": 502}),
    Row("unavailable", {"raises": "ServiceUnavailableError", "status": 503}),
    Row("retried", NORMAL, ask={"retries": 1}),
    Row("reset", {"raises": "APIConnectionError"}),
    Row("stall", {"raises": "APITimeoutError"}, ask={"timeout": 0.5}),
    Row("stream-error", {"raises": "InternalServerError", "status": 500}, (DOCUMENT,)),
    Row("stream-error", {"raises": "APIStatusError", "text": some}, (STREAM,)),
    Row("reset-midstream", {"raises": "APIConnectionError"}, (DOCUMENT,)),
    Row("reset-midstream", {"raises": "ReadError", "text": some}, (STREAM,)),
    Row("cut-off", {"raises": "APIConnectionError"}, (DOCUMENT,)),
    # The client takes a stream without its end for a whole one: that the stop reason is missing is all it shows.
    Row("cut-off", {"stop": None, "text": some}, (STREAM,)),
    Row("comments", NORMAL),
    Row("compressed", NORMAL),
    Row("drip", NORMAL),
    # The client stops at the first byte that is no UTF-8; the harness reads on.
    Row("invalid-utf8", {"raises": "UnicodeDecodeError"}),
]
CANNOT = {}
PLANTED = [
    Planted("answered", DOCUMENT, b'"stop_reason"', b'"stop_cause"'),
    Planted("answered", DOCUMENT, b'"input_tokens"', b'"tokens_in"'),
    Planted("answered", STREAM, b'"text_delta"', b'"words_delta"'),
    Planted("block-no-text", DOCUMENT, b'"category":"cyber"', b'"category":"cyberspace"'),
    Planted("block-no-text", STREAM, b'"stop_details"', b'"stop_detail"'),
    Planted("rate-limited", DOCUMENT, b'"rate_limit_error"', b'"rate_error"'),
]
LISTS = {"list of models": list_models}
