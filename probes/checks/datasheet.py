"""Writes the counted parts of probes/README.md: `python3 probes/checks/datasheet.py [--check] [--binary RAILGAUGE]`. Needs PyYAML.

Each part stands between `<!-- NAME: ... -->` and `<!-- end NAME -->`. With a binary, those that `suites list` and `suites lint` print are
written too; without one they are left as they are. `--check` writes nothing and exits 1 where a part is not what would be written, where a
profession has fewer than 8 main probes, or a provider's category fewer than 8 sentinels.
"""
import argparse
import collections
import pathlib
import re
import subprocess
import sys

import yaml

PROBES = pathlib.Path(__file__).resolve().parent.parent
PAGE = PROBES / "README.md"
FEWEST = 8
CATEGORIES = ("cyber", "bio-chem", "ai-rnd", "reasoning")


def mains():
    for path in sorted(PROBES.glob("*.yaml")):
        suite = yaml.safe_load(path.read_text("utf-8"))
        usual = suite.get("defaults", {})
        for p in suite["probes"]:
            role = p.get("role", "variant" if "variant_of" in p else "rung" if "ladder" in p else usual.get("role", "main"))
            if role == "main":
                yield {**usual, **p, "suite": path.stem}


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows])


def professions(probes):
    found = collections.defaultdict(list)
    for p in probes:
        if p["suite"] == "professions":
            found[p["tags"][0]].append(p)
    few = [name for name, own in found.items() if len(own) < FEWEST]
    rows = []
    for name, own in sorted(found.items()):
        fields = collections.Counter(p["field"] for p in own)
        rows.append([name, len(own), sum("check" in p for p in own), ", ".join(f"{f} {n}" for f, n in sorted(fields.items()))])
    return table(["profession", "main probes", "with a check", "fields"], rows), [f"profession {name}: fewer than {FEWEST} main probes" for name in few]


def sentinels(probes):
    count = collections.Counter(p.get("aims_at") for p in probes if "sentinel" in p.get("tags", []))
    unsaid = [p["id"] for p in probes if "sentinel" in p.get("tags", []) and "trigger" not in p]
    faults = [f"category {c}: fewer than {FEWEST} sentinels" for c in CATEGORIES if count[c] < FEWEST] + [f"{i}: a sentinel without a trigger" for i in unsaid]
    return table(["category", *CATEGORIES, "all"], [["sentinels", *(count[c] for c in CATEGORIES), sum(count.values())]]), faults


def triggers(probes):
    fields = collections.defaultdict(collections.Counter)
    for p in probes:
        if p.get("frame") == "trigger-enriched":
            fields[p["field"]][p["trigger"]["ground"]] += 1
            fields[p["field"]][p["trigger"]["kind"]] += 1
    columns = ("report", "documentation", "pilot", "term", "file", "context", "history")
    rows = [[f, c["report"] + c["documentation"] + c["pilot"], *(c[k] or "" for k in columns)] for f, c in sorted(fields.items())]
    rows.append(["all", sum(r[1] for r in rows), *(sum(c[k] for c in fields.values()) for k in columns)])
    return table(["field", "enriched", *(f"ground: {k}" for k in columns[:3]), *columns[3:]], rows), []


def looked_up(page):
    """CVE and arXiv numbers of the suites that the table of look-ups does not have, and rows for numbers that no suite has."""
    pattern = r"CVE-\d{4}-\d+|(?<![\d.])\d{4}\.\d{5}(?![\d.])"
    stands = set()
    for path in PROBES.glob("*.yaml"):
        stands |= {n for n in re.findall(pattern, path.read_text("utf-8")) if n.startswith("CVE") or re.match(r"(0[7-9]|[12]\d)(0[1-9]|1[0-2])\.", n) and not n.endswith("00000")}
    rows = set(re.findall(rf"(?m)^\| (?:arXiv:)?({pattern}) \|", page))
    return [f"{n} stands in a suite and not in the table of look-ups" for n in sorted(stands - rows)] + [f"{n} stands in the table of look-ups and in no suite" for n in sorted(rows - stands)]


def printed(binary):
    suites = [str(p) for p in sorted(PROBES.glob("*.yaml"))]
    out = subprocess.run([binary, "suites", "list", *suites], capture_output=True, text=True, check=True).stdout
    parts = {}
    for name, head, after in (("roles", "ROLES AND FRAMES", "SHAPES AND CHECKS"), ("shapes", "SHAPES AND CHECKS", "LANGUAGES"), ("languages", "LANGUAGES", "SENT")):
        text = out[out.index(head):out.index(after)].strip("\n")
        kept = [line.rstrip() for line in text.splitlines() if not line.startswith(("controls ", "ladders ")) or name == "roles" and line.startswith("ladders ")]
        parts[name] = "```\n" + "\n".join(kept) + "\n```"
    lint = subprocess.run([binary, "suites", "lint", *suites], capture_output=True, text=True).stdout
    parts["variety"] = "```\n" + "\n".join(re.findall(r"(?m)^(?:VARIETY|  ).*$", lint)) + "\n```"
    return parts


def main():
    options = argparse.ArgumentParser(description="Write the counted parts of the datasheet.")
    options.add_argument("--check", action="store_true")
    options.add_argument("--binary")
    given = options.parse_args()
    probes, page, faults = list(mains()), PAGE.read_text("utf-8"), []
    parts = printed(given.binary) if given.binary else {}
    for name, make in (("professions", professions), ("sentinels", sentinels), ("triggers", triggers)):
        parts[name], found = make(probes)
        faults += found
    for name, text in parts.items():
        pattern = re.compile(rf"(<!-- {name}:.*? -->\n).*?(\n<!-- end {name} -->)", re.S)
        if not (held := pattern.search(page)):
            faults.append(f"README.md: no part '{name}'")
        elif given.check and held.group(0) != held.group(1) + text + held.group(2):
            faults.append(f"README.md: the part '{name}' is not what datasheet.py writes")
        else:
            page = pattern.sub(lambda m: m.group(1) + text + m.group(2), page)
    faults += looked_up(page)
    if not given.check:
        PAGE.write_text(page, "utf-8")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
