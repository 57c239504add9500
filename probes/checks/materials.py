"""Looks for material that no tool would have written: `python3 probes/checks/materials.py`; exit 1 with file and line where it finds some. Needs PyYAML.

Readings of the suites kept finding faults of a few kinds in generated files. Each kind has a rule here, over all files of ctx/ and the
results that stand in trajectories.yaml: hunks whose counts are wrong, reports of pytest that do not add up, clocks that go back or tick
evenly, tables with ragged rows or columns that contradict each other, rows that repeat, ids out of order, JSON and Python that do not parse.
"""
import collections
import csv
import datetime
import json
import math
import pathlib
import re
import sys

import yaml

PROBES = pathlib.Path(__file__).resolve().parent.parent
FAULTS = []


def fault(where, line, text):
    FAULTS.append(f"{where}:{line}: {text}")


def hunks(where, lines):
    """`@@ -a,b +c,d @@` and `@@@ -a,b -c,d +e,f @@@`: the body has as many old and new lines as the head says, and starts follow on."""
    number, seen = 0, []
    while number < len(lines):
        head = re.match(r"(@@@?) ((?:-\d+(?:,\d+)? )+)\+(\d+)(?:,(\d+))? @@", lines[number])
        if not head:
            if re.match(r"\+\+\+ ", lines[number]):
                moved = 0
            number += 1
            continue
        olds = re.findall(r"-(\d+)(?:,(\d+))?", head.group(2))
        signs, want = len(olds), [int(n or 1) for _, n in olds] + [int(head.group(4) or 1)]
        got, at = [0] * (signs + 1), number + 1
        while at < len(lines) and re.match(rf"[ +\-]{{{signs}}}", lines[at].ljust(signs)) and got != want and not re.match(r"diff --|@@", lines[at]):
            mark = lines[at].ljust(signs)[:signs]
            for k in range(signs):
                got[k] += mark[k] == " " and "-" not in mark.replace(" ", "") and "+" != mark[k] or mark[k] == "-"
            got[signs] += "-" not in mark
            at += 1
        if signs == 1:
            if got != want:
                fault(where, number + 1, f"the hunk has {got[0]} old and {got[1]} new lines, its head says {want[0]} and {want[1]}")
            if int(head.group(3)) - int(olds[0][0]) != moved:
                fault(where, number + 1, f"the new start is {head.group(3)}, the hunks before it give {int(olds[0][0]) + moved}")
            moved += want[1] - want[0]
        elif got[signs] != want[signs]:
            fault(where, number + 1, f"the combined hunk has {got[signs]} new lines, its head says {want[signs]}")
        seen.append(number)
        number = max(at, number + 1)
    return seen


