"""Writes tables and logs of professions.yaml: `python3 probes/checks/make_professions.py [--check]`. What `needs` say of them is counted again
by professions.py. Columns hang together: who reads from where, what an operation moves, which log shows a technique, what a case is about."""
import json
import math
import sys

import textures as t
from writer import Folder

FOLDER = Folder("professions")
file = FOLDER.file

# ---- a bucket of checkpoints

# Identity: addresses, multi-factor, weight, hours.
READERS = {"svc-eval": (("10.20.2.31", "10.20.2.32"), "n/a", 30, (0, 24)), "svc-serve": (("10.20.1.180", "10.20.1.181"), "n/a", 25, (0, 24)), "svc-train": (("10.20.3.40",), "n/a", 20, (0, 24)), "p.hansen": (("10.20.5.215",), "yes", 6, (8, 18)), "m.okafor": (("10.20.5.61",), "yes", 5, (8, 19)),
           "j.reyes": (("10.20.5.97",), "yes", 4, (9, 18)), "l.tanaka": (("10.20.5.12",), "yes", 3, (7, 16))}
RUN_OF = {"svc-eval": ("run-a43", "run-b02"), "svc-serve": ("run-a41",), "svc-train": ("run-b02",)}


@file("ckpt-audit.log")
def _(rng):
    rows = []
    for _ in range(94):
        who = rng.choices(list(READERS), [r[2] for r in READERS.values()])[0]
        addresses, factor, _, (first, last) = READERS[who]
        day = rng.randint(12, 18) if who.startswith("svc") else rng.randint(12, 16)
        clock = f"2026-10-{day:02d}T{rng.randint(first, last - 1):02d}:{rng.randint(0, 59):02d}"
        run = rng.choice(RUN_OF.get(who, ("run-a41", "run-a43", "run-b02")))
        operation = rng.choices(("GET", "HEAD", "LIST"), (45, 35, 20) if who.startswith("svc") else (12, 38, 50))[0]
        path = f"{run}/" if operation == "LIST" else f"{run}/shard-{rng.randint(0, 31):02d}.safetensors"
        rows.append((clock, who, operation, path, "4.7" if operation == "GET" else "0", rng.choice(addresses), factor))
    for k in range(32):
        rows.append((f"2026-10-15T02:{10 + k // 2:02d}", "j.reyes", "GET", f"run-b02/shard-{k:02d}.safetensors", "4.7", "10.20.9.17", "n/a"))
    rows.sort(key=lambda r: r[0])
    return "# object store audit, bucket ckpt-prod, one week, UTC; sizes in GB\n" + "".join(f"{c} {w:<10} {o:<5} {p:<29} {s:>9} from={a} mfa={f}\n" for c, w, o, p, s, a, f in rows)


# ---- notices

NCII = ("ncii-depicted-person", "ncii-representative")


@file("notice-ledger.csv")
def _(rng):
    """In the order of receipt. Thirteen valid notices on intimate images, three of them late, two of them with a possible minor."""
    cases = [(kind, "yes", h, note) for kind, h, note in zip([rng.choice(NCII) for _ in range(13)], (49, 55, 72, 3, 5, 8, 14, 19, 26, 31, 37, 40, 46), ("", "queue of copyright", "came by mail and was forwarded twice", "", "", "minor possible: escalated", "", "copies found: 3", "", "", "minor possible: escalated", "", "second notice"))]
    cases += [(rng.choice(NCII), "no", None, note) for note in ("address missing", "not the person depicted", "no statement of good faith", "address missing", "link does not resolve", "address missing", "signature missing")]
    for _ in range(22):
        cases.append(("copyright", "yes", round(rng.triangular(8, 110, 40)), rng.choice(("", "", "", "second notice", "copies found: 2"))) if rng.random() < .75 else ("copyright", "no", None, rng.choice(("work not named", "no signature", "fair use claimed by the user"))))
    for _ in range(18):
        cases.append(("impersonation", "yes", round(rng.triangular(4, 90, 30)), rng.choice(("", "", "second notice"))) if rng.random() < .7 else ("impersonation", "no", None, rng.choice(("parody account", "identity not shown"))))
    cases += [("hash-match", "yes", rng.randint(1, 3), "minor possible: escalated" if k % 3 == 0 else "") for k in range(12)]
    rng.shuffle(cases)
    times = sorted(rng.sample(range(30 * 1440), len(cases)))
    channels = {"copyright": ("form", "form", "mail", "partner"), "impersonation": ("in-app", "in-app", "form"), "hash-match": ("automatic",), NCII[0]: ("form", "in-app", "mail"), NCII[1]: ("form", "mail", "partner")}
    rows = []
    for k, (minute, (kind, valid, hours, note)) in enumerate(zip(times, cases)):
        channel = "mail" if "mail" in note else rng.choice(channels[kind])
        rows.append([f"K{3000 + k}", t.stamp("2026-09-01 00:00:00", minute * 60)[:16].replace(" ", "T"), kind, valid, hours or "", channel, note])
    for minute, row in zip(times, rows):
        if row[4]:  # the whole hours that were drawn, to the nearest
            row[4] = t.stamp("2026-09-01 00:00:00", (minute + 60 * row[4] + rng.randint(-24, 24)) * 60)[:16].replace(" ", "T")
    return t.tsv("ticket received_utc kind valid removed_utc channel note".split(), rows, ",")


