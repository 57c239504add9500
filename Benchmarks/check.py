"""How long `check` takes over a large suite, beside Python's yaml (its C parser, where it has one) reading the same file.

    RAILGAUGE=.build/release/railgauge python3 Benchmarks/check.py [PROBES]        default 100000; needs PyYAML
"""
import os
import subprocess
import sys
import tempfile
import time

import yaml

count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
binary = os.path.abspath(os.environ["RAILGAUGE"])
with tempfile.TemporaryDirectory() as folder:
    suite = os.path.join(folder, "suite.yaml")
    with open(suite, "w") as out:
        out.write("suite: many\nversion: 1\ndefaults: {field: f, why_benign: a figure of a benchmark}\nprobes:\n")
        for number in range(count):
            out.write(f"  - {{id: p{number}, prompt: 'What is {number} plus {number % 97}?', cluster: c{number // 4}}}\n")
    with open(os.path.join(folder, "study.yaml"), "w") as out:
        out.write("study: many\nsuites: [./suite.yaml]\n"
                  "styles: [{id: s, dialect: openai-compatible, base_url: 'http://127.0.0.1:9/v1', model: m}]\n")
    began = time.time()
    subprocess.run([binary, "check", "study.yaml"], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ours = time.time() - began
    began = time.time()
    with open(suite) as file:
        yaml.load(file, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    theirs = time.time() - began
print(f"| {count} probes | seconds | against yaml |\n| --- | ---: | ---: |")
print(f"| railgauge check | {ours:.1f} | {ours / theirs:.2f} |\n| yaml of Python | {theirs:.1f} | 1.00 |")
