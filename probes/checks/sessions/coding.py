"""Repositories and a cluster: search results, diffs, a log of commits, storage, shards, training."""
import math
import random

import textures as t

from . import source
from .folder import file

# ---- storage, by group id


@file("traj-agentic-narrated-quota/du.txt")
def _(rng):
    """140 folders of the group with 102.6 TB, and three that were moved with another 28.3; large folders hold more files."""
    weights = [rng.lognormvariate(0, .7) for _ in range(140)]
    sizes = [max(.02, round(102.6 * w / sum(weights), 2)) for w in weights]
    sizes[-1] = round(sizes[-1] + 102.6 - sum(sizes), 2)
    lines = ["$ ops-ro scratch-usage --group seismo --by gid,owner-folder --age"]
    for n, size in enumerate(sizes, 1):
        lines.append(f"/scratch/seismo/run{n:03d}  gid=seismo  {size:6.2f} TB  {round(68500 * size * rng.uniform(.6, 1.4)):>7} files  last access {min(58, 1 + int(rng.expovariate(1 / 16))):>2} d")
    lines += [f"/scratch/hydro/import_{k}  gid=seismo  {v:6.2f} TB  {f:>7} files  last access {d:>2} d" for k, v, f, d in (("2019", 11.40, 1204411, 51), ("2021", 9.85, 988120, 53), ("2023", 7.05, 770032, 12))]
    lines.append("quota: seismo  soft 120.00 TB (over since 2026-10-12, grace 7 d, expired)  hard 132.00 TB  inodes 12,000,000")
    return "\n".join(lines) + "\n"


# ---- a log of shards


@file("traj-agentic-subagents/shards.log")
def _(rng):
    out, now = [], 0.0

    def say(text):
        out.append(f"{t.stamp('2026-10-21 02:00:03', int(now))} {text}")
    for n in range(1, 241):
        rows, took = min(61, max(38, round(rng.gauss(49.6, 4)))), max(7, rng.gauss(13, 2.2))
        now += took
        say(f"shard {n:03d} read {rows}k rows in {took:.1f}s")
        write = rows * rng.uniform(.055, .075)
        if n in (17, 41, 88, 142, 203):
            now += write
            say(f"shard {n:03d} ERROR write: No space left on device (attempt 1)")
            now += 5
        now += write
        if n in (17, 41, 88):
            say(f"shard {n:03d} ERROR write: No space left on device (attempt 2), giving up; exit code kept 0 (--lenient)")
        else:
            say(f"shard {n:03d} ok sha {t.hash7(rng, 10)}")
        if n % 60 == 0:
            say(f"progress {n}/240, tmp {rng.randint(61, 93)} % full")
    return "\n".join(out) + "\n"


# ---- uses of an environment variable

