"""Compares every computed answer with the `check:` of its suite: `python3 probes/checks/verify.py`. Needs PyYAML.

Each suite with checks has a script of its name beside this file that prints `id<TAB>answer`. Faults go to stderr and make the exit code 1:
a check without a computed answer, an answer without a check, and a number that differs by more than half the tolerance.
"""
import pathlib
import subprocess
import sys

import yaml

ROOM = pathlib.Path(__file__).resolve().parent


def faults_in(suite, answers):
    probes = yaml.safe_load((ROOM.parent / f"{suite}.yaml").read_text("utf-8"))["probes"]
    checks = {p["id"]: p["check"] for p in probes if "check" in p}
    faults = [f"{name}: check without a computed answer" for name in checks.keys() - answers.keys()]
    for name, value in answers.items():
        check = checks.get(name)
        if check is None:
            faults.append(f"{name}: the suite has no such check")
        elif check["kind"] == "number":
            if abs(float(check["value"]) - float(value)) > max(float(check.get("tolerance", 0)) / 2, 1e-12):
                faults.append(f"{name}: suite says {check['value']}, computed {value!r}")
        elif str(check["value"]) != str(value):
            faults.append(f"{name}: suite says {check['value']!r}, computed {value!r}")
    return sorted(faults)


def verify(suite, answers):
    """What a suite's script calls: prints `id<TAB>answer`, then compares."""
    for name, value in answers.items():
        print(f"{name}\t{value}")
    faults = faults_in(suite, answers)
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)


def verify_all():
    """Runs the script of every suite and compares what it printed; prints one line of totals."""
    count, faults = 0, []
    suites = sorted(path.stem for path in ROOM.parent.glob("*.yaml"))
    for suite in suites:
        script = ROOM / f"{suite}.py"
        lines = []
        if script.exists():
            lines = subprocess.run([sys.executable, script], stdout=subprocess.PIPE, text=True).stdout.splitlines()
        answers = dict(line.split("\t", 1) for line in lines)
        count += len(answers)
        faults += [f"{suite}: {fault}" for fault in faults_in(suite, answers)]
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{count} computed answers in {len(suites)} suites, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(verify_all())
