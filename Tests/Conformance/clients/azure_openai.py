"""OpenAI's client for Azure: deployments, filter annotations beside the typed members, empty choices."""
import functools

import openai

import openai_chat
from table import DOCUMENT, STREAM, Planted, Row, holds, positive, says, some, starts

NAME = "azure-openai"
FAMILIES = ("", "azure")
# Azure's annotations have no type in this client; annotation-only chunks carry empty names.
KNOWN = openai_chat.KNOWN | {
    "ChatCompletion.prompt_filter_results", "ChatCompletion.choices.content_filter_results",
    "ChatCompletionChunk.prompt_filter_results", "ChatCompletionChunk.choices.content_filter_results",
    "ChatCompletionChunk.choices.content_filter_offsets", "ChatCompletionChunk.object"}

# Azure tells of a model what it can do, and when it goes.
MODEL = {f"Model.{name}" for name in ("status", "capabilities", "lifecycle_status", "deprecation", "created_at", "updated_at", "owned_by",
                                      "created", "object")}


def ask(base, key, stream, **more):
    return openai_chat.ask(base, key, stream, connect=connect, known=KNOWN, strict=False, **more)


@functools.cache
def root(base):
    return openai.AzureOpenAI(azure_endpoint=base, api_key="none", api_version="2026-10-21", max_retries=0)


def connect(base, key, timeout, retries=0):
    return root(base).with_options(api_key=key, timeout=timeout, max_retries=retries)


@says("at least one category")
def some_set(value):
    return isinstance(value, set) and len(value) > 0


LISTS = {"list of models": lambda base, key: openai_chat.list_models(base, key, connect, MODEL)}

NORMAL = {"stop": "stop", "text": some, "refusal": "", "model": starts("gpt-6-sol"), "input": positive, "output": positive}
ANNOTATED = {"prompt_filter_results": holds("violence"), "content_filter_results": holds("violence")}
FILTERED = {"stop": "content_filter"}
POLICY = {"raises": "BadRequestError", "status": 400, "code": "content_filter", "body": holds("innererror")}
LIMITED = {"raises": "RateLimitError", "status": 429}

ROWS = [
    Row("answered", NORMAL | ANNOTATED | {"filtered": None}, (DOCUMENT,)),
    # The first chunk has no choices: a reader that takes choices[0] falls over it.
    Row("answered", NORMAL | ANNOTATED | {"filtered": None, "empty_choices": positive}, (STREAM,)),
    Row("answered", NORMAL | {"logprobs": positive}, ask={"logprobs": True}),
    Row("partial", NORMAL),
    Row("refused", NORMAL),
    Row("refused-structured", NORMAL | {"text": "", "refusal": some}),
    Row("unable", NORMAL),
    Row("reasoning", NORMAL),
    Row("empty", {"stop": "stop", "text": "", "output": 0}),
    Row("truncated", {"stop": "length", "text": "", "output": positive}),
    Row("cut", {"stop": "length", "text": some}),
    Row("block-input", POLICY),
    Row("block-no-text", FILTERED | {"text": ""}),
    Row("block-during-reasoning", FILTERED | {"text": ""}),
    Row("block-midstream", FILTERED | {"text": some}),
    Row("block-withheld", FILTERED | {"text": "", "output": positive}),
    Row("block-uncategorised", FILTERED),
    Row("block-bio-chem", FILTERED),
    Row("block-ai-rnd", FILTERED),
    Row("block-reasoning", FILTERED),
    Row("block-other", FILTERED | {"filtered": some_set}),
    Row("azure-filter-open", NORMAL | {"filter_error": "content_filter_error"}),
    Row("rerouted", NORMAL | {"model": starts("sim-small")}),
    Row("unknown-stop", {"stop": "policy_pause", "text": some}, (DOCUMENT,), frozenset({"ChatCompletion.choices.finish_reason"})),
    Row("unknown-stop", {"stop": "policy_pause", "text": some}, (STREAM,), frozenset({"ChatCompletionChunk.choices.finish_reason"})),
    Row("unexplained-stop", {"stop": "policy_pause"}, (DOCUMENT,), frozenset({"ChatCompletion.choices.finish_reason"})),
    Row("unexplained-stop", {"stop": "policy_pause"}, (STREAM,), frozenset({"ChatCompletionChunk.choices.finish_reason"})),
    Row("permission", {"raises": "PermissionDeniedError", "status": 403}),
    Row("account-hold", {"raises": "PermissionDeniedError", "status": 403, "message": holds("blocked")}),
    Row("invalid-request", {"raises": "BadRequestError", "status": 400}),
    Row("context-too-long", {"raises": "BadRequestError", "status": 400, "code": "context_length_exceeded"}),
    Row("spend-limit", {"raises": "RateLimitError", "status": 429}),
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
CANNOT = {}
PLANTED = [
    Planted("answered", DOCUMENT, b'"content_filter_results"', b'"filter_results"'),
    Planted("answered", STREAM, b'"prompt_filter_results"', b'"prompt_results"'),
    Planted("block-input", DOCUMENT, b'"innererror"', b'"inner"'),
]
