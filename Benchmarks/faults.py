"""Every behaviour of the fault server, a mixture of them, TLS that does not hold, and keys that servers repeat.

`make faults` (50,000 mixed trials), `TRIALS=1000 make faults` for a short mixture, `ONLY=name,name` for a few behaviours.
Whatever a server does: the run ends, the server's count and the store's agree exactly, no broken reply is an answer, and no
reply stands under another prompt.
"""
import base64, os, shutil, sqlite3, subprocess, tempfile
from concurrent.futures import ThreadPoolExecutor
from attack import Bench, Server, expect, finish, row
from fault_server import FAULTS

TRIALS = int(os.environ.get("TRIALS", "50000"))
ONLY = set(filter(None, os.environ.get("ONLY", "").split(",")))
KEY = "sk-planted-6Zt4hVq9Lw2KxR7b"
# What an error may be called beside its kind; the rest of the table is the verdict.
OUTCOMES = ("SELECT p.name, v.outcome, v.error_kind FROM verdict v JOIN trial t ON t.id = v.trial JOIN probe p ON p.id = t.probe "
            "WHERE v.id = (SELECT max(w.id) FROM verdict w WHERE w.trial = v.trial)")


def one(name):
    allowed = FAULTS[name][0].split("|")
    with Server("--latency", 2) as server:
        bench = Bench(server.port, 12, faults=(name, "ok", "ok", "ok"), in_flight=4, stream=name.startswith("sse-"))
        code, words = bench.run()
        # What fails again and again closes its style for the session; the same command goes on, as cron would.
        sessions = 1
        while code == 4 and sessions < 4:
            code, words = bench.run()
            sessions += 1
        folder = bench.folders()[0]
        seen = server.counts()
        # A second reply that is sent once the next request has arrived is told from its reply by nothing; after the first
        # that is noticed no connection is shared any more (SECURITY.md, what is not promised).
        rows, lost = bench.check(folder, seen, name, strays_allowed=4 if name == "twice-late" else 0)
        db = sqlite3.connect(f"file:{folder}/run.sqlite?mode=ro", uri=True)
        tally = {}
        for probe, outcome, kind in db.execute(OUTCOMES):
            met = int(probe[1:]) % 4 == 0
            expect(outcome in (allowed if met else ("answered",)), f"{name}: {probe} is {outcome} {kind or ''}")
            if met: tally[f"{outcome} {kind or ''}".strip()] = tally.get(f"{outcome} {kind or ''}".strip(), 0) + 1
        # A rate limit says "later" and no more: what only ever meets it stays open, and the run says so.
        expect(code in ((0, 3, 4) if name == "e429" else (0, 3)), f"{name}: the run ends ({code} {words})")
        # An attempt that was given up before a byte of it was sent has a row that says so.
        rows -= db.execute("SELECT count(*) FROM attempt WHERE json_extract(fault, '$.may_have_reached_server') = 0").fetchone()[0]
        expect(sum(seen.values()) == rows and lost == 0, f"{name}: the server counted {sum(seen.values())}, the store {rows}, {lost} lost")
        shutil.rmtree(bench.folder)
        return name, ", ".join(f"{outcome} {n}" for outcome, n in tally.items()), f"{rows}", f"{code}" + (f", {sessions} sessions" if sessions > 1 else "")


def each():
    with ThreadPoolExecutor(24) as pool:
        for cells in pool.map(one, [name for name in FAULTS if not ONLY or name in ONLY]): row(*cells)


