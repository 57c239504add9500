"""What `make torture` and `make faults` share: a server of its own, studies, runs, and what must hold of a run folder.

The server's count and the store's rows must agree exactly: each request whose bytes arrived has a row, and each row with a
reply had a request. Whatever does not hold is printed, and the exit code is 1.
"""
import glob, json, os, sqlite3, ssl, subprocess, sys, tempfile, urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
BINARY = os.environ.get("RAILGAUGE", "railgauge")
broken = []


def row(*cells): print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def expect(holds, what):
    if not holds:
        broken.append(what)
        print(f"  DOES NOT HOLD: {what}", file=sys.stderr, flush=True)


def finish():
    print(f"\n{len(broken)} promises broken." if broken else "\nEvery promise held.")
    sys.exit(1 if broken else 0)


class Server:
    def __init__(self, *options):
        self.process = subprocess.Popen(
            [sys.executable, f"{HERE}/fault_server.py", *map(str, options)], stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def counts(self, secure=False):
        """Requests by the prompt's id, as the server saw them."""
        address = f"{'https' if secure else 'http'}://127.0.0.1:{self.port}/count"
        trust = ssl._create_unverified_context() if secure else None
        with urllib.request.urlopen(address, context=trust) as reply: return json.load(reply)

    def __enter__(self): return self
    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


class Bench:
    """A folder with a study against a server."""

    def __init__(self, port, probes, faults=("ok",), in_flight=16, more="", key="null", folder=None, stream=False, url=None, style=""):
        self.folder = folder or tempfile.mkdtemp(prefix="railgauge-attack-")
        self.results = f"{self.folder}/results"
        with open(f"{self.folder}/suite.yaml", "w") as suite:
            suite.write("suite: attack\nversion: 1\ndefaults: {field: f, why_benign: arithmetic}\nprobes:\n")
            for n in range(probes):
                suite.write(f'  - {{id: p{n}, prompt: "#p{n}# !{faults[n % len(faults)]}! What is two plus two?"}}\n')
        with open(f"{self.folder}/study.yaml", "w") as study:
            study.write(
                f"study: attack\nsuites: [./suite.yaml]\npacing: {{in_flight: {in_flight}}}\nparity: {{list_models: false}}\n"
                f"coverage_floor: 0\n{more}\nstyles:\n  - {{id: s, dialect: openai-compatible, base_url: "
                f'"{url or f"http://127.0.0.1:{port}/v1"}", model: m, key: {key}, stream: {str(stream).lower()}, '
                f"sampling: {{max_output_tokens: 64}}{style}, timeouts: {{connect: 2s, first_byte: 2s, idle: 2s, total: 8s}}}}\n")

    def start(self, *options, **environment):
        return subprocess.Popen(
            [BINARY, "run", f"{self.folder}/study.yaml", "--results", self.results, "--quiet", *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "RAILGAUGE_STATE": f"{self.folder}/state", **environment})

    def run(self, *options, timeout=900, **environment):
        process = self.start(*options, **environment)
        out, error = process.communicate(timeout=timeout)
        return process.returncode, error.strip()

    def folders(self): return sorted(glob.glob(f"{self.results}/2*"))

    def check(self, folder, counts, what, strays_allowed=0, rows_lost=0):
        """What must hold of every run folder at every moment; returns attempts and those that may be lost. `rows_lost`: rows that
        the file system had acknowledged and lost."""
        db = sqlite3.connect(f"file:{folder}/run.sqlite?mode=ro", uri=True)
        one = lambda sql: db.execute(sql).fetchone()[0]
        expect(one("PRAGMA integrity_check") == "ok", f"{what}: the store is whole")
        expect(one("SELECT count(*) FROM trial t WHERE state = 'done' AND NOT EXISTS "
                   "(SELECT 1 FROM verdict v WHERE v.trial = t.id)") == 0, f"{what}: a finished trial has its verdict")
        expect(one("SELECT count(*) FROM (SELECT trial FROM attempt WHERE state = 'counted' GROUP BY trial "
                   "HAVING count(*) > 1)") == 0, f"{what}: one attempt counts")
        expect(one("SELECT count(*) FROM attempt a WHERE state IN ('counted', 'retried') AND NOT EXISTS "
                   "(SELECT 1 FROM exchange e WHERE e.attempt = a.id)") == 0, f"{what}: evidence beside every verdict")
        names = "FROM attempt a JOIN trial t ON t.id = a.trial JOIN probe p ON p.id = t.probe"
        rows = dict(db.execute(f"SELECT p.name, count(*) {names} WHERE a.state <> 'unsent' GROUP BY 1"))
        sure = dict(db.execute(f"SELECT p.name, count(*) {names} WHERE a.status IS NOT NULL GROUP BY 1"))
        bare = sum(max(0, counts[p] - rows.get(p, 0)) for p in counts)
        expect(bare <= rows_lost, f"{what}: no request without a row, not {bare}")
        expect(all(sure[p] <= counts.get(p, 0) for p in sure), f"{what}: no reply without a request")
        strays = one("SELECT count(*) FROM exchange e JOIN attempt a ON a.id = e.attempt WHERE a.state = 'counted' AND "
                     "CAST(e.reply AS TEXT) LIKE '%belongs to nobody%'")
        expect(strays <= strays_allowed, f"{what}: {strays} replies that nobody asked for")
        mixed = [n for n, r in db.execute(f"SELECT p.name, e.reply {names} JOIN exchange e ON e.attempt = a.id")
                 if r and b"For #" in r and f"For #{n}#".encode() not in r]
        expect(len(mixed) <= strays_allowed, f"{what}: the right reply under the right prompt, not {mixed[:3]}")
        return sum(rows.values()), one("SELECT count(*) FROM attempt WHERE state IN ('started', 'abandoned')")

    def finished(self, folder):
        db = sqlite3.connect(f"file:{folder}/run.sqlite?mode=ro", uri=True)
        return db.execute("SELECT finished_at IS NOT NULL FROM run").fetchone()[0] == 1

    def reported(self, folder):
        db = sqlite3.connect(f"file:{folder}/run.sqlite?mode=ro", uri=True)
        return db.execute("SELECT reported_at IS NOT NULL FROM run").fetchone()[0] == 1
