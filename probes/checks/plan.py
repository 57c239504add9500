"""Counts the main probes of the tagged suites per activity and shape: `python3 probes/checks/plan.py`. Needs PyYAML."""
import collections
import pathlib

import yaml

SUITES = "cyber biology chemistry persuasion social-history".split()
ACTIVITIES = "analysis compute review writing planning debug explain detection".split()
SHAPES = "table prose conversation email code log report config notebook sequence latex xml agent".split()


def main():
    counts, other = collections.Counter(), []
    for suite in SUITES:
        document = yaml.safe_load((pathlib.Path(__file__).resolve().parent.parent / f"{suite}.yaml").read_text("utf-8"))
        for probe in document["probes"]:
            if probe.get("role", document["defaults"].get("role", "main")) != "main":
                continue
            tags = [tag for tag in probe.get("tags", []) if tag != "sentinel"]
            counts.update((suite, tag) for tag in tags)
            if sorted(tag in ACTIVITIES for tag in tags) != [False, True] or not set(tags) <= {*ACTIVITIES, *SHAPES}:
                other.append((probe["id"], tags))
    for kind, words in (("activity", ACTIVITIES), ("shape", SHAPES)):
        print(f"{kind:14}" + "".join(f"{suite:>16}" for suite in SUITES))
        for word in words:
            print(f"{word:14}" + "".join(f"{counts[suite, word] or '·':>16}" for suite in SUITES))
        print()
    print(f"not one activity and one shape: {len(other)}", *(f"  {name}: {', '.join(tags)}" for name, tags in other), sep="\n")


if __name__ == "__main__":
    main()
