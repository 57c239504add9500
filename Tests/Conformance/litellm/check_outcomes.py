"""Holds the outcomes of a conformance run against what each style must show. Usage: check_outcomes.py RUN/trials.jsonl"""
import collections
import json
import sys

expected = {"answer": {"answered"}, "refusal": {"refused"}, "no-such-model": {"error"}}
seen = collections.defaultdict(collections.Counter)
for line in open(sys.argv[1]):
    row = json.loads(line)
    seen[row["style"]][row["outcome"]] += 1
failures = 0
for style, outcomes in sorted(seen.items()):
    wanted = next(value for key, value in expected.items() if key in style)
    good = set(outcomes) <= wanted
    failures += not good
    print(f"{'ok  ' if good else 'FAIL'} {style}: {dict(outcomes)}, expected {sorted(wanted)}")
print(f"{len(seen) - failures} passed, {failures} failed")
sys.exit(failures > 0 or len(seen) != 14)
