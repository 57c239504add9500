"""Computes every verifiable answer again (probes/checks/*.py) and holds it against the `check:` of its probe.

    python3 Scripts/verify_checks.py

Each script prints lines `id<TAB>answer`. A number must lie within half of the check's tolerance, other answers must be what the
check says, a pattern must fit. Every check of every suite must have a computed answer, and every computed answer a check.
Needs PyYAML. Exit 0: everything holds; 1: each fault is named.
"""

import pathlib
import re
import subprocess
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent / "probes"


def declared():
    """Checks by probe id; a variant without a check of its own takes that of its original."""
    checks = {}
    for path in sorted(ROOT.glob("*.yaml")):
        for probe in yaml.safe_load(path.read_text("utf-8"))["probes"]:
            if "check" in probe:
                checks[probe["id"]] = (path.stem, probe["check"])
    return checks


def computed(faults):
    answers = {}
    for script in sorted((ROOT / "checks").glob("*.py")):
        # Other scripts stand there too; those that compute answers are named after their suite.
        if not (ROOT / f"{script.stem}.yaml").exists():
            continue
        run = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, cwd=script.parent)
        if run.returncode != 0:
            faults.append(f"{script.name}: exit {run.returncode}: {run.stderr.strip()[-300:]}")
        for line in run.stdout.splitlines():
            name, tab, answer = line.partition("\t")
            if not tab:
                faults.append(f"{script.name}: a line without a tab: {line[:80]!r}")
            elif name in answers and answers[name] != answer:
                faults.append(f"{name}: computed twice, as {answers[name]} and as {answer}")
            else:
                answers[name] = answer
    return answers


def fault(check, answer):
    kind, value = check["kind"], check["value"]
    if kind == "number":
        tolerance = float(check.get("tolerance", 0))
        try:
            distance = abs(float(value) - float(answer))
        except ValueError:
            return f"computed {answer!r}, which is no number"
        # Half: a reply rounded as the prompt asks must still pass.
        return f"the suite says {value}, computed {answer}" if distance > tolerance / 2 + 1e-12 * max(1, abs(float(value))) else None
    if kind == "regex":
        return None if re.search(str(value), answer) else f"the pattern {value!r} does not fit the computed {answer!r}"
    same = str(value).strip() == answer.strip() if kind == "exact" else str(value).casefold() == answer.strip().casefold()
    return None if same else f"the suite says {value!r}, computed {answer!r}"


def main():
    faults = []
    checks, answers = declared(), computed(faults)
    for name in sorted(checks.keys() - answers.keys()):
        faults.append(f"{checks[name][0]}/{name}: a check without a computed answer")
    for name in sorted(answers.keys() - checks.keys()):
        faults.append(f"{name}: computed, and no suite has such a check")
    for name in sorted(checks.keys() & answers.keys()):
        suite, check = checks[name]
        found = fault(check, answers[name])
        if found:
            faults.append(f"{suite}/{name}: {found}")
    for text in faults:
        print(text)
    print(f"{len(checks.keys() & answers.keys())} computed answers, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
