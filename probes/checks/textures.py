"""Textures of research work, generated: logs, tables, diffs, alerts, corpora. Every function takes its own `random.Random`, so that
one file can change without another. Used by make_trajectories.py and make_long.py."""
import datetime
import json
import re


BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def stamp(start, seconds):
    return (datetime.datetime.fromisoformat(start) + datetime.timedelta(seconds=seconds)).isoformat(sep=" ")


def tsv(header, rows, sep="\t"):
    return "\n".join([sep.join(header)] + [sep.join(str(v) for v in row) for row in rows]) + "\n"


def counts(rng, symbols, samples, factor=None, low=0.4, high=9.5):
    """Rows of a count table: log-normal means per gene, over-dispersed per sample. `factor(symbol, sample)` multiplies a mean, or None."""
    for number, symbol in enumerate(symbols):
        mean = 2 ** rng.uniform(low, high)
        row = [f"G{number + 10001:06d}", symbol]
        for sample in samples:
            here = mean * (factor(symbol, sample) if factor else 1)
            row.append(max(0, round(rng.gammavariate(6, here / 6))))
        yield row


def pytest_log(rng, modules, tests, failing=(), before=(), seconds=84.2):
    """`failing`: (module, test, block). `before`: pairs of (module, test), the first of which runs earlier in a shuffled order."""
    lines = ["============================= test session starts ==============================",
             "platform linux -- Python 3.12.6, pytest-8.3.3, pluggy-1.5.0 -- /opt/venv/bin/python",
             "cachedir: .pytest_cache", f"plugins: xdist-3.6.1, {'randomly-3.16.0, ' if before else ''}hypothesis-6.115.3", ""]
    bad = {(m, t): b for m, t, b in failing}
    names = [(m, t) for m in modules for t in tests(m)]
    names += [pair for pair in bad if pair not in names]
    names.sort()
    if before:
        rng.shuffle(names)
    for first, second in before:
        i, j = names.index(first), names.index(second)
        if i > j:
            names[i], names[j] = second, first
    lines.append(f"collecting ... collected {len(names)} items")
    lines.append("")
    for place, (module, test) in enumerate(names, 1):
        word = "FAILED" if (module, test) in bad else ("SKIPPED (no GPU)" if rng.random() < 0.03 else "PASSED")
        lines.append(f"tests/{module}.py::{test} {word}".ljust(92) + f"[{100 * place // len(names):3d}%]")
    if bad:
        lines += ["", "=================================== FAILURES ==================================="]
        for (module, test), block in bad.items():
            lines += [f"_____________________ {test} _____________________", "", block.strip("\n"), ""]
        lines.append("=========================== short test summary info ============================")
        lines += [f"FAILED tests/{m}.py::{t}" for m, t in bad]
    lines.append(f"=================== {len(bad)} failed, {len(names) - len(bad)} passed in {seconds}s ===================")
    return "\n".join(lines) + "\n"


def training_log(rng, steps, every, start="2026-09-14 08:00:00", loss=10.9, floor=2.31, tokens=2_097_152, lr=3e-4, warmup=2000, events=(), spikes=(), seconds=2.4):
    """`events`: {step: text}; `spikes`: {step: (height, length in steps)}."""
    events, spikes, lines = dict(events), dict(spikes), []
    for step in range(0, steps + 1, every):
        base = floor + (loss - floor) * (1 + step / 180) ** -0.62
        for at, (height, length) in spikes.items():
            if at <= step < at + length:
                base += height * (1 - (step - at) / length)
        rate = lr * min(1, (step + 1) / warmup) * (0.1 + 0.9 * max(0, 1 - step / (steps * 1.02)))
        norm = 0.35 + 0.9 * (base - floor) / 4 + rng.uniform(-0.05, 0.05)
        lines.append(
            f"{stamp(start, step * seconds)} | step {step:>7} | loss {base + rng.gauss(0, 0.012):.4f} | grad_norm {max(0.11, norm):.3f} | "
            f"lr {rate:.3e} | tok {step * tokens / 1e9:.3f}B | {tokens / seconds / 1000 + rng.gauss(0, 6):.0f}k tok/s | mem {rng.uniform(61.1, 63.9):.1f}G")
        for at in sorted(events):
            if step <= at < step + every:
                lines.append(f"{stamp(start, at * seconds)} | {events[at]}")
    return "\n".join(lines) + "\n"


def hash7(rng, n=7):
    return "".join(rng.choice("0123456789abcdef") for _ in range(n))