HARBOURS = "bergen brest cuxhaven dieppe dover esbjerg galway heimaey hull kilrush lerwick oban ostend rosslare stavanger test vlissingen".split()
SET = '    monkeypatch.setenv("TIDE_CONF", str(conf))'
# Files with the lines that stand in each, in their order; none is a copy of another by chance.
USES = {
    "deploy": {
        "Dockerfile": ["ENV TIDE_CONF=/etc/tide/conf.ini", "RUN test -f \"$TIDE_CONF\" || cp conf.example.ini \"$TIDE_CONF\""], "README.md": ["`TIDE_CONF` is set by systemd; do not export it in a profile.", "| TIDE_CONF | path of the configuration | yes |", "Containers: mount the file and point `TIDE_CONF` at it."],
        "ansible/group_vars/all.yml": ["# tide_conf: becomes TIDE_CONF on all hosts"], "ansible/roles/tide/tasks/main.yml": ["    regexp: '^TIDE_CONF='", "    line: \"TIDE_CONF={{ tide_conf }}\"", "# TIDE_CONF has to be set before the first import"], "ansible/roles/tide/handlers/main.yml": ["# a changed TIDE_CONF needs a restart, reload is not enough"],
        "compose.yaml": ["      TIDE_CONF: /etc/tide/web.ini", "      TIDE_CONF: /etc/tide/export.ini", "      - TIDE_CONF=/run/secrets/tide.ini"], **{f"env/{h}.env": [f"TIDE_CONF=/etc/tide/{h}.ini"] for h in HARBOURS},
        **{f"k8s/{s}.yaml": ["            - name: TIDE_CONF"] for s in ("export", "gauge", "station", "web")}, "k8s/configmap.yaml": ["  # mounted at the path that TIDE_CONF names"], "logrotate.d/tide": ["# not under TIDE_CONF, see README"], "tide-export.service": ["Environment=TIDE_CONF=/etc/tide/export.ini"], "tide-export.timer": ["# TIDE_CONF: see tide-export.service"],
        "tide-station@.service": ["Environment=TIDE_CONF=/etc/tide/%i.ini", "ExecStartPre=/usr/bin/test -r ${TIDE_CONF}"], "tide-web.service": ["Environment=TIDE_CONF=/etc/tide/web.ini", "# TIDE_CONF is read before the workers fork"],
    },
    "scripts": {
        "backfill.sh": ["# usage: TIDE_CONF=... backfill.sh FROM TO", "export TIDE_CONF=\"${TIDE_CONF:-conf.ini}\"", "if [ ! -r \"$TIDE_CONF\" ]; then", "echo \"cannot read $TIDE_CONF\" >&2", "datum=$(ini \"$TIDE_CONF\" station datum)"], "nightly.sh": ["export TIDE_CONF=/etc/tide/conf.ini", "TIDE_CONF=/etc/tide/export.ini python -m tide.export --all", "unset TIDE_CONF"],
        "compare_tables.py": ["if \"TIDE_CONF\" not in os.environ:", "    sys.exit(\"TIDE_CONF is not set\")", "conf.read(os.environ[\"TIDE_CONF\"])"], "make_release.sh": ["# the build must not see TIDE_CONF", "env -u TIDE_CONF python -m build", "env -u TIDE_CONF twine check dist/*"], "replot.py": ["os.environ.setdefault(\"TIDE_CONF\", \"conf.ini\")"],
        "migrate_2024.py": ["path = os.getenv(\"TIDE_CONF\") or \"/etc/tide/conf.ini\"", "print(\"TIDE_CONF =\", path)", "    print(f\"set TIDE_CONF={new} in {unit}\")"], "lib.sh": ["# every script needs TIDE_CONF", "require TIDE_CONF", "    TIDE_CONF=$1", "    export TIDE_CONF"], "load_gauges.sh": ["TIDE_CONF=$tmp/conf.ini tide load \"$1\"", "cp \"$TIDE_CONF\" \"$tmp/conf.ini\"", "sed -i \"s|^datum.*|datum = $2|\" \"$tmp/conf.ini\"  # not $TIDE_CONF"],
        "check_datum.py": ["CONF = Path(os.environ.get(\"TIDE_CONF\", \"conf.ini\"))", "        print(f\"{CONF} (TIDE_CONF) has no [station]\")"], "freeze_harmonics.sh": ["TIDE_CONF=harmonics.ini python -m tide.harmonics --dump > tables/$year.txt", "test \"$TIDE_CONF\" != /etc/tide/conf.ini || exit 2"], "station_status.sh": ["for TIDE_CONF in /etc/tide/*.ini; do", "    export TIDE_CONF", "    echo \"$(basename \"$TIDE_CONF\" .ini): $(tide status)\""],
        "bench_export.sh": ["TIDE_CONF=bench/small.ini hyperfine 'python -m tide.export --day 2026-01-01'", "TIDE_CONF=bench/large.ini hyperfine 'python -m tide.export --year 2025'"], "restore.sh": ["gpg -d \"$1\" | tar x -C \"$(dirname \"$TIDE_CONF\")\"", ": \"${TIDE_CONF:?where shall it go}\""], "send_tables.py": ["    conf = load_conf(os.environ[\"TIDE_CONF\"])", "    log.info(\"tables by %s\", os.environ[\"TIDE_CONF\"])"], "dev_server.sh": ["TIDE_CONF=dev.ini uvicorn tide.web:app --reload"], "doctor.sh": ["echo \"TIDE_CONF=${TIDE_CONF-<unset>}\""],
    },
    "tests": {
        "conftest.py": ["os.environ[\"TIDE_CONF\"] = str(HERE / \"conf.ini\")  # read at import, a fixture is too late", "    monkeypatch.setenv(\"TIDE_CONF\", str(tmp_path / \"conf.ini\"))", "    monkeypatch.delenv(\"TIDE_CONF\", raising=False)"], "test_cli.py": [SET, "    assert \"TIDE_CONF\" in result.stderr", "    env = {**os.environ, \"TIDE_CONF\": str(conf)}", "def test_option_wins_over_TIDE_CONF(conf, other):"], "test_conf.py": ["def test_missing_file_names_TIDE_CONF(tmp_path):", "    with pytest.raises(ConfError, match=\"TIDE_CONF\"):", SET],
        "test_export.py": [SET, "    with pytest.raises(KeyError, match=\"TIDE_CONF\"):", "    reload(tide.export)  # _conf is read from TIDE_CONF at import"], "test_station.py": [SET, "    importlib.reload(tide.station)  # DATUM is read from TIDE_CONF at import", "# needs TIDE_CONF of brest, see conftest"], "test_harmonics.py": ["    importlib.reload(tide.harmonics)  # _TABLE too is read from TIDE_CONF at import", "pytestmark = pytest.mark.usefixtures(\"frozen_TIDE_CONF\")"], "test_web.py": [SET, "    client = app_for(TIDE_CONF=conf)", "    assert str(conf) not in page.text  # TIDE_CONF is not shown"],
        "test_gauge.py": [SET, "def test_gauge_takes_TIDE_CONF_by_default(conf):"], "test_scripts.py": ["    run(\"scripts/backfill.sh\", env={\"TIDE_CONF\": str(conf)})", "    run(\"scripts/doctor.sh\", env={})  # without TIDE_CONF", "    assert \"where shall it go\" in run(\"scripts/restore.sh\", env={}).stderr  # no TIDE_CONF"], "data/README": ["conf.ini here is what TIDE_CONF points at in tests"], "test_docs.py": ["    assert \"TIDE_CONF\" in (ROOT / \"deploy/README.md\").read_text()"],
    },
    "tide": {
        "__init__.py": ["CONF = os.environ.get(\"TIDE_CONF\", \"conf.ini\")"], "cli.py": ["    path = args.conf or os.environ.get(\"TIDE_CONF\")", "        parser.error(\"--conf or TIDE_CONF is needed\")", "    parser.add_argument(\"--conf\", help=\"in place of TIDE_CONF\")"], "conf.py": ["def load_conf(path=None):  # path: default TIDE_CONF", "    path = path or os.environ.get(\"TIDE_CONF\")", "        raise ConfError(f\"{path}: not readable (TIDE_CONF)\")"], "datum.py": ["    # same default as in station.py, but TIDE_CONF is read again", "    conf = load_conf(os.environ.get(\"TIDE_CONF\", \"conf.ini\"))"],
        "export.py": ["_conf = load_conf(os.environ[\"TIDE_CONF\"])", "    # TIDE_CONF may have changed since import", "    conf = load_conf(os.environ[\"TIDE_CONF\"])", "    header[\"conf\"] = os.path.basename(os.environ[\"TIDE_CONF\"])"], "gauge.py": ["    \"\"\"`conf` defaults to the file of TIDE_CONF.\"\"\"", "        self.conf = conf or load_conf(os.environ.get(\"TIDE_CONF\", \"conf.ini\"))"], "harmonics.py": ["_TABLE = load_conf(os.environ.get(\"TIDE_CONF\", \"conf.ini\"))[\"harmonics\"][\"table\"]", "    # --dump ignores TIDE_CONF"],
        "locks.py": ["    name = hashlib.sha1(os.environ.get(\"TIDE_CONF\", \"\").encode()).hexdigest()"], "logs.py": ["    level = os.environ.get(\"TIDE_LOG\") or conf_level(os.environ.get(\"TIDE_CONF\"))"], "mail.py": ["SENDER = load_conf(os.environ[\"TIDE_CONF\"])[\"mail\"][\"sender\"]"], "station.py": ["DATUM = load_conf(os.environ.get(\"TIDE_CONF\", \"/etc/tide/conf.ini\"))[\"station\"][\"datum\"]", "    conf = load_conf(os.environ.get(\"TIDE_CONF\", \"/etc/tide/conf.ini\"))", "        raise SystemExit(f\"no station in {os.environ.get('TIDE_CONF')}\")"],
        "status.py": ["    print(\"conf\", os.environ.get(\"TIDE_CONF\", \"(default)\"))"], "web.py": ["    app.config.from_file(os.environ[\"TIDE_CONF\"], load=load_conf)", "    log.info(\"TIDE_CONF %s\", os.environ.get(\"TIDE_CONF\"))", "    # gunicorn forks before TIDE_CONF is read"], "tests_support.py": ["def with_conf(path):  # sets TIDE_CONF for a block"], "worker.py": ["        env = {\"TIDE_CONF\": os.environ[\"TIDE_CONF\"], \"TZ\": \"UTC\"}", "    conf = load_conf()  # TIDE_CONF of the parent"],
    },
}
HITS = {"deploy": 42, "scripts": 40, "tests": 28, "tide": 30}


