"""OpenAI's client against servers that speak its Chat Completions in words of their own."""
import openai_chat

NAME = "openai-compatible"
FAMILIES = ("",)
KNOWN = openai_chat.KNOWN | {
    # llama.cpp
    "ChatCompletion.truncated",
    # OpenRouter
    "ChatCompletion.provider", "ChatCompletionChunk.provider", "ChatCompletion.choices.native_finish_reason",
    "ChatCompletionChunk.choices.native_finish_reason", "ChatCompletion.choices.message.reasoning",
    "ChatCompletionChunk.choices.delta.reasoning", "ChatCompletion.choices.message.reasoning_details",
    "ChatCompletion.usage.cost", "ChatCompletionChunk.usage.cost", "ChatCompletion.usage.cost_details",
    "ChatCompletionChunk.usage.cost_details", "ChatCompletion.usage.is_byok", "ChatCompletionChunk.usage.is_byok"}


def ask(base, key, stream, **more):
    return openai_chat.ask(base, key, stream, **({"known": KNOWN, "strict": False} | more))
