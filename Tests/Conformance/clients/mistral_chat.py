"""Mistral's client: chat completions, as documents and as streams."""
import httpx2
from mistralai.client import Mistral
from mistralai.client import errors

from strictness import lost
from tee import Tee
from table import DOCUMENT, STREAM, Planted, Row, Seen, positive, some

NAME = "mistralai"
FAMILIES = ("mistral",)
# Members of Chat Completions that Mistral does not send and transcripts of compatible servers do.
KNOWN = {"reply.system_fingerprint", "reply.choices.message.refusal", "reply.choices.delta.refusal"}
ASKED = {"model": "mistral-large-latest", "max_tokens": 2000,
         "messages": [{"role": "user", "content": "Why does the training loss of my model rise after the warm-up?"}]}


def ask(base, key, stream, timeout=10, **more):
    seen, tee = Seen(), Tee()
    client = Mistral(api_key=key, server_url=base, client=httpx2.Client(transport=tee), timeout_ms=int(timeout * 1000))
    try:
        kept = []
        if stream:
            with client.chat.stream(**ASKED, **more) as events:
                for event in events:
                    kept.append(event.data.model_dump(by_alias=True, mode="json"))
                    read(seen, event.data)
        else:
            reply = client.chat.complete(**ASKED, **more)
            kept.append(reply.model_dump(by_alias=True, mode="json"))
            show(seen, reply)
        for raw, one in zip(tee.documents(), kept, strict=True):
            seen.problems += [where for where in set(lost(raw, one, "reply")) if where[0] not in KNOWN]
    except errors.MistralError as error:
        seen["raises"], seen["message"] = type(error).__name__, str(error)
        seen["status"] = error.status_code
    except Exception as error:
        seen["raises"], seen["message"] = type(error).__name__, str(error)
    return seen


def words(content):
    if isinstance(content, list):
        return "".join(part.text for part in content if part.type == "text")
    return content or ""


def thoughts(content):
    if isinstance(content, list):
        return "".join(inner.text for part in content if part.type == "thinking" for inner in part.thinking)
    return ""


def read(seen, chunk):
    seen["model"] = chunk.model
    seen.setdefault("reasoning", "")
    for choice in chunk.choices:
        content = choice.delta.content or None
        seen["text"] += words(content)
        seen["reasoning"] += thoughts(content)
        note_stop(seen, choice.finish_reason)
    if chunk.usage:
        seen["input"], seen["output"] = chunk.usage.prompt_tokens, chunk.usage.completion_tokens


def show(seen, reply):
    seen["model"] = reply.model
    choice = reply.choices[0]
    seen["text"], seen["reasoning"] = words(choice.message.content), thoughts(choice.message.content)
    note_stop(seen, choice.finish_reason)
    seen["input"], seen["output"] = reply.usage.prompt_tokens, reply.usage.completion_tokens


def note_stop(seen, reason):
    if not reason:
        return
    seen["stop"] = str(reason)
    if str(reason) not in ("stop", "length", "model_length", "error", "tool_calls"):
        seen.problems.append(("finish_reason", f"{reason!r} is unknown to the client's types"))


NORMAL = {"stop": "stop", "text": some, "model": some, "input": positive, "output": positive}
ROWS = [
    Row("mistral-answered", NORMAL),
    Row("mistral-refused", NORMAL),
    Row("mistral-reasoning", NORMAL | {"reasoning": some}),
    Row("mistral-empty", {"stop": "stop", "text": ""}),
    Row("mistral-truncated", {"stop": "length", "text": ""}),
    Row("mistral-cut", {"stop": "length", "text": some}),
    Row("mistral-guardrail", {"raises": "SDKError", "status": 403}, ask={"guardrails": [{"block_on_error": True}]}),
    Row("mistral-unknown-stop", {"stop": "policy_pause"}, odd=frozenset({"finish_reason"})),
    Row("mistral-invalid-request", {"raises": "SDKError", "status": 400}),
    Row("mistral-rate-limited", {"raises": "SDKError", "status": 429}),
    Row("mistral-server-error", {"raises": "SDKError", "status": 500}),
]
CANNOT = {}
PLANTED = [
    Planted("mistral-answered", DOCUMENT, b'"finish_reason"', b'"finish_cause"'),
    Planted("mistral-answered", STREAM, b'"delta"', b'"deltas"'),
]
