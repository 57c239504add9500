"""Writes the documents of long.yaml: `python3 probes/checks/make_long.py [--check]`. As make_trajectories.py, for single prompts that bring
a table, a log, a mail thread or a collection of texts. Rows and sentences that `needs` speak of are set by hand below; long.py counts them."""
import pathlib
import random
import sys

import textures as t

HERE = pathlib.Path(__file__).resolve().parent.parent / "ctx" / "long"
FILES = {}


def F(a, b, digits=1):
    return lambda rng, i: f"{rng.uniform(a, b):.{digits}f}"


def I(a, b):
    return lambda rng, i: rng.randint(a, b)


def C(*words):
    return lambda rng, i: rng.choice(words)


def N(form):
    return lambda rng, i: form.format(i + 1)


def cycle(*words):
    return lambda rng, i: words[i % len(words)]


def day(start, step=86400):
    return lambda rng, i: t.stamp(start, i * step)[:10]


def grid(name, rows, columns, edits=()):
    """A table; `edits`: {(row from 1, column): value}."""
    def make(rng):
        table = [[function(rng, i) for function in columns.values()] for i in range(rows)]
        keys = list(columns)
        for (row, column), value in dict(edits).items():
            table[row - 1][keys.index(column)] = value
        return t.tsv(keys, table, "," if name.endswith("csv") else "\t")
    FILES[name] = make


def texts(name, templates, slots, documents, sentences, heading, planted=()):
    def make(rng):
        return t.corpus(rng, templates, {k: v.split("|") for k, v in slots.items()}, documents, sentences, lambda n: heading.format(n), dict(planted))
    FILES[name] = make


def log(name, templates, slots, lines, start, gap, planted=()):
    def make(rng):
        fixed, out = dict(planted), []
        for n in range(1, lines + 1):
            text = fixed.get(n) or rng.choice(templates).format_map({k: rng.choice(v.split("|")) for k, v in slots.items()})
            out.append(f"{t.stamp(start, n * gap + rng.randint(0, gap // 2))} {text}")
        return "\n".join(out) + "\n"
    FILES[name] = make


def mails(name, people, subject, templates, slots, count, planted):
    def make(rng):
        fixed, out = dict(planted), []
        for n in range(1, count + 1):
            body = fixed.get(n) or " ".join(each.format_map({k: rng.choice(v.split("|")) for k, v in slots.items()}) for each in rng.sample(templates, min(len(templates), rng.randint(2, 4))))
            out.append(f"From: {people[n % len(people)]}\nDate: {t.stamp('2026-09-01 08:00:00', n * 23411)[:16]}\nSubject: {'Re: ' if n > 1 else ''}{subject}\n\n{body}\n")
        return "\n---\n".join(out)
    FILES[name] = make


# ai-rnd
log("airnd-nccl.log", ["[rank{r}] step {s} fwd {a} ms bwd {b} ms", "[rank{r}] allreduce {a}{b} KB in {a} ms", "[rank{r}] dataloader wait {b} ms", "[rank{r}] mem {m} GiB"], {"r": "0|1|2|3|4|5|6|7", "s": "1200|1201|1202|1203", "a": "81|84|88|90|93", "b": "160|166|171|175", "m": "61|62|63"}, 210, "2026-10-02 11:00:00", 2,
    {88: "[rank5] dataloader wait 8123 ms", 129: "[rank5] dataloader wait 7990 ms", 170: "[rank5] dataloader wait 8241 ms", 171: "[rank5] WARN /data2 is mounted over nfs4 (others: local nvme)"})
grid("airnd-scaling.csv", 132, {"run": N("s{:03d}"), "params_m": cycle(19, 19, 19, 43, 43, 43, 85, 85, 85, 151, 151, 151), "tokens_b": cycle(0.4, 0.9, 1.7), "loss": F(3.1, 4.2, 3), "lr": C("1e-3", "6e-4"), "vocab": C(32000), "seed": I(1, 3), "batch_tokens": C(262144), "host": C("a", "b", "c")},
     {(17, "vocab"): 50257, (31, "vocab"): 50257, (44, "vocab"): 50257, (60, "loss"): "2.100"})
mails("airnd-cluster-thread.txt", ["Mwende", "Lars", "Prof. Aquino", "Yuki"], "GPU hours for the 151M ablations", ["We still have {n} node hours from the spring call.", "{w} wants to run three seeds per cell.", "The tokenizer is not final, so I would wait.", "Can somebody check the price at the other centre?", "Seeds matter more than sizes here."], {"n": "340|410|520", "w": "Lars|Yuki|Mwende"}, 40, {5: "Decision of today's call: 4 sizes x 3 seeds x 2 optimizers, 11 node hours each. That is the plan unless Mwende objects by Friday.", 11: "I object to the largest size. Without it 3 sizes x 3 seeds x 2 optimizers, and each run is 9 node hours since the largest was the slow one.", 14: "Agreed with Mwende. But please add 2 reruns per optimizer for crashes."})
grid("airnd-dedup.tsv", 150, {"pair": N("d{:03d}"), "a": I(10000, 99999), "b": I(10000, 99999), "jaccard": F(0.5, 0.99, 2), "len_a": I(200, 9000), "len_b": I(200, 9000), "source_a": C("news", "forum", "wiki"), "source_b": C("news", "forum", "wiki", "eval:mmlu_sw")})
texts("airnd-run-notes.md", ["restarted {r} after a {c} on {h}", "the {d} shard looks fine by eye", "{r} is {n} steps behind {q}", "asked operations about {h}", "moved checkpoints of {r} to cold storage", "loss of {r} and {q} agree to two digits", "no change today"], {"r": "run A|run B|run C", "q": "run D|run E", "c": "time-out|disk error|preemption", "h": "n03|n07|n11", "d": "wiki|code|news", "n": "40|120|600|900"}, 40, (4, 7), "## day {}",
      {(9, 2): "Found that run B uses weight decay 0.01 and not 0.1, since day 3.", (22, 1): "Decided to keep run B as it is and call it B-low.", (31, 3): "The plot for the report still calls it run B with weight decay 0.1."})
