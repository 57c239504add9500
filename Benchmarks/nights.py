"""What a nightly run costs to start and end with one request, beside how many nights already lie in its results folder.

`RAILGAUGE=.build/release/railgauge python3 Benchmarks/nights.py`; the shortest of five calls each.
"""
import os, shutil, subprocess, time
from attack import BINARY, Bench, Server, row


def shortest(bench, *options):
    best = None
    for _ in range(5):
        begun = time.time()
        subprocess.run(
            [BINARY, "run", f"{bench.folder}/study.yaml", "--results", bench.results, "--quiet", "--new", "--max-trials", "1", *options],
            env={**os.environ, "RAILGAUGE_STATE": f"{bench.folder}/state"}, capture_output=True)
        taken = time.time() - begun
        best = min(best or taken, taken)
    return best


with Server("--latency", 1) as server:
    bench = Bench(server.port, 200)
    bench.run()
    night = bench.folders()[0]
    alone, since = shortest(bench), shortest(bench, "--since", "latest")
    for folder in bench.folders()[1:]: shutil.rmtree(folder)
    for n in range(400): shutil.copytree(night, f"{bench.results}/2025{1 + n % 12:02d}{1 + n // 12 % 28:02d}T{n // 336:02d}0000Z-attack")
    many, many_since = shortest(bench), shortest(bench, "--since", "latest")
    row("nights in the folder", "one request", "with --since latest")
    row("---", "---:", "---:")
    row(1, f"{alone:.2f} s", f"{since:.2f} s")
    row(401, f"{many / alone:.2f} x", f"{many_since / since:.2f} x")
    shutil.rmtree(bench.folder)