def git_log(rng, subjects, n, authors, planted=()):
    lines = []
    fixed = dict(planted)
    for place in range(n):
        subject = fixed.get(place) or rng.choice(subjects).replace("#", str(rng.randint(2, 64)))
        lines.append(f"{hash7(rng)} {rng.choice(authors):<10} {subject}")
    return "\n".join(lines) + "\n"


def diff(rng, files, edits, hunks, names):
    """A unified diff of a clean-up; `edits` as in edits.py. None comes twice in a file before all have come."""
    out = []
    for path in files:
        a, b = hash7(rng), hash7(rng)
        out += [f"diff --git a/{path} b/{path}", f"index {a}..{b} 100644", f"--- a/{path}", f"+++ b/{path}"]
        at, moved = 1, 0
        for edit in rng.sample(edits, min(len(edits), rng.randint(*hunks))):
            name = rng.choice(names)
            number = str(rng.choice((2, 4, 8, 16, 32, 64)))
            head, *lines = re.sub("#(?! )", number, edit.replace("$N", name[0].upper() + name[1:]).replace("$n", name)).split("\n")
            at += rng.randint(8, 60)
            old, new = sum(line[0] != "+" for line in lines), sum(line[0] != "-" for line in lines)
            out += [f"@@ -{at},{old} +{at + moved},{new} @@ {head}"] + lines
            at, moved = at + old, moved + new - old
    return "\n".join(out) + "\n"


def rg(rng, word, files, pool, hits):
    lines = []
    for _ in range(hits):
        path = rng.choice(files)
        lines.append((path, rng.randint(3, 480), rng.choice(pool).replace("$w", word)))
    return "\n".join(f"{p}:{n}:{t}" for p, n, t in sorted(lines)) + "\n"


def notebook(cells):
    """`cells`: (kind, source, output or None)."""
    out, count = [], 0
    for kind, source, result in cells:
        cell = {"cell_type": kind, "metadata": {}, "source": source.splitlines(keepends=True)}
        if kind == "code":
            count += 1
            cell |= {"execution_count": count, "outputs": [] if result is None else [
                {"output_type": "stream", "name": "stdout", "text": result.splitlines(keepends=True)}]}
        out.append(cell)
    return json.dumps({"cells": out, "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)"}}, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n"


def fasta(rng, headers, letters="ACDEFGHIKLMNPQRSTVWY", length=(90, 140)):
    """Letters drawn at random: no sequence of any organism."""
    out = []
    for header in headers:
        text = "".join(rng.choice(letters) for _ in range(rng.randint(*length)))
        out += [">" + header] + [text[i:i + 60] for i in range(0, len(text), 60)]
    return "\n".join(out) + "\n"


def blast(rng, queries, subjects, hits=(1, 4), planted=()):
    rows = []
    for query in queries:
        for _ in range(rng.randint(*hits)):
            length = rng.randint(80, 460)
            identity = rng.uniform(24, 71)
            start = rng.randint(1, 60)
            rows.append([query, rng.choice(subjects), f"{identity:.2f}", length, round(length * (1 - identity / 100)), rng.randint(0, 9), start, start + length,
                         start + rng.randint(0, 20), start + length + rng.randint(0, 20), f"{10 ** -rng.uniform(3, 90):.1e}", f"{rng.uniform(41, 402):.0f}"])
    rows += [list(r) for r in planted]
    rows.sort(key=lambda r: str(r[0]))
    return tsv("qseqid sseqid pident length mismatch gapopen qstart qend sstart send evalue bitscore".split(), rows)


def jsonl(rows):
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n"


def corpus(rng, templates, slots, documents, sentences, name, planted=(), head=None):
    """Documents of sentences drawn from templates with `{slot}`. `planted`: {(document, place): sentence}."""
    planted, out = dict(planted), []
    for number in range(1, documents + 1):
        texts, left = [], []
        for place in range(rng.randint(*sentences)):
            text = planted.get((number, place))
            if text is None:
                # No sentence twice in one document before all have stood there.
                left = left or rng.sample(templates, len(templates))
                text = left.pop().format_map({k: rng.choice(v) for k, v in slots.items()})
                text = text[0].upper() + text[1:] + ("" if text[-1] in ".?!" else ".")
            texts.append(text)
        out.append(f"{name(number)}\n" + (head(rng, number) + "\n" if head else "") + " ".join(texts) + "\n")
    return "\n".join(out)
