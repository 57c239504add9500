"""Reads every transcript of Tests/Fixtures with the vendor's own client. Usage: run_fixtures.py [CLIENT ...]

A transcript must come through the client's types without a departure, and the typed object must show what the transcript
ends with. Those of `HOSTILE` are wrong on purpose: they must not come through. The exit code is 1 where one differs.
"""
import importlib
import pathlib
import signal
import sys
import warnings

from loopback import Transcript, TranscriptServer
from run_clients import Ledger, out_of_time
from transcript_facts import FACTS

ROOT = pathlib.Path(__file__).parent.parent.parent / "Fixtures"
CLIENTS = {"anthropic": "anthropic_messages", "openai-chat": "openai_chat", "openai-responses": "openai_responses",
           "openai-completions": "openai_completions", "azure-openai": "azure_openai", "gemini": "google_genai",
           "bedrock": "bedrock_runtime", "openai-compatible": "compatible"}
# Read in another way than the rest of their folder.
ASKED = {
    "anthropic/row06-fallback-block-document": {"beta": True},
    "anthropic/row06-fallback-refused-document": {"beta": True}, "anthropic/row06-fallback-iterations": {"beta": True},
    "anthropic/row07-recommended-model": {"beta": True}, "anthropic/row08-input-transformations": {"beta": True},
}
OTHER_CLIENT = {
    "openai-compatible/model-length": "mistral_chat",
    "openai-compatible/row63-finish-error": "mistral_chat",
}
HALVES = "halves of a character, which are no JSON text"
HOSTILE = {
    "anthropic/unknown-category": "a category of the future", "anthropic/unknown-stop-reason": "a stop reason of the future",
    "anthropic/unknown-error-in-stream": "an error type of the future",
    "anthropic/conflict": "an error type that the client knows, and not on this path",
    "openai-chat/unknown-finish-reason": "a finish reason of the future",
    "azure-openai/unknown-finish-reason": "a finish reason of the future",
    "openai-completions/unknown-finish-reason": "a finish reason of the future",
    "openai-compatible/unknown-finish-reason": "a finish reason of the future",
    "openai-responses/unknown-failure": "an error code of the future",
    "openai-responses/unknown-incomplete-reason": "a reason of the future",
    "openai-responses/unknown-status": "a status of the future",
    "gemini/row36-novel-reason": "a block reason of the future", "gemini/unknown-finish-reason": "a finish reason of the future",
    "bedrock/unknown-stop-reason": "a stop reason of the future",
    "bedrock/row47-refusal-no-text": "a stop reason that AWS does not list and third parties report",
    "anthropic/nulls": "null where objects are required", "azure-openai/nulls": "null where objects are required",
    "bedrock/nulls": "null where objects are required",
    "openai-responses/nulls": "null where objects are required", "openai-compatible/nulls": "null where objects are required",
    "bedrock/row70-no-stop-reason": "a reply without most of its members",
    "bedrock/bad-headers": "a header of unknown type", "bedrock/bad-message-crc": "a wrong checksum",
    "bedrock/bad-prelude-crc": "a wrong checksum",
    "openai-compatible/content-parts": "lists of parts in place of text, a null among them",
    "anthropic/split-surrogates": HALVES, "openai-responses/split-surrogates": HALVES,
    "gemini/split-surrogates": HALVES, "openai-compatible/split-surrogates": HALVES,
    "openai-responses/row26-other-model-in-stream": "headers in an event, which only another client of the vendor reads",
    "gemini/row69-cut-inside-the-only-event": "a stream that ends inside its only event",
    "openai-compatible/stream-for-a-document": "a stream that nobody asked for, under a content type that denies it",
    "gemini/answered-array": "the array form of a stream, which this client never asks for",
    "gemini/row42-error-array-midstream": "an error inside an array, which this client drops in silence",
    "openai-completions/logprobs": "the first token of an echoed prompt has no log probability; the client's type has no null",
    "openai-completions/row68-loading": "llama.cpp writes numbers as error codes",
    "openai-compatible/eos": "Together's word for stop",
    "openai-compatible/row52-invalid-prompt-body": "OpenRouter: an error in the body of a 200",
    "openai-compatible/row55-upstream-failed": "OpenRouter: an error in the body of a 200",
    "openai-compatible/row55-max-tokens-exceeded": "OpenRouter: an error in the body of a 200",
    "openai-compatible/row55-unmapped": "OpenRouter: an error in the body of a 200",
    "openai-compatible/row55-error-in-choice": "OpenRouter: an error in a choice, finish reason `error`",
    "openai-compatible/row55-finish-error": "OpenRouter: finish reason `error`",
    "openai-compatible/row58-no-resource": "DeepSeek: finish reason `insufficient_system_resource`",
    "anthropic/row74-authorization-check": "error codes that only the newest version of the API writes",
    "anthropic/row74-human-review-disabled": "error codes that only the newest version of the API writes",
    "anthropic/row81-guardrail-action-stream": "a member that a gateway puts beside the vendor's",
    "anthropic/row81-guardrail-action": "a member that a gateway puts beside the vendor's",
    "openai-responses/row78-model-in-created-event": "a reply of a test suite, without what the type requires",
    "openai-responses/row79-no-terminal-event": "a reply that people met: events without what the type requires",
    "openai-responses/row79-text-only-in-done": "a reply that people met: events without what the type requires",
    "openai-responses/row79-text-only-in-item": "a reply that people met: events without what the type requires",
    "openai-responses/row80-shell-call": "a reply that people met, without what the type requires",
    "azure-openai/row96-singular": "the singular of an older API version",
    "bedrock/citations": "a reply of a test suite, without its metrics",
    "bedrock/row82-header": "a reply that people met, without its metrics",
    "openai-compatible/groq-usage": "Groq's own member",
    "openai-compatible/object-content": "an object where the type has text",
    "openai-compatible/row100-content-filtered": "Kiro's word for a block",
    "openai-compatible/row80-call-empty-finish": "a reply that people met, without what the type requires",
    "openai-compatible/row80-call-in-second-choice": "a reply that people met, without what the type requires",
    "openai-compatible/row86-call-that-broke": "Gemini's words through its compatible endpoint",
    "openai-compatible/row86-suffix": "Gemini's words through its compatible endpoint",
    "openai-compatible/row87-network-error": "Zhipu's words",
    "openai-compatible/row87-sensitive": "Zhipu's words",
    "openai-compatible/row90-base-resp": "MiniMax' member beside the error",
    "openai-compatible/row97-complete": "a foreign word for a normal stop",
    "openai-compatible/row97-end-turn": "a foreign word for a normal stop",
    "openai-compatible/row97-end": "a foreign word for a normal stop",
    "openai-compatible/row97-eos-token": "a foreign word for a normal stop",
    "openai-compatible/row97-stop-sequence": "a foreign word for a normal stop",
    "openai-compatible/row97-stop": "a foreign word for a normal stop",
    "openai-compatible/row98-message-beside-delta": "a message beside the delta",
    "openai-compatible/words-without-a-place": "words of a safeguard in a member of nobody",
}
# No client of this folder is asked to read these.
RECORDED = "recorded from a server that is not the vendor's, in its own shape"
UNREAD = {
    "anthropic/llama-cpp": RECORDED, "openai-compatible/llama-cpp": RECORDED, "openai-completions/llama-cpp": RECORDED,
    "openai-responses/llama-cpp": RECORDED,
    "openai-compatible/cohere-": "Cohere's own format; its client is not installed here",
    "gemini/continuation": "the client asks for the rest by itself, and a transcript would give it the same for ever",
}

