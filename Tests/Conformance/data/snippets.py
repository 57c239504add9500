"""Runs the snippets of docs/guides/data.md, each in a process of its own, in a copy of a run folder, and holds the `rates` that
they come to against report.json.

    snippets.py GUIDE RUN
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

guide, run = map(os.path.abspath, sys.argv[1:3])
report = json.load(open(f"{run}/report.json"))
expected = {
    cell["style"]: cell["rate"]
    for cell in report["cells"] if cell["field"] == "all" and cell["frame"] == "typical" and cell["definition"] == "strict"
}
PYTHON = """
_own = globals().get("rates")
if _own is not None:
    if not isinstance(_own, dict):
        _own = _own["rate" if "rate" in _own.columns else "mean"].to_dict()
    print("RATES", __import__("json").dumps(_own))
"""
R = """
if (exists("rates")) cat("RATES", paste0("{", paste0('"', names(rates), '":', format(rates, digits = 15, trim = TRUE), collapse = ","), "}"), "\\n")
"""
failed = False
folder = tempfile.mkdtemp()
shutil.copytree(run, folder, dirs_exist_ok=True)
rscript = shutil.which("Rscript")
for number, (language, text) in enumerate(re.findall(r"```(python|r)\n(.*?)```", open(guide).read(), re.S), 1):
    name = f"snippet {number} ({language})"
    if language == "r":
        if rscript is None:
            print(f"skipped: {name}: Rscript is not installed")
            continue
        if "jsonlite" in text and subprocess.run([rscript, "-e", "library(jsonlite)"], capture_output=True).returncode:
            print(f"skipped: {name}: R has no jsonlite")
            continue
    script = os.path.join(folder, "snippet")
    open(script, "w").write(text + (PYTHON if language == "python" else R))
    done = subprocess.run([sys.executable if language == "python" else rscript, script], cwd=folder, capture_output=True, text=True)
    found = re.search(r"^RATES (.*)$", done.stdout, re.M)
    good = done.returncode == 0
    words = "ran" if good else done.stderr.strip()[-600:]
    if good and found:
        rates = json.loads(found.group(1))
        good = rates.keys() == expected.keys() and all(abs(rates[key] - expected[key]) < 1e-9 for key in expected)
        words = f"rates of the report: {rates}" if good else f"rates {rates}, the report has {expected}"
    failed = failed or not good
    print(f"{'ok  ' if good else 'FAIL'} {name}: {words}")
shutil.rmtree(folder)
sys.exit(failed)
