"""Prints what a gateway does to each kind of block. Usage: table.py RUN/trials.jsonl

kept: blocked (or refused in its field) by the same layer; renamed: blocked, by another layer or word; normal stop: counted as an answer or
as empty; lost: an error. Exit 1 where a plain answer did not come through, or where rows are missing.
"""
import collections
import json
import sys

seen = collections.defaultdict(list)
for line in open(sys.argv[1]):
    row = json.loads(line)
    seen[row["style"]].append(row)


def shown(rows):
    words = {" ".join(filter(None, [r["outcome"], r.get("layer"), r.get("stage"), r.get("category_raw"), r.get("error_kind")])) for r in rows}
    return "; ".join(sorted(words)) or "nothing"


def fate(direct, through):
    a, b = {r["outcome"] for r in direct}, {r["outcome"] for r in through}
    if a == b:
        same = {(r.get("layer"), r.get("category_raw")) for r in direct} == {(r.get("layer"), r.get("category_raw")) for r in through}
        return "kept" if same else "renamed"
    if b <= {"blocked", "refused"}:
        return "renamed"
    return "turned into a normal stop" if b & {"answered", "empty", "partial"} else "lost"


names = sorted({style.rsplit(".", 1)[0] for style in seen})
bad = len(names) < 18
print("| upstream's reply | read directly | read through the gateway | the block is |\n|---|---|---|---|")
for name in names:
    direct, through = seen[f"{name}.direct"], seen[f"{name}.through"]
    verdict = fate(direct, through)
    bad |= not direct or not through or ("answered" in name and verdict == "lost")
    print(f"| {name} | {shown(direct)} | {shown(through)} | {'an answer' if 'answered' in name else verdict} |")
sys.exit(bad)
