"""OpenAI's client for Azure: deployments, filter annotations beside the typed members, empty choices."""
import functools

import openai

import openai_chat
from table import BOTH, DOCUMENT, STREAM, Planted, Row, holds, one_of, positive, some, starts

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


LISTS = {"list of models": lambda base, key: openai_chat.list_models(base, key, connect, MODEL)}