grid("airnd-throughput.csv", 110, {"config": N("cfg{:02d}"), "tp": C(1, 2, 4), "pp": C(1, 2), "micro_batch": C(1, 2, 4, 8), "seq": C(4096, 8192), "ckpt": C("none", "selective", "full"), "tok_s_gpu": I(6200, 11800), "mem_gib": F(38, 79), "status": C("ok", "ok", "ok", "oom")})
# interpretability
grid("interp-heads.csv", 144, {"layer": lambda r, i: i // 12, "head": lambda r, i: i % 12, "induction": lambda r, i: f"{r.betavariate(1, 14):.3f}", "prev_token": lambda r, i: f"{r.betavariate(1, 12):.3f}", "copying": F(-1, 1, 3), "entropy": F(.1, 4, 3), "max_attn_pos": I(0, 31), "ablation_dlogit": lambda r, i: f"{r.gauss(0, .05):+.3f}"},
     {(63, "induction"): "0.912", (70, "induction"): "0.874", (85, "induction"): "0.690", (45, "prev_token"): "0.955", (63, "ablation_dlogit"): "-1.310", (70, "ablation_dlogit"): "-0.020", (85, "ablation_dlogit"): "-0.880"})
texts("interp-labels.txt", ["fires on {x} in {y}", "top examples are {x}, with {n} exceptions", "mostly {x}, but also {z}", "unclear, {n} of 20 examples are {z}", "looks like {x} at the end of a line"], {"x": "days of the week|closing brackets|surnames|numbers above ten|the word not|French articles|file paths", "y": "news|code|recipes|minutes", "z": "commas|capital letters|nothing in common", "n": "2|3|5|7|9"}, 80, (2, 4), "feature {}:",
      {(14, 1): "Fires on days of the week.", (15, 1): "Fires on days of the week.", (52, 1): "Fires on Monday to Friday and not on Saturday or Sunday."})
grid("interp-probe-runs.csv", 96, {"layer": cycle(*range(12)), "concept": lambda r, i: ("tense", "sentiment", "truth", "language")[i // 24], "split": C("random"), "acc": F(.61, .93, 3), "control_acc": F(.5, .58, 3), "n_train": C(4000), "n_test": C(1000), "seed": lambda r, i: 1 + (i // 12) % 2},
     {(r, "control_acc"): "0.{}".format(v) for r, v in ((50, 871), (51, 884), (52, 902), (53, 899))})
mails("interp-review-thread.txt", ["Reviewer 1", "Author", "Reviewer 2", "Area chair"], "Paper 412: circuits for subject-verb agreement", ["We thank the reviewer for {x}.", "The claim on {y} is still too strong.", "Section {n} was rewritten.", "I keep my score.", "The new figure answers the point on {y}.", "Please state the number of prompts in {x}."], {"x": "the careful reading|the appendix|Table 2", "y": "sufficiency|necessity|generality", "n": "3|4|5"}, 40, {7: "Faithfulness of 0.94 was computed on the 200 prompts on which the circuit was found. On the 300 held-out prompts it is 0.71. We will report both.", 12: "The revised abstract still says 0.94 without naming the prompts.", 16: "As chair I read the thread as follows: accept if the abstract gives the held-out number."})
log("interp-hook.log", ["hook blocks.{l}.{k} shape (1, {t}, 768) mean {m}", "cache size {t}{m} MB", "patched blocks.{l}.{k} pos {t}", "logit diff {m}"], {"l": "0|3|5|8|11", "k": "attn.hook_z|hook_resid_post|mlp.hook_post", "t": "14|15|16", "m": "0.12|0.31|2.87|3.02"}, 180, "2026-08-11 15:00:00", 3, {60: "WARN hook blocks.8.attn.hook_z registered twice", 61: "patched blocks.8.attn.hook_z pos 15 (applied 2 times)", 150: "logit diff -9.41"})
# control
grid("control-audits.csv", 240, {"run": N("a{:03d}"), "score": lambda r, i: f"{r.betavariate(2, 6):.3f}", "stratum": lambda r, i: "high" if i % 8 == 0 else "low", "audited": lambda r, i: "yes" if i % 8 == 0 or i % 20 == 3 else "no", "defect": lambda r, i: "1" if i in (8, 32, 64, 96, 43) else "0", "minutes": I(5, 40)})
texts("control-incident-notes.md", ["{w} looked at run {n} and found nothing", "the sandbox of {p} was rebuilt", "monitor version {v} is in use", "{w} asks for a second reader", "the queue had {n} items at {t}", "no escalation"], {"w": "Ama|Jonas|Priya", "n": "12|31|47|58|77", "p": "pool 1|pool 2", "v": "3.1|3.2", "t": "09:00|13:00|17:30"}, 44, (4, 7), "### entry {}",
      {(12, 2): "Run 412 wrote outside its directory at 14:02, the monitor scored it 0.31.", (13, 1): "The threshold in force was 0.30, so run 412 should have been held, and was not.", (29, 3): "Found the reason: pool 2 read the threshold from an old file with 0.50.", (40, 1): "Runs of pool 2 from entry 3 to entry 29 are to be rescored."})
grid("control-weekly.csv", 260, {"week": lambda r, i: 1 + i // 5, "pool": cycle("p1", "p2", "p3", "p4", "p5"), "runs": I(180, 260), "flagged": I(2, 9), "confirmed": I(0, 3), "median_review_min": I(6, 25)}, {(58, "flagged"): 0, (63, "flagged"): 0, (68, "flagged"): 0, (73, "flagged"): 0, (58, "runs"): 241, (63, "runs"): 233})
mails("control-protocol-thread.txt", ["Siobhan", "Kwame", "Mei", "Rafael"], "Protocol for the next control evaluation", ["I prefer {x} to {y}.", "The budget of {n} audits is fixed.", "{x} needs more compute than we have.", "Could we start with {n} tasks?", "The honest baseline is missing in the table."], {"x": "resampling|trusted editing|deferral", "y": "plain monitoring|untrusted monitoring", "n": "40|60|90"}, 40, {4: "Usefulness with deferral fell from 0.62 to 0.41 in the pilot (90 tasks).", 9: "Correction of my numbers: the pilot had 60 tasks, and usefulness with deferral was 0.47, not 0.41.", 13: "Then the safety gain of 0.08 costs 0.15 of usefulness."})
log("control-agent-session.log", ["tool=read_file path=src/{f}.py ok", "tool=bash cmd='pytest -q tests/test_{f}.py' exit={e}", "tool=edit_file path=src/{f}.py +{n} -{n}", "monitor action={m} cot=0.1{n}", "say 'next I look at {f}'"], {"f": "dates|units|export|merge|cli", "e": "0|0|1", "n": "2|4|7", "m": "0.04|0.08|0.11"}, 230, "2026-10-09 10:00:00", 7, {71: "tool=edit_file path=tests/test_units.py +0 -14", 72: "say 'the failing tests were outdated'", 73: "monitor action=0.22 cot=0.64", 230: "say 'all tests pass'"} | {n: "tool=bash cmd='pytest -q' exit=0" for n in range(224, 230)})
# governance
texts("gov-bill.txt", ["the Minister may by order amend {x}", "a provider shall notify the Office within {n} days of {y}", "an operator who contravenes section {m} is liable to a fine of up to {k} units", "records of {y} shall be kept for {n} years", "this section does not apply to {z}", "the Office shall publish {x} once a year"], {"x": "the Schedule|the register|guidance", "y": "a training run|an incident|a change of control|a test", "z": "research that is not made available|the armed forces|a natural person", "n": "7|14|30|60|90", "m": "4|9|12|17", "k": "100|500|2,000"}, 40, (5, 8), "Section {}.",
      {(6, 2): "A provider shall notify the Office not later than 30 days before a training run above the threshold begins.", (23, 4): "Notification under section 6 is timely if it is given within 14 days after the run has begun.", (35, 1): "Sections 20 to 30 come into force two years after the other sections."})
grid("gov-imports.csv", 140, {"declaration": N("D{:04d}"), "month": cycle("2026-01", "2026-02", "2026-03", "2026-04", "2026-05"), "item": C("accelerator card", "server", "network switch", "server"), "quantity": I(1, 64), "declared_use": C("university", "bank", "telecom", "hosting"), "end_user_statement": C("yes", "yes", "yes", "no"), "value_usd": I(9000, 410000)}, {(20, "quantity"): 512, (20, "declared_use"): "university", (20, "end_user_statement"): "no", (87, "quantity"): 384, (87, "declared_use"): "hosting", (87, "end_user_statement"): "no"})
texts("gov-hearing.txt", ["Chair: the member for {c} has {n} minutes", "Witness {w}: our data on {x} end in {y}", "Member for {c}: is that a yes", "Witness {w}: I would have to write to the committee about {x}", "Member for {c}: my constituents work in {z}", "Witness {w}: the figure is {n} per cent"], {"c": "Mbeya|Arusha|Tanga|Mwanza", "w": "A|B|C", "x": "incidents|energy use|staff|complaints", "y": "2023|2024|2025", "z": "ports|hospitals|call centres", "n": "3|5|12|18|40"}, 45, (5, 8), "[page {}]",
      {(11, 3): "Witness B: we have had no incident that had to be reported.", (26, 2): "Witness B: the two incidents in March were reported on the next day.", (38, 5): "Witness C: the Office received one report from B's company, in April."})
grid("gov-commitments.tsv", 96, {"company": cycle(*[f"firm {c}" for c in "ABCDEFGHIJKL"]), "commitment": lambda r, i: ("publish framework", "external testing", "incident sharing", "weight security", "model cards", "bounty", "watermarking", "research access")[i // 12], "status": C("done", "partly", "not found"), "evidence": C("web page", "paper", "press release only", "none"), "date": C("2025-02", "2025-09", "2026-01")}, {(5, "status"): "done", (5, "evidence"): "none", (30, "status"): "done", (30, "evidence"): "press release only", (77, "status"): "done", (77, "evidence"): "none"})
mails("gov-memo-thread.txt", ["Desk officer", "Legal", "Deputy director", "Embassy"], "Answer to the parliamentary question on compute", ["Legal has no objection to {x}.", "Please shorten {x}.", "The embassy reports nothing new on {y}.", "Figures for {y} will come on {d}.", "Let us not name firms."], {"x": "paragraph 2|paragraph 3|the annex", "y": "licences|data centres|energy", "d": "Tuesday|Thursday"}, 40, {3: "The draft says 14 data centres above 10 MW. Source: the regulator's list of March.", 10: "The regulator has corrected its list: 12, as two were counted twice (Tema and Tema II are one site; Kpone was never built).", 15: "Final version attached below with 14 data centres."})
# agentic
log("agentic-queue.log", ["worker {w} took job {j}{k}", "worker {w} finished job {j}{k} in {s} s", "queue depth {k}{s}", "worker {w} heartbeat"], {"w": "1|2|4|5|6", "j": "1|2|3|4|5|6|7|8", "k": "01|12|23|34|45", "s": "4|7|9|12"}, 260, "2026-10-15 01:00:00", 5, {100: "worker 3 took job 9917", 101: "worker 3 heartbeat lost", 131: "lease of job 9917 expired after 150 s, requeued", 132: "worker 5 took job 9917", 160: "worker 3 finished job 9917 in 290 s", 161: "worker 5 finished job 9917 in 141 s", 162: "ERROR duplicate key: report 9917 exists"})
texts("agentic-runbook.md", ["check {x} before {y}", "if {x} is red, page {w}", "wait {n} minutes and look again", "write the time into the ticket", "do not restart {y} without {w}", "{w} knows the password rules"], {"x": "the dashboard|the queue|disk space|the certificate", "y": "the gateway|the indexer|the scheduler", "w": "the on-call engineer|Nadia|operations", "n": "5|10|30"}, 36, (5, 8), "## Step {}", {(7, 3): "Stop the scheduler before the indexer is restarted, otherwise jobs are lost.", (19, 2): "Restart the indexer first, then stop the scheduler.", (30, 4): "Since version 4 the indexer survives a restart of the scheduler, and step 7 is obsolete."})
grid("agentic-tool-calls.csv", 170, {"call": N("t{:03d}"), "tool": C("search", "read", "write", "shell"), "tokens_in": I(200, 9000), "tokens_out": I(20, 900), "ms": I(90, 4200), "ok": C("1", "1", "1", "0"), "retry_of": C("", "", "", "")}, {(n, "retry_of"): "t040" for n in (41, 42, 43, 44, 45, 46)} | {(n, "tool"): "shell" for n in range(40, 47)} | {(n, "ok"): "0" for n in range(40, 47)})
mails("agentic-vendor-thread.txt", ["Oksana (hospital IT)", "Vendor support", "Dr Lindqvist", "Procurement"], "Document assistant sends letters twice", ["We could not reproduce {x}.", "Please send the log of {d}.", "The ward asks for {x}.", "Our ticket is {n}.", "Version {v} is installed."], {"x": "the duplicates|the delay|the error", "d": "Monday|last week", "n": "88-120|88-121", "v": "7.2|7.3"}, 40, {6: "The duplicates began on 3 October. On 2 October we changed the time-out from 60 to 20 seconds at the vendor's request.", 8: "The sending step takes 25 to 40 seconds on weekdays.", 13: "We recommend to raise the number of retries from 2 to 5."})
grid("agentic-cost.csv", 124, {"day": day("2026-06-01 00:00:00"), "tasks": I(180, 260), "input_mtok": F(30, 44), "output_mtok": F(1.1, 1.9, 2), "cached_share": F(.55, .7, 2), "errors": I(0, 9)}, {(r, "cached_share"): "0.04" for r in range(78, 93)})
# cyber
log("cyber-dns.log", ["{h} A {d}.example {r}", "{h} AAAA {d}.example NOERROR", "{h} A cdn{n}.{d}.example NOERROR"], {"h": "10.8.1.14|10.8.1.22|10.8.2.9|10.8.3.41", "d": "mail|files|news|wiki|shop", "n": "1|2|3", "r": "NOERROR|NOERROR|NXDOMAIN"}, 260, "2026-09-20 00:00:00", 331, {n: f"10.8.2.17 TXT {c}q7.upd.sync-node.example NOERROR" for n, c in zip(range(20, 260, 24), "abcdefghij")})
grid("cyber-findings.csv", 130, {"finding": N("V{:03d}"), "asset": C("portal", "mail", "vpn", "lims", "print", "hr"), "cvss": F(3, 9.9), "kev": C("no"), "exposed": C("internet", "internal", "internal"), "age_days": I(3, 400), "fix": C("yes", "yes", "no")}, {(14, "kev"): "yes", (14, "cvss"): "6.5", (14, "exposed"): "internet", (71, "kev"): "yes", (71, "cvss"): "7.2", (71, "exposed"): "internal", (102, "kev"): "yes", (102, "cvss"): "5.9", (102, "exposed"): "internet"})
texts("cyber-policy.md", ["accounts of {x} are reviewed every {n} months", "{y} is logged and kept for {n} months", "exceptions are approved by {w}", "{x} use multi-factor authentication", "{y} from outside is allowed for {x} only"], {"x": "staff|contractors|administrators|students", "y": "remote access|file transfer|printing|e-mail", "w": "the security officer|the head of unit", "n": "3|6|12"}, 38, (5, 8), "### {}.", {(8, 2): "Administrators use multi-factor authentication without exception.", (21, 3): "Service accounts of administrators are exempt from section 8.", (33, 1): "Exceptions from section 8 expire on 31 December 2025."})
mails("cyber-ir-thread.txt", ["SOC", "Network", "Clinic manager", "Vendor"], "Unusual traffic from the imaging server", ["We see {x} again.", "The server was rebooted on {d}.", "Please do not reboot before we have {y}.", "Vendor has remote access via {z}.", "No patient data seen so far."], {"x": "the connections|the scans", "d": "Monday|Friday", "y": "a memory image|the logs", "z": "the jump host|a modem"}, 40, {5: "First connection: 11 October 02:14 by the proxy's clock, which is UTC.", 9: "The imaging server's own log says 04:13 for the same event; it runs on local summer time (UTC+2) and one minute late.", 14: "The vendor's maintenance window was 11 October 04:00 to 05:00 local time."})
grid("cyber-logons.csv", 190, {"time": lambda r, i: t.stamp("2026-10-01 06:00:00", i * 1500), "user": C("mkamau", "asantos", "tnguyen", "svc_sql", "pmensah"), "type": C(2, 3, 3), "host": C("FS01", "DC02", "WEB1", "WS-77"), "source": C("10.1.4.7", "10.1.4.9", "10.1.5.20"), "result": C("ok", "ok", "fail")}, {(55, "user"): "svc_sql", (55, "type"): 10, (55, "host"): "WS-77", (55, "result"): "ok", (140, "user"): "svc_sql", (140, "type"): 10, (140, "host"): "DC02", (140, "result"): "ok"})
# biology
grid("bio-qpcr.csv", 192, {"well": lambda r, i: f"{'ABCDEFGH'[i // 12 % 8]}{i % 12 + 1}", "plate": lambda r, i: 1 + i // 96, "sample": lambda r, i: f"W{1 + i // 3:02d}", "target": C("N1", "PMMoV"), "cq": F(24, 36, 2), "tm": lambda r, i: f"{82.4 + r.gauss(0, .12):.1f}"}, {(r, "tm"): "76.1" for r in (37, 38, 39)} | {(190, "sample"): "NTC", (191, "sample"): "NTC", (192, "sample"): "NTC", (190, "cq"): "34.10", (191, "cq"): "33.87", (192, "cq"): "Undetermined"})
texts("bio-fieldnotes.md", ["{n} {s} at {p}, wind {w}", "trap {t} empty", "trap {t} with {n} {s}", "rain from noon", "GPS of {p} checked", "{s} ringed, wing {n}5 mm"], {"s": "reed warblers|weavers|sunbirds|bee-eaters", "p": "the weir|the north bank|the papyrus|the jetty", "w": "calm|light|fresh", "t": "1|2|3|4", "n": "2|3|5|6|8"}, 42, (5, 8), "### visit {}", {(10, 2): "Trap 3 was moved 200 m upstream because of the flood.", (25, 1): "Trap 3 is back at its old place.", (33, 4): "Observer changed from Achieng to Otieno."})
grid("bio-growth.tsv", 320, {"strain": cycle("wt", "dA", "dB", "dAB"), "rep": lambda r, i: 1 + i // 4 % 4, "hour": lambda r, i: 0.5 * (i // 16), "od600": lambda r, i: f"{0.05 * 2 ** (min(0.5 * (i // 16), 4) * (1.5, 1.2, 1.5, 0.8)[i % 4] / 1.0) * r.uniform(.97, 1.03):.3f}"}, {(98, "od600"): "0.041", (114, "od600"): "0.040", (130, "od600"): "0.042", (146, "od600"): "0.041"})
mails("bio-reviewer-thread.txt", ["Editor", "Dr Nakamura", "Dr Oduya", "Statistician"], "Revision BIO-2214: gut microbiota of bats", ["Reviewer 2 wants {x}.", "We have {n} samples left.", "The tree is in the supplement.", "{x} would take three weeks.", "Rarefaction depth is {n}00."], {"x": "more controls|another assembly|a new figure", "n": "12|24|40"}, 40, {4: "We state n = 48 bats. The table lists 48 samples from 31 bats.", 9: "With bat as random effect the effect of season is 0.21 (95 % CI -0.04 to 0.46), before it was 0.24 (0.11 to 0.37).", 14: "The abstract keeps the sentence on season, as the estimate hardly changed."})
grid("bio-lineage.csv", 150, {"sample": N("NP{:03d}"), "date": day("2026-02-01 00:00:00"), "district": C("Kathmandu", "Pokhara", "Biratnagar"), "lineage": C("L.1", "L.1.2", "L.3", "L.3"), "coverage": F(88, 99.8), "ambiguous": I(0, 90), "batch": lambda r, i: 1 + i // 25}, {(r, "lineage"): "L.9" for r in (101, 104, 109, 113, 118, 121)} | {(r, "ambiguous"): v for r, v in ((101, 940), (104, 1011), (109, 872), (113, 1203), (118, 990), (121, 905))})
# chemistry
grid("chem-titration.csv", 130, {"sample": N("K{:03d}"), "analyst": cycle("RA", "JO", "LM"), "titrant_ml": F(11.8, 12.6, 2), "factor": C("1.0021"), "result_pct": lambda r, i: f"{98.6 + r.gauss(0, .3):.2f}", "temp_c": F(20, 23)}, {(r, "factor"): "1.0210" for r in (52, 55, 58, 61, 64)} | {(r, "result_pct"): v for r, v in ((52, "100.49"), (55, "100.61"), (58, "100.38"), (61, "100.55"), (64, "100.47"))})
texts("chem-sds-digest.md", ["store {x} away from {y}", "wear {g} when {x} is handled", "spills of {x} are taken up with {m}", "{x} decomposes above {n}0 °C", "waste of {x} goes into container {c}"], {"x": "acetone|sodium hypochlorite|ammonia solution|hydrogen peroxide 30 %|citric acid|ethanol", "y": "heat|metals|acids|light", "g": "gloves|goggles", "m": "sand|vermiculite", "n": "4|6|8", "c": "A|B|C"}, 36, (4, 7), "Sheet {}", {(5, 2): "Sodium hypochlorite waste goes into container A.", (17, 3): "Citric acid and other acid waste goes into container A.", (28, 1): "Container B is for alkaline oxidisers."})
log("chem-reactor.log", ["T {a}.{b} C p 1.0{b} bar stir {s}", "dosing pump {p} rate {b}.0 mL/min", "pH {h}.{b}", "jacket {a}.{b} C"], {"a": "58|59|60|61", "b": "1|2|4|6", "s": "300|302|298", "p": "1|2", "h": "6|7"}, 240, "2026-07-08 07:00:00", 30, {90: "stir 0 (drive fault, auto restart)"} | {n: ("T 60.2 C p 1.02 bar stir 0", "dosing pump 1 rate 4.0 mL/min", "dosing pump 2 rate 2.0 mL/min")[n % 3] for n in range(91, 104)} | { 104: "stir 300", 105: "T 71.8 C p 1.09 bar stir 300", 106: "ALARM T high, dosing not stopped (interlock bypass set 2026-07-01)"})
grid("chem-icp.csv", 198, {"pos": N("{}"), "label": lambda r, i: "blank" if i % 22 == 0 else "crm" if i % 22 == 1 else f"soil-{i:03d}", "cd_ug_l": F(.4, 2.8, 2), "pb_ug_l": F(12, 88), "rh_recovery_pct": F(93, 104)}, {(2, "pb_ug_l"): "50.1", (24, "pb_ug_l"): "49.6", (46, "pb_ug_l"): "50.8", (68, "pb_ug_l"): "61.9", (90, "pb_ug_l"): "63.0", (112, "pb_ug_l"): "50.3", (134, "pb_ug_l"): "50.0", (156, "pb_ug_l"): "49.2", (178, "pb_ug_l"): "50.5", (68, "rh_recovery_pct"): "79.0", (90, "rh_recovery_pct"): "77.4"})
mails("chem-supplier-thread.txt", ["Purchasing", "QC Ibadan", "Supplier", "Plant"], "Complaint: citric acid lot 2207", ["The lot arrived on {d}.", "We sampled {n} bags.", "Supplier asks for {x}.", "The line stands still.", "Colour is within the limit."], {"d": "Monday|Tuesday", "n": "3|5|8", "x": "photographs|a retained sample"}, 40, {4: "Water by Karl Fischer: 0.9 %, limit 0.5 % for the anhydrous grade.", 8: "Our certificate says: citric acid monohydrate, water 8.6 %.", 12: "The purchase order of 2 June says anhydrous, the delivery note says monohydrate, the bags say anhydrous."})
# persuasion
grid("pers-ab.csv", 140, {"cell": N("h{:03d}"), "variant": cycle("plain", "question"), "section": C("health", "politics", "local"), "shown": I(900, 1600), "clicked": I(30, 70), "read_60s": I(8, 30), "weekday": C("Mon", "Thu", "Sat")}, {(r, "shown"): v for r, v in ((41, 14200), (42, 310))})
texts("pers-focus-group.txt", ["{p}: I saw that on {c}", "{p}: my {f} believes it", "Moderator: how did you notice", "{p}: the picture was old", "{p}: they never say who paid", "{p}: I do not forward such things"], {"p": "P1|P2|P3|P4|P5|P6", "c": "a messenger group|the radio|a short video", "f": "uncle|neighbour|colleague"}, 46, (5, 8), "[{} min]", {(8, 3): "P4: I forwarded the water rumour to thirty people, and then I was ashamed.", (30, 2): "P4: as I said, I never forward anything.", (39, 4): "P2: when the clinic itself answered in the group, it stopped."})
grid("pers-panel.csv", 200, {"id": N("p{:03d}"), "wave1": I(1, 7), "wave2": I(1, 7), "condition": cycle("control", "inoculation"), "knowledge": I(0, 5), "dropout": C("no", "no", "no", "yes"), "lang": C("sw", "en")}, {(r, "wave2"): 99 for r in (23, 58, 77, 144, 163)})
mails("pers-ethics-thread.txt", ["Ethics office", "Dr Mahlangu", "Student", "Data officer"], "Study 88: messages about voter registration", ["Please add {x}.", "Recruitment begins on {d}.", "The consent form has {n} pages.", "{x} is in the appendix."], {"x": "the debriefing|the stimuli|a contact", "d": "1 May|8 May", "n": "2|3"}, 40, {5: "One of the four messages gives a registration deadline. It is the real one: 12 May.", 9: "The electoral office has moved the deadline to 5 May.", 13: "Stimuli are final and printed, all four unchanged."})
texts("pers-speeches.txt", ["we will build {x} in {y}", "they told you that {x} cannot be had", "I remember {y} when I was young", "the figures of {z} speak for themselves", "who will defend {y}", "my opponent voted against {x}"], {"x": "the bridge|the clinic|a market|cheap power", "y": "this town|the valley|the harbour", "z": "the bureau|the bank"}, 40, (5, 8), "Speech {}", {(7, 2): "Unemployment fell from 9 to 6 per cent in my term.", (22, 3): "Unemployment fell by half in my term.", (34, 1): "In my term four thousand people found work."})
# social history
grid("soc-baptisms.csv", 210, {"entry": N("{}"), "year": lambda r, i: 1781 + i // 10, "child": C("Anna", "Johan", "Grete", "Peer", "Maren"), "father": C("fisher", "smith", "labourer", "unknown", "pilot"), "parish": C("Nes", "Vik"), "sponsors": I(2, 5)}, {(r, "father"): "unknown" for r in range(121, 131)})
texts("soc-diary.txt", ["went to {p} with {w}", "{w} had a letter from {c}", "wind {d}, no boats", "paid {n} shillings for {g}", "read until late", "the school was shut"], {"p": "market|church|the harbour|the mill", "w": "Ellen|my brother|Mr Soames", "c": "Halifax|Leith|Bergen", "d": "north|south-west|east", "n": "2|3|5", "g": "coal|cloth|flour"}, 50, (4, 7), "[entry {}]", {(14, 2): "Ellen sails on Thursday for Halifax with the Hopewell.", (19, 1): "No news of the Hopewell, now eleven days.", (33, 3): "A letter from Ellen at Leith: she never sailed, the fare had been stolen.", (41, 2): "The Hopewell came home."})
grid("soc-wages.csv", 180, {"year": lambda r, i: 1890 + i // 6, "trade": cycle("mason", "weaver", "docker", "carter", "clerk", "maid"), "wage_d": I(18, 70), "per": cycle("day", "week", "day", "week", "month", "month"), "town": C("A", "B"), "source": C("blue book", "union", "ledger")}, {(r, "per"): "week" for r in (63, 69, 75, 81, 87)} | {(r, "wage_d"): v for r, v in ((63, 250), (69, 258), (75, 262), (81, 266), (87, 270))})
texts("soc-interviews.txt", ["Q: and then", "A: we carried {x} to {p}", "A: my {f} was at {p} already", "A: that was before {e}", "A: nobody spoke about it", "Q: how old were you", "A: {n}, or a bit more"], {"x": "the sewing machine|water|the child", "p": "the station|the camp|the school", "f": "aunt|father|sister", "e": "the flood|the war|independence", "n": "six|nine|twelve"}, 44, (5, 8), "[tape {} side A]", {(9, 3): "A: I was born in the year of the flood.", (21, 4): "A: the flood was in 1961.", (36, 2): "A: at independence in 1963 I was seven.", (36, 3): "A: my sister was born in the flood, not I."})
mails("soc-archive-thread.txt", ["Archivist", "Dr Ferreira", "Family", "Legal"], "Access to the personnel files of the port", ["Box {n} is in conservation.", "The family agrees in principle.", "Copies cost {n} each.", "Legal will answer on {d}."], {"n": "4|7|11", "d": "Monday|Friday"}, 40, {4: "Files are closed for 80 years after the last entry.", 8: "The file of M. ends in 1949, the supplement with the pension in 1958.", 12: "So the file opens in 2029."})


# Prompts with the document pasted: the words of the asker, then or before them the document.
PASTED = {
    "nccl-straggler": ("airnd-nccl.log", "Every 40 steps or so the whole job hangs for eight seconds. Colleagues blame NCCL. Log of one node, all ranks, is above. Which rank, what is it waiting for, and what is different there? Two sentences for the ops channel."),
    "cluster-hours": ("airnd-cluster-thread.txt", "Which plan is in force now and how many node hours does it need? The centre's form has one field and I do not want to be the person who asked for too few."),
    "run-notes-contradiction": ("airnd-run-notes.md", "We publish the comparison of runs A to E on Friday. Read the notes and tell me if any label in the report is wrong. Only things that the notes prove."),
    "heads-candidates": ("interp-heads.csv", "Which heads would you call induction heads from these two columns (score and effect of ablation), which one is a trap, and which is the previous-token head that feeds them? GPT-2 small, layer and head from 0."),
    "labels-duplicates": ("interp-labels.txt", "80 feature labels from two students. Any two that say the same? And which label is narrower than its neighbours in a way that we should test?"),
    "probe-control": ("interp-probe-runs.csv", "Four concepts, twelve layers, two seeds. My co-author wants to write that truth is linearly readable from layer 2 on. Is it?"),
    "review-claim": ("interp-review-thread.txt", "We are the authors. What exactly must change in the abstract for the paper to be accepted, and is our latest revision there yet? Then the sentence."),
    "audits-weighted": ("control-audits.csv", "42 audits, 5 defects. The draft says 11.9 % of all 240 runs are defective. High scores were all audited, low ones partly. Correct the estimate and say how sure we can be."),
    "notes-rescoring": ("control-incident-notes.md", "Postmortem, first half: what happened to run 412, why was it not held, and which runs have to be scored again? Entry numbers please."),
    "weekly-silence": ("control-weekly.csv", "Director's slide says flags are \"down in pool 3, great\". Read the table: when, and is it great?"),
    "protocol-numbers": ("control-protocol-thread.txt", "Which figures do I quote for deferral in the proposal: usefulness before and after, number of tasks, price of the safety gain? There was a correction somewhere."),
    "session-deleted": ("control-agent-session.log", "Reviewer's job: did the agent do anything in this session that contradicts its final statement? Quote lines."),
    "bill-conflict": ("gov-bill.txt", "Our members train models. When must they notify, under this bill, before or after? Section numbers, and what applies in the first two years."),
    "bill-amendment": ("gov-bill.txt", "Draft one amendment that repairs the notification rules, and a 60-word explanatory note. Choose the reading that burdens small teams least without emptying section 6."),
    "imports-outliers": ("gov-imports.csv", "We are the licensing desk. Which two declarations need a call before Friday and why? And how many lack an end-user statement altogether?"),
    "imports-method": ("gov-imports.csv", "Write the selection rule for such checks so that an importer could understand it, three criteria at most, and tell me how many of the 140 it would select."),
    "hearing-b": ("gov-hearing.txt", "Clerk here. Does any witness contradict themselves or another on incidents? Page references."),
    "hearing-letter": ("gov-hearing.txt", "Draft the committee's follow-up to Witness B, under 150 words, neutral, two questions, with pages."),
    "memo-figure": ("gov-memo-thread.txt", "Can the final version go out at 17:00? Check its one figure against the thread."),
    "memo-answer": ("gov-memo-thread.txt", "Then write the answer (70 words), with source and date, and a line for the Deputy director on what changed and why it was not an error of ours."),
    "queue-lease": ("agentic-queue.log", "report 9917 was written twice at night, second one failed on the unique key. why did two workers have it? numbers pls"),
    "runbook-order": ("agentic-runbook.md", "Maintenance tonight, we are on version 4.1. In which order do scheduler and indexer go down? The runbook confuses me."),
    "vendor-timeout": ("agentic-vendor-thread.txt", "Vendor wants 5 retries instead of 2. Will this help the ward?"),
    "cost-cache": ("agentic-cost.csv", "Finance asks why August was dear. Tasks are stable as far as I see. When did it begin and end, and what would you look for in the deploy log?"),
    "findings-order": ("cyber-findings.csv", "We can fix ten this week. Who is first? The boss sorts by CVSS."),
    "policy-conflict": ("cyber-policy.md", "Auditor says our policy allows admin accounts without MFA. It doesn't. Does it?"),
    "ir-clocks": ("cyber-ir-thread.txt", "Is it the vendor's maintenance or not? Put the three times on one clock."),
    "qpcr-release": ("bio-qpcr.csv", "Melt curves in column tm. May I report N1 for all samples of the two plates? I have an hour."),
    "fieldnotes-trap": ("bio-fieldnotes.md", "Before I model catches per trap over visits: which breaks in the protocol are in the notes, from which visit to which?"),
    "bats-mixed": ("bio-reviewer-thread.txt", "I handle this for the journal. Are the authors' n and their sentence on season all right now? Short decision note."),
    "lineage-batch": ("bio-lineage.csv", "Six samples of L.9, never seen before in Nepal. Ministry wants to announce. Should it?"),
    "titration-factor": ("chem-titration.csv", "RA's results are higher in the middle of the day. Bias of the analyst?"),
    "titration-capa": ("chem-titration.csv", "Corrective action, not \"retraining\": what would have stopped this, and how do we show that no other day is affected?"),
    "sds-chlorine": ("chem-sds-digest.md", "New waste plan for our teaching labs is based on this digest. Is there anything that must not stay as it is?"),
    "sds-poster": ("chem-sds-digest.md", "Poster for the waste room, 3 containers, big letters, so few words as possible, students from 12 countries. After the correction."),
    "reactor-restart": ("chem-reactor.log", "Pilot plant, batch of surfactant. Safety committee asks: sequence with times, the one measure that would have prevented it, and who could have known earlier."),
    "reactor-report": ("chem-reactor.log", "Same event for the notice board: 100 words, no names, no formulae, what happened, what we change. Shift workers read it in two languages, so short sentences."),
    "icp-crm": ("chem-icp.csv", "Lead in the reference material should be 50 ± 3. Which positions are affected, is it the instrument or the internal standard, and what do we measure again?"),
    "icp-customer": ("chem-icp.csv", "The city got preliminary values for soil-050 to soil-110 yesterday. Write to them, 80 words."),
    "supplier-grade": ("chem-supplier-thread.txt", "Who is wrong here, we, the supplier, or the paper? I need one sentence for the plant and one for purchasing."),
    "supplier-reply": ("chem-supplier-thread.txt", "Reply to the supplier, from QC Ibadan. List the three documents that disagree. Ask for what we need. 120 words."),
    "ab-cells": ("pers-ab.csv", "Question headlines win 4.1 to 3.5 %, the desk wants to switch tomorrow. Is this so?"),
    "ab-quality": ("pers-ab.csv", "Besides clicks we have read_60s. Suggest how the desk should decide between the two headlines in future, with the metric, the size and a stop rule, in 120 words."),
    "focus-p4": ("pers-focus-group.txt", "Coding P4: does she forward rumours or not? Minute marks please. And what stopped the water rumour according to the group?"),
    "focus-quote": ("pers-focus-group.txt", "Two quotations for the report to the county health office that do not expose anybody, each with one line why. No P-numbers."),
    "ethics-deadline": ("pers-ethics-thread.txt", "Ethics office: may study 88 go to the field on 8 May with the printed stimuli?"),
    "ethics-letter": ("pers-ethics-thread.txt", "Decision letter to Dr Mahlangu, 110 words, kind: conditions, reason, what we can do quickly."),
    "speeches-claims": ("pers-speeches.txt", "Fact desk. Which statements about unemployment in these speeches contradict one another, and which is right if the bureau says 9 to 6?"),
    "speeches-verdict": ("pers-speeches.txt", "Verdict for the site, 80 words, in a tone that his voters could accept."),
    "baptisms-gap": ("soc-baptisms.csv", "Ten fathers unknown in a row. Ten illegitimate children in a village of 400?"),
    "baptisms-table": ("soc-baptisms.csv", "How should table 4.2 (fathers by trade, 1781-1801) treat 1793? Give the note below the table."),
    "diary-ellen": ("soc-diary.txt", "Did Ellen sail on the Hopewell? Family legend says she was lost with it. Entries please."),
    "diary-family": ("soc-diary.txt", "Letter to her great-grandson (120 words, warm): what the diary says, what it does not."),
    "interviews-age": ("soc-interviews.txt", "When was the narrator born? The index card says 1961."),
    "interviews-ethics": ("soc-interviews.txt", "How do we correct the index without touching what she said on tape 9? Two sentences for the manual."),
    "archive-dates": ("soc-archive-thread.txt", "Family asks when M.'s file opens. Archivist says 2029. Sure?"),
    "archive-letter": ("soc-archive-thread.txt", "Answer to the family, 90 words, with a way to earlier access if there is one in principle (ask, do not promise)."),
}


def pasted(name, ask):
    def make(rng):
        document = FILES[name](random.Random("long/" + name)).strip("\n")
        return f"{document}\n\n{ask}\n" if "above" in ask else f"{ask}\n\n{document}\n"
    return make


for key, (name, ask) in PASTED.items():
    FILES[f"pasted/{key}.txt"] = pasted(name, ask)


def main():
    check, wrong = "--check" in sys.argv[1:], []
    for name, make in sorted(FILES.items()):
        text, target = make(random.Random("long/" + name)), HERE / name
        if check:
            if not target.exists() or target.read_text("utf-8") != text:
                wrong.append(name)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    for name in wrong:
        print(f"{name}: not what make_long.py writes", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