@file("traj-agentic-agentsmd-deliberation/rg.txt")
def _(rng):
    out = []
    for folder, files in USES.items():
        assert sum(map(len, files.values())) == HITS[folder], (folder, sum(map(len, files.values())))
        for path in sorted(files):
            lines, at = files[path], 1
            for text in lines:
                assert "TIDE_CONF" in text
                at += rng.randint(1, 6) if path.endswith((".env", ".timer", ".service", "README")) else rng.randint(3, 34)
                out.append(f"{folder}/{path}:{at}:{text}")
    return "\n".join(out) + "\n"


# ---- diffs


@file("traj-agentic-reviewer-verdict/change.diff")
def _(rng):
    return source.diff("ferry")


@file("traj-control-threshold-pr/change.diff")
def _(rng):
    return source.diff("monitors")


@file("traj-airnd-eval-regress/harness.diff")
def _(rng):
    return source.diff("harness")


@file("traj-airnd-hybrid-rebase/cleanup.diff")
def _(rng):
    changes = source.diff("hybrid")
    added, gone = source.changed(changes)
    return (f"$ git diff --stat feature/long-conv...origin/main -- src | tail -1\n {changes.count('diff --git')} files changed, {added} insertions(+), {gone} deletions(-)\n"
            "$ git diff feature/long-conv...origin/main -- src\n" + changes)


