"""Holds what we send for scripted sessions against the request types of the vendors' clients. Usage: sent_scripts.py CASSETTES

CASSETTES is a folder of `railgauge run scripts.yaml --record`. Each recorded request must be what the client's own type takes, with no
member that it does not know. Planted errors in the first session of each wire must be noticed. The exit code is 1 where one differs.
"""
import copy
import json
import pathlib
import sys
import typing

import pydantic
import typing_extensions


def closed(kind, seen=None):
    """Lets a TypedDict, and all that it is made of, take no unknown member."""
    seen = set() if seen is None else seen
    if typing_extensions.is_typeddict(kind):
        if kind in seen:
            return
        seen.add(kind)
        kind.__pydantic_config__ = pydantic.ConfigDict(extra="forbid", arbitrary_types_allowed=True)
        for member in typing_extensions.get_type_hints(kind, include_extras=True).values():
            closed(member, seen)
        return
    for part in typing.get_args(kind):
        closed(part, seen)


def whole(check, value):
    """The client's arrays are iterables, which are validated when they are read: so all of it is read."""
    def read(part):
        if isinstance(part, dict):
            return {name: read(inner) for name, inner in part.items()}
        return part if isinstance(part, (str, bytes, int, float, bool, type(None))) else [read(inner) for inner in part]
    return read(check(value))


def anthropic_wire():
    from anthropic.types import message_create_params as params
    kind = params.MessageCreateParamsNonStreaming
    closed(kind)
    adapter = pydantic.TypeAdapter(kind)
    return lambda body: whole(adapter.validate_python, body)


def chat_wire():
    from openai.types.chat import completion_create_params as params
    kind = params.CompletionCreateParamsNonStreaming
    closed(kind)
    adapter = pydantic.TypeAdapter(kind)
    return lambda body: whole(adapter.validate_python, body)


def responses_wire():
    from openai.types.responses import response_create_params as params
    kind = params.ResponseCreateParamsNonStreaming
    closed(kind)
    adapter = pydantic.TypeAdapter(kind)
    return lambda body: whole(adapter.validate_python, body)


def gemini_wire():
    from google.genai import types

    class Request(pydantic.BaseModel):
        """The members of `generateContent` that we send; the client builds this body from a configuration of its own."""
        model_config = pydantic.ConfigDict(extra="forbid")
        contents: list[types.Content]
        systemInstruction: types.Content | None = None
        tools: list[types.Tool] | None = None
        generationConfig: types.GenerationConfig | None = None
    return Request.model_validate


def bedrock_wire():
    import botocore.session
    from botocore.validate import ParamValidator
    operation = botocore.session.get_session().get_service_model("bedrock-runtime").operation_model("Converse")

    def check(body):
        known = operation.input_shape.members
        if unknown := [name for name in body if name not in known]:
            raise ValueError(f"unknown to the service model: {unknown}")
        report = ParamValidator().validate({"modelId": "model", **body}, operation.input_shape)
        if report.has_errors():
            raise ValueError(report.generate_report())
    return check


def mistral_wire():
    from mistralai.client import models

    def check(body):
        kept = json.loads(models.ChatCompletionRequest.model_validate(body).model_dump_json(by_alias=True))
        if gone := list(lost(body, kept, "")):
            raise ValueError(f"lost by the client's types: {gone[:3]}")
    return check


def cohere_wire():
    import cohere
    messages, tools = pydantic.TypeAdapter(list[cohere.ChatMessageV2]), pydantic.TypeAdapter(list[cohere.ToolV2])

    def check(body):
        for adapter, name in ((messages, "messages"), (tools, "tools")):
            for given, value in zip(body.get(name, []), adapter.validate_python(body.get(name, []))):
                # Its models keep what they do not know; what they know is in their fields.
                if unknown := sorted(set(given) - set(type(value).model_fields) - {"role"}):
                    raise ValueError(f"{name}: unknown to the client's types: {unknown}")
    return check


WIRES = {"anthropic": anthropic_wire, "openai-chat": chat_wire, "openai-responses": responses_wire, "gemini": gemini_wire,
         "bedrock": bedrock_wire, "mistral": mistral_wire, "cohere": cohere_wire}
# A word of each wire's calls and results that stands in no text; changed, it must not come through.
PLANTED = {
    "anthropic": ("tool_use_id", "\"type\":\"tool_use\"", "is_error"), "openai-chat": ("tool_call_id", "tool_calls"),
    "openai-responses": ("call_id", "\"type\":\"function_call_output\""), "gemini": ("functionResponse", "functionCall"),
    "bedrock": ("toolUseId", "toolResult"), "mistral": ("tool_call_id", "tool_calls"), "cohere": ("tool_call_id", "tool_plan"),
}


def lost(raw, kept, place):
    if isinstance(raw, dict) and isinstance(kept, dict):
        for name, value in raw.items():
            if name not in kept:
                yield f"{place}.{name}"
            else:
                yield from lost(value, kept[name], f"{place}.{name}")
    elif isinstance(raw, list) and isinstance(kept, list):
        for left, right in zip(raw, kept):
            yield from lost(left, right, place)


def requests(folder):
    """Probe and body of each recorded request, one a probe: a repeated attempt sends the same."""
    for path in sorted(folder.glob("*.1.1.http")):
        for line in path.read_bytes().split(b"\n\n", 1)[0].split(b"\n"):
            if line.startswith(b"railgauge-request: "):
                yield path.name.removesuffix(".1.1.http"), json.loads(line.removeprefix(b"railgauge-request: "))["body"]


def called(body):
    text = json.dumps(body)
    return any(word in text for word in ('"tool_use"', '"tool_calls"', '"function_call"', '"functionCall"', '"toolUse"'))


def fault(check, body):
    try:
        check(copy.deepcopy(body))
    except (pydantic.ValidationError, ValueError, TypeError) as error:
        return f"{type(error).__name__}: {str(error)[:300]}".replace("\n", " ")
    return None


def main(folder):
    failed = checks = 0
    for style, wire in WIRES.items():
        try:
            check = wire()
        except ImportError as error:
            print(f"skipped: {style}: {error}")
            continue
        sessions = list(requests(folder / style))
        scripted = [(probe, body) for probe, body in sessions if called(body)]
        if len(scripted) < 49:
            failed += 1
            print(f"FAIL {style}: {len(scripted)} requests with calls were recorded; at least the 49 sessions are needed")
            continue
        for probe, body in sessions:
            checks += 1
            if wrong := fault(check, body):
                failed += 1
                print(f"FAIL {style} {probe}: {wrong}")
        for word in PLANTED[style]:
            found = [body for _, body in scripted if word in json.dumps(body, separators=(",", ":"))]
            checks += 1
            broken = json.loads(json.dumps(found[0], separators=(",", ":")).replace(word, word[:-2] + "x" + word[-2:])) if found else None
            if broken is None or fault(check, broken) is None:
                failed += 1
                print(f"FAIL {style}: the planted change of {word} {'stands in no request' if broken is None else 'went unnoticed'}")
        print(f"ok {style}: {len(sessions)} requests, {len(scripted)} with calls and results, {len(PLANTED[style])} planted errors")
    print(f"{checks} checks of sent scripts, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
