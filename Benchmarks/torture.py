"""Runs that are killed at random instants, while their reports are written, and on a disk that fills up.

`make torture` (500 kills), `KILLS=20 make torture` for the short form. A run is paid for once: over all its kills the server
sees no more requests than the plan, its retries and what was on its way at each kill.
"""
import os, random, shutil, signal, subprocess, tempfile, time
from attack import Bench, Server, expect, finish, row

KILLS = int(os.environ.get("KILLS", "500"))
rng = random.Random(20261128)


def killed_at_random():
    kills = runs = requests = lost = 0
    while kills < KILLS:
        with Server("--latency", 30) as server:
            bench = Bench(server.port, 300, in_flight=8)
            runs += 1
            while kills < KILLS:
                process = bench.start()
                time.sleep(rng.uniform(0.05, 0.6))
                if process.poll() is None:
                    process.send_signal(signal.SIGKILL)
                    kills += 1
                process.communicate()
                if bench.folders(): bench.check(bench.folders()[0], server.counts(), f"kill {kills}")
                if bench.folders() and bench.finished(bench.folders()[0]): break
            code, words = bench.run()
            expect(code == 0, f"a killed run comes to its end: {code} {words}")
            # A run that was finished before its last kill, reports and all, is over: the last call was another one.
            seen = server.counts()
            first = bench.folders()[0]
            here = 300 * (len(bench.folders()) - 1)
            rows, gone = bench.check(first, {p: n - (1 if here else 0) for p, n in seen.items()}, "at the end")
            expect(rows == 300 + gone, f"{rows} requests for 300 trials, {gone} of them lost")
            expect(os.path.exists(f"{first}/report.json"), "reports are there")
            requests, lost = requests + rows, lost + gone
            shutil.rmtree(bench.folder)
    row("SIGKILL at random instants", f"{kills} kills, {runs} runs", f"{requests} requests, {lost} lost with a kill", "ok")


def killed_while_reporting(times):
    done = paid_twice = 0
    for _ in range(times):
        with Server("--latency", 1) as server:
            bench = Bench(server.port, 200)
            process = bench.start()
            while process.poll() is None:
                if bench.folders() and os.path.exists(f"{bench.folders()[0]}/run.sqlite"):
                    try:
                        if bench.finished(bench.folders()[0]): break
                    except Exception: pass
                time.sleep(0.002)
            time.sleep(rng.uniform(0, 0.05))
            process.kill()
            process.communicate()
            hit = not os.path.exists(f"{bench.folders()[0]}/obstructed.jsonl")
            code, words = bench.run()
            done += hit
            total = sum(server.counts().values())
            if hit:
                paid_twice += total > 200
                expect(code == 0 and total == 200, f"killed while reporting: {total} requests for 200 trials, {code} {words}")
                expect(os.path.exists(f"{bench.folders()[0]}/report.json"), "the reports were written by the next call")
            shutil.rmtree(bench.folder)
    row("SIGKILL while reports are written", f"{done} of {times} before the last file", f"{paid_twice} paid twice", "ok")


def full_disk():
    folder = tempfile.mkdtemp(prefix="railgauge-disk-")
    if os.geteuid() != 0 or subprocess.call(["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", folder]) != 0:
        return row("A disk that fills up", "skipped: needs root for a tmpfs", "", "-")
    try:
        with Server("--latency", 1) as server:
            bench = Bench(server.port, 3000, more="", folder=folder)
            with open(f"{folder}/ballast", "wb") as ballast: ballast.write(b"x" * (12 << 20))
            code, words = bench.run()
            expect(code == 1 and "MB" in words, f"low disk: {code} {words}")
            before = sum(server.counts().values())
            os.unlink(f"{folder}/ballast")
            subprocess.check_call(["mount", "-o", "remount,size=400m", folder])
            code, words = bench.run()
            expect(code == 0, f"after space was made: {code} {words}")
            total = sum(server.counts().values())
            rows, gone = bench.check(bench.folders()[0], server.counts(), "disk")
            expect(total == 3000, f"{total} requests for 3000 trials over a full disk")
            row("A disk that fills up", f"stopped after {before} of 3000", f"{total} requests, {gone} lost", "ok")
    finally:
        subprocess.call(["umount", "-l", folder])
        shutil.rmtree(folder, ignore_errors=True)


def read_only():
    folder = tempfile.mkdtemp(prefix="railgauge-ro-")
    if os.geteuid() != 0 or subprocess.call(["mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", folder]) != 0:
        return row("A disk that turns read-only", "skipped: needs root for a tmpfs", "", "-")
    try:
        with Server("--latency", 20) as server:
            bench = Bench(server.port, 4000, folder=folder)
            process = bench.start()
            time.sleep(1.0)
            busy = subprocess.call(["mount", "-o", "remount,ro", folder], stderr=subprocess.DEVNULL) != 0
            if busy:
                process.kill()
                process.communicate()
                return row("A disk that turns read-only", "skipped: the system does not do it to open files", "", "-")
            _, words = process.communicate()
            expect(process.returncode == 1, f"read-only: {process.returncode} {words}")
            subprocess.check_call(["mount", "-o", "remount,rw", folder])
            code, words = bench.run()
            expect(code == 0, f"writable again: {code} {words}")
            bench.check(bench.folders()[0], server.counts(), "read-only")
            row("A disk that turns read-only", "in mid-run", "continued", "ok")
    finally:
        subprocess.call(["umount", "-l", folder])
        shutil.rmtree(folder, ignore_errors=True)


row("what", "how often", "what came of it", "")
row("---", "---", "---", "---")
killed_at_random()
killed_while_reporting(max(3, KILLS // 20))
full_disk()
read_only()
finish()
