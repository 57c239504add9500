"""OpenAI's client against servers that speak its Chat Completions in words of their own."""
import openai_chat
from table import DOCUMENT, STREAM, Planted, Row, holds, positive, some

NAME = "openai-compatible"
FAMILIES = ("openrouter", "vllm", "llama", "ollama", "deepseek", "xai", "together")
KNOWN = openai_chat.KNOWN | {
    # llama.cpp
    "ChatCompletion.truncated", "ChatCompletion.timings", "ChatCompletionChunk.timings",
    # vLLM
    "ChatCompletion.prompt_logprobs", "ChatCompletion.kv_transfer_params", "ChatCompletion.choices.stop_reason",
    "ChatCompletionChunk.choices.stop_reason",
    # DeepSeek
    "ChatCompletion.usage.prompt_cache_hit_tokens", "ChatCompletion.usage.prompt_cache_miss_tokens",
    "ChatCompletionChunk.usage.prompt_cache_hit_tokens", "ChatCompletionChunk.usage.prompt_cache_miss_tokens",
    # xAI
    "ChatCompletion.usage.cost_in_usd_ticks", "ChatCompletion.usage.num_sources_used",
    "ChatCompletionChunk.usage.cost_in_usd_ticks", "ChatCompletionChunk.usage.num_sources_used",
    # OpenRouter
    "ChatCompletion.provider", "ChatCompletionChunk.provider", "ChatCompletion.choices.native_finish_reason",
    "ChatCompletionChunk.choices.native_finish_reason", "ChatCompletion.choices.message.reasoning",
    "ChatCompletionChunk.choices.delta.reasoning", "ChatCompletion.choices.message.reasoning_details",
    "ChatCompletion.usage.cost", "ChatCompletionChunk.usage.cost", "ChatCompletion.usage.cost_details",
    "ChatCompletionChunk.usage.cost_details", "ChatCompletion.usage.is_byok", "ChatCompletionChunk.usage.is_byok"}


def ask(base, key, stream, **more):
    return openai_chat.ask(base, key, stream, **({"known": KNOWN, "strict": False} | more))


NORMAL = {"stop": "stop", "text": some, "model": some, "input": positive, "output": positive}
FILTERED = {"stop": "content_filter", "text": some}

ROWS = [
    Row("openrouter-answered", NORMAL),
    Row("openrouter-reasoning", NORMAL | {"reasoning": some}),
    Row("openrouter-rerouted", NORMAL | {"model": holds("sim-small")}),
    Row("openrouter-moderation", {"raises": "PermissionDeniedError", "status": 403, "body": holds("metadata")}),
    Row("openrouter-content-policy", {"raises": "PermissionDeniedError", "body": holds("metadata")}, (DOCUMENT,)),
    Row("openrouter-content-policy", {"raises": "APIError", "text": some}, (STREAM,)),
    Row("openrouter-content-filter", FILTERED),
    Row("openrouter-stream-error", {"raises": "InternalServerError"}, (DOCUMENT,)),
    Row("openrouter-stream-error", {"raises": "APIError", "text": some}, (STREAM,)),
    Row("vllm-answered", NORMAL),
    Row("vllm-reasoning", NORMAL | {"reasoning": some}),
    Row("vllm-refused", NORMAL),
    Row("llama-answered", NORMAL),
    Row("llama-prompt-cut", NORMAL),
    Row("llama-unavailable", {"raises": "InternalServerError", "status": 503}),
    Row("ollama-answered", NORMAL),
    Row("ollama-cut", {"stop": "length", "text": some}),
    Row("deepseek-answered", NORMAL),
    Row("deepseek-reasoning", NORMAL | {"reasoning": some}),
    Row("deepseek-content-risk", {"raises": "BadRequestError", "status": 400, "message": holds("Content Exists Risk")}),
    Row("deepseek-content-filter", FILTERED),
    Row("xai-answered", NORMAL),
    Row("xai-usage-guidelines", {"raises": "PermissionDeniedError", "status": 403, "body": holds("usage guidelines")}),
    # Its word for a stop.
    Row("together-answered", NORMAL | {"stop": "eos"}, (DOCUMENT,), frozenset({"ChatCompletion.choices.finish_reason"})),
    Row("together-answered", NORMAL | {"stop": "eos"}, (STREAM,), frozenset({"ChatCompletionChunk.choices.finish_reason"})),
    Row("together-cut", {"stop": "length", "text": some}),
]
CANNOT = {}
PLANTED = [
    Planted("vllm-answered", DOCUMENT, b'"finish_reason"', b'"finish_cause"'),
    Planted("openrouter-answered", STREAM, b'"choices"', b'"choice"'),
]