# An error put into a good transcript: it must be noticed.
PLANTED = [
    ("anthropic/row03-refusal-midstream", b'"stop_reason":"refusal"', b'"stop_reason":"refused"'),
    ("anthropic/answered", b'"output_tokens"', b'"tokens_out"'),
    ("openai-chat/row16-content-filter", b'"finish_reason"', b'"finish_cause"'),
    ("openai-chat/row28-quota", b'"message"', b'"remark"'),
    ("openai-responses/row24-content-filter", b'"incomplete_details"', b'"incomplete_detail"'),
    ("openai-completions/answered", b'"text"', b'"words"'),
    ("azure-openai/row32-content-filter", b'"content_filter_results"', b'"filter_results"'),
    ("gemini/row36-safety", b'"blockReason"', b'"blockedReason"'),
    ("bedrock/row44-guardrail-input", b'"action":"BLOCKED"', b'"action":"STOPPED"'),
    ("openai-compatible/row53-content-filter", b'"delta"', b'"deltas"'),
    ("openai-compatible/row63-finish-error", b'"choices"', b'"choice"'),
]


def planted(name, old, new, ledger, server):
    folder = name.split("/")[0]
    transcript = Transcript(ROOT / f"{name}.http")
    struck = old in transcript.body
    transcript.body = transcript.body.replace(old, new)
    faults = check(folder, importlib.import_module(CLIENTS[folder]), server, ROOT / f"{name}.http", transcript)
    ledger.planned += 1
    ledger.note([] if faults and struck else ["not noticed"], name, "planted", old.decode(), "->", new.decode())