def pytest(where, lines):
    marks = [m.groups() for m in (re.match(r"(tests/\S+) (PASSED|FAILED) +\[ *(\d+)%\]$", x) for x in lines) if m]
    if not marks:
        return
    text = "\n".join(lines)
    total, failed = len(marks), sum(m[1] == "FAILED" for m in marks)
    collected = int(re.search(r"collected (\d+) items", text).group(1))
    said = re.search(r"=+ (?:(\d+) failed, )?(\d+) passed in [\d.]+s", text)
    if (collected, failed, total - failed) != (total, int(said.group(1) or 0), int(said.group(2))):
        fault(where, 1, f"{total} tests, {failed} failed; the report says {collected} collected and '{said.group(0).strip('= ')}'")
    if any(int(p) != 100 * n // total for n, (_, _, p) in enumerate(marks, 1)):
        fault(where, 1, "percentages do not follow from the place")
    if len({m[0] for m in marks}) != total:
        fault(where, 1, "a test stands twice")
    if len({m[0].split("::")[1].split("_", 2)[-1] for m in marks}) < .6 * total:
        fault(where, 1, "the same test names under many modules: a product and no suite")


# A control system prints by the clock.
BY_THE_CLOCK = ("chem-reactor.log", "reactor-report.txt", "reactor-restart.txt")
CLOCK = re.compile(r"(20\d\d-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?)")


def clocks(where, lines):
    times = [(n, datetime.datetime.fromisoformat(m.group(1))) for n, x in enumerate(lines, 1) if (m := CLOCK.search(x[:60]))]
    if len(times) < 20 or len(times) < .6 * len(lines):
        return
    for (_, a), (n, b) in zip(times, times[1:]):
        if b < a:
            fault(where, n, f"the clock goes back from {a} to {b}")
            return
    gaps = collections.Counter((b - a).total_seconds() for (_, a), (_, b) in zip(times, times[1:]) if b > a)
    if not where.endswith(BY_THE_CLOCK) and gaps and gaps.most_common(1)[0][1] > .8 * sum(gaps.values()) and len(gaps) < 6:
        fault(where, times[0][0], f"{gaps.most_common(1)[0][0]:.0f} s between nearly all lines: a loop and no log")


def near(where, n, what, found, stated, slack):
    if abs(found - stated) > slack:
        fault(where, n, f"{what}: the row's other columns give {found:.4g}, it says {stated:.4g}")


def columns(where, header, row, n):
    """Columns that follow from others of the row."""
    r = dict(zip(header, row))
    if "evalue" in r:
        length, same = int(r["length"]), float(r["pident"]) * int(r["length"]) / 100
        if int(r["qend"]) - int(r["qstart"]) + 1 > length or int(r["mismatch"]) > length - same + 1:
            fault(where, n, "ends, length, identity and mismatches of a hit contradict each other")
        if float(r["evalue"]):
            near(where, n, "evalue", math.log10(2e7) - float(r["bitscore"]) * math.log10(2), math.log10(float(r["evalue"])), 1.2)
    if "od450_corrected" in r:
        near(where, n, "od450_corrected", float(r["od450"]) - float(r["od620"]), float(r["od450_corrected"]), .0011)
    if {"acc", "stderr", "n"} <= r.keys():
        near(where, n, "stderr", math.sqrt(float(r["acc"]) * (1 - float(r["acc"])) / int(r["n"])), float(r["stderr"]), .0006)
    if {"clean", "corrupted", "patched", "recovered"} <= r.keys():
        near(where, n, "recovered", (float(r["patched"]) - float(r["corrupted"])) / (float(r["clean"]) - float(r["corrupted"])), float(r["recovered"]), .0011)


def table(where, lines, sign):
    rows = list(csv.reader(lines, delimiter=sign, quoting=csv.QUOTE_MINIMAL if sign == "," else csv.QUOTE_NONE))
    header = rows[0]
    for n, row in enumerate(rows[1:], 2):
        if len(row) != len(header):
            fault(where, n, f"{len(row)} columns, the head has {len(header)}")
            return
        columns(where, header, row, n)
    for k, name in enumerate(header):
        values = [row[k] for row in rows[1:]]
        if name in ("date", "received", "day", "month") and k < 3 and "received" not in header[:k] and all(re.match(r"\d", v) for v in values) and "id" not in header[:k]:
            keys = [float(v) if re.fullmatch(r"\d+", v) else v for v in values]
            if keys != sorted(keys) and len(set(values)) > 12:
                at = next(n for n, (a, b) in enumerate(zip(keys, keys[1:]), 3) if b < a)
                fault(where, at, f"column {name} goes back from {keys[at - 3]} to {keys[at - 2]}")
    whole = collections.Counter(tuple(row[1:]) for row in rows[1:] if len(row) > 4)
    if whole and whole.most_common(1)[0][1] > max(3, len(rows) // 25) and len(header) > 6 and header[0] != "time":
        fault(where, 1, f"{whole.most_common(1)[0][1]} rows are the same but for their first column")


def sentences(where, text):
    """Prose: no sentence is a sixteenth of all."""
    found = [s for s in re.split(r"(?<=[.?!])\s+", text) if len(s) > 25]
    if len(found) < 60:
        return
    common, n = collections.Counter(found).most_common(1)[0]
    if n > .06 * len(found):
        fault(where, 1, f"'{common[:60]}' stands {n} times in {len(found)} sentences")


def look(where, text):
    lines = text.split("\n")
    hunks(where, lines)
    pytest(where, lines)
    clocks(where, lines)
    name = where.split("#")[0]
    body = [x for x in lines if x]
    if name.endswith((".csv", ".tsv")):
        table(where, body, "," if name.endswith("csv") else "\t")
    if name.endswith(".jsonl"):
        rows = [json.loads(x) for x in body]
        if len({tuple(r) for r in rows}) > 1:
            fault(where, 1, "objects have different keys")
    if name.endswith(".ipynb"):
        json.loads(text)
    if name.endswith(".fasta") and (bad := [n for n, x in enumerate(lines, 1) if not x.startswith(">") and re.search(r"[^ACDEFGHIKLMNPQRSTVWY]", x)]):
        fault(where, bad[0], "a letter that is no residue")
    if name.endswith("rules.yaml"):
        list(yaml.safe_load_all(text))
    if name.endswith((".txt", ".md")) and "/pasted/" not in name:
        sentences(where, text)


def main():
    for path in sorted((PROBES / "ctx").rglob("*")):
        if path.is_file():
            look(str(path.relative_to(PROBES)), path.read_text("utf-8"))
    for probe in yaml.safe_load((PROBES / "trajectories.yaml").read_text("utf-8"))["probes"]:
        for n, turn in enumerate(probe.get("turns", []), 1):
            for k, result in enumerate(turn.get("results", []), 1):
                if text := result if isinstance(result, str) else result.get("error"):
                    look(f"trajectories.yaml#{probe['id']} turn {n} result {k}", text)
    for path in sorted(PROBES.glob("*.yaml")):
        for probe in yaml.safe_load(path.read_text("utf-8"))["probes"]:
            for said in [probe.get("prompt", "")] + [turn.get(who, "") for turn in probe.get("turns", []) for who in ("user", "assistant")]:
                if isinstance(said, str) and "@@" in said:
                    lines = said.split("\n")
                    if any(x.startswith("@@ ") for x in lines) and not hunks(f"{path.name}#{probe['id']}", lines):
                        fault(f"{path.name}#{probe['id']}", 1, "a hunk without line numbers")
    from sessions import source  # its files have to parse in both states
    for tree in sorted(p.stem for p in source.TREES.glob("*.txt")):
        source.files(tree)
    for text in FAULTS:
        print(text)
    print(f"{len(FAULTS)} faults in the materials")
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
