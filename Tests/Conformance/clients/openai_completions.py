"""OpenAI's client: plain text completion, for base models."""
from openai_chat import connect
from openai_errors import refused
from strictness import problems
from table import DOCUMENT, STREAM, Planted, Row, Seen, positive, some, starts

NAME = "openai-completions"
FAMILIES = ("", "openai")
# llama.cpp says that it cut the prompt.
KNOWN = frozenset({"Completion.truncated"})
ASKED = {"model": "base-1", "max_tokens": 2000, "prompt": "The training loss of a small model rises after the warm-up, because"}


def ask(base, key, stream, timeout=10, retries=0, logprobs=None, known=KNOWN):
    seen = Seen()
    asked = ASKED | ({"logprobs": logprobs} if logprobs is not None else {})
    try:
        client = connect(base, key, timeout, retries)
        if stream:
            chunks = client.completions.create(**asked, stream=True, stream_options={"include_usage": True})
            seen["request_id"] = chunks.response.headers.get("x-request-id")
            for chunk in chunks:
                # A chunk has the type of a whole reply, whose choices must have ended; only the last one has.
                seen.problems += problems(chunk, known | {"Completion.choices.finish_reason"})
                show(seen, chunk)
        else:
            completion = client.completions.create(**asked)
            seen["request_id"] = completion._request_id
            seen.problems += problems(completion, known)
            show(seen, completion)
    except Exception as error:
        refused(seen, error)
    return seen


def show(seen, completion):
    seen["model"] = completion.model
    for choice in completion.choices:
        seen["text"] += choice.text
        seen["stop"] = choice.finish_reason or seen.get("stop")
        if choice.logprobs:
            seen["logprobs"] = seen.get("logprobs", 0) + len(choice.logprobs.tokens or [])
            if len(choice.logprobs.tokens or []) != len(choice.logprobs.token_logprobs or []):
                seen.problems.append(("Completion.choices.logprobs", "lists of different lengths"))
    if completion.usage:
        seen["input"], seen["output"] = completion.usage.prompt_tokens, completion.usage.completion_tokens


NORMAL = {"stop": "stop", "text": some, "model": some, "input": positive, "output": positive, "request_id": some}
FILTERED = {"stop": "content_filter", "request_id": some}
REFUSED = {"raises": "BadRequestError", "status": 400, "type": "invalid_request_error", "request_id": some}
LIMITED = {"raises": "RateLimitError", "status": 429, "request_id": some}

ROWS = [
    Row("answered", NORMAL | {"logprobs": None}),
    Row("answered", NORMAL | {"logprobs": positive}, ask={"logprobs": 2}),
    Row("partial", NORMAL),
    Row("refused", NORMAL),
    Row("refused-structured", NORMAL),
    Row("unable", NORMAL),
    Row("empty", {"stop": "stop", "text": "", "output": 0}),
    Row("truncated", {"stop": "length", "text": "", "output": positive}),
    Row("cut", {"stop": "length", "text": some}),
    Row("block-input", REFUSED | {"code": "cyber_policy"}),
    Row("block-bio-chem", FILTERED),
    Row("block-ai-rnd", FILTERED),
    Row("block-reasoning", FILTERED),
    Row("block-other", FILTERED),
    Row("block-no-text", FILTERED | {"text": ""}),
    Row("block-during-reasoning", FILTERED | {"text": ""}),
    Row("block-midstream", FILTERED | {"text": some}),
    Row("block-withheld", FILTERED | {"text": "", "output": positive}),
    Row("block-uncategorised", FILTERED),
    Row("rerouted", NORMAL | {"model": starts("sim-small")}),
    Row("openai-invalid-prompt", REFUSED | {"code": "invalid_prompt"}),
    Row("openai-bio-policy", REFUSED | {"code": "bio_policy"}),
    Row("openai-cyber-policy-midstream", REFUSED | {"code": "cyber_policy"}, (DOCUMENT,)),
    Row("openai-cyber-policy-midstream", {"raises": "APIError", "code": "cyber_policy", "text": some}, (STREAM,)),
    # In a stream the departure is hidden behind that of the chunks before.
    Row("unknown-stop", {"stop": "policy_pause", "text": some}, (DOCUMENT,), frozenset({"Completion.choices.finish_reason"})),
    Row("unknown-stop", {"stop": "policy_pause", "text": some}, (STREAM,)),
    Row("unexplained-stop", {"stop": "policy_pause"}, (DOCUMENT,), frozenset({"Completion.choices.finish_reason"})),
    Row("unexplained-stop", {"stop": "policy_pause"}, (STREAM,)),
    Row("permission", {"raises": "PermissionDeniedError", "status": 403}),
    Row("invalid-request", REFUSED),
    Row("account-hold", {"raises": "AuthenticationError", "status": 401, "code": "account_deactivated"}),
    Row("context-too-long", REFUSED | {"code": "context_length_exceeded"}),
    Row("spend-limit", LIMITED | {"code": "insufficient_quota"}),
    Row("html-page", {"raises": "PermissionDeniedError", "status": 403}),
    Row("rate-limited", LIMITED | {"retry_after": some}),
    Row("overloaded", {"raises": "InternalServerError", "status": 503}),
    Row("server-error", {"raises": "InternalServerError", "status": 500}),
    Row("bad-gateway", {"raises": "InternalServerError", "status": 502}),
    Row("unavailable", {"raises": "InternalServerError", "status": 503}),
    Row("retried", NORMAL, ask={"retries": 1}),
    Row("reset", {"raises": "APIConnectionError"}),
    Row("stall", {"raises": "APITimeoutError"}, ask={"timeout": 0.5}),
    Row("stream-error", {"raises": "InternalServerError", "status": 500}, (DOCUMENT,)),
    Row("stream-error", {"raises": "APIError", "text": some}, (STREAM,)),
    Row("reset-midstream", {"raises": "APIConnectionError"}),
    Row("cut-off", {"raises": "APIConnectionError"}, (DOCUMENT,)),
    Row("cut-off", {"stop": None, "text": some}, (STREAM,)),
    Row("comments", NORMAL),
    Row("compressed", NORMAL),
    Row("drip", NORMAL),
    Row("invalid-utf8", {"raises": "UnicodeDecodeError"}),
]
CANNOT = {
    "reasoning": "text completion has no place for reasoning",
    "openai-misalignment": "a code of Responses", "openai-tier-not-applied": "read back by Responses alone",
    "openai-reasoning-dropped": "told by Responses alone",
}
PLANTED = [
    Planted("answered", DOCUMENT, b'"finish_reason"', b'"finish_cause"'),
    Planted("answered", STREAM, b'"text_completion"', b'"completion"'),
]