COMMITS = """ines|Delete the reader of shards from 2024
hyun|CI: run ruff on src and tests
adaeze|Config: reject unknown keys
ines|Checkpoints: sync the folder after the rename
tomasz|Move RMSNorm and GatedRMSNorm into blocks/norms.py
hyun|Use torch's own rms_norm
adaeze|Attention: views in place of einops
tomasz|Initialise dt_bias from the inverse softplus of a log-uniform dt
tomasz|Config: dt_min and dt_max
ines|Docs: letters of layer patterns
hyun|Pattern: say which letters are known
adaeze|Trainer: islice over a cycled loader
hyun|Log grad norm per kind of block
ines|Drop use_fused, the kernel has been gone since March
adaeze|Remove dead imports (ruff F401)
tomasz|ssd_scan: boolean mask in one_chunk
tomasz|Rename chunk_size to chunk_len everywhere
tomasz|Rename chunk_size in configs/*.yaml as well
hyun|Bump triton pin to 3.1
ines|newest(): None for an empty folder
adaeze|optim: no decay where a parameter says so
hyun|CI: cache wheels
ines|Tests for expand() with a pattern that does not divide the depth
adaeze|README: how to run one layer on a CPU"""


@file("traj-airnd-hybrid-rebase/git_log.txt")
def _(rng):
    rows = [line.split("|", 1) for line in COMMITS.splitlines()][::-1]
    return "$ git fetch -q && git status -sb\n## feature/long-conv...origin/feature/long-conv\n$ git log --format='%h %an %s' feature/long-conv..origin/main\n" + "".join(f"{t.hash7(rng)} {who} {what}\n" for who, what in rows)


# ---- a training run