def check(folder, client, server, path, changed=None):
    transcript = changed or Transcript(path)
    server.transcript = transcript
    name = f"{folder}/{path.stem}"
    if name in OTHER_CLIENT:
        client = importlib.import_module(OTHER_CLIENT[name])
    seen = client.ask(server.url, "fixture", transcript.streamed, **ASKED.get(name, {}))
    held = FACTS[folder](Transcript(path))
    faults = []
    if transcript.status >= 400 or held.pop("failed", False):
        if seen["raises"] is None and not seen.get("code"):
            faults.append("an error, and the client raised none")
        for name in ("status", "code"):
            if name in held and seen.get(name) != held[name] and seen.get("raises") != "APIError":
                faults.append(f"{name} is {seen.get(name)!r}, the transcript holds {held[name]!r}")
    else:
        if seen["raises"]:
            faults.append(f"raised {seen['raises']}: {seen.get('message')!s:.200}")
        for name, value in held.items():
            if seen.get(name) != value:
                faults.append(f"{name} is {seen.get(name)!r}, the transcript holds {value!r}")
    return faults + [f"{place}: {what}" for place, what in dict.fromkeys(map(tuple, seen.problems))]


def main(names):
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, out_of_time)
    ledger, server, hostile = Ledger(), TranscriptServer(), set()
    for folder, file in CLIENTS.items():
        if names and folder not in names:
            continue
        client = importlib.import_module(file)
        paths = sorted((ROOT / folder).glob("*.http"))
        ledger.note([] if paths else ["there are none"], folder, "has transcripts:", len(paths))
        ledger.planned += 1 + len(paths)
        for path in paths:
            name = f"{folder}/{path.stem}"
            unread = next((why for start, why in UNREAD.items() if name.startswith(start)), None)
            if unread:
                ledger.note([], name, "unread:", unread)
                continue
            faults = check(folder, client, server, path)
            if name in HOSTILE:
                hostile.add(name)
                ledger.note([] if faults else ["listed as hostile, and the client accepts it"], name, "hostile:", HOSTILE[name])
            else:
                ledger.note(faults, name)
    if not names:
        for name, old, new in PLANTED:
            planted(name, old, new, ledger, server)
        ledger.planned += 1
        ledger.note([f"{name} is listed and does not exist" for name in HOSTILE.keys() - hostile], "the list of hostile transcripts")
    print(f"transcripts: {ledger.ran - ledger.failed} passed, {ledger.failed} failed, {ledger.planned} planned")
    return ledger.failed > 0 or ledger.ran != ledger.planned or ledger.ran == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
