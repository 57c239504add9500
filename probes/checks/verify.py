"""Prints `id<TAB>answer` for every computed answer and compares it with the `check:` of the suite. Needs PyYAML.

Run by itself it compares all suites, as Scripts/verify_checks.py does.
"""
import pathlib
import runpy
import sys

import yaml


def verify(suite, answers):
    path = pathlib.Path(__file__).resolve().parent.parent / f"{suite}.yaml"
    checks = {p["id"]: p["check"] for p in yaml.safe_load(path.read_text("utf-8"))["probes"] if "check" in p}
    faults = [f"{name}: check without a computed answer" for name in checks.keys() - answers.keys()]
    for name, value in answers.items():
        print(f"{name}\t{value}")
        check = checks.get(name)
        if check is None:
            faults.append(f"{name}: the suite has no such check")
        elif check["kind"] == "number":
            if abs(float(check["value"]) - float(value)) > max(float(check.get("tolerance", 0)) / 2, 1e-12):
                faults.append(f"{name}: suite says {check['value']}, computed {value!r}")
        elif str(check["value"]) != str(value):
            faults.append(f"{name}: suite says {check['value']!r}, computed {value!r}")
    for fault in sorted(faults):
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    runpy.run_path(str(pathlib.Path(__file__).resolve().parents[2] / "Scripts" / "verify_checks.py"), run_name="__main__")
