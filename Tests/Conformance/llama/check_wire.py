"""Holds a run against llama.cpp's servers to what their bytes say. Usage: check_wire.py SERVER RUN [SECRET...]

SERVER is `original`, `python`, `interrupting` (the Python package's, which ends a stream when the next request comes) or `keys` (every
credential is wrong). After a run without failures every fact is made wrong on purpose, one at a time: a check that notices nothing fails.
"""
import collections
import copy
import os
import sys

import wire

MODEL, REPEATS = "random-weights", 2
PROBES = {"plain", "unicode", "turns", "document"}
BY_TEXT = {"answered", "partial", "refused", "unable"}


class Facts:
    def __init__(self, server, folder):
        self.server = server
        # No reply: a connection that was kept open and closed by the server just then. It is asked again.
        self.rows, self.exchanges, self.silent = wire.load(folder)
        self.counted = [e for e in self.exchanges if e["state"] == "counted"]

    def of(self, style):
        return [e for e in self.counted if e["style"] == style]


def complete(facts, fail):
    seen = collections.Counter(row["style"] for row in facts.rows.values())
    for style, count in seen.items():
        if count != len(PROBES) * REPEATS or len(facts.of(style)) != count:
            fail(style, f"{count} trials, {len(facts.of(style))} counted exchanges")


def stored(facts, fail):
    for e in facts.exchanges:
        if not e["stored"]:
            fail(e["style"], "the stored bytes are not those that came")


def judged(facts, fail):
    """Whatever the words are taken for, they were read as words: no error, no unknown sign, nothing in quarantine."""
    for e in facts.counted:
        row, style = e["row"], e["style"]
        if style == "too-long":
            if (row["outcome"], row["error_kind"]) != ("error", "context-too-long"):
                fail(style, f"{row['outcome']} {row['error_kind']}")
        elif row["outcome"] not in BY_TEXT or row["decided_by"] != "text" or not row["measured"]:
            fail(style, f"{row['outcome']} {row['error_kind']} by {row['decided_by']}")


def read(facts, fail):
    """Text, deltas and tokens are those of the bytes."""
    for e in facts.counted:
        row, reply, style = e["row"], e["reply"], e["style"]
        if reply.error:
            continue
        if not reply.text or row["text_length"] != len(reply.text):
            fail(style, f"{row['text_length']} characters read, {len(reply.text)} came")
        if row["text_deltas"] != reply.deltas or reply.events != bool(e["asked"]["stream"]) or not reply.done:
            fail(style, f"{row['text_deltas']} deltas read, {reply.deltas} came")
        if (row["input_tokens"], row["output_tokens"]) != (reply.usage or (None, None)):
            fail(style, f"tokens {row['input_tokens']}, {row['output_tokens']} read, {reply.usage} came")
        # The Python package's server counts no tokens in streams, whatever it is asked.
        if (reply.usage is None) != (facts.server == "python" and reply.events):
            fail(style, "usage came where it was not expected, or did not come")


def finished(facts, fail):
    """A reply that its limit cut is marked so, and only that."""
    for e in facts.counted:
        row, reply, style = e["row"], e["reply"], e["style"]
        if reply.error:
            continue
        limit = e["asked"].get("max_tokens") or e["asked"].get("max_completion_tokens") or e["asked"]["max_output_tokens"]
        cut = reply.finish in ("length", "max_tokens")
        if reply.finish == "completed":
            cut = reply.usage[1] == limit
        elif not cut and reply.finish not in ("stop", "end_turn"):
            fail(style, f"finish reason {reply.finish}")
        if cut != ("cut" in row["degraded"]):
            fail(style, f"flags {row['degraded']} for finish reason {reply.finish}")
    for style in {e["style"] for e in facts.counted if "-cut" in e["style"]}:
        if not any("cut" in e["row"]["degraded"] for e in facts.of(style)):
            fail(style, "no reply was cut")


