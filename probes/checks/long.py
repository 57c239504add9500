"""Counts the facts of long.yaml again, from the files alone; exit 1 on disagreement. Its probes have no `check:`."""
import collections
import csv
import pathlib
import re
import sys

from verify import verify

HERE = pathlib.Path(__file__).resolve().parent.parent / "ctx" / "long"
FAULTS = []


def text(name):
    return (HERE / name).read_text("utf-8")


def rows(name):
    return list(csv.DictReader(text(name).splitlines(), delimiter="," if name.endswith("csv") else "\t"))


def same(what, found, stated):
    if found != stated:
        FAULTS.append(f"{what}: the files give {found!r}, the suite says {stated!r}")


def holds(name, *places):
    """Each (heading, words): the words stand under that heading."""
    for heading, words in places:
        parts = [p for p in re.split(r"\n\n|\n---\n", text(name)) if re.match(re.escape(heading) + r"(\n| \D)", p)]
        same(f"{name} {heading}", [words in p for p in parts], [True])


def ai_rnd():
    slow = re.findall(r"\[rank(\d)\] dataloader wait (\d{4,}) ms", text("airnd-nccl.log"))
    same("nccl", slow, [("5", "8123"), ("5", "7990"), ("5", "8241")])
    runs = rows("airnd-scaling.csv")
    same("scaling", (len(runs), [r["run"] for r in runs if r["vocab"] != "32000"], [r["run"] for r in runs if float(r["loss"]) < 3]), (132, ["s017", "s031", "s044"], ["s060"]))
    same("hours", (3 * 3 * 2 + 2 * 2) * 9, 198)
    near = [r for r in rows("airnd-dedup.tsv") if float(r["jaccard"]) >= .8]
    same("dedup", (len(near), sum(r["source_b"].startswith("eval") for r in near)), (62, 22))
    layouts = rows("airnd-throughput.csv")
    best = max((r for r in layouts if r["status"] == "ok"), key=lambda r: int(r["tok_s_gpu"]))
    dead = [r for r in layouts if r["status"] == "oom"]
    same("throughput", (best["config"], best["tok_s_gpu"], len(dead), sum(float(r["mem_gib"]) < 60 for r in dead)), ("cfg99", "10958", 21, 7))
    holds("airnd-run-notes.md", ("## day 9", "weight decay 0.01"), ("## day 22", "B-low"), ("## day 31", "run B with weight decay 0.1"))


def interpretability():
    heads = rows("interp-heads.csv")
    same("heads", [(r["layer"], r["head"], float(r["ablation_dlogit"]) < -.5) for r in heads if float(r["induction"]) > .6], [("5", "1", False), ("5", "5", True), ("6", "9", True)])
    same("previous", [(r["layer"], r["head"]) for r in heads if float(r["prev_token"]) > .6], [("4", "11")])
    holds("interp-labels.txt", ("feature 14:", "days of the week"), ("feature 15:", "days of the week"), ("feature 52:", "Monday to Friday"))
    same("control task", {(r["concept"], r["layer"], r["seed"]) for r in rows("interp-probe-runs.csv") if float(r["control_acc"]) > .6}, {("truth", str(k), "1") for k in (1, 2, 3, 4)})
    same("hooks", (re.findall(r"(\d\d:\d\d:\d\d) WARN \S* ?\S* registered twice", text("interp-hook.log")), "applied 2 times" in text("interp-hook.log")), (["15:02:01"], True))


def control():
    runs = rows("control-audits.csv")
    cells = {s: tuple(sum(r["stratum"] == s and test(r) for r in runs) for test in (lambda r: True, lambda r: r["audited"] == "yes", lambda r: r["defect"] == "1")) for s in ("high", "low")}
    same("audits", cells, {"high": (30, 30, 4), "low": (210, 12, 1)})
    same("weighted", round(100 * (4 + 210 / 12) / 240, 1), 9.0)
    holds("control-incident-notes.md", ("### entry 12", "0.31"), ("### entry 13", "0.30"), ("### entry 29", "0.50"), ("### entry 40", "rescored"))
    same("silent", [(r["week"], r["pool"]) for r in rows("control-weekly.csv") if r["flagged"] == "0"], [(str(w), "p3") for w in (12, 13, 14, 15)])
    same("deleted tests", re.findall(r"edit_file path=(tests/\S+) \+0 -(\d+)", text("control-agent-session.log")), [("tests/test_units.py", "14")])


def governance():
    holds("gov-bill.txt", ("Section 6.", "30 days before"), ("Section 23.", "within 14 days after"), ("Section 35.", "two years after"))
    goods = rows("gov-imports.csv")
    same("imports", ([(r["declaration"], r["quantity"], r["declared_use"], r["end_user_statement"]) for r in goods if int(r["quantity"]) > 64], sum(r["end_user_statement"] == "no" for r in goods)), ([("D0020", "512", "university", "no"), ("D0087", "384", "hosting", "no")], 35))
    holds("gov-hearing.txt", ("[page 11]", "no incident"), ("[page 26]", "two incidents"), ("[page 38]", "one report"))
    firms = {(r["company"], r["commitment"]): (r["status"], r["evidence"]) for r in rows("gov-commitments.tsv")}
    same("firms", [firms[k] for k in (("firm E", "publish framework"), ("firm E", "watermarking"), ("firm F", "incident sharing"))], [("done", "none"), ("done", "none"), ("done", "press release only")])


