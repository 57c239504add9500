"""What the package inspect_ai says of the logs that we export, held against trials.jsonl of the same run.

    check.py RUN LOGS WORK       prints one line a check; exit 1 where one fails
"""
import collections
import json
import os
import subprocess
import sys

from inspect_ai.analysis import evals_df, samples_df
from inspect_ai.log import bundle_log_dir, list_eval_logs, read_eval_log, write_eval_log

run, logs, work = sys.argv[1:4]
binary = os.environ["RAILGAUGE"]
failed = False


def check(what, found, expected):
    global failed
    good = found == expected
    failed = failed or not good
    print(f"{'ok  ' if good else 'FAIL'} {what}: {found}" + ("" if good else f", expected {expected}"))


rows = [json.loads(line) for line in open(f"{run}/trials.jsonl")]
rows = [row for row in rows if row["state"] == "done"]
by_style = collections.defaultdict(list)
for row in rows:
    by_style[row["style"]].append(row)

found = {}
for info in list_eval_logs(logs):
    log = read_eval_log(info)
    found[log.eval.metadata["access_style"]] = (info, log)
check("styles with a log that Inspect lists", sorted(found), sorted(by_style))
for style, (info, log) in sorted(found.items()):
    own = by_style[style]
    check(f"{style}: samples", len(log.samples), len(own))
    check(f"{style}: samples with an error", sum(s.error is not None for s in log.samples), sum(not r["measured"] for r in own))
    check(
        f"{style}: samples that a filter ended", sum(s.output.stop_reason == "content_filter" for s in log.samples if s.output.choices),
        sum(r["outcome"] == "blocked" for r in own))
    outcomes = collections.Counter(s.metadata["outcome"] for s in log.samples)
    check(f"{style}: outcomes", dict(sorted(outcomes.items())), dict(sorted(collections.Counter(r["outcome"] for r in own).items())))

frame = samples_df(logs, quiet=True)
check("rows of samples_df", len(frame), len(rows))
check("distinct samples", frame["sample_id"].nunique(), len(rows))
scored = [row for row in rows if row["measured"]]
check("mean score", round(float(frame["score_obstructed"].astype(float).mean()), 9), round(
    sum(row["outcome"] in ("blocked", "refused") for row in scored) / len(scored), 9))
check("rows of evals_df", len(evals_df(logs, quiet=True)), len(by_style))

bundle_log_dir(log_dir=logs, output_dir=f"{work}/bundle", overwrite=True)
check("the viewer's bundle has its page", os.path.exists(f"{work}/bundle/index.html"), True)

# To Inspect's packed format and back: what we read again are the same counts.
os.makedirs(f"{work}/eval", exist_ok=True)
for style, (info, log) in sorted(found.items()):
    packed = f"{work}/eval/{style}.eval"
    write_eval_log(log, packed)
    again = f"{work}/eval/{style}.json"
    write_eval_log(read_eval_log(packed), again)
    page = json.loads(subprocess.run([binary, "ingest", again, "--format", "json"], capture_output=True, check=True).stdout)
    # The text of positive controls is never stored, so nothing can be read from it again.
    own = [row for row in by_style[style] if row["role"] != "control"]
    controls = len(by_style[style]) - len(own)
    check(f"{style}: requests read back", page["all"]["requests"] - controls, len(own))
    check(f"{style}: blocks read back", page["all"]["blocked"], sum(r["outcome"] == "blocked" for r in by_style[style]))
    print(f"     {style}: read back {page['all']}, of the run {dict(collections.Counter(r['outcome'] for r in own))}")
sys.exit(failed)
