"""OpenAI's client: Chat Completions, as documents, as raw chunks and through its accumulating helper."""
import functools

import openai

from openai_errors import refused
from strictness import problems
from table import DOCUMENT, STREAM, Planted, Row, Seen, holds, positive, some, starts

NAME = "openai-chat"
FAMILIES = ("", "openai")
ASKED = {"model": "gpt-6-sol", "max_completion_tokens": 2000,
         "messages": [{"role": "system", "content": "You assist an AI safety group."},
                      {"role": "user", "content": "Why does the training loss of my model rise after the warm-up?"}]}
# Reasoning in the open is an extension of compatible servers, which the simulator speaks on this path.
KNOWN = {"ChatCompletion.choices.message.reasoning_content", "ChatCompletionChunk.choices.delta.reasoning_content"}


@functools.cache
def root(base):
    return openai.OpenAI(base_url=f"{base}/v1", api_key="none", max_retries=0)


def connect(base, key, timeout, retries=0):
    """One pool of connections for all keys: each new one would load certificates."""
    return root(base).with_options(api_key=key, timeout=timeout, max_retries=retries)


def ask(base, key, stream, timeout=10, helper=False, logprobs=False, retries=0, connect=connect, known=KNOWN,
        strict=True, asked=ASKED):
    seen = Seen()
    asked = dict(asked) | ({"logprobs": True, "top_logprobs": 2} if logprobs else {})
    try:
        client = connect(base, key, timeout, retries)
        if helper:
            with client.chat.completions.stream(**asked, stream_options={"include_usage": True}) as events:
                for event in events:
                    seen.setdefault("events", []).append(event.type)
                show(seen, events.get_final_completion())
        elif stream:
            seen["reasoning"], seen["refusal"], seen["logprobs"] = "", "", 0
            chunks = client.chat.completions.create(**asked, stream=True, stream_options={"include_usage": True})
            seen["request_id"] = chunks.response.headers.get("x-request-id")
            for chunk in chunks:
                seen.problems += problems(chunk, known)
                read(seen, chunk)
        else:
            completion = client.chat.completions.create(**asked)
            seen["request_id"] = completion._request_id
            seen.problems += problems(completion, known)
            show(seen, completion)
    except Exception as error:
        refused(seen, error, strict)
    return seen


def list_models(base, key, connect=connect, known=frozenset()):
    seen = Seen()
    for model in connect(base, key, 10).models.list():
        seen.problems += problems(model, known)
        seen.setdefault("models", []).append(model.id)
    return seen


def read(seen, chunk):
    if chunk.model:
        seen["model"] = chunk.model
    if chunk.usage:
        seen["input"], seen["output"] = chunk.usage.prompt_tokens, chunk.usage.completion_tokens
        seen["usage"] = chunk.usage
    note_filters(seen, chunk, "prompt_filter_results")
    seen["empty_choices"] = seen.get("empty_choices", 0) + (not chunk.choices)
    for choice in chunk.choices or []:
        delta = choice.delta
        seen["text"] += delta.content or ""
        seen["refusal"] += delta.refusal or ""
        seen["reasoning"] += reasoning(delta)
        seen["logprobs"] += len(choice.logprobs.content or []) if choice.logprobs else 0
        seen["stop"] = choice.finish_reason or seen.get("stop")
        note_filters(seen, choice, "content_filter_results")


def show(seen, completion):
    choice = completion.choices[0]
    seen["stop"], seen["model"] = choice.finish_reason, completion.model
    seen["text"], seen["refusal"] = choice.message.content or "", choice.message.refusal or ""
    seen["reasoning"] = reasoning(choice.message)
    seen["logprobs"] = len(choice.logprobs.content or []) if choice.logprobs else 0
    if completion.usage:
        seen["input"], seen["output"] = completion.usage.prompt_tokens, completion.usage.completion_tokens
        seen["usage"] = completion.usage
    note_filters(seen, completion, "prompt_filter_results")
    note_filters(seen, choice, "content_filter_results")


def reasoning(message):
    extra = message.model_extra or {}
    return extra.get("reasoning_content") or extra.get("reasoning") or ""


def note_filters(seen, owner, name):
    """Azure's annotations: what was filtered, and whether the filter worked."""
    for result in [(owner.model_extra or {}).get(name)] if name == "content_filter_results" else [
            one.get("content_filter_results") for one in (owner.model_extra or {}).get(name) or []]:
        for category, detail in (result or {}).items():
            seen.setdefault(name, set()).add(category)
            if isinstance(detail, dict) and detail.get("filtered"):
                seen.setdefault("filtered", set()).add(category)
            if category == "error":
                seen["filter_error"] = detail.get("code")


NORMAL = {"stop": "stop", "text": some, "refusal": "", "model": starts("gpt-6-sol"), "input": positive,
          "output": positive, "request_id": some}
