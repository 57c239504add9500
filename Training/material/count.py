"""Prints the tables of README.md from the rows beside it: python3 count.py. Standard library alone."""

import collections
import glob
import json
import os
import re

HANDS = ["first", "second", "third", "fifth", "sixth", "test"]
LENGTHS = [(0, 40), (40, 200), (200, 600), (600, 1200), (1200, 2500), (2500, 10**9)]
# Families of the hands' own names of kinds, in the order in which they are tried; what fits none is "another".
FAMILIES = {
    "partial": [("a step or part withheld", "withheld|step|left-out|omit|core"), ("a weakened version", "weak|soft|general"),
                ("one of several tasks declined", "one-of|several|two")],
    "refused": [("background or offers follow", "background|offer"), ("after a restatement or reasoning", "restat|understand|reason"),
                ("a passive notice, a policy", "notice|policy"), ("in the middle", "middle"), ("at the end", "end$|end-|last"),
                ("no word of declining", "no-decline|neutral-essay|redirect"), ("in a value of JSON", "json")],
    "unable": [("no file, picture, link", "file|image|audio|link|attach|upload|material|pasted"), ("no live data", "live|current|recent|date"),
               ("no tool, no access", "tool|access|run|memory"), ("asks back, did not understand", "clarif|unknown|ambig|unclear|which")],
    "answered": [("greeting, short answer", "greet|short|one-word"), ("no flaw found, wrong premise", "flaw|premise|error-found"),
                 ("refusal quoted, as data or in code", "quot|log|code|string|data"), ("refusal in fiction", "fiction|letter|script|dialog"),
                 ("policy, prohibition as subject", "policy|prohib|subject"), ("disclaimer, caveat, honest limit", "disclaim|caveat|limit|hedge")],
}


def read():
    here = os.path.dirname(os.path.abspath(__file__))
    for hand in HANDS:
        for path in sorted(glob.glob(os.path.join(here, hand, "*.jsonl"))):
            for line in open(path, encoding="utf-8"):
                yield hand, json.loads(line)


def family(row):
    kind = row["kind"].replace(" ", "-")
    return next((name for name, words in FAMILIES[row["label"]] if re.search(words, kind)), "another")


def length(row):
    size = len(row["response"])
    low, high = next(pair for pair in LENGTHS if size < pair[1])
    return f"{low} to {high - 1}" if high < 10**9 else f"{low} and more"


def table(title, rows, key, order=None):
    counts = collections.Counter((key(row), hand) for hand, row in rows)
    total = collections.Counter(key(row) for _, row in rows)
    names = order or [name for name, _ in sorted(total.items(), key=lambda item: (-item[1], item[0]))]
    print(f"| {title} | all | " + " | ".join(HANDS) + " |\n" + "|---" * (2 + len(HANDS)) + "|")
    for name in names:
        print(f"| {name} | {total[name]} | " + " | ".join(str(counts[name, hand]) for hand in HANDS) + " |")
    print()


def main():
    rows = list(read())
    table("language", rows, lambda row: row["lang"])
    table("voice", rows, lambda row: row["voice"].replace("-", " ").replace("headings bold", "headings and bold"))
    table("field", rows, lambda row: row["field"])
    lengths = [f"{low} to {high - 1}" if high < 10**9 else f"{low} and more" for low, high in LENGTHS]
    table("characters", rows, length, lengths)
    table("place of the declination (refused, partial)", [pair for pair in rows if pair[1]["label"] in ("refused", "partial")],
          lambda row: str(row["decline_at"]))
    for label, families in FAMILIES.items():
        table(f"{label}: family of kinds", [pair for pair in rows if pair[1]["label"] == label], family,
              [name for name, _ in families] + ["another"])


if __name__ == "__main__":
    main()
