"""Runs that are killed at random instants, at every commit, while their reports are written, and on disks that fail.

`make torture` (500 kills), `KILLS=20 make torture` for the short form. A run is paid for once: over all its kills the server
sees no more requests than the plan, its retries and what was on its way at each kill.
"""
import os, random, shutil, signal, sqlite3, subprocess, tempfile, time
from concurrent.futures import ThreadPoolExecutor
from attack import HERE, Bench, Server, expect, finish, row

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
                # Before a plan is stored there is no run yet, and the next call begins another folder.
                begun = [folder for folder in bench.folders() if born(folder)]
                if begun: bench.check(begun[0], server.counts(), f"kill {kills}")
                if begun and bench.finished(begun[0]): break
            code, words = bench.run()
            expect(code == 0, f"a killed run comes to its end: {code} {words}")
            # A run that was finished before its last kill, reports and all, is over: the last call was another one.
            seen = server.counts()
            begun = [folder for folder in bench.folders() if born(folder)]
            first = begun[0]
            here = len(begun) > 1
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


def preload():
    """The library that makes calls of the system fail; None where there is no C compiler."""
    library = f"{tempfile.gettempdir()}/railgauge-torture-{os.getpid()}.so"
    try:
        subprocess.check_call(["cc", "-shared", "-fPIC", "-O1", "-w", "-o", library, f"{HERE}/torture.c", "-ldl"])
        return library
    except (OSError, subprocess.CalledProcessError):
        return None


def counted(library, call, path, probes):
    """How many calls of a kind a whole run makes on files whose path holds a word."""
    with Server("--latency", 1) as server:
        bench = Bench(server.port, probes, in_flight=2)
        tally = f"{bench.folder}/calls"
        code, words = bench.run(LD_PRELOAD=library, TORTURE_CALL=call, TORTURE_PATH=path, TORTURE_COUNT=tally)
        expect(code == 0, f"a run whose calls are counted: {code} {words}")
        calls = int(open(tally).read())
        shutil.rmtree(bench.folder)
        return calls


