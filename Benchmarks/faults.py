"""Every behaviour of the fault server, a mixture of them, and keys that servers repeat.

`make faults` (50,000 mixed trials), `TRIALS=1000 make faults` for the short form.
"""
import base64, os, shutil, sqlite3
from attack import Bench, Server, expect, finish, row
from fault_server import FAULTS

TRIALS = int(os.environ.get("TRIALS", "50000"))
KEY = "sk-planted-6Zt4hVq9Lw2KxR7b"


def each():
    names = [name for name in FAULTS if name != "ok"]
    for name in names:
        with Server("--latency", 2) as server:
            bench = Bench(server.port, 12, faults=(name, "ok", "ok", "ok"))
            code, words = bench.run()
            rows, lost = bench.check(bench.folders()[0], server.counts(), name)
            db = sqlite3.connect(f"file:{bench.folders()[0]}/run.sqlite?mode=ro", uri=True)
            outcomes = db.execute(
                "SELECT v.outcome || coalesce('/' || v.error_kind, ''), count(*) FROM verdict v WHERE v.id = "
                "(SELECT max(w.id) FROM verdict w WHERE w.trial = v.trial) GROUP BY 1 ORDER BY 2 DESC").fetchall()
            expect(code in (0, 3), f"{name}: the run ends ({code} {words})")
            expect(lost == 0, f"{name}: nothing lost")
            row(name, ", ".join(f"{o} {n}" for o, n in outcomes), f"{rows} requests", f"exit {code}")
            shutil.rmtree(bench.folder)


def mixed():
    with Server("--mix", 0.3, "--latency", 2) as server:
        bench = Bench(server.port, TRIALS, in_flight=64)
        code, words = bench.run(timeout=7200)
        rows, lost = bench.check(bench.folders()[0], server.counts(), "mixed")
        total = sum(server.counts().values())
        expect(code in (0, 3), f"mixed: the run ends ({code} {words})")
        expect(total == rows and lost == 0, f"mixed: the server counted {total}, the store {rows}, {lost} lost")
        row("30 % mixed faults", f"{TRIALS} trials", f"server {total} = store {rows} requests", f"exit {code}")
        shutil.rmtree(bench.folder)


def planted():
    forms = {
        "as it is": KEY, "base64": base64.b64encode(KEY.encode()).decode(),
        "percent": "".join(f"%{c:02X}" for c in KEY.encode()), "hex": KEY.encode().hex(),
    }
    with Server("--latency", 1) as server:
        bench = Bench(server.port, 24, faults=[f"echo-{n}" for n in range(12)], key='"${PLANTED}"')
        os.environ["PLANTED"] = KEY
        code, words = bench.run("--record", f"{bench.folder}/tapes")
        found = {}
        for top, _, files in os.walk(bench.folder):
            for file in files:
                data = open(os.path.join(top, file), "rb").read()
                for name, form in forms.items():
                    if form.encode() in data: found.setdefault(name, []).append(file)
        expect(not found, f"a planted key is on disk: {found}")
        expect(KEY not in words, "a planted key is in a message")
        row("a key in 12 places and forms", "every byte on disk", "found: " + (str(found) or "none"), f"exit {code}")
        shutil.rmtree(bench.folder)


row("behaviour", "verdicts of 12 trials, 3 of which meet it", "requests", "")
row("---", "---", "---", "---")
each()
mixed()
planted()
finish()