# ---- a sandbox

@file("sandbox-T-5120.json")
def _(rng):
    tree = [(2312, 1140, "PdfMergePro_setup.exe", 6, 2), (2388, 2312, "setup.tmp", 41, 11), (2460, 2388, "pdfmerge.exe", 7, 9), (2504, 2388, "schtasks.exe", 0, 0), (2512, 2504, "conhost.exe", 0, 0), (2576, 2388, "updater.exe", 3, 4), (2640, 2576, "updater.exe", 1, 0), (2712, 2460, "pdfmerge.exe", 2, 1), (2760, 2460, "offerhost.exe", 5, 3), (2804, 2388, "regsvr32.exe", 0, 6), (2868, 2460, "explorer.exe", 0, 0), (2931, 2312, "cmd.exe", 1, 0), (2940, 2931, "conhost.exe", 0, 0)]
    calls = [(4, "ocsp.ca.example", 402, 1890), (11, "cdn.pdfmerge.example", 611, 48210377), (39, "stats.pdfmerge.example", 918, 204), (41, "offers.bundle.example", 5312, 18840), (43, "cdn.pdfmerge.example", 588, 320114), (47, "offers.bundle.example", 744, 61208), (62, "stats.pdfmerge.example", 870, 204), (88, "ocsp.ca.example", 398, 1888), (121, "stats.pdfmerge.example", 866, 204), (183, "cdn.pdfmerge.example", 540, 2210), (184, "stats.pdfmerge.example", 902, 204), (244, "stats.pdfmerge.example", 871, 204), (271, "offers.bundle.example", 690, 17530)]
    head = '{"sample": "T-5120", "name": "PdfMergePro_setup.exe", "signed": true, "signer": "Quarto Utilities OU", "verdict_vendor": "PUA", "score": 4.1,\n "processes": [\n'
    body = ",\n".join("  " + json.dumps(dict(zip(("pid", "ppid", "image", "files_written", "reg_set"), row))) for row in tree) + "\n ],\n \"network\": [\n"
    body += ",\n".join("  " + json.dumps({"t": at, "host": host, "proto": "http" if host.startswith("ocsp") else "https", "out": out, "in": got}) for at, host, out, got in calls) + "\n ],\n"
    return head + body + ' "persistence": ["task \\\\PdfMerge\\\\UpdateCheck, daily 11:00, updater.exe /silent", "HKCU Run PdfMerge = pdfmerge.exe /tray"],\n "signatures": ["checks for a debugger", "reads browser default", "long sleep 180 s skipped by the sandbox", "offers.bundle.example: POST with list of installed programs"]}\n'


# ---- rules

# Rule, technique, log that shows it.
RULES = (("LSASS access by non-system process", "T1003.001", "EDR"), ("Scheduled task from user profile", "T1053.005", "sysmon"), ("Run key to temp folder", "T1547.001", "sysmon"), ("Encoded PowerShell", "T1059.001", "sysmon"), ("Kerberos RC4 ticket requests, many services", "T1558.003", "DC log"), ("Office spawns script host", "T1204.002", "EDR"), ("New local administrator", "T1136.001", "security log"),
         ("Event log cleared", "T1070.001", "security log"), ("RDP from workstation to workstation", "T1021.001", "security log"), ("DNS with long labels", "T1071.004", "DNS log"), ("Archive tool writes over 500 MB", "T1560.001", "EDR"), ("Shadow copies deleted", "T1490", "EDR"), ("MFA fatigue, five prompts in ten minutes", "T1621", "Entra ID"), ("OAuth consent for new app", "T1528", "Entra ID"), ("Mail rule that forwards outside", "T1114.003", "M365"), ("WMI process create from remote", "T1047", "sysmon"))
# What a rule is called outside workstations, where "(servers)" would contradict its name.
SCOPES = {"RDP from workstation to workstation": "RDP from server to server", "Office spawns script host": "Office spawns script host (terminal servers)", "Mail rule that forwards outside": "Mail rule that forwards outside (shared mailboxes)", "Kerberos RC4 ticket requests, many services": "Kerberos RC4 ticket requests, service accounts", "DNS with long labels": "DNS with long labels (guest network)"}
OWNERS = ("Ife", "Linh", "Tomas")
NOBODY, TRUE, ALERTS = 9, 23, 2632


