"""Drives a simulator that plays scenario.yaml with the vendors' own clients. Usage: run_clients.py URL [CLIENT ...]

Each line is one check: client, style, document or stream. The exit code is 1 where one failed, where fewer ran than the
tables hold, or where a style of the scenario stands in no table of a client that it is meant for.
"""
import importlib
import pathlib
import re
import signal
import sys
import time
import warnings

import yaml

from loopback import Planter
from table import BOTH

FILES = ["anthropic_messages", "openai_chat", "openai_responses", "openai_completions", "azure_openai", "compatible", "google_genai",
         "bedrock_runtime", "mistral_chat"]
here = pathlib.Path(__file__).parent


def styles():
    return list(yaml.safe_load((here / "scenario.yaml").read_text())["styles"])


def meant_for(client, style):
    vendor = style.split("-")[0]
    return (vendor if vendor in vendors() else "") in client.FAMILIES


def vendors():
    """First parts of the names of dialects and profiles, from the page that is written from the registry."""
    page = (here.parents[2] / "docs" / "vendors.md").read_text()
    rows = [line.split("|")[2:4] for line in page.splitlines() if line.startswith("| ")]
    return {name.split("-")[0] for row in rows for name in re.findall(r"`([a-z0-9-]+)`", " ".join(row))}


def out_of_time(*_):
    raise TimeoutError("a check took more than 30 s")


class Ledger:
    def __init__(self):
        self.ran = self.failed = self.planned = 0

    def note(self, faults, *words):
        signal.alarm(30)
        self.ran += 1
        self.failed += bool(faults)
        print("FAIL" if faults else "ok  ", *words)
        for fault in faults[:6]:
            print(f"       {fault}")


def missing(client):
    """Styles that neither a row nor a reason speaks of, as (style, word)."""
    for style in styles():
        if not meant_for(client, style):
            continue
        told = {way for row in client.ROWS if row.style == style for way in row.stream}
        for way in BOTH:
            if way not in told and style not in client.CANNOT and (style, way) not in client.CANNOT:
                yield style, word(way)


def word(stream):
    return "stream" if stream else "document"


def main(url, names):
    # Unknown enumeration values are part of the test; clients warn of them.
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, out_of_time)
    ledger, planter = Ledger(), Planter(url)
    for file in FILES:
        client = importlib.import_module(file)
        if names and client.NAME not in names:
            continue
        begun = time.monotonic()
        gaps = list(missing(client))
        ledger.planned += 1
        ledger.note([f"{style} {way} stands in no row" for style, way in gaps], client.NAME, "every style has a row")
        ledger.planned += sum(len(row.stream) for row in client.ROWS) + len(client.PLANTED)
        for row in client.ROWS:
            for stream in row.stream:
                seen = client.ask(url, f"sim-{row.style}", stream, **row.ask)
                ledger.note(seen.faults(row), client.NAME, row.style, word(stream))
        for name, ask in getattr(client, "LISTS", {}).items():
            ledger.planned += 1
            try:
                seen = ask(url, "sim-answered")
                faults = ([] if seen.get("models") else ["no model"]) + [f"{place}: {what}" for place, what in seen.problems]
            except Exception as error:
                faults = [f"{type(error).__name__}: {error}"]
            ledger.note(faults, client.NAME, name)
        for planted in client.PLANTED:
            row = next(row for row in client.ROWS if row.style == planted.style and planted.stream in row.stream)
            planter.old, planter.new, planter.struck = planted.old, planted.new, False
            red = client.ask(planter.url, f"sim-{row.style}", planted.stream, **row.ask).faults(row)
            faults = [] if red and planter.struck else ["the error was not noticed" if planter.struck else "nothing to plant it in"]
            ledger.note(faults, client.NAME, "planted", planted.old.decode(), "->", planted.new.decode(), word(planted.stream))
        print(f"     {client.NAME}: {time.monotonic() - begun:.1f} s")
    if not names:
        import coverage_table
        ledger.planned += 1
        written = (here.parent.parent.parent / "docs/methods/conformance.md").read_text()
        held = written.split("<!-- coverage -->\n")[1].split("<!-- /coverage -->")[0].strip()
        told = "\n".join(coverage_table.lines()).strip()
        ledger.note([] if held == told else ["it differs; coverage_table.py --write writes it"], "the table of docs/methods/conformance.md")
    print(f"clients: {ledger.ran - ledger.failed} passed, {ledger.failed} failed, {ledger.planned} planned")
    return ledger.failed > 0 or ledger.ran != ledger.planned or ledger.ran == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
