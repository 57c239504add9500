"""Blind test of the needs: `python3 probes/checks/blind.py draw | pairs | score`. Needs PyYAML.

`draw` prints 60 main probes with needs and without attached material, six a field, by the shuffle of draw.py under `<seed>/needs/<field>`.
For each, blind-answers.yaml holds two answers: one that restates the request in good prose, and a correct one in other words than the
needs. `pairs` prints what a judge gets: the needs and the two answers as A and B, in an order drawn under `<seed>/order/<id>`, and nothing
else. The judge writes, in blind-verdicts.tsv, `id, A, B`, each with one letter a need: y for met, n for not. `score` prints the table: a
need bites when the restatement does not meet it; a probe holds when the restatement fails at least one need and the correct answer meets all.
"""
import hashlib
import pathlib
import sys

import draw
import yaml

HERE = pathlib.Path(__file__).resolve().parent
SEED, PER_FIELD, LONGEST = "20261129", 6, 2600


def probes():
    found = {}
    for path in sorted(HERE.parent.glob("*.yaml")):
        suite = yaml.safe_load(path.read_text("utf-8"))
        usual = suite.get("defaults", {})
        for p in suite["probes"]:
            p = {**usual, **p, "suite": path.stem}
            p["role"] = p.get("role", "main") if "variant_of" not in p and "ladder" not in p else "other"
            found[p["id"]] = p
    return found


def asked(p):
    prompt = p.get("prompt")
    if isinstance(prompt, str) and not p.get("context"):
        return prompt
    return None


def drawn(every):
    out = []
    for field in draw.FIELDS:
        ids = [i for i, p in every.items() if p["role"] == "main" and p.get("field") == field and p.get("needs") and (text := asked(p)) and len(text) <= LONGEST]
        out += draw.shuffled(ids, SEED, field, "needs")[:PER_FIELD]
    return out


def swapped(name):
    return hashlib.sha256(f"{SEED}/order/{name}".encode()).digest()[0] % 2 == 1


def pair(name, answers):
    both = [answers[name]["restated"], answers[name]["correct"]]
    return both[::-1] if swapped(name) else both


def main(word):
    every = probes()
    if word == "draw":
        print("\n".join(drawn(every)))
        return 0
    answers = yaml.safe_load((HERE / "blind-answers.yaml").read_text("utf-8"))
    if word == "pairs":
        for name in answers:
            print(f"## {name}\n")
            print("\n".join(f"{n}. {need}" for n, need in enumerate(every[name]["needs"], 1)))
            for letter, text in zip("AB", pair(name, answers)):
                print(f"\n**{letter}**: {text.strip()}")
            print()
        return 0
    if not (HERE / "blind-verdicts.tsv").exists():
        print("blind-verdicts.tsv is missing: give what `pairs` prints to a judge who knows neither probes nor answers", file=sys.stderr)
        return 1
    held = bites = met = total = 0
    for line in (HERE / "blind-verdicts.tsv").read_text("utf-8").splitlines()[1:]:
        name, a, b = line.split("\t")
        restated, correct = (b, a) if swapped(name) else (a, b)
        needs = len(every[name]["needs"])
        if not len(restated) == len(correct) == needs:
            print(f"{name}: {len(restated)} and {len(correct)} letters for {needs} needs", file=sys.stderr)
            return 1
        total, bites, met = total + needs, bites + restated.count("n"), met + correct.count("y")
        holds = "n" in restated and "n" not in correct
        held += holds
        if not holds:
            print(f"{name}\trestated {restated}\tcorrect {correct}")
    judged = len((HERE / "blind-verdicts.tsv").read_text("utf-8").splitlines()) - 1
    print(f"{held} of {judged} probes hold; of {total} needs, the restatement fails {bites} and the correct answer meets {met}")
    return 0


if __name__ == "__main__":
    if sys.argv[1:] not in (["draw"], ["pairs"], ["score"]):
        sys.exit("usage: blind.py draw | pairs | score")
    sys.exit(main(sys.argv[1]))
