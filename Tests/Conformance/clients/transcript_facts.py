"""What a transcript ends with, read from its bytes alone: nothing here knows a client."""
import json
import struct


def documents(transcript):
    """The JSON values of a body, those that are broken left out."""
    kind = transcript.header("content-type") or ""
    if "amazon.eventstream" in kind:
        return list(frames(transcript.body))
    text = transcript.body.decode("utf-8", "replace").replace("\r\n", "\n")
    if "event-stream" in kind:
        pieces = ["\n".join(line[5:].lstrip() for line in block.split("\n") if line.startswith("data:"))
                  for block in text.split("\n\n")]
    else:
        pieces = [text]
    found = []
    for piece in pieces:
        try:
            value = json.loads(piece)
        except ValueError:
            continue
        found += value if isinstance(value, list) else [value]
    return [value for value in found if isinstance(value, dict)]


def frames(body):
    """Event frames of AWS, each as {event type: payload}; checksums are the reader's business."""
    at = 0
    while at + 16 <= len(body):
        total, head = struct.unpack_from(">II", body, at)
        if total < 16 or at + total > len(body):
            return
        names, place, end = {}, at + 12, at + 12 + head
        while place < end:
            length = body[place]
            name = body[place + 1:place + 1 + length].decode()
            if body[place + 1 + length] != 7:
                return
            size = struct.unpack_from(">H", body, place + 2 + length)[0]
            names[name] = body[place + 4 + length:place + 4 + length + size].decode()
            place += 4 + length + size
        kind = names.get(":event-type") or "!" + (names.get(":exception-type") or names.get(":error-code") or "")
        try:
            yield {kind: json.loads(body[end:at + total - 4] or b"{}")}
        except ValueError:
            return
        at += total


def last(values):
    return next((value for value in reversed(list(values)) if value is not None), None)


def anthropic(transcript):
    found = documents(transcript)
    if transcript.status >= 400:
        return {"status": transcript.status}
    details = [one.get("stop_details") or one.get("delta", {}).get("stop_details") or {} for one in found]
    blocks = [block for one in found for block in one.get("content") or []]
    facts = {"stop": last(one.get("stop_reason") or one.get("delta", {}).get("stop_reason") for one in found),
             "category": last(one.get("category") for one in details),
             "text": "".join(block["text"] for block in blocks if block.get("type") == "text")
             + "".join((one.get("delta") or {}).get("text", "") for one in found)}
    if any(one.get("type") == "error" for one in found):
        facts["failed"] = True
    return facts


def chat(transcript):
    found = documents(transcript)
    if transcript.status >= 400:
        return {"status": transcript.status}
    choices = [choice for one in found for choice in one.get("choices") or []]
    facts = {"stop": last(choice.get("finish_reason") for choice in choices)}
    texts = [(choice.get("message") or choice.get("delta") or choice or {}) for choice in choices]
    facts["text"] = "".join(one.get("content") or one.get("text") or "" for one in texts
                            if isinstance(one.get("content") or one.get("text") or "", str))
    if any(one.get("error") for one in found):
        facts["failed"] = True
    return facts


def responses(transcript):
    found = documents(transcript)
    if transcript.status >= 400:
        return {"status": transcript.status}
    ends = [one.get("response", one) for one in found if one.get("type", "response.completed") in (
        "response.completed", "response.incomplete", "response.failed")]
    if any(one.get("type") == "error" for one in found):
        return {"failed": True}
    end = ends[-1] if ends else {}
    facts = {"status": end.get("status"), "reason": (end.get("incomplete_details") or {}).get("reason"),
             "programs": (end.get("access_programs") or {}).get("cyber")}
    parts = [part for item in end.get("output") or [] for part in item.get("content") or []]
    facts["text"] = "".join(one["delta"] for one in found if one.get("type") == "response.output_text.delta") or "".join(
        part.get("text", "") for part in parts if part.get("type") == "output_text")
    facts["refusal"] = "".join(part.get("refusal", "") for part in parts) if end else None
    if end.get("error"):
        facts["code"] = end["error"].get("code")
    return facts


def gemini(transcript):
    found = documents(transcript)
    error = next((one["error"] for one in found if one.get("error")), None)
    if transcript.status >= 400 or error:
        return {"failed": True, "code": transcript.status if transcript.status >= 400 else (error or {}).get("code")}
    candidates = [candidate for one in found for candidate in one.get("candidates") or []]
    parts = [part for one in candidates for part in (one.get("content") or {}).get("parts") or []]
    return {"text": "".join(part.get("text") or "" for part in parts if not part.get("thought")),
            "block": last((one.get("promptFeedback") or {}).get("blockReason") for one in found),
            "stop": last(candidate.get("finishReason") for candidate in candidates),
            "model": last(one.get("modelVersion") for one in found)}


def bedrock(transcript):
    found = documents(transcript)
    if transcript.status >= 400:
        kind = transcript.header("x-amzn-errortype")
        return {"status": transcript.status} | ({"code": kind.split(":")[0].split("#")[-1]} if kind else {})
    if any(kind.startswith("!") for one in found for kind in one):
        return {"failed": True}
    content = [block for one in found for block in ((one.get("output") or {}).get("message") or {}).get("content") or []]
    deltas = [one["contentBlockDelta"].get("delta", {}) for one in found if "contentBlockDelta" in one]
    return {"text": "".join(one.get("text", "") for one in content + deltas),
            "stop": last(one.get("stopReason") or (one.get("messageStop") or {}).get("stopReason") for one in found)}


FACTS = {"anthropic": anthropic, "openai-chat": chat, "openai-responses": responses, "openai-completions": chat,
         "azure-openai": chat, "gemini": gemini, "bedrock": bedrock, "openai-compatible": chat}