FILTERED = {"stop": "content_filter", "request_id": some}
REFUSED = {"raises": "BadRequestError", "status": 400, "type": "invalid_request_error", "request_id": some}
LIMITED = {"raises": "RateLimitError", "status": 429, "request_id": some}

ROWS = [
    Row("answered", NORMAL),
    Row("answered", {"stop": "stop", "text": some, "events": holds("content.done")}, (STREAM,), ask={"helper": True}),
    Row("answered", NORMAL | {"logprobs": positive}, ask={"logprobs": True}),
    Row("partial", NORMAL),
    Row("refused", NORMAL),
    Row("refused-structured", NORMAL | {"text": "", "refusal": some}),
    Row("refused-structured", {"text": "", "refusal": some, "events": holds("refusal.done")}, (STREAM,), ask={"helper": True}),
    Row("unable", NORMAL),
    Row("reasoning", NORMAL | {"reasoning": some}),
    Row("empty", {"stop": "stop", "text": "", "output": 0}),
    Row("truncated", {"stop": "length", "text": "", "output": positive}),
    Row("cut", {"stop": "length", "text": some}),
    # The client's helper makes an exception of a cut reply and of a filtered one.
    Row("cut", {"raises": "LengthFinishReasonError"}, (STREAM,), ask={"helper": True}),
    Row("block-no-text", {"raises": "ContentFilterFinishReasonError"}, (STREAM,), ask={"helper": True}),
    Row("block-input", REFUSED | {"code": "cyber_policy"}),
    Row("block-no-text", FILTERED | {"text": "", "output": 0}),
    Row("block-during-reasoning", FILTERED | {"text": "", "reasoning": some}),
    Row("block-midstream", FILTERED | {"text": some}),
    Row("block-withheld", FILTERED | {"text": "", "output": positive}),
    Row("block-uncategorised", FILTERED),
    Row("block-bio-chem", FILTERED),
    Row("block-ai-rnd", FILTERED),
    Row("block-reasoning", FILTERED),
    Row("block-other", FILTERED),
    Row("openai-invalid-prompt", REFUSED | {"code": "invalid_prompt", "message": holds("limited access")}),
    Row("openai-bio-policy", REFUSED | {"code": "bio_policy"}),
    Row("openai-cyber-policy-midstream", REFUSED | {"code": "cyber_policy"}, (DOCUMENT,)),
    Row("openai-cyber-policy-midstream", {"raises": "APIError", "code": "cyber_policy", "text": some}, (STREAM,)),
    Row("rerouted", NORMAL | {"model": starts("sim-small")}),
    Row("unknown-stop", {"stop": "policy_pause", "text": some}, (DOCUMENT,), frozenset({"ChatCompletion.choices.finish_reason"})),
    Row("unknown-stop", {"stop": "policy_pause", "text": some}, (STREAM,), frozenset({"ChatCompletionChunk.choices.finish_reason"})),
    Row("unexplained-stop", {"stop": "policy_pause"}, (DOCUMENT,), frozenset({"ChatCompletion.choices.finish_reason"})),
    Row("unexplained-stop", {"stop": "policy_pause"}, (STREAM,), frozenset({"ChatCompletionChunk.choices.finish_reason"})),
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
    Row("retried", NORMAL, ask={"retries": 1}),
    Row("reset", {"raises": "APIConnectionError"}),
    Row("stall", {"raises": "APITimeoutError"}, ask={"timeout": 0.5}),
    Row("stream-error", {"raises": "InternalServerError", "status": 500}, (DOCUMENT,)),
    Row("stream-error", {"raises": "APIError", "text": some, "type": "server_error"}, (STREAM,)),
    Row("reset-midstream", {"raises": "APIConnectionError"}, (DOCUMENT,)),
    Row("reset-midstream", {"raises": "APIConnectionError", "text": some}, (STREAM,)),
    Row("cut-off", {"raises": "APIConnectionError"}, (DOCUMENT,)),
    # The client does not ask for the end marker: the missing finish reason is all it shows.
    Row("cut-off", {"stop": None, "text": some}, (STREAM,)),
    Row("comments", NORMAL),
    Row("compressed", NORMAL),
    Row("drip", NORMAL),
    Row("invalid-utf8", {"raises": "UnicodeDecodeError"}),
]
CANNOT = {
    "openai-misalignment": "a code of Responses", "openai-tier-not-applied": "read back by Responses alone",
    "openai-reasoning-dropped": "told by Responses alone",
}
PLANTED = [
    Planted("answered", DOCUMENT, b'"finish_reason"', b'"finish_cause"'),
    Planted("answered", DOCUMENT, b'"chat.completion"', b'"chat.completed"'),
    Planted("answered", STREAM, b'"delta"', b'"deltas"'),
    Planted("refused-structured", DOCUMENT, b'"refusal"', b'"refused"'),
    Planted("block-no-text", STREAM, b'"content_filter"', b'"content_filtered"'),
    Planted("block-input", DOCUMENT, b'"type"', b'"kind"'),
]
LISTS = {"list of models": list_models}