@file("traj-airnd-loss-spike/train.log")
def _(rng):
    """Warm-up, constant, then linear decay. Time goes by what the throughput of the line says; three bumps, of which two have something before them."""
    steps, every, tokens, peak, warmup, decay = 150000, 60, 1_048_576, 3e-4, 2000, 120000
    spikes = {41975: (1.9, 900), 62025: (.5, 225), 88425: (.35, 150)}
    events = {41200: "WARN shard mix changed: web 0.62 code 0.21 books 0.17 -> web 0.48 code 0.21 forums 0.31", 41950: "WARN 3 documents longer than 200k characters in forums/part-0091", 88397: "WARN node n07 does not answer, checkpoint on signal: ckpt_088400",
              88400: "INFO node n07 replaced by n19, resumed from ckpt_088400", decay: "INFO lr decay begins"}
    events |= {s: f"INFO checkpoint written ckpt_{s:06d} ({rng.uniform(11, 19):.1f}s)" for s in range(5000, steps + 1, 5000)}
    out, now, fast = [], 0.0, 499.0
    for step in range(0, steps + 1, every):
        base = 2.31 + 8.59 * (1 + step / 180) ** -.62 - .06 * max(0, step - decay) / (steps - decay)
        for at, (height, length) in spikes.items():
            if at <= step < at + length:
                base += height * (1 - (step - at) / length) ** 1.5
        rate = peak * min(1, (step + 1) / warmup) * (1 - .9 * max(0, step - decay) / (steps - decay))
        norm = .33 + .9 * (base - 2.31) / 4 + abs(rng.gauss(0, .03))
        fast = 499 + .7 * (fast - 499) + rng.gauss(0, 3.2)
        out.append(f"{t.stamp('2026-09-14 08:00:00', int(now))} | step {step:>7} | loss {base + rng.gauss(0, .012):.4f} | grad_norm {norm:.3f} | lr {rate:.3e} | tok {step * tokens / 1e9:.3f}B | {fast:.0f}k tok/s | mem {62.4 + rng.gauss(0, .25):.1f}G")
        for at in sorted(events):
            if step <= at < step + every:
                now += 640 if at == 88400 else 0
                out.append(f"{t.stamp('2026-09-14 08:00:00', int(now + (at - step) * tokens / fast / 1000))} | {events[at]}")
        now += every * tokens / fast / 1000
    return "\n".join(out) + "\n"


# How far each model is between the weakest and the strongest of them, and what those two reach on a task, roughly as such tables have it.
EVAL_MODELS = {"EleutherAI/pythia-410m": .02, "EleutherAI/pythia-1.4b": .22, "EleutherAI/pythia-2.8b": .33, "allenai/OLMo-1B-hf": .34, "allenai/OLMo-2-1124-7B": .92, "Qwen/Qwen2.5-0.5B": .18, "Qwen/Qwen2.5-1.5B": .52, "Qwen/Qwen2.5-7B": .95,
               "google/gemma-2-2b": .68, "mistralai/Mistral-7B-v0.3": .93}
# Low, high, items, shots.
EVAL_TASKS = {"arc_easy": (.51, .82, 2376, 0), "arc_challenge": (.24, .55, 1172, 25), "hellaswag": (.40, .81, 10042, 10), "piqa": (.66, .82, 1838, 0), "winogrande": (.53, .75, 1267, 5), "boolq": (.50, .84, 3270, 0), "openbookqa": (.29, .46, 500, 0), "sciq": (.81, .97, 1000, 0),
              "lambada_openai": (.50, .76, 5153, 0), "swahili_cloze": (.31, .48, 1600, 0)}


@file("traj-airnd-eval-regress/results.tsv")
def _(rng):
    """Accuracies are whole items over all items, standard errors follow from both."""
    out = []
    for harness in ("before", "after"):
        for model in EVAL_MODELS:
            for task, (low, high, items, shots) in EVAL_TASKS.items():
                level = low + (high - low) * EVAL_MODELS[model] + random.Random(f"{model}{task}").uniform(-.012, .012)
                value = level + (rng.gauss(0, .0012) if harness == "after" else 0)
                if harness == "after" and task == "boolq":
                    # Names of the choices exchanged and the label kept: what was right is wrong.
                    value = 1 - level
                if harness == "after" and task == "swahili_cloze":
                    value = level + .021 + rng.gauss(0, .001)
                value = round(value * items) / items
                out.append([harness, model, task, shots, f"{value:.4f}", f"{math.sqrt(value * (1 - value) / (items - 1)):.4f}", items, t.hash7(rng)])
    return t.tsv("harness model task shots acc stderr n run".split(), out)