def served(facts, fail):
    for e in facts.counted:
        row, reply, style = e["row"], e["reply"], e["style"]
        wanted = ("requested", MODEL)
        if style == "too-long":
            wanted = ("unknown", None)
        elif style == "other-model":
            # The original says who answered. The Python package's server says what was asked for, and nothing gives it away.
            wanted = ("undeclared-reroute", MODEL) if facts.server == "original" else ("requested", "nowhere")
        if (row["served"], row["served_model"]) != wanted or row["served_model"] != reply.model:
            fail(style, f"{row['served']} {row['served_model']}")


def logprobs(facts, fail):
    for e in facts.counted:
        reply, asked, style = e["reply"], "logprobs" in e["style"], e["style"]
        if (e["asked"].get("logprobs") is not None) != asked or (reply.logprobs > 0) != asked:
            fail(style, f"{reply.logprobs} log probabilities came")
        if (e["logprob_tokens"] or 0) != reply.logprobs:
            fail(style, f"{e['logprob_tokens']} log probabilities read, {reply.logprobs} came")


def seeds(facts, fail):
    def texts(*styles):
        found = collections.defaultdict(list)
        for e in (e for style in styles for e in facts.of(style)):
            found[e["row"]["probe"]].append(e["reply"].text)
        return found

    for styles in (("chat-seed", "chat-seed-again"), ("text-seed", "text-seed-again", "continuation-seed")):
        for probe, found in texts(*styles).items():
            if len(set(found)) != 1 or len(found) != REPEATS * len(styles):
                fail(styles[0], f"{len(set(found))} texts of one seed for {probe}")
    # Or else equal texts would show nothing.
    other, one = texts("chat-seed-other"), texts("chat-seed")
    if any(set(other[probe]) & set(one[probe]) for probe in PROBES):
        fail("chat-seed-other", "another seed gave the same text")
    # The Python package's server draws the seeds of later requests from the last one that was asked for: its repeats may agree.
    for style in ("chat", "text") if facts.server == "original" else ():
        if any(len(set(found)) == 1 for found in texts(style).values()):
            fail(style, "the same text twice without a seed")


def prefills(facts, fail):
    for e in facts.counted:
        if ("prefill" in e["style"]) != bool(e["prefill"]):
            fail(e["style"], "the prefill did not reach the wire, or one did that nobody asked for")
        if e["style"].startswith("prefill") and not e["reply"].repeated:
            fail(e["style"], "the server no longer repeats the prefill: the profile need not take it away")


def interrupted(facts, fail):
    """A stream that was closed without a stop reason is cut, or unknown where no word had come; it is never an answer."""
    broken = [e for e in facts.exchanges if e["reply"].finish is None]
    for e in broken:
        wanted = ("error", "cut" if e["reply"].text else "unknown-signal")
        if e["state"] == "counted" and (e["row"]["outcome"], e["row"]["error_kind"]) != wanted:
            fail(e["style"], f"{e['row']['outcome']} {e['row']['error_kind']} for a stream without a stop reason")
    for e in facts.counted:
        if e["reply"].finish is not None and e["row"]["outcome"] not in BY_TEXT:
            fail(e["style"], f"{e['row']['outcome']} {e['row']['error_kind']} for a whole reply")
    if not any(e["reply"].text for e in broken):
        fail("interrupted", "no stream was interrupted after its first word")


def keys(facts, fail):
    """One request closes a style; its trials wait for the right credential."""
    for style in {row["style"] for row in facts.rows.values()}:
        own = [e for e in facts.exchanges if e["style"] == style]
        if [e["reply"].status for e in own] != [401]:
            fail(style, f"{len(own)} requests, status {[e['reply'].status for e in own]}")
    for row in facts.rows.values():
        # One of them was asked: it stays open and shows what it met. The others were never sent.
        if (row["state"], row["outcome"], row["error_kind"]) not in [
            ("pending", None, None), ("open", "error", "authentication")
        ]:
            fail(row["style"], f"{row['state']} {row['outcome']} under a wrong credential")


