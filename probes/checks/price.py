"""Counts what suites send, in characters and in tokens taken as characters / 4: `python3 probes/checks/price.py [SUITE ...]`. Needs PyYAML.

Per suite and role: probes, characters of system prompt, tools, context and turns (calls and results included), tokens, dollars for input
at $5 and for 1,000 tokens of reply each at $25 per million. Truncations (`cut_at`) and variants count as `variant`. Tools are counted as
JSON. An estimate: languages other than English, tables and code have fewer characters per token, and caching lowers the bill.
"""
import collections
import json
import pathlib
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
INPUT, OUTPUT, REPLY = 5.0, 25.0, 1000


def text(value):
    if value is None:
        return ""
    if isinstance(value, dict):
        return (ROOT / value["file"]).read_text("utf-8") if "file" in value else value.get("error", "")
    return str(value)


def length(turn):
    words = "".join(text(turn.get(key)) for key in ("user", "assistant"))
    calls = "".join(call["name"] + json.dumps(call["arguments"], ensure_ascii=False) for call in turn.get("calls", []))
    return len(words) + len(calls) + sum(len(text(result)) for result in turn.get("results", []))


def sent(probe):
    total = len(text(probe.get("system"))) + (len(json.dumps(probe["tools"])) if probe.get("tools") else 0)
    total += sum(len(text(d["text"]) if "text" in d else text({"file": d["file"]})) for d in probe.get("context") or [])
    return total + sum(length(turn) for turn in probe["turns"])


def probes(suite):
    """Every probe of a suite with its role, variants and truncations made as the program makes them."""
    document, known = yaml.safe_load((ROOT / f"{suite}.yaml").read_text("utf-8")), {}
    for item in document["probes"]:
        probe = {**{k: v for k, v in document.get("defaults", {}).items() if k in ("role", "system")}, **item}
        if "variant_of" in item:
            probe = {**known[item["variant_of"]], **item, "role": "variant"}
            changes = item["changes"]
            if "history" in changes:
                probe["turns"] = probe["turns"][-1:]
            if "padding" in changes:
                probe["turns"] = item["padding"] + probe["turns"][-1:]
            for change, keys in (("context", ["context"]), ("system", ["system"]), ("preamble", ["system", "tools"])):
                if change in changes:
                    probe |= {key: item.get(key) for key in keys}
        if "prompt" in item:
            probe["turns"] = (probe.get("turns") or [])[:-1] + [{"user": item["prompt"]}]
        known[item["id"]] = probe
        yield probe.get("role") or ("rung" if "ladder" in probe else "main"), sent(probe)
        for cut in item.get("cut_at", []):
            yield "variant", sent({**probe, "turns": probe["turns"][:cut]})


def main():
    print(f"{'suite':18}{'role':10}{'probes':>8}{'characters':>13}{'tokens':>11}{'$ input':>9}{'$ replies':>11}")
    for suite in sys.argv[1:] or sorted(p.stem for p in ROOT.glob("*.yaml")):
        counts = collections.defaultdict(list)
        for role, size in probes(suite):
            counts[role].append(size)
        for role, sizes in sorted(counts.items()):
            tokens = sum(sizes) / 4
            print(f"{suite:18}{role:10}{len(sizes):>8}{sum(sizes):>13,}{tokens:>11,.0f}{tokens * INPUT / 1e6:>9.2f}{len(sizes) * REPLY * OUTPUT / 1e6:>11.2f}")


if __name__ == "__main__":
    main()