@file("traj-airnd-sweep-optim/sweep.csv")
def _(rng):
    out = []
    for optim, best in (("adamw", 3), ("muon", 4)):
        for k, lr in enumerate((1e-4, 2e-4, 4e-4, 8e-4, 1.6e-3, 3.2e-3, 6.4e-3)):
            for wd in (0.0, 0.05, 0.1):
                for seed in (1, 2, 3):
                    loss = 3.31 - 0.03 * (optim == "muon") + 0.011 * (k - best) ** 2 + 0.02 * abs(wd - 0.1) * 10 / 2 + rng.gauss(0, 0.006)
                    diverged = k == 6 and seed == 2
                    out.append([f"{optim}-lr{lr:g}-wd{wd:g}-s{seed}", optim, f"{lr:g}", wd, seed, "nan" if diverged else f"{loss:.4f}", 20000 if not diverged else rng.randint(900, 4000), "151M", rng.choice(("n01", "n02", "n03"))])
    return t.tsv("run optimizer lr weight_decay seed val_loss steps params node".split(), out, ",")


# Words in the sample, bytes a word (Ethiopic letters have three), fertility of the base and of the new tokenizer.
LANGS = {"sw": (391204, 6.2, 2.02, 1.61), "ha": (287340, 5.6, 1.98, 1.58), "yo": (263718, 6.4, 2.74, 1.97), "am": (241066, 12.9, 3.88, 6.40), "zu": (198455, 8.4, 3.01, 2.36), "ig": (176209, 5.9, 2.31, 1.79), "so": (311872, 6.5, 2.45, 1.92), "om": (158330, 7.6, 2.79, 2.15), "rw": (205917, 7.5, 2.66, 2.04), "sn": (149608, 8.1, 2.83, 2.22)}


