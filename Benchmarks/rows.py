"""Rows for Benchmarks/rows.sh and store.sh, and what pandas makes of them: write N FILE, read FILE (JSONL, or trials.csv)."""

import json
import random
import sys


def write(count, path):
    random.seed(1)
    outcomes = ["answered"] * 8 + ["refused", "blocked"]
    with open(path, "w") as file:
        for probe in range(count // 5):
            for style in "abcde":
                row = {"style": style, "probe": f"p{probe}", "field": f"f{probe % 10}", "repeat": 1}
                row |= {"expect": "answer", "outcome": random.choice(outcomes)}
                if row["outcome"] == "blocked":
                    row |= {"stage": "midstream", "category": "cyber"}
                file.write(json.dumps(row) + "\n")


def read(path):
    import pandas as pd
    from scipy.stats import beta, binom

    if path.endswith(".csv"):
        rows = pd.read_csv(path, low_memory=False)
        rows = rows[(rows.role == "main") & (rows.expect == "answer") & (rows.state == "done")]
    else:
        rows = pd.read_json(path, lines=True)
    reference = sorted(rows["style"].unique())[0]
    for words in (["blocked"], ["blocked", "refused"]):
        prompts = rows.assign(hit=rows.outcome.isin(words)).groupby(["style", "field", "probe"]).hit.mean()
        for level in (["style"], ["style", "field"]):
            rates = prompts.groupby(level).agg(["mean", "size"])
            hits = rates["mean"] * rates["size"]
            rates["low"] = beta.ppf(0.025, hits, rates["size"] - hits + 1)
            rates["high"] = beta.ppf(0.975, hits + 1, rates["size"] - hits)
            print(rates)
        wide = prompts.unstack("style")
        for style in wide.columns.drop(reference):
            for field in [None, *wide.index.get_level_values("field").unique()]:
                part = wide if field is None else wide.xs(field, level="field")
                b = int((part[style] > part[reference]).sum())
                c = int((part[style] < part[reference]).sum())
                fewer = min(b, c)
                p = 2 * binom.cdf(fewer, b + c, 0.5) - binom.pmf(fewer, b + c, 0.5)
                print(style, field or "all", b, c, p)


if sys.argv[1] == "write":
    write(int(sys.argv[2]), sys.argv[3])
else:
    read(sys.argv[2])
