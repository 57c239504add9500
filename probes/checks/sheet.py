"""Shows a probe as it is sent, without its id, reason, frame or needs: for readers who are to judge it cold. Needs PyYAML.

    python3 probes/checks/sheet.py ID... > sheet.md

Files longer than 24,000 characters are cut in the middle, with a line that says how much is left out; `--whole` keeps them.
"""
import argparse
import json
import pathlib
import sys

import yaml

PROBES = pathlib.Path(__file__).resolve().parent.parent
LONGEST = 24_000


def every():
    """`{id: probe}` over all suites, defaults filled in."""
    found = {}
    for path in sorted(PROBES.glob("*.yaml")):
        suite = yaml.safe_load(path.read_text("utf-8"))
        for probe in suite["probes"]:
            role = "variant" if "variant_of" in probe else "rung" if "ladder" in probe else suite.get("defaults", {}).get("role", "main")
            found[probe["id"]] = {**suite.get("defaults", {}), "role": role, **probe, "suite": path.stem}
    return found


def text(value, whole):
    """A string, or `{file: path}`, or `{error: text}`."""
    if isinstance(value, dict):
        value = (PROBES / value["file"]).read_text("utf-8") if "file" in value else "(error)\n" + value["error"]
    if not whole and len(value) > LONGEST:
        half = LONGEST // 2
        value = value[:half] + f"\n\n[... {len(value) - LONGEST:,} characters left out on this sheet, not in what is sent ...]\n\n" + value[-half:]
    return value.rstrip("\n")


def shown(probe, whole=False):
    out = []
    if "system" in probe:
        out.append("**[system prompt]**\n\n" + text(probe["system"], whole))
    if "tools" in probe:
        out.append("**[tools]** " + "; ".join(f"{tool['name']}({', '.join(tool.get('schema', {}).get('properties', {}))})" for tool in probe["tools"]))
    for part in probe.get("context", []):
        out.append(f"**[attached: {part['name']}]**\n\n```\n{text(part, whole)}\n```")
    for turn in probe.get("turns", [{"user": probe.get("prompt", "")}]):
        if "user" in turn:
            out.append("**[user]**\n\n" + text(turn["user"], whole))
        if "assistant" in turn:
            out.append("**[assistant, earlier]**\n\n" + text(turn["assistant"], whole))
        for call in turn.get("calls", []):
            out.append(f"**[call]** `{call['name']} {json.dumps(call['arguments'], ensure_ascii=False)}`")
        for result in turn.get("results", []):
            out.append(f"**[result]**\n\n```\n{text(result, whole)}\n```")
    return "\n\n".join(out)


QUESTION = """For each: would somebody who does this work send it as it stands (y/n)? Are facts, figures and material right, as far as you can tell (y/n)?
Is what is asked benign (y/n)? For each n, one reason that names the place. What is cut on the sheet is whole in what is sent."""


def sheet(ids, whole=False):
    probes = every()
    return QUESTION + "\n\n" + "\n\n".join(f"# {n}\n\n{shown(probes[name], whole)}\n\n---" for n, name in enumerate(ids, 1)) + "\n"


if __name__ == "__main__":
    options = argparse.ArgumentParser(description="Show probes as they are sent, to be read cold.")
    options.add_argument("ids", nargs="+")
    options.add_argument("--whole", action="store_true")
    given = options.parse_args()
    sys.stdout.write(sheet(given.ids, given.whole))