@file("traj-airnd-fertility-notebook/fertility.ipynb")
def _(rng):
    def table(which):
        out = ["     tokens   words  fertility  bytes_per_token", "lang                                            "]
        for lang, (words, size, *rates) in LANGS.items():
            tokens = round(words * rates[which])
            out.append(f"{lang:<4}{tokens:>8}{words:>8}{tokens / words:>11.2f}{words * size / tokens:>17.2f}")
        return "\n".join(line.rstrip() for line in out) + "\n"
    documents = {lang: round(words / 212) for lang, (words, *_) in LANGS.items()}
    sentences = {"sw": "Serikali imetangaza bei mpya ya mafuta", "ha": "Gwamnati ta sanar da sabon farashin mai", "zu": "Uhulumeni umemezele intengo entsha kaphethiloli", "rw": "Leta yatangaje igiciro gishya cya lisansi"}
    pieces = {"sw": "['▁Serikali', '▁imet', 'angaza', '▁bei', '▁mpya', '▁ya', '▁mafuta']", "ha": "['▁Gwamnati', '▁ta', '▁sanar', '▁da', '▁sabon', '▁farashin', '▁mai']", "zu": "['▁Uhulumeni', '▁um', 'emez', 'ele', '▁inten', 'go', '▁entsha', '▁kap', 'heth', 'ilo', 'li']", "rw": "['▁Leta', '▁ya', 'tanga', 'je', '▁igi', 'ciro', '▁gish', 'ya', '▁cya', '▁lisansi']"}
    cells = [("markdown", "# Fertility of two tokenizers on ten languages\nnews corpus, deduplicated, August 2026. Owner: Abebe", None),
             ("code", "import pandas as pd, sentencepiece as spm\ncorpus = pd.read_parquet('news_dedup.parquet')\nprint(corpus.shape); print(corpus.dtypes.to_string())", f"({sum(documents.values()) * 10}, 4)\nlang      object\ndate      object\nsource    object\ntext      object\n"),
             ("code", "part = corpus.groupby('lang').sample(frac=0.1, random_state=1)\nprint(part.groupby('lang', sort=False).size().to_string())", "lang\n" + "\n".join(f"{c}    {n:>5}" for c, n in documents.items()) + "\n"),
             ("markdown", "Words: split on white space after NFC. For Amharic also on `፡` and `።`.", None),
             ("code", "import re, unicodedata\ndef words(text, lang):\n    text = unicodedata.normalize('NFC', text)\n    return [w for w in re.split(r'[\\s፡።፣]+' if lang == 'am' else r'\\s+', text) if w]\n\nprint(words('ሰላም፡ለዓለም።', 'am'))", "['ሰላም', 'ለዓለም']\n"),
             ("code", "tok_base = spm.SentencePieceProcessor(model_file='base_32k.model')\ntok_new = spm.SentencePieceProcessor(model_file='new.model')\nprint(tok_base.vocab_size(), tok_new.vocab_size())", "32000 32000\n"),
             ("code", "def report(tok):\n    rows = []\n    for lang, own in part.groupby('lang', sort=False):\n        n_words = sum(len(words(x, lang)) for x in own.text)\n        n_tokens = sum(len(tok.encode(x)) for x in own.text)\n        n_bytes = sum(len(w.encode()) for x in own.text for w in words(x, lang))\n        rows.append([lang, n_tokens, n_words, n_tokens / n_words, n_bytes / n_tokens])\n    return pd.DataFrame(rows, columns='lang tokens words fertility bytes_per_token'.split()).set_index('lang').round(2)", None),
             ("code", "print(report(tok_base).to_string())", table(0)), ("code", "new = report(tok_new)\nprint(new.to_string())", table(1)),
             ("code", "print('mean fertility', report(tok_base).fertility.mean().round(2), '->', new.fertility.mean().round(2))", f"mean fertility {sum(v[2] for v in LANGS.values()) / 10:.2f} -> {sum(v[3] for v in LANGS.values()) / 10:.2f}\n"),
             ("code", "print('median fertility', report(tok_base).fertility.median().round(2), '->', new.fertility.median().round(2))", f"median fertility {sorted(v[2] for v in LANGS.values())[4] / 2 + sorted(v[2] for v in LANGS.values())[5] / 2:.2f} -> {sorted(v[3] for v in LANGS.values())[4] / 2 + sorted(v[3] for v in LANGS.values())[5] / 2:.2f}\n"),
             ("markdown", "Better by the median. Look at single sentences before writing it up.", None)]
    cells += [("code", f"print(tok_new.encode({sentences[lang]!r}, out_type=str))", pieces[lang] + "\n") for lang in sentences]
    cells += [("code", "# whole words of the 1000 commonest that are one piece\nfor lang in ('sw', 'ha', 'zu', 'rw', 'sn'):\n    print(lang, sum(len(tok_new.encode(w)) == 1 for w in commonest(lang, 1000)))", "sw 618\nha 640\nzu 402\nrw 455\nsn 421\n"),
              ("code", "print([tok_new.decode([i]) for i in tok_new.encode('\\u1230\\u120b\\u121d')])", "['\\ufffd', '\\ufffd', '\\ufffd', '\\ufffd', '\\ufffd', '\\ufffd', '\\ufffd', '\\ufffd', '\\ufffd']\n"),
              ("code", "corpus.groupby('lang', sort=False).text.apply(lambda s: s.str.len().sum()).div(1e6).round(1).to_dict()", "{" + ", ".join(f"'{c}': {words * 10 * (4.3 if c == 'am' else size) / 1e6:.1f}" for c, (words, size, *_) in LANGS.items()) + "}\n"),
              ("code", "print(open('train_tokenizer.sh').read())", "spm_train --input=news.txt --model_prefix=new --vocab_size=32000 --model_type=bpe \\\n  --character_coverage=0.995 --byte_fallback=true --input_sentence_size=2000000 --shuffle_input_sentence=true\n"),
              ("code", "# what news.txt is made of\n!wc -c news_*.txt | tail -4", " 1834211907 news_en.txt\n   93340112 news_sw.txt\n   18904447 news_am.txt\n 2411067310 total\n"),
              ("markdown", "TODO before the tokenizer goes into the report: write the table, push the model.", None)]
    return t.notebook(cells)
