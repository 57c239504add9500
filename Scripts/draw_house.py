#!/usr/bin/env python3
"""Draws the house into CONTRIBUTING.md: rooms, who imports whom, how large each is. Reads the sources alone.

draw_house.py FILE          rewrites the part of FILE between the marks
draw_house.py FILE --check  exit 1 where it would change

Lines are given in hundreds, so that the drawing is stale when a room has changed and not with every line.
"""
import pathlib
import re
import sys

ROOMS = {
    "Formats": "JSON, YAML with lines, digests, dates, files, what input errors say; knows nothing of ours",
    "Trials": "the nouns: probe, access style, study, trial, exchange, reply, verdict, label, judge",
    "Suites": "a suite is read, linted, imported, split, written",
    "Studies": "a study is read, its probes selected, its protocol locked",
    "Vendors": "one file a vendor: address, quirks of the request, signs, words, names; `make vendors` lists them",
    "Dialects": "value-type state machines: trial to request, bytes to reply; no I/O",
    "Transport": "libcurl on one thread; knows no provider and no JSON",
    "Attempts": "one attempt from trial to exchange: credential, request, bytes, masking, reply; recordings and replay",
    "Classifier": "exchange to verdict: wire signs first, then text; pure",
    "Access": "is promised access in force: what is checked, and where it lapsed",
    "Runs": "plan, pacing, runner, store; is handed a `ModelClient`",
    "Statistics": "estimates, intervals, tests; knows nothing of ours",
    "Reports": "rows to figures to sections of a page",
    "Tries": "one prompt and its arms",
    "Ingest": "logs that people already have, read by the rules that judge a run",
    "Simulator": "a loopback server with known truth, written apart from `Dialects`",
    "railgauge": "commands: parse, wire, print",
}
BEGIN, END = "<!-- house: written by `make house` -->", "<!-- /house -->"
IMPORT = re.compile(r"^(?:(?:package|public|internal|private|fileprivate|@testable|@preconcurrency) )*import (\w+)", re.M)


def read(sources):
    rooms = {}
    for folder in sorted(sources.iterdir()):
        files = sorted(folder.rglob("*.swift"))
        if not files:
            continue
        texts = [file.read_text(encoding="utf-8") for file in files]
        imports = {name for text in texts for name in IMPORT.findall(text)}
        rooms[folder.name] = (len(files), sum(text.count("\n") for text in texts), imports - {folder.name})
    return rooms


def floors(rooms):
    """The floor of each room: one above the highest that it stands on. Two rooms that stand on each other are no house."""
    floor, open_ = {}, []

    def of(name):
        if name in open_:
            sys.exit("house: rooms stand on each other: " + " -> ".join(open_[open_.index(name):] + [name]))
        if name not in floor:
            open_.append(name)
            floor[name] = 1 + max((of(below) for below in rooms[name][2] if below in rooms), default=-1)
            open_.pop()
        return floor[name]

    for name in rooms:
        of(name)
    return floor


def direct(rooms):
    """Arrows without those that a longer way says too."""
    below = {name: {other for other in rooms[name][2] if other in rooms} for name in rooms}

    def reach(name):
        return below[name].union(*(reach(other) for other in below[name])) if below[name] else set()

    return {
        name: sorted(o for o in below[name] if not any(o in reach(p) for p in below[name] - {o})) for name in rooms
    }


def draw(rooms):
    missing = sorted(set(rooms) ^ set(ROOMS))
    if missing:
        sys.exit(f"house: Scripts/draw_house.py and Sources/ disagree about: {', '.join(missing)}")
    floor, arrows = floors(rooms), direct(rooms)
    names = sorted(rooms, key=lambda name: (floor[name], list(ROOMS).index(name)))
    out = [BEGIN, "", "```mermaid", "flowchart BT"]
    out += [f"    {name} --> {below}" for name in names for below in arrows[name]]
    out += ["```", "", "Each stands on those above it in the table; arrows go one way, and those that follow from others are left out.", ""]
    out += ["| floor | room | stands on | from outside | files | lines | what for |", "| ---: | --- | --- | --- | ---: | ---: | --- |"]
    for name in names:
        files, lines, imports = rooms[name]
        outside = sorted(imports - set(rooms))
        lines = max(100, round(lines, -2))
        out.append(
            f"| {floor[name]} | {name} | {', '.join(arrows[name]) or '-'} | {', '.join(outside) or '-'} | {files} | {lines:,} "
            f"| {ROOMS[name]} |")
    return "\n".join(out + ["", END])


def main():
    page = pathlib.Path(sys.argv[1])
    text = page.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        sys.exit(f"house: {page} has no place for it: {BEGIN} … {END}")
    sources = pathlib.Path(__file__).resolve().parent.parent / "Sources"
    head, rest = text.split(BEGIN, 1)
    drawn = head + draw(read(sources)) + rest.split(END, 1)[1]
    if "--check" in sys.argv:
        sys.exit(0 if drawn == text else 1)
    page.write_text(drawn, encoding="utf-8")


main()
