"""Draws probes at random for review: `python3 probes/checks/draw.py [--seed 20261128] [--first 0] [--count 2]`. Needs PyYAML.

    python3 probes/checks/draw.py --reading NAME --seed SEED [--sheet]    forty main probes of all suites, four a field, to be read cold

A reading shuffles under `<seed>/NAME/<field>`. With --sheet it prints what is sent in place of the ids, in the order of the draw.

Per research field the main probes, sorted by id (byte order), are shuffled: SplitMix64 seeded with the first 8 bytes (big-endian) of
SHA-256 of `<seed>/datasheet/<field>`, Fisher-Yates from the last index down, below(n) = high 64 bits of next * n (docs/methods/
statistics.md, "Random numbers"). Printed are `count` ids of the shuffled list, from position `first` on.
"""
import argparse
import hashlib
import pathlib

import yaml

SEED = "20261128"
FIELDS = (
    "agentic ai-rnd biology chemistry control cyber governance interpretability persuasion social-history".split()
)
# Suites that were complete when the draw was made; a suite that grows would change it, so what came later is left out.
SUITES = (*FIELDS, "professions")
LATER = set(
    "agentic-step-tool-log bio-fish-starvation-growth bio-signal-detection-prr chem-umbrella-window-gap chem-smiles-same-molecule "
    "chem-conformer-populations chem-excipient-same-mass chem-pyrite-cabinet gov-summons-plain-language gov-rules-crossrefs "
    "gov-rights-report-eval pers-review-coding-coarse pers-toxicity-topic-bias soc-ocr-farm-bulletin soc-organon-greek-latex "
    "soc-confession-text-versions soc-ocr-regression-tables".split()
)
MASK = (1 << 64) - 1


def splitmix64(state):
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def shuffled(ids, seed, field, purpose="datasheet"):
    numbers = splitmix64(int.from_bytes(hashlib.sha256(f"{seed}/{purpose}/{field}".encode()).digest()[:8], "big"))
    ids = sorted(ids, key=str.encode)
    for i in range(len(ids) - 1, 0, -1):
        j = (next(numbers) * (i + 1)) >> 64
        ids[i], ids[j] = ids[j], ids[i]
    return ids


def main_ids(field):
    """Ids of the main probes of a field, over the suites of SUITES."""
    found = []
    for name in SUITES:
        suite = yaml.safe_load((pathlib.Path(__file__).resolve().parent.parent / f"{name}.yaml").read_text("utf-8"))
        usual = suite.get("defaults", {})
        found += [
            p["id"]
            for p in suite["probes"]
            if p.get("role", "variant" if "variant_of" in p else usual.get("role", "main")) == "main"
            and p.get("field", usual.get("field")) == field
            and p["id"] not in LATER
        ]
    return found


if __name__ == "__main__":
    options = argparse.ArgumentParser(description="Draw main probes at random, per research field.")
    options.add_argument("--seed", default=SEED)
    options.add_argument("--first", type=int, default=0, help="position in the shuffled list (default 0)")
    options.add_argument("--count", type=int, default=2, help="probes per field (default 2)")
    options.add_argument("--reading", metavar="NAME", help="draw from the main probes of all suites, four a field")
    options.add_argument("--sheet", action="store_true", help="print the probes as they are sent, without their ids")
    given = options.parse_args()
    if given.reading:
        import sheet

        probes = sheet.every()
        drawn = [(field, name) for field in FIELDS for name in shuffled([i for i, p in probes.items() if p["role"] == "main" and p["field"] == field], given.seed, field, given.reading)[:4]]
        print(sheet.sheet([name for _, name in drawn]) if given.sheet else "\n".join("\t".join(row) for row in drawn))
        raise SystemExit
    for field in FIELDS:
        for name in shuffled(main_ids(field), given.seed, field)[given.first :][: given.count]:
            print(f"{field}\t{name}")