def certificates(folder):
    """By name: a PEM file of certificate and key; None without openssl."""
    def openssl(*words): subprocess.check_call(["openssl", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    def own(name, subject, days):
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", f"{folder}/{name}.key",
                "-out", f"{folder}/{name}.crt", "-days", str(days), "-subj", "/CN=x", "-addext", f"subjectAltName={subject}")
        with open(f"{folder}/{name}.pem", "w") as out: out.write(open(f"{folder}/{name}.crt").read() + open(f"{folder}/{name}.key").read())
    try:
        own("good", "IP:127.0.0.1", 2)
        own("other-host", "DNS:elsewhere.example", 2)
        return True
    except (OSError, subprocess.CalledProcessError):
        return False


def tls():
    folder = tempfile.mkdtemp(prefix="railgauge-tls-")
    if not certificates(folder): return row("TLS that does not hold", "skipped: no openssl", "", "-")
    # name, certificate of the server, whom the client trusts, what the prompts ask for, whether it is answered
    cases = [("tls", "good", "good", "ok", True), ("tls-untrusted", "good", "other-host", "ok", False), ("tls-other-host", "other-host", "other-host", "ok", False),
             ("tls-http2-line", "good", "good", "http2-line", False), ("tls-twice-late", "good", "good", "twice-late", True), ("tls-not-spoken", None, "good", "ok", False)]
    for name, certificate, trusted, fault, answered in cases:
        if ONLY and name not in ONLY: continue
        options = ["--certificate", f"{folder}/{certificate}.pem"] if certificate else []
        with Server("--latency", 2, *options) as server:
            bench = Bench(server.port, 8, faults=(fault,), in_flight=2, url=f"https://127.0.0.1:{server.port}/v1", style=f", ca_file: {folder}/{trusted}.crt")
            code, words = bench.run()
            rows, lost = bench.check(bench.folders()[0], server.counts(secure=bool(certificate)), name)
            db = sqlite3.connect(f"file:{bench.folders()[0]}/run.sqlite?mode=ro", uri=True)
            answers = sum(1 for _, outcome, _ in db.execute(OUTCOMES) if outcome == "answered")
            seen = sum(server.counts(secure=bool(certificate)).values())
            expect(answers == (8 if answered else 0), f"{name}: {answers} answers ({code} {words})")
            expect(answered or fault != "ok" or seen == 0, f"{name}: {seen} requests were sent")
            row(name, f"{answers} answered", f"{seen} at the server", f"{code}")
            shutil.rmtree(bench.folder)
    shutil.rmtree(folder)


def mixed():
    with Server("--mix", 0.3, "--latency", 2) as server:
        bench = Bench(server.port, TRIALS, in_flight=64)
        code, words = bench.run(timeout=7200)
        # A server that fails again and again closes the style; the same command goes on.
        sessions = 1
        while code in (4, 5) and sessions < 5:
            code, words = bench.run(timeout=7200)
            sessions += 1
        rows, lost = bench.check(bench.folders()[0], server.counts(), "mixed")
        total = sum(server.counts().values())
        expect(code in (0, 3), f"mixed: the run ends ({code} {words})")
        expect(total == rows and lost == 0, f"mixed: the server counted {total}, the store {rows}, {lost} lost")
        row("30 % mixed faults", f"{TRIALS} trials, {sessions} sessions", f"server {total} = store {rows}", f"{code}")
        shutil.rmtree(bench.folder)


def planted():
    forms = {
        "as it is": KEY, "base64": base64.b64encode(KEY.encode()).decode(), "percent": "".join(f"%{c:02X}" for c in KEY.encode()),
        "hex": KEY.encode().hex(), "escapes": "".join(f"\\u{c:04x}" for c in KEY.encode()), "one escape": KEY.replace("-", "\\u002d"),
    }
    with Server("--latency", 1) as server:
        bench = Bench(server.port, 68, faults=[f"echo-{n}" for n in range(34)], key='"${PLANTED}"')
        with open(f"{bench.folder}/study.yaml", "a") as study: study.write("")
        os.environ["PLANTED"] = KEY
        code, words = bench.run("--record", f"{bench.folder}/tapes")
        for command in (["report", bench.folders()[0]], ["classify", bench.folders()[0]]):
            ended = subprocess.run([os.environ["RAILGAUGE"], *command], capture_output=True, text=True)
            words += ended.stdout + ended.stderr
        found = {}
        for top, _, files in os.walk(bench.folder):
            for file in files:
                data = open(os.path.join(top, file), "rb").read()
                for name, form in forms.items():
                    if form.encode() in data: found.setdefault(name, []).append(file)
        expect(not found, f"a planted key is on disk: {found}")
        expect(not any(form in words for form in forms.values()), "a planted key is in a message")
        row("a key in 34 places and forms", "every byte on disk and of every message", "found: " + (str(found) or "none"), f"{code}")
        shutil.rmtree(bench.folder)


if __name__ == "__main__":
    row("behaviour", "verdicts of the 3 trials of 12 that meet it", "requests of 12 trials", "exit")
    row("---", "---", "---:", "---:")
    each()
    tls()
    if not ONLY:
        planted()
        mixed()
    finish()