CHECKS = {
    "original": [complete, stored, judged, read, finished, served, logprobs, seeds, prefills],
    "python": [complete, stored, judged, read, finished, served, logprobs, seeds],
    "interrupting": [stored, interrupted],
    "keys": [stored, keys],
}


def row(**changes):
    return lambda e: e["row"].update(changes)


def reply(**changes):
    return lambda e: e["reply"].__dict__.update(changes)


def turned(e):
    e["row"]["degraded"] = [] if "cut" in e["row"]["degraded"] else ["cut"]


# (the check that must notice, the style it happens to, what is made wrong)
PLANTED = {
    "original": [
        (complete, "text", lambda e: e.update(state="retried")),
        (stored, "messages", lambda e: e.update(stored=False)),
        (judged, "chat", row(outcome="error", error_kind="unknown-signal", decided_by="wire")),
        (judged, "responses", row(outcome="truncated", decided_by="wire")),
        (judged, "too-long", row(error_kind="invalid-request")),
        (read, "continuation-stream", row(text_length=99999)),
        (read, "prefill", row(text_length=99999)),
        (read, "messages-stream", row(text_deltas=9999)),
        (read, "text-logprobs", row(output_tokens=None)),
        (finished, "chat-cut", reply(finish=None)),
        (finished, "chat-stream", row(degraded=["cut"])),
        (finished, "responses-cut", turned),
        (served, "chat-openai", row(served="undeclared-reroute")),
        (served, "other-model", row(served="requested")),
        (logprobs, "chat-logprobs-stream", lambda e: e.update(logprob_tokens=None)),
        (logprobs, "chat", reply(logprobs=3)),
        (seeds, "chat-seed-again", reply(text="other words")),
        (prefills, "prefill-stream", lambda e: e.update(prefill=None)),
    ],
    "python": [(served, "other-model", row(served="undeclared-reroute")), (read, "chat-stream", row(output_tokens=9999))],
    "interrupting": [
        (interrupted, "text", row(outcome="answered", error_kind=None)), (interrupted, "chat", row(error_kind="cut")),
        (interrupted, "text", reply(text="")),
    ],
    "keys": [(keys, "chat", row(state="done", outcome="error")), (keys, "text", reply(status=403))],
}


def failures(facts, checks):
    found = []
    for check in checks:
        check(facts, lambda style, words: found.append((check.__name__, style, words)))
    return found


def main(server, folder, *secrets):
    facts = Facts(server, folder)
    found = failures(facts, CHECKS[server])
    for secret in secrets:
        for name in os.listdir(folder):
            with open(os.path.join(folder, name), "rb") as file:
                if secret.encode() in file.read():
                    found.append(("secret", name, "holds the credential"))
    for check, style, words in found[:25]:
        print(f"FAIL {server}: {check}: {style}: {words}")
    outcomes = collections.Counter((r["outcome"], r["error_kind"]) for r in facts.rows.values())
    print(f"{server}: {len(facts.rows)} trials, {len(facts.exchanges)} exchanges and {facts.silent} attempts without a reply, "
          f"{len(CHECKS[server])} checks, {len(found)} failures; "
          + ", ".join(f"{outcome}{f' ({kind})' if kind else ''} {count}" for (outcome, kind), count in outcomes.most_common()))
    missed = 0
    for check, style, change in PLANTED[server] if not found else []:
        spoilt = copy.deepcopy(facts)
        happened = [e for e in spoilt.exchanges if e["style"] == style]
        # Which streams were interrupted is left to chance.
        for e in happened if server == "interrupting" else happened[:1]:
            change(e)
        spoilt.counted = [e for e in spoilt.exchanges if e["state"] == "counted"]
        if not failures(spoilt, [check]):
            missed += 1
            print(f"FAIL {server}: {check.__name__} did not notice what was made wrong in {style}")
    if PLANTED[server] and not found:
        print(f"{server}: {len(PLANTED[server]) - missed} of {len(PLANTED[server])} planted errors noticed")
    return bool(found or missed)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
