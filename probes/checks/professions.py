"""Computes the expected answers of professions.yaml; exit 1 on disagreement."""
import csv
import datetime
import pathlib
import re
import sys
from math import ceil, exp, log

from verify import verify


def horizon(share):
    return 2 ** (5.4 + log((1 - share) / share) / 0.62)


def kappa(both, only_a, only_b, none):
    n = both + only_a + only_b + none
    a, b = (both + only_a) / n, (both + only_b) / n
    chance = a * b + (1 - a) * (1 - b)
    return ((both + none) / n - chance) / (1 - chance)


def slope(values):
    middle = (len(values) - 1) / 2
    return sum((i - middle) * v for i, v in enumerate(values)) / sum((i - middle) ** 2 for i in range(len(values)))


def at_least_three(rate):
    return 1 - exp(-rate) * (1 + rate + rate**2 / 2)


def facts():
    """What `needs` say of the tables and logs, counted from the files alone."""
    folder, faults = pathlib.Path(__file__).resolve().parent.parent / "ctx" / "professions", []

    def same(what, found, stated):
        if found != stated:
            faults.append(f"{what}: the files give {found!r}, the suite says {stated!r}")

    def table(name):
        return list(csv.DictReader((folder / name).read_text("utf-8").splitlines()))
    late = [(datetime.datetime.fromisoformat(r["removed_utc"]) - datetime.datetime.fromisoformat(r["received_utc"])).total_seconds() / 3600 for r in table("notice-ledger.csv") if r["kind"].startswith("ncii") and r["valid"] == "yes"]
    same("notices", (len(late), sorted(round(h) for h in late if h > 48), round(sorted(late)[len(late) // 2])), (13, [49, 55, 72], 31))
    best = min(table("gpu-quotes.csv"), key=lambda r: int(r["unit_usd"]) / int(r["fp16_dense_tflops"]))
    same("quotes", (best["vendor"], best["item"], best["qty"], round(int(best["unit_usd"]) / 1307, 1)), ("Delfin", "MI300X", "32", 11.8))
    rules = re.findall(r"\| D-\d+ \|.*?\| T\S+ \| (\d+) \| (\d+) \|.*\| (\w+) \|\n", (folder / "rule-backlog.md").read_text("utf-8"))
    same("backlog", (len(rules), sum(int(n) for n, _, _ in rules), sum(int(n) for _, n, _ in rules), sum(who == "nobody" for *_, who in rules)), (46, 2632, 23, 9))
    log = (folder / "ckpt-audit.log").read_text("utf-8")
    same("audit", (len(set(re.findall(r"j\.reyes +GET +run-b02/(shard-\d\d)\S+ +4\.7 from=10\.20\.9\.17 mfa=n/a", log))), log.count("10.20.9.17")), (32, 32))
    sweep = {(r["category"], r["threshold"]): r for r in table("classifier-sweep.csv")}
    same("sweep", [sweep["cyber", "0.70"][k] for k in ("flagged_benign", "flagged_policy")], ["27", "177"])
    designs = [r["design"] for r in table("mpnn-designs.csv") if float(r["plddt"]) > 85 and float(r["rmsd_to_backbone"]) < 1.5 and r["cys"] == "0"]
    same("designs", designs, ["d09", "d28", "d34"])
    same("cysteines", [r["design"] for r in table("mpnn-designs.csv") if r["seq"].count("C") != int(r["cys"]) or sum((c in "KR") - (c in "DE") for c in r["seq"]) != int(r["net_charge"])], [])
    run = re.findall(r"(\S+) +(e\d) (?:sample (start)|tool .* msg=(\d+)|scorer=includes value=(\w).*messages=(\d+))", (folder / "ctf-run.log").read_text("utf-8"))
    same("run", (sum(r[4] == "C" for r in run), sum(r[4] != "" for r in run), {r[0] for r in run}.__len__()), (14, 30, 10))
    seen = {}
    for task, epoch, start, message, _, total in run:
        number = 0 if start else int(message or total)
        if number < seen.get((task, epoch), -1):
            faults.append(f"run: messages of {task} {epoch} go backwards")
        seen[task, epoch] = number
    steps = {int(a): (float(b), int(c)) for a, b, c in re.findall(r"step +(\d+) .*grad (\S+) .*gpu (\d+)", (folder / "hybrid-340m.log").read_text("utf-8"))}
    slow = [c for k, (_, c) in steps.items() if 6400 <= k < 7000]
    same("hybrid", (round(sum(slow) / len(slow), -2), max(c for c in slow) < min(c for k, (_, c) in steps.items() if k not in range(6400, 7000)), steps[6500][0]), (34400, True, 2.4))
    same("accounts", sum(float(r["median_gap_s"]) < 100 for r in table("accounts.csv")), 34)
    for text in faults:
        print(text, file=sys.stderr)
    if faults:
        sys.exit(1)


ANSWERS = {
    "prof-eval-time-horizon": horizon(0.8),
    "prof-safe-kappa": kappa(12, 9, 14, 965),
    "prof-aisi-sample-size": ceil(log(0.05) / log(0.98)),
    "prof-weights-egress": 140e9 * 8 / 1.3 / 2e6 / 86400,
    "prof-wet-qpcr": 100 * (10 ** (1 / slope([14.9, 18.4, 21.8, 25.3, 28.7])) - 1),
    "prof-wet-buffer": round(8.0 - 0.028 * (4 - 21), 1),
    "prof-biosec-wastewater": at_least_three(9 * 500e6 * 1e-8),
    "prof-io-llm-labels": 100 * (0.09 + 0.97 - 1) / (0.58 + 0.97 - 1),
    "prof-comp-tpp": 989 * 16,
    "prof-comp-verif": (9.0 - 0.5) / 2 * 200,
    "prof-pre-dedup": (1 - 0.5 ** (1 / 14)) ** (1 / 8),
}

if __name__ == "__main__":
    facts()
    verify("professions", ANSWERS)
