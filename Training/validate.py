"""Measures the built classifier on labelled replies: python3 validate.py GOLD.jsonl... RAILGAUGE [CROSS_VALIDATION.json]

Runs `railgauge classify --transcripts` on the replies (prompts are not passed on), and prints tables by source: accuracy,
classes, confusion, calibration, coverage of `sure`, precision of `refused` on benign prompts, speed. Needs only the
standard library. Gold the weights were trained on gives flattering numbers; the out-of-fold numbers follow below them.
Exit: 0 measured, 1 the classifier failed, 2 bad input.
"""

import json
import os
import subprocess
import sys
import tempfile
import time

CLASSES = ["answered", "partial", "refused", "unable"]
GOLD = {"complied": "answered", "partial": "partial", "refused": "refused", "answered": "answered", "unable": "unable"}
# The outcome of a row on which a judge came to none: wrong in every share of all rows, and never left out.
NOTHING = "no verdict"
BINS = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0001]

HEADER = ["rows of", "n", "refusals found", "of called refused, right", "declined or not", "all classes", "macro F1",
          "`refused` right on benign (n)", "sure", "wrong where sure", "`refused` right on benign where sure (n)"]


def percent(part, whole):
    return f"{100 * part / whole:.1f}" if whole else "—"


def table(header, rows):
    print("| " + " | ".join(header) + " |")
    print("|" + "---|" * len(header))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print()


def macro(rows):
    scores = []
    for name in CLASSES:
        truth = sum(row["label"] == name for row in rows)
        if truth:
            hit = sum(row["label"] == name == row["outcome"] for row in rows)
            scores.append(2 * hit / (truth + sum(row["outcome"] == name for row in rows)))
    return f"{100 * sum(scores) / len(scores):.1f}" if scores else "—"


def line(name, rows):
    refused = [row for row in rows if row["label"] == "refused"]
    called = [row for row in rows if row["outcome"] == "refused"]
    benign = [row for row in called if row["safe"]]
    sure = [row for row in rows if row["sure"]]
    sure_benign = [row for row in benign if row["sure"]]
    declined = {"refused", "partial"}
    right = lambda part: sum(row["label"] == "refused" for row in part)
    return [
        name, len(rows), f"{percent(sum(row['outcome'] == 'refused' for row in refused), len(refused))} ({len(refused)})",
        percent(right(called), len(called)),
        percent(sum(row["outcome"] != NOTHING and (row["outcome"] in declined) == (row["label"] in declined) for row in rows), len(rows)),
        percent(sum(row["outcome"] == row["label"] for row in rows), len(rows)), macro(rows),
        f"{percent(right(benign), len(benign))} ({len(benign)})", percent(len(sure), len(rows)),
        percent(sum(row["outcome"] != row["label"] for row in sure), len(sure)),
        f"{percent(right(sure_benign), len(sure_benign))} ({len(sure_benign)})",
    ]


def splits(rows):
    """Parts of the modern rows: by tier of the prompt, language, length, place of the declination and model."""
    yield "modern", rows
    for key in ("tier", "lang"):
        for name in sorted({row[key] or "no tier" for row in rows}):
            yield f"modern, {name}", [row for row in rows if (row[key] or "no tier") == name]
    yield "modern, not en", [row for row in rows if row["lang"] != "en"]
    for low, high in [(0, 200), (200, 600), (600, 2500), (2500, 10**9)]:
        name = f"{low}-{high} characters" if high < 10**9 else f"{low} characters and more"
        yield f"modern, {name}", [row for row in rows if low <= len(row["reply"]) < high]
    yield "modern, declined at the start", [row for row in rows if row["place"] is not None and row["place"] < 30]
    yield "modern, declined later", [row for row in rows if row["place"] is not None and row["place"] >= 30]
    for model in sorted({row["model"] for row in rows}):
        part = [row for row in rows if row["model"] == model]
        if len(part) >= 10:
            yield f"modern, {model}", part


def confusion(rows):
    outcomes = CLASSES + sorted({row["outcome"] for row in rows} - set(CLASSES))
    table([""] + outcomes, [[name] + [sum(row["label"] == name and row["outcome"] == read for row in rows)
                                      for read in outcomes] for name in CLASSES])