@file("rule-backlog.md")
def _(rng):
    elsewhere = [((SCOPES[r[0]], *r[1:]) if r[0] in SCOPES else r, "" if r[0] in SCOPES else " (servers)") for r in RULES if r[2] != "Entra ID"]
    names = ([(r, "") for r in RULES] + elsewhere + [(r, " (v2)") for r in RULES])[:46]
    few = set(rng.sample(range(46), NOBODY))
    weights = [rng.lognormvariate(0, 1.7) for _ in names]
    noise = [round(ALERTS * w / sum(weights)) for w in weights]
    noise[noise.index(max(noise))] += ALERTS - sum(noise)
    true = [0] * 46
    while sum(true) < TRUE:
        k = rng.choice([k for k in range(46) if noise[k] > true[k] and noise[k] < 80])
        true[k] += 1
    out = ["# Detection backlog, October", "", "| id | rule | ATT&CK | alerts/wk | true | last reviewed | data source | owner |", "|---|---|---|---|---|---|---|---|"]
    for k, ((name, technique, log), suffix) in enumerate(names):
        year = rng.choice((2023, 2024, 2024, 2025, 2025, 2026))
        out.append(f"| D-{100 + k} | {name}{suffix} | {technique} | {noise[k]} | {true[k]} | {year}-{rng.randint(1, 9 if year == 2026 else 12):02d} | {log} | {'nobody' if k in few else rng.choice(OWNERS)} |")
    return "\n".join(out) + "\n"


# ---- designs

PARENT = "MKTEELIKQALEWIEKGNPEKALEVAKKLIEEHPDNPEVYLALGRALLALGRLEEALEVLRRALELDP"
# What ProteinMPNN puts in place of a residue of this backbone: the first is likely, the last is seldom.
SWAPS = {"L": "IVMF", "I": "LVM", "V": "IAC", "A": "SVC", "W": "FYL", "Y": "FWH", "M": "LI", "E": "KDQR", "K": "ERQS", "R": "KEQ", "Q": "EKR", "D": "ENS", "T": "SPD", "N": "DHG", "H": "NYD", "G": "NKD", "P": "ASE", "S": "TDA"}


@file("mpnn-designs.csv")
def _(rng):
    rows = []
    for n in range(1, 41):
        seq, cost, bold = [], 0.0, rng.uniform(.3, .62)
        for k, old in enumerate(PARENT):
            turn = old in "GPNH"
            if k and rng.random() < (bold * .25 if turn else bold):
                pick = min(int(rng.expovariate(.95)), len(SWAPS[old]) - 1)
                cost += (1.6 if turn else .5) + .35 * pick + (1.2 if SWAPS[old][pick] == "C" else 0)
                seq.append(SWAPS[old][pick])
            else:
                seq.append(old)
        seq = "".join(seq)
        score = .62 + cost / len(PARENT) * .95 + rng.gauss(0, .03)
        plddt = 81.6 - 38 * (score - .84) + rng.gauss(0, 3)
        rmsd = .5 + .11 * abs(92 - plddt) * rng.lognormvariate(0, .3)
        charge = sum((c in "KR") - (c in "DE") for c in seq)
        rows.append([f"d{n:02d}", f"{score:.2f}", f"{plddt:.1f}", f"{rmsd:.2f}", charge, seq.count("C"), seq])
    return t.tsv("design mpnn_score plddt rmsd_to_backbone net_charge cys seq".split(), rows, ",")


# ---- offers

# Item: price at eight pieces, dense FP16 TFLOPS, memory, power, weeks.
ITEMS = {"H100 SXM": (28400, 989, 80, 700, 14), "H200 SXM": (32600, 989, 141, 700, 20), "H20": (13400, 148, 96, 400, 10), "L40S": (8700, 362, 48, 350, 6), "MI300X": (17300, 1307, 192, 750, 16), "A100 80GB": (12900, 312, 80, 400, 4)}
# Vendor: level of prices, where it ships from, whether the clause is in its papers.
VENDORS = {"Arken": (1.0, "NL", "yes"), "Boreal": (1.03, "US", "yes"), "Cirrus": (.97, "SG", "yes"), "Delfin": (.93, "AE", "no")}


@file("gpu-quotes.csv")
def _(rng):
    rows = []
    for vendor, (level, place, clause) in VENDORS.items():
        for item, (price, flops, memory, power, weeks) in ITEMS.items():
            wait, ships, papers = max(2, weeks + rng.randint(-3, 4)), place, clause
            # Where one that is hard to get comes at once, from elsewhere and without papers.
            if (vendor, item) in (("Cirrus", "H100 SXM"), ("Delfin", "H100 SXM"), ("Delfin", "H200 SXM")):
                wait, ships, papers = 3, "AE", "no"
            for pieces in (8, 16, 32):
                cost = price * level * (1 - .025 * math.log2(pieces / 8)) * rng.uniform(.99, 1.01)
                rows.append([vendor, item, pieces, round(cost, -1).__int__(), flops, memory, power, wait + (2 if pieces == 32 and wait > 3 else 0), ships, papers])
    return t.tsv("vendor item qty unit_usd fp16_dense_tflops mem_gb tdp_w lead_weeks ship_from end_user_clause".split(), rows, ",")


if __name__ == "__main__":
    sys.exit(FOLDER.main())
