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


def ask(base, key, stream, **more):
    return openai_chat.ask(base, key, stream, connect=connect, known=KNOWN, strict=False, **more)


@functools.cache
def root(base):
    return openai.AzureOpenAI(azure_endpoint=base, api_key="none", api_version="2026-10-21", max_retries=0)


def connect(base, key, timeout):
    return root(base).with_options(api_key=key, timeout=timeout)
