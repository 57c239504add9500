"""Google's client: generateContent and streamGenerateContent, on the Gemini API and on Vertex AI."""
import functools
import json
import warnings

import httpx2
import pydantic
from google import genai
from google.genai import errors, types
from google.oauth2.credentials import Credentials

from tee import Tee
from table import DOCUMENT, STREAM, Planted, Row, Seen, holds, one_of, positive, some

NAME = "google-genai"
FAMILIES = ("", "gemini")
# The Gemini API's name for what Vertex calls `citations`, which is the one that the client has a type for.
KNOWN = {"GenerateContentResponse.candidates.citationMetadata.citationSources"}
# Members of the list of models that the client renames or leaves out.
MODEL = {"supportedGenerationMethods", "baseModelId", "versionId", "openSourceCategory", "launchStage", "publisherModelTemplate",
         "supportedActions"}
ASKED = {"model": "gemini-3-pro", "contents": "Why does the training loss of my model rise after the warm-up?"}


def ask(base, key, stream, timeout=10, vertex=False, thoughts=True, logprobs=False, strict=True, retries=0):
    seen, tee = Seen(), Tee()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            read(seen, connect(base, key, timeout, vertex, tee, retries), stream, thoughts, logprobs)
        except errors.APIError as error:
            seen["raises"], seen["message"] = type(error).__name__, error.message
            seen["status"], seen["code"] = error.status, error.code
            details = error.details.get("error", {}).get("details", []) if isinstance(error.details, dict) else []
            seen["details"] = [one.get("@type", "").split(".")[-1] for one in details]
            seen["retry_delay"] = next((one["retryDelay"] for one in details if "retryDelay" in one), None)
        except Exception as error:
            seen["raises"], seen["message"] = type(error).__name__, str(error)
    # An enumeration value that the client does not know is a warning, and everything else that it does not know is dropped.
    for warning in caught:
        if "is not a valid" in str(warning.message):
            value, kind = str(warning.message).split(" is not a valid ")
            seen.problems.append((kind, f"{value!r} is unknown to the client's types"))
    if strict and tee.status == 200 and seen["raises"] in (None, "ClientError", "ServerError", "APIError"):
        seen.problems += wrong(tee)
    seen.problems = sorted(set(seen.problems))
    return seen


class _NotUsed(httpx2.AsyncBaseTransport):
    """The client would load certificates for a second, asynchronous transport."""


_unused = httpx2.AsyncClient(transport=_NotUsed())


def connect(base, key, timeout, vertex, tee, retries=0):
    options = types.HttpOptions(base_url=base, timeout=int(timeout * 1000), httpx_client=httpx2.Client(transport=tee, timeout=timeout),
                                httpx_async_client=_unused)
    if retries:
        options.retry_options = types.HttpRetryOptions(attempts=1 + retries, initial_delay=0.01)
    if not vertex:
        return genai.Client(api_key=key, http_options=options)
    return genai.Client(vertexai=True, project="sim", location="europe-west4", credentials=Credentials(token=key),
                        http_options=options)


def list_models(base, key, vertex=False):
    seen, tee = Seen(), Tee()
    for model in connect(base, key, 10, vertex, tee).models.list(config={"query_base": True}):
        seen.setdefault("models", []).append(model.name)
    for document in tee.documents():
        for model in document.get("models", []) + document.get("publisherModels", []):
            seen.problems += [(f"Model.{name}", "unknown to the client's types") for name in model
                              if name not in {field.alias or each for each, field in types.Model.model_fields.items()} | MODEL]
    return seen


def read(seen, client, stream, thoughts, logprobs):
    config = types.GenerateContentConfig(
        max_output_tokens=2000, system_instruction="You assist an AI safety group.",
        thinking_config=types.ThinkingConfig(include_thoughts=True) if thoughts else None,
        response_logprobs=True if logprobs else None, logprobs=2 if logprobs else None)
    seen["reasoning"], seen["chunks"], seen["stop"], seen["block"] = "", 0, None, None
    if stream:
        for chunk in client.models.generate_content_stream(**ASKED, config=config):
            show(seen, chunk)
    else:
        show(seen, client.models.generate_content(**ASKED, config=config))


