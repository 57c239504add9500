"""Reads the stored bytes of a reply by itself, so that a misreading of railgauge's cannot hide: nothing here is shared with it."""
import json
import sqlite3


class Reply:
    """What the bytes of one reply say."""

    def __init__(self, url, status, body, prefill=None):
        self.status, self.events = status, body.lstrip().startswith((b"data:", b"event:", b":"))
        self.text, self.deltas, self.finish, self.usage, self.model, self.logprobs = "", 0, None, None, None, 0
        self.error, self.done = None, not self.events
        if self.events:
            documents = []
            for line in body.decode().splitlines():
                if line == "data: [DONE]":
                    self.done = True
                elif line.startswith("data:"):
                    documents.append(json.loads(line[5:]))
        else:
            try:
                documents = [json.loads(body)]
            except ValueError:
                documents, self.error = [], body[:80].decode(errors="replace")
        for document in documents:
            if status >= 400 or document.get("error"):
                self.error = document.get("error") or document
            elif url.endswith("/responses"):
                self.responses(document)
            elif url.endswith("/messages"):
                self.messages(document)
            else:
                self.chat(document)
        self.repeated = bool(prefill) and self.text.startswith(prefill)
        if self.repeated:
            self.text = self.text[len(prefill):]

    def add(self, text):
        if text:
            self.text, self.deltas = self.text + text, self.deltas + 1

    def chat(self, document):
        self.model = document.get("model") or self.model
        if document.get("usage"):
            self.usage = (document["usage"]["prompt_tokens"], document["usage"]["completion_tokens"])
        for choice in document["choices"]:
            self.add(choice["text"] if "text" in choice else choice.get("message", choice.get("delta", {})).get("content"))
            self.finish = choice.get("finish_reason") or self.finish
            logprobs = choice.get("logprobs") or {}
            self.logprobs += len(logprobs.get("content") or logprobs.get("token_logprobs") or [])

    def responses(self, document):
        kind = document.get("type")
        if kind == "response.output_text.delta":
            self.add(document["delta"])
        whole = document if kind is None else document.get("response", {}) if kind == "response.completed" else {}
        if whole:
            self.finish, self.model, self.done = whole["status"], whole["model"], True
            self.usage = (whole["usage"]["input_tokens"], whole["usage"]["output_tokens"])
            if not self.events:
                for item in whole["output"]:
                    for part in item["content"]:
                        self.add(part["text"])

    def messages(self, document):
        kind = document.get("type")
        if kind == "message":
            for block in document["content"]:
                self.add(block["text"])
        if kind == "content_block_delta":
            self.add(document["delta"].get("text"))
        self.done = self.done or kind == "message_stop"
        message = document if kind == "message" else document.get("message", {})
        self.model = message.get("model") or self.model
        self.finish = document.get("delta", {}).get("stop_reason") or message.get("stop_reason") or self.finish
        for usage in (message.get("usage"), document.get("usage")):
            if usage:
                before = self.usage or (0, 0)
                taken = usage.get("input_tokens")
                # This API counts what came from its cache apart.
                taken = before[0] if taken is None else taken + usage.get("cache_read_input_tokens", 0)
                self.usage = (taken, usage["output_tokens"])


def load(folder):
    """The rows by key, every attempt that got a reply with its row, its request and what its bytes say, and the number of the others."""
    rows = {(r["style"], r["probe"], r["repetition"]): r for r in map(json.loads, open(f"{folder}/trials.jsonl"))}
    store = sqlite3.connect(f"file:{folder}/run.sqlite?mode=ro", uri=True)
    found, silent = [], 0
    for style, probe, repetition, url, request, headers, body, size, status, logprobs, state in store.execute(
        "SELECT s.name, p.name, t.repetition, e.url, e.request, e.reply_headers, e.reply, a.bytes, a.status, f.logprob_tokens, a.state FROM trial t"
        " JOIN style s ON s.id = t.style JOIN probe p ON p.id = t.probe JOIN attempt a ON a.trial = t.id"
        " JOIN exchange e ON e.attempt = a.id LEFT JOIN reply_fact f ON f.attempt = a.id ORDER BY a.id"):
        if status is None:
            silent += 1
            continue
        asked = json.loads(request)
        last = (asked.get("messages") or [{}])[-1]
        prefill = last["content"] if last.get("role") == "assistant" else None
        found.append({
            "style": style, "row": rows[style, probe, repetition], "url": url, "asked": asked, "state": state,
            "reply": Reply(url, status, body, prefill), "logprob_tokens": logprobs, "prefill": prefill,
            "stored": len(body) == size == int(dict((k.lower(), v) for k, v in json.loads(headers)).get("content-length", size)) > 0})
    return rows, found, silent
