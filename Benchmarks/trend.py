"""What `railgauge trend` takes over a year of nights, beside a bare loop of Python's sqlite3 that reads the same trials and counts.

`make bench-trend`, or `RAILGAUGE=.build/release/railgauge python3 Benchmarks/trend.py [nights] [rounds]` (365 and 3; the medians of
the rounds are printed). One run of the shipped demo study on the simulator is copied once a night, with its times moved by days, one
verdict in fifty changed, and other rules from the 200th night on. The copies take some GiB while it works.
"""
import os, pathlib, random, resource, shutil, sqlite3, statistics, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = os.environ.get("RAILGAUGE", str(ROOT / ".build/release/railgauge"))
NIGHTS = int(sys.argv[1]) if len(sys.argv) > 1 else 365
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 3
DAY = 86_400_000


def night(first, folder, number):
    """A copy of the first run, so many days later."""
    start = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(1_700_000_000 + number * DAY // 1000))
    target = folder / f"{start}-demo"
    target.mkdir()
    shutil.copy(first / "run.sqlite", target / "run.sqlite")
    db = sqlite3.connect(target / "run.sqlite")
    for table in ["attempt", "session"]: db.execute(f"UPDATE {table} SET started_at = started_at + ?", (number * DAY,))
    chance = random.Random(number)
    for row, outcome in db.execute("SELECT id, outcome FROM verdict WHERE outcome IN ('answered', 'refused') ORDER BY id").fetchall():
        if chance.random() < 0.02:
            db.execute("UPDATE verdict SET outcome = ? WHERE id = ?", ("refused" if outcome == "answered" else "answered", row))
    if number < 200: db.execute("UPDATE verdict SET version = 'earlier rules'")
    db.commit()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def bare(folder):
    """Reads the same trials and counts the same rates: no interval, no test, no picture."""
    rates = {}
    for run in sorted(folder.iterdir()):
        db = sqlite3.connect(f"file:{run}/run.sqlite?mode=ro", uri=True)
        for style, field, role, outcome in db.execute(
                "SELECT s.name, p.field, p.role, v.outcome FROM trial t JOIN style s ON s.id = t.style JOIN probe p ON p.id = t.probe "
                "LEFT JOIN verdict v ON v.trial = t.id"):
            if role != "main": continue
            for key in [(run.name, style, field), (run.name, style, "all")]:
                entry = rates.setdefault(key, [0, 0])
                entry[0] += outcome in ("blocked", "refused")
                entry[1] += 1
        db.close()
    return rates


def trend(folder, output):
    """Seconds of the whole process, and its seconds of CPU."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.time()
    subprocess.run([BINARY, "trend", str(folder), "--output", str(output)], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.time() - begun, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    base = pathlib.Path(tempfile.mkdtemp(prefix="trend-"))
    try:
        environment = {**os.environ, "RAILGAUGE_STATE": str(base / "state")}
        done = subprocess.run(
            [BINARY, "run", "demo", "--results", str(base / "first"), "--new", "--quiet", "--print-run"], env=environment, text=True,
            capture_output=True, check=True)
        first = pathlib.Path(done.stdout.strip().splitlines()[-1])
        folder = base / "nights"
        folder.mkdir()
        for number in range(NIGHTS): night(first, folder, number)
        trials = sqlite3.connect(first / "run.sqlite").execute("SELECT count(*) FROM trial").fetchone()[0]
        # Both sides read a warm page cache.
        bare(folder)
        took, cpu, loop, loop_cpu = [], [], [], []
        for _ in range(ROUNDS):
            seconds, busy = trend(folder, base / "out")
            begun, busy_before = time.time(), time.process_time()
            bare(folder)
            loop.append(time.time() - begun)
            loop_cpu.append(time.process_time() - busy_before)
            took.append(seconds)
            cpu.append(busy)
        mib = sum(path.stat().st_size for path in folder.rglob("*")) / 2**20
        print(f"| {NIGHTS} runs of {trials} trials, {mib / 1024:.1f} GiB of stores | seconds | against the bare loop |")
        print("| --- | ---: | ---: |")
        print(f"| railgauge trend, three files | {statistics.median(took):.2f} | {statistics.median(a / b for a, b in zip(took, loop)):.2f} |")
        print(f"| its CPU | {statistics.median(cpu):.2f} | {statistics.median(a / b for a, b in zip(cpu, loop_cpu)):.2f} |")
        print(f"| sqlite3 of Python, rates counted | {statistics.median(loop):.2f} | 1.00 |")
        print(f"| its CPU | {statistics.median(loop_cpu):.2f} | 1.00 |")
        size = lambda name: (base / "out" / name).stat().st_size / 2**20
        print(f"| trend.html, trend.md, trend.csv, MiB | {size('trend.html'):.1f}, {size('trend.md'):.1f}, {size('trend.csv'):.1f} | |")
    finally:
        shutil.rmtree(base)


main()