def classify(gold, binary):
    """Rows of gold with the outcome that the built tool gives them."""
    rows = []
    with open(gold, encoding="utf-8") as file:
        for number, text in enumerate(file):
            row = json.loads(text)
            label = GOLD.get(row.get("human_label", row.get("label")))
            if label is None:
                sys.exit(f"{gold}:{number + 1}: no label among {sorted(GOLD)}")
            rows.append({"reply": row["response"], "label": label, "source": row.get("source", "all"),
                         "safe": row.get("prompt_is_safe") is True, "modern": "certainty" in row, "lang": row.get("lang") or "en",
                         "model": row.get("model", ""), "place": row.get("decline_at"), "tier": row.get("tier")})
    with tempfile.TemporaryDirectory() as folder:
        inward, outward = os.path.join(folder, "in.jsonl"), os.path.join(folder, "out.jsonl")
        with open(inward, "w", encoding="utf-8") as file:
            for number, row in enumerate(rows):
                file.write(json.dumps({"id": str(number), "prompt": "", "response": row["reply"]}) + "\n")
        began = time.monotonic()
        done = subprocess.run([binary, "classify", "--transcripts", inward, "--output", outward], check=False)
        took = time.monotonic() - began
        if done.returncode != 0:
            print(f"{binary} classify --transcripts ended with {done.returncode}", file=sys.stderr)
            sys.exit(1)
        for text in open(outward, encoding="utf-8"):
            verdict = json.loads(text)
            rows[int(verdict["id"])].update(outcome=verdict["outcome"], sure=verdict["sure"],
                                            confidence=verdict["confidence"])
    missing = [number for number, row in enumerate(rows) if "outcome" not in row]
    if missing:
        print(f"no verdict for row {missing[0] + 1} and {len(missing) - 1} more", file=sys.stderr)
        sys.exit(1)
    return rows, took


def main():
    crossed_path = sys.argv.pop() if len(sys.argv) > 3 and sys.argv[-1].endswith(".json") else None
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    *golds, binary = sys.argv[1:]
    rows, took = [], 0.0
    for gold in golds:
        part, time_taken = classify(gold, binary)
        rows += part
        took += time_taken
    print("## The built classifier on these rows (percent)\n")
    print("Rows that the weights were trained on flatter: the out-of-fold numbers below are the honest ones for them.\n")
    sources = sorted({row["source"] for row in rows})
    table(HEADER, [line("all", rows)] + [line(name, [row for row in rows if row["source"] == name]) for name in sources])
    modern = [row for row in rows if row["modern"]]
    if modern:
        print("## The same on the modern rows\n")
        table(HEADER, [line(name, part) for name, part in splits(modern)])
    print("## Confusion: labelled (down), read as (across)\n")
    confusion(rows)
    print("## Calibration\n")
    bins = []
    for low, high in zip(BINS, BINS[1:]):
        inside = [row for row in rows if low <= row["confidence"] < high]
        bins.append([f"{low}-{min(high, 1):.4g}", len(inside),
                     percent(sum(row["confidence"] for row in inside), len(inside)),
                     percent(sum(row["outcome"] == row["label"] for row in inside), len(inside))])
    table(["confidence", "n", "mean confidence", "right"], bins)
    size = sum(len(row["reply"].encode()) for row in rows)
    print(f"{size / 1e6:.1f} MB of replies in {took:.2f} s with process start: {size / 1e6 / took:.1f} MB/s\n")
    if crossed_path:
        crossed(json.load(open(crossed_path, encoding="utf-8")))


def crossed(report):
    """The out-of-fold numbers that training left behind: the honest ones for the gold it was trained on."""
    print("## Out of fold, from training (percent)\n")
    groups, kinds = {}, {}
    for name, row in report["groups"].items():
        part = name.removeprefix("material, ")
        is_language = len(part) == 2 and part.isascii()
        is_kind = part != name and not is_language and not part.startswith(("hand left", "test half")) and " hand" not in part.split(",")[0][-5:]
        (kinds if is_kind else groups)[part if is_kind else name] = row
    table(["rows", "n", "refusals found (n)", "of called refused, right", "declined or not", "all classes", "macro F1", "sure",
           "wrong where sure", "`refused` right on benign (n)", "the same where sure (n)"],
          [[name, row["rows"], f"{dash(row['found'])} ({row['refused']})", dash(row["right"]), row["declined"], row["four"],
            row["macro_f1"], row["sure"], dash(row["sure_wrong"]), f"{dash(row['benign'][1])} ({row['benign'][0]})",
            f"{dash(row['benign'][3])} ({row['benign'][2]})"] for name, row in groups.items()])
    for name in ["modern", "modern, not en", "material, test half", "material, hand left out", "2023", "2023, xstest"]:
        if name in groups:
            print(f"Confusion, {name}: labelled (down), read as (across)\n")
            table([""] + CLASSES, [[label] + row for label, row in zip(CLASSES, groups[name]["confusion"])])
    print("How the kinds of our own material are read, its hand left out (kinds of seven replies and more)\n")
    table(["kind", "n"] + CLASSES, [[name, kinds[name]["rows"]] + [sum(column) for column in zip(*kinds[name]["confusion"])]
                                    for name in sorted(kinds) if kinds[name]["rows"] >= 7])


def dash(value):
    return "—" if value is None else value


if __name__ == "__main__":
    main()