def at_every(library, call, act, path="/results/", probes=8):
    """A run of its own for every call: killed there, or failing from there on; then the same command again."""
    calls = counted(library, call, path, probes)
    # Every commit in the long form; of writes, which are many to a commit, so many that they fall in all parts of a run.
    most = KILLS // 4
    places = range(1, calls + 1, 1 if call == "sync" and KILLS >= 500 else max(1, -(-calls // most)))
    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(lambda place: at(library, call, act, path, probes, place), places))
    return len(places), calls, sum(stopped for stopped, _, _ in results), sum(n for _, n, _ in results), sum(n for _, _, n in results)


def at(library, call, act, path, probes, place):
    """Whether the run was stopped there; requests, and those lost with the stop."""
    what = f"{act} at {call} {place}"
    with Server("--latency", 1) as server:
        bench = Bench(server.port, probes, in_flight=2)
        code, words = bench.run(LD_PRELOAD=library, TORTURE_CALL=call, TORTURE_AT=str(place), TORTURE_DO=act, TORTURE_PATH=path)
        stopped = code != 0
        expect(code in ((-9, 0) if act in ("before", "after") else (0, 1)), f"{what}: {code} {words}")
        expect(code == 0 or act in ("before", "after") or words, f"{what}: it says why")
        # Not yet a run: stopped before its plan was stored.
        for folder in bench.folders():
            if not born(folder): expect(not server.counts(), f"{what}: nothing is sent before the plan is stored")
        # Its reports are there, and the store says so: the next call is another run.
        whole = [folder for folder in bench.folders() if born(folder)]
        over = bool(whole) and bench.reported(whole[0])
        if over: expect(os.path.exists(f"{whole[0]}/report.json"), f"{what}: reports that the store tells of are there")
        code, words = bench.run()
        expect(code == 0, f"{what}, then again: {code} {words}")
        runs = [folder for folder in bench.folders() if born(folder)]
        if not runs: return stopped, 0, 0
        expect(len(runs) == 1 or over, f"{what}: paid twice, {len(runs)} runs")
        rows, gone = bench.check(runs[0], {p: n - (len(runs) - 1) for p, n in server.counts().items()}, what)
        expect(rows == probes + gone, f"{what}: {rows} requests for {probes} trials, {gone} lost")
        expect(os.path.exists(f"{runs[0]}/report.json"), f"{what}: reports are there")
        shutil.rmtree(bench.folder)
        return stopped, rows, gone


def born(folder):
    if not os.path.exists(f"{folder}/run.sqlite"): return False
    try:
        db = sqlite3.connect(f"file:{folder}/run.sqlite?mode=ro", uri=True)
        return db.execute("SELECT count(*) FROM run").fetchone()[0] == 1
    except sqlite3.DatabaseError:
        return False


def at_every_boundary():
    library = preload()
    if library is None:
        return row("Calls of the system that fail", "skipped: no C compiler", "", "-")
    for call, act, name in (("sync", "before", "SIGKILL before every commit reaches the disk"), ("sync", "after", "SIGKILL after every commit"),
                            ("write", "before", "SIGKILL before every write"), ("sync", "eio", "fsync fails from every commit on"),
                            ("write", "enospc", "the disk is full from every write on"), ("write", "eio", "writing fails from every write on"),
                            ("write", "erofs", "the disk is read-only from every write on")):
        places, calls, stopped, requests, lost = at_every(library, call, act)
        row(name, f"{places} of {calls} places, {stopped} runs stopped", f"{requests} requests, {lost} lost with a stop", "ok")
    os.unlink(library)


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


def disk_image():
    """A folder on a file system of its own that turns read-only at an error, and a function that causes one; None where
    the system has no such thing. A plain remount is refused while files are open; this is what a failing disk does."""
    folder, image = tempfile.mkdtemp(prefix="railgauge-ro-"), tempfile.mktemp(prefix="railgauge-disk-")
    steps = (["truncate", "-s", "400M", image], ["mkfs.ext4", "-q", "-F", image], ["mount", "-o", "loop,errors=remount-ro", image, folder])
    try:
        made = os.geteuid() == 0 and all(subprocess.call(step, stderr=subprocess.DEVNULL) == 0 for step in steps)
    except OSError:
        made = False
    device = subprocess.check_output(["losetup", "-j", image], text=True).split(":")[0] if made else ""
    trigger = f"/sys/fs/ext4/{os.path.basename(device)}/trigger_fs_error"
    if not made or not os.path.exists(trigger):
        if made: subprocess.call(["umount", folder])
        if os.path.exists(image): os.unlink(image)
        os.rmdir(folder)
        return None

    def fail():
        with open(trigger, "w") as file: file.write("torture")

    return folder, image, fail


def read_only():
    disk = disk_image()
    if disk is None:
        return row("A disk that turns read-only", "skipped: needs root, loop devices and ext4", "", "-")
    folder, image, fail = disk
    library, kept = preload(), tempfile.mktemp(prefix="railgauge-kept-")
    watch = {"LD_PRELOAD": library, "TORTURE_PATH": "run.sqlite-wal", "TORTURE_KEPT": kept} if library else {}
    try:
        with Server("--latency", 20) as server:
            bench = Bench(server.port, 4000, folder=folder)
            os.sync()
            process = bench.start(**watch)
            while sum(server.counts().values()) < 200: time.sleep(0.05)
            fail()
            _, words = process.communicate()
            # What the system says to the first call that fails: EROFS, or EIO where the journal of ext4 is given up under it.
            expect(process.returncode == 1 and "run.sqlite" in words
                   and any(word in words for word in ("(Read-only file system)", "(Input/output error)")),
                   f"read-only: {process.returncode} {words}")
            before = sum(server.counts().values())
            code, words = bench.run()
            expect(code == 1 and "ead-only" in words, f"begun on it: {code} {words}")
            expect(sum(server.counts().values()) == before, "requests were sent from a disk that cannot keep them")
            subprocess.check_call(["umount", folder])
            # 1: mistakes were found and mended.
            expect(subprocess.call(["e2fsck", "-fy", image], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) <= 1, "fsck")
            subprocess.check_call(["mount", "-o", "loop", image, folder])
            # A sync that runs while ext4 gives up may succeed and lose its bytes all the same (seen with Linux 6.18). Requests
            # whose rows stood in bytes that the system had said to be on disk are its loss, and no more than were in flight.
            lost = int(open(kept).read()) - os.path.getsize(f"{bench.folders()[0]}/run.sqlite-wal") if library else 0
            code, words = bench.run()
            expect(code == 0, f"writable again: {code} {words}")
            rows, gone = bench.check(bench.folders()[0], server.counts(), "read-only", rows_lost=16 if lost > 0 else 0)
            total = sum(server.counts().values())
            said = f", {lost} bytes lost that the file system had acknowledged" if lost > 0 else ""
            row("A disk that turns read-only", f"stopped after {before} of 4000", f"{total} requests, {gone} lost with the stop{said}", "ok")
    finally:
        for path in filter(None, (library, kept)):
            if os.path.exists(path): os.unlink(path)
        subprocess.call(["umount", "-l", folder], stderr=subprocess.DEVNULL)
        shutil.rmtree(folder, ignore_errors=True)
        os.unlink(image)


row("what", "how often", "what came of it", "")
row("---", "---", "---", "---")
killed_at_random()
killed_while_reporting(max(3, KILLS // 20))
at_every_boundary()
full_disk()
read_only()
finish()