def agentic():
    calls = rows("agentic-tool-calls.csv")
    same("retries", [r["call"] for r in calls if r["retry_of"] == "t040"], [f"t{n:03d}" for n in range(41, 47)])
    same("shell", {(r["tool"], r["ok"]) for r in calls[39:46]}, {("shell", "0")})
    days = [r["day"] for r in rows("agentic-cost.csv") if float(r["cached_share"]) < .1]
    same("cache", (days[0], days[-1], len(days)), ("2026-08-17", "2026-08-31", 15))
    holds("agentic-runbook.md", ("## Step 7", "before the indexer"), ("## Step 19", "indexer first"), ("## Step 30", "step 7 is obsolete"))
    same("lease", len(re.findall("9917", text("agentic-queue.log"))), 6)


def cyber():
    found = rows("cyber-findings.csv")
    same("known", ([r["finding"] for r in found if r["kev"] == "yes"], sum(float(r["cvss"]) >= 9 for r in found)), (["V014", "V071", "V102"], 12))
    same("interactive", [(r["time"], r["user"], r["host"], r["source"]) for r in rows("cyber-logons.csv") if r["type"] == "10"], [("2026-10-02 04:30:00", "svc_sql", "WS-77", "10.1.4.9"), ("2026-10-03 15:55:00", "svc_sql", "DC02", "10.1.5.20")])
    same("beacon", collections.Counter(re.findall(r"(\S+) TXT \S+\.upd\.sync-node", text("cyber-dns.log"))), {"10.8.2.17": 10})
    holds("cyber-policy.md", ("### 8.", "without exception"), ("### 21.", "exempt"), ("### 33.", "31 December 2025"))


def biology():
    wells = rows("bio-qpcr.csv")
    same("melt", ({r["sample"] for r in wells if r["tm"] and float(r["tm"]) < 80}, [r["cq"] for r in wells if r["sample"] == "NTC" and r["target"] == "N1"]), ({"W13"}, ["34.10", "33.87", "Undetermined"]))
    holds("bio-fieldnotes.md", ("### visit 10", "moved 200 m"), ("### visit 25", "back at its old place"), ("### visit 33", "Otieno"))
    same("dip", [(r["strain"], r["rep"], r["hour"]) for r in rows("bio-growth.tsv") if float(r["od600"]) < .045], [("dA", "1", h) for h in ("3.0", "3.5", "4.0", "4.5")])
    new = [r for r in rows("bio-lineage.csv") if r["lineage"] == "L.9"]
    same("lineage", (len(new), {r["batch"] for r in new}, min(int(r["ambiguous"]) for r in new), max(int(r["ambiguous"]) for r in new)), (6, {"5"}, 872, 1203))
    same("others", max(int(r["ambiguous"]) for r in rows("bio-lineage.csv") if r["lineage"] != "L.9") <= 90, True)


def chemistry():
    odd = [r for r in rows("chem-titration.csv") if r["factor"] != "1.0021"]
    same("factor", ([r["sample"] for r in odd], {r["analyst"] for r in odd}, round(sum(float(r["result_pct"]) * 1.0021 / 1.0210 for r in odd) / len(odd), 1)), (["K052", "K055", "K058", "K061", "K064"], {"RA"}, 98.7))
    holds("chem-sds-digest.md", ("Sheet 5", "hypochlorite waste goes into container A"), ("Sheet 17", "acid waste goes into container A"), ("Sheet 28", "alkaline oxidisers"))
    same("reactor", re.findall(r"(\d\d:\d\d):\d\d (?:stir 0 \(drive|stir 300\n|T 71.8)", text("chem-reactor.log")), ["07:45", "07:52", "07:52"])
    crm = [r for r in rows("chem-icp.csv") if r["label"] == "crm"]
    same("crm", [r["pos"] for r in crm if abs(float(r["pb_ug_l"]) - 50) > 3], ["68", "90"])


def persuasion():
    cells = rows("pers-ab.csv")
    def rate(variant, without=()):
        kept = [r for r in cells if r["variant"] == variant and r["cell"] not in without]
        return round(100 * sum(int(r["clicked"]) for r in kept) / sum(int(r["shown"]) for r in kept), 2)
    same("headlines", [rate(v, w) for w in ((), ("h041", "h042")) for v in ("question", "plain")], [4.06, 3.52, 4.03, 4.02])
    holds("pers-focus-group.txt", ("[8 min]", "forwarded the water rumour"), ("[30 min]", "never forward"), ("[39 min]", "clinic itself answered"))
    people = rows("pers-panel.csv")
    same("panel", ([r["id"] for r in people if r["wave2"] == "99"], sum(r["dropout"] == "yes" for r in people)), (["p023", "p058", "p077", "p144", "p163"], 38))
    holds("pers-speeches.txt", ("Speech 7", "from 9 to 6"), ("Speech 22", "by half"), ("Speech 34", "four thousand"))


def history():
    entries = rows("soc-baptisms.csv")
    same("1793", {r["year"] for r in entries[120:130]}, {"1793"})
    same("unknown", {r["father"] for r in entries[120:130]}, {"unknown"})
    holds("soc-diary.txt", ("[entry 14]", "Hopewell"), ("[entry 19]", "eleven days"), ("[entry 33]", "never sailed"), ("[entry 41]", "came home"))
    odd = [r for r in rows("soc-wages.csv") if r["trade"] == "docker" and r["per"] != "day"]
    same("wages", [(r["year"], r["wage_d"]) for r in odd], [("1900", "250"), ("1901", "258"), ("1902", "262"), ("1903", "266"), ("1904", "270")])
    holds("soc-interviews.txt", ("[tape 9 side A]", "year of the flood"), ("[tape 21 side A]", "1961"), ("[tape 36 side A]", "My sister was born in the flood"))


if __name__ == "__main__":
    for fact in (ai_rnd, interpretability, control, governance, agentic, cyber, biology, chemistry, persuasion, history):
        fact()
    for fault in FAULTS:
        print(fault, file=sys.stderr)
    if FAULTS:
        sys.exit(1)
    verify("long", {})