def show(seen, reply):
    seen["chunks"] += 1
    seen["model"] = reply.model_version or seen.get("model")
    seen["response_id"] = reply.response_id or seen.get("response_id")
    feedback = reply.prompt_feedback
    if feedback and feedback.block_reason:
        seen["block"] = feedback.block_reason.value
        rate(seen, feedback.safety_ratings)
    for candidate in reply.candidates or []:
        if candidate.finish_reason:
            seen["stop"] = candidate.finish_reason.value
        rate(seen, candidate.safety_ratings)
        if candidate.logprobs_result:
            seen["logprobs"] = seen.get("logprobs", 0) + len(candidate.logprobs_result.chosen_candidates or [])
        for part in candidate.content.parts or [] if candidate.content else []:
            seen["reasoning" if part.thought else "text"] += part.text or ""
    usage = reply.usage_metadata
    if usage:
        seen["input"] = usage.prompt_token_count
        seen["output"] = (usage.candidates_token_count or 0) + (usage.thoughts_token_count or 0)


def rate(seen, ratings):
    for rating in ratings or []:
        if rating.blocked:
            seen.setdefault("rated", set()).add(rating.category.value)


def wrong(tee):
    """What the wire said that this client has no type for."""
    try:
        documents = tee.documents()
    except ValueError:
        return [("GenerateContentResponse", "no JSON")]
    found = []
    for document in documents:
        if "error" in document:
            continue
        try:
            types.GenerateContentResponse.model_validate_json(json.dumps(document))
        except pydantic.ValidationError as error:
            found += [("GenerateContentResponse." + ".".join(str(part) for part in one["loc"] if not isinstance(part, int)),
                       f"{one['msg']}, got {one.get('input')!r:.120}") for one in error.errors(include_url=False)]
    return [one for one in found if one[0] not in KNOWN]


NORMAL = {"stop": "STOP", "block": None, "text": some, "model": holds("gemini-3-pro"), "input": positive, "output": positive,
          "response_id": some}
# generateContent has no filter that says that nothing came yet: a finish reason speaks of the output, a block reason of the prompt.
FILTERED = {"stop": "SAFETY", "block": None, "response_id": some}
DANGEROUS = {"HARM_CATEGORY_DANGEROUS_CONTENT"}
REFUSED = {"raises": "ClientError", "code": 400, "status": "INVALID_ARGUMENT"}
EXHAUSTED = {"raises": "ClientError", "code": 429, "status": "RESOURCE_EXHAUSTED"}
UNKNOWN = frozenset({"FinishReason"})
VERTEX = {"vertex": True}

ROWS = [
    Row("answered", NORMAL),
    Row("answered", NORMAL, ask=VERTEX),
    Row("answered", NORMAL | {"logprobs": positive}, ask={"logprobs": True}),
    Row("partial", NORMAL),
    Row("refused", NORMAL),
    Row("refused-structured", NORMAL),
    Row("unable", NORMAL),
    Row("reasoning", NORMAL | {"reasoning": some}),
    Row("reasoning", NORMAL | {"reasoning": ""}, ask={"thoughts": False}),
    Row("empty", {"stop": "STOP", "text": ""}),
    Row("truncated", {"stop": "MAX_TOKENS", "text": "", "output": positive}),
    Row("cut", {"stop": "MAX_TOKENS", "text": some}),
    Row("block-input", {"stop": None, "block": "SAFETY", "text": "", "rated": DANGEROUS}),
    Row("block-input", {"stop": None, "block": "SAFETY", "text": "", "rated": DANGEROUS}, ask=VERTEX),
    Row("block-no-text", FILTERED | {"text": "", "rated": DANGEROUS}),
    Row("block-during-reasoning", FILTERED | {"text": "", "reasoning": some, "rated": DANGEROUS}),
    Row("block-midstream", FILTERED | {"text": some, "rated": DANGEROUS}),
    Row("block-midstream", FILTERED | {"text": some, "rated": DANGEROUS}, ask=VERTEX),
    Row("block-withheld", FILTERED | {"text": "", "rated": DANGEROUS}),
    Row("block-uncategorised", FILTERED | {"rated": None}),
    Row("block-bio-chem", FILTERED | {"rated": DANGEROUS}),
    Row("block-ai-rnd", FILTERED | {"rated": DANGEROUS}),
    Row("block-reasoning", FILTERED | {"rated": DANGEROUS}),
    Row("block-other", FILTERED | {"rated": {"HARM_CATEGORY_HATE_SPEECH"}}),
    Row("gemini-prohibited-input", {"block": "PROHIBITED_CONTENT", "stop": None, "text": ""}),
    Row("gemini-prohibited", {"stop": "PROHIBITED_CONTENT", "text": some}),
    Row("gemini-blocklist-input", {"block": "BLOCKLIST", "stop": None}),
    Row("gemini-jailbreak-input", {"block": "JAILBREAK", "stop": None}, ask=VERTEX),
    Row("gemini-model-armor", {"stop": "MODEL_ARMOR"}, ask=VERTEX),
    Row("gemini-spii", {"stop": "SPII"}),
    Row("gemini-recitation", {"stop": "RECITATION", "text": some}),
    Row("gemini-recitation", {"stop": "RECITATION", "text": some}, ask=VERTEX),
    Row("gemini-escalation", {"stop": "ESCALATION"}),
    Row("rerouted", NORMAL | {"model": "sim-small"}),
    Row("unknown-stop", {"stop": "POLICY_PAUSE", "text": some}, odd=UNKNOWN),
    Row("unexplained-stop", {"stop": one_of("OTHER", "LANGUAGE", "MALFORMED_RESPONSE")}),
    Row("account-hold", {"stop": "PUP_LIMITED_DISABLED"}),
    Row("account-hold", {"raises": "ClientError", "code": 403, "status": "PERMISSION_DENIED"}, ask=VERTEX),
    Row("permission", {"raises": "ClientError", "code": 403, "status": "PERMISSION_DENIED", "details": ["ErrorInfo"]}),
    Row("invalid-request", REFUSED | {"details": ["BadRequest"]}),
    Row("context-too-long", REFUSED | {"message": holds("exceeds the maximum")}),
    Row("spend-limit", EXHAUSTED | {"details": holds("QuotaFailure")}),
    Row("html-page", {"raises": "ClientError", "code": 403}),
    Row("rate-limited", EXHAUSTED | {"details": holds("RetryInfo"), "retry_delay": holds("s")}),
    Row("overloaded", {"raises": "ServerError", "code": 503, "status": "UNAVAILABLE"}),
    Row("server-error", {"raises": "ServerError", "code": 500, "status": "INTERNAL"}),
    Row("bad-gateway", {"raises": "ServerError", "code": 502}),
    Row("unavailable", {"raises": "ServerError", "code": 503, "status": "UNAVAILABLE"}),
    Row("retried", NORMAL, ask={"retries": 1}),
    Row("reset", {"raises": one_of("RemoteProtocolError", "ReadError")}),
    Row("stall", {"raises": "ReadTimeout"}, ask={"timeout": 0.5}),
    Row("stream-error", {"raises": "ServerError", "code": 500}, (DOCUMENT,)),
    Row("stream-error", {"raises": "ServerError", "code": 503, "text": some}, (STREAM,)),
    Row("reset-midstream", {"raises": "ReadError"}, (DOCUMENT,)),
    Row("reset-midstream", {"raises": "ReadError", "text": some}, (STREAM,)),
    Row("cut-off", {"raises": "RemoteProtocolError"}, (DOCUMENT,)),
    # No end marker exists on this wire: the missing finish reason is all that shows.
    Row("cut-off", {"stop": None, "text": some}, (STREAM,)),
    Row("comments", NORMAL),
    Row("compressed", NORMAL),
    Row("drip", NORMAL),
    Row("invalid-utf8", {"stop": "STOP", "text": some}),
]
CANNOT = {}
PLANTED = [
    Planted("answered", DOCUMENT, b'"finishReason"', b'"finishCause"'),
    Planted("answered", STREAM, b'"usageMetadata"', b'"usageData"'),
    Planted("answered", STREAM, b'"responseId"', b'"replyId"'),
    Planted("block-input", DOCUMENT, b'"blockReason"', b'"blockedReason"'),
    Planted("block-midstream", STREAM, b'"probability":"HIGH"', b'"probability":"TALL"'),
    Planted("rate-limited", DOCUMENT, b'"status"', b'"state"'),
]
LISTS = {"list of models": list_models, "list of models, Vertex": functools.partial(list_models, vertex=True)}
